"""Where a load stands in a run's store or a JSONL file, so that the next one goes on there."""

from collections.abc import Iterator, MutableMapping
from itertools import islice
from pathlib import Path
from typing import Any

from syriaevents.schema import Extraction
from syriaevents.store.results import read_numbered, version_of_results

State = MutableMapping[str, Any]
"""What dlt keeps with the data it has loaded: committed with them, lost with them."""


def unloaded(path: Path, state: State, at_most: int) -> Iterator[Extraction]:
    """The results that ``state`` does not know as loaded, and note them there: ``at_most`` articles.

    Stops before an article id that was met already, so that of several results for one id the last one
    counts, in a load of its own. A file that changed is read from its beginning.
    """
    version = version_of_results(path)
    if state.get("version") != version:
        state.update(version=version, position=0)
    met: set[str] = set()
    for position, result in islice(read_numbered(path, after=state["position"]), at_most):
        if result.article.id in met:
            return
        met.add(result.article.id)
        yield result
        state["position"] = position
