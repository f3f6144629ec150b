"""Results as files, tables, graphs and data frames.

>>> from syriaevents import export, read_results
>>> export.write(read_results("run.db"), "parquet", "run-tables")  # doctest: +SKIP
>>> export.frames(read_results("run.db"))["statements"]  # doctest: +SKIP
"""

from syriaevents.export.dataframes import frames
from syriaevents.export.writing import Format, Written, write

__all__ = ["Format", "Written", "frames", "write"]
