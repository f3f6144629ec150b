"""Why a run ends early, and what that means for the articles under way."""

import asyncio
from enum import StrEnum

from syriaevents.errors import ConfigError


class Stopped(BaseException):
    """The run ended before this article was answered; the next run asks about it.

    No Exception: a client library would take it for a lost connection and try again.
    """


class Why(StrEnum):
    """Why a run ends before its input does."""

    INTERRUPTED = "interrupted"
    BUDGET = "budget"
    FAILURES = "failures"
    MISCONFIGURED = "misconfigured"
    """No article can be answered: key refused, model unknown, store unusable."""


class Stop:
    """Set once, by the first reason and in the event loop; everybody looks at it before something is begun."""

    def __init__(self) -> None:
        self._happened = asyncio.Event()
        self.why: Why | None = None
        self.reason = ""
        self.error: ConfigError | None = None

    def __bool__(self) -> bool:
        return self.why is not None

    def now(self, why: Why, reason: str) -> None:
        """Begin nothing more; what is under way may end."""
        if self.why is None:
            self.why, self.reason = why, reason
            self._happened.set()

    def because_of(self, error: ConfigError) -> None:
        """Stop for an error that every article would meet."""
        if self.why is None:
            self.error = error
        self.now(Why.MISCONFIGURED, str(error))

    async def wait(self) -> None:
        """Return when the run is to stop."""
        await self._happened.wait()

    def check(self) -> None:
        """Raise Stopped where the next request must not be sent: the budget is used up, or no request can succeed."""
        if self.why in (Why.BUDGET, Why.MISCONFIGURED):
            raise Stopped(self.reason)
