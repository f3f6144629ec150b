"""Readers of parts and multiples of years: early and late, quarters, seasons, weeks of a month, decades, Hijri years.

Same contract as date_grammar.
"""

from syriaevents.resolve.date_calendar import (
    ONE_DAY,
    Edge,
    Span,
    Unit,
    hijri_span,
    month_span,
    months_span,
    part_of,
    season_span,
    year_span,
)
from syriaevents.resolve.date_grammar import year_of_month
from syriaevents.resolve.date_readings import Hit, Reading, Unresolved, known


def edge_of(hit: Hit) -> Reading | None:
    """A part of a month, year or decade: "early 2013", "mid-March", "late last July", "the early 1990s"."""
    edge = Edge(hit.values("edge")[-1])
    month, year, decade = hit.value("month"), hit.value("year"), hit.value("decade")
    span: Span
    if decade is not None:
        third = (decade, decade + 3) if edge is Edge.EARLY else (decade + 4, decade + 6)
        return known(year_span(*(third if edge is not Edge.LATE else (decade + 7, decade + 9))))
    if month is not None:
        span = month_span(year or year_of_month(hit, month), month)
    elif year is not None:
        span = year_span(year)
    else:
        return None
    return known(part_of(span, edge))


def decade(hit: Hit) -> Reading:
    """A decade: "the 1990s"."""
    first = hit.values("decade", "year")[0] // 10 * 10
    return known(year_span(first, first + 9))


def century(hit: Hit) -> Reading:
    """A century: "the 20th century" is 1901 to 2000."""
    number = hit.values("date")[0]
    return known(year_span(100 * number - 99, 100 * number))


def quarter(hit: Hit) -> Reading | None:
    """A quarter or half of a year."""
    months = 12 // hit.values("quarter")[0]
    which, count = hit.values("ordinal", "which")[0], hit.values("quarter")[0]
    number = count if which == -1 else which
    if not 1 <= number <= count:
        return None
    return known(months_span(hit.values("year")[0], months * (number - 1) + 1, months * number))


def nth_of_month(hit: Hit) -> Reading | None:
    """A week or day counted within a month: "the second week of March"."""
    number, month = hit.values("ordinal", "which", "date")[0], hit.values("month")[0]
    named = next(at for at in range(hit.first, hit.last) if hit.tokens[at].kind == "month")
    inside = Hit.of(hit.tokens, named, hit.last, hit.anchor)  # "last" counts weeks here, not years
    year = hit.value("year") or year_of_month(inside, month)
    start, end = month_span(year, month)
    days = 7 if hit.value("unit") == Unit.WEEK else 1
    if number == -1:
        return known((end - ONE_DAY * (days - 1), end))
    first = start + ONE_DAY * days * (number - 1)
    return known((first, min(end, first + ONE_DAY * (days - 1)))) if number >= 1 and first <= end else None


def season(hit: Hit) -> Reading | None:
    """A season of a year, or the last, this or next one; "fall" and "spring" alone are other words."""
    name, year, which = hit.values("season")[0], hit.value("year"), hit.value("which")
    before = hit.before()
    if year is None and which is None and not (before and before.kind == "in"):
        return None
    if year is not None:
        return known(season_span(name, year))
    anchor = hit.day()
    spans = [season_span(name, anchor.year + step) for step in (-2, -1, 0, 1)]
    if which == 1 or (which is None and hit.coming()):
        return known(next(span for span in spans if span[0] > anchor))
    if which == -1:
        return known([span for span in spans if span[1] < anchor][-1])
    return known([span for span in spans if span[0] <= anchor][-1])


def hijri(hit: Hit) -> Reading | None:
    """A Hijri date, converted to within two days, since its months begin by sighting; without a year it stays open."""
    year, day = hit.value("hyear", "number"), hit.value("date", "ordinal")
    month = hit.value("hijri")
    if year is None:
        if day is None and month != 9:
            return None
        raise Unresolved("Hijri date without a year")
    if month is None and not hit.has("ah"):
        return None
    return known(hijri_span(year, month, day), "Hijri date: converted to within two days")
