"""Drafts → records with exact evidence, or a rejection with its reason. Pure: no model, no files.

Nothing is believed that the text does not hold. A draft's sentence becomes evidence; its names must
stand in that sentence or near it; direct quotations are found by code and given to the statement
that stands with them; figures are read from the sentence, never from the model.
"""

import contextlib
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from syriaevents.figures import counts_of
from syriaevents.folding import folded
from syriaevents.grounding.acting import Ungrounded, who_initiates, who_moves, who_speaks
from syriaevents.grounding.dealings import counterparts_in
from syriaevents.grounding.names import same_name
from syriaevents.grounding.plain import Record, untold
from syriaevents.grounding.roles import (
    Named,
    Reading,
    all_words_in,
    other_in,
    others_in,
    parties,
    place_in,
    words_in,
)
from syriaevents.prompting.drafts import Draft, InitiativeDraft, MovementDraft, StatementDraft, Unfit
from syriaevents.reading.sentences import Sentence
from syriaevents.reading.source import SPEECH_WORDS, Source
from syriaevents.schema import (
    Casualties,
    Codes,
    DiplomaticInitiative,
    MilitaryAction,
    MilitaryMovement,
    Rejected,
    Span,
    Statement,
    Status,
)  # fmt: skip
from syriaevents.schema.codes import DIPLOMATIC_ACTIONS, MILITARY_ACTIONS, SPEECH_ACTS

DIRECT_WORDS = 2
"""A single word in quotation marks is no direct speech."""

OPEN = frozenset({"offer", "invite", "call_for_talks", "call_for_ceasefire", "set_condition"})
"""Diplomatic actions that wait for another's answer: made, they are proposed."""


