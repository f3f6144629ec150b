"""Libraries that not everybody installs: where one is missing, one clear sentence says how to get it."""

import contextlib
from collections.abc import Iterator

from syriaevents.errors import ConfigError


@contextlib.contextmanager
def needing(extra: str, what: str) -> Iterator[None]:
    """Import an extra's libraries under this; a missing one raises ConfigError, naming what needs it and the extra."""
    try:
        yield
    except ModuleNotFoundError as error:
        missing = (error.name or "a library").partition(".")[0]
        raise ConfigError(f"{what} needs {missing}: pip install 'syriaevents[{extra}]'.") from error
