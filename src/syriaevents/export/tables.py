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
from dataclasses import replace

from pydantic import BaseModel

from syriaevents.export.columns import Column, Item, Table, columns_of, renamed
from syriaevents.export.parties import records, roles
from syriaevents.export.shapes import Kind
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

ARTICLE = Column("article_id", Kind.TEXT, "The article.")
ID = Column("id", Kind.TEXT, "Id within the article.")
POSITION = Column("position", Kind.INTEGER, "Place in the list, counted from 1.")
RECORD_TYPE = Column("record_type", Kind.TEXT, "statement, military_movement or diplomatic_initiative.")
RECORD = Column("record_id", Kind.TEXT, "Id of the record within the article.")
ROLE = Column(
    "role", Kind.TEXT, "speaker, addressee, actor, target, attributed_to, initiator, counterpart or mediator."
)

_SPAN, _MENTION, _REF = renamed(columns_of(Span)), renamed(columns_of(Mention)), columns_of(Ref)


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
