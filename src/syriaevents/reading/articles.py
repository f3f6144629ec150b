"""Where articles come from: text files, web pages, JSONL, CSV and Parquet tables, folders of them, and standard input.

One bad file or row never stops the rest: it comes out as an ``ArticleFailure`` in its place.
"""

import datetime as dt
import os
import re
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from syriaevents.errors import ArticleError
from syriaevents.reading.columnar import parquet_rows
from syriaevents.reading.decoding import decode, encoding_of
from syriaevents.reading.files import COLUMNAR, LINES, PAGES, PLAIN, READ, is_packed, kind_of, name_of, unpacked
from syriaevents.reading.html import read_page
from syriaevents.reading.language import detect_language, language_of
from syriaevents.reading.tables import PREFIX, Row, csv_rows, jsonl_rows, open_text
from syriaevents.schema.article import Article

MAX_BYTES = 50_000_000  # of one article

STDIN_PATH, STDIN = "-", "standard input"
_FIELDS = ("id", "title", "source", "url", "published", "language", "text")
_SURROGATE = re.compile("[\ud800-\udfff]")
_JSON_START = re.compile(r"\s*\{\s*[\"}]")  # an article may begin with a brace too
_FIRST_READ = 4096


@dataclass(frozen=True, slots=True)
class ArticleFailure:
    """An input that is not an article: where it is, and why, in words that continue "<source> ..."."""

    source: str  # path, or path:line for a row of a table
    reason: str
    missing: bool = False  # a path that the user named does not exist


Follow = Callable[[BinaryIO], None]
"""Told of each file as it is opened; its position tells how far reading has come."""


@dataclass(frozen=True, slots=True)
class _Given:
    """What the caller says about all articles."""

    columns: Mapping[str, str]
    published: dt.date | None
    follow: Follow | None

    @property
    def text_column(self) -> str:
        return self.columns.get("text", "text")

    @property
    def all_columns(self) -> list[str]:
        return [self.columns.get(name, name) for name in _FIELDS]


def read_articles(
    paths: Sequence[str | Path],
    *,
    columns: Mapping[str, str] = {},
    published: dt.date | None = None,
    stdin: BinaryIO | None = None,
    follow: Follow | None = None,
) -> Iterator[Article | ArticleFailure]:
    """Articles of files, folders and ``-`` (standard input), lazily and in order; folders are sorted by name.

    ``columns`` maps the name of an article's field to the column of a table that holds it, ``published`` is the day
    for articles that state none. The language is told from the text where the source does not state it.
    """
    given = _Given(columns, published, follow)
    for path in paths:
        if str(path) == STDIN_PATH:
            yield from _from_stdin(stdin or sys.stdin.buffer, given)
        else:
            yield from _from_path(Path(path), given)


def _from_path(path: Path, given: _Given) -> Iterator[Article | ArticleFailure]:
    if path.is_dir():
        found = False
        for file in files_in(path):
            found = True
            yield from _from_file(file, given)
        if not found:
            yield ArticleFailure(str(path), f"holds no file to read; articles are files in {READ}")
    elif not path.exists():
        yield ArticleFailure(str(path), "does not exist", missing=True)
    elif not kind_of(path):
        yield ArticleFailure(
            str(path), f"is not of a kind that is read ({READ}); rename it, or give '-' and pipe it in"
        )
    else:
        yield from _from_file(path, given)


