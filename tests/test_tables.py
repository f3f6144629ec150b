"""Rows of JSONL and CSV streams."""

import io

import pytest

from syriaevents.reading import tables
from syriaevents.reading.tables import csv_rows, jsonl_rows, open_text


def stream(data: bytes) -> io.BufferedReader:
    return io.BufferedReader(io.BytesIO(data))  # type: ignore[arg-type]


def test_jsonl_lines_are_counted_with_empty_ones() -> None:
    """A row says on which line it stands."""
    rows = list(jsonl_rows(open_text(stream(b'{"text": "a"}\n\n{"text": "b"}')), "text"))

    assert [(1, "a"), (3, "b")] == [(row.line, row.cells["text"]) for row in rows]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"text": "half', "not JSON"),
        (b"[1]", "not an object"),
        (b'{"text": 1' + b"0" * 5000 + b"}", "not JSON"),
        (b"[" * 200_000, "nested too deeply"),
    ],
)
def test_a_bad_line_is_refused_alone(line: bytes, reason: str) -> None:
    """A damaged line has a reason, and the next one is read."""
    bad, good = jsonl_rows(open_text(stream(line + b'\n{"text": "b"}\n')), "text")

    assert reason in str(bad.problem)
    assert "b" == good.cells["text"]


def test_an_endless_line_is_never_held(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line longer than the limit is read over in pieces."""
    monkeypatch.setattr(tables, "MAX_CHARS", 20)
    long, short = jsonl_rows(open_text(stream(b"x" * 70 + b'\n{"text": "b"}\n')), "text")

    assert "is longer" in str(long.problem)
    assert (2, "b") == (short.line, short.cells["text"])


def test_rows_without_a_text_column_are_reported_twice_at_most() -> None:
    """The first one names the columns there are, the last one how many more there were."""
    lines = b'{"body": "a", "id": 1}\n' * 5 + b'{"text": "b"}\n'
    first, good, rest = jsonl_rows(open_text(stream(lines)), "text")

    assert "has no column 'text'; its columns are 'body', 'id'" in str(first.problem)
    assert "--column text=NAME" in str(first.problem)
    assert "b" == good.cells["text"]
    assert "4 more lines" in str(rest.problem)


def test_csv_cells_keep_their_line_ends() -> None:
    """A quoted cell may hold line breaks, quotation marks and commas; empty cells are left out."""
    data = b'\xef\xbb\xbfid,text,title\r\n1,"He said ""no"",\r\nand left.",\r\n\r\n2,b,t\r\n'
    rows = list(csv_rows(open_text(stream(data)), "text", tabs=False))

    assert [(2, {"id": "1", "text": 'He said "no",\r\nand left.'}), (5, {"id": "2", "text": "b", "title": "t"})] == [
        (row.line, row.cells) for row in rows
    ]


@pytest.mark.parametrize(("separator", "tabs"), [(",", False), (";", False), ("\t", False), ("\t", True)])
def test_separators(separator: str, tabs: bool) -> None:
    """Commas, semicolons and tabs are told apart by the header."""
    data = f"id{separator}text\n1{separator}a\n".encode()

    assert [{"id": "1", "text": "a"}] == [row.cells for row in csv_rows(open_text(stream(data)), "text", tabs=tabs)]


def test_a_huge_cell() -> None:
    """A cell may be longer than the limit that the standard library sets."""
    [row] = csv_rows(open_text(stream(b"text\n" + b"word " * 100_000)), "text", tabs=False)

    assert 500_000 == len(row.cells["text"])


def test_a_row_with_too_many_cells() -> None:
    """An unquoted comma would cut the text short, so the row is refused; empty cells at the end do no harm."""
    bad, good = csv_rows(open_text(stream(b"id,text\n1,He left, and came\n2,b,,\n")), "text", tabs=False)

    assert "3 cells where the header has 2" in str(bad.problem)
    assert "b" == good.cells["text"]


def test_a_cut_off_csv() -> None:
    """A quotation mark that is never closed swallows the rest; that is said."""
    [row] = csv_rows(open_text(stream(b'id,text\n1,"He left\n2,b\n')), "text", tabs=False)

    assert "never closed" in str(row.problem)


def test_a_carriage_return_alone_is_refused_by_row() -> None:
    """What the CSV reader cannot read is a problem of its row."""
    bad, good = csv_rows(open_text(stream(b"id,text\n1,a\rb\n2,c\n")), "text", tabs=False)

    assert "is not CSV" in str(bad.problem)
    assert "c" == good.cells["text"]


@pytest.mark.parametrize("data", [b"", b"id,body\n1,a\n"])
def test_a_csv_without_a_text_column(data: bytes) -> None:
    """One problem for the whole file."""
    [row] = csv_rows(open_text(stream(data)), "text", tabs=False)

    assert "has no column 'text'" in str(row.problem)


def test_the_encoding_is_told_from_the_first_bytes_beyond_ascii() -> None:
    """A legacy letter late in a long file still decides the encoding."""
    data = b'{"text": "a"}\n' * 40_000 + '{"text": "café"}\n'.encode("cp1252")
    *_, last = jsonl_rows(open_text(stream(data)), "text")

    assert "café" == last.cells["text"]


def test_a_bad_byte_becomes_a_surrogate() -> None:
    """A damaged row can be told by its surrogates, and the others are whole."""
    data = '{"text": "“a”"}\n'.encode() * 3 + b'{"text": "\xe9"}\n'
    *good, bad = jsonl_rows(open_text(stream(data)), "text")

    assert ["“a”"] * 3 == [row.cells["text"] for row in good]
    assert "\udce9" == bad.cells["text"]


def test_a_prefix_is_read_first() -> None:
    """What was read to look at a stream is not lost."""
    whole = '{"text": "قال"}\n{"text": "b"}\n'.encode()
    rows = jsonl_rows(open_text(stream(whole[12:]), whole[:12]), "text")

    assert ["قال", "b"] == [row.cells["text"] for row in rows]
