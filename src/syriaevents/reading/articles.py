"""Where articles come from: text files, web pages, JSONL and CSV tables, folders of them, and standard input.

One bad file or row never stops the rest: it comes out as an ``ArticleFailure`` in its place.
"""

import datetime as dt
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from syriaevents.errors import ArticleError
from syriaevents.reading.decoding import decode, encoding_of
from syriaevents.reading.html import read_page
from syriaevents.reading.tables import Row, csv_rows, jsonl_rows, open_text
from syriaevents.schema.article import Article

MAX_BYTES = 50_000_000  # of one article
MIN_LETTERS = 20  # below this a language cannot be told

STDIN = "standard input"
_PLAIN, _PAGES, _LINES, _TABLES = (".txt",), (".html", ".htm"), (".jsonl", ".ndjson"), (".csv", ".tsv")
SUFFIXES = _PLAIN + _PAGES + _LINES + _TABLES

_FIELDS = ("id", "title", "source", "url", "published", "language", "text")
_LANGUAGE_CODE = re.compile(r"([A-Za-z]{2})(?:[-_]|\Z)")
_NO_LANGUAGE = "zxx"
_MARGIN = 2.0  # log-probability by which a language must lead; headlines full of names have less
_LANGUAGE_SAMPLE = 5000  # characters
_SURROGATE = re.compile("[\ud800-\udfff]")
_JSON_START = re.compile(r"\s*\{\s*[\"}]")  # an article may begin with a brace too
_FIRST_READ = 4096


@dataclass(frozen=True, slots=True)
class ArticleFailure:
    """An input that is not an article: where it is, and why, in words that continue "<source> ..."."""

    source: str  # path, or path:line for a row of a table
    reason: str
    missing: bool = False  # a path that the user named does not exist


def read_articles(
    paths: Sequence[str | Path],
    *,
    columns: Mapping[str, str] = {},
    published: dt.date | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Article | ArticleFailure]:
    """Articles of files, folders and ``-`` (standard input), lazily and in order; folders are sorted by name.

    ``columns`` maps the name of an article's field to the column of a table that holds it, ``published`` is the day
    for articles that state none. The language is told from the text where the source does not state it.
    """
    for path in paths:
        if str(path) == "-":
            yield from _from_stdin(stdin or sys.stdin.buffer, columns, published)
        else:
            yield from _from_path(Path(path), columns, published)


def detect_language(text: str) -> str | None:
    """The ISO 639-1 code of a text's language, or None where there is too little text to tell."""
    sample = _SURROGATE.sub(" ", text[:_LANGUAGE_SAMPLE])
    if sum(char.isalpha() for char in sample) < MIN_LETTERS:
        return None
    import py3langid  # noqa: PLC0415  (slow to import)

    ranked = py3langid.rank(sample)
    if ranked[0][0] == _NO_LANGUAGE:
        return None
    # Varieties have codes of three letters ("arz", "pcm"); the language they belong to is close behind them.
    (code, best), (_, second) = [(code, score) for code, score in ranked if len(code) == len("xx")][:2]
    return str(code) if best - second >= _MARGIN else None


def _from_path(path: Path, columns: Mapping[str, str], published: dt.date | None) -> Iterator[Article | ArticleFailure]:
    if path.is_dir():
        found = False
        for file in _files(path):
            found = True
            yield from _from_file(file, columns, published)
        if not found:
            yield ArticleFailure(str(path), f"holds no file to read; articles are files in {', '.join(SUFFIXES)}")
    elif not path.exists():
        yield ArticleFailure(str(path), "does not exist", missing=True)
    elif path.suffix.lower() not in SUFFIXES:
        yield ArticleFailure(
            str(path), f"is not of a kind that is read ({', '.join(SUFFIXES)}); rename it, or give '-' and pipe it in"
        )
    else:
        yield from _from_file(path, columns, published)


def _files(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES:
                yield Path(parent, name)


def _from_file(path: Path, columns: Mapping[str, str], published: dt.date | None) -> Iterator[Article | ArticleFailure]:
    suffix = path.suffix.lower()
    try:
        with path.open("rb") as stream:
            if suffix in _PLAIN + _PAGES:
                data = stream.read(MAX_BYTES + 1)
                name = os.fsencode(path.stem).decode("utf-8", "replace")
                fields = _page_fields(data) if suffix in _PAGES else {"text": _text_of(data)}
                yield _article(str(path), {"id": name, **fields}, published)
            else:
                yield from _from_table(str(path), stream, suffix, columns, published)
    except ArticleError as error:
        yield ArticleFailure(str(path), str(error))
    except OSError as error:
        yield ArticleFailure(str(path), f"cannot be read: {error.strerror or error}")


def _from_stdin(
    stream: BinaryIO, columns: Mapping[str, str], published: dt.date | None
) -> Iterator[Article | ArticleFailure]:
    try:
        prefix = stream.read(_FIRST_READ)
        start = prefix.decode(encoding_of(prefix, partial=True), "ignore") if prefix else ""
        if _JSON_START.match(start):
            yield from _from_table(STDIN, stream, ".jsonl", columns, published, prefix=prefix)
        else:
            text = _text_of(prefix + stream.read(MAX_BYTES + 1 - len(prefix)))
            yield _article(STDIN, {"text": text}, published)
    except ArticleError as error:
        yield ArticleFailure(STDIN, str(error))
    except OSError as error:
        yield ArticleFailure(STDIN, f"cannot be read: {error.strerror or error}")


def _from_table(
    source: str,
    stream: BinaryIO,
    suffix: str,
    columns: Mapping[str, str],
    published: dt.date | None,
    prefix: bytes = b"",
) -> Iterator[Article | ArticleFailure]:
    text = open_text(stream, prefix)
    column = columns.get("text", "text")
    rows = jsonl_rows(text, column) if suffix in _LINES else csv_rows(text, column, tabs=suffix == ".tsv")
    empty = True
    try:
        for row in rows:
            empty = False
            yield _from_row(f"{source}:{row.line}", row, columns, published)
    except UnicodeDecodeError as error:
        yield ArticleFailure(source, f"is damaged: not valid {error.encoding.upper()}; what follows was not read")
        return
    if empty:
        yield ArticleFailure(source, "is empty")


def _from_row(source: str, row: Row, columns: Mapping[str, str], published: dt.date | None) -> Article | ArticleFailure:
    if row.problem is not None:
        return ArticleFailure(source, row.problem)
    fields = {name: row.cells.get(columns.get(name, name)) for name in _FIELDS}
    if isinstance(fields["id"], int) and not isinstance(fields["id"], bool):
        fields["id"] = str(fields["id"])
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
        language = _language(given.get("language"), given["text"])
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


def _language(stated: str | None, text: str) -> str | None:
    code = _LANGUAGE_CODE.match(stated.strip()) if stated else None
    return code.group(1).lower() if code else detect_language(text)
