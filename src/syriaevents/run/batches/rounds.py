"""Rounds of a run in batches: go over the articles, send what they ask, wait, collect, go over those again.

Everything is in the store and in files beside it, each step noted before the next one is taken: a run can end or be
killed at any moment, and the next one goes on from there. A batch whose making was not confirmed is looked for at
the provider by its mark before it is made again, so that nothing is asked, or paid for, twice.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from syriaevents.engines.batch_api import Batch, BatchApi
from syriaevents.errors import ConfigError, ServerError
from syriaevents.run.batches.answers import collect
from syriaevents.run.batches.ledger import Ledger, Part, Stage
from syriaevents.run.batches.spool import Spool
from syriaevents.run.stopping import Stop
from syriaevents.run.telling import Say
from syriaevents.schema.display import counted

MARK = "syriaevents_part"
"""The metadata that our batches are found by."""
_ENDED = frozenset({"completed", "expired", "cancelled"})
_QUEUE_FULL = frozenset({"token_limit_exceeded", "rate_limit_exceeded"})
"""What a batch is turned away with when others have to be worked through first."""
_UNDER_WAY = (Stage.READY, Stage.UPLOADED, Stage.MAKING, Stage.OPEN)
_SENT_EVERY = 5.0
"""Seconds between two looks for files to send while the articles are gone over."""
_DAY = 86_400.0  # seconds; by so much the provider's clock may differ from ours

GoOver = Callable[[], Awaitable[int]]
"""Asks about all articles that something can be done for; how many are still waiting."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How the provider is asked how its batches stand."""

    first_wait: float = 5.0
    """Seconds; doubled each time that nothing is new."""
    longest_wait: float = 60.0
    failures: int = 10
    """Failed looks in a row, each tried several times by the client, after which the run ends for now."""


PATIENCE = Patience()


@dataclass(slots=True)
class Rounds:
    """The batches of one run."""

    api: BatchApi
    ledger: Ledger
    spool: Spool
    stop: Stop
    say: Say
    patience: Patience = PATIENCE
    most_open: int = 1_000_000
    """Batches with the provider at a time; lowered when it turns one away because its queue is full."""

    async def work(self, go_over: GoOver, *, wait: bool) -> int:
        """Go on until no article waits, or with ``wait`` off until everything is sent; how many articles wait.

        Raises ServerError when the provider stays out of reach, ConfigError when it turns a batch away.
        """
        self.spool.mend()
        await self._patiently(self._look, until_news=False)
        while True:
            waiting = await self._sending_meanwhile(go_over)
            self.spool.close()
            if not waiting or self.stop:
                return waiting
            await self._patiently(self._send, until_news=False)
            if not wait or not self.ledger.parts(*_UNDER_WAY):
                return waiting
            await self._patiently(self._look, until_news=True)
            if self.stop:
                return waiting

    async def _sending_meanwhile(self, go_over: GoOver) -> int:
        """Go over the articles and send the files that are full by then, which may be large, as soon as they are."""
        over = asyncio.ensure_future(go_over())
        try:
            while not over.done():
                await asyncio.wait({over}, timeout=_SENT_EVERY)
                with contextlib.suppress(ServerError):  # tried again, and told, when all is gone over
                    await self._send()
        finally:
            over.cancel()
        return await over

    async def _patiently(self, step: Callable[[], Awaitable[bool]], *, until_news: bool) -> None:
        """Take a step until it succeeds, or brings news; the waits between grow."""
        pause, failures = self.patience.first_wait, 0
        while True:
            try:
                news = await step()
                if news or self.stop or not until_news:
                    return
                failures = 0
            except ServerError as error:
                failures += 1
                if self.stop or failures >= self.patience.failures:
                    raise
                self.say(f"{error} Trying again.")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.stop.wait(), pause)
            pause = min(2 * pause, self.patience.longest_wait)

    async def _look(self) -> bool:
        """See how the open batches stand, and take in those that have ended; whether there were any."""
        ended = False
        for part in self.ledger.parts(Stage.OPEN):
            assert part.batch is not None
            batch = await self.api.retrieve(part.batch)
            if batch.status == "failed":
                self._turned_away(part, batch)
                ended = True
            elif batch.status in _ENDED:
                await collect(self.api, self.ledger, part.name, batch)
                self.say(f"Batch {batch.id}: {batch.status}, {counted(part.requests, 'request')} collected.")
                ended = True
        await self._send()
        return ended

    def _turned_away(self, part: Part, batch: Batch) -> None:
        """Put a batch that was not begun aside: it is made again later, or without the lines that are at fault."""
        codes = {fault.code for fault in batch.faults}
        others = len(self.ledger.parts(Stage.OPEN)) - 1
        if codes & _QUEUE_FULL and others:
            self.most_open = others
            self.ledger.advance(part.name, Stage.UPLOADED)
            return
        lines = {fault.line: fault.code for fault in batch.faults if fault.line is not None}
        for line, code in lines.items():
            key = self.ledger.key_at(part.name, line)
            if key is not None:
                self.ledger.put_off(part.name, key, f"The provider turned the request away ({code}).")
        self.ledger.release(part.name)
        self.ledger.commit()
        if not lines:
            advice = "Ask fewer requests a batch." if codes & _QUEUE_FULL else "The provider's dashboard tells more."
            raise ConfigError(
                f"The provider turned batch {batch.id} away ({', '.join(sorted(codes)) or 'no reason is told'}); "
                f"nothing of it was asked. {advice} Mend that and run the same command again."
            )

    async def _send(self) -> bool:
        """Upload the files that are ready and make batches of them, as many as may be open."""
        for part in self.ledger.parts(Stage.READY):
            file = await self.api.upload(self.spool.path(part.name))
            self.ledger.advance(part.name, Stage.UPLOADED, file=file)
            self.spool.drop(part.name)
        room = self.most_open - len(self.ledger.parts(Stage.OPEN))
        for part in self.ledger.parts(Stage.UPLOADED, Stage.MAKING)[: max(0, room)]:
            await self._make(part)
        return True

    async def _make(self, part: Part) -> None:
        assert part.file is not None
        marks = {MARK: part.name}
        batch = None
        if part.stage is Stage.MAKING:
            batch = await self.api.find(marks, since=part.made - _DAY)
        if batch is None:
            self.ledger.advance(part.name, Stage.MAKING)
            batch = await self.api.create(part.file, marks)
        self.ledger.advance(part.name, Stage.OPEN, batch=batch.id)
        self.say(f"Batch {batch.id}: {counted(part.requests, 'request')} sent.")
