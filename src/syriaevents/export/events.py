"""Events into the files of an export, beside its records: more CSV or Parquet files, more tables of a database."""

import csv
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path

from syriaevents.export import sql
from syriaevents.export.arrow import arrow_table
from syriaevents.export.columns import Row, Table
from syriaevents.export.delimited import harmless, opened
from syriaevents.export.event_tables import EVENT_TABLES
from syriaevents.extras import needing
from syriaevents.schema import Event

_AT_ONCE = 1_000  # events


def write_csv(events: Iterable[Event], folder: Path) -> dict[str, int]:
    """One file a table; return the rows of each."""
    rows = _none()
    with ExitStack() as stack:
        sheets = {
            table.name: csv.writer(stack.enter_context(opened(folder / f"{table.name}.csv"))) for table in EVENT_TABLES
        }
        for table in EVENT_TABLES:
            sheets[table.name].writerow([column.name for column in table.columns])
        for table, group in _groups(events):
            sheets[table.name].writerows(map(harmless, group))
            rows[table.name] += len(group)
    return rows


def write_parquet(events: Iterable[Event], folder: Path) -> dict[str, int]:
    """One file a table, flat as in CSV; return the rows of each. Raises ConfigError without pyarrow."""
    with needing("export", "Parquet"):
        from pyarrow import parquet as pq
    rows = _none()
    with ExitStack() as stack:
        files = {
            table.name: stack.enter_context(
                pq.ParquetWriter(
                    folder / f"{table.name}.parquet", arrow_table(table, []).schema, compression="zstd"
                )
            )
            for table in EVENT_TABLES
        }  # fmt: skip
        for table, group in _groups(events):
            files[table.name].write_table(arrow_table(table, group))
            rows[table.name] += len(group)
    return rows


def write_duckdb(events: Iterable[Event], out: Path) -> dict[str, int]:
    """Tables in the database that holds the records; return the rows of each. Raises ConfigError without duckdb."""
    with needing("export", "DuckDB"):
        import duckdb
    rows = _none()
    with duckdb.connect(out) as database:
        database.begin()
        database.execute("\n".join(sql.create_table(table, sql.DUCKDB) for table in EVENT_TABLES))
        database.execute("\n".join(sql.comments(EVENT_TABLES)))
        for table, group in _groups(events):
            database.register("new_rows", arrow_table(table, group))
            database.execute(f"INSERT INTO {sql.quoted(table.name)} SELECT * FROM new_rows")  # noqa: S608  our names
            database.unregister("new_rows")
            rows[table.name] += len(group)
        database.commit()
    return rows


def _none() -> dict[str, int]:
    return dict.fromkeys((table.name for table in EVENT_TABLES), 0)


def _groups(events: Iterable[Event]) -> Iterator[tuple[Table[Event], list[Row]]]:
    """The rows of each table, some events at a time; only tables that get rows."""
    some = iter(events)
    while batch := list(islice(some, _AT_ONCE)):
        for table in EVENT_TABLES:
            group = [row for event in batch for row in table.rows(event)]
            if group:
                yield table, group
