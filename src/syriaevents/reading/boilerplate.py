"""Which sentences of a text belong to the page around the article and not to the article.

Conservative: only lines of known furniture (``furniture``), what stands under a heading that opens a list of other
articles or a comment form, and names and biographies of authors are marked. A headline, a dateline, a section
heading and a sentence of news prose stay.

A heading such as "Related articles" or "Leave a reply" in the second half of the text takes what follows with it,
until prose resumes: a sentence of ``PROSE_WORDS`` words or more that ends as sentences end, or of ``LONG_PROSE_WORDS``
words however it ends. Before that (a box between paragraphs) it takes the rest only if no prose follows at all,
else only the heading itself is marked.
"""

import re
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from syriaevents.reading.authors import byline, is_biography, is_credit, is_name, opens_biography
from syriaevents.reading.furniture import is_furniture, is_trailing, opens_tail
from syriaevents.reading.lines import LINE_BREAK, Span

PROSE_WORDS = 8
LONG_PROSE_WORDS = 25

_FURNITURE_CHARS = 300  # nothing longer is furniture
_SENTENCE_END = re.compile(r"[.!…۔][”»\"’')\]]*\Z")
_TOP = 6  # sentences among which a byline can stand at the top
_ABOUT = ("about the author", "about the writer")


class _Unit(NamedTuple):
    text: str
    line: int  # number of the line it begins on
    alone: bool  # has its line (or wrapped lines) to itself
    late: bool  # begins in the second half of the text


def mark(text: str, spans: Sequence[Span]) -> list[bool]:
    """For each span (a sentence, in order, not overlapping), whether it is boilerplate."""
    units = _units(text, spans)
    marks = [not any(map(str.isalnum, unit.text)) for unit in units]
    _mark_furniture(units, marks)
    _mark_authors(units, marks)
    _mark_tails(units, marks)
    _mark_trailing(units, marks)
    return marks


def _units(text: str, spans: Sequence[Span]) -> list[_Unit]:
    lines = []
    line = 0
    for index, (start, _) in enumerate(spans):
        if index and LINE_BREAK.search(text, spans[index - 1][1], start):
            line += 1
        lines.append(line)
    around = [-1, *lines, -1]
    return [
        _Unit(text[start:end], line, line not in (before, after), 2 * start >= len(text))
        for (start, end), before, line, after in zip(spans, around, lines, around[2:], strict=False)
    ]


def _mark_furniture(units: Sequence[_Unit], marks: list[bool]) -> None:
    """Lines on which every sentence is furniture."""
    for _, group in groupby(enumerate(units), key=lambda item: item[1].line):
        line = list(group)
        if all(marks[index] or _is_furniture(unit.text) for index, unit in line):
            for index, _ in line:
                marks[index] = True


def _is_furniture(text: str) -> bool:
    return len(text) <= _FURNITURE_CHARS and (is_furniture(text) or is_credit(text))


def _is_prose(unit: _Unit) -> bool:
    words = len(unit.text.split(maxsplit=LONG_PROSE_WORDS))
    return words >= LONG_PROSE_WORDS or (words >= PROSE_WORDS and _SENTENCE_END.search(unit.text[-8:]) is not None)


def _mark_authors(units: Sequence[_Unit], marks: list[bool]) -> None:
    """Bylines, an author's name that stands twice, and the biography that follows either near the end."""
    authors: list[str] = []
    for index, unit in enumerate(units):
        if unit.late and not marks[index] and any(opens_biography(unit.text, names) for names in authors):
            _mark_biography(units, marks, index, None)
        if not unit.alone:
            continue
        name = byline(unit.text) if index < _TOP or unit.late else None
        twice = index + 1 < len(units) and units[index + 1].alone and units[index + 1].text == unit.text
        if twice and is_name(unit.text):
            name = unit.text
            marks[index + 1] = True
        if name and len(authors) < _TOP:
            authors.append(name)
        if name is None and not (unit.late and unit.text.casefold().strip(" :") in _ABOUT):
            continue
        marks[index] = True
        if unit.late:
            _mark_biography(units, marks, index + 1 + twice, name)


def _mark_biography(units: Sequence[_Unit], marks: list[bool], start: int, name: str | None) -> None:
    if start < len(units) and (name is None or is_biography(units[start].text, name)):
        for index in range(start, len(units)):
            if units[index].line != units[start].line:
                break
            marks[index] = True


def _mark_tails(units: Sequence[_Unit], marks: list[bool]) -> None:
    if not any(marked and opens_tail(unit.text) for unit, marked in zip(units, marks, strict=True)):
        return
    prose = [not marked and _is_prose(unit) for unit, marked in zip(units, marks, strict=True)]
    if not any(prose):
        return
    first_prose = prose.index(True)
    last_prose = len(prose) - 1 - prose[::-1].index(True)
    inside = False
    for index, unit in enumerate(units):
        if prose[index]:
            inside = False
        elif inside:
            marks[index] = True
        elif index > first_prose and marks[index] and opens_tail(unit.text):
            inside = unit.late or index > last_prose


def _mark_trailing(units: Sequence[_Unit], marks: list[bool]) -> None:
    """From the end backwards: furniture glued to the last line, and an author who signs."""
    for index in range(len(units) - 1, 0, -1):
        if marks[index]:
            continue
        text = units[index].text
        short = len(text) <= _FURNITURE_CHARS
        signed = units[index].alone and _SENTENCE_END.search(units[index - 1].text[-8:]) is not None and is_name(text)
        if not (short and (signed or is_trailing(text) or is_credit(text))):
            return
        marks[index] = True
