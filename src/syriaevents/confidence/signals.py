"""What tells right records from wrong ones: how they are grounded, who they lead to, what stands beside them.

A signal is a number that is 0 where it says nothing. All come from the article and the records themselves, so they can
be read from any Extraction, whichever engine it is from.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeAlias

from syriaevents.folding import fold, folded
from syriaevents.grounding.attribution import named_speakers
from syriaevents.grounding.names import same_name
from syriaevents.prompting.cues import Deeds, deed_cues
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
_NO_DEEDS = Deeds(frozenset(), frozenset())


class _Seen(NamedTuple):
    """What the signals of all records of one sentence have in common."""

    text: str
    """Its words, folded."""
    spoken: bool
    """Whether some of its words are a direct quotation."""
    opening: bool
    speakers: tuple[str, ...]
    """Whom its grammar makes speakers; looked for where there are statements."""
    deeds: Deeds
    """Its words for actions; looked for where there are records of actions."""
    types: list[type[Record]]
    """Of its records."""


def signals_of(result: Extraction, source: Source) -> Iterator[tuple[Record, dict[str, float]]]:
    """Each record with its signals; ``source`` is the article's. A sentence is looked at once for all its records."""
    by_sentence: dict[int, list[Record]] = {}
    records: tuple[Record, ...] = (*result.statements, *result.military_movements, *result.diplomatic_initiatives)
    for record in records:
        by_sentence.setdefault(record.evidence[0].sentence, []).append(record)
    known = frozenset(actor.id for actor in result.actors if actor.resolution)
    for number, own in by_sentence.items():
        seen = _seen(source, source.sentences[number - 1], [type(record) for record in own])
        for record in own:
            yield record, _signals(record, seen, known)


def _seen(source: Source, sentence: Sentence, types: list[type[Record]]) -> _Seen:
    outside, inside = source.unquoted(sentence)
    speaks = types.count(Statement)
    return _Seen(
        text=fold(sentence.text).text,
        spoken=bool(inside),
        opening=sentence.number <= _OPENING,
        speakers=named_speakers(outside) if speaks else (),
        deeds=deed_cues(sentence.text, inside) if speaks < len(types) else _NO_DEEDS,
        types=types,
    )


def _signals(record: Record, seen: _Seen, known: frozenset[str]) -> dict[str, float]:
    who = who_of(record)
    told: dict[str, float] = dict.fromkeys(SIGNALS, 0.0)
    if isinstance(record, Statement):
        told["quoted"] = float(record.direct)
        told["subject"] = float(any(same_name(who.mention, name) for name in seen.speakers))
    else:
        moves = isinstance(record, MilitaryMovement)
        told["movement" if moves else "initiative"] = 1.0
        told["known"] = float(who.actor_id in known)
        told["cues"] = float(min(_MOST_CUES, len(seen.deeds.military if moves else seen.deeds.diplomatic)))
        told["spoken"] = float(seen.spoken)
    told["near"] = float(folded(who.mention) not in seen.text)
    told["capital"] = float(not who.mention[:1].islower())
    told["rivals"] = float(min(_MOST_RIVALS, seen.types.count(type(record)) - 1))
    told["opening"] = float(seen.opening)
    return told


def who_of(record: Record) -> Ref:
    """The one who speaks or acts; of several initiators the first."""
    if isinstance(record, Statement):
        return record.speaker
    return record.actor if isinstance(record, MilitaryMovement) else record.initiators[0]
