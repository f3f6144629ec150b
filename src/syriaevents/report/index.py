"""What the page knows of all articles at once: enough to count, filter and draw every record without opening one.

Each record is a short row of numbers; names, places and actions stand once, in tables that the rows point into.
Actors that the library knows are one wherever they are named; others are told apart by their name alone.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from syriaevents.report.article import Numbered, Record, numbered
from syriaevents.report.events import event_data
from syriaevents.schema import (
    Actor,
    DiplomaticInitiative,
    Event,
    Extraction,
    MilitaryMovement,
    Place,
    Ref,
    Statement,
)

_TITLE_LENGTH = 160
_LOCAL = "local:"  # ids that hold within one article
COLUMNS = (
    "article", "letter", "number", "action", "who", "whom", "named", "start", "end", "place", "origin", "destination",
    "confidence",
)  # fmt: skip
"""What stands where in a record's row."""


@dataclass(slots=True)
class Table:
    """Values in the order of their first use; the page writes positions instead."""

    rows: list[Any] = field(default_factory=list)
    places: dict[Any, int] = field(default_factory=dict)

    def at(self, key: Any, row: Any) -> int:
        """The position of a value, which is added where it is new."""
        if key not in self.places:
            self.places[key] = len(self.rows)
            self.rows.append(row)
        return self.places[key]


@dataclass(slots=True)
class Index:
    """Grows by one article at a time; :meth:`data` is what the page gets at the end."""

    articles: list[Any] = field(default_factory=list)
    records: list[Any] = field(default_factory=list)
    actors: Table = field(default_factory=Table)
    places: Table = field(default_factory=Table)
    actions: Table = field(default_factory=Table)
    models: Table = field(default_factory=Table)
    rows: dict[tuple[str, str], int] = field(default_factory=dict)
    """Article id and record id → the record's row; of an article that comes twice, the first."""
    digest: Any = field(default_factory=hashlib.sha256)

    def add(self, extraction: Extraction) -> None:
        """Take in one article."""
        article = extraction.article
        title = article.title or article.text.lstrip().partition("\n")[0]
        self.articles.append(
            [
                article.id, title[:_TITLE_LENGTH], article.source, _day(article.published), article.language,
                len(extraction.rejected), len(extraction.meta.uncovered), len(extraction.meta.unread),
            ]
        )  # fmt: skip
        self.models.at(extraction.meta.model, extraction.meta.model)
        known = {actor.id: actor for actor in extraction.actors}
        for item in numbered(extraction):
            self.rows.setdefault((article.id, item.record.id), len(self.records))
            self.records.append(self._row(item, extraction, known))
            self.digest.update(item.record.id.encode("utf-8", "surrogatepass"))

    def data(self, events: Iterable[Event]) -> dict[str, Any]:
        """The tables, the rows, the events, and a digest of the records by which the page knows itself again."""
        return {
            "articles": self.articles, "columns": COLUMNS, "records": self.records, "actors": self.actors.rows,
            "places": self.places.rows, "actions": self.actions.rows, "models": self.models.rows,
            "events": list(event_data(events, self.rows)),
            "digest": self.digest.hexdigest()[:16],
        }  # fmt: skip

    def _row(self, item: Numbered, extraction: Extraction, known: dict[str, Actor]) -> list[Any]:
        record = item.record
        who, whom = _participants(record)
        first = [self._actor(ref, known) for ref in who]
        second = [self._actor(ref, known) for ref in whom]
        named = self._named(record, extraction) if isinstance(record, Statement) else []
        place, origin, destination = _where(record)
        action = str(record.act if isinstance(record, Statement) else record.action)
        start, end = (record.date.start, record.date.end) if record.date else (None, None)
        return [
            len(self.articles) - 1, item.letter, item.number, self.actions.at(action, action), first, second,
            [at for at in named if at not in {*first, *second}], _day(start), _day(end) if end != start else None,
            self._place(place), self._place(origin), self._place(destination), record.confidence,
        ]  # fmt: skip

    def _actor(self, ref: Ref, known: dict[str, Actor]) -> int:
        actor = known.get(ref.actor_id or "")
        return self._known(actor) if actor else self.actors.at(ref.mention, [ref.mention, "unknown"])

    def _known(self, actor: Actor) -> int:
        return self.actors.at(actor.name if actor.id.startswith(_LOCAL) else (actor.id,), [actor.name, actor.kind])

    def _named(self, statement: Statement, extraction: Extraction) -> list[int]:
        """Actors that the words of a statement name: whom it may be about."""
        spans = [(span.start, span.end) for span in statement.evidence]
        return [
            self._known(actor)
            for actor in extraction.actors
            if any(start <= m.start and m.end <= end for m in actor.mentions for start, end in spans)
        ]

    def _place(self, place: Place | None) -> int | None:
        if place is None:
            return None
        name = place.name or place.mention
        row = [name, place.lat, place.lon, place.precision, place.country, place.admin1]
        return self.places.at(tuple(row), row)


def _participants(record: Record) -> tuple[tuple[Ref, ...], tuple[Ref, ...]]:
    """Who acts, and towards whom."""
    if isinstance(record, DiplomaticInitiative):
        return record.initiators, (*record.counterparts, *_given(record.mediator))
    if isinstance(record, MilitaryMovement):
        return (record.actor,), _given(record.target)
    return (record.speaker,), _given(record.addressee)


def _given(ref: Ref | None) -> tuple[Ref, ...]:
    return (ref,) if ref else ()


def _where(record: Record) -> tuple[Place | None, Place | None, Place | None]:
    if isinstance(record, MilitaryMovement):
        return record.place, record.origin, record.destination
    return (record.place if isinstance(record, DiplomaticInitiative) else None), None, None


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
