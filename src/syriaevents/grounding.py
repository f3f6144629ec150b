"""Drafts → records with exact evidence, or a rejection with its reason. Pure: no model, no files.

Nothing is believed that the text does not hold. A draft's sentence becomes evidence; its names must
stand in that sentence or near it; direct quotations are found by code and given to the statement
that stands with them; figures are read from the sentence, never from the model.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from syriaevents.attribution import named_speakers, pronoun_speaks
from syriaevents.drafts import Draft, InitiativeDraft, MovementDraft, StatementDraft, Unfit
from syriaevents.figures import count_of
from syriaevents.folding import folded
from syriaevents.names import Found, is_person, is_pronoun, locate, same_name
from syriaevents.schema import (
    Assertion, Casualties, Codes, DiplomaticInitiative, MilitaryMovement, Place, RecordType, Ref, Rejected, Span, Statement,
)  # fmt: skip
from syriaevents.schema.codes import DIPLOMATIC_ACTIONS, MILITARY_ACTIONS, SPEECH_ACTS
from syriaevents.sentences import Sentence
from syriaevents.source import Source

UNCOVERED_WORDS = 5
"""Quotations of so many words belong to some statement."""
SPOKEN_BEFORE = 3
"""Sentences back in which the one meant by a pronoun, or by a quotation alone, was named."""

SPOKEN = frozenset({"call_for_talks", "call_for_ceasefire", "set_condition"})
"""Diplomatic actions that are done by speaking."""

Record: TypeAlias = Statement | MilitaryMovement | DiplomaticInitiative


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a role: where it stands, and the sentence whose record it plays a role in."""

    cited: int
    found: Found


@dataclass(frozen=True, slots=True)
class Grounded:
    """What the text bears out, in the article's order, and what it does not."""

    statements: tuple[Statement, ...] = ()
    movements: tuple[MilitaryMovement, ...] = ()
    initiatives: tuple[DiplomaticInitiative, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    uncovered: tuple[Span, ...] = ()
    named: tuple[Named, ...] = ()


class Ungrounded(ValueError):
    """Why a draft is not believed; caught in this module."""


@dataclass(slots=True)
class _Reading:
    """Where reading an article in order has come to."""

    source: Source
    records: dict[tuple[object, ...], Record] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)
    speakers: list[Found] = field(default_factory=list)
    named: list[Found] = field(default_factory=list)
    roles: list[Named] = field(default_factory=list)

    def ref(self, found: Found, sentence: Sentence) -> Ref:
        """A reference by the article's own words; where they stand is remembered."""
        self.roles.append(Named(sentence.number, found))
        return Ref(mention=found.text)


def ground(source: Source, drafts: Iterable[Draft], unfit: Iterable[Unfit] = ()) -> Grounded:
    """Check drafts against the article. ``draft.sentence`` counts over all sentences of the article."""
    reading = _Reading(source)
    reading.rejected += [
        Rejected(type=bad.type, draft=bad.raw if isinstance(bad.raw, dict) else {"answer": bad.raw}, reason=bad.reason)
        for bad in unfit
    ]
    for draft in sorted(drafts, key=lambda draft: (draft.sentence, _order(draft))):
        try:
            record = _record(draft, reading)
        except Ungrounded as reason:
            reading.rejected.append(_rejection(draft, str(reason)))
            continue
        if isinstance(record, DiplomaticInitiative) and _joins(record, reading):
            continue
        key = _identity(record)
        if key in reading.records:
            reading.rejected.append(_rejection(draft, "says the same as another record of this sentence"))
        else:
            reading.records[key] = record
    return _grounded(reading)


def _joins(record: DiplomaticInitiative, reading: _Reading) -> bool:
    """Whether a sentence told the same action already: its parties are then told together."""
    for key, other in reading.records.items():
        if not isinstance(other, DiplomaticInitiative):
            continue
        if (other.action, other.evidence) == (record.action, record.evidence):
            towards = {folded(ref.mention) for ref in other.counterparts}
            have = towards | {folded(ref.mention) for ref in other.initiators}
            new = tuple(ref for ref in record.initiators if folded(ref.mention) not in have)
            reading.records[key] = other.model_copy(update={"initiators": (*other.initiators, *new)})
            return True
    return False


def _order(draft: Draft) -> int:
    return (StatementDraft, MovementDraft, InitiativeDraft).index(type(draft))


def _record(draft: Draft, reading: _Reading) -> Record:
    if draft.sentence > len(reading.source.sentences):
        raise Ungrounded(f"there is no sentence {draft.sentence}")
    sentence = reading.source.sentences[draft.sentence - 1]
    if isinstance(draft, StatementDraft):
        return _statement(draft, sentence, reading)
    if isinstance(draft, MovementDraft):
        return _movement(draft, sentence, reading)
    assert isinstance(draft, InitiativeDraft)
    return _initiative(draft, sentence, reading)


