"""What tells right records from wrong ones: how they are grounded, who they lead to, what stands beside them.

A signal is a number that is 0 where it says nothing. All come from the article and the records themselves, so they can
be read from any Extraction, whichever engine it is from.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from syriaevents.folding import fold, folded
from syriaevents.grounding.attribution import named_speakers
from syriaevents.grounding.names import same_name
from syriaevents.grounding.told import Moved, Said, Told
from syriaevents.prompting.cues import Deeds, deed_cues
from syriaevents.reading.sentences import Sentence
from syriaevents.reading.source import Source
from syriaevents.resolving.casting import Cast
from syriaevents.schema import DiplomaticInitiative, Extraction, MilitaryMovement, RecordType, Ref, Statement

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


class Grounds(NamedTuple):
    """What the signals of a record are read from, before it is made or after."""

    type: RecordType
    sentence: int
    who: str
    """The words that name the one who speaks or acts first."""
    known: bool
    """Whether the actor table knows them."""
    direct: bool = False
    """Whether they are quoted word for word."""


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
    types: list[RecordType]
    """Of its records."""


def signals_of(result: Extraction, source: Source) -> Iterator[tuple[Record, dict[str, float]]]:
    """Each record with its signals; ``source`` is the article's."""
    records: tuple[Record, ...] = (*result.statements, *result.military_movements, *result.diplomatic_initiatives)
    known = frozenset(actor.id for actor in result.actors if actor.resolution)
    for record, signals in zip(records, signals_in([_grounds(one, known) for one in records], source), strict=True):
        yield record, dict(zip(SIGNALS, signals, strict=True))


def signals_in(records: Sequence[Grounds], source: Source) -> Iterator[tuple[float, ...]]:
    """The signals of each record of an article, as ``SIGNALS`` lists them.

    A sentence is looked at once for all its records.
    """
    types: dict[int, list[RecordType]] = {}
    for record in records:
        types.setdefault(record.sentence, []).append(record.type)
    seen = {number: _seen(source, source.sentences[number - 1], own) for number, own in types.items()}
    for record in records:
        yield _signals(record, seen[record.sentence])


def grounds_of(told: Told, cast: Cast) -> Grounds:
    """What is known of a record before it is made; ``cast`` is its article's."""
    sentence = told.evidence[0].sentence
    if isinstance(told, Said):
        return Grounds("statement", sentence, told.speaker.mention, known=False, direct=told.direct)
    if isinstance(told, Moved):
        return Grounds("military_movement", sentence, told.actor.mention, cast.knows(told.actor, sentence))
    first = told.initiators[0]
    return Grounds("diplomatic_initiative", sentence, first.mention, cast.knows(first, sentence))


def _grounds(record: Record, known: frozenset[str]) -> Grounds:
    who = who_of(record)
    direct = isinstance(record, Statement) and record.direct
    return Grounds(type_of(record), record.evidence[0].sentence, who.mention, who.actor_id in known, direct)


def _seen(source: Source, sentence: Sentence, types: list[RecordType]) -> _Seen:
    outside, inside = source.unquoted(sentence)
    statements = types.count("statement")
    return _Seen(
        text=fold(sentence.text).text,
        spoken=bool(inside),
        opening=sentence.number <= _OPENING,
        speakers=named_speakers(outside) if statements else (),
        deeds=deed_cues(sentence.text, inside) if statements < len(types) else _NO_DEEDS,
        types=types,
    )


def _signals(record: Grounds, seen: _Seen) -> tuple[float, ...]:
    who = record.who
    speaks, moves = record.type == "statement", record.type == "military_movement"
    possible = () if speaks else seen.deeds.military if moves else seen.deeds.diplomatic
    return (
        moves,
        not speaks and not moves,
        record.direct,
        speaks and any(same_name(who, name) for name in seen.speakers),
        folded(who) not in seen.text,
        not who[:1].islower(),
        not speaks and record.known,
        min(_MOST_CUES, len(possible)),
        min(_MOST_RIVALS, seen.types.count(record.type) - 1),
        not speaks and seen.spoken,
        seen.opening,
    )


def type_of(record: Record) -> RecordType:
    """The name of a record's type."""
    if isinstance(record, Statement):
        return "statement"
    return "military_movement" if isinstance(record, MilitaryMovement) else "diplomatic_initiative"


def who_of(record: Record) -> Ref:
    """The one who speaks or acts; of several initiators the first."""
    if isinstance(record, Statement):
        return record.speaker
    return record.actor if isinstance(record, MilitaryMovement) else record.initiators[0]
