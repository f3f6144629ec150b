"""A run's store or a JSONL file → PostgreSQL, with dlt. Needs the extra ``dlt``.

``python examples/etl_postgres.py RUN.db|FILE.jsonl postgresql://user@host/database``: run it as often as you like, also
while the run goes on and after it was killed. What is new is loaded, a changed article replaces its rows.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("RUNTIME__DLTHUB_TELEMETRY", "false")

import dlt

from syriaevents.export.tables import TABLES
from syriaevents.pipelines import load


def main(results: str, database: str) -> None:
    """Load what is new, then tell what the tables hold."""
    pipeline = dlt.pipeline("syria", destination=dlt.destinations.postgres(database), dataset_name="syria")
    print(f"{load(pipeline, Path(results))} articles loaded")
    with pipeline.sql_client() as client:
        for table in TABLES:
            (count,) = client.execute_sql(f"SELECT count(*) FROM {table.name}")[0]  # noqa: S608  (own names)
            print(f"{table.name}: {count}")


if __name__ == "__main__":
    main(*sys.argv[1:3])
