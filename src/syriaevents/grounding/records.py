"""Drafts → records with exact evidence, or a rejection with its reason. Pure: no model, no files.

Nothing is believed that the text does not hold. A draft's sentence becomes evidence; its names must
stand in that sentence or near it; direct quotations are found by code and given to the statement
that stands with them; figures are read from the sentence, never from the model. ``making`` makes the record of one
draft, ``quoting`` hands out the quotations; here it is seen to that nothing is told twice.
"""

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from syriaevents.figures import counts_of
from syriaevents.folding import folded
from syriaevents.grounding.acting import Ungrounded
from syriaevents.grounding.attribution import named_speakers
from syriaevents.grounding.making import record_of
from syriaevents.grounding.names import same_name
from syriaevents.grounding.plain import untold
from syriaevents.grounding.quoting import quoting, uncovered
from syriaevents.grounding.roles import Named, Reading
from syriaevents.grounding.told import Dealt, Moved, Said, Told
from syriaevents.prompting.drafts import Draft, InitiativeDraft, MovementDraft, StatementDraft, Unfit
from syriaevents.reading.sentences import Sentence
from syriaevents.reading.source import Source
from syriaevents.schema import MilitaryAction, Rejected, Span

_AHEAD = 200
"""Sentences, fewer than the rules remember."""


@dataclass(frozen=True, slots=True)
class Grounded:
    """What the text bears out, in the article's order, and what it does not."""

    statements: tuple[Said, ...] = ()
    movements: tuple[Moved, ...] = ()
    initiatives: tuple[Dealt, ...] = ()
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
    cited = source.sentences if plain else [one for one in source.sentences if one.number in by_sentence]
    _read_ahead(cited, by_sentence, source)
    records = [
        record for sentence in cited for record in _of_sentence(sentence, by_sentence.pop(sentence.number, ()), reading)
    ]
    for number in sorted(by_sentence):
        for draft in by_sentence[number]:
            reading.doubt(draft, f"there is no sentence {number}")
    return _grounded(reading, records)


def _read_ahead(cited: Sequence[Sentence], drafts: Mapping[int, Sequence[Draft]], source: Source) -> None:
    """Ask of all sentences what their records will ask, one rule after the other; the answers are remembered.

    Asked record by record, the rules' large patterns and tables drive each other out of the processor's caches, and
    grounding takes a tenth longer.
    """
    told = [(one, {type(draft) for draft in drafts.get(one.number, ())}) for one in cited[:_AHEAD]]
    for sentence, kinds in told:
        if StatementDraft in kinds:
            named_speakers(source.unquoted(sentence)[0])
    for sentence, kinds in told:
        if MovementDraft in kinds:
            counts_of(sentence.text)


def _grounded(reading: Reading, records: Sequence[Told]) -> Grounded:
    statements = quoting([record for record in records if isinstance(record, Said)], reading)
    return Grounded(
        statements=statements,
        movements=tuple(record for record in records if isinstance(record, Moved)),
        initiatives=tuple(record for record in records if isinstance(record, Dealt)),
        rejected=tuple(reading.rejected),
        named=tuple(reading.roles),
        unfounded=tuple(reading.unfounded),
        uncovered=uncovered(statements, reading.source),
    )


def _of_sentence(sentence: Sentence, drafts: Sequence[Draft], reading: Reading) -> list[Told]:
    """The records of one sentence: what its drafts tell, then what its words tell plainly."""
    if len(drafts) == 1 and not reading.plain:  # no other that could be the same
        record = _believed(drafts[0], sentence, reading)
        return [] if record is None else [record]
    records: dict[tuple[object, ...], Told] = {}
    for draft in sorted(drafts, key=_order):
        record = _believed(draft, sentence, reading)
        if record is None:
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
                told = record_of(draft, sentence, reading)
                records.setdefault(_identity(told), told)
    return list(records.values())


def _believed(draft: Draft, sentence: Sentence, reading: Reading) -> Told | None:
    """The record that a draft becomes; None, with the reason kept, where the text does not bear it out."""
    try:
        return record_of(draft, sentence, reading)
    except Ungrounded as reason:
        reading.doubt(draft, str(reason))
        return None


def _order(draft: Draft) -> int:
    return (StatementDraft, MovementDraft, InitiativeDraft).index(type(draft))


def _twin(record: Told, others: Iterable[Told]) -> Told | None:
    """Another record of the same sentence that tells the same in other words, if there is one."""
    return next((other for other in others if _is_same_statement(record, other) or _is_same_clash(record, other)), None)


def _is_same_statement(one: Told, other: Told) -> bool:
    """Whether two statements have the same speaker, by a longer or a shorter name."""
    if not (isinstance(one, Said) and isinstance(other, Said)):
        return False
    return same_name(one.speaker.mention, other.speaker.mention)


def _is_same_clash(one: Told, other: Told) -> bool:
    """Whether two movements are one clash, told from either side."""
    if not (isinstance(one, Moved) and isinstance(other, Moved)):
        return False
    if not one.action is other.action is MilitaryAction.CLASH or one.target is None or other.target is None:
        return False
    return same_name(one.actor.mention, other.target.mention) and same_name(one.target.mention, other.actor.mention)


def _joined(one: Told, other: Told) -> Told | None:
    """Two initiatives of one sentence with the same action are one with all its parties; None where nothing is new."""
    if not (isinstance(one, Dealt) and isinstance(other, Dealt)):
        return None
    known = {folded(ref.mention) for ref in (*one.initiators, *one.counterparts)}
    new = tuple(ref for ref in other.initiators if folded(ref.mention) not in known)
    return one._replace(initiators=(*one.initiators, *new)) if new else None


def _identity(record: Told) -> tuple[object, ...]:
    """What makes two records of one sentence the same."""
    place = record.evidence[0].start
    if isinstance(record, Said):
        return ("statement", place, folded(record.speaker.mention))
    if isinstance(record, Moved):
        where = record.place.mention if record.place else ""
        return ("movement", place, folded(record.actor.mention), record.action, folded(where))
    return ("initiative", place, record.action)
