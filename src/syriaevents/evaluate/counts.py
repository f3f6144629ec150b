"""Counts that add up: of gold and predicted, and of parts of a whole."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass

from syriaevents.schema import RecordType

TYPES: tuple[RecordType, ...] = ("statement", "military_movement", "diplomatic_initiative")


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are in gold, how many predicted, and how many are both."""

    gold: int = 0
    predicted: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        """Share of the predicted that are right; 0 where there are none."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 0 where there is none."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        return 2 * self.right / (self.gold + self.predicted) if self.right else 0.0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.gold + other.gold, self.predicted + other.predicted, self.right + other.right)

    def to_dict(self) -> dict[str, float]:
        """As JSON, shares included."""
        return {**asdict(self), "precision": self.precision, "recall": self.recall, "f1": self.f1}


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int = 0
    whole: int = 0

    @classmethod
    def of(cls, said: Iterable[bool]) -> "Share":
        """How many of these are true."""
        every = tuple(said)
        return cls(sum(every), len(every))

    @property
    def share(self) -> float | None:
        """Between 0 and 1; None where there is nothing to share."""
        return self.part / self.whole if self.whole else None

    def __add__(self, other: "Share") -> "Share":
        return Share(self.part + other.part, self.whole + other.whole)

    def to_dict(self) -> dict[str, float | None]:
        """As JSON, the share included."""
        return {**asdict(self), "share": self.share}


Counts = Mapping[RecordType, Count]
"""A count a record type."""


def totals(counts: Iterable[Counts]) -> dict[RecordType, Count]:
    """Counts added up, type by type."""
    every = tuple(counts)
    return {kind: sum((count[kind] for count in every), Count()) for kind in TYPES}


def micro(counts: Counts) -> Count:
    """All record types as one."""
    return sum(counts.values(), Count())


def macro_f1(counts: Counts) -> float:
    """Mean F1 over the record types that either side has."""
    met = [count.f1 for count in counts.values() if count.gold or count.predicted]
    return sum(met) / len(met) if met else 0.0


MEASURES: Mapping[str, Callable[[Counts], float]] = {
    "statement": lambda counts: counts["statement"].f1,
    "military_movement": lambda counts: counts["military_movement"].f1,
    "diplomatic_initiative": lambda counts: counts["diplomatic_initiative"].f1,
    "micro": lambda counts: micro(counts).f1,
    "macro": macro_f1,
}
"""The figures that runs are judged by: F1 of each record type, of all as one, and their mean."""