# -- the three record types ---------------------------------------------------------------------


def _statement(draft: StatementDraft, sentence: Sentence, reading: _Reading) -> Statement:
    source = reading.source
    quotes = source.quotes_of(sentence)
    found = _speaker(draft.who, sentence, reading)
    if found is None:
        raise Ungrounded(f"the speaker {draft.who!r} does not stand in sentence {sentence.number} or near it")
    reading.speakers.append(found)
    reading.named.append(found)
    quoted = tuple(source.span(quote.start, quote.end) for quote in quotes)
    end = max([sentence.end, *(quote.outer_end for quote in quotes)])
    evidence = tuple(_span(other) for other in source.sentences_of(sentence.start, end))
    direct = any(quote.words >= 2 for quote in quotes)
    return Statement(
        id=_id("s", source, sentence, found.text, draft.act),
        speaker=reading.ref(found, sentence),
        addressee=_other(draft, "to", sentence, reading),
        act=draft.act,
        about=_words(draft, "about", sentence, reading),
        quotes=quoted,
        direct=direct,
        evidence=evidence,
        codes=Codes.of(SPEECH_ACTS[draft.act]),
    )


def _movement(draft: MovementDraft, sentence: Sentence, reading: _Reading) -> MilitaryMovement:
    found = _who(draft.who, sentence, reading)
    if found is None:
        raise Ungrounded(f"the actor {draft.who!r} does not stand in sentence {sentence.number} or near it")
    reading.named.append(found)
    killed, wounded = count_of(sentence.text, "killed"), count_of(sentence.text, "wounded")
    return MilitaryMovement(
        id=_id("m", reading.source, sentence, found.text, draft.action),
        actor=reading.ref(found, sentence),
        action=draft.action,
        target=_other(draft, "target", sentence, reading),
        place=_place(draft, "where", sentence, reading),
        origin=_place(draft, "origin", sentence, reading),
        destination=_place(draft, "destination", sentence, reading),
        force_size=count_of(sentence.text, "force"),
        weapons=_all_words(draft, "weapons", sentence, reading),
        casualties=Casualties(killed=killed, wounded=wounded) if killed or wounded else None,
        assertion=draft.assertion,
        attributed_to=_other(draft, "according_to", sentence, reading),
        evidence=(_span(sentence),),
        codes=Codes.of(MILITARY_ACTIONS[draft.action]),
    )


def _initiative(draft: InitiativeDraft, sentence: Sentence, reading: _Reading) -> DiplomaticInitiative:
    found = [_who(name, sentence, reading) for name in _parties(draft.who)]
    speakers = [speaker for speaker in reading.speakers if speaker.sentence == sentence.number]
    if draft.action in SPOKEN and len(speakers) == 1:  # nobody but the speaker can call for something
        found = speakers
    missing = [name for name, place in zip(_parties(draft.who), found, strict=False) if place is None]
    if missing:
        raise Ungrounded(f"the initiator {missing[0]!r} does not stand in sentence {sentence.number} or near it")
    initiators = [place for place in found if place is not None]
    reading.named += initiators
    names = {folded(place.text) for place in initiators}
    counterparts = _others(draft, "towards", sentence, reading)
    return DiplomaticInitiative(
        id=_id("d", reading.source, sentence, "+".join(place.text for place in initiators), draft.action),
        initiators=tuple(reading.ref(place, sentence) for place in initiators),
        counterparts=tuple(ref for ref in counterparts if folded(ref.mention) not in names),
        mediator=_other(draft, "mediator", sentence, reading),
        action=draft.action,
        topic=_words(draft, "topic", sentence, reading),
        conditions=_all_words(draft, "conditions", sentence, reading),
        status=draft.status,
        place=_place(draft, "where", sentence, reading),
        evidence=(_span(sentence),),
        codes=Codes.of(DIPLOMATIC_ACTIONS[draft.action]),
    )


# -- names, words and places -----------------------------------------------------------------------


def _parties(names: Iterable[str]) -> list[str]:
    """Names one by one: "Turkey and Iran" are two parties."""
    parts = [part for name in names for part in re.split(r",? and (?=[A-Z])| ve (?=[A-ZÇĞİÖŞÜ])", name)]
    return [part.strip() for part in parts if part.strip()]


def _speaker(name: str, sentence: Sentence, reading: _Reading) -> Found | None:
    """Who speaks: the one the model names, where the sentence's own grammar does not say otherwise."""
    source = reading.source
    outside, inside = source.unquoted(sentence)
    found = _who(name, sentence, reading, source.marks_near(sentence))
    if inside and not any(char.isalpha() for char in outside):  # a quotation alone goes on with the last speaker
        return found if found and not is_pronoun(name) else _last(reading.speakers, sentence)
    plain = named_speakers(outside)
    if found and (any(same_name(found.text, other) for other in plain)):
        return found
    pronoun = pronoun_speaks(outside)
    if pronoun:
        persons = [speaker for speaker in reading.speakers if pronoun == "they" or is_person(speaker.text)]
        return _last(persons, sentence) or (found if not is_pronoun(name) else None)
    return locate(plain[0], [sentence]) if len(plain) == 1 else found


