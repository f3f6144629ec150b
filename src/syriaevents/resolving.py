"""Grounded records → records with known actors, places and dates. Pure: tables in, records out.

What the tables do not hold stays as the article says it: the mention, and nothing beside it.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from syriaevents.folding import folded
from syriaevents.grounding.attribution import according_to, modality
from syriaevents.grounding.names import is_person, same_name
from syriaevents.grounding.records import Grounded
from syriaevents.grounding.roles import Named
from syriaevents.prompting.cues import cues, places_of
from syriaevents.reading.source import Source
from syriaevents.resolve.actor_table import ActorTable
from syriaevents.resolve.actors import Resolution, load_actors, resolve_actors
from syriaevents.resolve.dates import DateMention, dateline, find_dates
from syriaevents.resolve.gazetteer import load_gazetteer
from syriaevents.resolve.place_mentions import find_place_mentions, find_route
from syriaevents.resolve.places import resolve_places
from syriaevents.schema import (
    Actor,
    ActorCodes,
    ActorKind,
    Article,
    Assertion,
    Codes,
    Date,
    DiplomaticAction,
    DiplomaticInitiative,
    Mention,
    MilitaryAction,
    MilitaryMovement,
    Place,
    Ref,
    Rejected,
    SpeechAct,
    Statement,
)  # fmt: skip
from syriaevents.schema.values import refs_of

R = TypeVar("R", Statement, MilitaryMovement, DiplomaticInitiative)

STATE_FORCES = frozenset({ActorKind.ARMED_FORCES, ActorKind.GOVERNMENT, ActorKind.STATE})
UNARMED = frozenset(
    {ActorKind.MONITOR, ActorKind.MEDIA, ActorKind.NGO, ActorKind.PERSON, ActorKind.INTERNATIONAL_ORGANISATION}
)
"""Kinds of actors that tell of armed action and do not take it."""
UNARMED_WORDS = frozenset(
    "ministry spokesman spokeswoman spokesperson analyst minister envoy official officials politician resident "
    "residents doctor doctors surgeon elder elders hospital hospitals patients delegation delegations clinic civilian "
    "civilians activist activists journalist diplomat diplomats lawyer lawyers witness witnesses refugee refugees "
    "governments word many".split()
)
"""Words for people who tell of armed action or suffer it."""
FORCE_WORDS = frozenset(
    "army forces force fighters troops soldiers militia militias rebels group groups faction factions government "
    "police council ministry people residents civilians air aircraft warplanes jets drones gunmen guards units "
    "brigade".split()
)
"""Words that make somebody of a place's name: "Idlib residents"."""
_LOCATIVE = re.compile(
    r"\b(?:area|border|city|town|village|province|countryside|front|road|highway|airport|base|crossing|camp|district|"
    r"outskirts|suburbs?|region|surroundings|north|south|east|west|neighbou?rhoods?|valley|river|bridge|line)",
)


COUNTRY = 6
"""The precision of a whole country."""
SEATED = frozenset({"meet", "visit", "invite", "negotiate", "mediate", "agree"})
"""Diplomatic actions that take place somewhere."""
_SEAT = re.compile(r"\b(?:in|at|to|visit(?:s|ed|ing)?)\s+(?:the\s+)?$")


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
    table = table or load_actors()
    on = anchor_of(article)
    named = sorted(set(grounded.named), key=lambda name: (name.found.start, name.found.end))
    found = resolve_actors([name.found.text for name in named], table, on=on, text=article.text)
    actors = [
        (name, resolution)
        for name, resolution in zip(named, found, strict=True)
        if resolution.entry or not _is_no_actor(name.found.text)
    ]
    who = {(name.cited, name.found.text): resolution for name, resolution in actors}
    resolving = _Resolving(article, source, on, who)
    statements = tuple(resolving.statement(record) for record in grounded.statements)
    movements, rejected = resolving.movements(grounded.movements, grounded.statements)
    initiatives = tuple(resolving.initiative(record) for record in grounded.initiatives)
    kept = {ref.actor_id for record in (*statements, *movements, *initiatives) for ref in refs_of(record)}
    return Resolved(
        actors=_actors([(name, resolution) for name, resolution in actors if resolution.local_key in kept]),
        statements=statements,
        movements=movements,
        initiatives=initiatives,
        rejected=rejected,
    )


