"""Records as a dlt source, for databases: :func:`records` is the source, :func:`load` runs a pipeline to its end."""

import importlib.util

if importlib.util.find_spec("dlt") is None:
    raise ImportError("Pipelines need the extra dlt: pip install 'syriaevents[dlt]'")

from syriaevents.pipelines.loading import load
from syriaevents.pipelines.source import records

__all__ = ["load", "records"]
