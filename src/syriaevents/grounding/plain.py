"""What the words of a sentence tell so plainly that code need not ask: records that the model's answer left out.

Calls for talks, armed action and diplomacy whose actor stands right before the verb. They become drafts and are
checked like the model's; what the model told in its own way is not told twice.
"""

from collections.abc import Iterator, Sequence

from syriaevents.grounding import dealings, deeds
from syriaevents.grounding.calls import CALLING, calls_in
from syriaevents.grounding.names import same_name
from syriaevents.grounding.told import Dealt, Moved, Said, Told
from syriaevents.prompting.drafts import Draft, InitiativeDraft, MovementDraft
from syriaevents.reading.sentences import Sentence
from syriaevents.reading.source import Source
from syriaevents.schema import Ref, Status

SPOKEN = frozenset({"call_for_talks", "call_for_ceasefire", "set_condition"})
"""Diplomatic actions that are done by speaking."""


def untold(sentence: Sentence, records: Sequence[Told], source: Source) -> Iterator[Draft]:
    """What a sentence tells plainly and none of its records does."""
    yield from _calls(sentence, records)
    yield from _deeds(sentence, records)
    outside, _ = source.unquoted(sentence)
    yield from _dealings(sentence.number, outside, records)


def _calls(sentence: Sentence, records: Sequence[Told]) -> Iterator[InitiativeDraft]:
    if any(isinstance(record, Dealt) and record.action in SPOKEN for record in records):
        return
    for record in records:
        if isinstance(record, Said) and record.act in CALLING:
            words = " ".join(span.text for span in record.evidence)
            for action in calls_in(words, record.speaker.mention):
                yield InitiativeDraft(
                    sentence=sentence.number, who=(record.speaker.mention,), action=action, status=Status.PROPOSED
                )


def _deeds(sentence: Sentence, records: Sequence[Told]) -> Iterator[MovementDraft]:
    told = [(record.actor.mention, record.action) for record in records if isinstance(record, Moved)]
    plain = deeds.deeds_in(sentence.text)
    for deed in plain:
        own = [action for who, action in told if same_name(deed.who, who)]
        others = {other.action for other in plain if other.who == deed.who} - {deed.action}
        if not any(
            action is deed.action or (action not in others and deeds.alike(deed.action, action)) for action in own
        ):
            yield MovementDraft(sentence=sentence.number, who=deed.who, action=deed.action)


def _dealings(number: int, outside: str, records: Sequence[Told]) -> Iterator[InitiativeDraft]:
    told = [(record.initiators, record.action) for record in records if isinstance(record, Dealt)]
    for dealing in dealings.dealings_in(outside):
        if not any(_among(dealing.who, whom) and dealings.alike(dealing.action, action) for whom, action in told):
            yield draft_of(dealing, number)


def draft_of(dealing: dealings.Dealing, number: int) -> InitiativeDraft:
    """A dealing as a draft."""
    return InitiativeDraft(
        sentence=number,
        who=(dealing.who,),
        action=dealing.action,
        status=dealing.status,
        towards=(dealing.towards,) if dealing.towards else (),
        where=dealing.where,
    )


def _among(name: str, refs: Sequence[Ref]) -> bool:
    return any(same_name(name, ref.mention) for ref in refs)
