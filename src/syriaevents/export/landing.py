"""Files and folders that appear whole or not at all: written beside their place, then moved into it."""

import contextlib
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from syriaevents.errors import ConfigError

MANIFEST = "syriaevents.json"
"""The file of a written folder that tells what it holds, and that the folder is ours to replace."""


@contextlib.contextmanager
def landed(out: Path, *, folder: bool) -> Iterator[Path]:
    """A new file's path, or a new empty folder, that takes the place of ``out`` when all went well.

    Raises ConfigError before anything is written where ``out`` cannot be replaced or is not ours to replace, and when
    something cannot be written.
    """
    if not folder and out.exists() and not out.is_file() and not out.is_dir():
        yield out  # a pipe or a terminal has no place to be moved into
        return
    out = out.resolve()
    require_replaceable(out, folder=folder)
    try:
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}.", ignore_cleanup_errors=True) as beside:
            new = Path(beside) / out.name
            if folder:
                new.mkdir()
            yield new
            if folder and out.exists():
                out.replace(Path(beside) / "before")
            new.replace(out)
    except OSError as error:
        raise ConfigError(f"{out} cannot be written: {error.strerror or error}.") from error


def require_replaceable(out: Path, *, folder: bool) -> None:
    """Raise ConfigError where ``out`` cannot be written, or holds what no export wrote."""
    if not out.parent.is_dir():
        raise ConfigError(f"{out}: the folder {out.parent} does not exist; make it first.")
    if not os.access(out.parent, os.W_OK):
        raise ConfigError(f"{out} cannot be written: permission denied in {out.parent}.")
    if not folder and out.is_dir():
        raise ConfigError(f"{out} is a folder; this format is one file, so name a file.")
    if folder and out.exists():
        strange = _strange(out)
        if strange:
            raise ConfigError(f"{out} holds {strange}, which no export wrote; name a new folder.")


def sign(folder: Path, *, form: str, rows: Mapping[str, int], more: Mapping[str, Any]) -> None:
    """Write the folder's manifest: its format and the rows of each file, so that it is known again."""
    told = {"made_by": "syriaevents", "format": form, **more, "rows": dict(rows)}
    (folder / MANIFEST).write_text(f"{json.dumps(told, indent=2)}\n", "utf-8", newline="\n")


def _strange(out: Path) -> str:
    """What stands at ``out`` and is not ours; empty where all of it is."""
    if not out.is_dir():
        return "a file of that name" if out.is_file() else "something that is no folder"
    names = {path.name for path in out.iterdir()}
    try:
        told = json.loads((out / MANIFEST).read_text("utf-8")) if MANIFEST in names else {}
        ours = {MANIFEST, *(f"{name}.{told['format']}" for name in told["rows"])} if told else set()
    except (OSError, ValueError, KeyError, TypeError):
        ours = set()
    return min(names - ours, default="")
