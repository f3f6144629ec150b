"""A folded text as a row of tokens, each of one kind, so that date patterns are short and linear.

Patterns (date_patterns) are regular expressions over kinds of words, one character a word, not over
letters: the same pattern serves every spelling and, where the word order agrees, every language.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from syriaevents.folding import Folded, folded
from syriaevents.resolve.date_words import SHORT, TABLES, UNSURE

_TOKEN = re.compile(
    r"(?=[\d'])(?:"
    r"(?P<iso>(?<!\d)\d{4}-\d\d-\d\d(?!\d)(?:t\d\d:\d\d(?::\d\d)?z?)?)"
    r"|(?P<numeric>(?<!\d)\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?!\d))"
    r"|(?P<time>\d{1,2}:\d\d)"
    r"|(?P<figure>\d{1,3}(?:[.,]\d{3}){1,5}(?!\d)|\d{1,9}[.,]\d{1,9})"
    r"|(?P<decade>(?<!\d)(?:1[89]|20)\d0s\b|'\d0s\b)"
    r"|(?P<ordinal>\d{1,3}(?:st|nd|rd|th)\b))"
    r"|(?P<code>[a-z]++\d[a-z\d]*|\d++[a-z][a-z\d]*)"
    r"|(?P<number>\d+)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<tail>'[^\W\d_]+)"
    r"|(?P<mark>[^\s\w])"
)
_DATED = re.compile(r"\d{4}|\d[./-]\d|\d0s")
"""Figures without which no figure is a date."""
_LETTERS = re.compile(r"[^\W\d_]+")
_MARKS = {"-": "dash", ",": "comma", "،": "comma", "/": "slash", "(": "open", ")": "close"}
# Every kind that a pattern may name; each is one private character of the row.
_KINDS = (
    "other iso numeric figure decade number date year hyear century ordinal dash comma slash open close month "
    "weekday hijri ah unit units dual season quarter weekend count article vague the which this past fiscal same "
    "recent edge sofar deictic overnight part now ago apart before since between from to and until in of over "
    "span for on will told suffix decades day monthly yearly time"
).split()
# Without one of these there is no date expression.
CORE = (
    "iso numeric decade year hyear ah century month weekday hijri unit units dual season weekend deictic overnight "
    "part past now"
).split()
SYMBOLS = {kind: chr(0xE000 + index) for index, kind in enumerate(_KINDS)}
_TURKISH_SUFFIXES = frozenset(
    "da de ta te dan den tan ten daki deki taki teki a e i u ya ye yi yu in un nin nun si su nda nde nta nte ndan nden "
    "lar ler larda lerde lardan lerden larin lerin sinda sinde unda unde inda inde larinda lerinde".split()
)
_ARABIC_PREFIX = re.compile(r"(?:[وف]?[بلك]?)(?=ال..|..)")


class Token(NamedTuple):
    """A word, number or mark: its kind and value, its place in the folded text, and how it was written."""

    text: str
    kind: str
    value: int
    start: int
    end: int
    capital: bool
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The folded words of one language; ``phrases`` gives the lengths of phrases by their first word.

    ``inflected`` languages write other words together with these, so that every word is worth a try.
    """

    words: dict[str, tuple[str, int]]
    phrases: dict[str, tuple[int, ...]]
    unsure: frozenset[str]
    inflected: bool


@cache
def lexicon(language: str) -> Lexicon:
    """The folded word table of ``en``, ``ar`` or ``tr``."""
    words: dict[str, tuple[str, int]] = {}
    lengths: dict[str, set[int]] = {}
    for kind, phrases in TABLES[language].items():
        for phrase, value in phrases.items():
            parts = _split(folded(phrase))
            words.setdefault(" ".join(parts), (kind, value))
            if len(parts) > 1:
                lengths.setdefault(parts[0], set()).add(len(parts))
    ordered = {first: tuple(sorted(counts, reverse=True)) for first, counts in lengths.items()}
    unsure = frozenset(folded(word) for word in UNSURE[language]) | (SHORT if language == "en" else frozenset())
    return Lexicon(words, ordered, unsure, inflected=language != "en")


def may_hold_date(text: Folded, language: str) -> bool:
    """False where no word and no figure of a folded text could make a date expression; nearly all texts have none."""
    if _DATED.search(text.text):
        return True
    words = _LETTERS.findall(text.text)
    if lexicon(language).inflected:
        return any(_may_tell_time(word, language) for word in words)
    return not _core_words(language).isdisjoint(words)


