"""Articles on their way in: read, taken into the store, and handed on only where they are to be asked about.

Reading may take its time (a slow pipe), so it has a thread of its own, which never keeps the program alive. What has
been read by then is taken into the store in one go. Nothing is read ahead of what is asked but a few articles.
"""

import asyncio
import contextlib
import threading
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import dataclass

from syriaevents.reading.articles import ArticleFailure
from syriaevents.run.keeping import patiently
from syriaevents.run.stopping import Stop
from syriaevents.schema import Article
from syriaevents.store.entries import Admitted, State
from syriaevents.store.journal import Store

_AHEAD = 8
"""Articles read ahead; as many again may be in the store and about to be asked about."""
Item = Article | ArticleFailure


@dataclass(frozen=True, slots=True)
class _End:
    """The end of the input, or what broke it off."""

    error: Exception | None


@dataclass(slots=True)
class Met:
    """What was met in the input, counted."""

    articles: int = 0
    unreadable: int = 0
    missing: int = 0
    """How many of the unreadable are paths that do not exist."""
    done_before: int = 0
    """Articles that had a result already, theirs or that of an article that they are copies of."""
    dead_before: int = 0
    """Articles that had failed already."""


class Intake:
    """The articles of a run that are to be asked about, one at a time.

    ``under_way`` and ``failed`` hold the hashes of articles that are being asked, and that failed in this run.
    """

    def __init__(
        self,
        items: Iterable[Item],
        store: Store,
        stop: Stop,
        *,
        every_copy: bool,
        retry_failed: bool,
        say: Callable[[str], None],
    ) -> None:
        self.met = Met()
        self.under_way: set[str] = set()
        self.failed: set[str] = set()
        self._items, self._store, self._stop = items, store, stop
        self._near, self._retry_failed, self._say = not every_copy, retry_failed, say
        self._read: deque[Item | _End] = deque()
        self._more = asyncio.Event()
        """There is something to take, as far as the reading thread knows."""
        self._room = threading.Semaphore(_AHEAD)
        self._closed = False

    async def __aiter__(self) -> AsyncIterator[Admitted]:
        """Begin to read; raises what reading raises."""
        loop = asyncio.get_running_loop()
        threading.Thread(target=self._read_all, args=(loop,), name="syriaevents-intake", daemon=True).start()
        end: _End | None = None
        try:
            while end is None and (taken := await self._take()):
                items = [item for item in taken if not isinstance(item, _End)]
                end = next((item for item in taken if isinstance(item, _End)), None)
                self._room.release(len(taken))
                for admitted in await asyncio.to_thread(self._admit, items):
                    yield admitted
            if end is not None and end.error is not None:
                raise end.error
        finally:
            self._closed = True
            self._room.release()  # the thread may wait for it

    async def _take(self) -> list[Item | _End]:
        """All that was read since the last time; nothing as soon as the run stops, whatever the thread waits for."""
        self._more.clear()
        if not self._read:
            coming, stopping = asyncio.create_task(self._more.wait()), asyncio.create_task(self._stop.wait())
            try:
                await asyncio.wait({coming, stopping}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                coming.cancel()
                stopping.cancel()
        return [] if self._stop else [self._read.popleft() for _ in range(len(self._read))]

    def _read_all(self, loop: asyncio.AbstractEventLoop) -> None:
        """The thread: read until the input or the run ends."""
        error: Exception | None = None
        try:
            for item in self._items:
                if self._stop or self._closed:
                    break
                self._room.acquire()
                self._hand_over(item, loop)
        except Exception as raised:  # noqa: BLE001  (raised again where the articles are awaited)
            error = raised
        self._hand_over(_End(error), loop)

    def _hand_over(self, item: Item | _End, loop: asyncio.AbstractEventLoop) -> None:
        self._read.append(item)
        if not self._more.is_set():
            with contextlib.suppress(RuntimeError):  # the loop may have ended before the input
                loop.call_soon_threadsafe(self._more.set)

    def _admit(self, items: list[Item]) -> list[Admitted]:
        """The articles that are to be asked about; all are in the store."""
        for failure in items:
            if isinstance(failure, ArticleFailure):
                self.met.unreadable += 1
                self.met.missing += failure.missing
                self._say(f"{failure.source} {failure.reason}.")
        articles = [item for item in items if isinstance(item, Article)]
        self.met.articles += len(articles)
        kept = patiently(lambda: self._kept(articles), self._stop, self._say) if articles else []
        return list(self._to_be_asked(kept))

    def _to_be_asked(self, kept: list[Admitted]) -> Iterator[Admitted]:
        for admitted in kept:
            state = admitted.state
            if state is State.OPEN and admitted.is_copy and admitted.hash not in self.under_way:
                state = self._store.state(admitted.hash)  # it may have been answered since it was admitted
            self.met.done_before += state is State.DONE
            self.met.dead_before += state is State.DEAD
            if admitted.hash in self.under_way or admitted.hash in self.failed:
                continue
            if state is State.DONE or (state is State.DEAD and not self._retry_failed):
                continue
            self.under_way.add(admitted.hash)
            yield admitted

    def _kept(self, articles: list[Article]) -> list[Admitted]:
        with self._store.transaction():
            kept = [self._store.admit(article, near=self._near) for article in articles]
            self._store.commit()
        return kept
