"""Which articles are copies of one another: agency texts that outlets print with small changes.

A text becomes a sketch of fixed size (one permutation MinHash over word shingles, empty bins filled from their
neighbours: Shrivastava & Li 2014, "Densifying One Permutation Hashing via Rotation"); the share of equal bins estimates
the Jaccard likeness of two texts' shingles, with a standard error of at most 0.06. Nothing depends on the process:
the same text has the same sketch everywhere.
"""

import re
import zlib
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import eq

from syriaevents.folding import fold
from syriaevents.remembered import Remembered

BINS = 64
"""Values in a sketch, 4 bytes each."""
COPY = 0.6
"""Likeness from which one text is held to be a copy of the other: cut, retitled or lightly edited, not rewritten."""
_SHINGLE = 4  # words
_ROWS = 4  # bins in a band: of texts as alike as COPY, 9 in 10 share a band, of those at 0.8 all
_EMPTY = 0xFFFFFFFF
_MIX = 0x9E3779B97F4A7C15  # 2^64 divided by the golden ratio: spreads what a checksum leaves together
_NO_WORD = re.compile(r"\W")
_KEPT = 4096  # characters; no text of people needs more
_PUNCTUATION = "“”‘’–—"

Sketch = Sequence[int]
"""``BINS`` numbers below 2^32; empty for a text of fewer words than a shingle has."""


class _Letters(dict[int, str]):
    """What each character is in a folded word, a space where it stands in none; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        letters = _NO_WORD.sub(" ", fold(chr(code)).text)
        if len(self) < _KEPT:
            self[code] = letters
        return letters


_LETTERS = _Letters()
_CHECKSUMS = Remembered(lambda word: zlib.crc32(word.encode()))


def words_of(text: str) -> list[str]:
    """The folded words of a text."""
    for mark in _PUNCTUATION:  # often all that keeps a text from being plain ASCII, which is translated in no time
        text = text.replace(mark, " ")
    return text.translate(_LETTERS).split()


def sketch(text: str) -> Sketch:
    """What a text is compared by; letter case, accents, punctuation and spaces do not count."""
    return sketch_of(words_of(text))


def sketch_of(words: Sequence[str]) -> Sketch:
    """The same from the text's folded words."""
    import numpy as np  # noqa: PLC0415  (slow to import)

    if len(words) < _SHINGLE:
        return array("I")
    hashed = np.fromiter(map(_CHECKSUMS.__getitem__, words), np.uint64, len(words))
    shingles = np.zeros(len(words) - _SHINGLE + 1, np.uint64)
    for place in range(_SHINGLE):
        shingles = (shingles + hashed[place : place + len(shingles)]) * np.uint64(_MIX)
    slots, values = shingles >> np.uint64(58), shingles >> np.uint64(26) & np.uint64(_EMPTY)
    bins = np.full(BINS, _EMPTY, np.uint32)
    np.minimum.at(bins, slots.astype(np.intp), values.astype(np.uint32))
    return _filled(array("I", bins.tolist()))


def likeness(one: Sketch, other: Sketch) -> float:
    """Estimated share of shingles that two texts have in common, 0 to 1; 0 where either is too short to tell."""
    return sum(map(eq, one, other)) / BINS if one and other else 0.0


def _filled(bins: "array[int]") -> "array[int]":
    """The bins, each empty one with the value of the next that is not, marked with how far that is."""
    filled = array("I", bins)
    if _EMPTY not in bins:
        return filled
    for slot in range(BINS):
        steps = 0
        while bins[(slot + steps) % BINS] == _EMPTY:
            steps += 1
        filled[slot] = (bins[(slot + steps) % BINS] + steps * _MIX) & _EMPTY
    return filled


@dataclass(slots=True)
class Copies:
    """Texts met so far, found again by likeness; about 2 kB a text that is no copy.

    >>> copies = Copies()
    >>> copies.original("a", "Shells fell on the northern edge of the town at dawn.")
    >>> copies.original("b", "Shells fell on the northern edge of the town at dawn!")
    'a'
    """

    _sketches: dict[str, Sketch] = field(default_factory=dict)
    _bands: dict[tuple[int, ...], list[str]] = field(default_factory=dict)

    def original(self, id: str, text: str) -> str | None:
        """The id of the likest earlier text that this one is a copy of, itself no copy; None for a new text."""
        return self.original_of(id, sketch(text))

    def original_of(self, id: str, mine: Sketch) -> str | None:
        """The same for a text of which only the sketch is kept."""
        near = {other for band in bands(mine) for other in self._bands.get(band, ())}
        best = max(((likeness(mine, self._sketches[other]), other) for other in near), default=(0.0, ""))
        if best[0] >= COPY:
            return best[1]
        self._sketches[id] = mine
        for band in bands(mine):
            self._bands.setdefault(band, []).append(id)
        return None


def bands(of: Sketch) -> Iterator[tuple[int, ...]]:
    """What texts are found by: copies have one or more of these in common."""
    for start in range(0, len(of), _ROWS):
        yield (start, *of[start : start + _ROWS])
