"""How many articles are under way at once: halved when the server is overloaded, one more for each round without."""

import asyncio
import time

_FEWEST = 8
"""The part of the slots that stays: with fewer, a server that is well again is noticed late."""
_PAUSE = 1.0
"""Seconds between two halvings: one overload answers many requests that were sent together."""


class Slots:
    """At most ``most`` at once, fewer while the server says that it is too much."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.taken = 0
        self._limit = float(most)
        self._halved = float("-inf")
        self._changed = asyncio.Event()

    @property
    def limit(self) -> int:
        """How many there may be now."""
        return max(1, int(self._limit))

    async def take(self) -> None:
        """Wait for a free slot and take it."""
        while self.taken >= self.limit:
            self._changed.clear()
            await self._changed.wait()
        self.taken += 1

    def set_most(self, most: int) -> None:
        """Allow so many at once from now on."""
        self.most, self._limit = most, float(most)
        self._changed.set()

    def give_back(self) -> None:
        """Free a slot."""
        self.taken -= 1
        self._changed.set()

    def overloaded(self) -> None:
        """Halve the limit."""
        now = time.monotonic()
        if now - self._halved >= _PAUSE:
            self._limit, self._halved = max(1.0, self.most / _FEWEST, self._limit / 2), now

    def answered(self) -> None:
        """Grow by one for as many answers as there are slots."""
        if self._limit < self.most:
            self._limit = min(float(self.most), self._limit + 1 / self._limit)
            self._changed.set()
