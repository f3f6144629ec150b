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
from syriaevents.errors import ServerError
from syriaevents.extract import BUDGET, extract_article
from syriaevents.processes.beside import Beside, Died
from syriaevents.schema import Article, Extraction

_LOG = logging.getLogger("syriaevents")
_DEATHS = 3
"""Processes that may die over one article before it is given up."""
_ENOUGH = 2
"""Processes that take in as many answers as one process can ask for."""


def worthwhile() -> int:
    """How many processes are worth starting: none where there is one processor, and none on Windows (no such pipes)."""
    return _ENOUGH if os.name != "nt" and usable_cores() > 1 else 0


@dataclass(eq=False, slots=True)
class Pool:
    """So many processes beside this one; with none, everything is done here.

    They are started with the first article, in the background, and one that dies is started again. The pool belongs to
    the event loop that it is first used in, and ends with it where it is not closed.
    """

    processes: int = 0
    _beside: list[Beside] = field(default_factory=list)
    """Those that can take articles."""
    _keeping: list[asyncio.Task[None]] = field(default_factory=list)

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
        while len(self._keeping) < self.processes:
            self._keeping.append(asyncio.create_task(self._keep_one()))
        for _ in range(_DEATHS):
            beside = min(self._beside, key=len, default=None)
            if beside is None:
                return await extract_article(article, model, max_tokens=max_tokens, actors=actors)
            try:
                return await beside.make(article, model, max_tokens, actors)
            except Died:
                continue
        raise ServerError(
            f"{_DEATHS} processes died while they read this article; memory may be short (--processes 0 starts none)."
        )

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
                await listening
            return begun.done()
        finally:
            if beside in self._beside:
                self._beside.remove(beside)
            for task in (listening, begun):
                task.cancel()
            await beside.end()
