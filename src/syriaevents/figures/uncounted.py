"""Which numbers count nothing: dates, times, shares, measures, ordinals, ages, and numbers that are names."""

from syriaevents.figures.numbers import Number
from syriaevents.figures.tokens import Tokens, is_arabic
from syriaevents.figures.words import PEOPLE, word_set

_UNITS = word_set("uncounted", "units") | frozenset("%٪°$€")
_NAMED_BY_NUMBER = word_set("uncounted", "named") | frozenset("$€£%٪#°")
_YEARS, _MONTHS = word_set("uncounted", "years"), word_set("uncounted", "months")
_ARABIC_MONTHS = word_set("uncounted", "arabic_months")
_BEFORE_PRONOUN, _BEHIND_PRONOUN = (word_set("uncounted", name) for name in ("before_pronoun", "behind_pronoun"))
_SHARES = (("per", "cent"), ("في", "الميه"))
_ATTACHED = word_set("uncounted", "attached")
_GLUE = frozenset(":/_'\\@.")
_PARTING = frozenset(":/_")
_MODALS = frozenset({"have", "be", "not"})  # "200 may have died"
_DAYS = 31
_YEAR_DIGITS = 4
_SPAN_OF_YEARS = range(1900, 2101)
_DATE_PARTS = 3


def counts_something(tokens: Tokens, number: Number) -> bool:
    """Whether a number counts people or things."""
    if tokens.among(number.first - 1, _NAMED_BY_NUMBER) or _is_measure(tokens, number.last):
        return False
    if tokens.digits(number.first):
        return not (_is_part(tokens, number) or _is_date(tokens, number))
    if number.last == number.first + 1 and tokens.words[number.first] in ("one", "bir"):
        return _is_one(tokens, number.first)
    return True


def _is_measure(tokens: Tokens, last: int) -> bool:
    """ "20 km", "20 per cent", "12-year"."""
    behind = last + 1 if tokens.word(last) == "-" else last
    return tokens.among(behind, _UNITS) or (tokens.word(last), tokens.word(last + 1)) in _SHARES


def _is_one(tokens: Tokens, at: int) -> bool:
    """ "One" and "bir" are numbers where they are not pronouns or articles."""
    behind = tokens.word(at + 1)
    if tokens.words[at] == "bir":
        return behind in PEOPLE
    return tokens.word(at - 1) not in _BEFORE_PRONOUN and behind not in _BEHIND_PRONOUN


def _is_part(tokens: Tokens, number: Number) -> bool:
    """Digits within a name (T-72, M4), an ordinal (12th), a time (14:30), a fraction or a date (2016-09-12)."""
    first, last = number.first, number.last
    before = tokens.word(first - 1) if tokens.glued(first) else ""
    if before in _GLUE or (before.isalpha() and before not in _ATTACHED):
        return True
    if before == "-" and tokens.glued(first - 1) and tokens.word(first - 2).isalpha():
        return True
    behind = tokens.word(last) if tokens.glued(last) else ""
    if behind.isalpha() and not is_arabic(behind):
        return True
    if behind in _PARTING and tokens.glued(last + 1):
        return True
    return _is_dashed_date(tokens, first)


def _is_dashed_date(tokens: Tokens, at: int) -> bool:
    """Whether digits are one of three with dashes between them, or the month behind a year."""
    first = at
    while at - first < 2 * _DATE_PARTS and _dashed(tokens, first - 2):
        first -= 2
    last = at
    while last - at < 2 * _DATE_PARTS and _dashed(tokens, last):
        last += 2
    year = len(tokens.words[first]) == _YEAR_DIGITS
    return last - first >= 2 * (_DATE_PARTS - 1) or (
        last > first and year and len(tokens.words[last]) < _YEAR_DIGITS - 1
    )


def _dashed(tokens: Tokens, at: int) -> bool:
    """Whether these digits go on behind a dash without white space."""
    if tokens.word(at + 1) != "-":
        return False
    return tokens.digits(at) and tokens.digits(at + 2) and tokens.glued(at + 1) and tokens.glued(at + 2)


def _is_month(tokens: Tokens, at: int) -> bool:
    return tokens.bare(at) in _ARABIC_MONTHS or (tokens.word(at) in _MONTHS and not tokens.source(at)[:1].islower())


def _is_date(tokens: Tokens, number: Number) -> bool:
    """ "12 May", "12th of May", "May 12", "May 2016", "in 2016"; "2000 people" are none."""
    month = number.last + 1 if tokens.word(number.last) == "of" else number.last
    if _is_month(tokens, month):
        return not (tokens.word(month) == "may" and tokens.word(month + 1) in _MODALS)
    counted = tokens.among(number.last, PEOPLE)
    text = tokens.words[number.first]
    year = text.isdigit() and len(text) == _YEAR_DIGITS and number.value in _SPAN_OF_YEARS
    if _follows_month(tokens, number.first):
        return year or number.value <= _DAYS or not counted
    return year and (not counted or tokens.bare(number.first - 1) in _YEARS)


def _follows_month(tokens: Tokens, first: int) -> bool:
    near = [at for at in range(max(first - 2, 0), first) if tokens.words[at] not in {".", ","}]
    return bool(near) and _is_month(tokens, near[-1])
