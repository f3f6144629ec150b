"""A table's shape: its columns, as the schema's own models give them, and how a row is read from a result."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from syriaevents.export.shapes import Kind, Many, Struct, plain, storable, struct_of

Cell = str | int | float | bool | Any | None
"""A value as a row holds it; dates are ``datetime.date``, lists of texts are lists, JSON is text."""
Row = tuple[Cell, ...]
Item = tuple[tuple[Cell, ...], BaseModel]
"""The first values of a row, and what the others are read from."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: name, type, meaning, whether it is never empty, and where its value is found."""

    name: str
    kind: Kind
    meaning: str
    required: bool = True
    path: tuple[str, ...] = ()


Source = TypeVar("Source")
"""What rows are read from: one article's results, or one event."""


@dataclass(frozen=True, slots=True)
class Table(Generic[Source]):
    """One table: the first columns are its key; ``items`` gives the rows' sources out of one article's results.

    The values of columns without a path stand in the items themselves.
    """

    name: str
    meaning: str
    key: tuple[Column, ...]
    fields: tuple[Column, ...]
    items: Callable[[Source], Iterable[Item]]

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns, in order."""
        return self.key + self.fields

    def rows(self, result: Source) -> Iterator[Row]:
        """The rows of one article's results, each a value a column; texts as every format can hold them."""
        read = [column for column in self.columns if column.path]
        for given, source in self.items(result):
            known = (storable(one) if isinstance(one, str) else one for one in given)
            yield (*known, *(_read(source, column) for column in read))


_RENAMED = {"start": "start_offset", "end": "end_offset"}  # END is a word of SQL
_UNNAMED = frozenset({"codes", "casualties", "usage"})  # what they hold is told apart without them


def _columns(
    struct: Struct, *, path: tuple[str, ...] = (), prefix: str = "", meaning: str = "", always: bool = True
) -> Iterator[Column]:
    """The scalar columns of a structure and of the structures in it; its lists are tables of their own."""
    for field in struct.fields:
        here, required = (*path, field.name), always and field.required
        if isinstance(field.shape, Struct):
            unnamed = field.name in _UNNAMED
            inner = prefix if unnamed else f"{prefix}{field.name}_"
            told = meaning if unnamed else f"{meaning}{field.meaning} "
            yield from _columns(field.shape, path=here, prefix=inner, meaning=told, always=required)
        elif not isinstance(field.shape, Many):
            yield Column(f"{prefix}{field.name}", field.shape, f"{meaning}{field.meaning}", required, here)


def columns_of(model: type[BaseModel], *without: str) -> tuple[Column, ...]:
    """The columns that a model's scalar fields make."""
    return tuple(column for column in _columns(struct_of(model)) if column.name not in without)


def renamed(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns by names that SQL can use."""
    return tuple(replace(column, name=_RENAMED.get(column.name, column.name)) for column in columns)


def _read(source: BaseModel, column: Column) -> Cell:
    value: Any = source
    for name in column.path:
        if value is None:
            return None
        value = getattr(value, name)
    return plain(value, column.kind)
