"""The dlt source: one resource a table of :mod:`syriaevents.export.tables`, merged by article.

A changed article replaces all its rows, also where it has fewer of them than before: for a table in which
it has none left a row marked as deleted is sent, which dlt takes for "delete what has this merge key".
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dlt
from dlt.common.data_types import TDataType
from dlt.common.schema.typing import TColumnSchema, TSchemaContractDict
from dlt.extract import DltResource, DltSource

from syriaevents.export.columns import Table
from syriaevents.export.shapes import Kind
from syriaevents.export.tables import ARTICLE, TABLES
from syriaevents.pipelines.positions import unloaded
from syriaevents.schema import Extraction

AT_MOST = 2_000
"""Articles a load unless told otherwise: few enough for a small machine, many enough to be worth a transaction."""
DELETED = "deleted"
"""The column that marks what dlt deletes; empty in all rows that stay."""
_TYPES: dict[Kind, TDataType] = {
    Kind.TEXT: "text", Kind.INTEGER: "bigint", Kind.REAL: "double", Kind.BOOLEAN: "bool", Kind.DATE: "date",
    Kind.JSON: "json", Kind.TEXTS: "json",
}  # fmt: skip
_CONTRACT: TSchemaContractDict = {"tables": "evolve", "columns": "evolve", "data_type": "freeze"}
"""New tables and columns come with new versions of the records; a column never changes its type."""


def records(path: Path, *, at_most: int = AT_MOST) -> DltSource:
    """The results of a run's store or a JSONL file as a dlt source.

    One resource a table, keyed as :mod:`syriaevents.export.tables` says and merged by ``article_id``.
    Incremental: what the pipeline has loaded is not sent again; ``at_most`` articles go into one load, and
    :func:`syriaevents.pipelines.load` repeats it until none is left. A file that is neither a store nor
    JSONL ends the pipeline's step with a ConfigError as its cause.
    """

    def results() -> Iterator[Extraction]:
        yield from unloaded(path, dlt.current.source_state(), at_most)

    def resources() -> Iterator[DltResource]:
        read = dlt.resource(results, name="results", selected=False)
        for table in TABLES:
            yield _resource(table, read)

    return dlt.source(resources, name="syriaevents", max_table_nesting=0)()


def _resource(table: Table[Extraction], results: DltResource) -> DltResource:
    def rows(result: Extraction) -> Iterator[dict[str, Any]]:
        return _rows(table, result)

    resource: DltResource = dlt.transformer(
        rows,
        data_from=results,
        name=table.name,
        write_disposition="merge",
        primary_key=[column.name for column in table.key],
        merge_key=ARTICLE.name,
        columns=_columns(table),
        schema_contract=_CONTRACT,
    )
    return resource


def _columns(table: Table[Extraction]) -> dict[str, TColumnSchema]:
    keys = {column.name for column in table.key}
    told: dict[str, TColumnSchema] = {
        column.name: {
            "data_type": _TYPES[column.kind],
            "description": column.meaning,
            "nullable": column.name not in keys,  # rows marked as deleted hold nothing else
        }
        for column in table.columns
    }
    return told | {DELETED: {"data_type": "bool", "hard_delete": True, "nullable": True}}


def _rows(table: Table[Extraction], result: Extraction) -> Iterator[dict[str, Any]]:
    names = [column.name for column in table.columns]
    rows = [dict(zip(names, row, strict=True)) for row in table.rows(result)]
    yield from rows or [_nothing(table, result.article.id)]


def _nothing(table: Table[Extraction], article_id: str) -> dict[str, Any]:
    """The row that deletes what a table holds of an article."""
    blank = {column.name: 0 if column.kind is Kind.INTEGER else "" for column in table.key}
    return {**blank, ARTICLE.name: article_id, DELETED: True}
