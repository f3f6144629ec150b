"""How far a score can be trusted: intervals by bootstrap over articles, and two runs held against each other.

Articles, not records, are drawn: the records of one article stand or fall together. Everything is seeded, so the same
counts give the same figures.
"""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice, product
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
_Sides = tuple[Counts, Counts]
_EQUAL = 1e-12
"""Differences of figures that are the same but for rounding."""


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


def intervals(articles: Iterable[Counts], measures: Mapping[str, Measure]) -> dict[str, Interval]:
    """The bootstrap interval of each measure over articles, by percentiles; all from the same draws."""
    drawn = [_counts(row) for row in _draws([_row(counts) for counts in articles])]
    return {name: Interval(*_middle([measure(counts) for counts in drawn])) for name, measure in measures.items()}


def differences(
    one: Sequence[Counts], other: Sequence[Counts], measures: Mapping[str, Measure]
) -> dict[str, Difference]:
    """Two runs over the same articles in the same order, by each measure: a paired bootstrap, and a randomisation test.

    The test swaps the answers of the two runs article by article, at random (all ways where they are few), and counts
    how often the measure then differs at least as much. With fewer than six articles it can tell nothing.
    """
    rows = [_row(left) + _row(right) for left, right in zip(one, other, strict=True)]
    seen, drawn, swapped = _sides(_sum(rows)), list(map(_sides, _draws(rows))), list(map(_sides, _swaps(rows)))
    return {name: _difference(measure, seen, drawn, swapped) for name, measure in measures.items()}


def _difference(measure: Measure, seen: _Sides, drawn: Sequence[_Sides], swapped: Sequence[_Sides]) -> Difference:
    def apart(sides: _Sides) -> float:
        return measure(sides[0]) - measure(sides[1])

    by = apart(seen)
    extreme = sum(abs(apart(sides)) >= abs(by) - _EQUAL for sides in swapped)
    return Difference(by, *_middle(list(map(apart, drawn))), extreme / len(swapped))


def _swaps(rows: Sequence[_Row]) -> Iterator[_Row]:
    """Sums after swapping the answers in some of the articles, the first time in none."""
    base = _sum(rows)
    turned = [tuple(right - left for left, right in zip(row, _swapped(row), strict=True)) for row in rows]
    changes = [change for change in turned if any(change)]  # where both say the same, nothing is swapped
    yield base
    for choice in _choices(len(changes)):
        yield _sum([base, *(change for change, chosen in zip(changes, choice, strict=True) if chosen)])


def _choices(many: int) -> Iterator[Sequence[bool]]:
    """Which articles are swapped: every way but none where those are few, else some ways at random."""
    if 2**many <= SWAPS:
        yield from islice(product((False, True), repeat=many), 1, None)
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


def _sides(row: _Row) -> _Sides:
    """The counts of both runs."""
    middle = len(row) // 2
    return _counts(row[:middle]), _counts(row[middle:])


def _counts(row: _Row) -> Counts:
    return {kind: Count(*row[3 * at : 3 * at + 3]) for at, kind in enumerate(TYPES)}  # no row: nothing counted
