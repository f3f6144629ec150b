"""How far reading has come, by bytes."""

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from syriaevents.reading.articles import STDIN_PATH, files_in


class Position:
    """Follows the files as they are opened; ``total`` is the size of all of them, None while it is not known."""

    def __init__(self) -> None:
        self.total: int | None = None
        self._before = 0
        self._file: BinaryIO | None = None
        self._size = 0

    def follow(self, file: BinaryIO) -> None:
        """A file is opened: those before it have been read."""
        self._before += self._size
        self._file, self._size = file, Path(file.name).stat().st_size

    @property
    def read(self) -> int:
        """Bytes read so far."""
        try:
            here = self._file.tell() if self._file else 0
        except ValueError:  # closed
            here = self._size
        return self._before + here

    def measure(self, paths: Iterable[str]) -> None:
        """Add up the sizes; standard input has none, and then there is no total."""
        total = 0
        for path in map(Path, paths):
            if str(path) == STDIN_PATH:
                return
            files = files_in(path) if path.is_dir() else [path]
            total += sum(file.stat().st_size for file in files if file.is_file())
        self.total = total
