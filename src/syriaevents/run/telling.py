"""What a run tells while it goes on: events for a log, lines for a person. No article text, no keys."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TextIO

Say = Callable[[str], None]
"""Tells a person one line."""


@dataclass(slots=True)
class Teller:
    """Where a run's news go."""

    say: Say
    log: TextIO | None = None
    """JSON Lines: ``at``, ``event`` and what belongs to it; articles are named by their hash."""
    watch: Callable[[], None] = field(default=lambda: None)
    """Called after each article, to show how far the run is."""

    def event(self, name: str, **fields: Any) -> None:
        """Write an event into the log."""
        if self.log is not None:
            at = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
            self.log.write(json.dumps({"at": at, "event": name, **fields}, ensure_ascii=False) + "\n")
            self.log.flush()
