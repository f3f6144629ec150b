"""When a question is asked again, and what all its attempts cost.

The one retry policy: 429, 5xx, timeouts and lost connections are tried again with exponential back-off, and Retry-After
is honoured. Truncation is never tried again here: the caller splits the window.
"""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel

from syriaevents.engines.failures import Overloaded, Unreachable
from syriaevents.engines.model import Reply, Retry
from syriaevents.engines.notices import Notices
from syriaevents.errors import ModelError
from syriaevents.schema import Usage

if TYPE_CHECKING:
    import tenacity

T = TypeVar("T", bound=BaseModel)


class Meter:
    """Counts calls and tokens of one question, failed attempts too."""

    def __init__(self) -> None:
        self.usage = Usage()
        self.completion: Any = None
        """What the last call came back with; None where it failed."""

    def failed(self, *_error: object, **_attempt: object) -> None:
        """Count a call that came back with nothing."""
        self.usage += Usage(requests=1)
        self.completion = None

    def answered(self, completion: Any) -> None:
        """Count a call and its tokens, in whichever words its provider tells them."""
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


async def tried(once: Callable[[Meter], Awaitable[T]], retry: Retry, notices: Notices) -> Reply[T]:
    """Ask ``once`` until there is an answer or the retries are used up."""
    import tenacity

    def notice(state: tenacity.RetryCallState) -> None:
        if isinstance(_error_of(state), Unreachable):
            notices.unreachable(retry.patience)

    meter = Meter()
    retrying = tenacity.AsyncRetrying(
        stop=tenacity.stop_after_attempt(retry.attempts),
        wait=lambda state: wait_after(state, retry),
        retry=tenacity.retry_if_exception(lambda error: _may_pass(error, retry)),
        before_sleep=notice,
        reraise=True,
    )
    try:
        answer: T = await retrying(once, meter)
    except ModelError as error:
        return Reply(None, error, meter.usage)
    notices.answered(getattr(meter.completion, "model", None))
    return Reply(answer, None, meter.usage)


def _may_pass(error: BaseException, retry: Retry) -> bool:
    return isinstance(error, Overloaded) and (error.wait or 0) <= retry.longest_wait


def wait_after(state: "tenacity.RetryCallState", retry: Retry) -> float:
    """Seconds until the next attempt."""
    import tenacity

    error = _error_of(state)
    asked = error.wait if isinstance(error, Overloaded) and error.wait is not None else 0.0
    backoff = tenacity.wait_exponential_jitter(retry.first_wait, retry.longest_wait, jitter=retry.first_wait)
    return max(asked, backoff(state))


def _error_of(state: "tenacity.RetryCallState") -> BaseException | None:
    return state.outcome.exception() if state.outcome else None
