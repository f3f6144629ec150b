"""What is kept of a record for linking: who, what, where, when, how many, and hashes of its words. No text."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from syriaevents.copies import Sketch, sketch
from syriaevents.link.days import Days, days_of
from syriaevents.link.names import Who, is_known, who_is
from syriaevents.link.numbers import named
from syriaevents.link.where import Where, standing, where_of
from syriaevents.link.words import Hashes, anchors, article_anchors, content, shingles
from syriaevents.schema import (
    Actor,
    Assertion,
    DiplomaticInitiative,
    Extraction,
    MilitaryMovement,
    Range,
    RecordKey,
    RecordType,
    Ref,
    SpeechAct,
    Statement,
    Status,
)

NONE: Hashes = ()


@dataclass(frozen=True, slots=True)
class Source:
    """An article as its records remember it."""

    id: str
    outlet: str | None
    published: dt.date | None
    language: str | None
    sketch: Sketch
    anchors: Hashes
    """What a translation of the article would have in common with it: numbers, known places and actors."""

    @property
    def order(self) -> tuple[dt.date, str]:
        """Articles in the order they came out, those without a day last."""
        return self.published or dt.date.max, self.id


@dataclass(frozen=True, slots=True)
class Trait:
    """One record as others are compared with it."""

    source: Source
    id: str
    at: int
    """Where its evidence begins in the article."""
    type: RecordType
    action: str
    parties: tuple[Who, ...]
    """Who acts or speaks."""
    others: tuple[Who, ...]
    """Against whom, to whom, with whom, through whom."""
    place: Where | None
    days: Days | None
    words: Hashes
    quote: Hashes = NONE
    anchors: Hashes = NONE
    killed: Range | None = None
    wounded: Range | None = None
    force: Range | None = None
    standing: int | None = None
    """What rank by size the evidence gives to the city it names."""
    denies: bool = False
    """True where it says that the thing did not happen; of a statement, that its speaker denies something."""
    open: bool = False
    """True where it is planned or only possible."""
    told_by: Who | None = None
    confidence: float | None = None

    @property
    def key(self) -> RecordKey:
        """The record's key among those of all articles."""
        return RecordKey(article_id=self.source.id, record_id=self.id)

    @property
    def order(self) -> tuple[dt.date, str, str]:
        """Records in the order their articles came out."""
        return *self.source.order, self.id


def traits_of(extraction: Extraction) -> Iterator[Trait]:
    """The records of one article."""
    article = extraction.article
    source = Source(
        article.id, article.source, article.published, article.language, sketch(article.text), _anchors(extraction)
    )
    actors = {actor.id: actor for actor in extraction.actors}
    for statement in extraction.statements:
        yield _statement(statement, source, actors)
    for movement in extraction.military_movements:
        yield _movement(movement, source, actors)
    for initiative in extraction.diplomatic_initiatives:
        yield _initiative(initiative, source, actors)


def _statement(record: Statement, source: Source, actors: dict[str, Actor]) -> Trait:
    text = _text(record)
    return Trait(
        source=source,
        id=record.id,
        at=record.evidence[0].start,
        type="statement",
        action=record.act.value,
        parties=_who((record.speaker,), actors, source),
        others=_who((record.addressee,), actors, source),
        place=None,
        days=days_of(record.date, source.published),
        words=content(text, without=record.speaker.mention),
        quote=shingles(" ".join(quote.text for quote in record.quotes)) if record.quotes else NONE,
        anchors=anchors(text),
        denies=record.act is SpeechAct.DENY,
        confidence=record.confidence,
    )


def _movement(record: MilitaryMovement, source: Source, actors: dict[str, Actor]) -> Trait:
    hurt, text = record.casualties, _text(record)
    return Trait(
        source=source,
        id=record.id,
        at=record.evidence[0].start,
        type="military_movement",
        action=record.action.value,
        parties=_who((record.actor,), actors, source),
        others=_who((record.target,), actors, source),
        place=where_of(record.place or record.destination or record.origin),
        days=days_of(record.date, source.published, denied=record.assertion is Assertion.DENIED),
        words=content(text),
        killed=hurt.killed if hurt else None,
        wounded=hurt.wounded if hurt else None,
        force=record.force_size,
        standing=standing(text),
        denies=record.assertion is Assertion.DENIED,
        open=record.assertion in (Assertion.PLANNED, Assertion.HYPOTHETICAL),
        told_by=who_is(record.attributed_to, actors, source.language) if record.attributed_to else None,
        confidence=record.confidence,
    )


def _initiative(record: DiplomaticInitiative, source: Source, actors: dict[str, Actor]) -> Trait:
    return Trait(
        source=source,
        id=record.id,
        at=record.evidence[0].start,
        type="diplomatic_initiative",
        action=record.action.value,
        parties=_who(record.initiators, actors, source),
        others=_who((*record.counterparts, record.mediator), actors, source),
        place=where_of(record.place),
        days=days_of(record.date, source.published),
        words=content(_text(record)),
        denies=record.status is Status.REJECTED,
        open=record.status in (Status.PROPOSED, Status.PLANNED),
        confidence=record.confidence,
    )


def _anchors(extraction: Extraction) -> Hashes:
    places = [
        *(movement.place for movement in extraction.military_movements),
        *(initiative.place for initiative in extraction.diplomatic_initiatives),
    ]
    hurt = [movement.casualties for movement in extraction.military_movements if movement.casualties]
    numbers = (number for one in hurt for number in (one.killed, one.wounded) if number)
    return article_anchors(
        extraction.article.text,
        numbers=map(named, numbers),
        places=(place.name for place in places if place and place.name),
        actors=(actor.id for actor in extraction.actors if is_known(actor)),
    )


def _text(record: Statement | MilitaryMovement | DiplomaticInitiative) -> str:
    return " ".join(span.text for span in record.evidence)


def _who(refs: tuple[Ref | None, ...], actors: dict[str, Actor], source: Source) -> tuple[Who, ...]:
    return tuple(dict.fromkeys(who_is(ref, actors, source.language) for ref in refs if ref))