@dataclass(frozen=True, slots=True)
class Grounded:
    """What the text bears out, in the article's order, and what it does not."""

    statements: tuple[Statement, ...] = ()
    movements: tuple[MilitaryMovement, ...] = ()
    initiatives: tuple[DiplomaticInitiative, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    uncovered: tuple[Span, ...] = ()
    named: tuple[Named, ...] = ()
    unfounded: tuple[tuple[Draft, str], ...] = ()
    """The drafts that became no record, because the one who acts does not stand there, with the reason."""


def ground(source: Source, drafts: Iterable[Draft], unfit: Iterable[Unfit] = (), *, plain: bool = False) -> Grounded:
    """Check drafts against the article. ``draft.sentence`` counts over all sentences of the article.

    With ``plain``, for a small model's drafts, what a sentence tells plainly is taken from its own words too: actors
    that the model got wrong, and records that it left out.
    """
    reading = Reading(source, plain)
    reading.rejected += [
        Rejected(type=bad.type, draft=bad.raw if isinstance(bad.raw, dict) else {"answer": bad.raw}, reason=bad.reason)
        for bad in unfit
    ]
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_sentence.setdefault(draft.sentence, []).append(draft)
    records = [record for sentence in source.sentences for record in _of_sentence(sentence, by_sentence, reading)]
    for number in sorted(by_sentence.keys() - {sentence.number for sentence in source.sentences}):
        for draft in by_sentence[number]:
            reading.doubt(draft, f"there is no sentence {number}")
    return _grounded(reading, records)


def _of_sentence(sentence: Sentence, drafts: Mapping[int, Sequence[Draft]], reading: Reading) -> list[Record]:
    """The records of one sentence: what its drafts tell, then what its words tell plainly."""
    records: dict[tuple[object, ...], Record] = {}
    for draft in sorted(drafts.get(sentence.number, ()), key=_order):
        try:
            record = _record(draft, sentence, reading)
        except Ungrounded as reason:
            reading.doubt(draft, str(reason))
            continue
        key = _identity(record)
        other = records.get(key) or _twin(record, records.values())
        if other is None:
            records[key] = record
        elif joined := _joined(other, record):
            records[key] = joined
        else:
            reading.reject(draft, "says the same as another record of this sentence")
    if reading.plain and not sentence.boilerplate:
        for draft in untold(sentence, tuple(records.values()), reading.source):
            with contextlib.suppress(Ungrounded):
                record = _record(draft, sentence, reading)
                records.setdefault(_identity(record), record)
    return list(records.values())


def _twin(record: Record, others: Iterable[Record]) -> Record | None:
    """Another record of the same sentence that tells the same in other words, if there is one."""
    return next((other for other in others if _is_same_statement(record, other) or _is_same_clash(record, other)), None)


def _is_same_statement(one: Record, other: Record) -> bool:
    """Whether two statements have the same speaker, by a longer or a shorter name."""
    if not (isinstance(one, Statement) and isinstance(other, Statement)):
        return False
    return same_name(one.speaker.mention, other.speaker.mention)


def _is_same_clash(one: Record, other: Record) -> bool:
    """Whether two movements are one clash, told from either side."""
    if not (isinstance(one, MilitaryMovement) and isinstance(other, MilitaryMovement)):
        return False
    if not one.action is other.action is MilitaryAction.CLASH or one.target is None or other.target is None:
        return False
    return same_name(one.actor.mention, other.target.mention) and same_name(one.target.mention, other.actor.mention)


def _joined(one: Record, other: Record) -> Record | None:
    """Two initiatives of one sentence with the same action are one with all its parties; None where nothing is new."""
    if not (isinstance(one, DiplomaticInitiative) and isinstance(other, DiplomaticInitiative)):
        return None
    known = {folded(ref.mention) for ref in (*one.initiators, *one.counterparts)}
    new = tuple(ref for ref in other.initiators if folded(ref.mention) not in known)
    return one.model_copy(update={"initiators": (*one.initiators, *new)}) if new else None


def _order(draft: Draft) -> int:
    return (StatementDraft, MovementDraft, InitiativeDraft).index(type(draft))


def _record(draft: Draft, sentence: Sentence, reading: Reading) -> Record:
    if isinstance(draft, StatementDraft):
        return _statement(draft, sentence, reading)
    if isinstance(draft, MovementDraft):
        return _movement(draft, sentence, reading)
    assert isinstance(draft, InitiativeDraft)
    return _initiative(draft, sentence, reading)


# -- the three record types ---------------------------------------------------------------------


def _statement(draft: StatementDraft, sentence: Sentence, reading: Reading) -> Statement:
    source = reading.source
    quotes = source.quotes_of(sentence)
    found = who_speaks(draft, sentence, reading)
    reading.speakers.append(found)
    reading.named.append(found)
    quoted = tuple(source.span(quote.start, quote.end) for quote in quotes)
    end = max([sentence.end, *(quote.outer_end for quote in quotes)])
    evidence = tuple(_span(other) for other in source.sentences_of(sentence.start, end))
    return Statement(
        id=_id("s", source, sentence, found.text, draft.act),
        speaker=reading.ref(found, sentence),
        addressee=other_in(draft, "to", sentence, reading),
        act=draft.act,
        about=words_in(draft, "about", sentence, reading),
        quotes=quoted,
        evidence=evidence,
        codes=Codes.of(SPEECH_ACTS[draft.act]),
    )


def _movement(draft: MovementDraft, sentence: Sentence, reading: Reading) -> MilitaryMovement:
    found = who_moves(draft, sentence, reading)
    reading.named.append(found)
    counts = counts_of(sentence.text)
    actor, target = reading.ref(found, sentence), other_in(draft, "target", sentence, reading)
    place = place_in(draft, "where", sentence, reading)
    deed = f"{draft.action}|{folded(place.mention)}" if place else draft.action  # one sentence may tell of two places
    return MilitaryMovement(
        id=_id("m", reading.source, sentence, found.text, deed),
        actor=actor,
        action=draft.action,
        target=target,
        place=place,
        origin=place_in(draft, "origin", sentence, reading),
        destination=place_in(draft, "destination", sentence, reading),
        force_size=counts.force,
        weapons=all_words_in(draft, "weapons", sentence, reading),
        casualties=Casualties(killed=counts.killed, wounded=counts.wounded)
        if counts.killed or counts.wounded
        else None,
        assertion=draft.assertion,
        attributed_to=other_in(draft, "according_to", sentence, reading),
        evidence=(_span(sentence),),
        codes=Codes.of(MILITARY_ACTIONS[draft.action]),
    )


def _initiative(draft: InitiativeDraft, sentence: Sentence, reading: Reading) -> DiplomaticInitiative:
    found = who_initiates(draft, sentence, reading)
    reading.named += found
    names = {folded(place.text) for place in found}
    others = draft.towards or counterparts_in(sentence.text, draft.action)
    told = draft.model_copy(update={"towards": tuple(parties(others))})
    counterparts = others_in(told, "towards", sentence, reading)
    return DiplomaticInitiative(
        id=_id("d", reading.source, sentence, "+".join(place.text for place in found), draft.action),
        initiators=tuple(reading.ref(place, sentence) for place in found),
        counterparts=tuple(ref for ref in counterparts if folded(ref.mention) not in names),
        mediator=other_in(draft, "mediator", sentence, reading),
        action=draft.action,
        topic=words_in(draft, "topic", sentence, reading),
        conditions=all_words_in(draft, "conditions", sentence, reading),
        status=Status.PROPOSED if draft.action in OPEN and draft.status is Status.COMPLETED else draft.status,
        place=place_in(draft, "where", sentence, reading),
        evidence=(_span(sentence),),
        codes=Codes.of(DIPLOMATIC_ACTIONS[draft.action]),
    )


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
    return ("initiative", place, record.action)


def _id(prefix: str, source: Source, sentence: Sentence, who: str, action: str) -> str:
    """A stable id: the same words of the same article, the same id."""
    known = f"{source.text[sentence.start : sentence.end]}|{sentence.start}|{folded(who)}|{action}"
    return f"{prefix}-{hashlib.sha256(known.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}"


def _grounded(reading: Reading, records: list[Record]) -> Grounded:
    statements = _quoting([record for record in records if isinstance(record, Statement)], reading)
    taken = {(quote.start, quote.end) for statement in statements for quote in statement.quotes}
    return Grounded(
        statements=statements,
        movements=tuple(record for record in records if isinstance(record, MilitaryMovement)),
        initiatives=tuple(record for record in records if isinstance(record, DiplomaticInitiative)),
        rejected=tuple(reading.rejected),
        named=tuple(reading.roles),
        unfounded=tuple(reading.unfounded),
        uncovered=tuple(
            reading.source.span(quote.start, quote.end)
            for quote in reading.source.quotes
            if quote.words >= SPEECH_WORDS and (quote.start, quote.end) not in taken
        ),
    )


def _quoting(statements: list[Statement], reading: Reading) -> tuple[Statement, ...]:
    """Give each quotation to the one statement of its sentence whose speaker stands nearest to it."""
    where = {(role.cited, role.found.text): role.found.start for role in reading.roles}
    by_sentence: dict[int, list[Statement]] = {}
    for statement in statements:
        by_sentence.setdefault(statement.evidence[0].sentence, []).append(statement)
    quoting = []
    for statement in statements:
        number = statement.evidence[0].sentence
        rivals = by_sentence[number]
        own = tuple(
            quote
            for quote in statement.quotes
            if statement is min(rivals, key=lambda rival: abs(where[number, rival.speaker.mention] - quote.start))
        )
        direct = any(len(quote.text.split()) >= DIRECT_WORDS for quote in own)
        quoting.append(statement.model_copy(update={"quotes": own, "direct": direct}))
    return tuple(quoting)