def _who(
    name: str, sentence: Sentence, reading: _Reading, outside: Sequence[tuple[int, int]] = ()
) -> Found | None:
    """The acting one: by name in the sentence or near it; by a pronoun, whoever was named last."""
    if is_pronoun(name):
        stands = bool(locate(name, [sentence]))
        return _last(reading.named, sentence) if stands else None
    return locate(name, [sentence, *reading.source.near(sentence)], outside)


def _last(found: Sequence[Found], sentence: Sentence) -> Found | None:
    """The one named last, if that was near enough to be meant."""
    if found and sentence.number - found[-1].sentence <= SPOKEN_BEFORE:
        return Found(found[-1].start, found[-1].end, found[-1].text, sentence.number)
    return None


def _other(draft: Draft, role: str, sentence: Sentence, reading: _Reading) -> Ref | None:
    """Somebody in a role that a record can do without."""
    refs = _others(draft, role, sentence, reading)
    return refs[0] if refs else None


def _others(draft: Draft, role: str, sentence: Sentence, reading: _Reading) -> list[Ref]:
    value = getattr(draft, role)
    refs = []
    for name in (value,) if isinstance(value, str) else value or ():
        found = _who(name, sentence, reading)
        if found:
            refs.append(reading.ref(found, sentence))
        else:
            reading.rejected.append(_rejection(draft, f"{role}: {name!r} does not stand in the sentence or near it"))
    return refs


def _place(draft: Draft, role: str, sentence: Sentence, reading: _Reading) -> Place | None:
    words = _words(draft, role, sentence, reading)
    return Place(mention=words) if words else None


def _words(draft: Draft, role: str, sentence: Sentence, reading: _Reading) -> str | None:
    """Words that must stand in the sentence itself."""
    words = _all_words(draft, role, sentence, reading)
    return words[0] if words else None


def _all_words(draft: Draft, role: str, sentence: Sentence, reading: _Reading) -> tuple[str, ...]:
    value = getattr(draft, role)
    kept = []
    for words in (value,) if isinstance(value, str) else value or ():
        found = locate(words, [sentence])
        if found:
            kept.append(found.text)
        else:
            reading.rejected.append(_rejection(draft, f"{role}: {words!r} does not stand in the sentence"))
    return tuple(kept)


# -- identity ------------------------------------------------------------------------------------------


def _span(sentence: Sentence) -> Span:
    return Span(sentence=sentence.number, start=sentence.start, end=sentence.end, text=sentence.text)


def _identity(record: Record) -> tuple[object, ...]:
    """What makes two records of one sentence the same."""
    place = record.evidence[0].start
    if isinstance(record, Statement):
        return ("statement", place, folded(record.speaker.mention))
    if isinstance(record, MilitaryMovement):
        where = record.place.mention if record.place else ""
        return ("movement", place, folded(record.actor.mention), record.action, folded(where))
    names = frozenset(folded(ref.mention) for ref in record.initiators)
    return ("initiative", place, names, record.action)


def _id(prefix: str, source: Source, sentence: Sentence, who: str, action: str) -> str:
    """A stable id: the same words of the same article, the same id."""
    known = f"{source.text[sentence.start : sentence.end]}|{sentence.start}|{folded(who)}|{action}"
    return f"{prefix}-{hashlib.sha256(known.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}"


def _rejection(draft: Draft, reason: str) -> Rejected:
    kinds: dict[type[Draft], RecordType] = {
        StatementDraft: "statement", MovementDraft: "military_movement", InitiativeDraft: "diplomatic_initiative",
    }  # fmt: skip
    return Rejected(type=kinds[type(draft)], draft=draft.model_dump(mode="json", exclude_defaults=True), reason=reason)


def _grounded(reading: _Reading) -> Grounded:
    records = list(reading.records.values())
    statements = tuple(record for record in records if isinstance(record, Statement))
    taken = {(quote.start, quote.end) for statement in statements for quote in statement.quotes}
    return Grounded(
        statements=statements,
        movements=tuple(record for record in records if isinstance(record, MilitaryMovement)),
        initiatives=tuple(record for record in records if isinstance(record, DiplomaticInitiative)),
        rejected=tuple(reading.rejected),
        named=tuple(reading.roles),
        uncovered=tuple(
            reading.source.span(quote.start, quote.end)
            for quote in reading.source.quotes
            if quote.words >= UNCOVERED_WORDS and (quote.start, quote.end) not in taken
        ),
    )
