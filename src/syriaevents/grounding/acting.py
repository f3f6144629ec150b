"""Who acts in a draft, the one name without which it is no record; and why not, where nobody does."""

import re

from syriaevents.grounding.attribution import may_deny, modality
from syriaevents.grounding.dealings import dealer
from syriaevents.grounding.deeds import doer
from syriaevents.grounding.names import Found, is_doing, same_name
from syriaevents.grounding.plain import SPOKEN
from syriaevents.grounding.roles import Reading, parties, speaker_of, who_is
from syriaevents.prompting.cues import places_of
from syriaevents.prompting.drafts import InitiativeDraft, MovementDraft, StatementDraft
from syriaevents.reading.sentences import Sentence
from syriaevents.schema import Assertion, DiplomaticAction

NEGATIVE = frozenset({"reject", "suspend", "set_condition", "call_for_ceasefire"})
"""Diplomatic actions that "not" belongs to."""

_BACKING = re.compile(r"\b(?:backed|supported|armed|funded|trained)\s+by\s+(?:the\s+)?$", re.IGNORECASE)


class Ungrounded(ValueError):
    """Why a draft is not believed; caught in this package."""


def who_speaks(draft: StatementDraft, sentence: Sentence, reading: Reading) -> Found:
    """Who speaks, by the draft and by the sentence's own grammar."""
    found = speaker_of(draft.who, sentence, reading)
    if found is None:
        raise Ungrounded(f"the speaker {draft.who!r} does not stand in sentence {sentence.number} or near it")
    if is_doing(found.text):
        raise Ungrounded(f"{found.text!r} tells what is done, not who speaks")
    return found


def who_moves(draft: MovementDraft, sentence: Sentence, reading: Reading) -> Found:
    """Who acts with arms."""
    who = doer(draft.who, draft.action, sentence.text) if reading.plain else draft.who
    found = who_is(who, sentence, reading)
    if found is None:
        raise Ungrounded(f"the actor {draft.who!r} does not stand in sentence {sentence.number} or near it")
    if _is_backer(found, sentence):
        raise Ungrounded(f"{found.text!r} backs whoever acts; it is not said to act itself")
    return found


def _is_backer(found: Found, sentence: Sentence) -> bool:
    """Whether the words before a name make it that of whoever stands behind another."""
    before = sentence.text[: max(0, found.start - sentence.start)]
    return before.rstrip().lower().endswith(("by", "the")) and _BACKING.search(before) is not None


def who_initiates(draft: InitiativeDraft, sentence: Sentence, reading: Reading) -> list[Found]:
    """Everybody who acts diplomatically."""
    if _is_denied(draft.action, sentence):
        raise Ungrounded(f"the sentence tells that nobody did so: {draft.action.value}")
    outside, _ = reading.source.unquoted(sentence)
    plain = dealer(draft.action, outside) if reading.plain else None
    known = plain is None or any(same_name(plain, name) for name in draft.who)
    who = parties(draft.who if known or plain is None else (plain,))
    found = [who_is(name, sentence, reading) for name in who]
    if draft.action in SPOKEN:
        speakers = [speaker for speaker in reading.speakers if speaker.sentence == sentence.number]
        if len(speakers) == 1:  # nobody but the speaker can call for something
            found = list(speakers)
    missing = [name for name, place in zip(who, found, strict=False) if place is None]
    if missing:
        raise Ungrounded(f"the initiator {missing[0]!r} does not stand in sentence {sentence.number} or near it")
    doing = next((place.text for place in found if place is not None and is_doing(place.text)), None)
    if doing:
        raise Ungrounded(f"{doing!r} tells what is done, not who does it")
    return [place for place in found if place is not None]


def _is_denied(action: DiplomaticAction, sentence: Sentence) -> bool:
    """Whether every word for a diplomatic act stands behind "not" or "never": "did not take part"."""
    if action in NEGATIVE or not may_deny(sentence.text):
        return False
    places = places_of(sentence.text, action, "diplomatic_initiative")
    return bool(places) and all(modality(sentence.text[:place]) is Assertion.DENIED for place in places)
