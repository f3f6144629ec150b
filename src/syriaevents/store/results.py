"""Results of a run, from its store or from a JSON Lines file, one at a time."""

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


def read_results(path: Path) -> Iterator[Extraction]:
    """The extractions of a run's store or a JSONL file (also gzipped), streamed; the content tells them apart.

    A store gives the results of the setting (model, prompt, options) that was run last, in the order in
    which the articles were met; it may be under way. Raises ConfigError: a file that cannot be read, or,
    after the results before it, the line that is no extraction or was only half written.
    """
    try:
        if is_store(path):
            yield from _stored(path)
        else:
            yield from _lines(path)
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror or error}.") from error
    except (EOFError, zlib.error) as error:
        raise ConfigError(f"{path} is cut off or damaged; the results before that were read.") from error


def _stored(path: Path) -> Iterator[Extraction]:
    with reading(path) as connection:
        for number, (line,) in enumerate(connection.execute(_CURRENT), 1):
            yield _extraction(line, f"{path}, result {number}")


def _lines(path: Path) -> Iterator[Extraction]:
    with _opened(path) as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            yield _extraction(line, f"{path}, line {number}", whole=line.endswith(b"\n"))


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
