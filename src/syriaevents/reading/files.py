"""Files of articles: which kinds are read, and their bytes, unpacked where they are compressed."""

import gzip
from pathlib import Path
from typing import BinaryIO, cast

from syriaevents.errors import ConfigError

PLAIN, PAGES, LINES, TABLES, COLUMNAR = (
    (".txt",),
    (".html", ".htm"),
    (".jsonl", ".ndjson"),
    (".csv", ".tsv"),
    (".parquet",),
)
SUFFIXES = PLAIN + PAGES + LINES + TABLES + COLUMNAR
_GZIP, _ZSTANDARD = ".gz", ".zst"
READ = f"{', '.join(SUFFIXES)}, and these with {_GZIP} or {_ZSTANDARD}"
"""The kinds of files that are read, for a message."""


def kind_of(path: Path) -> str:
    """What a file holds, by the ending before that of a compression: ``.csv`` for ``a.csv.gz``; else empty."""
    inner = Path(path.stem) if is_packed(path) else path
    suffix = inner.suffix.lower()
    return suffix if suffix in SUFFIXES and not (is_packed(path) and suffix in COLUMNAR) else ""


def name_of(path: Path) -> str:
    """A file's name without its endings."""
    return Path(path.stem).stem if is_packed(path) else path.stem


def is_packed(path: Path) -> bool:
    """Whether a file is compressed, by its ending."""
    return path.suffix.lower() in (_GZIP, _ZSTANDARD)


def unpacked(path: Path, file: BinaryIO) -> BinaryIO:
    """The content of an open file. Raises ConfigError where the extra that unpacks it is missing.

    Reading it raises EOFError, OSError or zlib.error where the file is cut off or damaged.
    """
    if path.suffix.lower() == _GZIP:
        return cast("BinaryIO", gzip.GzipFile(fileobj=file))
    if path.suffix.lower() == _ZSTANDARD:
        try:
            import pyarrow as pa  # noqa: PLC0415  (slow to import, and of an extra)
        except ImportError:
            raise missing_extra(f"{path}: .zst files") from None
        return cast("BinaryIO", pa.CompressedInputStream(pa.PythonFile(file), "zstd"))
    return file


def missing_extra(what: str) -> ConfigError:
    """The error for input that the extra ``export`` reads."""
    return ConfigError(f"{what} need the extra 'export': pip install 'syriaevents[export]'")
