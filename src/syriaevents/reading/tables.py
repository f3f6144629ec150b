"""Rows of JSONL and CSV files, one at a time; a whole table is never held in memory."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, BinaryIO, TextIO

from syriaevents.reading.decoding import encoding_of

MAX_CHARS = 50_000_000  # of one row

PREFIX = 1 << 18
"""Bytes from which an encoding is told."""
_FARTHEST = 1 << 26  # bytes that may be plain ASCII before a file is taken for UTF-8


@dataclass(frozen=True, slots=True)
class Row:
    """A row, or why it could not be read."""

    line: int  # 1-based, where the row begins
    cells: Mapping[str, Any]
    problem: str | None = None


def open_text(stream: BinaryIO, prefix: bytes = b"") -> TextIO:
    """Text of a binary stream, decoded as it is read; ``prefix`` was read from it already.

    A byte that does not fit becomes a lone surrogate, so that the row it stands in can be refused alone.
    Raises ArticleError where the stream is not text.
    """
    if not prefix and stream.seekable():
        encoding = _encoding_of_file(stream)
        stream.seek(0)
    else:
        encoding = encoding_of(prefix, partial=True)
        if prefix:
            stream = io.BufferedReader(_Continued(prefix, stream))
    errors = "strict" if encoding.startswith(("utf-16", "utf-32")) else "surrogateescape"
    return io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline="\n")


def _encoding_of_file(stream: BinaryIO) -> str:
    chunk = stream.read(PREFIX)
    encoding = encoding_of(chunk, partial=True)
    while (
        chunk and b"\0" not in chunk and chunk.isascii() and stream.tell() < _FARTHEST
    ):  # plain ASCII says nothing yet
        chunk = stream.read(PREFIX)
        if not chunk.isascii():
            encoding = encoding_of(chunk + stream.read(PREFIX), partial=True)
    return encoding


class _Continued(io.RawIOBase):
    """A prefix and the rest of the stream it was read from, as one stream."""

    def __init__(self, prefix: bytes, stream: BinaryIO) -> None:
        self._prefix = prefix
        self._stream = stream

    def readable(self) -> bool:
        """Reading is all it can do."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer with what there is."""
        if self._prefix:
            part, self._prefix = self._prefix[: len(buffer)], self._prefix[len(buffer) :]
        else:
            read: Callable[[int], bytes] = getattr(self._stream, "read1", self._stream.read)
            part = read(len(buffer))
        buffer[: len(part)] = part
        return len(part)


def jsonl_rows(stream: TextIO, text_column: str) -> Iterator[Row]:
    """The objects of a JSONL stream; empty lines are passed over.

    Of the lines without a text column the first is reported, and at the end how many more there were.
    """
    number = without_text = 0
    while line := stream.readline(MAX_CHARS):
        number += 1
        if len(line) == MAX_CHARS and not line.endswith("\n"):
            while line and not line.endswith("\n"):
                line = stream.readline(MAX_CHARS)
            yield Row(number, {}, f"is longer than {MAX_CHARS // 1_000_000} million characters")
        elif line.strip():
            row = _object(number, line)
            if row.problem is None and text_column not in row.cells:
                without_text += 1
                if without_text > 1:
                    continue
                row = Row(number, {}, missing_column(row.cells, text_column))
            yield row
    if without_text > 1:
        yield Row(number, {}, f"is the last line; {without_text - 1} more lines have no column {text_column!r}")


def _object(number: int, line: str) -> Row:
    try:
        value = json.loads(line)
    except RecursionError:
        return Row(number, {}, "is JSON nested too deeply")
    except ValueError as error:
        what = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        return Row(number, {}, f"is not JSON, one object a line ({what}); it may be damaged or cut off")
    if not isinstance(value, dict):
        return Row(number, {}, "is JSON but not an object with a text field")
    return Row(number, value)


def csv_rows(stream: TextIO, text_column: str, *, tabs: bool) -> Iterator[Row]:
    """The rows of a CSV or TSV stream with a header; commas, semicolons and tabs are told apart by the header.

    Cells are strings; empty ones are left out.
    """
    csv.field_size_limit(max(csv.field_size_limit(), MAX_CHARS))  # of the process; the default stops at 131,072
    lines = _Lines(stream)
    first = next(lines, "")
    delimiter = "\t" if tabs else max(",;\t", key=first.count)
    reader = csv.reader(chain([first], lines), delimiter=delimiter)
    header = [name.strip() for name in next(reader, [])]
    if text_column not in header:
        yield Row(1, {}, missing_column(header, text_column))
        return
    while True:
        begins = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(begins, {}, f"is not CSV ({error})")
            continue
        if any(cells):
            named = {name: cell for name, cell in zip(header, cells, strict=False) if cell}
            yield Row(begins, named, _row_problem(header, cells, cut_off=lines.exhausted))


class _Lines:
    """Lines for the CSV reader; ``exhausted`` while a row is out means that a quotation mark was never closed."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.exhausted = False

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._stream.readline(MAX_CHARS)
        if not line:
            self.exhausted = True
            raise StopIteration
        return line


def _row_problem(header: list[str], cells: list[str], *, cut_off: bool) -> str | None:
    if cut_off:
        return "is cut off: a quotation mark is never closed"
    if any(cells[len(header) :]):
        return f"has {len(cells)} cells where the header has {len(header)}; put cells with commas in quotation marks"
    return None


def missing_column(columns: Iterable[str], name: str) -> str:
    """Why a table without this column is not read."""
    present = ", ".join(map(repr, islice(columns, 20))) or "none"
    return f"has no column {name!r}; its columns are {present}; name the right one with --column text=NAME"
