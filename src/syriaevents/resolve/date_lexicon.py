"""The words of dates in each language, folded and in all the forms that they take in a text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from syriaevents.folding import folded
from syriaevents.resolve.date_words import SHORT, TABLES, UNSURE

TOKEN = re.compile(
    r"(?P<word>[^\W\d_]++(?!\d)|(?![a-z]++\d)[^\W\d_]+)"  # first, for nearly all are words
    r"|(?=[\d'])(?:"
    r"(?P<iso>(?<!\d)\d{4}-\d\d-\d\d(?!\d)(?:t\d\d:\d\d(?::\d\d)?z?)?)"
    r"|(?P<numeric>(?<!\d)\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?!\d))"
    r"|(?P<time>\d{1,2}:\d\d)"
    r"|(?P<figure>\d{1,3}(?:[.,]\d{3}){1,5}(?!\d)|\d{1,9}[.,]\d{1,9})"
    r"|(?P<decade>(?<!\d)(?:1[89]|20)\d0s\b|'\d0s\b)"
    r"|(?P<ordinal>\d{1,3}(?:st|nd|rd|th)\b))"
    r"|(?P<code>[a-z]++\d[a-z\d]*|\d++[a-z][a-z\d]*)"
    r"|(?P<number>\d+)"
    r"|(?P<tail>'[^\W\d_]+)"
    r"|(?P<mark>[^\s\w])"
)
# Without one of these kinds of words there is no date expression.
CORE = (
    "iso numeric decade year hyear ah century month weekday hijri unit units dual season weekend deictic overnight "
    "part past now"
).split()
_TURKISH_SUFFIXES = frozenset(
    "da de ta te dan den tan ten daki deki taki teki a e i u ya ye yi yu in un nin nun si su nda nde nta nte ndan nden "
    "lar ler larda lerde lardan lerden larin lerin sinda sinde unda unde inda inde larinda lerinde".split()
)
_ARABIC_PREFIX = re.compile(r"(?:[وف]?[بلك]?)(?=ال..|..)")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The folded words of one language; by first word ``phrases`` gives phrases' lengths, ``seconds`` what follows.

    ``inflected`` languages write other words together with these, so that every word is worth a try.
    """

    words: dict[str, tuple[str, int]]
    phrases: dict[str, tuple[int, ...]]
    seconds: dict[str, frozenset[str]]
    unsure: frozenset[str]
    inflected: bool


@cache
def lexicon(language: str) -> Lexicon:
    """The folded word table of ``en``, ``ar`` or ``tr``."""
    words: dict[str, tuple[str, int]] = {}
    lengths: dict[str, set[int]] = {}
    seconds: dict[str, frozenset[str]] = {}
    for kind, phrases in TABLES[language].items():
        for phrase, value in phrases.items():
            parts = _split(folded(phrase))
            words.setdefault(" ".join(parts), (kind, value))
            if len(parts) > 1:
                lengths.setdefault(parts[0], set()).add(len(parts))
                seconds[parts[0]] = seconds.get(parts[0], frozenset()) | {parts[1]}
    ordered = {first: tuple(sorted(counts, reverse=True)) for first, counts in lengths.items()}
    unsure = frozenset(folded(word) for word in UNSURE[language]) | (SHORT if language == "en" else frozenset())
    return Lexicon(words, ordered, seconds, unsure, inflected=language != "en")


def is_known(word: str, language: str) -> bool:
    """False for a folded word that means nothing to dates; in an inflected language any may be one in another form."""
    return lexicon(language).inflected or word in _words(language)


@cache
def _words(language: str) -> frozenset[str]:
    """All words that dates are made of, those of phrases too."""
    return frozenset(word for phrase in lexicon(language).words for word in phrase.split(" "))


@lru_cache(maxsize=4096)
def may_tell_time(word: str, language: str) -> bool:
    """Whether a folded word, in any of its forms, is one without which there is no date."""
    core = _core_words(language)
    return any(form in core for form in forms(word, language))


@cache
def _core_words(language: str) -> frozenset[str]:
    """The words for such kinds; of a phrase the longest behind its first, which alone may have other forms."""
    phrases = (phrase.split(" ") for phrase, (kind, _) in lexicon(language).words.items() if kind in CORE)
    return frozenset(max(words[1:], key=len, default=words[0]) for words in phrases)


def _split(text: str) -> list[str]:
    return [match[0] for match in TOKEN.finditer(text)]


class Meaning(NamedTuple):
    """What a word means by itself: the form of it that is known, its kind and value."""

    form: str
    kind: str
    value: int
    seconds: frozenset[str]
    """The words that, right behind it, may make a phrase with it."""


@lru_cache(maxsize=4096)
def meaning_of(word: str, language: str) -> Meaning:
    """The meaning of a folded word; nearly all words are of no kind."""
    lex = lexicon(language)
    seconds: frozenset[str] = frozenset()
    for form in forms(word, language):
        seconds |= lex.seconds.get(form, frozenset())
        if form in lex.words:
            return Meaning(form, *lex.words[form], seconds)
    return Meaning(word, "other", 0, seconds)


def forms(word: str, language: str) -> Iterator[str]:
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
