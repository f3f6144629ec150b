"""How far a score can be trusted: intervals by bootstrap over articles, and two runs held against each other.

Articles, not records, are drawn: the records of one article stand or fall together. Everything is seeded, so the same
counts give the same figures.
"""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import product
from typing import Any, Literal

from syriaevents.evaluate.counts import TYPES, Count, Counts

SAMPLES = 2000
"""Draws of a bootstrap."""
SWAPS = 10_000
"""Assignments tried by a randomisation test; where there are not more of them, all are tried."""
LEVEL = 0.95
"""Part of the draws that an interval holds; what is rarer than the rest is taken for a difference."""
_SEED = 2011

Measure = Callable[[Counts], float]
Verdict = Literal["better", "worse", "can't tell"]
_Row = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a figure lies in 95 of 100 draws of as many articles."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Difference:
    """How much better one run is than another, by one measure."""

    by: float
    """The first run's figure less the second's."""
    low: float
    high: float
    """Where it lies in 95 of 100 paired draws of as many articles."""
    p: float
    """How often a difference as great comes about where it is left to chance whose answer was whose."""

    @property
    def verdict(self) -> Verdict:
        """Whether the first run is better; "can't tell" where chance does as much in more than 5 of 100 cases."""
        if self.p > 1 - LEVEL:
            return "can't tell"
        return "better" if self.by > 0 else "worse"

    def to_dict(self) -> dict[str, Any]:
        """As JSON, the verdict included."""
        return {**asdict(self), "verdict": self.verdict}


def interval(articles: Iterable[Counts], measure: Measure) -> Interval:
    """The bootstrap interval of a measure over articles, by percentiles."""
    rows = [_row(counts) for counts in articles]
    return Interval(*_middle([measure(_counts(drawn)) for drawn in _draws(rows)]))


def difference(one: Sequence[Counts], other: Sequence[Counts], measure: Measure) -> Difference:
    """Two runs over the same articles in the same order: a paired bootstrap, and a randomisation test.

    The test swaps the answers of the two runs article by article, at random (all ways where they are few), and counts
    how often the measure then differs at least as much. With fewer than six articles it can tell nothing.
    """
    rows = [_row(left) + _row(right) for left, right in zip(one, other, strict=True)]

    def apart(drawn: _Row) -> float:
        return measure(_counts(drawn[: len(drawn) // 2])) - measure(_counts(drawn[len(drawn) // 2 :]))

    seen = apart(_sum(rows)) if rows else 0.0
    low, high = _middle([apart(drawn) for drawn in _draws(rows)])
    return Difference(seen, low, high, _chance(rows, abs(seen), apart))


def _chance(rows: Sequence[_Row], seen: float, apart: Callable[[_Row], float]) -> float:
    """Part of the assignments of the answers to the runs that differ as much as was seen."""
    base = _sum(rows)
    turned = [tuple(right - left for left, right in zip(row, _swapped(row), strict=True)) for row in rows]
    told = [change for change in turned if any(change)]  # where both say the same, nothing is swapped
    if not told:
        return 1.0
    hits = tries = 0
    for choice in _choices(len(told)):
        changes = [change for change, chosen in zip(told, choice, strict=True) if chosen]
        tries += 1
        hits += abs(apart(_sum([base, *changes]))) >= seen - 1e-12
    return hits / tries if 2 ** len(told) <= SWAPS else (hits + 1) / (tries + 1)


def _choices(many: int) -> Iterator[Sequence[bool]]:
    if 2**many <= SWAPS:
        yield from product((False, True), repeat=many)
        return
    chance = random.Random(_SEED)
    for _ in range(SWAPS):
        bits = chance.getrandbits(many)
        yield [bool(bits >> at & 1) for at in range(many)]


def _swapped(row: _Row) -> _Row:
    middle = len(row) // 2
    return row[middle:] + row[:middle]


def _draws(rows: Sequence[_Row]) -> Iterator[_Row]:
    """Sums over as many articles as there are, drawn with replacement."""
    chance = random.Random(_SEED)
    for _ in range(SAMPLES if rows else 0):
        yield _sum(chance.choices(rows, k=len(rows)))


def _sum(rows: Iterable[_Row]) -> _Row:
    return tuple(map(sum, zip(*rows, strict=True)))


def _middle(figures: list[float]) -> tuple[float, float]:
    if not figures:
        return 0.0, 0.0
    figures.sort()
    outside = int(len(figures) * (1 - LEVEL) / 2)
    return figures[outside], figures[-1 - outside]


def _row(counts: Counts) -> _Row:
    return tuple(figure for kind in TYPES for figure in (counts[kind].gold, counts[kind].predicted, counts[kind].right))


def _counts(row: _Row) -> Counts:
    return {kind: Count(*row[3 * at : 3 * at + 3]) for at, kind in enumerate(TYPES)}
