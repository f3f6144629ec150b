"""OpenAI's chat completions, asked with as little ado as its client allows: what instructor calls for each question.

The client's own ``create`` goes through every field of request and answer several times, which takes longer than all
else that is done for an article. Its ``post`` sends the request as it is, and what is read of the answer is read once.
"""

from typing import Annotated, Any

import httpx2
import openai
from openai.types.completion_usage import CompletionTokensDetails, CompletionUsage, PromptTokensDetails
from pydantic import BaseModel, ValidatorFunctionWrapHandler, WrapValidator


def _else_none(value: Any, read: ValidatorFunctionWrapHandler) -> Any:
    """What is beside the answer may be in any shape: it never costs the answer."""
    try:
        return read(value)
    except ValueError:
        return None


_Beside = WrapValidator(_else_none)


class Said(BaseModel):
    """A model's message."""

    content: str | None = None
    refusal: str | None = None


class Choice(BaseModel):
    """One answer, of which only the first is asked for."""

    message: Said | None = None
    finish_reason: str | None = None


class Used(CompletionUsage):
    """Tokens. What instructor adds up is openai's own; for any other it looks for an SDK that is not installed."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    total_tokens: int = 0
    prompt_tokens_details: Annotated[PromptTokensDetails | None, _Beside] = None
    completion_tokens_details: Annotated[CompletionTokensDetails | None, _Beside] = None


class Completion(BaseModel):
    """What a server answers, as far as it is read; whatever else stands there is left alone."""

    model: Annotated[str | None, _Beside] = None
    choices: list[Choice] | None = None
    usage: Annotated[Used | None, _Beside] = None


async def completed(sdk: openai.AsyncOpenAI, **request: Any) -> Completion:
    """A completion by the client's server. Raises what the client raises, and ValueError for what is no completion."""
    response = await sdk.post("/chat/completions", cast_to=httpx2.Response, body=request)
    return Completion.model_validate_json(response.content)
