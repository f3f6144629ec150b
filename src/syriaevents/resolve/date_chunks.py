"""What stands between two spaces of a folded text: its words, numbers and marks, each of one kind.

Texts say the same over and over, so a chunk is taken apart once and its kinds are remembered; most sentences are then
seen to hold no date by looking up their chunks alone. Only where the words around count, or how a word was written, is
a kind left open (date_tokens settles it).
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from syriaevents.remembered import Remembered
from syriaevents.resolve.date_lexicon import CORE, TOKEN, is_known, may_tell_time, meaning_of

MARKS = {
    "-": "dash", ",": "comma", "،": "comma", "/": "slash", "(": "open", ")": "close",
    ".": "stop", ";": "stop", "!": "cry", "?": "cry",
}  # fmt: skip
# Every kind that a pattern may name, and the two that leave it open; each is one private character of the row.
_KINDS = (
    "other iso numeric figure decade number date year hyear century ordinal dash comma slash open close month "
    "weekday hijri ah unit units dual season quarter weekend count article vague the which this past fiscal same "
    "recent edge sofar deictic overnight part now ago apart before since between from to and until in of over "
    "span for on will told suffix decades day monthly yearly time stop cry asks hints"
).split()
SYMBOLS = {kind: chr(0xE000 + index) for index, kind in enumerate(_KINDS)}
CAPITAL = frozenset({"month", "weekday"})
"""What English writes with a capital."""
DATING = frozenset(SYMBOLS[kind] for kind in CORE)
_ASKS, _HINTS = SYMBOLS["asks"], SYMBOLS["hints"]
OPEN = re.compile(f"[{_ASKS}{_HINTS}]")
"""A word whose kind the words behind it settle, or its capital; with ``hints``, it may make a date."""
TELLING = DATING | {_HINTS}
"""Without one of these there is no date expression."""
_LONGEST = 40
"""Letters; no word of a date has more, whatever is written together with it."""


class Piece(NamedTuple):
    """A word, number or mark: which of TOKEN's groups it is, and where it stands in its chunk."""

    text: str
    group: str
    start: int
    end: int


def _pieces(chunk: str) -> tuple[Piece, ...]:
    return tuple([Piece(found[0], found.lastgroup or "", *found.span()) for found in TOKEN.finditer(chunk)])


PIECES: Mapping[str, tuple[Piece, ...]] = Remembered(_pieces, most=2048)
"""All words, numbers and marks of a chunk, in order; larger than what else is remembered of words."""


@cache
def kinds_of(language: str) -> Mapping[str, str]:
    """The kinds of each chunk of a language, one symbol a piece."""

    def kinds(chunk: str) -> str:
        return "".join([_symbol(found[0], found.lastgroup or "", language) for found in TOKEN.finditer(chunk)])

    return Remembered(kinds)


def _symbol(word: str, group: str, language: str) -> str:
    """The kind of a piece as far as it alone tells."""
    if group == "mark":
        return SYMBOLS[MARKS.get(word, "other")]
    if group not in ("word", "tail"):
        return SYMBOLS[figure(group, word)[0]]
    if len(word) > _LONGEST or not is_known(word, language):
        return SYMBOLS["other"]
    meaning, tells = meaning_of(word, language), may_tell_time(word, language)
    capital = language == "en" and meaning.kind in CAPITAL
    if meaning.seconds or capital or (tells and meaning.kind not in CORE):
        return _HINTS if tells else _ASKS
    return SYMBOLS[meaning.kind]


def figure(group: str, word: str) -> tuple[str, int]:
    """What figures mean: their kind and value."""
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
