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


@contextlib.contextmanager
def joined(address: str | None = None) -> Iterator[None]:
    """A cluster for the block: the one at ``address``, else one that RAY_ADDRESS or this machine knows, else a new one.

    ``address`` is ``host:port``, ``ray://host:port``, ``auto`` or ``local``. What is joined already is kept.
    Raises ConfigError where no cluster answers.
    """
    ray = ray_module()
    if ray.is_initialized():
        yield
        return
    try:
        ray.init(address=address, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    except (ConnectionError, ValueError, RuntimeError, OSError) as error:
        raise ConfigError(
            f"--ray {address or ''}: no Ray cluster answers ({type(error).__name__}). `ray start --head` starts one; "
            "without an address one is started on this machine."
        ) from error
    try:
        yield
    finally:
        ray.shutdown()
