"""Numbers of any kind in a row of tokens: digits, words, halves, Arabic duals, and vague ones."""

from collections.abc import Mapping
from typing import NamedTuple

from syriaevents.figures.digits import read_digits
from syriaevents.figures.spelt import (
    ARTICLES,
    MULTIPLES,
    SCALES,
    SPELT_FIRST,
    TURKISH_SCALES,
    TURKISH_SPELT_FIRST,
    Read,
    read_spelt,
)
from syriaevents.figures.tokens import Tokens, is_turkish
from syriaevents.figures.words import TABLES, word_set
from syriaevents.folding import folded

KILLED_TWO, WOUNDED_TWO = word_set("nouns", "killed_two"), word_set("nouns", "wounded_two")
_TWO = word_set("nouns", "two", "killed_two", "wounded_two")
_VAGUE: Mapping[str, int] = {folded(word): low for word, low in TABLES["vague"].items()}
_TURKISH_TENFOLD: Mapping[str, int] = {"on": 10, "yuz": 100}
_SOME = frozenset({"several", "few", "many"})
_HALF = frozenset({"half", "yarim", "نصف"})
_THOUSAND = 1000
FIRST_WORDS = SPELT_FIRST | _TWO | _VAGUE.keys() | _SOME | _HALF
"""Words without which no number begins, save in digits; most words of a sentence are none of them."""
_TURKISH_FIRST_WORDS = FIRST_WORDS | TURKISH_SPELT_FIRST | _TURKISH_TENFOLD.keys()
_BEHIND_ARTICLE = MULTIPLES | _SOME
"""What an article begins a number before: "a dozen", "a few hundred"."""


class Number(NamedTuple):
    """A number without its qualifiers, ``tokens[first:last]``; of a vague one the value is the low end."""

    first: int
    last: int
    value: int
    vague: bool = False


def read_numbers(tokens: Tokens) -> list[Number]:
    """Every number, in order, whatever it counts."""
    turkish = is_turkish(tokens.kinds)
    found: list[Number] = []
    behind = 0
    for at in _beginnings(tokens, turkish=turkish):
        number = number_at(tokens, at, turkish=turkish) if at >= behind else None
        if number:
            found.append(number)
            behind = number.last
    return found


def _beginnings(tokens: Tokens, *, turkish: bool) -> list[int]:
    """Where a number may begin."""
    first = _TURKISH_FIRST_WORDS if turkish else FIRST_WORDS
    if tokens.is_arabic:
        return [at for at, word in enumerate(tokens.words) if tokens.among(at, first) or word[0].isdecimal()]
    return [at for at, word in enumerate(tokens.words) if word in first or word[0].isdecimal()]


def number_at(tokens: Tokens, at: int, *, turkish: bool = False) -> Number | None:
    """The number that begins at an index."""
    if tokens.words[at] in ARTICLES and tokens.word(at + 1) not in _BEHIND_ARTICLE:
        return None
    if tokens.digits(at):
        exact = read_digits(tokens, at, turkish=turkish)
        return Number(at, exact[1], exact[0]) if exact else None
    if not tokens.among(at, _TURKISH_FIRST_WORDS if turkish else FIRST_WORDS):
        return None
    vague = _vague(tokens, at, turkish=turkish)
    if vague:
        return Number(at, vague[1], vague[0], vague=True)
    if tokens.bares[at] in _TWO:
        return Number(at, at + 1, 2)
    spelt = _half(tokens, at) or read_spelt(tokens, at, turkish=turkish)
    return Number(at, spelt[1], spelt[0]) if spelt else None


def _vague(tokens: Tokens, at: int, *, turkish: bool) -> Read | None:
    """ "Dozens", "tens of thousands", "a few hundred", "عشرات الآلاف", "on binlerce"."""
    low = _VAGUE.get(tokens.bares[at])
    if low:
        begin = at + 2 if tokens.word(at + 1) == "of" else at + 1
        times = _VAGUE.get(tokens.bare(begin), 0)
        return (low * times, begin + 1) if times >= _THOUSAND else (low, at + 1)
    begin = at + 1 if tokens.words[at] == "a" else at
    if tokens.word(begin) in _SOME and (scale := SCALES.get(tokens.word(begin + 1))):
        return scale, begin + 2
    if turkish and tokens.words[at] in _TURKISH_TENFOLD and tokens.word(at + 1) == "binlerce":
        return _TURKISH_TENFOLD[tokens.words[at]] * _THOUSAND, at + 2
    return None


def _half(tokens: Tokens, at: int) -> Read | None:
    """ "Half a million", "نصف مليون", "yarım milyon"."""
    if tokens.words[at] not in _HALF:
        return None
    begin = at + 2 if tokens.word(at + 1) == "a" else at + 1
    scale = SCALES.get(tokens.word(begin)) or TURKISH_SCALES.get(tokens.word(begin))
    return (scale // 2, begin + 1) if scale else None