def files_in(folder: Path) -> Iterator[Path]:
    """The files of a folder and of those in it that are read, in their order."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and kind_of(Path(name)):
                yield Path(parent, name)


def _from_file(path: Path, given: _Given) -> Iterator[Article | ArticleFailure]:
    kind = kind_of(path)
    try:
        with path.open("rb") as file:
            if given.follow:
                given.follow(file)
            stream = unpacked(path, file)
            if kind in PLAIN + PAGES:
                data = stream.read(MAX_BYTES + 1)
                name = os.fsencode(name_of(path)).decode("utf-8", "replace")
                fields = _page_fields(data) if kind in PAGES else {"text": _text_of(data)}
                yield _article(str(path), {"id": name, **fields}, given.published)
            elif kind in COLUMNAR:
                yield from _from_rows(str(path), parquet_rows(stream, given.text_column, given.all_columns), given)
            else:
                yield from _from_table(str(path), stream, kind, given, stream.read(PREFIX) if is_packed(path) else b"")
    except ArticleError as error:
        yield ArticleFailure(str(path), str(error))
    except (EOFError, zlib.error):
        yield ArticleFailure(str(path), "is cut off or damaged; what stood before that was read")
    except OSError as error:
        yield ArticleFailure(str(path), f"cannot be read: {error.strerror or error}")


def _from_stdin(stream: BinaryIO, given: _Given) -> Iterator[Article | ArticleFailure]:
    try:
        prefix = stream.read(_FIRST_READ)
        start = prefix.decode(encoding_of(prefix, partial=True), "ignore") if prefix else ""
        if _JSON_START.match(start):
            yield from _from_table(STDIN, stream, ".jsonl", given, prefix)
        else:
            text = _text_of(prefix + stream.read(MAX_BYTES + 1 - len(prefix)))
            yield _article(STDIN, {"text": text}, given.published)
    except ArticleError as error:
        yield ArticleFailure(STDIN, str(error))
    except OSError as error:
        yield ArticleFailure(STDIN, f"cannot be read: {error.strerror or error}")


def _from_table(
    source: str, stream: BinaryIO, kind: str, given: _Given, prefix: bytes = b""
) -> Iterator[Article | ArticleFailure]:
    text = open_text(stream, prefix)
    column = given.text_column
    yield from _from_rows(
        source, jsonl_rows(text, column) if kind in LINES else csv_rows(text, column, tabs=kind == ".tsv"), given
    )


def _from_rows(source: str, rows: Iterable[Row], given: _Given) -> Iterator[Article | ArticleFailure]:
    empty = True
    try:
        for row in rows:
            empty = False
            yield _from_row(f"{source}:{row.line}", row, given)
    except UnicodeDecodeError as error:
        yield ArticleFailure(source, f"is damaged: not valid {error.encoding.upper()}; what follows was not read")
        return
    if empty:
        yield ArticleFailure(source, "is empty")


def _from_row(source: str, row: Row, given: _Given) -> Article | ArticleFailure:
    if row.problem is not None:
        return ArticleFailure(source, row.problem)
    return article_of(source, row.cells, given.columns, given.published)


def article_of(
    source: str, cells: Mapping[str, Any], columns: Mapping[str, str], published: dt.date | None
) -> Article | ArticleFailure:
    """The article in the cells of a row, by the names of their columns; ``source`` tells a failure's place."""
    fields = {name: cells.get(columns.get(name, name)) for name in _FIELDS}
    if isinstance(fields["id"], int) and not isinstance(fields["id"], bool):
        fields["id"] = str(fields["id"])
    if isinstance(fields["published"], dt.date):
        fields["published"] = fields["published"].isoformat()
    return _article(source, fields, published)


def _text_of(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise ArticleError(_too_large())
    return decode(data)


def _page_fields(data: bytes) -> dict[str, Any]:
    if len(data) > MAX_BYTES:
        raise ArticleError(_too_large())
    if not data.strip():
        raise ArticleError("is empty")
    page = read_page(data)
    return {
        "title": page.title,
        "source": page.source,
        "url": page.url,
        "published": page.published,
        # Templates often declare a language that the article is not in.
        "language": detect_language(page.text) or page.language,
        "text": page.text,
    }


def _article(source: str, fields: Mapping[str, Any], published: dt.date | None) -> Article | ArticleFailure:
    """The article, or the first thing that is wrong with its fields."""
    given = {name: value for name, value in fields.items() if value not in (None, "")}
    problem = next(filter(None, (_problem(name, given.get(name)) for name in _FIELDS)), None)
    if problem is not None:
        return ArticleFailure(source, problem)
    try:
        day = _day(given["published"]) if "published" in given else published
        language = language_of(given.get("language"), given["text"])
        return Article(**{**given, "published": day, "language": language})
    except ArticleError as error:
        return ArticleFailure(source, str(error))


def _problem(name: str, value: Any) -> str | None:
    if value is None:
        return "is empty" if name == "text" else None
    if not isinstance(value, str):
        return f"has a {name} that is not a string but {type(value).__name__}"
    if name == "text" and not value.strip():
        return "is empty"
    if name == "text" and len(value) > MAX_BYTES:
        return _too_large()
    if _SURROGATE.search(value):
        return f"has a {name} that cannot be encoded (damaged bytes or half of a surrogate pair); save it as UTF-8"
    return None


def _too_large() -> str:
    return f"is over {MAX_BYTES // 1_000_000} MB, too much for one article; put articles into a table, one a row"


def _day(value: str) -> dt.date:
    """The day of an ISO 8601 day or moment, as the source states it, in its own time zone."""
    try:
        return dt.datetime.fromisoformat(value.strip()).date()
    except ValueError:
        raise ArticleError(f"has published {value[:40]!r}, which is no ISO 8601 day such as 2024-12-02") from None
