"""One draft → its record: who acts, whom it concerns, where, and the sentence that says so."""

import hashlib
from collections.abc import Sequence

from syriaevents.figures import Counts, counts_of
from syriaevents.folding import folded
from syriaevents.grounding.acting import who_initiates, who_moves, who_speaks
from syriaevents.grounding.dealings import counterparts_in
from syriaevents.grounding.quoting import is_direct
from syriaevents.grounding.roles import (
    Reading,
    all_words_in,
    other_in,
    parties,
    place_in,
    refs_of,
    words_in,
)
from syriaevents.grounding.speech import plainly
from syriaevents.grounding.told import Dealt, Moved, Said, Told
from syriaevents.prompting.drafts import Draft, InitiativeDraft, MovementDraft, StatementDraft
from syriaevents.reading.quotes import Quote
from syriaevents.reading.sentences import Sentence
from syriaevents.reading.source import Source
from syriaevents.schema import (
    Casualties,
    Codes,
    Span,
    Status,
)
from syriaevents.schema.codes import DIPLOMATIC_ACTIONS, MILITARY_ACTIONS, SPEECH_ACTS

OPEN = frozenset({"offer", "invite", "call_for_talks", "call_for_ceasefire", "set_condition"})
"""Diplomatic actions that wait for another's answer: made, they are proposed."""
_SPEECH_CODES, _MILITARY_CODES, _DIPLOMATIC_CODES = (
    {value: Codes.of(coding) for value, coding in table.items()}
    for table in (SPEECH_ACTS, MILITARY_ACTIONS, DIPLOMATIC_ACTIONS)
)


def record_of(draft: Draft, sentence: Sentence, reading: Reading) -> Told:
    """The record that a draft of this sentence becomes; Ungrounded where whoever acts does not stand there."""
    if isinstance(draft, StatementDraft):
        return _statement(draft, sentence, reading)
    if isinstance(draft, MovementDraft):
        return _movement(draft, sentence, reading)
    assert isinstance(draft, InitiativeDraft)
    return _initiative(draft, sentence, reading)


def _statement(draft: StatementDraft, sentence: Sentence, reading: Reading) -> Said:
    source = reading.source
    quotes = source.quotes_of(sentence)
    if reading.plain:
        draft = plainly(draft, source.unquoted(sentence)[0], quotes)
    found = who_speaks(draft, sentence, reading)
    reading.speakers.append(found)
    reading.named.append(found)
    quoted = tuple([source.span(quote.start, quote.end) for quote in quotes])
    return Said(
        id=_id("s", sentence, found.text, draft.act),
        speaker=reading.ref(found, sentence),
        addressee=other_in(draft, "to", sentence, reading),
        act=draft.act,
        about=words_in(draft, "about", sentence, reading),
        quotes=quoted,
        direct=is_direct(quoted),
        evidence=_evidence(sentence, quotes, source),
        codes=_SPEECH_CODES[draft.act],
    )


def _evidence(sentence: Sentence, quotes: Sequence[Quote], source: Source) -> tuple[Span, ...]:
    """The sentence with those in which its quotations go on."""
    end = quotes[-1].outer_end if quotes else sentence.end  # they never overlap
    if end <= sentence.end:
        return (source.whole(sentence),)
    return tuple(source.whole(other) for other in source.sentences_of(sentence.start, end))


def _movement(draft: MovementDraft, sentence: Sentence, reading: Reading) -> Moved:
    found = who_moves(draft, sentence, reading)
    reading.named.append(found)
    counts = counts_of(sentence.text)
    actor, target = reading.ref(found, sentence), other_in(draft, "target", sentence, reading)
    place = place_in(draft, "where", sentence, reading)
    deed = f"{draft.action}|{folded(place.mention)}" if place else draft.action  # one sentence may tell of two places
    return Moved(
        id=_id("m", sentence, found.text, deed),
        actor=actor,
        action=draft.action,
        target=target,
        place=place,
        origin=place_in(draft, "origin", sentence, reading),
        destination=place_in(draft, "destination", sentence, reading),
        force_size=counts.force,
        weapons=all_words_in(draft, "weapons", sentence, reading),
        casualties=_casualties(counts),
        assertion=draft.assertion,
        attributed_to=other_in(draft, "according_to", sentence, reading),
        evidence=(reading.source.whole(sentence),),
        codes=_MILITARY_CODES[draft.action],
    )


def _casualties(counts: Counts) -> Casualties | None:
    if not (counts.killed or counts.wounded):
        return None
    return Casualties(killed=counts.killed, wounded=counts.wounded)


def _initiative(draft: InitiativeDraft, sentence: Sentence, reading: Reading) -> Dealt:
    found = who_initiates(draft, sentence, reading)
    reading.named += found
    names = {folded(place.text) for place in found}
    others = parties(draft.towards or counterparts_in(sentence.text, draft.action))
    told = draft.model_copy(update={"towards": tuple(others)}) if others != list(draft.towards) else draft
    counterparts = refs_of(others, told, "towards", sentence, reading)
    return Dealt(
        id=_id("d", sentence, "+".join(place.text for place in found), draft.action),
        initiators=tuple(reading.ref(place, sentence) for place in found),
        counterparts=tuple(ref for ref in counterparts if folded(ref.mention) not in names),
        mediator=other_in(draft, "mediator", sentence, reading),
        action=draft.action,
        topic=words_in(draft, "topic", sentence, reading),
        conditions=all_words_in(draft, "conditions", sentence, reading),
        status=Status.PROPOSED if draft.action in OPEN and draft.status is Status.COMPLETED else draft.status,
        place=place_in(draft, "where", sentence, reading),
        evidence=(reading.source.whole(sentence),),
        codes=_DIPLOMATIC_CODES[draft.action],
    )


def _id(prefix: str, sentence: Sentence, who: str, action: str) -> str:
    """A stable id: the same words of the same article, the same id."""
    known = f"{sentence.text}|{sentence.start}|{folded(who)}|{action}"
    return f"{prefix}-{hashlib.sha256(known.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}"
