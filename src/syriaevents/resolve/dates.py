"""Every date expression of a sentence, as an interval with a precision, or open with the reason.

Nothing is ever dated silently: relative expressions need an anchor (the publication date, else a
dateline), vague ones ("in recent weeks") stay open, and a sentence without an expression has no date.

Why own code: dateparser 1.5 was tried on the same sentences first. Its search dates the verb
"may", "march", resolution 2254 and the newspaper "the Sun", reads "the 1990s" as minutes, gives instants without
a precision ("March" becomes the anchor's day in March), loses "since" and intervals, splits the
Levantine and Arabic dates, and takes 2 to 30 ms a sentence. Hijri dates are converted with the
tabular calendar, which differs from the Umm al-Qura tables of hijridate by at most two days from
1343 to 1500 AH; the interval says so.
"""

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from syriaevents.folding import Folded, fold
from syriaevents.resolve.date_calendar import precisions
from syriaevents.resolve.date_chunks import DATING, SYMBOLS
from syriaevents.resolve.date_grammar import NO_YEAR
from syriaevents.resolve.date_patterns import PATTERNS, Reader
from syriaevents.resolve.date_readings import Hit, Reading, Unresolved
from syriaevents.resolve.date_tokens import Row, tokens
from syriaevents.schema.values import Date

_ARABIC_LETTER = re.compile(r"[\u0620-\u064a]")
_LATIN_LETTER = re.compile(r"[A-Za-z]")
_BREAKS = "".join(SYMBOLS[kind] for kind in ("other", "stop", "cry"))
_DATES = "".join(DATING)
_STRETCH = re.compile(f"(?<![^{_BREAKS}])[^{_BREAKS}{_DATES}]*+[{_DATES}][^{_BREAKS}]*+")
"""Words that each are of some kind, one of them telling of a date: no date expression goes beyond them."""
_USUAL = 40  # words of a stretch that is likely to come again
_HEAD = 400  # characters in which a dateline begins
_LINE = 160
_LINES = 4
_PLACE_WORDS = 8
_DATE_WORDS = 8  # no date has more words before its first figure
_WORDS = re.compile(r"[^\W\d_]+")
_MARK = re.compile(r"\s*(?:\([^()\n]{1,60}\)\s*)?(?:[-\u2013\u2014:|(]|\d{1,2}:\d\d|$)|\s*[,،.]?\s*$|\s*\)")
_SMALL = frozenset("al el and of the in ve".split())
_AGENCY_BEHIND = re.compile(r"\s*,?\s*(?:\([^()\n]{1,40}\)|[A-Z]{2,12})\s*[-\u2013\u2014:]")
_TATWEEL = "ـ"
_ONGOING = "began then; the end is not known, as there is no publication date or dateline"
_SINCE = SYMBOLS["since"]
_SINCE_BETWEEN = frozenset(SYMBOLS[kind] for kind in ("suffix", "day", "yearly", "monthly", "part"))


class DateMention(NamedTuple):
    """A date expression: ``text[start:end]`` of the text searched, and what it means."""

    start: int
    end: int
    date: Date

    @property
    def day(self) -> dt.date | None:
        """The day, where the expression names a single one."""
        return self.date.start if self.date.start == self.date.end else None


@lru_cache(maxsize=1024)
def find_dates(text: str, *, language: str | None, anchor: dt.date | None) -> tuple[DateMention, ...]:
    """Every date expression of a sentence, in order, without overlap, the longest where several fit.

    ``language`` is a code such as ``en``, ``ar`` or ``tr``; for others and None the scripts of the text
    decide. ``anchor`` is the day the article speaks from; without it relative dates stay open.
    """
    source = fold(text)
    found: list[DateMention] = []
    for code in _languages(text, language):
        for mention in _mentions(source, code, anchor):
            if not any(mention.start < other.end and other.start < mention.end for other in found):
                found.append(mention)
    return tuple(sorted(found, key=_start))


_start = attrgetter("start")


def _languages(text: str, language: str | None) -> tuple[str, ...]:
    code = (language or "").partition("-")[0].lower()
    if code in PATTERNS:
        return (code,)
    codes = ("ar",) if _ARABIC_LETTER.search(text) else ()
    return codes + (("en", "tr") if _LATIN_LETTER.search(text) else ()) or ("en",)


def _mentions(source: Folded, language: str, anchor: dt.date | None) -> Iterator[DateMention]:
    row = tokens(source, language)
    if row is None:
        return
    taken = bytearray(len(row))
    for first, last, reader in _candidates(row.kinds, language):
        if any(taken[first:last]):
            continue
        reading = _read(reader, Hit.of(row, first, last, anchor))
        if reading is None:
            continue
        begin, finish, reading = _since(row, first, last, reading, anchor)
        taken[begin:finish] = b"\1" * (finish - begin)
        start, end = source.original(row[begin].start, row[finish - 1].end)
        while source.source[end : end + 1] == _TATWEEL:
            end += 1
        yield DateMention(start, end, _date(source.source[start:end], reading))


