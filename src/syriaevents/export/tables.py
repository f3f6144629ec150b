"""The records as flat tables: the one declaration that CSV, DuckDB, SQL, pipelines and data frames are made from.

::

    articles ─┬─ actors ── mentions
              ├─ statements ── quotes          every record: evidence, parties
              ├─ military_movements
              ├─ diplomatic_initiatives
              └─ rejected, uncovered, unread

``article_id`` joins everything; the ``id`` of an actor or a record holds within its article only, so that a key is
(``article_id``, ``id``). ``parties`` tells who plays which role in which record, ``evidence`` which words say so.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from syriaevents.export.shapes import Kind, Many, Struct, plain, storable, struct_of
from syriaevents.schema import (
    Actor,
    Article,
    DiplomaticInitiative,
    Extraction,
    Mention,
    Meta,
    MilitaryMovement,
    Ref,
    Rejected,
    Span,
    Statement,
    Unread,
)

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


def _renamed(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    return tuple(replace(column, name=_RENAMED.get(column.name, column.name)) for column in columns)


ARTICLE = Column("article_id", Kind.TEXT, "The article.")
ID = Column("id", Kind.TEXT, "Id within the article.")
POSITION = Column("position", Kind.INTEGER, "Place in the list, counted from 1.")
RECORD_TYPE = Column("record_type", Kind.TEXT, "statement, military_movement or diplomatic_initiative.")
RECORD = Column("record_id", Kind.TEXT, "Id of the record within the article.")
ROLE = Column(
    "role", Kind.TEXT, "speaker, addressee, actor, target, attributed_to, initiator, counterpart or mediator."
)

_SPAN, _MENTION, _REF = _renamed(columns_of(Span)), _renamed(columns_of(Mention)), columns_of(Ref)

Record = Statement | MilitaryMovement | DiplomaticInitiative
_ROLES = {
    "statement": ("speaker", "addressee"),
    "military_movement": ("actor", "target", "attributed_to"),
    "diplomatic_initiative": ("initiators", "counterparts", "mediator"),
}


def records(result: Extraction) -> Iterator[tuple[str, Record]]:
    """Every record of an article with its type, statements first."""
    yield from (("statement", one) for one in result.statements)
    yield from (("military_movement", one) for one in result.military_movements)
    yield from (("diplomatic_initiative", one) for one in result.diplomatic_initiatives)


def roles(kind: str, record: Record) -> Iterator[tuple[str, Ref]]:
    """Who plays which role in a record."""
    for name in _ROLES[kind]:
        filled = getattr(record, name)
        for ref in filled if isinstance(filled, tuple) else (filled,):
            if ref is not None:
                yield name.removesuffix("s"), ref


def _each(name: str) -> Callable[[Extraction], Iterator[Item]]:
    """The records of one list, by their ids."""
    return lambda result: (((result.article.id, one.id), one) for one in getattr(result, name))


def _numbered(values: Callable[[Extraction], Iterable[BaseModel]]) -> Callable[[Extraction], Iterator[Item]]:
    """Things without an id, by their place."""
    return lambda result: (((result.article.id, number), one) for number, one in enumerate(values(result), 1))


def _mentions(result: Extraction) -> Iterator[Item]:
    for actor in result.actors:
        for number, mention in enumerate(actor.mentions, 1):
            yield (result.article.id, actor.id, number), mention


def _quotes(result: Extraction) -> Iterator[Item]:
    for statement in result.statements:
        for number, quote in enumerate(statement.quotes, 1):
            yield (result.article.id, statement.id, number), quote


def _evidence(result: Extraction) -> Iterator[Item]:
    for kind, record in records(result):
        for number, span in enumerate(record.evidence, 1):
            yield (result.article.id, kind, record.id, number), span


def _parties(result: Extraction) -> Iterator[Item]:
    for kind, record in records(result):
        for number, (role, ref) in enumerate(roles(kind, record), 1):
            yield (result.article.id, kind, record.id, number, role), ref


def _under(name: str, model: type[BaseModel], *without: str) -> tuple[Column, ...]:
    columns = columns_of(model, *without)
    return tuple(replace(column, path=(name, *column.path)) for column in columns)


TABLES: tuple[Table[Extraction], ...] = (
    Table(
        "articles",
        "The articles, and how each was read.",
        (ARTICLE,),
        _under("article", Article, "id") + _under("meta", Meta),
        lambda result: (((result.article.id,), result),),
    ),
    Table("actors", "Who plays a role in a record.", (ARTICLE, ID), columns_of(Actor, "id"), _each("actors")),
    Table(
        "mentions",
        "Where an article names its actors.",
        (ARTICLE, replace(ID, name="actor_id", meaning="The actor."), POSITION),
        _MENTION,
        _mentions,
    ),
    Table("statements", "Who said what.", (ARTICLE, ID), columns_of(Statement, "id"), _each("statements")),
    Table(
        "quotes",
        "The direct quotations of statements, without their marks.",
        (ARTICLE, replace(ID, name="statement_id", meaning="The statement."), POSITION),
        _SPAN,
        _quotes,
    ),
    Table(
        "military_movements",
        "Who moved or struck where.",
        (ARTICLE, ID),
        columns_of(MilitaryMovement, "id"),
        _each("military_movements"),
    ),
    Table(
        "diplomatic_initiatives",
        "Who offered, met, mediated or refused what.",
        (ARTICLE, ID),
        columns_of(DiplomaticInitiative, "id"),
        _each("diplomatic_initiatives"),
    ),
    Table(
        "parties",
        "Who plays which role in which record.",
        (ARTICLE, RECORD_TYPE, RECORD, POSITION),
        (ROLE, *_REF),
        _parties,
    ),
    Table(
        "evidence",
        "The sentences that say what a record says.",
        (ARTICLE, RECORD_TYPE, RECORD, POSITION),
        _SPAN,
        _evidence,
    ),
    Table(
        "rejected",
        "What the model answered and the article does not bear out.",
        (ARTICLE, POSITION),
        (replace(RECORD_TYPE, path=("type",)), *columns_of(Rejected, "type")),
        _numbered(lambda result: result.rejected),
    ),
    Table(
        "uncovered",
        "Direct quotations that no statement took.",
        (ARTICLE, POSITION),
        _SPAN,
        _numbered(lambda result: result.meta.uncovered),
    ),
    Table(
        "unread",
        "Sentences that the model gave no usable answer about.",
        (ARTICLE, POSITION),
        columns_of(Unread),
        _numbered(lambda result: result.meta.unread),
    ),
)
"""All tables; what comes first is referred to by what comes after it."""


def _read(source: BaseModel, column: Column) -> Cell:
    value: Any = source
    for name in column.path:
        if value is None:
            return None
        value = getattr(value, name)
    return plain(value, column.kind)
