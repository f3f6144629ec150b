"""A model behind OpenAI's chat completions, whose answers its server holds to a JSON Schema.

A question is one request over the connections that are kept open, with nothing in between: client libraries go through
every field of request and answer several times, which took four times as long as all that is done here.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from pydantic import BaseModel, ValidatorFunctionWrapHandler, WrapValidator

from syriaevents.engines.failures import silence, told
from syriaevents.engines.model import Ability, Reply, Retry
from syriaevents.engines.trying import Meter, tried
from syriaevents.errors import Truncated
from syriaevents.prompting.prompts import Message

if TYPE_CHECKING:
    import httpx2
    import openai

T = TypeVar("T", bound=BaseModel)

_ONCE_MORE = "That is not the JSON that was asked for. Answer with that JSON alone."


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

    @property
    def first(self) -> Choice:
        """The answer, or an empty one."""
        return self.choices[0] if self.choices else Choice()

    @property
    def text(self) -> str:
        """The answer's text."""
        return (self.first.message and self.first.message.content) or ""


@dataclass(frozen=True, slots=True)
class ChatModel:
    """A model behind OpenAI's chat completions."""

    name: str
    ability: Ability
    sdk: "openai.AsyncOpenAI"
    """Knows the server's address and key; batches go through it."""
    connections: "httpx2.AsyncClient"
    options: dict[str, Any] = field(default_factory=dict)
    """Sent with each question: model, temperature, token limit."""
    retry: Retry = Retry()

    async def ask(self, messages: Sequence[Message], response_model: type[T]) -> Reply[T]:
        """Ask until there is an answer or the retries are used up."""
        return await tried(partial(self._once, messages, response_model), self.retry)

    async def _once(self, messages: Sequence[Message], response_model: type[T], meter: Meter) -> T:
        """An answer; one that is not JSON is asked for once more, a refusal and an answer without text are not."""
        completion = await self._completed(messages, response_model, meter)
        try:
            return response_model.model_validate_json(completion.text)
        except ValueError as error:
            if silence(completion):
                raise told(self.name, error, completion) from None
        again: list[Message] = [
            *messages, {"role": "assistant", "content": completion.text}, {"role": "user", "content": _ONCE_MORE}
        ]  # fmt: skip
        completion = await self._completed(again, response_model, meter)
        try:
            return response_model.model_validate_json(completion.text)
        except ValueError as error:
            raise told(self.name, error, completion) from None

    async def _completed(self, messages: Sequence[Message], response_model: type[T], meter: Meter) -> Completion:
        body = {"messages": messages, **self.options, "response_format": _format(response_model)}
        try:
            response = await self.connections.post(
                f"{self.sdk.base_url}chat/completions", content=_json(body), headers=_headers(self.sdk)
            )
            response.raise_for_status()
            completion = Completion.model_validate_json(response.content)
        except Exception as error:  # noqa: BLE001  (raised again in this library's words)
            meter.failed()
            raise told(self.name, error, None) from None
        meter.answered(completion)
        if completion.first.finish_reason == "length":
            raise Truncated(f"{self.name}: the answer was cut off by the token limit.")
        return completion

    async def close(self) -> None:
        """Give connections back."""
        await self.sdk.close()


def _json(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


@lru_cache(maxsize=1024)
def _format(response_model: type[BaseModel]) -> dict[str, Any]:
    """What holds an answer to its schema."""
    schema = {"name": response_model.__name__, "schema": response_model.model_json_schema()}
    return {"type": "json_schema", "json_schema": schema}


def _headers(sdk: "openai.AsyncOpenAI") -> dict[str, str]:
    """What the client sends with every request; it marks with values of other types what it leaves out."""
    headers = {**sdk.default_headers, **sdk.auth_headers}
    return {name: value for name, value in headers.items() if isinstance(value, str)}
