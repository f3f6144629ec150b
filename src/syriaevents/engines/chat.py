"""OpenAI's chat completions, asked with as little ado as its client allows: what instructor calls for each question.

The client's own ``create`` goes through every field of request and answer several times, which takes longer than all
else that is done for an article. Its ``post`` sends the request as it is, and what is read of the answer is read once.
Instructor's own ``create`` prepares a response model and its messages anew for every question; ours is what it does
after that: it asks, reads the answer, and asks again.
"""

from functools import partial
from typing import Annotated, Any, TypeVar

import httpx2
import openai
from instructor import Mode
from instructor.core.retry import retry_async
from openai.types.completion_usage import CompletionTokensDetails, CompletionUsage, PromptTokensDetails
from pydantic import BaseModel, ValidatorFunctionWrapHandler, WrapValidator
from pydantic_core import to_json

T = TypeVar("T", bound=BaseModel)

MODE = Mode.JSON_SCHEMA
"""For servers that hold an answer to its JSON Schema."""


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


async def created(
    sdk: openai.AsyncOpenAI,
    *,
    response_model: type[T],
    max_retries: Any,
    strict: bool,
    hooks: Any,
    context: Any,
    **request: Any,
) -> T | None:
    """What instructor's client calls for a question: the answer as ``response_model``, asked for by its schema."""
    schema = {"name": response_model.__name__, "schema": response_model.model_json_schema()}
    request["response_format"] = {"type": "json_schema", "json_schema": schema}
    return await retry_async(
        partial(completed, sdk), response_model, (), request, context, max_retries, strict, MODE, hooks=hooks
    )


async def completed(sdk: openai.AsyncOpenAI, **request: Any) -> Completion:
    """A completion by the client's server. Raises what the client raises, and ValueError for what is no completion."""
    response = await sdk.post("/chat/completions", cast_to=httpx2.Response, content=to_json(request))
    return Completion.model_validate_json(response.content)
