"""The ways in which a run's articles are answered: at once from here, in a provider's batches, or by a cluster."""

import asyncio
import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from syriaevents.cli.arguments import opened
from syriaevents.cli.progress import Bars
from syriaevents.engines.model import Model
from syriaevents.errors import ConfigError
from syriaevents.run.conducting import Conductor
from syriaevents.run.running import Controls, How
from syriaevents.run.spending import Metered
from syriaevents.schema import Article
from syriaevents.schema.written import Written
from syriaevents.store.journal import Store


@dataclass(frozen=True, slots=True)
class Way:
    """How the requests go out."""

    batch: bool = False
    wait: bool = True
    """Whether a run in batches stays until the last one has ended."""
    batch_size: int | None = None
    ray: str | None = None
    """The cluster's address; empty for the one that is found, else a new one."""
    workers: int | None = None
    processes: int | None = None
    """Processes of this machine beside the one that asks; None: as many as are worth it."""

    def __post_init__(self) -> None:
        """Raise ConfigError where options do not go together."""
        if self.batch and self.ray is not None:
            raise ConfigError("Give --batch or --ray: a batch is worked through by its provider, not by a cluster.")
        if not self.batch and not (self.wait and self.batch_size is None):
            raise ConfigError("--no-wait and --batch-size go with --batch.")
        if self.workers is not None and self.ray is None:
            raise ConfigError("--workers goes with --ray.")
        if self.processes and (self.batch or self.ray is not None):
            raise ConfigError("--processes goes with neither --batch nor --ray.")


@dataclass(frozen=True, slots=True)
class Limits:
    """What the user said about the model's use."""

    model: str | None
    rpm: float | None
    tpm: float | None
    actors: Path | None
    article_tokens: int | None
    timeout: float
    """Seconds that one answer may take to come."""


@dataclass(frozen=True, slots=True)
class Engine:
    """Who answers, and how a conductor is made to ask it."""

    model: Model
    how: How = Conductor.conduct
    workers: int = 1
    """Processes that ask."""


@contextlib.contextmanager
def engine(way: Way, limits: Limits, store: Store, controls: Controls, *, quiet: bool) -> Iterator[Engine]:
    """The engine of a run, for the block. Raises ConfigError."""
    if way.batch:
        yield _in_batches(way, limits, store, quiet=quiet)
    elif way.ray is not None:
        from syriaevents.distributed.cluster import joined

        with joined(way.ray or None):
            yield _on_cluster(way, limits, controls)
    else:
        with Bars(quiet=quiet) as bars:
            model = opened(limits.model, bars, controls.pacer, limits.timeout)
        yield Engine(model, _from_here(way, limits, model))


def _from_here(way: Way, limits: Limits, model: Model) -> How:
    from syriaevents.processes.pool import Pool, worthwhile

    worth = 0 if model.ability.brief else worthwhile()  # a small model is slow, and its questions are many

    async def conduct(conductor: Conductor) -> None:
        pool = Pool(worth if way.processes is None else way.processes)
        conductor.elsewhere = partial(pool.written, max_tokens=limits.article_tokens, actors=limits.actors)
        try:
            await conductor.conduct()
        finally:
            await pool.close()

    return conduct


def _in_batches(way: Way, limits: Limits, store: Store, *, quiet: bool) -> Engine:
    from syriaevents.run.batches.running import batching
    from syriaevents.run.batches.spool import MAX_REQUESTS

    batches = batching(
        store, limits.model, wait=way.wait, most=way.batch_size or MAX_REQUESTS, quiet=quiet, timeout=limits.timeout
    )

    async def conduct(conductor: Conductor) -> None:
        conductor.waiting = batches.room
        await batches.conduct(conductor)

    return Engine(batches.model, conduct)


def _on_cluster(way: Way, limits: Limits, controls: Controls) -> Engine:
    from syriaevents.distributed.pool import Pool
    from syriaevents.distributed.worker import task

    given = task(limits.model, max_tokens=limits.article_tokens, actors=limits.actors, timeout=limits.timeout)
    pool = Pool(given, controls.slots, workers=way.workers, rpm=limits.rpm, tpm=limits.tpm)

    async def made(article: Article, metered: Metered) -> Written:
        return Written.of(await pool.make(article, metered))

    async def conduct(conductor: Conductor) -> None:
        conductor.elsewhere = made
        await conductor.conduct()

    return Engine(asyncio.run(pool.engine()), conduct, len(pool))
