"""Readers of calendar dates: days, months, years, ranges of them, and dates in figures.

Each takes a Hit and gives a Reading, or None where the words are no date after all. They raise
Unresolved where the date stays open, and ValueError or OverflowError where the calendar has no such day.
"""

import datetime as dt

from syriaevents.resolve.date_calendar import month_span, year_span
from syriaevents.resolve.date_readings import Hit, Reading, Unresolved, known
from syriaevents.resolve.date_tokens import Token
from syriaevents.resolve.date_words import COUNTED, NAMED, SHORT

NO_YEAR = "no year in the text, and neither a publication date nor a dateline is known"
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_YEAR_FOLLOWS = frozenset(
    {"in", "of", "since", "until", "from", "open", "over", "edge", "apart", "before", "the", "span"}
)
_MONTH_FOLLOWS = _YEAR_FOLLOWS - {"the"} | {"to", "between", "which", "sofar", "dash", "for"}
_SOON = 31  # a day without a year this near ahead is not the one of almost a year ago
_FIRST_MONTHS = 12
_ELEVENTH, _ATTACKS = (9, 11), frozenset({"attack", "attacks", "hijackers"})  # a name, of 2001


def weekday_name(day: dt.date) -> str:
    """English name of the weekday, whatever the locale."""
    return _WEEKDAYS[day.weekday()]


def year_of_month(hit: Hit, month: int) -> int:
    """The year of a month named alone: the latest begun, or next month or with a cue for it the coming one."""
    anchor = hit.anchor
    if anchor is None:
        raise Unresolved(NO_YEAR)
    which = hit.value("which")
    if which == 0:
        return anchor.year
    if which == 1 or (which is None and hit.coming()):
        later = month > anchor.month if which == 1 else month >= anchor.month
        return anchor.year + (not later)
    next_month = month % 12 == (anchor.month + 1) % 12
    if which is None and next_month and not hit.begun():  # writers give the one of eleven months ago its year
        return anchor.year + (month < anchor.month)
    earlier = month < anchor.month if which == -1 else month <= anchor.month
    return anchor.year - (not earlier)


def year_of_day(hit: Hit, month: int, day: int) -> int:
    """The year of a day and month: the latest on or before the anchor, or the coming one."""
    if hit.anchor is None:
        raise Unresolved(NO_YEAR)
    anchor = hit.anchor
    leap = [year for year in range(anchor.year - 8, anchor.year + 9) if (month, day) != (2, 29) or _leap(year)]
    past = max(year for year in leap if (year, month, day) <= (anchor.year, anchor.month, anchor.day))
    ahead = min(year for year in leap if (year, month, day) >= (anchor.year, anchor.month, anchor.day))
    if hit.coming():
        return ahead
    if hit.value("which") is not None or hit.begun():
        return past
    soon = (dt.date(ahead, month, day) - anchor).days <= _SOON
    far = (anchor - dt.date(past, month, day)).days > 365 - _SOON
    return ahead if soon and far else past


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def calendar_day(hit: Hit) -> Reading | None:
    """A day and month, with or without year and weekday."""
    day, month, year = hit.value("date", "ordinal"), hit.value("month"), hit.value("year")
    if day is None or month is None:
        return None
    after = hit.after()
    if year is None and after:
        if after.text in NAMED or ((month, day) == _ELEVENTH and after.text in _ATTACKS):
            return None
        if after.text in COUNTED and hit.tokens[hit.last - 1].kind == "date":  # "in March 20 people died"
            return None
    if not 1 <= day <= 31:
        return None
    stated = hit.value("weekday")
    if year is None:
        dt.date(2000, month, day)  # ValueError for the 31st of June
        year = year_of_day(hit, month, day)
    date = dt.date(year, month, day)
    note = None
    if stated is not None and stated != date.weekday():
        note = f"{date} is a {weekday_name(date)}, but the text says {_WEEKDAYS[stated]}"
    return Reading(date, date, note)


