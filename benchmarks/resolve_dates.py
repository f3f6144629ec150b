"""Dates on the TempEval-3 platinum documents: ``python benchmarks/resolve_dates.py [FOLDER]``.

Each TIMEX3 of type DATE in the text is compared with what find_dates gives for its sentence, with the
document's creation date as anchor. Right is:

- an interval equal to the one of the TIMEX value (day, ISO week, month, quarter, season, year, decade, century);
- with a ``mod`` (START, MID, END) an interval inside it, in that part of it;
- open with a note, where the value is PAST_REF, PRESENT_REF, FUTURE_REF or has no number at all;
- where one expression of ours spans several of gold ("2009-2010"), the interval from the first to the last.

A value with X in it ("2012-XX-XX") is no interval: an open answer of ours is counted apart, as
"open like gold", and as wrong in the first figure. Expressions that gold has not are listed too;
durations, times and sets of gold that ours overlaps are not among them.
"""

import datetime as dt
import re
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from sentencex import get_sentence_boundaries

from syriaevents.resolve.date_calendar import Span, month_span, months_span, season_span, week_span, year_span
from syriaevents.resolve.dates import DateMention, find_dates
from syriaevents.schema import Date

_SEASONS = {"SP": 0, "SU": 1, "FA": 2, "AU": 2, "WI": 3}
_DEFAULT = Path(__file__).resolve().parents[2] / "shared/data/tempeval3"


@dataclass(frozen=True, slots=True)
class Gold:
    """A TIMEX3 of the text: offsets, type, value and modifier."""

    start: int
    end: int
    kind: str
    value: str
    mod: str | None


def interval(value: str) -> Span | None:
    """First and last day of a TIMEX value; None for references and values with X."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d(T.*)?", value):
        day = dt.date.fromisoformat(value[:10])
        return day, day
    if match := re.fullmatch(r"(\d{4})-W(\d\d)", value):
        return week_span(dt.date.fromisocalendar(int(match[1]), int(match[2]), 1))
    if match := re.fullmatch(r"(\d{4})-(\d\d)", value):
        return month_span(int(match[1]), int(match[2]))
    if match := re.fullmatch(r"(\d{4})-Q([1-4])", value):
        return months_span(int(match[1]), 3 * int(match[2]) - 2, 3 * int(match[2]))
    if match := re.fullmatch(r"(\d{4})-(SP|SU|FA|AU|WI)", value):
        return season_span(_SEASONS[match[2]], int(match[1]))
    if re.fullmatch(r"\d{4}", value):
        return year_span(int(value))
    if re.fullmatch(r"\d{3}", value):
        return year_span(int(value) * 10, int(value) * 10 + 9)
    if re.fullmatch(r"\d\d", value):
        return year_span(int(value) * 100 + 1, int(value) * 100 + 100)
    return None


def right(date: Date, golds: list[Gold]) -> bool:
    """Whether a date of ours says what these TIMEX3 of gold say together."""
    spans = [interval(gold.value) for gold in golds]
    if any(span is None for span in spans):
        return (date.start, date.end) == (None, None) and date.note is not None and not re.search(r"\d", golds[0].value)
    if date.start is None or date.end is None:
        return False
    whole = min(span[0] for span in spans if span), max(span[1] for span in spans if span)
    part = {"START": 0, "MID": 1, "END": 2}.get(golds[0].mod or "")
    if part is None or (date.start, date.end) == whole:
        return (date.start, date.end) == whole
    middle = (date.start + (date.end - date.start) / 2 - whole[0]).days / ((whole[1] - whole[0]).days + 1)
    return whole[0] <= date.start and date.end <= whole[1] and int(middle * 3) == part


def reason(date: Date | None, gold: Gold) -> str:
    """Why a value of gold was missed."""
    if date is None:
        return "expression not found"
    if "X" in gold.value:
        return "gold leaves parts of the date unknown"
    if date.start is None or date.end is None:
        return f"left open: {date.note}"
    span = interval(gold.value)
    if span and date.start <= span[1] and span[0] <= date.end:
        return "same time, other bounds"
    return "another time" if span else "gold names no interval"


def document(path: Path) -> tuple[dt.date, str, list[Gold]]:
    """Creation date, text and TIMEX3 of one file."""
    root = ElementTree.parse(path).getroot()
    created = dt.date.fromisoformat(root.find(".//DCT/TIMEX3").get("value", "")[:10])  # type: ignore[union-attr]
    parts: list[str] = []
    golds: list[Gold] = []

    def walk(node: ElementTree.Element) -> None:
        start = sum(map(len, parts))
        parts.append(node.text or "")
        for child in node:
            walk(child)
            parts.append(child.tail or "")
        if node.tag == "TIMEX3":
            end = sum(map(len, parts))
            golds.append(Gold(start, end, node.get("type", ""), node.get("value", ""), node.get("mod")))

    walk(root.find("TEXT"))  # type: ignore[arg-type]
    return created, "".join(parts), golds


def mentions(text: str, anchor: dt.date) -> tuple[list[DateMention], list[float]]:
    """All date expressions of a text, sentence by sentence, and the seconds each sentence took."""
    found: list[DateMention] = []
    seconds: list[float] = []
    for boundary in get_sentence_boundaries("en", text):
        start = boundary["start_index"]
        began = time.perf_counter()
        here = find_dates(boundary["text"], language="en", anchor=anchor)
        seconds.append(time.perf_counter() - began)
        found += [DateMention(start + m.start, start + m.end, m.date) for m in here]
    return found, seconds


def main(folder: Path) -> int:
    """Print the figures; 0 when at least 85 % of the values are right."""
    hits = total = like_gold = 0
    extra: list[str] = []
    seconds: list[float] = []
    count = 0
    for path in sorted(folder.glob("*.tml")):
        anchor, text, golds = document(path)
        ours, took = mentions(text, anchor)
        seconds += took
        count += len(ours)
        for gold in golds:
            if gold.kind != "DATE":
                continue
            total += 1
            mine = next((m for m in ours if m.start < gold.end and m.end > gold.start), None)
            together = [g for g in golds if mine and g.kind == "DATE" and mine.start < g.end and mine.end > g.start]
            if mine and right(mine.date, together):
                hits += 1
                continue
            open_too = mine is not None and mine.date.start is None and "X" in gold.value
            like_gold += open_too
            answer = f"{mine.date.start} to {mine.date.end} ({mine.date.note})" if mine else "not found"
            why = reason(mine.date if mine else None, gold)
            before, words = text[gold.start - 30 : gold.start], text[gold.start : gold.end]
            print(f"{'open' if open_too else 'miss'} {path.stem}: {before!r} [{words}]", end=" ")
            print(f"gold {gold.value} {gold.mod or ''}, ours {answer}: {why}")
        for mine in ours:
            if not any(mine.start < gold.end and mine.end > gold.start for gold in golds):
                around = text[mine.start - 30 : mine.end + 20]
                extra.append(f"{path.stem}: {around!r} [{mine.date.mention}] {mine.date.note or ''}")
    print(*(f"extra {line}" for line in extra), sep="\n")
    print(f"values right {hits}/{total} = {hits / total:.3f}; open like gold besides {like_gold}")
    print(f"expressions found {count}, of them not in gold {len(extra)}: precision {1 - len(extra) / count:.3f}")
    print(f"{1000 * sum(seconds) / len(seconds):.3f} ms a sentence, slowest {1000 * max(seconds):.2f} ms")
    return 0 if hits >= 0.85 * total else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else _DEFAULT))
