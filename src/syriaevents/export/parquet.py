"""Parquet: a file a record type, typed and nested, compressed with zstd, a row group at a time."""

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from syriaevents.export.batches import batched
from syriaevents.export.nested import NESTS
from syriaevents.export.shapes import Field, Kind, Many, Struct
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
            schema = pa.schema([_field(field) for field in nest.struct.fields])
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


def _field(field: Field) -> "pa.Field[pa.DataType]":
    import pyarrow as pa

    about = {"meaning": field.meaning} if field.meaning else None
    return pa.field(field.name, _type(field.shape), nullable=not field.required, metadata=about)


def _type(shape: Kind | Struct | Many) -> "pa.DataType":
    import pyarrow as pa

    if isinstance(shape, Struct):
        return pa.struct([_field(field) for field in shape.fields])
    if isinstance(shape, Many) or shape is Kind.TEXTS:
        item = shape.item if isinstance(shape, Many) else Kind.TEXT
        return pa.list_(_field(Field("element", item, required=True, meaning="")))
    return {
        Kind.TEXT: pa.string(),
        Kind.JSON: pa.string(),
        Kind.INTEGER: pa.int64(),
        Kind.REAL: pa.float64(),
        Kind.BOOLEAN: pa.bool_(),
        Kind.DATE: pa.date32(),
    }[shape]
