"""An Airflow DAG: what arrives in a folder is extracted every night and loaded into PostgreSQL.

Put this file into Airflow's DAG folder, with ``pip install 'syriaevents[dlt]'`` in its environment. Set the Airflow
variables ``syriaevents_inbox`` (folder of articles) and ``syriaevents_store`` (the run's store), and in the environment
``SYRIAEVENTS_MODEL`` and ``DESTINATION__POSTGRES__CREDENTIALS`` (the database, as dlt reads it). Both tasks may be
repeated at any time: the run asks nothing twice, the load adds nothing twice.
"""

import datetime as dt

from airflow.sdk import Variable, dag, task


@dag(
    schedule="0 3 * * *",
    start_date=dt.datetime(2025, 1, 1, tzinfo=dt.UTC),
    catchup=False,
    max_active_runs=1,  # a store has one writer
    default_args={"retries": 2, "retry_delay": dt.timedelta(minutes=10)},
)
def syriaevents_nightly() -> None:
    """Extract, then load."""

    @task.bash
    def extract() -> str:
        """Articles that were met before cost nothing; exit status 1 (some failed) is no reason not to load the rest."""
        return (
            "syriaevents run {{ var.value.syriaevents_inbox }} --store {{ var.value.syriaevents_store }}"
            " || [ $? -eq 1 ]"
        )

    @task
    def load_records() -> int:
        """How many articles were new or changed."""
        from pathlib import Path

        import dlt

        from syriaevents.pipelines import load

        pipeline = dlt.pipeline("syria", destination="postgres", dataset_name="syria")
        return load(pipeline, Path(Variable.get("syriaevents_store")))

    extract() >> load_records()


nightly = syriaevents_nightly()
