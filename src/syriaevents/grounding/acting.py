"""Who acts in a draft, the one name without which it is no record; and why not, where nobody does."""

from syriaevents.grounding.names import Found
from syriaevents.grounding.roles import Reading, parties, speaker_of, who_is
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
