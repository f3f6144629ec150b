"""Whether confidences mean what they say: of the records given 0.7, about seven in ten should be right."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

Estimate = tuple[float, bool]
"""A confidence, and whether the record turned out right."""
BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Records of nearly the same confidence."""

    low: float
    high: float
    records: int
    confidence: float
    """Their mean confidence."""
    right: float
    """The part of them that is right."""


def reliability(estimates: Sequence[Estimate]) -> tuple[Bin, ...]:
    """Ten bins of equal width, the empty ones left out; what is exactly 1 belongs to the last."""
    placed = sorted((min(int(sure * BINS), BINS - 1), sure, right) for sure, right in estimates)
    found = []
    for place, members in groupby(placed, key=lambda item: item[0]):
        every = list(members)
        mean = sum(sure for _, sure, _ in every) / len(every)
        right = sum(right for _, _, right in every) / len(every)
        found.append(Bin(place / BINS, (place + 1) / BINS, len(every), mean, right))
    return tuple(found)


def calibration_error(estimates: Sequence[Estimate]) -> float:
    """The expected calibration error: how far the bins' confidence and share of right records lie apart, on average.

    Each bin counts by its records. 0 is perfect, and is what no estimates at all have.
    """
    bins = reliability(estimates)
    many = sum(one.records for one in bins)
    return sum(one.records * abs(one.confidence - one.right) for one in bins) / many if many else 0.0
