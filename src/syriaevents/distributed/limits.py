"""The pace of all workers together: one small actor keeps it, and each worker asks it before every request."""

import uuid
from collections.abc import Mapping
from typing import Any

from syriaevents.distributed.cluster import ray_module
from syriaevents.engines.failures import OVERLOADED
from syriaevents.run.pace import Pacer
from syriaevents.run.slots import Slots
from syriaevents.run.stopping import Stop

_WAITING = 10_000
"""Requests that may wait at a time."""
_TELLING = ("retry-after", "x-ratelimit-", "anthropic-ratelimit-")
"""How the headers begin that say something about limits; no others are sent on."""


class Limits:
    """The actor: requests and tokens a minute, and the server's word when to wait."""

    def __init__(self, rpm: float | None, tpm: float | None) -> None:
        self._pacer = Pacer(Slots(_WAITING), Stop(), rpm=rpm, tpm=tpm)

    async def wait(self, size: int) -> None:
        """Return when one more request may be sent."""
        await self._pacer.wait(size)

    async def tokens(self, characters: int) -> float:
        """Return when a question may be asked: the tokens that were set aside for it."""
        return await self._pacer.tokens(characters)

    async def observe(self, status: int, headers: dict[str, str]) -> None:
        """Learn from an answer."""
        self._pacer.observe(status, headers)

    async def settle(self, characters: int, expected: float, used: int) -> None:
        """Tell what a question did cost."""
        self._pacer.settle(characters, expected, used)


def shared_limits(rpm: float | None = None, tpm: float | None = None) -> tuple[Any, str]:
    """The actor and its name, in the cluster that is joined; it ends with the last handle.

    Workers find it by its name: one that is started again must not depend on what it was given at first.
    """
    name = f"syriaevents-limits-{uuid.uuid4().hex}"
    actor = (
        ray_module()
        .remote(Limits)
        .options(name=name, num_cpus=0, max_restarts=-1, max_task_retries=-1, max_concurrency=_WAITING)
    )
    return actor.remote(rpm, tpm), name


class SharedPace:
    """A worker's side of it; what a run's own pacer is in one process."""

    def __init__(self, limits: str) -> None:
        self._limits: Any = ray_module().get_actor(limits)
        self.overloaded = 0
        """Answers that told to slow down."""

    async def wait(self, size: int) -> None:
        """Return when one more request may be sent."""
        await self._limits.wait.remote(size)

    def observe(self, status: int, headers: Mapping[str, str]) -> None:
        """Pass on what an answer tells about limits."""
        self.overloaded += status in OVERLOADED
        self._limits.observe.remote(
            status, {name: value for name, value in headers.items() if name.lower().startswith(_TELLING)}
        )

    async def tokens(self, characters: int) -> float:
        """Return when a question may be asked: the tokens that were set aside for it."""
        expected: float = await self._limits.tokens.remote(characters)
        return expected

    def settle(self, characters: int, expected: float, used: int) -> None:
        """Tell what a question did cost."""
        self._limits.settle.remote(characters, expected, used)
