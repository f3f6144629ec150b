"""Check that ``examples/airflow_dag.py`` is a DAG: it imports, it has its tasks, and they follow each other.

``python scripts/check_dag.py`` in an environment with Airflow (dependency group ``airflow``); exit status 1 where
something is wrong. It is apart from the tests because Airflow pins the versions of half a hundred packages.
"""

import runpy
import sys
from pathlib import Path

DAG = Path(__file__).parents[1] / "examples" / "airflow_dag.py"


def problem() -> str | None:
    """What is wrong with the DAG, if anything."""
    nightly = runpy.run_path(str(DAG))["nightly"]
    found = {task.task_id: sorted(task.downstream_task_ids) for task in nightly.tasks}
    wanted = {"extract": ["load_records"], "load_records": []}
    return None if found == wanted else f"its tasks are {found} instead of {wanted}"


if __name__ == "__main__":
    wrong = problem()
    print(wrong or "the DAG is sound")
    sys.exit(1 if wrong else 0)
