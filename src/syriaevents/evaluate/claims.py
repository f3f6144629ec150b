"""Records in the plain form in which they are compared: gold and predictions, this library's and others' alike.

A claim is a type, the names that its main participant may have, an act or action, places in the text, and
whatever other fields are given; every field is a list of accepted values, of which a prediction has one.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from syriaevents.folding import fold, folded
from syriaevents.grounding.names import same_name
from syriaevents.schema import Assertion, DiplomaticAction, MilitaryAction, RecordType, SpeechAct, Status

Accepted = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """One record of one article."""

    type: RecordType
    who: tuple[str, ...]
    """Accepted names of the speaker, the actor, or any of the initiators."""
    text: str
    """The evidence's words."""
    spans: tuple[tuple[int, int], ...]
    """Where the evidence stands in the article, in order, apart from each other; empty: nowhere."""
    verbatim: bool
    """Whether it stands there word for word."""
    fields: Mapping[str, Accepted] = field(default_factory=dict)
    """Accepted values by field; a field that is not given is not there."""
    confidence: float | None = None
    """The probability of being right that it came with."""

    @property
    def action(self) -> tuple[str, ...]:
        """Accepted acts or actions."""
        return self.fields.get("act" if self.type == "statement" else "action", ())

    @property
    def names(self) -> Iterator[str]:
        """Everybody who is named in a role, and every place; all forms that are accepted."""
        yield from self.who
        for name, accepted in self.fields.items():
            how = FIELDS[self.type][name]
            if how in {_NAME, _NAMES}:
                yield from _forms(list(accepted) if how is _NAME else [list(forms) for forms in accepted])


class _Field(NamedTuple):
    """How one field of a record is read and compared."""

    read: Callable[[Any], Accepted]
    agree: Callable[[Accepted, Accepted], bool]
    allowed: type[StrEnum] | None = None


def same_who(one: str, other: str) -> bool:
    """Whether two mentions name the same: the words of one among the other's, titles aside; mere titles as they are."""
    return same_name(one, other) or folded(one).removeprefix("the ") == folded(other).removeprefix("the ")


def _several(value: Any) -> tuple[Any, ...]:
    """A scalar or a list of accepted ones as a tuple; nothing for null."""
    return tuple(value) if isinstance(value, list) else () if value is None else (value,)


def _forms(value: Any) -> tuple[str, ...]:
    """All accepted names under a participant, a list of participants, a name, or a list of names."""
    if isinstance(value, Mapping):
        return _forms(value.get("mention", value.get("text")))
    if isinstance(value, list):
        return tuple(form for item in value for form in _forms(item))
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{value!r} is no name")
    return (value,) if value else ()


def _each(value: Any) -> tuple[tuple[str, ...], ...]:
    """Accepted names of each of several participants."""
    return tuple(_forms(item) for item in _several(value))


def equal(wanted: Accepted, found: Accepted) -> bool:
    """Whether a value is among the accepted ones."""
    return any(value in wanted for value in found)


def namesakes(wanted: Accepted, found: Accepted) -> bool:
    """Whether any name of the one is any of the other."""
    return any(same_who(one, other) for one in wanted for other in found)


def _all_namesakes(wanted: Accepted, found: Accepted) -> bool:
    return all(any(namesakes(one, other) for other in found) for one in wanted) and all(
        any(namesakes(one, other) for one in wanted) for other in found
    )


def _same_words(wanted: Accepted, found: Accepted) -> bool:
    """The same quotations, marks of punctuation at their ends aside."""
    return {_bare(one[0]) for one in wanted} == {_bare(other[0]) for other in found}


def _bare(text: str) -> str:
    return folded(text).strip(" .,;:!?'\"")


_VALUE = _Field(_several, equal)
_NAME = _Field(_forms, namesakes)
_NAMES = _Field(_each, _all_namesakes)
_WHEN = {"date.start": _VALUE, "date.end": _VALUE}

