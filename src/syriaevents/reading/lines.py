"""Lines of a text, and which line breaks are only wraps.

Headings stand on lines of their own, so a line break ends a sentence. Plain text with hard line breaks is the
exception. A line break is taken for a wrap in two cases, both with no empty line between:

1. the line has ``WRAP_MIN`` characters or more and no terminal punctuation, and the next starts in lower case;
2. the paragraph is filled to a margin: three lines or more, none longer than ``WRAP_MAX``, most of them so full that
   the next word would not have fitted, and one break at least is in mid-sentence. There every full line goes on in
   the next one, also before a name, a capital or in a script without case. The first line of the text does so
   only before lower case: it is usually the headline.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

WRAP_MIN = 40
WRAP_MAX = 120

Span = tuple[int, int]

LINE_BREAK = re.compile(r"[\n\r\v\f\x85\u2028\u2029]")
_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_TERMINAL = frozenset('.!?…؟۔:;؛"”»’)]')
_LOWER_BYLINE = re.compile(r"by(?:\s+[^\W\d_a-z][^\W\d_]+){2,4}\Z")
_FIRST_WORD = re.compile(r"\S{1,120}")
_FULL_SHARE = 0.6
_FILLED_LINES = 3


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without white space at its ends; empty where there is nothing else."""
    while start < end and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end


def blocks(text: str) -> Iterator[Span]:
    """Spans that no sentence crosses: single lines, or the lines that a wrap broke apart, together."""
    headline = True
    for run in _runs(text):
        wraps = _wraps(text, run, headline=headline)
        headline = False
        start = run[0][0]
        for (_, end), wrapped, (following, _) in zip(run, wraps, run[1:], strict=False):
            if not wrapped:
                yield start, end
                start = following
        yield start, run[-1][1]


def _runs(text: str) -> Iterator[list[Span]]:
    """Runs of lines with no empty line between them, as trimmed spans."""
    run: list[Span] = []
    for match in _LINE.finditer(text):
        start, end = trimmed(text, *match.span())
        if start >= end:
            continue
        if run and _line_breaks(text, run[-1][1], start) > 1:
            yield run
            run = []
        run.append((start, end))
    if run:
        yield run


def _line_breaks(text: str, start: int, end: int) -> int:
    return len(_LINE.sub("", text[start:end]).replace("\r\n", "\n"))


def _wraps(text: str, run: list[Span], *, headline: bool) -> list[bool]:
    """For each line break within a run of lines, whether it is only a wrap."""
    margin = max(end - start for start, end in run)
    breaks = [_look_at(text, line, following, margin) for line, following in pairwise(run)]
    filled = _is_filled(breaks, margin)
    wraps = [(seen.mid_sentence and seen.lower) or (filled and seen.full) for seen in breaks]
    if headline and breaks and not breaks[0].lower and not breaks[0].caseless:
        wraps[0] = False
    return wraps


class _Break(NamedTuple):
    mid_sentence: bool  # the line before is long and has no terminal punctuation
    full: bool  # the first word of the next line would have gone over the margin
    lower: bool  # the next line starts in lower case
    caseless: bool  # the next line starts in a script without case


def _look_at(text: str, line: Span, following: Span, margin: int) -> _Break:
    first = text[following[0]]
    word = _FIRST_WORD.match(text, *following)
    return _Break(
        mid_sentence=line[1] - line[0] >= WRAP_MIN and text[line[1] - 1] not in _TERMINAL,
        full=line[1] - line[0] + 1 + (len(word.group()) if word else 0) > margin,
        lower=first.islower() and not _LOWER_BYLINE.match(text, *following),
        caseless=first.isalpha() and not first.isupper() and not first.islower(),
    )


def _is_filled(breaks: list[_Break], margin: int) -> bool:
    return (
        len(breaks) + 1 >= _FILLED_LINES
        and WRAP_MIN <= margin <= WRAP_MAX
        and sum(seen.full for seen in breaks) >= _FULL_SHARE * len(breaks)
        and any(seen.mid_sentence and (seen.lower or seen.caseless) for seen in breaks)
    )
