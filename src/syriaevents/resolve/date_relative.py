"""Readers of dates that depend on the anchor: weekdays, yesterday, last week, two days ago, spans, vague ones.

Same contract as date_grammar. News convention: a weekday without more is the latest one on or before
the anchor, or with a cue for the future the first one on or after it.
"""

import datetime as dt

from syriaevents.resolve.date_calendar import ONE_DAY, Edge, Unit, part_of, shift, unit_span, year_span
from syriaevents.resolve.date_grammar import weekday_name
from syriaevents.resolve.date_readings import OTHER_EVENT, VAGUE, Hit, Reading, Unresolved, known
from syriaevents.resolve.date_words import SHORT

_NO_WEEKDAY_AFTER = frozenset({"عبد", "بين", "كلا"})  # a name, "between the two", "both"
_SATURDAY = 5


def weekday_near(anchor: dt.date, weekday: int, which: int | None, *, coming: bool) -> dt.date:
    """The weekday meant: strictly before (-1) or after (1) the anchor, of its week (0), else the latest or coming."""
    back = ONE_DAY * ((anchor.weekday() - weekday) % 7)
    ahead = ONE_DAY * ((weekday - anchor.weekday()) % 7)
    match which:
        case -1:
            return anchor - (back or 7 * ONE_DAY)
        case 1:
            return anchor + (ahead or 7 * ONE_DAY)
        case 0:
            return anchor + ONE_DAY * (weekday - anchor.weekday())
    return anchor + ahead if coming else anchor - back


def weekday(hit: Hit) -> Reading | None:
    """A weekday, perhaps with a part of the day: "on Wednesday", "last Thursday", "çarşamba günü"."""
    named = next(token for token in hit.words if token.kind == "weekday")
    before = hit.before()
    alone = len(hit.words) == 1
    if alone and (named.unsure or named.text in SHORT or (before and before.text in _NO_WEEKDAY_AFTER)):
        return None
    if hit.has("same"):
        raise Unresolved(OTHER_EVENT)
    which = hit.value("which")
    if hit.has("past"):
        which = -1
    if hit.has("unit"):
        start, _ = unit_span(shift(hit.day(), Unit.WEEK, which or 0), Unit.WEEK)
        day = start + ONE_DAY * named.value
    else:
        day = weekday_near(hit.day(), named.value, which, coming=which is None and hit.coming())
    return Reading(day, day)


def weekday_range(hit: Hit) -> Reading:
    """From one weekday to another: "from Monday to Wednesday"."""
    first, last = hit.values("weekday")
    end = weekday_near(hit.day(), last, None, coming=hit.coming())
    return known((weekday_near(end, first, None, coming=False), end))


def deictic(hit: Hit) -> Reading | None:
    """A day named from the anchor; a weekday beside it is checked: "yesterday, Thursday".

    Where the two disagree (an anchor that is off by a day, a reprint) the interval holds both days
    and the note says so, as neither can be trusted over the other.
    """
    before = hit.before()
    if before and before.capital and before.kind == "other" and hit.words[0].capital:
        return None  # a name: "Russia Today"
    day = hit.day() + ONE_DAY * hit.values("deictic")[0]
    stated = hit.value("weekday")
    if stated is None or stated == day.weekday():
        return Reading(day, day)
    other = min((weekday_near(day, stated, which, coming=False) for which in (-1, 1)), key=lambda d: abs(d - day))
    note = f"by the anchor this is {weekday_name(day)} {day}, but the text says {weekday_name(other)}"
    return Reading(min(day, other), max(day, other), note)


def this_part(hit: Hit) -> Reading | None:
    """A part of the anchor's own day, or last night: "this morning", "last night"."""
    which = hit.values("which")[0]
    if which == 1 or (which == -1 and not any(token.text in ("night", "evening") for token in hit.words)):
        return None
    day = hit.day() + ONE_DAY * which
    return Reading(day, day)


def overnight(hit: Hit) -> Reading:
    """The night into the anchor's day."""
    return known((hit.day() - ONE_DAY, hit.day()))


def calendar_unit(hit: Hit) -> Reading | None:
    """A calendar week, month, year or decade: "last week", "this month"; "the last week" is the past seven days."""
    unit, which = Unit(hit.values("unit")[0]), hit.values("which")[0]
    if unit is Unit.HOUR or (unit is Unit.DAY and which != 1):
        return None
    before = hit.before()
    if which == -1 and before and before.kind == "the":
        return ending(hit, unit, 1)
    if unit is Unit.DAY:
        raise Unresolved(OTHER_EVENT)
    return known(unit_span(shift(hit.day(), unit, which), unit))


