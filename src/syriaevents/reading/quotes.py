"""Direct quotations, found by their marks alone: no model, no guess about who speaks.

``quote_marks`` pairs the marks of a paragraph. Only the outermost quotation is given. Time is linear in the text, but
for one sort of the quotations found.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from syriaevents.reading.quote_marks import MARK, Paragraph

_BLANK_LINE = re.compile(r"\n[^\S\n]*(?:\n\s*|\Z)|\u2029")
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_LEAST_WORDS_IN_SINGLE_MARKS = 2


class Quote(NamedTuple):
    """One quotation: ``text[start:end]`` are the words between the marks, ``[outer_start:outer_end]`` has the marks."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    words: int


def find_quotes(text: str, language: str | None = None) -> tuple[Quote, ...]:
    """Direct quotations of a whole article in order, outermost only, never overlapping.

    ``language`` (ISO 639-1) matters for Turkish, where a suffix may follow a single closing mark
    (``'Barış Pınarı Harekâtı'nda``).
    """
    quotes: list[Quote] = []
    for start, end in _paragraphs(text):
        if not MARK.search(text, start, end):
            continue
        done = start
        for span in Paragraph(text, start, end, turkish=language == "tr").spans():
            if span[0] < done:
                continue  # nested
            quote = _quote(text, *span)
            if quote.words >= (_LEAST_WORDS_IN_SINGLE_MARKS if text[span[0]] in "‘’‚'" else 1):
                quotes.append(quote)
            if quote.words == 0 or quotes[-1:] == [quote]:
                done = quote.outer_end
    return tuple(quotes)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in _BLANK_LINE.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _quote(text: str, outer_start: int, first: int, last: int, outer_end: int) -> Quote:
    inner = text[first:last]
    start = first + len(inner) - len(inner.lstrip())
    end = start + len(inner.strip())
    words = len(_WORD.findall(text, start, end))
    return Quote(start, end, outer_start, outer_end, words)
