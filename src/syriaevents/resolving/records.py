"""The recipe: each record of an article with its actors, places and date, and the actors that play a role."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from syriaevents.grounding.records import Grounded
from syriaevents.grounding.told import Dealt, Moved, Said
from syriaevents.reading.source import Source
from syriaevents.resolve.actor_table import ActorTable, load_actors
from syriaevents.resolving.acting import codes_of, told_by, why_unarmed
from syriaevents.resolving.casting import Cast
from syriaevents.resolving.dating import anchor_of, date_of
from syriaevents.resolving.placing import places_of_initiative, places_of_movement, visiting
from syriaevents.schema import (
    Actor,
    Article,
    Date,
    DiplomaticInitiative,
    MilitaryMovement,
    Ref,
    Rejected,
    Statement,
)


@dataclass(frozen=True, slots=True)
class Resolved:
    """The records of an article with their actors."""

    actors: tuple[Actor, ...]
    statements: tuple[Statement, ...]
    movements: tuple[MilitaryMovement, ...]
    initiatives: tuple[DiplomaticInitiative, ...]
    rejected: tuple[Rejected, ...]


def resolve(article: Article, source: Source, grounded: Grounded, table: ActorTable | None = None) -> Resolved:
    """Who, where and when; ``table`` is the users' own actor table joined with the package's, if any."""
    on = anchor_of(article)
    cast = Cast.of(grounded.named, table or load_actors(), on=on, text=article.text)
    resolving = _Resolving(article, source, on, cast)
    statements = tuple(resolving.statement(record) for record in grounded.statements)
    movements, rejected = resolving.movements(grounded.movements, grounded.statements)
    initiatives = tuple(resolving.initiative(record) for record in grounded.initiatives)
    return Resolved(
        actors=cast.actors({ref.actor_id for ref in _roles(statements, movements, initiatives) if ref}),
        statements=statements,
        movements=movements,
        initiatives=initiatives,
        rejected=rejected,
    )


def _roles(
    statements: Iterable[Statement], movements: Iterable[MilitaryMovement], initiatives: Iterable[DiplomaticInitiative]
) -> Iterator[Ref | None]:
    """Everybody who plays a role in the records."""
    for statement in statements:
        yield from (statement.speaker, statement.addressee)
    for movement in movements:
        yield from (movement.actor, movement.target, movement.attributed_to)
    for initiative in initiatives:
        yield from (*initiative.initiators, *initiative.counterparts, initiative.mediator)


@dataclass(frozen=True, slots=True)
class _Resolving:
    """One article's records on their way."""

    article: Article
    source: Source
    on: dt.date | None
    cast: Cast

    def statement(self, record: Said) -> Statement:
        ref, sentence = self.cast.ref, record.evidence[0].sentence
        return Statement(
            id=record.id,
            speaker=ref(record.speaker, sentence),
            addressee=ref(record.addressee, sentence) if record.addressee else None,
            act=record.act,
            about=record.about,
            quotes=record.quotes,
            direct=record.direct,
            date=self._date(sentence, outside_quotes=True),
            evidence=record.evidence,
            codes=record.codes,
        )

    def initiative(self, record: Dealt) -> DiplomaticInitiative:
        record = visiting(record)
        ref, sentence = self.cast.ref, record.evidence[0].sentence
        return DiplomaticInitiative(
            id=record.id,
            initiators=tuple([ref(other, sentence) for other in record.initiators]),
            counterparts=tuple([ref(other, sentence) for other in record.counterparts]),
            mediator=ref(record.mediator, sentence) if record.mediator else None,
            action=record.action,
            topic=record.topic,
            conditions=record.conditions,
            status=record.status,
            place=places_of_initiative(record, self.article.text),
            date=self._date(sentence),
            evidence=record.evidence,
            codes=record.codes,
        )

    def movements(
        self, records: Iterable[Moved], statements: Iterable[Said]
    ) -> tuple[tuple[MilitaryMovement, ...], tuple[Rejected, ...]]:
        spoken: dict[int, list[Said]] = {}
        for statement in statements:
            spoken.setdefault(statement.evidence[0].sentence, []).append(statement)
        kept, rejected = [], []
        for record in records:
            here = spoken.get(record.evidence[0].sentence, ())
            reason = why_unarmed(record, here, self.cast)
            if reason:
                draft = MilitaryMovement(**record._asdict()).model_dump(mode="json")
                rejected.append(Rejected(type="military_movement", draft=draft, reason=reason))
            else:
                kept.append(self._movement(record, here))
        return tuple(kept), tuple(rejected)

    def _movement(self, record: Moved, statements: Sequence[Said]) -> MilitaryMovement:
        assertion, teller = told_by(record, statements)
        place, origin, destination = places_of_movement(record, self.article.text)
        ref, sentence = self.cast.ref, record.evidence[0].sentence
        return MilitaryMovement(
            id=record.id,
            actor=ref(record.actor, sentence),
            action=record.action,
            target=ref(record.target, sentence) if record.target else None,
            place=place,
            origin=origin,
            destination=destination,
            force_size=record.force_size,
            weapons=record.weapons,
            casualties=record.casualties,
            date=self._date(sentence),
            assertion=assertion,
            attributed_to=ref(teller, sentence) if teller else None,
            evidence=record.evidence,
            codes=codes_of(record, self.cast),
        )

    def _date(self, sentence: int, *, outside_quotes: bool = False) -> Date | None:
        cited = self.source.sentences[sentence - 1]
        return date_of(cited, self.source, self.article.language, self.on, outside_quotes=outside_quotes)
