"""What was asked in batches, and what came of it: tables in the run's store.

A request is known by the digest of its body. It is *open* while it belongs to a part (one file of requests,
one batch), *answered* once the provider has answered it for good, *put off* when its batch ended without an
answer to it: then it is asked again in another one, up to a limit.
"""

import json
import time
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from syriaevents.engines.deferred import Answered
from syriaevents.errors import ServerError, Waiting
from syriaevents.store.journal import Store

ATTEMPTS = 3
"""Batches that a request is asked in before its article becomes a dead letter."""


class Stage(StrEnum):
    """How far a part has come. Each is noted before what leads to the next one is done."""

    FILLING = "filling"
    """Its file is being written."""
    READY = "ready"
    """Its file is whole."""
    UPLOADED = "uploaded"
    MAKING = "making"
    """The provider was asked to make the batch, and may have done so."""
    OPEN = "open"
    """The batch is with the provider."""
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Part:
    """One file of requests and the batch made of it."""

    name: str
    stage: Stage
    file: str | None
    """The provider's id of the uploaded file."""
    batch: str | None
    """The provider's id of the batch."""
    requests: int
    made: float
    """Seconds since 1970."""


class Pending(Waiting):
    """A request whose answer is still to come."""

    def __init__(self, key: str) -> None:
        super().__init__("The answer is asked for in a batch and not there yet.")
        self.key = key


class Ledger:
    """The batches' tables in a store. Nothing is durable before ``commit``."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def answer_to(self, key: str) -> Answered | None:
        """The answer to a request; None: ask it. Raises Pending, and ServerError where it was put off too often."""
        row = self._one("SELECT part, attempts, status, response, cause FROM batch_requests WHERE key = ?", key)
        if row is None:
            return None
        part, attempts, status, response, cause = row
        if status is not None:
            return Answered(status, response)
        if part is not None:
            raise Pending(key)
        if attempts >= ATTEMPTS:
            raise ServerError(f"Asked in {attempts} batches without an answer: {cause}")
        return None

    def ask(self, key: str, part: str) -> None:
        """Note that a request goes into a part."""
        with self._store.transaction():
            self._change("UPDATE batch_parts SET requests = requests + 1 WHERE name = ?", part)
            self._change(
                "INSERT INTO batch_requests (key, part, line) SELECT ?, name, requests FROM batch_parts WHERE name = ? "
                "ON CONFLICT (key) DO UPDATE SET part = excluded.part, line = excluded.line",
                key, part,
            )  # fmt: skip

    def answer(self, part: str, key: str, answer: Answered) -> None:
        """Keep an answer, for good."""
        self._change(
            "UPDATE batch_requests SET part = NULL, status = ?, response = ?, cause = NULL WHERE key = ? AND part = ?",
            answer.status, answer.body, key, part,
        )  # fmt: skip

    def put_off(self, part: str, key: str, cause: str, *, counts: bool = True) -> None:
        """Note that a request has to be asked in another batch, and why; whether that counts as an attempt."""
        self._change(
            "UPDATE batch_requests SET part = NULL, attempts = attempts + ?, cause = ? WHERE key = ? AND part = ?",
            counts, cause, key, part,
        )  # fmt: skip

    def end(self, part: str, cause: str) -> None:
        """Close a part; what it holds no answer to is put off."""
        self._change(
            "UPDATE batch_requests SET part = NULL, attempts = attempts + 1, cause = ? WHERE part = ?", cause, part
        )
        self.advance(part, Stage.ENDED)

    def release(self, part: str) -> None:
        """Forget a part: its requests were never asked."""
        self._change("UPDATE batch_requests SET part = NULL WHERE part = ?", part)
        self._change("DELETE FROM batch_parts WHERE name = ?", part)

    def begin(self, part: str) -> None:
        """Begin a new part, and commit."""
        self._change("INSERT INTO batch_parts VALUES (?, ?, NULL, NULL, 0, ?)", part, Stage.FILLING, time.time())
        self.commit()

    def advance(self, part: str, stage: Stage, *, file: str | None = None, batch: str | None = None) -> None:
        """Note how far a part has come, and commit."""
        self._change(
            "UPDATE batch_parts SET stage = ?, file = ifnull(?, file), batch = ifnull(?, batch) WHERE name = ?",
            stage, file, batch, part,
        )  # fmt: skip
        self.commit()

    def forget(self, keys: Iterable[str]) -> None:
        """Forget what came of requests that are in no batch under way: they are asked anew."""
        with self._store.transaction() as connection:
            rows = [(key,) for key in keys]
            connection.executemany("DELETE FROM batch_requests WHERE key = ? AND part IS NULL", rows)

    def parts(self, *stages: Stage) -> list[Part]:
        """The parts in one of these stages, the oldest first."""
        with self._store.transaction() as connection:
            rows = connection.execute(
                "SELECT name, stage, file, batch, requests, made FROM batch_parts "
                "WHERE stage IN (SELECT value FROM json_each(?)) ORDER BY made",
                (json.dumps(stages),),
            ).fetchall()
        return [Part(name, Stage(stage), *rest) for name, stage, *rest in rows]

    def key_at(self, part: str, line: int) -> str | None:
        """The request in a line of a part's file, from 1."""
        row = self._one("SELECT key FROM batch_requests WHERE part = ? AND line = ?", part, line)
        return row[0] if row else None

    def commit(self) -> None:
        """Make what was noted durable."""
        self._store.commit()

    def _one(self, query: str, *values: object) -> tuple[Any, ...] | None:
        with self._store.transaction() as connection:
            row: tuple[Any, ...] | None = connection.execute(query, values).fetchone()
        return row

    def _change(self, query: str, *values: object) -> None:
        with self._store.transaction() as connection:
            connection.execute(query, values)
