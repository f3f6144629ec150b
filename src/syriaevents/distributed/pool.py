"""The workers of a run: each article goes to the one with the least to do; one that dies is started again."""

from typing import Any

from syriaevents.distributed.cluster import ray_module
from syriaevents.distributed.worker import About, Task, Worker
from syriaevents.errors import ConfigError, ServerError, SyriaEventsError
from syriaevents.schema import Article, Extraction

DEATHS = 3
"""Workers that may die over one article before it is given up."""
_AT_ONCE = 1000
"""Articles that a worker takes at once; how many there are is the run's to say."""


class Pool:
    """Workers of the cluster that is joined. ``workers``: how many; None: one for each processor of the cluster."""

    def __init__(self, given: Task, workers: int | None = None) -> None:
        self._ray: Any = ray_module()
        count = workers or max(1, int(self._ray.cluster_resources().get("CPU", 1)))
        actor = self._ray.remote(Worker).options(
            num_cpus=1, max_restarts=-1, max_task_retries=DEATHS, max_concurrency=_AT_ONCE
        )
        self._busy: dict[Any, int] = {actor.remote(given): 0 for _ in range(count)}

    async def about(self) -> About:
        """What the workers' engines are. Raises ConfigError where they have none."""
        told: About | ConfigError = await next(iter(self._busy)).about.remote()
        if isinstance(told, ConfigError):
            raise told
        return told

    async def extract(self, article: Article) -> Extraction:
        """The records of one article. Raises what asking about it raises, ServerError where workers die over it."""
        worker = min(self._busy, key=lambda one: self._busy[one])
        self._busy[worker] += 1
        try:
            result: Extraction | SyriaEventsError = await worker.extract.remote(article)
        except self._ray.exceptions.RayActorError:
            raise ServerError(f"{DEATHS + 1} workers of the cluster died while they were asked about this.") from None
        finally:
            self._busy[worker] -= 1
        if isinstance(result, SyriaEventsError):
            raise result
        return result

    def close(self) -> None:
        """End the workers."""
        for worker in self._busy:
            self._ray.kill(worker)
        self._busy.clear()
