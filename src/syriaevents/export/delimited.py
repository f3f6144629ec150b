"""CSV (RFC 4180, UTF-8) that no spreadsheet takes for formulas.

A text that begins with one of :data:`DANGEROUS` is written with an apostrophe before it; take one leading apostrophe
off a text and it is what it was. Numbers, dates and truth values are written as they are, lists of texts as JSON, and
what is not known as an empty cell.
"""

import csv
import datetime as dt
import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

from syriaevents.export.columns import Cell, Row
from syriaevents.export.tables import TABLES
from syriaevents.schema import Extraction

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
"""What a formula may begin with, full width forms too; and the apostrophe itself, so that there is a way back."""


def write_folder(results: Iterable[Extraction], folder: Path) -> dict[str, int]:
    """One file a table; return the rows of each."""
    rows = dict.fromkeys((table.name for table in TABLES), 0)
    with ExitStack() as stack:
        sheets = [(table, csv.writer(stack.enter_context(opened(folder / f"{table.name}.csv")))) for table in TABLES]
        for table, sheet in sheets:
            sheet.writerow([column.name for column in table.columns])
        for result in results:
            for table, sheet in sheets:
                for row in table.rows(result):
                    sheet.writerow(harmless(row))
                    rows[table.name] += 1
    return rows


def opened(path: Path) -> TextIO:
    """A file for CSV."""
    return path.open("w", encoding="utf-8", newline="")


def harmless(row: Row) -> Iterator[Cell]:
    """The cells of a row as text and numbers, none of them a formula."""
    return map(_cell, row)


def _cell(value: Cell) -> Cell:
    if isinstance(value, str):
        return f"'{value}" if value.startswith(DANGEROUS) else value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, dt.date):
        return value.isoformat()
    return value
