"""Numbered sentences of an article, with their offsets.

``sentencex`` finds the boundaries within a line (see ``lines``) and keeps a direct quotation together with its
sentence. Four things are added, each because the library was seen to go wrong: lone surrogates, which it cannot
take; text full of unclosed quotation marks, in which it is quadratic; abbreviations and Turkish ordinals that it takes
for ends of sentences; and sentences longer than ``MAX_CHARS``, which are cut at white space so that a window stays
bounded.
"""

import re
from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import NamedTuple

from syriaevents.reading.boilerplate import mark
from syriaevents.reading.lines import Span, blocks, trimmed

MAX_CHARS = 2000

_PIECE = 8000  # characters that sentencex is given at once
_MANY_QUOTES = 400  # more marks than this in one piece are not quotations
_QUOTES = "“”„‟‘’‚‛«»‹›「」『』《》〈〉\"'()[]{}"
_WITHOUT_QUOTES = str.maketrans(dict.fromkeys(_QUOTES, "_"))
_ALL_BUT_QUOTES = re.compile(f"[^{re.escape(_QUOTES)}]+")
_UNBROKEN = re.compile(r"[\w\s,'’‘“”«»\"()/%&–—-]*[.!?…]?\Z")  # nothing before its last character could end a sentence
_SURROGATE = re.compile("[\ud800-\udfff]")
_TAIL = 40  # characters at the end of a sentence in which an abbreviation is looked for

_SHORT = "د أ م Sn Doç Alb Org Korg Tümg Tuğg Av Brig Sgt Cpl Capt Adm Maj Lt Col Gov Sen Rep Pvt".split()
_SHORT_ENDS = tuple(f"{word}." for word in _SHORT)
_ABBREVIATION = re.compile(rf"(?:^|[\s(«“\"'])(?:{'|'.join(_SHORT)})\.\Z")
_ITEM_NUMBER = re.compile(r"\(?\d{1,3}[.)]\Z")
_TURKISH_ORDINAL = re.compile(r"(?:^|[\s(])\d{1,2}\.\Z")
_CLOCK = re.compile(r"\b[ap]\.m\.\Z")
_AFTER_CLOCK = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|GMT\b|UTC\b|local time\b")
_CLOSED_QUOTATION = re.compile(r"[.!?…,]\s?[”»\"’']\Z")


class Sentence(NamedTuple):
    """One sentence of an article.

    ``number`` counts from 1 over all sentences; ``article.text[start:end] == text``, trimmed of white space;
    ``boilerplate`` says that it belongs to the page around the article and not to the article.
    """

    number: int
    start: int
    end: int
    text: str
    boilerplate: bool


def split(text: str, language: str | None) -> tuple[Sentence, ...]:
    """The sentences of a text, in order; every character that is not white space is in exactly one of them.

    ``language`` is an ISO 639-1 code; without one the rules for English are used. Linear in the length of the text.
    """
    spans = [span for block in blocks(text) for span in _in_block(text, *block, language or "en")]
    marks = mark(text, spans)
    return tuple(
        Sentence(number, start, end, text[start:end], marked)
        for number, ((start, end), marked) in enumerate(zip(spans, marks, strict=True), 1)
    )


def _in_block(text: str, start: int, end: int, language: str) -> Iterator[Span]:
    """Sentences of one block, abbreviations joined with what follows and what is too long cut."""
    open_start = start
    previous: Span | None = None
    for span in _bounded(text, start, end, language):
        if previous is not None and not _belongs_together(text, previous, span, language):
            yield from _cut(text, open_start, previous[1])
            open_start = span[0]
        previous = span
    if previous is not None:
        yield from _cut(text, open_start, previous[1])


def _bounded(text: str, start: int, end: int, language: str) -> Iterator[Span]:
    """What sentencex says, asked piece by piece; the last sentence of a piece is asked again with the next one."""
    if _UNBROKEN.match(text, start, end):
        yield start, end
        return
    while start < end:
        stop = min(start + _PIECE, end)
        found = [(start + left, start + right) for left, right in _boundaries(text[start:stop], language)]
        if stop < end:
            last, _ = found.pop()
            # A piece without a boundary in its second half holds no sentence that could be kept whole.
            stop = last if last - start >= _PIECE // 2 else _space_before(text, last, stop)
            if last < stop:
                found.append((last, stop))
        for span in found:
            left, right = trimmed(text, *span)
            if left < right:
                yield left, right
        start = stop


def _boundaries(piece: str, language: str) -> list[Span]:
    # Imported here: splitting is not needed to import the package.
    from sentencex import segment  # noqa: PLC0415

    clean = piece if piece.isascii() else _SURROGATE.sub("\ufffd", piece)
    if len(clean) > _MANY_QUOTES and len(_ALL_BUT_QUOTES.sub("", clean)) > _MANY_QUOTES:
        clean = clean.translate(_WITHOUT_QUOTES)
    ends = accumulate(map(len, segment(language, clean)))
    # Only the ends are believed, so that the spans cover the piece whatever the library answers.
    cuts = sorted({0, len(piece), *(end for end in ends if 0 < end < len(piece))})
    return list(pairwise(cuts))


def _belongs_together(text: str, before: Span, after: Span, language: str) -> bool:
    """Whether sentencex cut between a part and its rest: after an abbreviation, an ordinal, or inside "..." he said."""
    if _ITEM_NUMBER.fullmatch(text, *before):
        return True
    tail = text[max(before[0], before[1] - _TAIL) : before[1]]
    if tail.endswith("."):
        if tail.endswith(_SHORT_ENDS) and _ABBREVIATION.search(tail):
            return True
        if language == "tr" and _TURKISH_ORDINAL.search(tail):
            return True
        if tail.endswith(".m.") and _CLOCK.search(tail):
            return _AFTER_CLOCK.match(text, *after) is not None
    return text[after[0]].islower() and _CLOSED_QUOTATION.search(tail) is not None


def _cut(text: str, start: int, end: int) -> list[Span]:
    """The span itself, or pieces of at most ``MAX_CHARS``, cut at white space where there is any."""
    if end - start <= MAX_CHARS:
        return [(start, end)]
    pieces = []
    while start < end:
        stop = end if end - start <= MAX_CHARS else _space_before(text, start, start + MAX_CHARS)
        left, right = trimmed(text, start, stop)
        if left < right:
            pieces.append((left, right))
        start = stop
    return pieces


def _space_before(text: str, start: int, stop: int) -> int:
    """The last white space in the second half of ``text[start:stop]``, else ``stop``."""
    middle = (start + stop) // 2
    return next((index for index in range(stop - 1, middle, -1) if text[index].isspace()), stop)
