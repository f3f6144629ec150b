"""Which predicted record is which gold record: one to one, by evidence and participants."""

from collections.abc import Iterable, Sequence

from syriaevents.evaluate.assignment import best_pairs
from syriaevents.evaluate.claims import FIELDS, Claim, apart, equal, namesakes

Spans = Iterable[tuple[int, int]]

_SHARED = 0.5
"""Part of the shorter evidence, in characters, that the longer must hold."""
_WHOLE = 1000
"""The overlap of two pieces of evidence is weighed in thousandths."""


def length(spans: Spans) -> int:
    """Characters of spans that lie apart."""
    return sum(end - start for start, end in spans)


def shared(one: Spans, other: Spans) -> int:
    """Characters that two lists of spans, each apart, have in common."""
    other = tuple(other)
    return sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)


def same_evidence(one: Claim, other: Claim) -> bool:
    """Whether at least half of the shorter evidence stands in the longer."""
    common = shared(one.spans, other.spans)
    return common > 0 and common >= _SHARED * min(length(one.spans), length(other.spans))


def match(gold: Sequence[Claim], found: Sequence[Claim]) -> list[tuple[int, int]]:
    """Pairs (gold, found) of one article and one record type that share evidence and the main participant.

    Of all ways to pair, it is the one with the most pairs; of those, with the most equal acts or actions; of those,
    with the most overlap of evidence, each pair's in thousandths of what both together cover.
    """
    many = min(len(gold), len(found)) + 1  # so many agreements weigh less than one pair
    return best_pairs([[_weight(wanted, claim, many) for claim in found] for wanted in gold])


def match_evidence(gold: Sequence[Claim], found: Sequence[Claim]) -> list[tuple[int, int]]:
    """Pairs that share evidence, whoever takes part: the most there can be, with the most overlap."""
    most = _WHOLE * (min(len(gold), len(found)) + 1)
    return best_pairs([[(most + _overlap(one, other)) * same_evidence(one, other) for other in found] for one in gold])


def _weight(wanted: Claim, claim: Claim, many: int) -> int:
    if not (same_evidence(wanted, claim) and namesakes(wanted.who, claim.who)):
        return 0
    agreement = many + equal(wanted.action, claim.action)
    return agreement * many * _WHOLE + _overlap(wanted, claim)


def _overlap(one: Claim, other: Claim) -> int:
    """Part of the text that both together cover which both cover, in thousandths."""
    return _WHOLE * shared(one.spans, other.spans) // max(1, length(apart([*one.spans, *other.spans])))


def compare(wanted: Claim, claim: Claim) -> dict[str, bool]:
    """For each field that gold gives, whether the other agrees."""
    fields = FIELDS[wanted.type]
    return {
        name: name in claim.fields and fields[name].agree(accepted, claim.fields[name])
        for name, accepted in wanted.fields.items()
    }
