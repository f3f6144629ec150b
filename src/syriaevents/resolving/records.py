"""The recipe: each record of an article with its actors, places and date, and the actors that play a role."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from syriaevents.grounding.records import Grounded
from syriaevents.grounding.told import Dealt, Moved, Said, Told
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
    resolving = Resolving.of(article, source, grounded, table or load_actors())
    return resolving.records([None] * len(resolving.told))


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
class Resolving:
    """One article's records on their way, once it is known who plays a role in them and which of them stand."""

    article: Article
    source: Source
    on: dt.date | None
    cast: Cast
    told: tuple[Told, ...]
    """Those that stand: statements, then movements, then initiatives, each in the article's order."""
    spoken: Mapping[int, Sequence[Said]]
    """The statements of each sentence."""
    rejected: tuple[Rejected, ...]

    @classmethod
    def of(cls, article: Article, source: Source, grounded: Grounded, table: ActorTable) -> "Resolving":
        """Lead the names to actors and turn away the movements of those who do not act with arms."""
        on = anchor_of(article)
        cast = Cast.of(grounded.named, table, on=on, text=article.text)
        spoken: dict[int, list[Said]] = {}
        for statement in grounded.statements:
            spoken.setdefault(statement.evidence[0].sentence, []).append(statement)
        movements, rejected = [], []
        for record in grounded.movements:
            reason = why_unarmed(record, spoken.get(record.evidence[0].sentence, ()), cast)
            if reason:
                draft = MilitaryMovement(**record._asdict()).model_dump(mode="json")
                rejected.append(Rejected(type="military_movement", draft=draft, reason=reason))
            else:
                movements.append(record)
        told: tuple[Told, ...] = (*grounded.statements, *movements, *grounded.initiatives)
        return cls(article, source, on, cast, told, spoken, tuple(rejected))

    def records(self, sure: Sequence[float | None]) -> Resolved:
        """The public records; ``sure`` is the confidence of each that stands, in their order."""
        each = list(zip(self.told, sure, strict=True))
        statements = tuple([self._statement(record, one) for record, one in each if isinstance(record, Said)])
        movements = tuple([self._movement(record, one) for record, one in each if isinstance(record, Moved)])
        initiatives = tuple([self._initiative(record, one) for record, one in each if isinstance(record, Dealt)])
        return Resolved(
            actors=self.cast.actors({ref.actor_id for ref in _roles(statements, movements, initiatives) if ref}),
            statements=statements,
            movements=movements,
            initiatives=initiatives,
            rejected=self.rejected,
        )

    def _statement(self, record: Said, sure: float | None) -> Statement:
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
            confidence=sure,
        )

    def _initiative(self, record: Dealt, sure: float | None) -> DiplomaticInitiative:
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
            confidence=sure,
        )

    def _movement(self, record: Moved, sure: float | None) -> MilitaryMovement:
        assertion, teller = told_by(record, self.spoken.get(record.evidence[0].sentence, ()))
        place, origin, destination = places_of_movement(record, teller, self.article.text)
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
            confidence=sure,
        )

    def _date(self, sentence: int, *, outside_quotes: bool = False) -> Date | None:
        cited = self.source.sentences[sentence - 1]
        return date_of(cited, self.source, self.article.language, self.on, outside_quotes=outside_quotes)
