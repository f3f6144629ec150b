"""One article's predicted records beside its gold.

A predicted record is right when it is paired with a gold record of its type whose evidence it shares (at least half of
the shorter of the two, in characters) and whose speaker, actor or any initiator it names. How pairs are chosen,
:func:`syriaevents.evaluate.matching.match` tells.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from syriaevents.evaluate.claims import Claim, apart, namesakes
from syriaevents.evaluate.counts import TYPES, Count, Counts, Share
from syriaevents.evaluate.gold import Gold
from syriaevents.evaluate.matching import compare, length, match, match_evidence, same_evidence, shared
from syriaevents.evaluate.prediction import Prediction
from syriaevents.evaluate.support import Fault, faults_of
from syriaevents.reading.source import SPEECH_WORDS, Source
from syriaevents.schema import Article, RecordType, Usage

Verdict = Literal["right", "differs", "other who", "missed", "false"]
VERDICTS: Mapping[Verdict, str] = {
    "right": "right, in all fields that gold gives",
    "differs": "right, but another value in a field",
    "other who": "the same evidence with another participant",
    "missed": "only in gold",
    "false": "only predicted",
}
"""What can become of a record."""


@dataclass(frozen=True, slots=True)
class Line:
    """A gold record and a predicted one side by side, or one of them alone."""

    verdict: Verdict
    type: RecordType
    gold: Claim | None
    found: Claim | None
    fields: Mapping[str, bool]
    """Where the record is right: for each field that gold gives, whether the prediction agrees."""
    faults: frozenset[Fault] = frozenset()
    """What in the article does not support the prediction."""

    @property
    def evidence(self) -> str:
        """The words of the article that it is about."""
        shown = self.gold or self.found
        return shown.text if shown else ""

    @property
    def right(self) -> bool:
        """Whether the prediction counts as right."""
        return self.verdict in {"right", "differs"}

    def to_dict(self) -> dict[str, Any]:
        """As JSON."""
        sides = {name: claim and asdict(claim) for name, claim in (("gold", self.gold), ("predicted", self.found))}
        return {
            "verdict": self.verdict,
            "type": self.type,
            **sides,
            "fields": dict(self.fields),
            "unsupported": sorted(self.faults),
        }


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of comparing one article."""

    article: Article
    answered: bool
    """Whether there was a prediction; where there was none, all of its gold is missed."""
    records: Counts
    characters: Counts
    """Characters of evidence, each counted once a record type."""
    lines: tuple[Line, ...]
    """In the order of the text."""
    turned_away: Share
    """Of the whole records that the program offered and did not keep: those that gold has and the program missed."""
    uncovered: Share
    """Of the direct quotations of five words or more: those that stand in no predicted statement's evidence."""
    usage: Usage
    model: str

    def to_dict(self, *, lines: bool = True) -> dict[str, Any]:
        """As JSON; with ``lines`` all its records are in it."""
        return {
            "id": self.article.id,
            "language": self.article.language,
            "answered": self.answered,
            "records": {kind: asdict(count) for kind, count in self.records.items()},
            "characters": {kind: asdict(count) for kind, count in self.characters.items()},
            "turned_away_though_right": asdict(self.turned_away),
            "uncovered_quotations": asdict(self.uncovered),
            "usage": self.usage.model_dump(),
            **({"lines": [line.to_dict() for line in self.lines]} if lines else {}),
        }


def compared(gold: Gold, prediction: Prediction | None) -> Compared:
    """One article's records side by side and counted."""
    source = Source.of(gold.article)
    answer = prediction or Prediction(gold.article.id, ())
    wanted, found = _by_type(gold.claims), _by_type(answer.claims)
    lines = sorted(
        (line for kind in TYPES for line in _lines(kind, wanted[kind], found[kind], source)), key=_place
    )  # fmt: skip
    return Compared(
        article=gold.article,
        answered=prediction is not None,
        records={
            kind: Count(
                len(wanted[kind]), len(found[kind]), sum(line.right for line in lines if line.type == kind)
            )
            for kind in TYPES
        },
        characters={kind: _characters(wanted[kind], found[kind]) for kind in TYPES},
        lines=tuple(lines),
        turned_away=_turned_away(answer, lines),
        uncovered=_uncovered(found["statement"], source),
        usage=answer.usage,
        model=answer.model,
    )  # fmt: skip


def _by_type(claims: Sequence[Claim]) -> dict[RecordType, list[Claim]]:
    return {kind: [claim for claim in claims if claim.type == kind] for kind in TYPES}


def _lines(kind: RecordType, wanted: Sequence[Claim], found: Sequence[Claim], source: Source) -> Iterator[Line]:
    faults = [faults_of(claim, source) for claim in found]
    pairs = match(wanted, found)
    for left, right in pairs:
        fields = compare(wanted[left], found[right])
        yield Line(
            "right" if all(fields.values()) else "differs", kind, wanted[left], found[right], fields, faults[right]
        )
    missed = [index for index in range(len(wanted)) if index not in {left for left, _ in pairs}]
    false = [index for index in range(len(found)) if index not in {right for _, right in pairs}]
    near = match_evidence([wanted[index] for index in missed], [found[index] for index in false])
    for left, right in near:
        yield Line("other who", kind, wanted[missed[left]], found[false[right]], {}, faults[false[right]])
    for left in {*range(len(missed))} - {left for left, _ in near}:
        yield Line("missed", kind, wanted[missed[left]], None, {})
    for right in {*range(len(false))} - {right for _, right in near}:
        yield Line("false", kind, None, found[false[right]], {}, faults[false[right]])


def _place(line: Line) -> tuple[bool, int]:
    """Where in the text a line belongs; evidence that stands nowhere comes last."""
    starts = [start for claim in (line.gold, line.found) if claim for start, _ in claim.spans[:1]]
    return not starts, min(starts, default=0)


def _characters(wanted: Sequence[Claim], found: Sequence[Claim]) -> Count:
    """Characters that are evidence of any gold record, of any predicted one, and of both."""
    mine, theirs = (apart([span for claim in claims for span in claim.spans]) for claims in (wanted, found))
    return Count(length(mine), length(theirs), shared(mine, theirs))


def _turned_away(answer: Prediction, lines: Sequence[Line]) -> Share:
    """Records turned away, those left aside that say the same as one that was kept; and those of them that gold has."""
    away = [claim for claim in answer.rejected if not any(_same(claim, kept) for kept in answer.claims)]
    missed = [line.gold for line in lines if line.gold and not line.right]
    right = sum(
        len(match([claim for claim in missed if claim.type == kind], [claim for claim in away if claim.type == kind]))
        for kind in TYPES
    )
    return Share(right, len(away))


def _same(one: Claim, other: Claim) -> bool:
    return one.type == other.type and same_evidence(one, other) and namesakes(one.who, other.who)


def _uncovered(statements: Sequence[Claim], source: Source) -> Share:
    taken = apart([span for claim in statements for span in claim.spans])
    speech = [((quote.start, quote.end),) for quote in source.quotes if quote.words >= SPEECH_WORDS]
    return Share.of(not shared(quote, taken) for quote in speech)