def day_of_month(hit: Hit) -> Reading | None:
    """A day of the last, this or next month: "the tenth of this month"."""
    if hit.values("unit")[0] != Unit.MONTH:
        return None
    first, last = unit_span(shift(hit.day(), Unit.MONTH, hit.values("which")[0]), Unit.MONTH)
    day = first + ONE_DAY * (hit.values("date", "ordinal")[0] - 1)
    return Reading(day, day) if first <= day <= last else None


def so_far(hit: Hit) -> Reading | None:
    """The part of the current unit before or after the anchor: "earlier this month", "later this week"."""
    anchor = hit.day()
    if hit.has("deictic"):
        return Reading(anchor, anchor)
    if hit.values("which")[0] != 0:
        return calendar_unit(Hit.of(hit.tokens, hit.first + 1, hit.last, anchor))
    unit = Unit(hit.values("unit")[0])
    if unit is Unit.HOUR:
        return None
    start, end = unit_span(anchor, unit)
    return known((start, anchor) if hit.values("sofar")[0] == 0 else (anchor, end))


def edge_of_unit(hit: Hit) -> Reading | None:
    """A part of a unit named from the anchor: "late last year"; of "the end of the year" the nearest, or the coming."""
    unit, edge, which = Unit(hit.values("unit")[0]), Edge(hit.values("edge")[0]), hit.value("which")
    if unit in (Unit.HOUR, Unit.DAY, Unit.DECADE):
        return None
    anchor = hit.day()
    if which is not None:
        return known(part_of(unit_span(shift(anchor, unit, which), unit), edge))
    spans = [part_of(unit_span(shift(anchor, unit, step), unit), edge) for step in (-1, 0, 1)]
    if hit.coming():
        return known(next(span for span in spans if span[1] >= anchor))
    return known(min(spans, key=lambda span: max(span[0] - anchor, anchor - span[1], dt.timedelta())))


def weekend(hit: Hit) -> Reading:
    """Saturday and Sunday: the last, this, next, or latest begun weekend."""
    which = hit.value("which")
    saturday = weekday_near(hit.day(), _SATURDAY, which if which != 0 else None, coming=hit.coming() or which == 0)
    return known((saturday, saturday + ONE_DAY))


def quantity(hit: Hit) -> tuple[Unit, int | None]:
    """The unit and how many of it; None where the text does not count."""
    if (dual := hit.value("dual")) is not None:
        return Unit(dual), 2
    unit = hit.values("unit", "units")[0]
    if hit.has("vague") or hit.has("recent"):
        return Unit(unit), None
    count = hit.value("count", "date", "number", "article", "ordinal")
    return Unit(unit), count if count is not None else None if hit.has("units") else 1


def ago(hit: Hit) -> Reading:
    """Some units before the anchor: "two days ago"; a week is three days to either side, a month or year its own."""
    unit, count = quantity(hit)
    if count is None:
        raise Unresolved(VAGUE)
    anchor = hit.day()
    day = shift(anchor, unit, -count)
    match unit:
        case Unit.HOUR:
            return known((day, anchor))
        case Unit.WEEK:
            return known((day - 3 * ONE_DAY, day + 3 * ONE_DAY))
        case Unit.DECADE:
            return known(year_span(day.year), "a round number of decades")
    return known(unit_span(day, unit))


def ending(hit: Hit, unit: Unit, count: int) -> Reading:
    """A span of some units that ends with the anchor's day."""
    anchor = hit.day()
    start = shift(anchor, unit, -count) + (ONE_DAY if unit is not Unit.HOUR else dt.timedelta())
    return known((start, anchor))


def past_span(hit: Hit) -> Reading:
    """A span up to the anchor: "the past three days", "the last 24 hours"; or after it: "the next two days"."""
    unit, count = quantity(hit)
    if count is None:
        raise Unresolved(VAGUE)
    which = hit.value("which")
    if which == 1:
        return known((hit.day(), shift(hit.day(), unit, count)))
    if which == 0:
        raise Unresolved(VAGUE)
    return ending(hit, unit, count)


def over(hit: Hit) -> Reading | None:
    """A span taken to end with the anchor's day: "over two days"; "for over two years" only counts."""
    before, after = hit.before(), hit.after()
    if (before and before.kind == "for") or (after and after.kind in ("of", "ago", "apart", "dash")):
        return None
    unit, count = quantity(hit)
    if unit in (Unit.YEAR, Unit.DECADE) or hit.has("vague"):
        return None
    if hit.words[0].text == "within" or hit.coming():
        raise Unresolved(OTHER_EVENT)
    return ending(hit, unit, count or 1)


def other_event(hit: Hit) -> Reading | None:
    """Relative to another event: "two days later", "the previous day", "the next day"."""
    if Unit.HOUR in hit.values("unit", "units"):
        return None
    raise Unresolved(OTHER_EVENT)


def vague(_hit: Hit) -> Reading | None:
    """A time without bounds: "in recent weeks", "now", "recently"."""
    raise Unresolved(VAGUE)