def _candidates(kinds: str, language: str) -> list[tuple[int, int, Reader]]:
    """All places where a pattern matches, the longest first, of equals the earliest pattern."""
    spans = [
        (begin - end, pattern, stretch.start() + begin, stretch.start() + end)
        for stretch in _STRETCH.finditer(kinds)
        for pattern, begin, end in (_remembered if len(stretch[0]) <= _USUAL else _matching)(stretch[0], language)
    ]
    return [(first, last, PATTERNS[language][pattern].reader) for _, pattern, first, last in sorted(spans)]


def _matching(stretch: str, language: str) -> tuple[tuple[int, int, int], ...]:
    """The patterns that match in a stretch of words of some kind, and where."""
    there = frozenset(stretch)
    return tuple(
        (number, *found.span())
        for number, pattern in enumerate(PATTERNS[language])
        if pattern.needs <= there
        for found in pattern.match.finditer(stretch)
    )


_remembered = lru_cache(maxsize=4096)(_matching)
"""The same few stretches come again and again."""


def _read(reader: Reader, hit: Hit) -> Reading | None:
    try:
        return reader(hit)
    except Unresolved as reason:
        return Reading(note=str(reason))
    except (ValueError, OverflowError):
        return Reading(note="not a day of the calendar")


def _since(row: Row, first: int, last: int, reading: Reading, anchor: dt.date | None) -> tuple[int, int, Reading]:
    """With "since" before it (beri behind it) an expression begins then and lasts up to the anchor."""
    begin, finish, kinds = first, last, row.kinds
    if first and kinds[first - 1] == _SINCE:
        begin = first - 1
    else:
        while finish < len(kinds) and kinds[finish] in _SINCE_BETWEEN:
            finish += 1
        if finish == len(kinds) or kinds[finish] != _SINCE:
            return first, last, reading
        finish += 1
    if reading.start is None or (anchor and anchor < reading.start):
        return begin, finish, reading
    return begin, finish, Reading(reading.start, anchor, reading.note if anchor else _ONGOING)


@lru_cache(maxsize=4096)
def _date(mention: str, reading: Reading) -> Date:
    """The public value; articles name the same few days again and again."""
    ucdp, acled = precisions(reading.start, reading.end) if reading.start and reading.end else (None, None)
    return Date(
        mention=mention, start=reading.start, end=reading.end, precision=ucdp, acled_precision=acled, note=reading.note
    )


def dateline(text: str, *, language: str | None, published: dt.date | None = None) -> DateMention | None:
    """The date in the dateline of an article, with offsets in ``text``; None where its head has none.

    Its ``day`` can anchor the article. A day and month without a year stay open (``day`` is None)
    unless ``published`` gives the year; weekdays and other relative dates are no datelines.
    """
    offset = 0
    seen = 0
    for line in text[:_HEAD].splitlines(keepends=True):
        if line.strip():
            seen += 1
            if found := _in_line(line[:_LINE], language, published):
                return DateMention(offset + found.start, offset + found.end, found.date)
        if seen == _LINES:
            break
        offset += len(line)
    return None


def _in_line(line: str, language: str | None, published: dt.date | None) -> DateMention | None:
    figure = next((at for at, char in enumerate(line) if char.isdigit()), None)
    if figure is None or len(_WORDS.findall(line, 0, figure)) > _PLACE_WORDS + _DATE_WORDS:
        return None
    for mention in find_dates(line, language=language, anchor=None)[:2]:
        words = mention.date.mention
        if not any(char.isdigit() for char in words) or not _placed(line[: mention.start]):
            continue
        behind = line[mention.end :]
        alone = not line[: mention.start].strip() and mention.day is not None
        if not (alone or _MARK.match(behind) or _AGENCY_BEHIND.match(behind)):
            continue
        if mention.day is not None:
            return mention
        if mention.date.note == NO_YEAR:
            dated = find_dates(words, language=language, anchor=published)
            return DateMention(mention.start, mention.end, dated[0].date) if dated else mention
    return None


def _placed(before: str) -> bool:
    """Whether what stands before the date is a place or agency, not the beginning of a sentence."""
    words = _WORDS.findall(before)
    if len(words) > _PLACE_WORDS:
        return False
    if words and not before.rstrip().endswith((",", "،", "-", "\u2013", "\u2014", "(", "/", "|", ":")):
        return before.isupper()
    return all(word[0].isupper() or word.lower() in _SMALL or "\u0600" <= word[0] <= "\u06ff" for word in words)
