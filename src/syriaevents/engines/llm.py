"""Engines: from a model's name to typed answers. The only module with instructor, openai and tenacity.

One retry policy: the client's own retries are off; instructor re-asks once when an answer is not
JSON at all (never a refusal or an answer without text); tenacity retries 429, 5xx, timeouts and lost
connections with exponential back-off and honours Retry-After. Truncation is never retried here: the
caller splits the window. Usage is counted over all attempts. Errors are told in this library's words,
without keys or article text.
"""

import importlib.util
import logging
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar
from urllib.parse import urlsplit

from pydantic import BaseModel

from syriaevents.errors import (
    ConfigError,
    EmptyAnswer,
    InvalidAnswer,
    ModelError,
    ModelUnavailable,
    Refused,
    ServerError,
    Truncated,
)  # fmt: skip
from syriaevents.prompting.prompts import Message
from syriaevents.schema import Usage

if TYPE_CHECKING:
    import instructor
    import tenacity

T = TypeVar("T", bound=BaseModel)

MODEL_ENV = "SYRIAEVENTS_MODEL"
KEY_ENV = "SYRIAEVENTS_API_KEY"
WINDOW_ENV = "SYRIAEVENTS_WINDOW"
TIMEOUT = 600.0
"""Seconds for one call: a small machine may need minutes for a whole article."""
_WITH_SCHEMA = ("openai/", "ollama/")
"""Providers known to hold an answer to its JSON Schema; the others are asked as instructor thinks best."""
_OVERLOADED = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})


@dataclass(frozen=True, slots=True)
class Ability:
    """What suits a model: how it is asked, and how long its answers may be."""

    window: int
    """Sentences a call, at the most."""
    brief: bool
    """Asked for few fields, and only for what the words of a sentence make possible."""
    answer_tokens: int
    """Tokens an answer may have."""
    reasks: int
    """How often the bad records of a window are asked again, with the reason."""


SMALL = Ability(window=1, brief=True, answer_tokens=300, reasks=0)
STRONG = Ability(window=80, brief=False, answer_tokens=8000, reasks=1)


@dataclass(frozen=True, slots=True)
class Retry:
    """When and how long to try again after a server's failure."""

    attempts: int = 6
    first_wait: float = 1.0
    """Seconds; doubled each time, with jitter."""
    longest_wait: float = 60.0
    """Seconds; a server that asks for more than this has failed the article."""


@dataclass(frozen=True, slots=True)
class Reply(Generic[T]):
    """What came of asking: an answer or the error, and what all attempts cost."""

    answer: T | None
    error: ModelError | None
    usage: Usage


class Model(Protocol):
    """The one abstraction: something that answers messages with a typed value."""

    @property
    def name(self) -> str:
        """The name that results are marked with."""

    @property
    def ability(self) -> Ability:
        """How it is best asked."""

    async def ask(self, messages: Sequence[Message], response_model: type[T]) -> Reply[T]:
        """Ask until there is an answer or the retries are used up. Raises ModelUnavailable: no call can succeed."""

    async def close(self) -> None:
        """Give connections back."""


class _Meter:
    """Counts calls and tokens of one question, failed attempts too; instructor's hooks feed it."""

    def __init__(self) -> None:
        self.usage = Usage()
        self.completion: Any = None
        """What the last call came back with; None where it failed."""

    def called(self, **_arguments: object) -> None:
        self.usage += Usage(requests=1)
        self.completion = None

    def unreadable(self, error: BaseException) -> bool:
        """Whether there was an answer that could not be read: worth asking for once more."""
        return isinstance(error, ValueError) and _is_completion(self.completion) and not _silence(self.completion)

    def answered(self, completion: Any) -> None:
        self.completion = completion
        used = getattr(completion, "usage", None)
        details = getattr(used, "prompt_tokens_details", None)
        prompt = getattr(used, "prompt_tokens", None) or getattr(used, "input_tokens", None) or 0
        self.usage += Usage(
            prompt_tokens=prompt,
            completion_tokens=getattr(used, "completion_tokens", None) or getattr(used, "output_tokens", None) or 0,
            cached_tokens=getattr(details, "cached_tokens", None)
            or getattr(used, "cache_read_input_tokens", None)
            or 0,
        )

    def hooks(self) -> "instructor.Hooks":
        from instructor.core.hooks import Hooks

        hooks = Hooks()
        hooks.on("completion:kwargs", self.called)
        hooks.on("completion:response", self.answered)
        return hooks


