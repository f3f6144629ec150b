"""Results of a run, from its store or from a JSON Lines file, one at a time."""

import contextlib
import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from pydantic import ValidationError

from syriaevents.errors import ConfigError
from syriaevents.schema import Extraction
from syriaevents.store.connections import is_store, reading

_GZIP = b"\x1f\x8b"
_CURRENT = """
    SELECT extraction FROM articles CROSS JOIN results ON results.article = articles.hash
    WHERE results.setting = (SELECT id FROM settings ORDER BY last_run DESC LIMIT 1)
    ORDER BY articles.number
"""  # CROSS JOIN keeps this order of the loops: nothing is sorted, however large the store is
_FINISHED = """
    SELECT rowid, extraction FROM results
    WHERE setting = (SELECT id FROM settings ORDER BY last_run DESC LIMIT 1) AND rowid > ?
    ORDER BY rowid
"""  # a result that replaces another one has a new rowid, above all others


def read_results(path: Path | str) -> Iterator[Extraction]:
    """The extractions of a run's store or a JSONL file (also gzipped), streamed; the content tells them apart.

    A store gives the results of the setting (model, prompt, options) that was run last, in the order in
    which the articles were met; it may be under way. Raises ConfigError: a file that cannot be read, or,
    after the results before it, the line that is no extraction or was only half written.
    """
    path = Path(path)
    with _told(path):
        if is_store(path):
            yield from _stored(path)
        else:
            yield from (result for _, result in _lines(path))


def read_numbered(path: Path, *, after: int) -> Iterator[tuple[int, Extraction]]:
    """The same with positions, those above ``after``: whoever keeps the last one is given only what is new later.

    A store gives its results in the order in which they were finished. Raises as read_results does.
    """
    with _told(path):
        if not is_store(path):
            yield from _lines(path, after)
            return
        with reading(path) as connection:
            for number, line in connection.execute(_FINISHED, (after,)):
                yield number, _extraction(line, f"{path}, result {number}")


def version_of_results(path: Path) -> str:
    """What positions hold for: a store's setting, a JSONL file as it was written last. Raises as read_results does."""
    with _told(path):
        if not is_store(path):
            status = path.stat()
            return f"{path.absolute()} {status.st_size} {status.st_mtime_ns}"
        with reading(path) as connection:
            row = connection.execute("SELECT id FROM settings ORDER BY last_run DESC LIMIT 1").fetchone()
            return str(row[0]) if row else ""


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    """Whatever reading raises in the block becomes ConfigError, which says what is wrong."""
    try:
        yield
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror or error}.") from error
    except (EOFError, zlib.error) as error:
        raise ConfigError(f"{path} is cut off or damaged; the results before that were read.") from error


def _stored(path: Path) -> Iterator[Extraction]:
    with reading(path) as connection:
        for number, (line,) in enumerate(connection.execute(_CURRENT), 1):
            yield _extraction(line, f"{path}, result {number}")


def _lines(path: Path, after: int = 0) -> Iterator[tuple[int, Extraction]]:
    with _opened(path) as lines:
        for number, line in enumerate(lines, 1):
            if number > after and line.strip():
                yield number, _extraction(line, f"{path}, line {number}", whole=line.endswith(b"\n"))


def _opened(path: Path) -> BinaryIO:
    with path.open("rb") as file:
        zipped = file.read(len(_GZIP)) == _GZIP
    return cast("BinaryIO", gzip.open(path) if zipped else path.open("rb"))


def _extraction(line: str | bytes, where: str, *, whole: bool = True) -> Extraction:
    try:
        return Extraction.model_validate_json(line)
    except ValidationError as error:
        what = "this is no extraction." if whole else "the last line was only half written; delete it."
        raise ConfigError(f"{where}: {what}") from error