FIELDS: Mapping[RecordType, Mapping[str, _Field]] = {
    "statement": {
        "act": _Field(_several, equal, SpeechAct),
        "direct": _VALUE,
        "quotes": _Field(_each, _same_words),
        "addressee": _NAME,
        **_WHEN,
    },
    "military_movement": {
        "action": _Field(_several, equal, MilitaryAction),
        "target": _NAME,
        "place": _NAME,
        "origin": _NAME,
        "destination": _NAME,
        "force_size.best": _VALUE,
        "casualties.killed.best": _VALUE,
        "casualties.wounded.best": _VALUE,
        "assertion": _Field(_several, equal, Assertion),
        "attributed_to": _NAME,
        **_WHEN,
    },
    "diplomatic_initiative": {
        "action": _Field(_several, equal, DiplomaticAction),
        "status": _Field(_several, equal, Status),
        "counterparts": _NAMES,
        "mediator": _NAME,
        "place": _NAME,
        **_WHEN,
    },
}
"""The fields that are compared on matched records."""
_LISTED: Mapping[RecordType, tuple[str, str]] = {
    "statement": ("statements", "speaker"),
    "military_movement": ("military_movements", "actor"),
    "diplomatic_initiative": ("diplomatic_initiatives", "initiators"),
}
LISTS = tuple(key for key, _ in _LISTED.values())
"""Where an Extraction has its records."""


def claims_of(data: Mapping[str, Any], text: str) -> tuple[Claim, ...]:
    """The claims of an Extraction's JSON, fields left out and lists of accepted values allowed.

    Raises ValueError or KeyError where a record has no participant or evidence, or a value that is no
    value of its field.
    """
    return tuple(claim_of(kind, record, text) for kind, (key, _) in _LISTED.items() for record in data.get(key, ()))


def claim_of(kind: RecordType, record: Mapping[str, Any], text: str) -> Claim:
    """The claim of one record. Raises ValueError or KeyError, as :func:`claims_of` does."""
    who, spans, verbatim = _LISTED[kind][1], [], True
    for part in record["evidence"]:
        found = locate(part["text"], text) if part.get("start") is None else (part["start"], part["end"])
        verbatim = verbatim and found is not None and text[slice(*found)] == part["text"]
        spans += [found] if found else []
    words = " … ".join(part["text"] for part in record["evidence"])
    names = _forms(record[who])
    if not (names and words):
        raise ValueError(f"a {kind} without {who if words else 'evidence'}")
    return Claim(kind, names, words, apart(spans), verbatim, dict(_given(kind, record)), record.get("confidence"))


def _given(kind: RecordType, record: Mapping[str, Any]) -> Iterator[tuple[str, Accepted]]:
    for path, how in FIELDS[kind].items():
        value: Any = record
        for key in path.split("."):
            value = value.get(key) if isinstance(value, Mapping) else None
        accepted = how.read(value)
        unknown = [item for item in accepted if how.allowed and item not in set(how.allowed)]
        if unknown:
            raise ValueError(f"{unknown[0]!r} is no {path} of a {kind}")
        if accepted:
            yield path, accepted


def plain_claim(kind: RecordType, who: str, evidence: str, text: str, action: str | None = None) -> Claim:
    """The claim of a program that copies its evidence out; words that stand there but for folding are placed too."""
    found = locate(evidence, text)
    fields = {"act" if kind == "statement" else "action": (action,)} if action else {}
    spans = apart([found] if found else [])
    return Claim(kind, (who,) if who else (), evidence, spans, bool(found) and evidence in text, fields)


def locate(words: str, text: str) -> tuple[int, int] | None:
    """Where words stand in the text: their first place, else the first that folds to the same."""
    if not words.strip():
        return None
    start = text.find(words)
    if start >= 0:
        return start, start + len(words)
    view, wanted = fold(text), folded(words)
    start = view.text.find(wanted)
    return view.original(start, start + len(wanted)) if wanted and start >= 0 else None


def apart(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spans in order, those that meet made one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
