"""The pace of requests: so many a minute, so many tokens a minute, and not while the server says to wait."""

import asyncio
import contextlib
import time
from collections.abc import Mapping
from dataclasses import dataclass

from syriaevents.run.ratelimits import about_limits, limit_of, wait_of
from syriaevents.run.slots import Slots
from syriaevents.run.stopping import Stop

_OVERLOADED = frozenset({429, 503, 529})
_LONGEST_HOLD = 120.0
"""Seconds that all requests wait at a server's word; one that asks for more has failed the article that it told."""
_LISTEN = 2.0
"""Seconds that the first answer is waited for before more requests are sent, where no limit is given."""
_TOKENS_A_CHARACTER = 0.5
"""What a question is taken to cost with its answer until answers tell."""
_MEMORY = 0.9
"""Weight of what was known before against one more answer."""


@dataclass(slots=True)
class _Lane:
    """Evenly spaced: each user takes its share of a minute, and the next one comes after that."""

    a_minute: float | None
    free_at: float = 0.0

    async def wait(self, amount: float) -> None:
        """Return when ``amount`` may be used."""
        if self.a_minute is None:
            return
        now = time.monotonic()
        begins = max(now, self.free_at)
        self.free_at = begins + amount * 60 / self.a_minute
        await asyncio.sleep(begins - now)

    def mend(self, difference: float) -> None:
        """More, or less, was used than was taken."""
        if self.a_minute is not None:
            self.free_at += difference * 60 / self.a_minute


class Pacer:
    """Keeps the limits given, or else those that the server states; implements ``engines.model.Pace``.

    ``rpm`` and ``tpm`` are requests and tokens (sent and answered) a minute. ``slots`` are made fewer when
    the server is overloaded. Nothing is sent after ``stop`` says so.
    """

    def __init__(self, slots: Slots, stop: Stop, *, rpm: float | None = None, tpm: float | None = None) -> None:
        self.held = 0
        """Answers that told to slow down."""
        self._slots, self._stop = slots, stop
        self._requests, self._tokens = _Lane(rpm), _Lane(tpm)
        self._given = {"requests": rpm is not None, "tokens": tpm is not None}
        self._hold_until = 0.0
        self._ratio = _TOKENS_A_CHARACTER
        self._first, self._learnt = rpm is None, asyncio.Event()

    async def wait(self, size: int) -> None:  # noqa: ARG002  (tokens are paced by question, not by byte)
        """Return when one more request may be sent. Raises Stopped."""
        if self._first:
            self._first = False
        elif not self._given["requests"] and not self._learnt.is_set():  # the first answer may tell of a limit
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._learnt.wait(), _LISTEN)
        await self._requests.wait(1)
        while (hold := self._hold_until - time.monotonic()) > 0:
            await asyncio.sleep(hold)
            await self._requests.wait(1)  # not all at once when the hold ends
        self._stop.check()

    def observe(self, status: int, headers: Mapping[str, str]) -> None:
        """Learn from an answer's status and headers."""
        self._learnt.set()
        headers = about_limits(headers)
        for lane, what in ((self._requests, "requests"), (self._tokens, "tokens")):
            if not self._given[what]:
                lane.a_minute = limit_of(headers, what) or lane.a_minute
        hold = min(wait_of(headers), _LONGEST_HOLD)
        if hold and (status in _OVERLOADED or status < 300):
            self._hold_until = max(self._hold_until, time.monotonic() + hold)
        if status in _OVERLOADED:
            self.held += 1
            self._slots.overloaded()
        elif status < 300:
            self._slots.answered()

    async def tokens(self, characters: int) -> float:
        """Return when a question of so many characters may be asked: the tokens that were set aside for it."""
        expected = characters * self._ratio
        await self._tokens.wait(expected)
        return expected

    def settle(self, characters: int, expected: float, used: int) -> None:
        """Tell what a question did cost."""
        self._tokens.mend(used - expected)
        if characters and used:
            self._ratio = _MEMORY * self._ratio + (1 - _MEMORY) * used / characters
