"""Articles on their way in: read, taken into the store, and handed on only where they are to be asked about.

Reading and the store's answers may take their time (a slow pipe, a full disk), so they have a thread of their own,
which never keeps the program alive. Nothing is read ahead of what is asked but a few articles.
"""

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass

from syriaevents.reading.articles import ArticleFailure
from syriaevents.run.keeping import patiently
from syriaevents.run.stopping import Stop
from syriaevents.schema import Article
from syriaevents.store.entries import Admitted, State
from syriaevents.store.journal import Store

_AHEAD = 4
"""Articles read ahead."""


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
        items: Iterable[Article | ArticleFailure],
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
        self._queue: asyncio.Queue[Admitted | BaseException | None] = asyncio.Queue()
        self._room = threading.Semaphore(_AHEAD)
        self._closed = False

    async def __aiter__(self) -> AsyncIterator[Admitted]:
        """Begin to read; raises what reading raises."""
        loop = asyncio.get_running_loop()
        thread = threading.Thread(target=self._read, args=(loop,), name="syriaevents-intake", daemon=True)
        thread.start()
        try:
            while isinstance(item := await self._next(), Admitted):
                yield item
                self._room.release()
            if item is not None:
                raise item
        finally:
            self._closed = True
            self._room.release()  # the thread may wait for it

    async def _next(self) -> Admitted | BaseException | None:
        """What the thread hands over; None as soon as the run stops, whatever the thread waits for."""
        if not self._queue.empty():
            return self._queue.get_nowait()
        getting, stopping = asyncio.create_task(self._queue.get()), asyncio.create_task(self._stop.wait())
        try:
            await asyncio.wait({getting, stopping}, return_when=asyncio.FIRST_COMPLETED)
            return getting.result() if getting.done() else None
        finally:
            getting.cancel()
            stopping.cancel()

    def _read(self, loop: asyncio.AbstractEventLoop) -> None:
        """The thread: read and admit until the input or the run ends."""
        end: BaseException | None = None
        try:
            for item in self._items:
                if self._stop or self._closed:
                    break
                admitted = self._admit(item)
                if admitted is not None:
                    self._room.acquire()
                    loop.call_soon_threadsafe(self._queue.put_nowait, admitted)
        except Exception as error:  # noqa: BLE001  (raised again where the articles are awaited)
            end = error
        with contextlib.suppress(RuntimeError):  # the loop may have ended before the input
            loop.call_soon_threadsafe(self._queue.put_nowait, end)

    def _admit(self, item: Article | ArticleFailure) -> Admitted | None:
        """The article, where it is to be asked about."""
        if isinstance(item, ArticleFailure):
            self.met.unreadable += 1
            self.met.missing += item.missing
            self._say(f"{item.source} {item.reason}.")
            return None
        self.met.articles += 1
        admitted = patiently(lambda: self._kept(item), self._stop, self._say)
        state = admitted.state
        if state is State.OPEN and admitted.hash not in self.under_way:
            state = self._store.state(admitted.hash)  # it may have been answered since it was admitted
        self.met.done_before += state is State.DONE
        self.met.dead_before += state is State.DEAD
        if admitted.hash in self.under_way or admitted.hash in self.failed:
            return None
        if state is State.DONE or (state is State.DEAD and not self._retry_failed):
            return None
        self.under_way.add(admitted.hash)
        return admitted

    def _kept(self, article: Article) -> Admitted:
        with self._store.transaction():
            admitted = self._store.admit(article, near=self._near)
            self._store.commit()
        return admitted
