"""A score as text: a table for a terminal, or JSON. A page is made in :mod:`syriaevents.evaluate.page`."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from syriaevents.evaluate.calibration import calibration_error, reliability
from syriaevents.evaluate.comparing import Line
from syriaevents.evaluate.scoring import Score
from syriaevents.evaluate.sections import Section, differing, facts, listed, sections, told
from syriaevents.schema.visible import shortened, visible

_TEXT_LENGTH = 160
_SIDE_LENGTH = 200


def as_table(score: Score, against: Score | None = None, *, mistakes: bool = True) -> str:
    """A score as plain text; with ``mistakes`` every record that is not right, gold and prediction side by side."""
    parts = [*map(_section, sections(score, against)), "\n".join(map(visible, facts(score)))]
    if mistakes:
        parts += ["\n".join(_line(name, line)) for name, line in listed(score)]
    return "\n\n".join(parts)


def as_json(score: Score, against: Score | None = None) -> str:
    """The same figures, with all records, as a JSON object."""
    data = score.to_dict()
    if score.estimates:
        bins = [asdict(one) for one in reliability(score.estimates)]
        data["confidence"] = {"expected_calibration_error": calibration_error(score.estimates), "reliability": bins}
    data["languages"] = {name: part.to_dict(lines=False) for name, part in score.languages.items()}
    if against:
        data["against"] = {name: found.to_dict() for name, found in score.differences(against).items()}
    return json.dumps(data, ensure_ascii=False, indent=1)


def columns(rows: Iterable[Sequence[str]]) -> str:
    """Rows of cells as aligned text: the first column to the left, the others to the right."""
    rows = list(rows)
    widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    return "\n".join("  ".join(_padded(row, widths)).rstrip() for row in rows)


def _padded(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    for index, (cell, width) in enumerate(zip(row, widths, strict=True)):
        yield cell.rjust(width) if index else cell.ljust(width)


def _section(section: Section) -> str:
    return columns([section.heads, *(tuple(map(visible, row)) for row in section.rows)])


def _line(article_id: str, line: Line) -> Iterator[str]:
    where, kind = visible(article_id), line.type.replace("_", " ")
    fields = f" ({', '.join(differing(line))})" if differing(line) else ""
    yield f"{where}: {line.verdict} {kind}{fields} | {shortened(line.evidence, _TEXT_LENGTH)}"
    yield f"    gold       {shortened(told(line.gold), _SIDE_LENGTH)}"
    yield f"    predicted  {shortened(told(line.found), _SIDE_LENGTH)}"
