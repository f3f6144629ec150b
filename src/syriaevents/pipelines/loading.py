"""Loading into a database until nothing is left to load."""

from pathlib import Path
from typing import TYPE_CHECKING

from syriaevents.pipelines.source import AT_MOST, records

if TYPE_CHECKING:
    from dlt.pipeline.pipeline import Pipeline


def load(pipeline: "Pipeline", path: Path, *, at_most: int = AT_MOST) -> int:
    """Load the results of a run's store or a JSONL file that the pipeline has not loaded yet; how many articles.

    Goes on where an earlier load stopped, was killed or failed: what it had not finished is finished first.
    ``at_most`` articles go into one transaction. Raises ConfigError for a file that is neither store nor
    JSONL, and dlt's own errors for a database that cannot be used.
    """
    pipeline.sync_destination()
    if pipeline.has_pending_data:
        pipeline.run()
    loaded = 0
    while True:
        pipeline.run(records(path, at_most=at_most))
        new = _articles(pipeline)
        if not new:
            return loaded
        loaded += new


def _articles(pipeline: "Pipeline") -> int:
    """Articles of the last run."""
    trace = pipeline.last_trace
    step = trace.last_normalize_info if trace else None
    return step.row_counts.get("articles", 0) if step else 0
