"""The cluster: one that runs already, or one on this machine for as long as it is needed."""

import contextlib
import os
from collections.abc import Iterator
from types import ModuleType

from syriaevents.errors import ConfigError

_NO_STATISTICS = {"RAY_USAGE_STATS_ENABLED": "0"}
"""Ray would send its makers what it is used for."""


def ray_module() -> ModuleType:
    """Ray. Raises ConfigError where the extra is missing."""
    for name, value in _NO_STATISTICS.items():
        os.environ.setdefault(name, value)
    try:
        import ray
    except ImportError:
        raise ConfigError("Clusters need the extra 'ray': pip install 'syriaevents[ray]'") from None
    return ray


def join(address: str | None = None) -> bool:
    """Join a cluster, unless one is joined; whether it was joined here.

    It is the one at ``address`` (``host:port``, ``ray://host:port``, ``auto``, ``local``), else the one that
    RAY_ADDRESS or this machine knows, else a new one on this machine. Raises ConfigError where none answers.
    """
    ray = ray_module()
    if ray.is_initialized():
        return False
    try:
        ray.init(address=address, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    except (ConnectionError, ValueError, RuntimeError, OSError) as error:
        raise ConfigError(
            f"No Ray cluster answers at {address or 'the address that is set'} ({type(error).__name__}). "
            "`ray start --head` starts one; without an address one is started on this machine."
        ) from error
    return True


@contextlib.contextmanager
def joined(address: str | None = None) -> Iterator[None]:
    """A cluster for the block, as :func:`join` finds it; one that was joined before is kept."""
    ours = join(address)
    try:
        yield
    finally:
        if ours:
            ray_module().shutdown()
