"""Progress on standard error, where that is a terminal; nothing at all where it is not."""

import sys
from typing import TYPE_CHECKING, Self

from syriaevents.schema import Article
from syriaevents.schema.visible import shortened

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_TITLE_LENGTH = 32


class Bars:
    """One bar for the weights while they are joined, one for the sentences of the article under way.

    A context manager; :meth:`hide` makes room for output, and the next step brings the bar back.
    """

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet or not sys.stderr.isatty()
        self._progress: Progress | None = None
        self._task: TaskID | None = None
        self._finished = 0
        self._title = ""

    def __enter__(self) -> Self:
        if not self._quiet:
            self._progress = _bars()
        return self

    def __exit__(self, *_error: object) -> None:
        self.hide()

    def hide(self) -> None:
        """Take the bar off the screen."""
        if self._progress is not None:
            self._progress.stop()

    def joining(self, done: int, total: int) -> None:
        """Show how many bytes of the embedded engine's weights have been joined."""
        self._step("joining the model's weights (once)", done, total)

    def waiting(self, what: str) -> None:
        """Show that something of unknown length goes on."""
        self._step(what, 0, None)

    def article(self, article: Article) -> None:
        """Show that an article is begun."""
        self._title = shortened(article.title or article.id, _TITLE_LENGTH)
        self.waiting(f"{self._finished + 1}: {self._title}")

    def sentences(self, done: int, total: int) -> None:
        """Show how many sentences of the article have been read."""
        self._step(f"{self._finished + 1}: {self._title}", done, total)

    def finished(self, several: bool) -> None:
        """Count a finished article; where several are under way the count is all there is to show."""
        self._finished += 1
        if several:
            self.waiting(f"{self._finished} finished")

    def _step(self, what: str, done: int, total: int | None) -> None:
        if self._progress is None:
            return
        if self._task is None:
            self._task = self._progress.add_task(what, total=total)
        self._progress.update(self._task, description=what, completed=done, total=total)
        self._progress.start()


def _bars() -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True, emoji=False),
        transient=True,
        redirect_stdout=False,  # results must stay on standard output
        redirect_stderr=False,
    )
