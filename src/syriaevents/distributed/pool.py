"""The workers of a run: each article goes to the one with the least to do; one that dies is started again."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel

from syriaevents.distributed.cluster import ray_module
from syriaevents.distributed.limits import shared_limits
from syriaevents.distributed.worker import About, Made, Task, Worker
from syriaevents.engines.model import Ability, Reply
from syriaevents.errors import ConfigError, ServerError
from syriaevents.prompting.prompts import Message
from syriaevents.run.slots import Slots
from syriaevents.run.spending import Metered, ServerDown
from syriaevents.schema import Article, Extraction

T = TypeVar("T", bound=BaseModel)

DEATHS = 3
"""Workers that may die over one article before it is given up, besides the first."""
_AT_ONCE = 1000
"""Articles that a worker takes at once; how many there are is the run's to say."""


class Pool:
    """Workers of the cluster that is joined. ``workers``: how many; None: one for each processor of the cluster.

    ``rpm`` and ``tpm`` are requests and tokens a minute of all workers together; ``slots`` are made fewer
    when the server is overloaded.
    """

    def __init__(
        self,
        given: Task,
        slots: Slots,
        *,
        workers: int | None = None,
        rpm: float | None = None,
        tpm: float | None = None,
    ) -> None:
        self._ray: Any = ray_module()
        self._slots = slots
        self._limits, name = shared_limits(rpm, tpm)
        processors = self._ray.cluster_resources().get("CPU", 1.0)
        count = workers or max(1, int(processors))
        actor = self._ray.remote(Worker).options(
            num_cpus=min(1.0, int(1000 * processors / count) / 1000),  # or those that find no room would wait for ever
            max_restarts=-1, max_task_retries=DEATHS, max_concurrency=_AT_ONCE,
        )  # fmt: skip
        self._busy: dict[Any, int] = {actor.remote(given, name): 0 for _ in range(count)}

    def __len__(self) -> int:
        """How many workers there are."""
        return len(self._busy)

    async def engine(self) -> "Afar":
        """What the workers' engines are. Raises ConfigError where they have none."""
        told: About | ConfigError = await next(iter(self._busy)).about.remote()
        if isinstance(told, ConfigError):
            raise told
        return Afar(told.name, told.ability, self)

    async def make(self, article: Article, metered: Metered) -> Extraction:
        """The records of one article, within the budget. Raises what making them here raises.

        ServerError is raised too where workers die over the article.
        """
        metered.budget.check()
        made = await self._made(article, strict=metered.strict)
        metered.usage += made.usage
        metered.budget.add(made.usage)
        if made.overloaded:
            self._slots.overloaded()
        else:
            self._slots.answered()
        if isinstance(made.result, Extraction):
            return made.result
        raise ServerDown(made.result) if made.midway and isinstance(made.result, ServerError) else made.result

    async def _made(self, article: Article, *, strict: bool) -> Made:
        worker = min(self._busy, key=lambda one: self._busy[one])
        self._busy[worker] += 1
        try:
            made: Made = await worker.make.remote(article, strict=strict)
        except (self._ray.exceptions.RayActorError, self._ray.exceptions.OutOfMemoryError):
            return Made(ServerError(f"{DEATHS + 1} workers of the cluster died while they were asked about this."))
        finally:
            self._busy[worker] -= 1
        return made

    def close(self) -> None:
        """End the workers."""
        for actor in (*self._busy, self._limits):
            self._ray.kill(actor)


@dataclass(frozen=True, slots=True)
class Afar:
    """The engine of a pool's workers: it has a name and an ability here, and is asked there."""

    name: str
    ability: Ability
    pool: Pool

    async def ask(self, messages: Sequence[Message], response_model: type[T]) -> Reply[T]:
        """Not asked from here: whole articles go to the workers."""
        raise NotImplementedError

    async def close(self) -> None:
        """End the workers."""
        self.pool.close()