def calendar_month(hit: Hit) -> Reading | None:
    """A month, with or without its year."""
    month, year = hit.value("month"), hit.value("year")
    if month is None or (year is None and not _is_month(hit)):
        return None
    return known(month_span(year or year_of_month(hit, month), month))


def _is_month(hit: Hit) -> bool:
    """Whether a month name that stands alone is a month: "in May", not "may", "March to Idlib" or "April Jones"."""
    named = next(token for token in hit.words if token.kind == "month")
    if named.text in SHORT:
        return False
    before, after = hit.before(), hit.after()
    behind = {token.text for token in hit.tokens[hit.last : hit.last + 2]}
    if behind & (NAMED | _ATTACKS) and "date" in (before and before.kind, after and after.kind):
        return False
    if len(hit.words) > 1 or (before and before.kind in _MONTH_FOLLOWS):
        return True
    if before and before.kind == "and" and (named_before := hit.before(2)) and named_before.kind == "month":
        return True
    return not (named.unsure or _name(before) or _name(after))


def _name(token: Token | None) -> bool:
    return token is not None and token.capital and token.kind == "other"


def calendar_year(hit: Hit) -> Reading | None:
    """A year, where the words around make it one: "in 2020", "(2015)", "the 2011 uprising"; not "2017 people"."""
    before, after = hit.before(), hit.after()
    if after and after.text in COUNTED:
        return None
    explicit = any(hit.has(kind) for kind in ("unit", "yearly", "suffix"))
    listed = before and before.kind == "and" and (other := hit.before(2)) and other.kind == "year"
    if not (explicit or listed or (before and (before.kind in _YEAR_FOLLOWS or before.text in ("a", "an")))):
        return None
    return known(year_span(hit.values("year")[0]))


def years(hit: Hit) -> Reading | None:
    """From one year to another: "2011-2013", "1957-58"."""
    first, *rest = hit.values("year", "number", "date")
    last = rest[0] if rest[0] > 99 else first // 100 * 100 + rest[0]
    return known(year_span(first, last)) if first < last else None


def day_range(hit: Hit) -> Reading | None:
    """From one day to another, of one month or two: "March 3-7", "3 March to 5 April 2013"."""
    first, last = hit.values("date")[:2]
    months, dated = hit.values("month"), hit.values("year")
    year = dated[-1] if dated else year_of_day(hit, months[-1], last)
    end = dt.date(year, months[-1], last)
    begun = dated[0] if len(dated) > 1 else year - (months[0] > months[-1])
    start = dt.date(begun, months[0], first)
    return known((start, end)) if start <= end else None


def month_range(hit: Hit) -> Reading | None:
    """From one month to another: "between March and May 2013"."""
    first, last = hit.values("month")
    dated = hit.values("year")
    year = dated[-1] if dated else year_of_month(hit, last)
    start, end = month_span(dated[0] if len(dated) > 1 else year - (first > last), first)[0], month_span(year, last)[1]
    return known((start, end)) if start <= end else None


def numeric(hit: Hit) -> Reading | None:
    """An ISO date, or day and month in figures where only one order is possible."""
    word = hit.words[0]
    if word.kind == "iso":
        date = dt.date.fromisoformat(word.text[:10])
        return Reading(date, date)
    parts = [int(part) for part in word.text.replace(".", "/").replace("-", "/").split("/")]
    lengths = [len(part) for part in word.text.replace(".", "/").replace("-", "/").split("/")]
    if lengths[0] == 4 and lengths[2] <= 2:
        year, month, day = parts
    elif lengths[2] in (2, 4) and lengths[0] <= 2:
        day, month, year = parts
        year += 2000 if lengths[2] == 2 else 0
    else:
        return None
    if not 1900 <= year <= 2099:
        return None
    if month > _FIRST_MONTHS >= day:
        day, month = month, day
    elif lengths[0] <= 2 and day <= _FIRST_MONTHS and day != month and "." not in word.text:
        raise Unresolved("ambiguous: day and month may stand in either order")
    try:
        date = dt.date(year, month, day)
    except ValueError:
        return None  # a fraction, a version, a fixture number
    return Reading(date, date)