def anchor_of(article: Article) -> dt.date | None:
    """The day that relative dates count from: the day of publication, else a dateline that gives a whole date."""
    if article.published:
        return article.published
    line = dateline(article.text, language=article.language)
    return line.day if line else None


@dataclass(frozen=True, slots=True)
class _Resolving:
    """One article's records on their way."""

    article: Article
    source: Source
    on: dt.date | None
    who: dict[tuple[int, str], Resolution]

    def statement(self, record: Statement) -> Statement:
        return record.model_copy(
            update={
                "speaker": self._ref(record.speaker, record),
                "addressee": self._ref(record.addressee, record) if record.addressee else None,
                "date": self._date(record, outside_quotes=True),
            }
        )

    def initiative(self, record: DiplomaticInitiative) -> DiplomaticInitiative:
        record = _visiting(record)
        return record.model_copy(
            update={
                "initiators": tuple(self._ref(ref, record) for ref in record.initiators),
                "counterparts": tuple(self._ref(ref, record) for ref in record.counterparts),
                "mediator": self._ref(record.mediator, record) if record.mediator else None,
                "place": self._places([record.place or self._seat_told(record)], record)[0],
                "date": self._date(record),
            }
        )

    def movements(
        self, records: Iterable[MilitaryMovement], statements: Sequence[Statement]
    ) -> tuple[tuple[MilitaryMovement, ...], tuple[Rejected, ...]]:
        kept, rejected = [], []
        for record in records:
            reason = self._why_unarmed(record, statements)
            if reason:
                rejected.append(Rejected(type="military_movement", draft=record.model_dump(mode="json"), reason=reason))
            else:
                kept.append(self._movement(record, statements))
        return tuple(kept), tuple(rejected)

    def _why_unarmed(self, record: MilitaryMovement, statements: Sequence[Statement]) -> str | None:
        """Why the one named cannot be the one who acts with arms, if so."""
        mention = record.actor.mention
        known = self.who.get((record.evidence[0].sentence, mention))
        if known and known.entry:
            kind = known.entry.kind
            if kind in UNARMED:
                a_kind = f"{'an' if kind.value[0] in 'aeiou' else 'a'} {kind.value.replace('_', ' ')}"
                return f"{mention!r} is {a_kind}: who tells of armed action, not who takes it"
        if UNARMED_WORDS.intersection(re.findall(r"\w+", folded(mention))):
            return f"{mention!r} names somebody who does not act with arms"
        if known and known.entry:
            return None
        here = [item.speaker.mention for item in statements if item.evidence[0].sentence == record.evidence[0].sentence]
        if is_person(mention) and any(same_name(mention, speaker) for speaker in here):
            return f"{mention!r} speaks in this sentence; it does not say that they act"
        return None

    def _movement(self, record: MilitaryMovement, statements: Sequence[Statement]) -> MilitaryMovement:
        origin, destination = find_route(record.evidence[0].text, load_gazetteer())
        places = self._places(
            [
                self._place_told(record) if record.place is None or _is_wide(record.place.mention) else record.place,
                record.origin or (Place(mention=origin) if origin else None),
                record.destination or (Place(mention=destination) if destination else None),
            ],
            record,
        )
        assertion, teller = self._told_by(record, statements)
        return record.model_copy(
            update={
                "actor": self._ref(record.actor, record),
                "target": self._ref(record.target, record) if record.target else None,
                "place": places[0],
                "origin": places[1],
                "destination": places[2],
                "date": self._date(record),
                "assertion": assertion,
                "attributed_to": self._ref(teller, record) if teller else None,
                "codes": self._codes(record),
            }
        )

    def _place_told(self, record: MilitaryMovement) -> Place | None:
        """The place of a movement that names none: its sentence's only one, else the first behind its own words."""
        evidence = record.evidence[0].text
        named = [ref.mention for ref in (record.actor, record.attributed_to) if ref]
        free = [
            place for place in find_place_mentions(evidence, load_gazetteer()) if not _within(place, named, evidence)
        ]
        if record.target:  # what is attacked or taken is where it is
            free = [place for place in free if _within(place, [record.target.mention], evidence)] or free
        if len(free) > 1:
            free = [place for place in free if not _is_wide(place[2])] or free
        if len(free) > 1:
            words = places_of(evidence, record.action)
            free = [place for place in free if words and place[0] > words[0]]
        return Place(mention=free[0][2]) if free else record.place

    def _seat_told(self, record: DiplomaticInitiative) -> Place | None:
        """Where a meeting or a visit takes place, where its sentence has one place and says "in" or "to" before it."""
        evidence = record.evidence[0].text
        if record.action not in SEATED:
            return None
        places = find_place_mentions(evidence, load_gazetteer())
        seats = [place for place in places if _SEAT.search(evidence[: place[0]])]
        return Place(mention=seats[0][2]) if len(seats) == 1 else None

    def _told_by(self, record: MilitaryMovement, statements: Sequence[Statement]) -> tuple[Assertion, Ref | None]:
        """Whose word a movement is told on: the one the sentence cites, or the one who speaks in it."""
        if record.attributed_to:
            return record.assertion, record.attributed_to
        evidence = record.evidence[0]
        here = [item for item in statements if item.evidence[0].sentence == evidence.sentence]
        cited = according_to(evidence.text)
        tellers = [item for item in here if cited is None or same_name(item.speaker.mention, cited)]
        assertion = record.assertion
        if assertion is Assertion.REPORTED:
            places = places_of(evidence.text, record.action)
            turned = [modality(evidence.text[:place]) for place in places]
            assertion = turned[0] if turned and turned[0] and all(turned) else assertion
        if not tellers:
            return assertion, None
        if assertion is Assertion.REPORTED:
            assertion = Assertion.DENIED if tellers[0].act is SpeechAct.DENY else Assertion.CLAIMED
        return assertion, tellers[0].speaker

    def _codes(self, record: MilitaryMovement) -> Codes:
        """The action's codes, where the parties do not make it another ACLED event."""
        actor, target = (self._kind(ref, record) for ref in (record.actor, record.target))
        if record.action is MilitaryAction.CAPTURE and actor in STATE_FORCES:
            return record.codes.model_copy(update={"acled_sub_event": "Government regains territory"})
        if record.action is MilitaryAction.ATTACK and target is ActorKind.PEOPLE:
            civilians = {"acled_event": "Violence against civilians", "acled_sub_event": "Attack"}
            return record.codes.model_copy(update=civilians)
        return record.codes

    def _kind(self, ref: Ref | None, record: MilitaryMovement) -> ActorKind | None:
        known = self.who.get((record.evidence[0].sentence, ref.mention)) if ref else None
        return known.entry.kind if known and known.entry else None

    def _ref(self, ref: Ref, record: R) -> Ref:
        known = self.who.get((record.evidence[0].sentence, ref.mention))
        return Ref(mention=ref.mention, actor_id=known.local_key) if known else ref

    def _places(self, places: Sequence[Place | None], record: R) -> list[Place | None]:
        """Places with their coordinates; the words around a name ("east of") belong to it."""
        gazetteer = load_gazetteer()
        evidence = record.evidence[0].text
        phrases = [words for _, _, words in find_place_mentions(evidence, gazetteer)] if any(places) else []
        mentions = [_fullest(place.mention, phrases) for place in places if place]
        resolved = iter(resolve_places(mentions, gazetteer, text=self.article.text))
        found = [next(resolved) if place else None for place in places]
        return [place if place and _is_place(place) else None for place in found]

    def _date(self, record: R, *, outside_quotes: bool = False) -> Date | None:
        """The date the evidence gives: the first that is known, else the first that is named at all."""
        sentence = self.source.sentences[record.evidence[0].sentence - 1]
        quotes = [(quote.start, quote.end) for quote in self.source.quotes_touching(sentence)] if outside_quotes else []
        dates = [
            mention
            for mention in find_dates(sentence.text, language=self.article.language, anchor=self.on)
            if not any(low <= sentence.start + mention.start < high for low, high in quotes)
        ]
        known = [mention for mention in dates if mention.date.start]
        chosen: DateMention | None = next(iter(known or dates), None)
        return chosen.date if chosen else None


