"""Results as files, tables, graphs and data frames.

>>> from syriaevents import Results, export
>>> export.write(Results("run.db"), "parquet", "run-tables")  # doctest: +SKIP
>>> export.frames(Results("run.db"))["statements"]  # doctest: +SKIP
"""

from syriaevents.export.dataframes import frames
from syriaevents.export.writing import Format, Written, write

__all__ = ["Format", "Written", "frames", "write"]
