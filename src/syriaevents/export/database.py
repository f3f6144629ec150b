"""DuckDB: all tables and views in one file that any DuckDB opens."""

from collections.abc import Iterable
from pathlib import Path

from syriaevents.export import sql
from syriaevents.export.arrow import arrow_table
from syriaevents.export.batches import batched
from syriaevents.export.tables import TABLES
from syriaevents.extras import needing
from syriaevents.schema import Extraction

MEMORY = "100MB"
"""What DuckDB may hold before it writes."""


def write_file(results: Iterable[Extraction], out: Path) -> dict[str, int]:
    """The database with all tables and views; return the rows of each table. Raises ConfigError without duckdb."""
    with needing("export", "DuckDB"):
        import duckdb
        import pyarrow as pa  # noqa: F401  told here, before anything is written
    rows = dict.fromkeys((table.name for table in TABLES), 0)
    settings: dict[str, str | bool | int | float | list[str]] = {"memory_limit": MEMORY, "threads": 1}
    with duckdb.connect(out, config=settings) as database:
        tables = [sql.create_table(table, sql.DUCKDB) for table in TABLES]
        database.execute("\n".join(("BEGIN;", *tables, *sql.comments(), *sql.views(), "COMMIT;")))
        for batch in batched(results):
            database.begin()
            for table in TABLES:
                group = [row for result in batch for row in table.rows(result)]
                rows[table.name] += len(group)
                if group:
                    database.register("new_rows", arrow_table(table, group))
                    database.execute(f"INSERT INTO {sql.quoted(table.name)} SELECT * FROM new_rows")  # noqa: S608  our names
                    database.unregister("new_rows")
            database.commit()
    return rows
