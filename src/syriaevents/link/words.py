"""What of a text is kept for comparing it: hashes of its words, never the words themselves."""

import re
import zlib
from array import array
from collections.abc import Iterable, Sequence

from syriaevents.figures import find_figures
from syriaevents.folding import folded
from syriaevents.resolve.gazetteer import Gazetteer, load_gazetteer
from syriaevents.resolve.places import find_place_mentions, resolve_places

Hashes = Sequence[int]
"""Sorted 32-bit hashes, each once."""

_WORD = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"(?<![a-z\d.,])\d+(?![.,]?\w)")  # an Arabic "and" may stand before a number
_ARABIC_HEAD = re.compile(r"^(?:[وفبلك]?ال|لل|و)(?=\w{3})")
_STEM, _LEAST = 5, 3  # letters
_SHINGLE = 3  # words
_COMMON = frozenset(
    "the and that with from have has had said says were was been would will their which after this they them about "
    "into over than also when who whom whose its his her our your for are not but all any can could may might more "
    "told told there where what while under being because against between during before since "
    "قال قالت على الي التي الذي هذا هذه كان كانت عن من في ان انه انها بعد قبل خلال لم لن ما بين اكد اكدت "
    "ve bir icin ile olan oldugu dedi etti olarak daha gibi ama ancak soyledi belirtti".split()
)


def content(text: str, *, without: str = "") -> Hashes:
    """The words of a text that mean something, by their first letters: "withdraw" and "withdrawal" are one.

    ``without`` are words that do not count, as the speaker's name in what is said.
    """
    return _hashes(_stems(text) - _stems(without))


def _stems(text: str) -> set[str]:
    words = (_ARABIC_HEAD.sub("", word) for word in _WORD.findall(folded(text)) if word not in _COMMON)
    return {word[:_STEM] for word in words if len(word) >= _LEAST}


def shingles(text: str) -> Hashes:
    """The runs of three words of a quotation; of a shorter one all its words."""
    words = _WORD.findall(folded(text))
    last = max(1, len(words) - _SHINGLE + 1)
    return _hashes({" ".join(words[at : at + _SHINGLE]) for at in range(last)} if words else set())


def anchors(text: str, gazetteer: Gazetteer | None = None) -> Hashes:
    """What a translation leaves as it is: numbers, in digits or words, and known places."""
    gazetteer = gazetteer or load_gazetteer()
    numbers = {str(figure.best or figure.low or figure.high) for figure in find_figures(text)}
    mentions = [words for _, _, words in find_place_mentions(text, gazetteer)]
    places = resolve_places(mentions, gazetteer) if mentions else ()
    return array("I", sorted({*_hashes(numbers), *(place_anchor(place.name) for place in places if place.name)}))


def article_anchors(
    text: str, *, numbers: Iterable[int | None], places: Iterable[str], actors: Iterable[str]
) -> Hashes:
    """The same of a whole article, as far as it is at hand: numbers in digits, and what its records hold."""
    figures = {*_DIGITS.findall(folded(text)), *(str(number) for number in numbers if number is not None)}
    return array("I", sorted({*_hashes(figures | set(actors)), *map(place_anchor, places)}))


def place_anchor(name: str) -> int:
    """What stands among a text's anchors where it names a known place."""
    return zlib.crc32(f"@{name}".encode("utf-8", "surrogatepass"))


def containment(one: Hashes, other: Hashes) -> float:
    """The share of the smaller one's words that the other has too; 0 where either has none."""
    fewer = min(len(one), len(other))
    return len(set(one).intersection(other)) / fewer if fewer else 0.0


def _hashes(words: set[str]) -> Hashes:
    return array("I", sorted({zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in words}))
