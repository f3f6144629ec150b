"""Numbers in words: "two hundred and fifty-five", "yüz elli bin", "مئتان وخمسة وخمسون".

A number is a row of parts, largest scale first, and a part is a number under a thousand times its scale. English and
Turkish name hundreds, tens and units in this order; Arabic names units before tens and puts و before each.

Every reader takes tokens and an index, and returns a value with the index behind it; where nothing was read that is
the same index.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from syriaevents.figures.tokens import Tokens
from syriaevents.figures.words import TABLES
from syriaevents.folding import folded

_TEN, _HUNDRED, _THOUSAND = 10, 100, 1000
_LARGEST = 10**12
ARTICLES = frozenset({"a", "an"})

Read = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Numerals:
    """The number words of a language, folded, with their values."""

    units: Mapping[str, int]
    tens: Mapping[str, int]
    hundreds: Mapping[str, int]
    scales: Mapping[str, int]
    twice: Mapping[str, int]
    """Arabic duals of scales, with the scale."""


def _row(words: str, first: int, step: int) -> dict[str, int]:
    return {
        form: first + step * index for index, forms in enumerate(folded(words).split()) for form in forms.split("/")
    }


def _numerals(language: str, first_unit: int, first_ten: int) -> _Numerals:
    table = TABLES["numerals"][language]
    return _Numerals(
        units=_row(table["units"], first_unit, 1),
        tens=_row(table["tens"], first_ten, _TEN),
        hundreds=_row(table["hundreds"], _HUNDRED, _HUNDRED),
        scales={folded(word): scale for word, scale in table["scales"].items()},
        twice={folded(word): scale for word, scale in table.get("twice", {}).items()},
    )


_ENGLISH, _ARABIC, _TURKISH = _numerals("en", 0, 20), _numerals("ar", 1, 20), _numerals("tr", 0, 10)
_ELEVEN = frozenset(folded(TABLES["numerals"]["ar"]["eleven"]).split())
MULTIPLES = frozenset({"hundred", *_ENGLISH.scales})  # what "a" counts: "a dozen"

SCALES: Mapping[str, int] = {"hundred": _HUNDRED, **_ENGLISH.scales, **_ARABIC.scales}
"""Words that multiply the number before them, in any sentence."""
TURKISH_SCALES: Mapping[str, int] = {"yuz": _HUNDRED, **_TURKISH.scales}
"""Those of Turkish, in Turkish sentences only."""


def _first_words(*languages: _Numerals) -> frozenset[str]:
    every = ((one.units, one.tens, one.hundreds, one.scales, one.twice) for one in languages)
    return frozenset(word for tables in every for words in tables for word in words)


SPELT_FIRST = _first_words(_ENGLISH, _ARABIC) | _ELEVEN | ARTICLES
"""Every word that a number in words may begin with."""
TURKISH_SPELT_FIRST = _first_words(_TURKISH)
"""The same of Turkish, where "on" is ten."""


def read_spelt(tokens: Tokens, at: int, *, turkish: bool) -> Read | None:
    """The number in words that begins at an index, or None."""
    for language in (_ENGLISH, _ARABIC, _TURKISH) if turkish else (_ENGLISH, _ARABIC):
        value, end = _whole(tokens, at, language)
        if end > at:
            return value, end
    return None


def _whole(tokens: Tokens, at: int, language: _Numerals) -> Read:
    """Parts with ever smaller scales."""
    total, end, below = 0, at, _LARGEST
    begin: int | None = at
    while begin is not None:
        value, scale, behind = _part(tokens, begin, language)
        if behind == begin or scale >= below:
            break
        total, end, below = total + value * scale, behind, scale
        begin = _next(tokens, behind, language) if scale >= _THOUSAND else None
    return total, end


def _next(tokens: Tokens, at: int, language: _Numerals) -> int | None:
    """Where a number may go on behind its hundreds or thousands: past "and", which Arabic demands."""
    if language is _ENGLISH:
        return at + 1 if tokens.word(at) == "and" else at
    if language is _TURKISH or tokens.joined(at):
        return at
    return at + 1 if tokens.word(at) == "و" else None


def _part(tokens: Tokens, at: int, language: _Numerals) -> tuple[int, int, int]:
    """A number under a thousand, its scale (1 where it has none), and the index behind both."""
    first = tokens.bare(at)
    if first in language.twice:
        return 2, language.twice[first], at + 1
    value, end = (_arabic_part if language is _ARABIC else _western_part)(tokens, at, language)
    scale = language.scales.get(tokens.bare(end))
    if scale is None or (end == at and language is _ENGLISH):  # English says "a thousand"
        return value, 1, end
    return max(value, 1), scale, end + 1


def _western_part(tokens: Tokens, at: int, language: _Numerals) -> Read:
    value, end = _western_tens(tokens, at, language)
    if tokens.word(end) not in language.hundreds or (end == at and language is _ENGLISH):
        return value, end
    begin = _next(tokens, end + 1, language) or end
    rest, behind = _western_tens(tokens, begin, language)
    return max(value, 1) * _HUNDRED + rest, behind if behind > begin else end + 1


def _western_tens(tokens: Tokens, at: int, language: _Numerals) -> Read:
    word = tokens.word(at)
    if word in ARTICLES and tokens.word(at + 1) in MULTIPLES:
        return 1, at + 1
    if word in language.units:
        return language.units[word], at + 1
    if word not in language.tens:
        return 0, at
    behind = at + 2 if tokens.word(at + 1) == "-" else at + 1
    unit = language.units.get(tokens.word(behind), 0)
    return (language.tens[word] + unit, behind + 1) if 0 < unit < _TEN else (language.tens[word], at + 1)


def _arabic_part(tokens: Tokens, at: int, language: _Numerals) -> Read:
    hundreds, end = _arabic_hundreds(tokens, at, language)
    begin = _next(tokens, end, language) if hundreds else at
    rest, behind = (0, end) if begin is None else _arabic_tens(tokens, begin, language)
    return hundreds + rest, behind if rest else end


def _arabic_hundreds(tokens: Tokens, at: int, language: _Numerals) -> Read:
    """ "مئتان", "ثلاثمئة" and "ثلاث مئة"."""
    first = tokens.bare(at)
    if first in language.hundreds:
        return language.hundreds[first], at + 1
    unit = language.units.get(first, _TEN)
    if unit < _TEN and language.hundreds.get(tokens.word(at + 1)) == _HUNDRED:
        return unit * _HUNDRED, at + 2
    return 0, at


def _arabic_tens(tokens: Tokens, at: int, language: _Numerals) -> Read:
    """ "عشرون", "خمسة وعشرون", "خمسة عشر" and "خمسة"."""
    first = tokens.bare(at)
    if first in language.tens:
        return language.tens[first], at + 1
    unit = 1 if first in _ELEVEN else language.units.get(first, 0)
    if 0 < unit < _TEN:
        if language.units.get(tokens.word(at + 1)) == _TEN:
            return unit + _TEN, at + 2
        begin = _next(tokens, at + 1, language)
        tens = 0 if begin is None else language.tens.get(tokens.bare(begin), 0)
        if begin is not None and tens:
            return unit + tens, begin + 1
    return (0, at) if first in _ELEVEN or not unit else (unit, at + 1)
