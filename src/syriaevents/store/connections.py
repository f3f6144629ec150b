"""Opening a run's store: one writer, any number of readers."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from syriaevents.errors import StoreFull, StoreUnusable
from syriaevents.store.tables import APPLICATION_ID, MIGRATIONS

MAGIC = b"SQLite format 3\0"
"""What every SQLite file begins with."""
_BUSY = 30.0  # seconds that a reader may hold a writer up, as while it copies the file


@contextlib.contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """The store for its one writer, made or brought up to date where need be.

    The connection may be used by several threads, one at a time. Raises StoreUnusable: another process
    writes it, it is no run's store, a newer version wrote it, or the file system refuses.
    """
    with _sole_writer(path), told(path):
        connection = sqlite3.connect(path, timeout=_BUSY, check_same_thread=False)
        try:
            _require_store(path, connection, may_be_new=True)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")  # in WAL mode a commit outlives its process
            _migrate(connection)
            yield connection
        finally:
            connection.close()


@contextlib.contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """The store for a reader, also while it is written. Raises StoreUnusable where it cannot be read."""
    with told(path):
        connection = _opened_to_read(path)
        try:
            _require_store(path, connection, may_be_new=False)
            yield connection
        finally:
            connection.close()


def is_store(path: Path) -> bool:
    """Whether a file is a SQLite file, by its content. Raises OSError where it cannot be read."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """Whatever SQLite raises in the block becomes StoreUnusable, which says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0)
        if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE):  # the latter where a quota is used up
            raise StoreFull(
                f"{path}: the disk is full. Free some space and run the same command again to go on."
            ) from error
        raise StoreUnusable(f"{path}: {_advice(error, code & 0xFF)}") from error


def _advice(error: sqlite3.Error, code: int) -> str:
    """What to do, by the kind of error; kinds within kinds need the same advice."""
    return {
        sqlite3.SQLITE_IOERR: "the disk cannot be read or written. Mend that and run the same command again.",
        sqlite3.SQLITE_CANTOPEN: "the file cannot be opened. Does the folder exist, and may you write in it?",
        sqlite3.SQLITE_READONLY: "the file cannot be written: permission denied.",
        sqlite3.SQLITE_BUSY: "another program holds the file. Close it and run the same command again.",
        sqlite3.SQLITE_NOTADB: "this is no run's store.",
        sqlite3.SQLITE_CORRUPT: "the file is damaged. Restore a copy of it, or begin a new one.",
    }.get(code, f"the store cannot be used ({error}).")


@contextlib.contextmanager
def _sole_writer(path: Path) -> Iterator[None]:
    """A lock beside the store; the system takes it back from a process that was killed."""
    if not path.parent.is_dir():
        raise StoreUnusable(f"{path}: the folder {path.parent} does not exist; make it first.")
    lock = FileLock(f"{path}.lock", blocking=False)
    try:
        lock.acquire()
    except Timeout:
        raise StoreUnusable(
            f"{path} is being written by another process. Wait until that ends, or give another --store."
        ) from None
    except OSError as error:
        raise StoreUnusable(f"{path} cannot be written: {error.strerror or error}.") from error
    try:
        yield
    finally:
        lock.release()


def _opened_to_read(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise StoreUnusable(f"{path} does not exist.")
    address = path.absolute().as_uri()
    connection = sqlite3.connect(f"{address}?mode=ro", uri=True, timeout=_BUSY)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.OperationalError as error:
        connection.close()
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CANTOPEN or Path(f"{path}-wal").exists():
            raise
        # A folder where nothing may be written; nobody else can change the file there either.
        return sqlite3.connect(f"{address}?mode=ro&immutable=1", uri=True)
    return connection


def _require_store(path: Path, connection: sqlite3.Connection, *, may_be_new: bool) -> None:
    empty = not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if empty and may_be_new:
        return
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise StoreUnusable(f"{path} is no run's store; `syriaevents run --store` makes one.")
    if version_of(connection) > len(MIGRATIONS):
        raise StoreUnusable(
            f"{path} was written by a newer version of syriaevents; update it: pip install -U syriaevents"
        )


def version_of(connection: sqlite3.Connection) -> int:
    """How many migrations a store has had."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _migrate(connection: sqlite3.Connection) -> None:
    """Bring the tables up to date, each step whole or not at all."""
    for version in range(version_of(connection), len(MIGRATIONS)):
        connection.executescript(
            f"BEGIN IMMEDIATE; {MIGRATIONS[version]} PRAGMA application_id = {APPLICATION_ID}; "
            f"PRAGMA user_version = {version + 1}; COMMIT;"
        )
