"""The results of a run or a file as one thing to look at in a notebook."""

from collections.abc import Iterator
from html import escape
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from syriaevents.export.dataframes import frames
from syriaevents.schema import Extraction
from syriaevents.schema.display import heading
from syriaevents.store.results import read_results

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

SHOWN = 20
"""Articles that a notebook shows."""
_COUNTED = ("statements", "military_movements", "diplomatic_initiatives", "rejected")


class Results:
    """The results of a run's store or of a JSON Lines file, also gzipped; a notebook shows them as a table.

    >>> results = Results("run.db")  # doctest: +SKIP
    >>> results.to_polars()["statements"]  # doctest: +SKIP
    >>> [result.article.title for result in results]  # doctest: +SKIP

    Nothing is read before it is asked for, and it is read anew each time: of a run under way there is more each time.
    Reading raises ConfigError where the file cannot be read or a line is no extraction.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)

    def __iter__(self) -> Iterator[Extraction]:
        """One Extraction after another, in the order of the store or the file."""
        return read_results(self.path)

    def __repr__(self) -> str:
        return f"Results({str(self.path)!r})"

    def to_polars(self) -> "dict[str, pl.DataFrame]":
        """All records as polars frames, one a table, by name; see :func:`syriaevents.export.frames`."""
        return frames(self, "polars")

    def to_pandas(self) -> "dict[str, pd.DataFrame]":
        """All records as pandas frames, one a table, by name; see :func:`syriaevents.export.frames`."""
        return frames(self, "pandas")

    def _repr_html_(self) -> str:
        """The first articles with the numbers of their records."""
        shown = list(islice(self, SHOWN + 1))
        names = "".join(f"<th>{name.replace('_', ' ')}</th>" for name in ("article", *_COUNTED))
        rows = "\n".join(map(_row, shown[:SHOWN]))
        more = f"<p>The first {SHOWN} articles; there are more.</p>" if len(shown) > SHOWN else ""
        return (
            f'<div class="syriaevents"><table><caption>{escape(str(self.path))}</caption>'
            f"<thead><tr>{names}</tr></thead><tbody>\n{rows}\n</tbody></table>{more}</div>"
        )


def _row(result: Extraction) -> str:
    counts = "".join(f"<td>{len(getattr(result, name))}</td>" for name in _COUNTED)
    return f'<tr><td dir="auto">{escape(heading(result))}</td>{counts}</tr>'