class _Overloaded(ServerError):
    """A failure that may pass: worth another try."""

    def __init__(self, message: str, wait: float | None = None) -> None:
        super().__init__(message)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class InstructorModel:
    """A model behind instructor."""

    name: str
    ability: Ability
    client: "instructor.AsyncInstructor"
    options: dict[str, Any] = field(default_factory=dict)
    """Sent with each call: model, temperature, token limit."""
    retry: Retry = Retry()

    async def ask(self, messages: Sequence[Message], response_model: type[T]) -> Reply[T]:
        """Ask until there is an answer or the retries are used up."""
        import tenacity

        meter = _Meter()
        retrying = tenacity.AsyncRetrying(
            stop=tenacity.stop_after_attempt(self.retry.attempts),
            wait=self._wait,
            retry=tenacity.retry_if_exception(self._may_pass),
            reraise=True,
        )
        try:
            answer: T = await retrying(self._once, messages, response_model, meter)
        except ModelError as error:
            return Reply(None, error, meter.usage)
        return Reply(answer, None, meter.usage)

    def _may_pass(self, error: BaseException) -> bool:
        return isinstance(error, _Overloaded) and (error.wait or 0) <= self.retry.longest_wait

    def _wait(self, state: "tenacity.RetryCallState") -> float:
        import tenacity

        error = state.outcome.exception() if state.outcome else None
        asked = error.wait if isinstance(error, _Overloaded) and error.wait is not None else 0.0
        backoff = tenacity.wait_exponential_jitter(
            self.retry.first_wait, self.retry.longest_wait, jitter=self.retry.first_wait
        )
        return max(asked, backoff(state))

    async def _once(self, messages: Sequence[Message], response_model: type[T], meter: _Meter) -> T:
        import tenacity

        reasking = tenacity.AsyncRetrying(
            stop=tenacity.stop_after_attempt(2), retry=tenacity.retry_if_exception(meter.unreadable), reraise=True
        )
        try:
            answer, _ = await self.client.create_with_completion(
                messages=list(messages),  # type: ignore[arg-type]
                response_model=_titled(response_model) if "tool" in self.client.mode.value else response_model,
                max_retries=reasking,
                hooks=meter.hooks(),
                **self.options,
            )
        except Exception as error:
            raise _told(self.name, error, meter.completion) from None
        return answer

    async def close(self) -> None:
        """Give connections back."""
        closing = getattr(self.client.client, "close", None)
        if closing is not None:
            await closing()


@lru_cache(maxsize=512)
def _titled(model: type[T]) -> type[T]:
    """The same with a title in its schema: instructor calls a tool by it."""

    def model_json_schema(_cls: type[T], *_args: Any, **_options: Any) -> dict[str, Any]:
        return {"title": model.__name__, **model.model_json_schema()}

    return type(
        model.__name__, (model,), {"model_json_schema": classmethod(model_json_schema), "__doc__": model.__doc__}
    )


def _told(name: str, error: Exception, completion: Any) -> Exception:
    """Any failure of a call in this library's words; keys and article text stay behind."""
    from instructor.core.exceptions import IncompleteOutputException, InstructorRetryException

    if isinstance(error, IncompleteOutputException):
        return Truncated(f"{name}: the answer was cut off by the token limit.")
    cause = error.__cause__ if isinstance(error, InstructorRetryException) and error.__cause__ else error
    status = getattr(cause, "status_code", None)
    if isinstance(status, int):
        return _told_status(name, status, cause)
    if _is_connection_error(cause):
        what = "did not answer in time" if "Timeout" in type(cause).__name__ else "cannot be reached"
        return _Overloaded(f"{name}: the server {what}. Is it running, and is the address right?")
    return _told_answer(name, completion, cause)


def _told_status(name: str, status: int, cause: BaseException) -> Exception:
    if status in (401, 403):
        return ModelUnavailable(f"{name}: the server does not accept the key (status {status}).")
    if status == 404:
        return ModelUnavailable(f"{name}: the server does not know this model, or this address (status 404).")
    if status in _OVERLOADED:
        return _Overloaded(f"{name}: the server answered with status {status}.", _asked_wait(cause))
    return ServerError(f"{name}: the server refused the request (status {status}).")


def _asked_wait(cause: BaseException) -> float | None:
    """Seconds that the server's Retry-After header asks for."""
    from email.utils import parsedate_to_datetime
    from time import time

    headers = getattr(getattr(cause, "response", None), "headers", {})
    value = headers.get("retry-after", "")
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time())
    except (ValueError, TypeError, OverflowError):
        return None


def _is_connection_error(cause: BaseException) -> bool:
    names = {kind.__name__ for kind in type(cause).__mro__}
    return bool(names & {"APIConnectionError", "TransportError", "ConnectionError", "TimeoutError"})


def _told_answer(name: str, completion: Any, cause: BaseException) -> ModelError:
    silence = _silence(completion)
    if silence is Refused:
        return Refused(f"{name}: the model declined to answer, or its provider filtered the answer.")
    if silence is EmptyAnswer:
        return EmptyAnswer(f"{name}: the server answered without any text.")
    logging.getLogger(__name__).debug("unreadable answer: %s", type(cause).__name__)
    if completion is None and not isinstance(cause, ValueError):
        return ServerError(f"{name}: the provider's client failed ({type(cause).__name__}).")
    if not _is_completion(completion):
        return ServerError(f"{name}: what the server answered is no chat completion. Is the address right?")
    return InvalidAnswer(f"{name}: the answer is not the JSON that was asked for, also when asked again.")


