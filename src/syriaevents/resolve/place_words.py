"""The words of a sentence that a place's name may begin with.

What stands between two spaces is looked at once for all articles, so that a sentence is looked up and not searched.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from syriaevents.remembered import Remembered
from syriaevents.resolve.gazetteer import Gazetteer
from syriaevents.resolve.place_context import CLASS_WORDS
from syriaevents.resolve.place_names import ARTICLES, TOKEN, may_begin, spellings

Span = tuple[int, int]

LONGEST_WORD = 100
"""Letters and signs; no word of a name has more."""
_LOWER_PART = re.compile(
    rf"{CLASS_WORDS}$|(?:oil|gas|naval|military|border|refugee|of|the|and|air|base|canton|valley|river)$"
)
_NAME, _FIRST, _ARTICLE, _LATER, _PART, _NONE = "NFALP-"
_BEGINNING = re.compile(f"{_NAME}|{_FIRST}(?= *[^ {_NONE}])|{_ARTICLE}(?= *[{_NAME}{_FIRST}{_LATER}])")


def beginnings(sentence: str, gazetteer: Gazetteer) -> Iterator[Span]:
    """The words of a sentence that a place's name may begin with here."""
    chunks = sentence.split(" ")
    marks = " ".join(map(_marks(gazetteer).__getitem__, chunks))
    for found in _BEGINNING.finditer(marks):
        at = found.start()
        number = marks.count(" ", 0, at)
        place = sum(map(len, chunks[:number])) + number
        start, end = _SPANS[chunks[number]][at - marks.rfind(" ", 0, at) - 1]
        yield place + start, place + end


_SPANS: Mapping[str, tuple[Span, ...]] = Remembered(
    lambda chunk: tuple([word.span() for word in TOKEN.finditer(chunk)]), most=1024
)
"""Where the words of what stands between two spaces stand in it; of those that may begin a name, which are few."""


@lru_cache(maxsize=1)
def _marks(gazetteer: Gazetteer) -> Mapping[str, str]:
    """What the words of what stands between two spaces may be in a place's name, one sign a word."""
    return Remembered(lambda chunk: "".join([_mark(word, gazetteer) for word in TOKEN.findall(chunk)]))


def _mark(word: str, gazetteer: Gazetteer) -> str:
    """A name, the first word of several, an article before a name, a later word, such a word in small letters."""
    small = word[0].islower()
    if len(word) <= LONGEST_WORD and may_begin(word, gazetteer):
        return _ARTICLE if small else _NAME if spellings(word, gazetteer) else _FIRST
    return (_PART if is_part(word) else _NONE) if small else _LATER


def is_part(word: str) -> bool:
    """Whether a word without a capital may stand in a name."""
    return word in ARTICLES or _LOWER_PART.match(word) is not None
