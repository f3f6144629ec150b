"""Events as flat tables, beside those of the records.

::

    events ─┬─ event_members          one row a record: (article_id, record_id)
            └─ event_disagreements    one row a version of a disputed field
"""

from collections.abc import Iterator
from dataclasses import replace

from syriaevents.export.columns import Column, Item, Table, columns_of
from syriaevents.export.shapes import Kind, storable
from syriaevents.export.tables import ARTICLE, POSITION, RECORD
from syriaevents.schema import Event, Member, Version

EVENT = Column("event_id", Kind.TEXT, "The event.")
_DAYS = {"start": "date_start", "end": "date_end"}  # END is a word of SQL; named as those of records are


def _members(event: Event) -> Iterator[Item]:
    return (((event.id, member.article_id, member.record_id), member) for member in event.members)


def _versions(event: Event) -> Iterator[Item]:
    for disagreement in event.disagreements:
        for number, version in enumerate(disagreement.versions, 1):
            yield (event.id, disagreement.field, number, disagreement.exclusive), version


def _event(event: Event) -> Iterator[Item]:
    names = ([storable(party.name) for party in parties] for parties in (event.parties, event.counterparts))
    yield (event.id, *names), event


EVENT_TABLES: tuple[Table[Event], ...] = (
    Table(
        "events",
        "What records of one or more articles tell of.",
        (EVENT,),
        (
            Column("parties", Kind.TEXTS, "Who acts or speaks."),
            Column("counterparts", Kind.TEXTS, "Against whom, to whom or with whom; mediators too."),
            *(replace(one, name=_DAYS.get(one.name, one.name)) for one in columns_of(Event, "id")),
        ),
        _event,
    ),
    Table(
        "event_members",
        "The records of each event.",
        (EVENT, ARTICLE, RECORD),
        columns_of(Member, "article_id", "record_id"),
        _members,
    ),
    Table(
        "event_disagreements",
        "What the sources of an event differ about, a row a version; the most supported version is the first.",
        (EVENT, Column("field", Kind.TEXT, "What they differ about."), POSITION),
        (
            Column("exclusive", Kind.BOOLEAN, "Whether the versions cannot all be true."),
            *columns_of(Version),
        ),
        _versions,
    ),
)
"""All tables of events; the first is referred to by the others."""
