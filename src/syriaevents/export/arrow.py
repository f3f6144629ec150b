"""Arrow's types for records and tables: what Parquet is written from, and what DuckDB takes rows as.

pyarrow is imported where it is used; who calls this has made sure that it is there.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from syriaevents.export.columns import Row, Table
from syriaevents.export.nested import flat
from syriaevents.export.shapes import Field, Kind, Many, Struct

if TYPE_CHECKING:
    import pyarrow as pa


def schema_of(struct: Struct) -> "pa.Schema":
    """The schema of rows of this structure, each field with its meaning."""
    import pyarrow as pa

    return pa.schema([_field(field) for field in struct.fields])


def arrow_table(table: Table[Any], rows: Sequence[Row]) -> "pa.Table":
    """Rows of a flat table."""
    import pyarrow as pa

    schema = schema_of(flat(table))
    columns = zip(*rows, strict=True) if rows else ([] for _ in schema)
    return pa.table([pa.array(values, field.type) for values, field in zip(columns, schema, strict=True)], schema)


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
