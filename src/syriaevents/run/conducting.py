"""A run: many articles through one model into a store, resumable at any moment.

Each article is admitted, asked about and kept before it is forgotten; what is under way is bounded. An article that
the server failed is asked once more when the others are done, then it is a dead letter; one that failed by
itself is a dead letter at once.
"""

import asyncio
import time
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from syriaevents.engines.model import Model
from syriaevents.errors import ConfigError, ModelError, ServerError
from syriaevents.extract import BUDGET, extract_article
from syriaevents.run.batches.ledger import Pending
from syriaevents.run.batches.waiting import WaitingRoom
from syriaevents.run.intake import Intake
from syriaevents.run.keeping import Entry, Keeper
from syriaevents.run.pace import Pacer
from syriaevents.run.slots import Slots
from syriaevents.run.spending import Budget, Metered, Note, ServerDown
from syriaevents.run.stopping import Stop, Stopped, Why
from syriaevents.run.telling import Teller
from syriaevents.schema import Article
from syriaevents.schema.written import Written
from syriaevents.store.entries import Admitted, Spent, cause_of
from syriaevents.store.journal import Store

_GRACE = 5.0
"""Seconds that requests under way have to end when no article can be answered any more."""


Elsewhere = Callable[[Article, Metered], Awaitable[Written]]
"""Makes the records of an article somewhere else, within the budget; raises what making them here raises."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a run goes."""

    max_failures: int = 20
    """Failures in a row that stop the run."""
    article_tokens: int | None = BUDGET
    """Tokens that one article may cost."""
    actors: Path | None = None
    retry_failed: bool = False
    """Whether dead letters are asked about again."""


@dataclass(slots=True)
class Counts:
    """What came of this run so far."""

    done: int = 0
    failed: int = 0
    """Failures, of which some are asked again."""
    in_a_row: int = 0
    started: float = field(default_factory=time.monotonic)


