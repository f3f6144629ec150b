"""OpenAI's chat completions, asked with as little ado as its client allows: what instructor calls for each question.

The client's own ``create`` goes through every field of request and answer several times, which takes longer than all
else that is done for an article. Its ``post`` sends the request as it is, and what is read of the answer is read once.
Instructor's own ``create`` looks at a response model, its messages and what all attempts used many times over; ours has
the same handlers write the question, read the answer and ask again.
"""

from collections.abc import Awaitable
from typing import Annotated, Any, TypeVar

import httpx2
import openai
import tenacity
from instructor import Mode, Provider
from instructor.core.hooks import Hooks
from instructor.v2 import mode_registry
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


class Details(BaseModel):
    """Tokens by where they came from."""

    cached_tokens: int | None = None


class Used(BaseModel):
    """Tokens."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    prompt_tokens_details: Annotated[Details | None, _Beside] = None


class Completion(BaseModel):
    """What a server answers, as far as it is read; whatever else stands there is left alone."""

    model: Annotated[str | None, _Beside] = None
    choices: list[Choice] | None = None
    usage: Annotated[Used | None, _Beside] = None


async def created(
    sdk: openai.AsyncOpenAI,
    *,
    response_model: type[T],
    max_retries: tenacity.AsyncRetrying,
    strict: bool,
    hooks: Hooks,
    context: Any,
    **request: Any,
) -> T | None:
    """The answer as ``response_model``, asked for by its schema: what instructor's client calls for each question."""
    handlers = mode_registry.get_handlers(Provider.OPENAI, MODE)
    _, request = handlers.request_handler(response_model, request)
    async for attempt in max_retries:
        with attempt:
            completion = await _noted(hooks, completed(sdk, **request))
            try:
                answer: T = handlers.response_parser(completion, response_model, context, strict)
            except ValueError as error:
                request = handlers.reask_handler(request, completion, error)
                raise
            return answer
    return None


async def _noted(hooks: Hooks, completion: Awaitable[Completion]) -> Completion:
    """Tell whoever listens whether an answer came."""
    try:
        came = await completion
    except Exception as error:
        hooks.emit_completion_error(error)
        raise
    hooks.emit_completion_response(came)
    return came


async def completed(sdk: openai.AsyncOpenAI, **request: Any) -> Completion:
    """A completion by the client's server. Raises what the client raises, and ValueError for what is no completion."""
    response = await sdk.post("/chat/completions", cast_to=httpx2.Response, content=to_json(request))
    return Completion.model_validate_json(response.content)
