"""Files and folders that are written whole or not at all, and nothing of anybody else's is replaced."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sample_results import FULL, many

from syriaevents.errors import ConfigError
from syriaevents.export import Format, write
from syriaevents.export.landing import MANIFEST, landed
from syriaevents.schema import Extraction

FOLDERS = ("csv", "parquet")


def failing() -> Iterator[Extraction]:
    """Results that break off, as a file with a bad line does."""
    yield FULL
    raise ConfigError("line 2 is no extraction.")


def held(folder: Path) -> dict[str, bytes]:
    """Everything in a folder and below it."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("form", Format)
def test_what_breaks_off_leaves_what_was_there(tmp_path: Path, form: Format) -> None:
    """Neither half a file nor a leftover beside it; where nothing was, nothing is."""
    with pytest.raises(ConfigError, match="line 2"):
        write(failing(), form, tmp_path / "x")
    assert {} == held(tmp_path)

    write(many(2), form, tmp_path / "x")
    before = held(tmp_path)
    with pytest.raises(ConfigError, match="line 2"):
        write(failing(), form, tmp_path / "x")
    assert before == held(tmp_path)


@pytest.mark.parametrize("form", Format)
def test_an_export_is_replaced_by_the_next(tmp_path: Path, form: Format) -> None:
    """Written twice, there is the second one only."""
    write(many(3), form, tmp_path / "x")
    before = held(tmp_path)
    write(many(1), form, tmp_path / "x")

    assert before.keys() == held(tmp_path).keys()
    assert before != held(tmp_path)


@pytest.mark.parametrize("form", FOLDERS)
@pytest.mark.parametrize("theirs", ["notes.txt", "sub/notes.txt", MANIFEST, "statements.csv"])
def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path, form: str, theirs: str) -> None:
    """Also where its files have our names: only what the manifest lists is ours."""
    out = tmp_path / "x"
    (out / theirs).parent.mkdir(parents=True)
    (out / theirs).write_text("[]", "utf-8")
    with pytest.raises(ConfigError, match="no export wrote"):
        write([FULL], form, out)
    assert {theirs: b"[]"} == held(out)


@pytest.mark.parametrize("form", FOLDERS)
def test_a_file_laid_into_an_export_is_not_lost(tmp_path: Path, form: str) -> None:
    """Whoever puts notes beside our tables keeps them."""
    write([FULL], form, tmp_path / "x")
    (tmp_path / "x" / "notes.txt").write_text("mine", "utf-8")
    with pytest.raises(ConfigError, match=r"notes\.txt"):
        write([FULL], form, tmp_path / "x")
    assert b"mine" == held(tmp_path)["x/notes.txt"]


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    """As ``mkdir`` leaves it; and one format may take the place of another."""
    (tmp_path / "x").mkdir()
    write([FULL], "csv", tmp_path / "x")
    write([FULL], "parquet", tmp_path / "x")
    assert {".json", ".parquet"} == {path.suffix for path in (tmp_path / "x").iterdir()}


def test_a_file_or_folder_in_the_way_is_told(tmp_path: Path) -> None:
    """A folder where a file should go, a file where a folder should go, a folder that does not exist."""
    (tmp_path / "file").write_text("mine", "utf-8")
    for form, out, told in (
        ("jsonl", tmp_path, "is a folder"),
        ("csv", tmp_path / "file", "a file of that name"),
        ("csv", tmp_path / "no" / "x", "make it first"),
        ("jsonl", tmp_path / "no" / "x", "make it first"),
    ):
        with pytest.raises(ConfigError, match=told):
            write([FULL], form, out)
    assert {"file": b"mine"} == held(tmp_path)


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """What it points to is replaced."""
    (tmp_path / "real.jsonl").write_text("", "utf-8")
    (tmp_path / "link.jsonl").symlink_to("real.jsonl")
    write([FULL], "jsonl", tmp_path / "link.jsonl")

    assert (tmp_path / "link.jsonl").is_symlink()
    assert (tmp_path / "real.jsonl").stat().st_size


def test_a_pipe_is_written_into(tmp_path: Path) -> None:
    """A pipe has no place to be moved into."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text("utf-8")))
    reader.start()
    write([FULL], "jsonl", pipe)
    reader.join()

    assert [f"{FULL.model_dump_json()}\n"] == read


def test_a_full_disk_is_told_in_words(tmp_path: Path) -> None:
    """Whatever the system says, without a traceback."""
    with pytest.raises(ConfigError, match="cannot be written: No space left"), landed(tmp_path / "x", folder=False):
        raise OSError(28, "No space left on device")


def test_a_place_that_may_not_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is read or written."""
    monkeypatch.setattr(os, "access", lambda *_: False)  # a test may run as root, who may write anywhere
    with pytest.raises(ConfigError, match="permission denied"):
        write(failing(), "jsonl", tmp_path / "x")


def test_file_modes_are_as_usual(tmp_path: Path) -> None:
    """Others may read what is written, as far as the user's own settings let them."""
    before = os.umask(0o022)
    try:
        write([FULL], "jsonl", tmp_path / "x.jsonl")
        write([FULL], "csv", tmp_path / "x")
    finally:
        os.umask(before)
    modes = [path.stat().st_mode & 0o777 for path in (tmp_path / "x.jsonl", tmp_path / "x", tmp_path / "x" / MANIFEST)]
    assert [0o644, 0o755, 0o644] == modes
