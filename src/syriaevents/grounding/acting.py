"""Who acts in a draft, the one name without which it is no record; and why not, where nobody does."""

from syriaevents.grounding.attribution import pronoun_speaks
from syriaevents.grounding.names import Found, is_pronoun
from syriaevents.grounding.roles import Reading, only_quotes, parties, speaker_of, who_is
from syriaevents.prompting.drafts import Draft, InitiativeDraft, MovementDraft, StatementDraft
from syriaevents.reading.sentences import Sentence
from syriaevents.reading.source import Source

SPOKEN = frozenset({"call_for_talks", "call_for_ceasefire", "set_condition"})
"""Diplomatic actions that are done by speaking."""


class Ungrounded(ValueError):
    """Why a draft is not believed; caught in this package."""


def cited_sentence(draft: Draft, source: Source) -> Sentence:
    """The sentence that a draft points at."""
    if draft.sentence > len(source.sentences):
        raise Ungrounded(f"there is no sentence {draft.sentence}")
    return source.sentences[draft.sentence - 1]


def who_speaks(draft: StatementDraft, sentence: Sentence, reading: Reading) -> Found:
    """Who speaks, by the draft and by the sentence's own grammar."""
    found = speaker_of(draft.who, sentence, reading)
    if found is None:
        raise Ungrounded(f"the speaker {draft.who!r} does not stand in sentence {sentence.number} or near it")
    return found


def who_moves(draft: MovementDraft, sentence: Sentence, reading: Reading) -> Found:
    """Who acts with arms."""
    found = who_is(draft.who, sentence, reading)
    if found is None:
        raise Ungrounded(f"the actor {draft.who!r} does not stand in sentence {sentence.number} or near it")
    return found


def who_initiates(draft: InitiativeDraft, sentence: Sentence, reading: Reading) -> list[Found]:
    """Everybody who acts diplomatically."""
    found = [who_is(name, sentence, reading) for name in parties(draft.who)]
    speakers = [speaker for speaker in reading.speakers if speaker.sentence == sentence.number]
    if draft.action in SPOKEN and len(speakers) == 1:  # nobody but the speaker can call for something
        found = list(speakers)
    missing = [name for name, place in zip(parties(draft.who), found, strict=False) if place is None]
    if missing:
        raise Ungrounded(f"the initiator {missing[0]!r} does not stand in sentence {sentence.number} or near it")
    return [place for place in found if place is not None]


def looks_back(draft: Draft, source: Source) -> bool:
    """Whether who acts may depend on the records before: a pronoun, a speech that goes on, a call by who speaks."""
    if isinstance(draft, InitiativeDraft):
        return draft.action in SPOKEN or any(map(is_pronoun, draft.who))
    if isinstance(draft, StatementDraft) and draft.sentence <= len(source.sentences):
        outside, inside = source.unquoted(source.sentences[draft.sentence - 1])
        return is_pronoun(draft.who) or only_quotes(outside, inside) or pronoun_speaks(outside) is not None
    return isinstance(draft, MovementDraft) and is_pronoun(draft.who)


def objection(source: Source, draft: Draft) -> str | None:
    """Why the text does not bear a draft out, read by itself; None where it does. Builds no record."""
    reading = Reading(source)
    try:
        sentence = cited_sentence(draft, source)
        if isinstance(draft, StatementDraft):
            who_speaks(draft, sentence, reading)
        elif isinstance(draft, MovementDraft):
            who_moves(draft, sentence, reading)
        elif isinstance(draft, InitiativeDraft):
            who_initiates(draft, sentence, reading)
    except Ungrounded as reason:
        return str(reason)
    return None
