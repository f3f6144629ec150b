"""Where results go: a table for people, JSON Lines, or one JSON array; to standard output or into a file.

Finished work survives what comes after it: a line or a table is written out as soon as there is one, and a JSON array
is closed and put in its place also when the command is interrupted.
"""

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TextIO

from syriaevents.errors import ConfigError
from syriaevents.schema import Event, Extraction

Result = Extraction | Event
Write = Callable[[Result], None]


class Format(StrEnum):
    """How results are written."""

    TABLE = "table"
    JSONL = "jsonl"
    JSON = "json"


def format_for(chosen: Format | None, out: Path | None) -> Format:
    """The format that was chosen, else the one that the file's ending names, else a table."""
    ending = out.suffix.lower() if out else ""
    return chosen or {".jsonl": Format.JSONL, ".ndjson": Format.JSONL, ".json": Format.JSON}.get(ending, Format.TABLE)


def require_writable(out: Path) -> None:
    """Raise ConfigError where the file cannot be written, before anything is spent on its contents."""
    if out.is_dir():
        raise ConfigError(f"--out {out} is a folder; name a file.")
    if not out.parent.is_dir():
        raise ConfigError(f"--out {out}: the folder {out.parent} does not exist; make it first.")
    if not os.access(out if out.exists() else out.parent, os.W_OK):
        raise ConfigError(f"--out {out} cannot be written: permission denied.")


@contextlib.contextmanager
def writer(kind: Format, out: Path | None) -> Iterator[Write]:
    """A function that writes one result. Raises ConfigError when the file cannot be opened or written."""
    with _stream(kind, out) as stream:
        if kind is Format.JSON:
            with _array(stream) as write:
                yield _explained(write, out)
        else:
            yield _explained(_lines(stream) if kind is Format.JSONL else _tables(stream), out)


@contextlib.contextmanager
def _stream(kind: Format, out: Path | None) -> Iterator[TextIO]:
    if out is None:
        yield sys.stdout
        return
    replaced = kind is Format.JSON and (out.is_file() or not out.exists())
    target = out.with_name(f"{out.name}.part") if replaced else out
    try:
        stream = target.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise _unwritable(out, error) from error
    try:
        yield stream
    finally:
        try:
            stream.close()
            if replaced:
                target.replace(out)
        except OSError as error:
            raise _unwritable(out, error) from error


def _explained(write: Write, out: Path | None) -> Write:
    def explained(result: Result) -> None:
        try:
            write(result)
        except OSError as error:
            if out is None:
                raise
            raise _unwritable(out, error) from error

    return explained


def _unwritable(out: Path, error: OSError) -> ConfigError:
    return ConfigError(f"--out {out} cannot be written: {error.strerror or error}.")


def _lines(stream: TextIO) -> Write:
    def write(result: Result) -> None:
        stream.write(f"{result.model_dump_json()}\n")
        stream.flush()

    return write


def _tables(stream: TextIO) -> Write:
    from syriaevents.cli.render import console_for, print_result  # rich is slow to import

    console = console_for(stream)

    def write(result: Result) -> None:
        print_result(result, console)
        stream.flush()

    return write


@contextlib.contextmanager
def _array(stream: TextIO) -> Iterator[Write]:
    before = "["

    def write(result: Result) -> None:
        nonlocal before
        stream.write(f"{before}\n{result.model_dump_json()}")
        stream.flush()
        before = ","

    try:
        yield write
    finally:
        with contextlib.suppress(OSError):  # closing the stream tells of it
            stream.write("[]\n" if before == "[" else "\n]\n")