def _is_wide(mention: str) -> bool:
    """Whether words name a whole country."""
    return resolve_places([mention], load_gazetteer())[0].precision == COUNTRY


def _visiting(record: DiplomaticInitiative) -> DiplomaticInitiative:
    """A visit to a place has it for its place, not for the other side."""
    if record.action is not DiplomaticAction.VISIT or record.place:
        return record
    towns = [ref for ref in record.counterparts if resolve_places([ref.mention], load_gazetteer())[0].name]
    others = tuple(ref for ref in record.counterparts if ref not in towns)
    return (
        record.model_copy(update={"counterparts": others, "place": Place(mention=towns[0].mention)})
        if towns
        else record
    )


def _within(place: tuple[int, int, str], names: Iterable[str], text: str) -> bool:
    """Whether the words of a place are part of somebody's name."""
    spots = ((text.find(name), len(name)) for name in names)
    return any(start >= 0 and start <= place[0] < start + length for start, length in spots)


def _is_place(place: Place) -> bool:
    """Whether words may name a place: a known one, a name, or a word for a kind of place."""
    known = place.name or place.candidates or any(not char.islower() for char in place.mention[:1])
    return bool(known or _LOCATIVE.search(folded(place.mention)))


def _fullest(mention: str, phrases: Iterable[str]) -> str:
    """The place phrase of the sentence that has the mention in it, with its modifiers; else the mention."""
    wanted = folded(mention)
    return next((phrase for phrase in phrases if wanted in folded(phrase)), mention)


