"""OpenAI's chat completions, asked with as little ado as its client allows: what instructor calls for each question.

The client's own ``create`` goes through every field of request and answer several times, which takes longer than all
else that is done for an article. Its ``post`` sends the request as it is, and what is read of the answer is read once.
"""

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ValidatorFunctionWrapHandler, WrapValidator

if TYPE_CHECKING:
    import openai


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


class Cached(BaseModel):
    """Tokens that the prompt cache had."""

    cached_tokens: int | None = None


class Used(BaseModel):
    """Tokens."""

    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    prompt_tokens_details: Annotated[Cached | None, _Beside] = None


class Completion(BaseModel):
    """What a server answers, as far as it is read; whatever else stands there is left alone."""

    choices: list[Choice] | None = None
    usage: Annotated[Used | None, _Beside] = None


async def completed(sdk: "openai.AsyncOpenAI", **request: Any) -> Completion:
    """A completion by the client's server. Raises what the client raises, and ValueError for what is no completion."""
    import httpx2

    response = await sdk.post("/chat/completions", cast_to=httpx2.Response, body=request)
    return Completion.model_validate_json(response.content)
