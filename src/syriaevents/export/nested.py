"""The records as nested rows, a file a record type: what Parquet holds, and its schema in words.

A record keeps its structure: places, dates, references and codes are groups, evidence and quotations lists of groups.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel

from syriaevents.export.columns import Table
from syriaevents.export.event_tables import EVENT_TABLES
from syriaevents.export.shapes import Field, Kind, Many, Struct, plain, storable, struct_of
from syriaevents.schema import (
    Actor,
    Article,
    DiplomaticInitiative,
    Extraction,
    Meta,
    MilitaryMovement,
    Rejected,
    Statement,
)

ARTICLE = Field("article_id", Kind.TEXT, required=True, meaning="The article.")


@dataclass(frozen=True, slots=True)
class Nest:
    """One file: its name, the structure of a row, and the rows of one article's results."""

    name: str
    struct: Struct
    items: Callable[[Extraction], Iterable[BaseModel]]

    def rows(self, result: Extraction) -> Iterable[dict[str, Any]]:
        """The rows of one article's results, as the structure says; JSON is text."""
        inner = Struct(self.struct.fields[1:])
        known = storable(result.article.id)
        return ({ARTICLE.name: known, **_group(item, inner)} for item in self.items(result))


def _nest(name: str, model: type[BaseModel], items: Callable[[Extraction], Iterable[BaseModel]]) -> Nest:
    return Nest(name, Struct((ARTICLE, *struct_of(model).fields)), items)


class _Read(Article):
    """An article, and how it was read."""

    meta: Meta


def _article(result: Extraction) -> tuple[BaseModel]:
    return (_Read.model_construct(**dict(result.article), meta=result.meta),)


def _articles() -> Nest:
    fields = [field for field in struct_of(_Read).fields if field.name != "id"]
    told = [replace(field, meaning="How it was read.") if field.name == "meta" else field for field in fields]
    return Nest("articles", Struct((ARTICLE, *told)), _article)


NESTS: tuple[Nest, ...] = (
    _articles(),
    _nest("actors", Actor, lambda result: result.actors),
    _nest("statements", Statement, lambda result: result.statements),
    _nest("military_movements", MilitaryMovement, lambda result: result.military_movements),
    _nest("diplomatic_initiatives", DiplomaticInitiative, lambda result: result.diplomatic_initiatives),
    _nest("rejected", Rejected, lambda result: result.rejected),
)
"""All files."""

_PARQUET = {
    Kind.TEXT: ("binary", " (STRING)"),
    Kind.JSON: ("binary", " (STRING)"),
    Kind.INTEGER: ("int64", ""),
    Kind.REAL: ("double", ""),
    Kind.BOOLEAN: ("boolean", ""),
    Kind.DATE: ("int32", " (DATE)"),
}


def parquet_schema() -> str:
    """The schemas of all files in Parquet's own notation, one ``message`` a file."""
    files = [(nest.name, nest.struct) for nest in NESTS] + [(table.name, flat(table)) for table in EVENT_TABLES]
    return "\n".join("\n".join((f"message {name} {{", *_lines(struct, "  "), "}", "")) for name, struct in files)


def flat(table: Table[Any]) -> Struct:
    """The structure of a table's rows, in which nothing is nested."""
    return Struct(tuple(Field(one.name, one.kind, one.required, one.meaning) for one in table.columns))


def _lines(struct: Struct, indent: str) -> list[str]:
    return [line for field in struct.fields for line in _field(field, indent)]


def _field(field: Field, indent: str) -> list[str]:
    often = "required" if field.required else "optional"
    if isinstance(field.shape, Struct):
        return [f"{indent}{often} group {field.name} {{", *_lines(field.shape, f"{indent}  "), f"{indent}}}"]
    if isinstance(field.shape, Many) or field.shape is Kind.TEXTS:
        item = field.shape.item if isinstance(field.shape, Many) else Kind.TEXT
        element = _field(Field("element", item, required=True, meaning=""), f"{indent}    ")
        return [
            f"{indent}{often} group {field.name} (LIST) {{", f"{indent}  repeated group list {{", *element,
            f"{indent}  }}", f"{indent}}}",
        ]  # fmt: skip
    physical, logical = _PARQUET[field.shape]
    return [f"{indent}{often} {physical} {field.name}{logical};"]


def _group(value: Any, struct: Struct) -> dict[str, Any]:
    return {field.name: _value(getattr(value, field.name), field.shape) for field in struct.fields}


def _value(value: Any, shape: Kind | Struct | Many) -> Any:
    if value is None:
        return None
    if isinstance(shape, Struct):
        return _group(value, shape)
    if isinstance(shape, Many):
        return [_group(one, shape.item) for one in value]
    return plain(value, shape)
