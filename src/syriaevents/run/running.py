"""A run put together: what controls it, the setting it is under, and what came of it."""

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path

from syriaevents.engines.model import Model
from syriaevents.errors import ConfigError
from syriaevents.prompting.prompts import PROMPT_VERSION
from syriaevents.reading.articles import ArticleFailure
from syriaevents.run.conducting import Conductor, Counts, Plan
from syriaevents.run.intake import Intake, Met
from syriaevents.run.keeping import Keeper
from syriaevents.run.pace import Pacer
from syriaevents.run.prices import Prices
from syriaevents.run.slots import Slots
from syriaevents.run.spending import Budget
from syriaevents.run.stopping import Stop
from syriaevents.run.telling import Teller
from syriaevents.schema import Article
from syriaevents.store.entries import Setting, Totals
from syriaevents.store.journal import Store

How = Callable[[Conductor], Awaitable[None]]
"""Conducts a run."""


@dataclasses.dataclass(frozen=True, slots=True)
class Options:
    """What may be said about a run; see ``syriaevents run --help``."""

    max_tokens: int | None = None
    max_usd: float | None = None
    prices: Prices = dataclasses.field(default_factory=lambda: Prices({}))
    every_copy: bool = False
    published: dt.date | None = None
    plan: Plan = dataclasses.field(default_factory=Plan)
    batch: bool = False
    """Whether the requests go through the provider's batches."""


@dataclasses.dataclass(slots=True)
class Controls:
    """What holds a run back; made before its model, whose requests it paces."""

    stop: Stop
    slots: Slots
    pacer: Pacer

    @classmethod
    def of(cls, concurrency: int, rpm: float | None = None, tpm: float | None = None) -> "Controls":
        """Controls for so many articles at once, requests a minute and tokens a minute."""
        stop, slots = Stop(), Slots(concurrency)
        return cls(stop, slots, Pacer(slots, stop, rpm=rpm, tpm=tpm))


@dataclasses.dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run: this one's counts, and the store's."""

    counts: Counts
    met: Met
    totals: Totals
    stop: Stop
    waiting: int = 0
    """Articles whose answers are still to come in a batch."""

    @property
    def all_done(self) -> bool:
        """Whether every article that was met has a result."""
        return not (self.stop or self.waiting or self.met.unreadable or self.totals.dead or self.totals.failed_open)


def setting_of(model: Model, *, actors: Path | None = None, published: dt.date | None = None) -> Setting:
    """The setting of results that this model gives with these tables and this day."""
    options = {
        "ability": dataclasses.asdict(model.ability),
        "actors": hashlib.sha256(actors.read_bytes()).hexdigest() if actors else None,
        "published": published.isoformat() if published else None,
    }
    return Setting(model.name, PROMPT_VERSION, options)


def conductor_of(
    items: Iterable[Article | ArticleFailure],
    model: Model,
    store: Store,
    controls: Controls,
    options: Options,
    teller: Teller,
) -> Conductor:
    """A run that is ready to be conducted, begun in the store. Raises ConfigError."""
    price = options.prices.of(model.name)
    if options.max_usd is not None and price is None:
        raise ConfigError(
            f"--max-usd needs the price of {model.name}: give a table with --prices, "
            f'as in [models."{model.name}"] input = 1.0, output = 2.0 (US dollars for a million tokens).'
        )
    if price is not None and options.batch:
        price = price.in_batches
    stop = controls.stop
    store.begin(setting_of(model, actors=options.plan.actors, published=options.published))
    totals = store.totals()
    spent = price.of(totals.usage) if totals.usd is None and price else totals.usd
    return Conductor(
        Intake(
            items, store, stop, every_copy=options.every_copy, retry_failed=options.plan.retry_failed, say=teller.say
        ),
        store, model, options.plan,
        Budget(stop, price, options.max_tokens, options.max_usd, totals.usage, spent),
        controls.slots, controls.pacer, stop, Keeper(store, stop, teller.say), teller,
    )  # fmt: skip


async def conducted(conductor: Conductor, how: How = Conductor.conduct) -> Outcome:
    """Conduct a run to its end and note in the store how it ended."""
    teller, stop = conductor.teller, conductor.stop
    teller.event("begun", run=conductor.store.run, setting=conductor.store.setting, model=conductor.model.name)
    outcome = "killed"
    try:
        await how(conductor)
        outcome = stop.reason or "finished"
    finally:
        conductor.store.end(outcome)
        teller.event("ended", run=conductor.store.run, outcome=outcome, done=conductor.counts.done)
    waiting = conductor.waiting.count() if conductor.waiting is not None else 0
    return Outcome(conductor.counts, conductor.intake.met, conductor.store.totals(), stop, waiting)
