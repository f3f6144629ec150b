"""What tells right records from wrong ones: how they are grounded, who they lead to, what stands beside them.

A signal is a number that is 0 where it says nothing. All come from the article and the records themselves, so they can
be read from any Extraction, whichever engine it is from.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from syriaevents.folding import fold, folded
from syriaevents.grounding.attribution import named_speakers
from syriaevents.grounding.names import same_name
from syriaevents.prompting.cues import Cues, cues
from syriaevents.reading.sentences import Sentence
from syriaevents.reading.source import Source
from syriaevents.schema import DiplomaticInitiative, Extraction, MilitaryMovement, Ref, Statement

Record: TypeAlias = Statement | MilitaryMovement | DiplomaticInitiative

SIGNALS: Mapping[str, str] = {
    "movement": "it is a military movement",
    "initiative": "it is a diplomatic initiative",
    "quoted": "a direct quotation belongs to it",
    "subject": "the grammar of its sentence makes the one named the speaker",
    "near": "the one named stands near its sentence, not in it",
    "capital": "the one named is written as a name",
    "known": "the one who acts (not: speaks) is in the actor table",
    "cues": "how many actions of its type its sentence has words for, up to four",
    "rivals": "how many other records of its type its sentence has, up to two",
    "spoken": "the sentence of an action quotes somebody",
    "opening": "it stands in the first two sentences, the headline among them",
}
"""What each signal says of a record."""
_MOST_CUES, _MOST_RIVALS = 4, 2
_OPENING = 2


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the signals of all records of one sentence have in common."""

    sentence: Sentence
    speech: str
    """Its words in direct quotations."""
    speakers: tuple[str, ...]
    """Whom its grammar makes speakers; looked for where there are statements."""
    cues: Cues
    """Its words for actions; looked for where there are records of actions."""
    records: tuple[Record, ...]


def signals_of(result: Extraction, source: Source) -> Iterator[tuple[Record, dict[str, float]]]:
    """Each record with its signals; ``source`` is the article's. A sentence is looked at once for all its records."""
    by_sentence: dict[int, list[Record]] = {}
    records: tuple[Record, ...] = (*result.statements, *result.military_movements, *result.diplomatic_initiatives)
    for record in records:
        by_sentence.setdefault(record.evidence[0].sentence, []).append(record)
    known = frozenset(actor.id for actor in result.actors if actor.resolution)
    for number, own in by_sentence.items():
        seen = _seen(source, source.sentences[number - 1], own)
        for record in own:
            yield record, {name: float(value) for name, value in _signals(record, seen, known).items()}


def _seen(source: Source, sentence: Sentence, records: Sequence[Record]) -> _Seen:
    outside, inside = source.unquoted(sentence)
    spoken = [isinstance(record, Statement) for record in records]
    return _Seen(
        sentence,
        inside,
        speakers=named_speakers(outside) if any(spoken) else (),
        cues=Cues() if all(spoken) else cues(sentence.text, inside),
        records=tuple(records),
    )


def _signals(record: Record, seen: _Seen, known: frozenset[str]) -> dict[str, float]:
    who, sentence = who_of(record), seen.sentence
    speaks = isinstance(record, Statement)
    return {
        "movement": isinstance(record, MilitaryMovement),
        "initiative": isinstance(record, DiplomaticInitiative),
        "quoted": isinstance(record, Statement) and record.direct,
        "subject": speaks and any(same_name(who.mention, name) for name in seen.speakers),
        "near": folded(who.mention) not in fold(sentence.text).text,
        "capital": not who.mention[:1].islower(),
        "known": not speaks and who.actor_id in known,
        "cues": 0 if speaks else min(_MOST_CUES, len(_possible(record, seen.cues))),
        "rivals": min(_MOST_RIVALS, sum(type(other) is type(record) for other in seen.records) - 1),
        "spoken": not speaks and bool(seen.speech),
        "opening": sentence.number <= _OPENING,
    }


def who_of(record: Record) -> Ref:
    """The one who speaks or acts; of several initiators the first."""
    if isinstance(record, Statement):
        return record.speaker
    return record.actor if isinstance(record, MilitaryMovement) else record.initiators[0]


def _possible(record: Record, seen: Cues) -> frozenset[str]:
    return seen.military if isinstance(record, MilitaryMovement) else seen.diplomatic
