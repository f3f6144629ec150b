"""Which rows of words are date expressions, and which reader says what they mean.

A pattern is a regular expression whose letters are the kinds of words of date_tokens: ``month the? date``
is a month, perhaps an article, and a day number. No pattern repeats a repetition, so matching is linear.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from syriaevents.resolve import date_grammar as g
from syriaevents.resolve import date_periods as p
from syriaevents.resolve import date_relative as r
from syriaevents.resolve.date_chunks import SYMBOLS
from syriaevents.resolve.date_readings import Hit, Reading

Reader = Callable[[Hit], Reading | None]
_ANY = "(count|date|number|article|vague)"
_EN_DAY = "(weekday part? comma?)?"
_AR_MONTH = "month (slash month|open month close)?"
_AR_YEAR = "((comma|from)? unit? year)"
_TR_MONTH = "month suffix?"

_COMMON: tuple[tuple[str, Reader], ...] = (
    ("iso|numeric", g.numeric),
    ("year", g.calendar_year),
    ("year (dash|slash) (year|number|date)", g.years),
    ("now", r.vague),
    ("deictic", r.deictic),
    ("((date|ordinal) of?)? hijri comma? (hyear ah?)?", p.hijri),
    ("(date|ordinal) slash? hijri slash? hyear ah?", p.hijri),
    ("(hyear|number) ah", p.hijri),
)

_ENGLISH: tuple[tuple[str, Reader], ...] = (
    (f"{_EN_DAY} month the? date (comma? year)? (comma? weekday)?", g.calendar_day),
    (f"{_EN_DAY} the? date of? month (comma? year)? (comma? weekday)?", g.calendar_day),
    (f"{_EN_DAY} the? ordinal of month (comma? year)?", g.calendar_day),
    ("which? month", g.calendar_month),
    ("month comma? of? year", g.calendar_month),
    ("(the|in) unit year", g.calendar_year),
    ("(from|between) year (to|and) year", g.years),
    ("year to year", g.years),
    ("(from|between)? month date (dash|to) (date|month date) (comma? year)?", g.day_range),
    ("(from|between)? month date comma year (dash|to) month date comma? year", g.day_range),
    ("(from|between)? date (dash|to) date of? month (comma? year)?", g.day_range),
    ("(from|between)? date month year? (dash|to) date month year?", g.day_range),
    ("between month date and (date|month date) (comma? year)?", g.day_range),
    ("between date month? and date month year?", g.day_range),
    ("(from|between) month year? (to|and) month year?", g.month_range),
    ("month year? (dash|to) month year", g.month_range),
    ("the? edge dash? (of|in)? (of|the)? which? month (of? year)?", p.edge_of),
    ("the? edge dash? (of|in)? year", p.edge_of),
    ("the? edge dash? (of|in)? the? decade", p.edge_of),
    ("the? edge of? the? (which fiscal?)? unit", r.edge_of_unit),
    ("the? decade", p.decade),
    ("the? date century", p.century),
    ("the? (ordinal|which) quarter (of|in)? year", p.quarter),
    ("the? (ordinal|which|date) unit (of|in) which? month (of? year)?", p.nth_of_month),
    ("the? (which|edge)? season (of? year)?", p.season),
    ("(the? which past?)? weekday part?", r.weekday),
    ("weekday part? (of|in)? which unit", r.weekday),
    ("the? same weekday", r.weekday),
    ("from weekday to weekday", r.weekday_range),
    ("deictic part? comma? weekday part?", r.deictic),
    ("deictic part? open weekday part? close", r.deictic),
    ("weekday part? comma? deictic part?", r.deictic),
    ("deictic part", r.deictic),
    ("in the past", r.vague),
    ("sofar deictic", r.so_far),
    ("which part", r.this_part),
    ("overnight", r.overnight),
    ("which fiscal? unit", r.calendar_unit),
    ("sofar which unit", r.so_far),
    ("(which|the) weekend", r.weekend),
    (f"over? {_ANY}? (unit|units) ago", r.ago),
    (f"(over|in|for|of)? the? past {_ANY}? (unit|units)", r.past_span),
    (f"(over|in|for|of)? the? (which|recent) {_ANY}? units", r.past_span),
    (f"over {_ANY} (unit|units)", r.over),
    (f"{_ANY}? (unit|units) (apart|sofar)", r.other_event),
    ("the unit apart", r.other_event),
    ("the? same unit", r.other_event),
    ("the (date|ordinal) unit", r.other_event),
)

_ARABIC: tuple[tuple[str, Reader], ...] = (
    (f"unit? (weekday comma?)? (date|ordinal) (from|slash)? {_AR_MONTH} (which|{_AR_YEAR})?", g.calendar_day),
    (f"{_AR_MONTH} (which|{_AR_YEAR})?", g.calendar_month),
    (f"unit {_AR_MONTH} (which|{_AR_YEAR})?", g.calendar_month),
    ("unit year", g.calendar_year),
    ("between (unit)? year and (unit)? year", g.years),
    (f"(from|between)? date (dash|to|and) date {_AR_MONTH} {_AR_YEAR}?", g.day_range),
    (f"edge (unit)? {_AR_MONTH} (which|{_AR_YEAR})?", p.edge_of),
    ("edge unit? year", p.edge_of),
    ("edge this? unit which?", r.edge_of_unit),
    ("season (unit)? year", p.season),
    ("unit? part? unit? weekday which?", r.weekday),
    ("part? unit? deictic part?", r.deictic),
    ("part? unit? deictic comma? weekday", r.deictic),
    ("unit? weekday comma? deictic", r.deictic),
    ("unit? part? weekday from unit which", r.weekday),
    ("between weekday weekday", r.weekday_range),
    ("(date|ordinal) from unit which", r.day_of_month),
    ("unit which", r.calendar_unit),
    ("before (count|date|number|vague)? (unit|units|dual)", r.ago),
    ("units (count|date|number)? (which|recent)", r.past_span),
    ("(count|date|number) units which", r.past_span),
    ("dual which", r.past_span),
    ("span (count|date|number|vague)? (unit|units|dual)", r.past_span),
    ("(unit|deictic) same", r.other_event),
)

_TURKISH: tuple[tuple[str, Reader], ...] = (
    ("date month (suffix|year suffix?)? yearly? weekday? day?", g.calendar_day),
    ("which? month suffix? monthly?", g.calendar_month),
    ("month year suffix?", g.calendar_month),
    ("year month monthly?", g.calendar_month),
    ("year (suffix|yearly)", g.calendar_year),
    ("year dash year (yearly|suffix)?", g.years),
    ("date (dash|to|and) date month (year suffix?)? between?", g.day_range),
    ("month edge|year yearly? edge|month year edge", p.edge_of),
    ("year decades", p.decade),
    ("which? weekday (day|part|suffix)?", r.weekday),
    ("deictic comma? weekday (day|part)?", r.deictic),
    ("which unit", r.calendar_unit),
    ("which (unit) edge", r.edge_of_unit),
    ("which season", p.season),
    ("(count|date|number|vague)? (unit|units) ago", r.ago),
    ("past (count|date|number|vague)? (unit|units)", r.past_span),
    ("(count|date|number|vague) unit apart", r.other_event),
    ("same unit", r.other_event),
)


class Pattern(NamedTuple):
    """A pattern over the kinds of a row, its reader, and kinds without which it cannot match."""

    match: re.Pattern[str]
    reader: Reader
    needs: frozenset[str]


_GROUP = re.compile(r"\([^()]*\)\??")


def _needs(notation: str) -> frozenset[str]:
    """The kinds that stand in every row that fits a notation: neither optional nor one of several."""
    while (plain := _GROUP.sub("", notation)) != notation:
        notation = plain
    words = notation.split() if "|" not in notation else ()
    return frozenset(SYMBOLS[word] for word in words if not word.endswith("?"))


def _compiled(patterns: tuple[tuple[str, Reader], ...]) -> tuple[Pattern, ...]:
    return tuple(
        Pattern(
            re.compile(re.sub(r"[a-z]+", lambda kind: SYMBOLS[kind[0]], notation).replace(" ", "")),
            reader,
            _needs(notation),
        )
        for notation, reader in patterns
    )


PATTERNS: Mapping[str, tuple[Pattern, ...]] = {
    "en": _compiled(_COMMON + _ENGLISH),
    "ar": _compiled(_COMMON + _ARABIC),
    "tr": _compiled(_COMMON + _TURKISH),
}
