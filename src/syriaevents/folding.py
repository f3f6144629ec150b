"""Folding for comparison, through an offset map, so that what is found points into the original text.

Folding makes spellings equal that readers take for the same word: case, accents, Arabic letter
forms, vowel signs, bidi marks, digits of other scripts. It changes lengths (``"İ"``, NFD accents,
tatweel), so every folded character remembers the original character it came from.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

_EQUAL = str.maketrans(
    {
        # Arabic and Persian letter forms
        "آ": "ا", "أ": "ا", "إ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه",
        "ک": "ك", "ڪ": "ك", "ە": "ه",
        "ہ": "ه", "ھ": "ه", "ۃ": "ه",
        # Latin letters that NFKD leaves whole
        "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe",
        # quotation marks, apostrophes and dashes
        "’": "'", "‘": "'", "ʼ": "'", "ʿ": "'", "ʾ": "'", "`": "'", "´": "'", "′": "'",
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‟": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-",
    }
)  # fmt: skip
_ACCENTS = frozenset({"Mn", "Me"})  # and vowel signs
_DROPPED = _ACCENTS | {"Cf"}  # bidi and joining marks too
_TATWEEL = "ـ"
_TABLE_SIZE = 4096  # characters; no text of people needs more
_SHORT = 200  # characters of a text that is likely to be folded again: a name
_SENTENCE = 2000  # of one that is looked at from several sides while its article is read: a sentence
_SPACES = re.compile("  +")
_WORD = re.compile(r"[^\W\d_]+")


def _fold_char(char: str) -> str:
    if char == _TATWEEL:
        return ""
    if char.isspace():
        return " "
    kept = []
    for part in unicodedata.normalize("NFKD", char.translate(_EQUAL)):
        if unicodedata.category(part) in _DROPPED:
            continue
        digit = unicodedata.decimal(part, None)
        kept.append(str(digit) if digit is not None else part.casefold().translate(_EQUAL))
    return "".join(kept)


class _Table(dict[int, str]):
    """What each character folds to, filled as characters are met; with ``uneven`` for all that is not one character."""

    def __init__(self, uneven: str | None = None) -> None:
        self.uneven = uneven

    def __missing__(self, code: int) -> str:
        result = _fold_char(chr(code))
        if self.uneven is not None and len(result) != 1:
            result = self.uneven
        if len(self) < _TABLE_SIZE:
            self[code] = result
        return result


_UNEVEN = "\U0010ffff"
"""In no text of people; a text that has it is only folded more slowly."""
_GAP = re.compile(_UNEVEN)
_TABLE, _EVEN_TABLE = _Table(), _Table(_UNEVEN)


@dataclass(frozen=True, slots=True)
class Folded:
    """A text, the folded text, and for each folded character the index of the original one."""

    source: str
    text: str
    origin: Sequence[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the source that folded to ``text[start:end]``, with the accents of its last letter."""
        if start >= end:
            at = self.origin[start] if start < len(self.origin) else len(self.source)
            return at, at
        if isinstance(self.origin, range):  # one for one, so no accent was folded away
            return start, end
        stop = self.origin[end - 1] + 1
        while stop < len(self.source) and unicodedata.category(self.source[stop]) in _ACCENTS:
            stop += 1
        return self.origin[start], stop

    def position(self, offset: int) -> int:
        """The index in the folded text of the first character that came from ``offset`` or later."""
        return bisect_left(self.origin, offset)

    def find(self, needle: str, start: int = 0) -> list[tuple[int, int]]:
        """Whole-word places of an already folded needle, as spans of the original text that fold to it alone.

        A character that folds to several ("½", "ﷺ") is found whole or not at all.
        """
        found: list[tuple[int, int]] = []
        even = isinstance(self.origin, range)  # one for one
        at = self.text.find(needle, start) if needle else -1
        while at >= 0:
            end = at + len(needle)
            if _bounded(self.text, at, end):
                if even:
                    found.append((at, end))
                elif self._whole(at) and self._whole(end):
                    found.append(self.original(at, end))
            at = self.text.find(needle, at + 1)
        return found

    def _whole(self, at: int) -> bool:
        """Whether no original character lies across this place of the folded text."""
        return at in (0, len(self.origin)) or self.origin[at - 1] != self.origin[at]


def _bounded(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() and text[start].isalnum()) and not (after.isalnum() and text[end - 1].isalnum())


def _translated(text: str, table: _Table) -> str:
    """Each character of a text folded; in plain ASCII only the case changes, and that is done in no time."""
    plain = text.isascii() and text.isprintable() and "`" not in text
    return text.lower() if plain else text.translate(table)


def spaced(kept: Callable[[str], bool]) -> str:
    """A table by which ``str.translate`` makes spaces of all of plain ASCII but these signs.

    Words are found so in half the time that a pattern takes.
    """
    return "".join(char if kept(char) else " " for char in map(chr, range(128)))


_ONLY_LETTERS = spaced(str.isalpha)


def fold(text: str) -> Folded:
    """Fold a text; runs of white space become one space."""
    return _fold_sentence(text) if len(text) <= _SENTENCE else _fold(text)


def _fold(text: str) -> Folded:
    whole = _translated(text, _EVEN_TABLE)
    origin: Sequence[int] = range(len(text))  # nearly always one for one
    if _UNEVEN in whole:
        whole, origin = _made_whole(text, whole)
    if "  " in whole:
        whole, origin = _single_spaced(whole, origin)
    return Folded(text, whole, origin)


def _made_whole(text: str, even: str) -> tuple[str, list[int]]:
    """The folded text, given how far it is one for one, and where each character of it is from."""
    parts: list[str] = []
    origin: list[int] = []
    behind = 0
    for gap in _GAP.finditer(even):
        at = gap.start()
        made = _TABLE[ord(text[at])]
        parts += (even[behind:at], made)
        origin += (*range(behind, at), *[at] * len(made))
        behind = at + 1
    parts.append(even[behind:])
    origin += range(behind, len(even))
    return "".join(parts), origin


def _single_spaced(text: str, origin: Sequence[int]) -> tuple[str, list[int]]:
    """A text with one space for each run of them, and where each character of it is from."""
    kept: list[int] = []
    behind = 0
    for run in _SPACES.finditer(text):
        kept += origin[behind : run.start() + 1]
        behind = run.end()
    kept += origin[behind:]
    return _SPACES.sub(" ", text), kept


_fold_sentence = lru_cache(maxsize=512)(_fold)


@lru_cache(maxsize=512)
def folded_words(text: str) -> frozenset[str]:
    """Every folded run of letters of a text, each once; remembered, since many rules ask for a sentence's.

    Most sentences have none of the words that a rule is about, which these tell before it looks closer.
    """
    view = fold(text).text
    return frozenset(view.translate(_ONLY_LETTERS).split() if view.isascii() else _WORD.findall(view))


def folded(text: str) -> str:
    """The folded text alone, trimmed."""
    return _folded_name(text) if len(text) <= _SHORT else _folded(text)


def _folded(text: str) -> str:
    whole = _translated(text, _TABLE)
    return (_SPACES.sub(" ", whole) if "  " in whole else whole).strip()


_folded_name = lru_cache(maxsize=4096)(_folded)
