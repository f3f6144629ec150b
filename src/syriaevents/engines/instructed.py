"""A model behind instructor: how it is asked.

The client's own retries are off; instructor re-asks once when an answer is not JSON at all (never a refusal or an
answer without text). Usage is counted over all attempts.
"""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel

from syriaevents.engines.failures import is_completion, silence, told
from syriaevents.engines.model import Ability, Pace, Reply, Retry
from syriaevents.engines.notices import Notices
from syriaevents.engines.trying import Meter, tried
from syriaevents.errors import Truncated
from syriaevents.prompting.prompts import Message

if TYPE_CHECKING:
    import instructor

T = TypeVar("T", bound=BaseModel)

_AS_IT_IS = "json_schema_mode"
"""The mode in which a response model is asked for as it is (`chat`); for others instructor prepares it."""


def _hooks(meter: Meter) -> "instructor.Hooks":
    """What makes instructor feed a meter."""
    from instructor.core.hooks import Hooks

    hooks = Hooks()
    hooks.on("completion:error", meter.failed)
    hooks.on("completion:response", meter.answered)
    return hooks


def _unreadable(meter: Meter, error: BaseException) -> bool:
    """Whether there was an answer that could not be read: worth asking for once more."""
    return isinstance(error, ValueError) and is_completion(meter.completion) and not silence(meter.completion)


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

    notices: Notices = field(default_factory=Notices)

    @property
    def sdk(self) -> Any:
        """The provider's own client."""
        return self.client.client

    async def ask(self, messages: Sequence[Message], response_model: type[T]) -> Reply[T]:
        """Ask until there is an answer or the retries are used up."""
        return await tried(partial(self._once, messages, response_model), self.retry, self.notices)

    async def _once(self, messages: Sequence[Message], response_model: type[T], meter: Meter) -> T:
        import tenacity
        from instructor.core.exceptions import IncompleteOutputException, InstructorRetryException

        if self.pace is not None:
            await self.pace.wait(sum(len(message["content"]) for message in messages))
        reasking = tenacity.AsyncRetrying(
            stop=tenacity.stop_after_attempt(2),
            retry=tenacity.retry_if_exception(lambda error: _unreadable(meter, error)),
            reraise=True,
        )
        try:
            answer: T
            answer = await self.client.create(
                messages=list(messages),  # type: ignore[arg-type]
                response_model=_prepared(response_model, self.client.mode.value),
                max_retries=reasking,
                hooks=_hooks(meter),
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
        closing = getattr(self.sdk, "close", None)
        if closing is not None:
            await closing()


@lru_cache(maxsize=1024)
def _prepared(model: type[T], mode: str) -> type[T]:
    """The same as instructor wants it, which would else make a new class and a new schema for every call."""
    if mode == _AS_IT_IS:
        return model
    import instructor

    schema = model.model_json_schema()
    if "tool" in mode:  # instructor calls a tool by the title of its schema
        schema = {"title": model.__name__, **schema}

    def model_json_schema(_cls: type[T], *_args: Any, **_options: Any) -> dict[str, Any]:
        return deepcopy(schema)  # it may be changed

    members = {"model_json_schema": classmethod(model_json_schema), "__doc__": model.__doc__}
    made: type[T] = instructor.openai_schema(type(model.__name__, (model,), members))
    return made
