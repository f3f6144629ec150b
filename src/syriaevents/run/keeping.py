"""Results on their way into the store: written by a thread, many in one commit; an article is forgotten after that.

A commit costs as much as writing several results. Where they come fast it waits a short while for more of them; what
comes alone is written at once.
"""

import asyncio
import time
from collections.abc import Callable
from typing import TypeVar

from syriaevents.errors import StoreFull
from syriaevents.run.stopping import Stop
from syriaevents.store.journal import Store

T = TypeVar("T")

PATIENCE = 300.0
"""Seconds that a run waits for room on a full disk."""
_LOOK_AGAIN = 1.0
_APART = 0.05
"""Seconds between two commits, at the least."""
Entry = Callable[[Store], None]
"""Writes something into the store."""


def patiently(work: Callable[[], T], stop: Stop, say: Callable[[str], None]) -> T:
    """Do it; where the disk is full try again until there is room. Raises StoreFull when that takes too long."""
    until = None
    while True:
        try:
            return work()
        except StoreFull:
            now = time.monotonic()
            if until is None:
                say("The disk is full. The run waits until there is room.")
                until = now + PATIENCE
            if stop or now >= until:
                raise
            time.sleep(_LOOK_AGAIN)


class Keeper:
    """Writes entries in the order in which they come; those that come until the next commit share it."""

    def __init__(self, store: Store, stop: Stop, say: Callable[[str], None]) -> None:
        self._store, self._stop, self._say = store, stop, say
        self._waiting: list[tuple[Entry, asyncio.Future[None]]] = []
        self._task: asyncio.Task[None] | None = None
        self._next = 0.0
        """When the next commit may begin, on the monotonic clock."""

    async def keep(self, entry: Entry) -> None:
        """Return when the entry is durable. Raises StoreUnusable."""
        durable: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((entry, durable))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._write_all())
        await durable

    async def _write_all(self) -> None:
        while self._waiting:
            await asyncio.sleep(self._next - time.monotonic())
            self._next = time.monotonic() + _APART
            batch, self._waiting = self._waiting, []
            entries = [entry for entry, _ in batch]
            try:
                await asyncio.to_thread(patiently, lambda entries=entries: self._write(entries), self._stop, self._say)
            except Exception as error:  # noqa: BLE001  (raised again where the entries are awaited)
                for _, durable in batch:
                    if not durable.done():
                        durable.set_exception(error)
            else:
                for _, durable in batch:
                    if not durable.done():
                        durable.set_result(None)

    def _write(self, entries: list[Entry]) -> None:
        with self._store.transaction():
            for entry in entries:
                entry(self._store)
            self._store.commit()