@lru_cache(maxsize=20_000)
def _may_tell_time(word: str, language: str) -> bool:
    """Whether a word, in any of its forms, is one without which there is no date."""
    core = _core_words(language)
    return any(form in core for form in _forms(word, language))


@cache
def _core_words(language: str) -> frozenset[str]:
    """The words for such kinds; of a phrase the longest behind its first, which alone may have other forms."""
    phrases = (phrase.split(" ") for phrase, (kind, _) in lexicon(language).words.items() if kind in CORE)
    return frozenset(max(words[1:], key=len, default=words[0]) for words in phrases)


def _split(text: str) -> list[str]:
    return [match[0] for match in _TOKEN.finditer(text)]


def tokens(text: Folded, language: str) -> list[Token]:
    """All tokens of a folded text, phrases joined, in order."""
    raw = [(match.lastgroup or "", match[0], *match.span()) for match in _TOKEN.finditer(text.text)]
    return list(_joined(raw, text, lexicon(language), language))


def _joined(raw: list[tuple[str, str, int, int]], text: Folded, lex: Lexicon, language: str) -> Iterator[Token]:
    at = 0
    source, origin, plain = text.source, text.origin, not lex.inflected
    while at < len(raw):
        group, word, start, end = raw[at]
        capital = source[origin[start]].isupper()
        size, kind, value = 1, "other", 0
        if plain and group == "word" and word not in lex.words and word not in lex.phrases:
            yield Token(word, kind, value, start, end, capital)  # nearly all words
            at += 1
            continue
        if group in ("word", "tail"):
            word, size, kind, value = _known(raw, at, lex, language)
            if raw[at][1].endswith(word):  # without what Arabic writes in front of a word
                start = raw[at][3] - len(word)
            end = raw[at + size - 1][3]
        elif group == "mark":
            kind = _MARKS.get(word, "other")
        else:
            kind, value = _figure(group, word)
        if language == "en" and kind in ("month", "weekday"):
            kind = kind if capital else "other"
            if word in SHORT and at + 2 < len(raw) and raw[at + 1][1] == "." and raw[at + 1][2] == end:
                size, end = 2, end + 1  # "Nov. 29"
        unsure = word in lex.unsure and not (word == "اب" and source[origin[start]] == "آ")
        yield Token(word, kind, value, start, end, capital, unsure)
        at += size


def _known(raw: list[tuple[str, str, int, int]], at: int, lex: Lexicon, language: str) -> tuple[str, int, str, int]:
    """The longest known phrase that begins here: its text, its number of raw tokens, kind and value."""
    word = raw[at][1]
    for form in _forms(word, language):
        for size in lex.phrases.get(form, ()):
            phrase = " ".join([form, *(part[1] for part in raw[at + 1 : at + size])])
            if at + size <= len(raw) and phrase in lex.words:
                return phrase, size, *lex.words[phrase]
        if form in lex.words:
            return form, 1, *lex.words[form]
    return word, 1, "other", 0


def _forms(word: str, language: str) -> Iterator[str]:
    """The word, then the word without what Arabic writes in front of it or Turkish behind it."""
    yield word
    if language == "ar":
        prefix = _ARABIC_PREFIX.match(word)
        if prefix and prefix.end():
            bare = word[prefix.end() :]
            yield bare
            if word[prefix.end() - 1] == "ل" and bare.startswith("ل"):
                yield "ا" + bare
        if word[:1] in "وف":
            yield word[1:]
    elif language == "tr" and len(word) > 3:
        for cut in range(1, min(7, len(word) - 1)):
            if word[-cut:] in _TURKISH_SUFFIXES:
                yield word[:-cut]


def _figure(group: str, word: str) -> tuple[str, int]:
    if group == "ordinal":
        value = int(word[:-2])
        return ("date", value) if 1 <= value <= 31 else ("ordinal", value)
    if group == "decade":
        value = int(word.strip("'s"))
        return "decade", value + (0 if value > 99 else 1900 if value > 20 else 2000)
    if group == "code":  # "M4", "20cm", "3pm"
        return "other", 0
    if group != "number":
        return group, 0
    if len(word) > 4:
        return "figure", 0
    value = int(word)
    if len(word) <= 2:
        return ("date", value) if 1 <= value <= 31 else ("number", value)
    if 1900 <= value <= 2099:
        return "year", value
    return ("hyear", value) if 1300 <= value <= 1499 else ("number", value)
