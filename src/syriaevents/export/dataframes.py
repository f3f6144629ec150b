"""The flat tables as data frames, for notebooks: one frame a table, by name."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from syriaevents.errors import ConfigError
from syriaevents.export.columns import Row, Table
from syriaevents.export.shapes import Kind
from syriaevents.export.tables import TABLES
from syriaevents.extras import needing
from syriaevents.schema import Extraction

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

Frame = TypeVar("Frame")
Make = Callable[[Table[Extraction], list[Row]], Frame]

_PANDAS = {
    Kind.TEXT: "object",
    Kind.JSON: "object",
    Kind.TEXTS: "object",
    Kind.INTEGER: "Int64",
    Kind.REAL: "float64",
    Kind.BOOLEAN: "boolean",
    Kind.DATE: "datetime64[s]",
}
"""Types that can be empty; dates are midnights."""


def frames(results: Iterable[Extraction], library: Literal["polars", "pandas"] = "polars") -> dict[str, Any]:
    """All tables of these results as data frames, by name: ``frames(results)["statements"]``.

    The tables and columns are those of ``syriaevents export --to csv``, also where there is no row; they are joined by
    ``article_id`` and ``id``.

    Args:
        results: one result an article, from an Extractor or from :func:`syriaevents.read_results`; all rows are held.
        library: whose frames, ``polars.DataFrame`` or ``pandas.DataFrame``.

    Raises:
        ConfigError: the library is not installed, or is neither of the two.
    """
    if library not in {"polars", "pandas"}:
        raise ConfigError(f"{library!r} makes no frames here; choose polars or pandas.")
    kept: list[tuple[Table[Extraction], list[Row]]] = [(table, []) for table in TABLES]
    make = {"polars": _polars, "pandas": _pandas}[library]()
    for result in results:
        for table, rows in kept:
            rows.extend(table.rows(result))
    return {table.name: make(table, rows) for table, rows in kept}


def _polars() -> "Make[pl.DataFrame]":
    with needing("export", "A polars frame"):
        import polars as pl
    types: dict[Kind, Any] = {
        Kind.TEXT: pl.String,
        Kind.JSON: pl.String,
        Kind.TEXTS: pl.List(pl.String),
        Kind.INTEGER: pl.Int64,
        Kind.REAL: pl.Float64,
        Kind.BOOLEAN: pl.Boolean,
        Kind.DATE: pl.Date,
    }
    return lambda table, rows: pl.DataFrame(
        rows, schema={column.name: types[column.kind] for column in table.columns}, orient="row"
    )


def _pandas() -> "Make[pd.DataFrame]":
    with needing("export", "A pandas frame"):
        import pandas as pd
    return lambda table, rows: pd.DataFrame(
        {
            column.name: pd.Series([row[number] for row in rows], dtype=_PANDAS[column.kind])
            for number, column in enumerate(table.columns)
        }
    )
