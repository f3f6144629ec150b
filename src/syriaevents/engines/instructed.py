"""A model behind instructor: how it is asked, and when it is tried again.

One retry policy: the client's own retries are off; instructor re-asks once when an answer is not
JSON at all (never a refusal or an answer without text); tenacity retries 429, 5xx, timeouts and lost
connections with exponential back-off and honours Retry-After. Truncation is never retried here: the
caller splits the window. Usage is counted over all attempts.
"""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel

from syriaevents.engines.failures import Overloaded, is_completion, silence, told
from syriaevents.engines.model import Ability, Pace, Reply, Retry
from syriaevents.errors import ModelError, Truncated
from syriaevents.prompting.prompts import Message
from syriaevents.schema import Usage

if TYPE_CHECKING:
    import instructor
    import tenacity

T = TypeVar("T", bound=BaseModel)

_AS_IT_IS = "json_schema_mode"
"""The mode in which instructor sends a schema as it is; in others it may change what it was given."""


class Meter:
    """Counts calls and tokens of one question, failed attempts too; instructor's hooks feed it."""

    def __init__(self) -> None:
        self.usage = Usage()
        self.completion: Any = None
        """What the last call came back with; None where it failed."""

    def failed(self, *_error: object, **_attempt: object) -> None:
        """Count a call that came back with nothing."""
        self.usage += Usage(requests=1)
        self.completion = None

    def answered(self, completion: Any) -> None:
        """Count a call and its tokens."""
        self.completion = completion
        used = getattr(completion, "usage", None)
        details = getattr(used, "prompt_tokens_details", None)
        prompt = getattr(used, "prompt_tokens", None) or getattr(used, "input_tokens", None) or 0
        self.usage += Usage(
            requests=1,
            prompt_tokens=prompt,
            completion_tokens=getattr(used, "completion_tokens", None) or getattr(used, "output_tokens", None) or 0,
            cached_tokens=getattr(details, "cached_tokens", None)
            or getattr(used, "cache_read_input_tokens", None)
            or 0,
        )

    def unreadable(self, error: BaseException) -> bool:
        """Whether there was an answer that could not be read: worth asking for once more."""
        return isinstance(error, ValueError) and is_completion(self.completion) and not silence(self.completion)

    def hooks(self) -> "instructor.Hooks":
        """What makes instructor feed this meter."""
        from instructor.core.hooks import Hooks

        hooks = Hooks()
        hooks.on("completion:error", self.failed)
        hooks.on("completion:response", self.answered)
        return hooks


@dataclass(frozen=True, slots=True)
class InstructorModel:
    """A model behind instructor."""

    name: str
    ability: Ability
    client: "instructor.AsyncInstructor"
    options: dict[str, Any] = field(default_factory=dict)
    """Sent with each call: model, temperature, token limit."""
    retry: Retry = Retry()
    pace: Pace | None = None
    """Waited for before every attempt, where the client cannot be told to do so before every request."""

    async def ask(self, messages: Sequence[Message], response_model: type[T]) -> Reply[T]:
        """Ask until there is an answer or the retries are used up."""
        import tenacity

        meter = Meter()
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
        return isinstance(error, Overloaded) and (error.wait or 0) <= self.retry.longest_wait

    def _wait(self, state: "tenacity.RetryCallState") -> float:
        import tenacity

        error = state.outcome.exception() if state.outcome else None
        asked = error.wait if isinstance(error, Overloaded) and error.wait is not None else 0.0
        backoff = tenacity.wait_exponential_jitter(
            self.retry.first_wait, self.retry.longest_wait, jitter=self.retry.first_wait
        )
        return max(asked, backoff(state))

    async def _once(self, messages: Sequence[Message], response_model: type[T], meter: Meter) -> T:
        import tenacity
        from instructor.core.exceptions import IncompleteOutputException, InstructorRetryException

        if self.pace is not None:
            await self.pace.wait(sum(len(message["content"]) for message in messages))
        reasking = tenacity.AsyncRetrying(
            stop=tenacity.stop_after_attempt(2), retry=tenacity.retry_if_exception(meter.unreadable), reraise=True
        )
        try:
            answer: T
            answer, _ = await self.client.create_with_completion(
                messages=list(messages),  # type: ignore[arg-type]
                response_model=_prepared(response_model, self.client.mode.value),
                max_retries=reasking,
                hooks=meter.hooks(),
                **self.options,
            )
        except IncompleteOutputException:
            raise Truncated(f"{self.name}: the answer was cut off by the token limit.") from None
        except Exception as error:
            wrapped = isinstance(error, InstructorRetryException) and error.__cause__
            raise told(self.name, wrapped or error, meter.completion) from None
        return answer

    async def close(self) -> None:
        """Give connections back."""
        closing = getattr(self.client.client, "close", None)
        if closing is not None:
            await closing()


@lru_cache(maxsize=1024)
def _prepared(model: type[T], mode: str) -> type[T]:
    """The same as instructor wants it, which would else make a new class and a new schema for every call."""
    import instructor

    schema = model.model_json_schema()
    if "tool" in mode:  # instructor calls a tool by the title of its schema
        schema = {"title": model.__name__, **schema}

    def model_json_schema(_cls: type[T], *_args: Any, **_options: Any) -> dict[str, Any]:
        return schema if mode == _AS_IT_IS else deepcopy(schema)

    members = {"model_json_schema": classmethod(model_json_schema), "__doc__": model.__doc__}
    made: type[T] = instructor.openai_schema(type(model.__name__, (model,), members))
    return made
