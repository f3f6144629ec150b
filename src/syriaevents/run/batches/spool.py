"""Files of requests, as a batch wants them: one line a request, so many requests and bytes at the most."""

import contextlib
import hashlib
import json
import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from syriaevents.engines.batch_api import ENDPOINT
from syriaevents.engines.deferred import Answered
from syriaevents.errors import StoreUnusable
from syriaevents.run.batches.ledger import Ledger, Pending, Stage

MAX_REQUESTS = 50_000
"""Requests that a batch may hold."""
MAX_BYTES = 200_000_000
"""Bytes that its file may hold."""
_DIGITS = 32


def key_of(body: bytes) -> str:
    """What a request is known by: a digest of its body, however its JSON is written down."""
    canonical = json.dumps(json.loads(body), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:_DIGITS]


def line_of(key: str, body: bytes) -> bytes:
    """A request as a line of a batch's file; the body stands in it as it would be sent."""
    head = json.dumps({"custom_id": key, "method": "POST", "url": ENDPOINT})
    return b'%s, "body": %s}\n' % (head[:-1].encode(), body.replace(b"\n", b" "))


class Spool:
    """The files of a run's parts, in a folder of their own. A file that is full is closed and the next one begun."""

    def __init__(self, folder: Path, ledger: Ledger, most: int = MAX_REQUESTS, most_bytes: int = MAX_BYTES) -> None:
        self._folder = folder
        self._ledger = ledger
        self._most = most
        self._most_bytes = most_bytes
        self._part = ""
        self._file: BinaryIO | None = None
        self._lines = 0
        self._seen: set[str] | None = None

    @contextlib.contextmanager
    def seen(self) -> Iterator[set[str]]:
        """The requests that are asked for in the block."""
        self._seen = keys = set[str]()
        try:
            yield keys
        finally:
            self._seen = None

    def answer_to(self, body: bytes) -> Answered:
        """The answer to a request, for a deferred client; where there is none, it is asked for. Raises Pending then."""
        key = key_of(body)
        if self._seen is not None:
            self._seen.add(key)
        answer = self._ledger.answer_to(key)
        if answer is None:
            self.add(key, body)
            raise Pending(key)
        return answer

    def add(self, key: str, body: bytes) -> None:
        """Put a request into the file under way, or into the next one. Raises StoreUnusable where there is no room."""
        line = line_of(key, body)
        if self._file is not None and (self._lines >= self._most or self._file.tell() + len(line) > self._most_bytes):
            self.close()
        with self._all_or_nothing():
            if self._file is None:
                self._file = self._begun()
            self._file.write(line)
        self._lines += 1
        self._ledger.ask(key, self._part)

    def _begun(self) -> BinaryIO:
        self._part, self._lines = uuid.uuid4().hex, 0
        self._folder.mkdir(exist_ok=True)
        self._ledger.begin(self._part)
        return self.path(self._part).open("wb")

    def close(self) -> None:
        """End the file under way; its part is ready. Raises StoreUnusable where there is no room."""
        if self._file is None:
            return
        with self._all_or_nothing():
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
        self._file = None
        (noted,) = (part.requests for part in self._ledger.parts(Stage.FILLING) if part.name == self._part)
        if noted == self._lines:
            self._ledger.advance(self._part, Stage.READY)
        else:  # the store failed and dropped some of them: none is asked twice, so all are asked in another file
            self._ledger.release(self._part)
            self.drop(self._part)

    @contextlib.contextmanager
    def _all_or_nothing(self) -> Iterator[None]:
        """Where writing fails, the whole file is given up; its part is released when the next run begins."""
        try:
            yield
        except OSError as error:
            with contextlib.suppress(OSError):
                if self._file is not None:
                    self._file.close()
            self._file = None
            self.drop(self._part)
            raise StoreUnusable(
                f"{self._folder}: requests cannot be written there: {error.strerror or error}. Mend that and run "
                "the same command again."
            ) from error

    def path(self, part: str) -> Path:
        """The file of a part."""
        return self._folder / f"{part}.jsonl"

    def drop(self, part: str) -> None:
        """Remove the file of a part, and the folder after the last one."""
        self.path(part).unlink(missing_ok=True)
        if self._folder.is_dir() and not any(self._folder.iterdir()):
            self._folder.rmdir()

    def mend(self) -> None:
        """After a crash: forget files that were not finished or are gone; their requests are asked anew."""
        for part in self._ledger.parts(Stage.FILLING, Stage.READY):
            if part.stage is Stage.FILLING or not self.path(part.name).is_file():
                self._ledger.release(part.name)
                self.drop(part.name)
        self._ledger.commit()