@lru_cache(maxsize=4096)
def _is_no_actor(mention: str) -> bool:
    """Whether a mention in an actor's role names a place ("Idlib") or what happens ("violent clashes")."""
    gazetteer = load_gazetteer()
    if resolve_places([mention], gazetteer)[0].name or find_place_mentions(mention, gazetteer):
        return not set(folded(mention).split()) & FORCE_WORDS
    last = folded(mention).split()[-1:]
    return bool(last) and bool(cues(last[0]).military) and last[0] not in FORCE_WORDS


def _actors(roles: Sequence[tuple[Named, Resolution]]) -> tuple[Actor, ...]:
    """One actor for all mentions that lead to it, in order of appearance."""
    mentions: dict[str, dict[int, Mention]] = {}
    first: dict[str, Resolution] = {}
    for name, resolution in roles:
        first.setdefault(resolution.local_key, resolution)
        place = Mention(start=name.found.start, end=name.found.end, text=name.found.text)
        mentions.setdefault(resolution.local_key, {})[place.start] = place
    return tuple(_actor(resolution, tuple(mentions[key].values())) for key, resolution in first.items())


def _actor(resolution: Resolution, mentions: tuple[Mention, ...]) -> Actor:
    entry = resolution.entry
    if entry is None:
        fullest = max((mention.text for mention in mentions), key=len)
        kind = ActorKind.PERSON if resolution.role else ActorKind.UNKNOWN
        return Actor(id=resolution.local_key, name=fullest, kind=kind, role=resolution.role, mentions=mentions)
    return Actor(
        id=entry.id,
        name=entry.name,
        kind=entry.kind,
        role=resolution.role,
        country=entry.country,
        mentions=mentions,
        resolution=resolution.how,
        codes=ActorCodes(plover=entry.plover, acled_inter=entry.acled_inter),
    )
