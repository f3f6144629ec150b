"""The Extractor: one model for one article or many."""

import asyncio
import threading
import weakref
from collections import deque
from collections.abc import AsyncIterable, AsyncIterator, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from weakref import WeakKeyDictionary

from syriaevents.asking import Progress
from syriaevents.background import BackgroundLoop
from syriaevents.engines.llm import Model, open_model
from syriaevents.errors import ConfigError, SyriaEventsError
from syriaevents.extract import BUDGET, extract_article
from syriaevents.processes.pool import Pool
from syriaevents.schema import Article, Extraction


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that could not be answered, and why."""

    article: Article
    error: SyriaEventsError


@dataclass(eq=False)
class Extractor:
    """Turns articles into records with one model.

    ``model`` is a SPEC (``"local"``, ``"openai/gpt-5-mini"``, ``"http://127.0.0.1:8080/v1#qwen"``; see
    :func:`syriaevents.engines.llm.open_model`) or an object that answers. Nothing is opened or started before
    the first article. ``max_tokens`` is the budget for one article; ``actors`` is a file
    with actors of the user's own. ``processes`` read articles and check answers beside this one, which asks: two are
    worth their start for thousands of articles, where a model answers a hundred or more a second.
    """

    model: str | Model | None = None
    max_tokens: int | None = BUDGET
    actors: Path | None = None
    processes: int = 0
    _models: "WeakKeyDictionary[asyncio.AbstractEventLoop, Model]" = field(
        default_factory=WeakKeyDictionary, init=False, repr=False
    )
    _pools: "WeakKeyDictionary[asyncio.AbstractEventLoop, Pool]" = field(
        default_factory=WeakKeyDictionary, init=False, repr=False
    )
    _opening: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)
    _background: BackgroundLoop | None = field(default=None, init=False, repr=False)

    def extract(self, article: Article, *, progress: Progress | None = None) -> Extraction:
        """The records of one article; works in a notebook too, where an event loop is already running."""
        return self._threaded().run(self.aextract(article, progress=progress))

    async def aextract(self, article: Article, *, progress: Progress | None = None) -> Extraction:
        """The records of one article. With ``progress`` they are made in this process, which can tell how far it is."""
        model = await self._opened()
        if progress is not None:
            return await extract_article(
                article, model, max_tokens=self.max_tokens, actors=self.actors, progress=progress
            )
        loop = asyncio.get_running_loop()
        if loop not in self._pools:
            self._pools[loop] = Pool(self.processes)
        return await self._pools[loop].extract(article, model, max_tokens=self.max_tokens, actors=self.actors)

    async def aextract_many(
        self, articles: Iterable[Article] | AsyncIterable[Article], *, concurrency: int = 8
    ) -> AsyncIterator[Extraction | Failure]:
        """The records of many articles, in their order, ``concurrency`` at a time; nothing is read ahead of that.

        An article that cannot be answered is a :class:`Failure` among the results and never stops the
        others. Raises ConfigError when no article can be answered.
        """
        underway: deque[asyncio.Task[Extraction | Failure]] = deque()
        try:
            async for article in _each(articles):
                underway.append(asyncio.create_task(self._guarded(article)))
                if len(underway) >= concurrency:
                    yield await underway.popleft()
            while underway:
                yield await underway.popleft()
        finally:
            for task in underway:
                task.cancel()
            await asyncio.gather(*underway, return_exceptions=True)

    async def _guarded(self, article: Article) -> Extraction | Failure:
        try:
            return await self.aextract(article)
        except ConfigError:
            raise
        except SyriaEventsError as error:
            return Failure(article, error)

    async def _opened(self) -> Model:
        """The model for the running event loop: connections belong to the loop they were made in."""
        if self.model is not None and not isinstance(self.model, str):
            return self.model
        loop = asyncio.get_running_loop()
        if loop in self._models:
            return self._models[loop]
        return await asyncio.to_thread(self._open, loop)

    def _open(self, loop: asyncio.AbstractEventLoop) -> Model:
        """One model for a loop, however many articles wait for it."""
        with self._opening:
            if loop not in self._models:
                assert self.model is None or isinstance(self.model, str)
                self._models[loop] = open_model(self.model)
            return self._models[loop]

    def _threaded(self) -> BackgroundLoop:
        """The loop that plain calls run in, started by the first of them."""
        with self._opening:
            if self._background is None:
                self._background = BackgroundLoop()
                weakref.finalize(self, self._background.stop)
            return self._background

    def close(self) -> None:
        """Give connections and the thread back; what is not closed ends with the Extractor or the program."""
        background, self._background = self._background, None
        if background is not None:
            try:
                background.run(self.aclose())
            finally:
                background.stop()

    async def aclose(self) -> None:
        """Give the running loop's connections and processes back."""
        loop = asyncio.get_running_loop()
        for opened in (self._pools.pop(loop, None), self._models.pop(loop, None)):
            if opened is not None:
                await opened.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


async def _each(articles: Iterable[Article] | AsyncIterable[Article]) -> AsyncIterator[Article]:
    if isinstance(articles, AsyncIterable):
        async for article in articles:
            yield article
    else:
        for article in articles:
            yield article
