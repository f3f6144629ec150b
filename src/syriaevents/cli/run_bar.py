"""The bar of a run, on standard error where that is a terminal: how far, how fast, at what cost."""

import sys
import threading
import time
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn

from syriaevents.run.conducting import Conductor
from syriaevents.run.position import Position

_SHOWN_EVERY = 0.25  # seconds


class RunBar:
    """A context manager; :meth:`show` is called as often as one likes."""

    def __init__(self, position: Position, paths: list[str], *, quiet: bool) -> None:
        self._live = not quiet and sys.stderr.isatty()
        self._position, self._paths = position, paths
        self._shown = 0.0
        self._progress = Progress(
            BarColumn(bar_width=24),
            TextColumn("{task.description}", markup=False),
            console=Console(stderr=True, emoji=False),
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
            auto_refresh=False,
        )
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        if self._live:
            self._task = self._progress.add_task("", total=None)
            self._progress.start()
            threading.Thread(target=self._position.measure, args=(self._paths,), daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.hide()

    def hide(self) -> None:
        """Take the bar off the screen."""
        if self._task is not None:
            self._progress.stop()

    def show(self, conductor: Conductor) -> None:
        """Show how far the run is."""
        now = time.monotonic()
        if self._task is None or now - self._shown < _SHOWN_EVERY:
            return
        self._shown = now
        self._progress.update(
            self._task,
            total=self._position.total,
            completed=self._position.read,
            description=line_of(conductor, self._position, now),
        )
        self._progress.start()
        self._progress.refresh()


def line_of(conductor: Conductor, position: Position, now: float) -> str:
    """One line: answered, rate, tokens, cost, failures, time left."""
    counts, budget = conductor.counts, conductor.budget
    elapsed = max(now - counts.started, 0.001)
    parts = [
        f"{counts.done:,} done",
        f"{counts.done / elapsed:.1f}/s",
        f"{conductor.slots.taken} under way",
        f"{budget.tokens:,} tokens",
        f"${budget.usd:.2f}" if budget.price and budget.usd is not None else "cost unknown",
        f"{counts.failed:,} failed",
    ]
    read = position.read
    if position.total and read:
        parts.append(f"{_duration(elapsed * max(0, position.total - read) / read)} left")
    return " · ".join(parts)


def _duration(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"
