"""Whether two records may tell of the same days."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from syriaevents.schema import Date

LAG = 2
"""Days before its publication that a happening without a date is thought to lie in."""
_SHORT = 3  # days: an interval that says when, not only about when
_TOLERANCE = 7  # days beyond the lag: news that is told later


@dataclass(frozen=True, slots=True)
class Days:
    """Whole days, both ends included, as ordinals."""

    start: int
    end: int
    told: bool
    """True where the record has a date; false where only the day of publication is known."""

    @property
    def short(self) -> bool:
        """True where it is a few days at most."""
        return self.end - self.start < _SHORT

    def common(self, other: "Days") -> "Days | None":
        """The days of both; what one of them tells counts for both."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Days(start, end, self.told or other.told) if start <= end else None


def days_of(date: Date | None, published: dt.date | None, *, denied: bool = False) -> Days | None:
    """The days of a record: its date's, else those up to the article's publication; None where nothing is known.

    The date of what is denied may be that of the denial, which comes some days later.
    """
    if date and date.start and date.end:
        earlier = _TOLERANCE if denied else 0
        return _days(date.start.toordinal() - earlier, date.end.toordinal(), not denied)
    return _days(published.toordinal() - LAG, published.toordinal(), False) if published else None


@lru_cache(maxsize=16384)
def _days(start: int, end: int, told: bool) -> Days:
    return Days(start, end, told)


def exclude(one: Days | None, other: Days | None) -> bool:
    """Whether two records cannot tell of the same day.

    Dates that are both told must overlap. A day of publication says less: a happening is also told of a week later.
    """
    if one is None or other is None or one.common(other):
        return False
    if one.told and other.told:
        return True
    gap = max(one.start, other.start) - min(one.end, other.end)
    later = one if one.start > other.start else other
    return gap > _TOLERANCE or later.told  # what is told of after its publication has not been told of yet


def agreement(one: Days | None, other: Days | None) -> float:
    """1 for the same day, 0.75 for days that overlap, 0.25 for longer times that do, 0 where nothing is known."""
    if one is None or other is None or (both := one.common(other)) is None:
        return 0.0
    if one.told and other.told and one.short and other.short:
        return 1.0 if (one.start, one.end) == (other.start, other.end) else 0.75
    return 0.75 if both.end - both.start < _SHORT and one.short and other.short else 0.25
