"""Who acts with arms and who only tells of it, on whose word, and which events that makes."""

import re
from collections.abc import Sequence
from functools import lru_cache

from syriaevents.folding import folded
from syriaevents.grounding.attribution import according_to, may_turn, modality
from syriaevents.grounding.names import is_person, same_name
from syriaevents.grounding.told import Moved, Said
from syriaevents.prompting.cues import places_of
from syriaevents.resolving.casting import Cast
from syriaevents.schema import (
    ActorKind,
    Assertion,
    Codes,
    MilitaryAction,
    Ref,
    SpeechAct,
)

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


def why_unarmed(record: Moved, statements: Sequence[Said], cast: Cast) -> str | None:
    """Why the one named cannot be the one who acts with arms, if so; ``statements`` are those of its sentence."""
    mention = record.actor.mention
    kind = cast.kind(record.actor, record.evidence[0].sentence)
    if kind in UNARMED:
        a_kind = f"{'an' if kind.value[0] in 'aeiou' else 'a'} {kind.value.replace('_', ' ')}"
        return f"{mention!r} is {a_kind}: who tells of armed action, not who takes it"
    if _is_unarmed(mention):
        return f"{mention!r} names somebody who does not act with arms"
    if kind:
        return None
    if statements and is_person(mention) and any(same_name(mention, item.speaker.mention) for item in statements):
        return f"{mention!r} speaks in this sentence; it does not say that they act"
    return None


@lru_cache(maxsize=4096)
def _is_unarmed(mention: str) -> bool:
    return not UNARMED_WORDS.isdisjoint(re.findall(r"\w+", folded(mention)))


def told_by(record: Moved, statements: Sequence[Said]) -> tuple[Assertion, Ref | None]:
    """Whose word a movement is told on: the one the sentence cites, or the one who speaks in it (``statements``)."""
    if record.attributed_to:
        return record.assertion, record.attributed_to
    evidence = record.evidence[0].text
    cited = according_to(evidence) if statements else None
    tellers = [item for item in statements if cited is None or same_name(item.speaker.mention, cited)]
    assertion = record.assertion
    if assertion is Assertion.REPORTED:
        assertion = _turned(evidence, record.action) or assertion
    if not tellers:
        return assertion, None
    if assertion is Assertion.REPORTED:
        assertion = Assertion.DENIED if tellers[0].act is SpeechAct.DENY else Assertion.CLAIMED
    return assertion, tellers[0].speaker


def _turned(evidence: str, action: MilitaryAction) -> Assertion | None:
    """How a sentence turns an action, where it turns every word for it: the way it turns the first."""
    if not may_turn(evidence):
        return None
    first = None
    for place in places_of(evidence, action):
        turned = modality(evidence[:place])
        if turned is None:
            return None
        first = first or turned
    return first


def codes_of(record: Moved, cast: Cast) -> Codes:
    """The action's codes, where the parties do not make it another ACLED event."""
    sentence = record.evidence[0].sentence
    actor, target = cast.kind(record.actor, sentence), cast.kind(record.target, sentence)
    if record.action is MilitaryAction.CAPTURE and actor in STATE_FORCES:
        return record.codes.model_copy(update={"acled_sub_event": "Government regains territory"})
    if record.action is MilitaryAction.ATTACK and target is ActorKind.PEOPLE:
        civilians = {"acled_event": "Violence against civilians", "acled_sub_event": "Attack"}
        return record.codes.model_copy(update=civilians)
    return record.codes