@dataclass(slots=True)
class Conductor:
    """One run, from its intake to its end."""

    intake: Intake
    store: Store
    model: Model
    plan: Plan
    budget: Budget
    slots: Slots
    pacer: Pacer
    stop: Stop
    keeper: Keeper
    teller: Teller
    elsewhere: Elsewhere | None = None
    """Who makes the records instead of this process."""
    waiting: WaitingRoom | None = None
    """Where articles wait whose answers come in batches."""
    counts: Counts = field(default_factory=Counts)
    _suspects: list[str] = field(default_factory=list)
    """Articles that failed twice, and no other was answered since: the server may be at fault."""

    async def conduct(self) -> None:
        """Ask until the input ends or the run is stopped; what is under way is waited for."""
        await self._all(self.intake, last=False)
        await self._retry()

    async def go_on(self, admitted: Iterable[Admitted]) -> None:
        """Ask about these too, once :meth:`conduct` is done."""
        await self._all(_each(admitted), last=False)
        await self._retry()

    async def _retry(self) -> None:
        if not self.stop and self.plan.retry_failed:
            left = (one for one in self.store.failed(dead=True) if one.hash not in self.intake.failed)
            await self._all(_each(left), last=False)
        if not self.stop:
            await self._all(_each(self.store.failed(dead=False)), last=True)
        if not self.stop:
            await self._bury()

    async def _all(self, admitted: AsyncIterable[Admitted], *, last: bool) -> None:
        tasks: set[asyncio.Task[None]] = set()
        try:
            try:
                async for one in admitted:
                    await self.slots.take()
                    if self.stop:
                        self.slots.give_back()
                        break
                    task = asyncio.create_task(self._one(one, last=last))
                    tasks.add(task)
                    task.add_done_callback(tasks.discard)
            except ConfigError as error:
                self.stop.because_of(error)
            await self._wait_for(tasks)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _wait_for(self, tasks: set[asyncio.Task[None]]) -> None:
        """Until all have ended; where no article can be answered, not long."""
        until = None
        while tasks:
            await asyncio.wait(tasks, timeout=1, return_when=asyncio.ALL_COMPLETED)
            if self.stop.why is Why.MISCONFIGURED:
                until = until or time.monotonic() + _GRACE
                if time.monotonic() > until:
                    return

    async def _one(self, admitted: Admitted, *, last: bool) -> None:
        """Ask about one article and keep what comes of it."""
        metered = Metered(self.model, self.budget, self.pacer, not last, admitted.answers, self._note_of(admitted))
        started = time.monotonic()
        try:
            if self.waiting is not None and self.waiting.waits(admitted.hash):
                return
            result = await self._extraction(admitted.article, metered)
        except Stopped:
            return
        except Pending as pending:
            await self._waits(admitted, pending, metered)
        except ConfigError as error:
            self.stop.because_of(error)
        except (ModelError, ServerDown) as error:
            await self._failed(admitted, error, self._spent(metered, started), last=last)
        else:
            await self._done(admitted, result, self._spent(metered, started))
        finally:
            self.intake.under_way.discard(admitted.hash)
            self.slots.give_back()
            self.teller.watch()

    def _note_of(self, admitted: Admitted) -> Note | None:
        """What keeps an article's answers until it has its result; batches keep theirs themselves."""
        if self.waiting is not None:
            return None
        return lambda question, answer: self._kept(lambda store: store.note(admitted.hash, question, answer))

    async def _extraction(self, article: Article, metered: Metered) -> Written:
        if self.elsewhere is not None:
            return await self.elsewhere(article, metered)
        return Written.of(
            await extract_article(article, metered, max_tokens=self.plan.article_tokens, actors=self.plan.actors)
        )

    async def _waits(self, admitted: Admitted, pending: Pending, metered: Metered) -> None:
        """Note what an article waits for; what was answered by now is counted when all of it is."""
        room = self.waiting
        assert room is not None
        self.budget.take_back(metered.usage)
        if await self._kept(lambda _store: room.enter(admitted.hash, pending)):
            self.teller.event("waiting", article=admitted.hash)

    def _spent(self, metered: Metered, started: float) -> Spent:
        return Spent(metered.usage, round(time.monotonic() - started, 3), self.budget.cost_of(metered.usage))

    async def _done(self, admitted: Admitted, result: Written, spent: Spent) -> None:
        if not await self._kept(lambda store: store.finish(admitted.hash, result, spent)):
            return
        self.counts.done += 1
        self.counts.in_a_row = 0
        await self._bury()
        self.teller.event(
            "done",
            article=admitted.hash,
            seconds=spent.seconds,
            prompt_tokens=spent.usage.prompt_tokens,
            completion_tokens=spent.usage.completion_tokens,
            requests=spent.usage.requests,
            statements=result.statements,
            military_movements=result.military_movements,
            diplomatic_initiatives=result.diplomatic_initiatives,
            rejected=len(result.rejected),
        )

    async def _failed(self, admitted: Admitted, error: ModelError | ServerDown, spent: Spent, *, last: bool) -> None:
        cause = error.error if isinstance(error, ServerDown) else error
        by_server = isinstance(cause, ServerError)
        self.intake.failed.add(admitted.hash)
        times: list[int] = []
        if not await self._kept(
            lambda store: times.append(store.fail(admitted.hash, cause, spent, dead=not by_server))
        ):
            return
        if by_server and last:
            self._suspects.append(admitted.hash)
        self.counts.failed += 1
        self.counts.in_a_row += times[-1] == 1  # one that failed before says nothing new about the server
        self.teller.event(
            "failed",
            article=admitted.hash,
            cause=cause_of(cause),
            message=str(cause),
            seconds=spent.seconds,
            asked_again=by_server and not last,
        )
        if self.counts.in_a_row >= self.plan.max_failures:
            self.stop.now(Why.FAILURES, f"{self.counts.in_a_row} failures in a row, the last one: {cause}")

    async def _bury(self) -> None:
        suspects, self._suspects = self._suspects, []
        if suspects:
            await self._kept(lambda store: store.bury(suspects))

    async def _kept(self, entry: Entry) -> bool:
        """Whether the store took it; where it did not, the run stops."""
        try:
            await self.keeper.keep(entry)
        except ConfigError as error:
            self.stop.because_of(error)
            return False
        return True


async def _each(items: Iterable[Admitted]) -> AsyncIterator[Admitted]:
    for item in items:
        yield item
