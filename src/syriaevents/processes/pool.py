"""Which process makes the records of an article: one beside this one, or this one itself while none is ready.

What an article costs besides its model (sentences, grounding, who, where and when) keeps a processor busy for some
milliseconds: one process alone takes in a hundred or two a second. With others beside it, it has only to ask. Budgets,
limits, connections and the store stay where they are.
"""

import asyncio
import logging
import os
from dataclasses import dataclass, field
from pathlib import Path

from syriaevents.engines.cores import usable_cores
from syriaevents.engines.model import Model
from syriaevents.errors import ConfigError, ServerError
from syriaevents.extract import BUDGET, extract_article
from syriaevents.processes.beside import Beside, Died
from syriaevents.schema import Article, Extraction
from syriaevents.schema.written import Written

_LOG = logging.getLogger("syriaevents")
_DEATHS = 3
"""Processes that may die over one article before it is given up."""
FEW = 32
"""Articles for which no process is worth its start."""
_ENOUGH = 2
"""Processes that take in as many answers as one process can ask for."""


def worthwhile() -> int:
    """How many processes are worth starting: none where there is one processor, and none on Windows (no such pipes)."""
    return _ENOUGH if os.name != "nt" and usable_cores() > 1 else 0


@dataclass(eq=False, slots=True)
class Pool:
    """So many processes beside this one; with none, everything is done here.

    They are started in the background once it is more than a few articles, and one that dies is started again. The pool
    belongs to the event loop that it is first used in, and ends with it where it is not closed. ``len`` tells how many
    processes can take articles now.
    """

    processes: int = 0
    _articles: int = 0
    """Articles that came so far."""
    _beside: list[Beside] = field(default_factory=list)
    """Those that can take articles."""
    _keeping: list[asyncio.Task[None]] = field(default_factory=list)
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    """A process can take articles now, or none can be had any more."""

    def __post_init__(self) -> None:
        """Raise ConfigError where there can be none."""
        if self.processes and os.name == "nt":
            raise ConfigError("Processes beside this one cannot be had on Windows: leave it at 0.")

    def __len__(self) -> int:
        return len(self._beside)

    async def close(self) -> None:
        """End the processes; they have nothing to save."""
        for task in self._keeping:
            task.cancel()
        await asyncio.gather(*self._keeping, return_exceptions=True)

    async def extract(
        self, article: Article, model: Model, *, max_tokens: int | None = BUDGET, actors: Path | None = None
    ) -> Extraction:
        """The records of one article, as :func:`syriaevents.extract.extract_article` makes them.

        Raises what that raises, and ServerError where process after process dies over the article.
        """
        made = await self._made(article, model, max_tokens, actors)
        return made if isinstance(made, Extraction) else made.read()

    async def written(
        self, article: Article, model: Model, *, max_tokens: int | None = BUDGET, actors: Path | None = None
    ) -> Written:
        """The same written down, for who has no need to read it."""
        made = await self._made(article, model, max_tokens, actors)
        return Written.of(made) if isinstance(made, Extraction) else made

    async def _made(
        self, article: Article, model: Model, max_tokens: int | None, actors: Path | None
    ) -> Extraction | Written:
        """The records as they come from where they are made."""
        self._articles += 1
        if self._articles == FEW:
            self._keeping = [asyncio.create_task(self._keep_one()) for _ in range(self.processes)]
            for task in self._keeping:
                task.add_done_callback(lambda _task: self._changed.set())
        beside, deaths = self._freest(), 0
        if beside is None:
            return await extract_article(article, model, max_tokens=max_tokens, actors=actors)
        while beside is not None and deaths < _DEATHS:
            try:
                return await beside.make(article, model, max_tokens, actors)
            except Died:
                beside, deaths = await self._next(), deaths + 1
        raise ServerError(
            "Process after process died while they read this article; memory may be short (--processes 0 starts none)."
        )

    def _freest(self) -> Beside | None:
        """The process with the least to do."""
        return min((one for one in self._beside if not one.ended), key=len, default=None)

    async def _next(self) -> Beside | None:
        """The same, waited for: what killed a process must not come here. None where none can be had any more."""
        while (beside := self._freest()) is None and not all(task.done() for task in self._keeping):
            self._changed.clear()
            await self._changed.wait()
        return beside

    async def _keep_one(self) -> None:
        """Keep a process beside this one; where it ends before it is ready, do without."""
        ready = True
        while ready:
            try:
                beside = await Beside.start()
            except OSError as error:
                _LOG.warning("No process could be started beside this one (%s); it goes on alone.", error)
                return
            ready = await self._serve_with(beside)
        _LOG.warning("A process beside this one ended at once; its work is done here.")

    async def _serve_with(self, beside: Beside) -> bool:
        """Have it take articles until it ends; whether it was ever ready to."""
        listening = asyncio.create_task(beside.listen())
        begun = asyncio.create_task(beside.ready.wait())
        try:
            await asyncio.wait({listening, begun}, return_when=asyncio.FIRST_COMPLETED)
            if begun.done():
                self._beside.append(beside)
                self._changed.set()
                await asyncio.wait({listening})
            return begun.done()
        finally:
            if beside in self._beside:
                self._beside.remove(beside)
            begun.cancel()
            await beside.end()
            await listening  # to the end: a process whose words nobody hears does not count as ended
