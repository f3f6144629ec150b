"""Whole-day arithmetic behind date expressions: spans of calendar units, their precision, Hijri dates.

All spans are pairs of days with both ends included. Sources of the scales: UCDP GED code book
(date_prec) and ACLED code book (time_precision).
"""

import calendar
import datetime as dt
from enum import IntEnum

Span = tuple[dt.date, dt.date]
ONE_DAY = dt.timedelta(days=1)
_LONGEST_MONTH = 31


class Unit(IntEnum):
    """A unit of time, from short to long."""

    HOUR = 0
    DAY = 1
    WEEK = 2
    MONTH = 3
    YEAR = 4
    DECADE = 5


class Edge(IntEnum):
    """A part of a longer unit: its beginning, its middle, its end."""

    EARLY = 0
    MID = 1
    LATE = 2


def month_span(year: int, month: int) -> Span:
    """First and last day of a month."""
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def months_span(year: int, first: int, last: int) -> Span:
    """First day of one month to last day of another of the same year."""
    return month_span(year, first)[0], month_span(year, last)[1]


def year_span(first: int, last: int | None = None) -> Span:
    """First to last day of a year, or of several."""
    return dt.date(first, 1, 1), dt.date(last or first, 12, 31)


def week_span(day: dt.date) -> Span:
    """The ISO week, Monday to Sunday, around a day."""
    monday = day - dt.timedelta(days=day.weekday())
    return monday, monday + dt.timedelta(days=6)


def season_span(season: int, year: int) -> Span:
    """Meteorological season (0 spring to 3 winter) that begins in a year, as in the northern hemisphere."""
    if season == 3:
        return dt.date(year, 12, 1), month_span(year + 1, 2)[1]
    return months_span(year, 3 + 3 * season, 5 + 3 * season)


def shift_months(day: dt.date, months: int) -> dt.date:
    """The same day some months away, or the last day of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def shift(day: dt.date, unit: Unit, count: int) -> dt.date:
    """The day some units away; hours count as begun days."""
    match unit:
        case Unit.HOUR:
            return day + ONE_DAY * (-(-abs(count) // 24)) * (1 if count > 0 else -1)
        case Unit.DAY:
            return day + ONE_DAY * count
        case Unit.WEEK:
            return day + ONE_DAY * 7 * count
        case Unit.MONTH:
            return shift_months(day, count)
        case Unit.YEAR:
            return shift_months(day, 12 * count)
        case Unit.DECADE:
            return shift_months(day, 120 * count)


def unit_span(day: dt.date, unit: Unit) -> Span:
    """The calendar day, week, month, year or decade that holds a day."""
    match unit:
        case Unit.WEEK:
            return week_span(day)
        case Unit.MONTH:
            return month_span(day.year, day.month)
        case Unit.YEAR:
            return year_span(day.year)
        case Unit.DECADE:
            return year_span(day.year // 10 * 10, day.year // 10 * 10 + 9)
        case _:
            return day, day


def part_of(span: Span, edge: Edge) -> Span:
    """The early, middle or late part of a span: thirds of a year or week, ten-day parts of a month."""
    start, end = span
    if start.day == 1 and start.month == end.month and start.year == end.year:
        cuts = (1, 11, 21, end.day + 1)
        return start.replace(day=cuts[edge]), start + ONE_DAY * (cuts[edge + 1] - 2)
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        return months_span(start.year, 4 * edge + 1, 4 * edge + 4)
    days = (end - start).days + 1
    return start + ONE_DAY * (days * edge // 3), start + ONE_DAY * (days * (edge + 1) // 3 - 1)


def precisions(start: dt.date, end: dt.date) -> tuple[int, int | None]:
    """UCDP date_prec and ACLED time_precision of a span; ACLED codes nothing coarser than a month."""
    days = (end - start).days + 1
    if days == 1:
        return 1, 1
    if days < 7:
        return 2, 2
    if days == 7:
        return 3, 2
    return (4, 3) if days <= _LONGEST_MONTH else (5, None)


def hijri_day(year: int, month: int, day: int) -> dt.date:
    """The day of the tabular Islamic calendar (30-year cycle), at most two days from any country's own.

    Raises ValueError for a month or day the calendar does not have.
    """
    if not (1 <= month <= 12 and 1 <= day <= 30 and year >= 1):
        raise ValueError(f"no such Hijri date: {year}-{month}-{day}")
    days = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day
    return dt.date.fromordinal(227014 + days)


def hijri_span(year: int, month: int | None, day: int | None) -> Span:
    """The days a Hijri date, month or year can mean, with two days to either side."""
    first = hijri_day(year, month or 1, day or 1)
    if day:
        last = first
    elif month:
        last = first + ONE_DAY * 29
    else:
        last = first + ONE_DAY * 354
    return first - 2 * ONE_DAY, last + 2 * ONE_DAY
