"""Parquet: a file a record type, typed and nested, compressed with zstd, a row group at a time."""

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from syriaevents.export.arrow import schema_of
from syriaevents.export.batches import batched
from syriaevents.export.nested import NESTS
from syriaevents.extras import needing
from syriaevents.schema import Extraction

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow import parquet as pq


ROWS, BYTES = 50_000, 8_000_000
"""A row group is written when it has so many rows, or takes so much memory."""


def write_folder(results: Iterable[Extraction], folder: Path) -> dict[str, int]:
    """One file a record type; return the rows of each. Raises ConfigError without pyarrow."""
    with needing("export", "Parquet"):
        import pyarrow as pa
        from pyarrow import parquet as pq
    rows = dict.fromkeys((nest.name for nest in NESTS), 0)
    with ExitStack() as stack:
        files = []
        for nest in NESTS:
            schema = schema_of(nest.struct)
            writer = pq.ParquetWriter(folder / f"{nest.name}.parquet", schema, compression="zstd")
            groups = _RowGroups(stack.enter_context(writer))
            files.append((nest, schema, groups))
        for batch in batched(results):
            for nest, schema, groups in files:
                new = [row for result in batch for row in nest.rows(result)]
                groups.add(pa.Table.from_pylist(new, schema))
                rows[nest.name] += len(new)
        for _, _, groups in files:
            groups.flush()
    return rows


class _RowGroups:
    """Rows put together to row groups of a bounded size, in Arrow's compact form until then."""

    def __init__(self, writer: "pq.ParquetWriter") -> None:
        self.writer = writer
        self.waiting: list[pa.Table] = []

    def add(self, rows: "pa.Table") -> None:
        """Rows of one file, after those before them."""
        self.waiting.append(rows)
        if sum(map(len, self.waiting)) >= ROWS or sum(table.nbytes for table in self.waiting) >= BYTES:
            self.flush()

    def flush(self) -> None:
        """Write what is waiting as one row group."""
        import pyarrow as pa

        if any(map(len, self.waiting)):
            self.writer.write_table(pa.concat_tables(self.waiting).combine_chunks(), row_group_size=ROWS)
        self.waiting = []
