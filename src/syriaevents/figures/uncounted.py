"""Which numbers count nothing: dates, times, shares, measures, ordinals, ages, and numbers that are names."""

from syriaevents.figures.numbers import Number
from syriaevents.figures.tokens import NOTHING, Token, Tokens, is_arabic, token_at, word_at
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
    first = tokens[number.first]
    if token_at(tokens, number.first - 1).among(_NAMED_BY_NUMBER) or _is_measure(tokens, number.last):
        return False
    if first.digits:
        return not (_is_part(tokens, number) or _is_date(tokens, number))
    if number.last == number.first + 1 and first.word in ("one", "bir"):
        return _is_one(tokens, number.first)
    return True


def _is_measure(tokens: Tokens, last: int) -> bool:
    """ "20 km", "20 per cent", "12-year"."""
    behind = token_at(tokens, last + 1 if word_at(tokens, last) == "-" else last)
    return behind.among(_UNITS) or (word_at(tokens, last), word_at(tokens, last + 1)) in _SHARES


def _is_one(tokens: Tokens, at: int) -> bool:
    """ "One" and "bir" are numbers where they are not pronouns or articles."""
    behind = word_at(tokens, at + 1)
    if tokens[at].word == "bir":
        return behind in PEOPLE
    return word_at(tokens, at - 1) not in _BEFORE_PRONOUN and behind not in _BEHIND_PRONOUN


def _is_part(tokens: Tokens, number: Number) -> bool:
    """Digits within a name (T-72, M4), an ordinal (12th), a time (14:30), a fraction or a date (2016-09-12)."""
    first, last = number.first, number.last
    before = token_at(tokens, first - 1) if tokens[first].glued else NOTHING
    if before.word in _GLUE or (before.word.isalpha() and before.word not in _ATTACHED):
        return True
    if before.word == "-" and before.glued and word_at(tokens, first - 2).isalpha():
        return True
    behind = token_at(tokens, last)
    if behind.glued and behind.word.isalpha() and not is_arabic(behind.word):
        return True
    if behind.glued and behind.word in _PARTING and token_at(tokens, last + 1).glued:
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
    year = len(tokens[first].word) == _YEAR_DIGITS
    return last - first >= 2 * (_DATE_PARTS - 1) or (
        last > first and year and len(tokens[last].word) < _YEAR_DIGITS - 1
    )


def _dashed(tokens: Tokens, at: int) -> bool:
    """Whether these digits go on behind a dash without white space."""
    dash, behind = token_at(tokens, at + 1), token_at(tokens, at + 2)
    return token_at(tokens, at).digits and dash.word == "-" and dash.glued and behind.digits and behind.glued


def _is_month(token: Token) -> bool:
    return token.bare in _ARABIC_MONTHS or (token.word in _MONTHS and not token.source[:1].islower())


def _is_date(tokens: Tokens, number: Number) -> bool:
    """ "12 May", "12th of May", "May 12", "May 2016", "in 2016"; "2000 people" are none."""
    month = number.last + 1 if word_at(tokens, number.last) == "of" else number.last
    if _is_month(token_at(tokens, month)):
        return not (word_at(tokens, month) == "may" and word_at(tokens, month + 1) in _MODALS)
    counted = token_at(tokens, number.last).among(PEOPLE)
    text = tokens[number.first].word
    year = text.isdigit() and len(text) == _YEAR_DIGITS and number.value in _SPAN_OF_YEARS
    if _follows_month(tokens, number.first):
        return year or number.value <= _DAYS or not counted
    return year and (not counted or token_at(tokens, number.first - 1).bare in _YEARS)


def _follows_month(tokens: Tokens, first: int) -> bool:
    near = [token for token in tokens[max(first - 2, 0) : first] if token.word not in {".", ","}]
    return bool(near) and _is_month(near[-1])