def _is_completion(completion: Any) -> bool:
    """Whether a call came back with a completion, and not with some page's text or nothing that could be read."""
    return completion is not None and not isinstance(completion, str)


def _silence(completion: Any) -> type[ModelError] | None:
    """Refused or EmptyAnswer, where a completion holds nothing to read; None where it does."""
    if getattr(completion, "stop_reason", None) == "refusal":
        return Refused
    if not hasattr(completion, "choices"):  # another provider's shape, or no completion at all
        return None
    choice = completion.choices[0] if completion.choices else None
    message = getattr(choice, "message", None)
    if getattr(message, "refusal", None) or getattr(choice, "finish_reason", None) == "content_filter":
        return Refused
    return None if getattr(message, "content", None) or getattr(message, "tool_calls", None) else EmptyAnswer


def open_model(spec: str | None = None, *, retry: Retry = Retry()) -> Model:
    """The model a SPEC names; may start the embedded engine, which takes seconds.

    SPEC is ``provider/model`` as instructor has it, ``http://host:port/v1#model``, ``local`` or
    ``local:/path/to.gguf``. Without one: SYRIAEVENTS_MODEL, else ``local`` where its extra is installed.
    Raises ConfigError where the engine cannot be used; the message says what to do.
    """
    spec = spec or os.environ.get(MODEL_ENV) or _default_spec()
    _hush()
    if spec == "local" or spec.startswith("local:"):
        return _local_model(spec, retry)
    if spec.startswith(("http://", "https://")):
        return _server_model(spec, retry)
    return _provider_model(spec, retry)


def _hush() -> None:
    """Keep article text out of the logs: the client libraries write it there, one even with its errors."""
    logging.getLogger("instructor").setLevel(logging.CRITICAL)
    client = logging.getLogger("openai")
    client.setLevel(max(client.level, logging.INFO))


def _default_spec() -> str:
    if importlib.util.find_spec("xllamacpp"):
        return "local"
    raise ConfigError(
        "No model. Three ways to get one: pip install 'syriaevents[local]' (embedded engine, no key); "
        "--model http://host:port/v1#name (your own server); --model provider/name with the provider's key in its "
        f"environment variable, such as openai/gpt-5-mini. {MODEL_ENV} sets a default."
    )


def _local_model(spec: str, retry: Retry) -> Model:
    from syriaevents.engines.local import serve
    from syriaevents.engines.weights import weights_path

    path = Path(spec.removeprefix("local:")) if spec != "local" else weights_path()
    server = serve(path)
    name = "local" if spec == "local" else f"local:{path.name}"
    return _openai_compatible(name, server.base_url, path.stem, server.api_key, SMALL, retry)


def _server_model(spec: str, retry: Retry) -> Model:
    url, _, model = spec.partition("#")
    if "@" in url or "?" in url:
        raise ConfigError(f"Give a server's key in {KEY_ENV}, not in its address, which is http://host:port/v1#model.")
    if not _has_host(url):
        raise ConfigError(f"{spec}: this is no address, which is http://host:port/v1#model.")
    if not model:
        raise ConfigError(f"{spec}: name the model after a '#', as in http://127.0.0.1:8080/v1#qwen3.")
    return _openai_compatible(model, url, model, os.environ.get(KEY_ENV) or "none", _ability(), retry)


def _has_host(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and parts.port != 0  # reading the port checks it
    except ValueError:
        return False


def _openai_compatible(name: str, url: str, model: str, key: str, ability: Ability, retry: Retry) -> Model:
    import instructor
    import openai

    client = openai.AsyncOpenAI(base_url=url, api_key=key, max_retries=0, timeout=TIMEOUT)
    options = {"model": model, "temperature": 0.0, "max_tokens": ability.answer_tokens}
    return InstructorModel(
        name, ability, instructor.from_openai(client, mode=instructor.Mode.JSON_SCHEMA), options, retry
    )


def _provider_model(spec: str, retry: Retry) -> Model:
    import instructor
    from instructor.core.exceptions import ConfigurationError

    mode = instructor.Mode.JSON_SCHEMA if spec.startswith(_WITH_SCHEMA) else None
    limit = "max_completion_tokens" if spec.startswith("openai/") else "max_tokens"
    try:
        client = instructor.from_provider(spec, async_client=True, mode=mode)
    except (ConfigurationError, ImportError, ValueError) as error:
        raise ConfigError(f"{spec}: {_first_line(error)}") from None
    except Exception as error:  # each provider's SDK has its own error for a missing key
        raise ConfigError(f"{spec}: the provider's client cannot start: {_first_line(error)}") from None
    sdk: Any = client.client
    if hasattr(sdk, "max_retries"):  # not every provider's client takes these when it is made
        sdk.max_retries, sdk.timeout = 0, TIMEOUT
    return InstructorModel(spec, STRONG, client, {limit: STRONG.answer_tokens}, retry)


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def _ability() -> Ability:
    """A server's model is taken for a strong one unless SYRIAEVENTS_WINDOW=1 says that it is small."""
    return SMALL if os.environ.get(WINDOW_ENV) == "1" else STRONG
