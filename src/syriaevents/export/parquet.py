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
            files.append((nest, schema, stack.enter_context(writer)))
        for batch in batched(results):
            for nest, schema, writer in files:
                group = [row for result in batch for row in nest.rows(result)]
                if group:
                    writer.write_table(pa.Table.from_pylist(group, schema))
                    rows[nest.name] += len(group)
    return rows


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
