"""The articles that wait for answers, in the run's store: each with one request that it waits for.

The store itself lets an article go when its result or its failure is written.
"""

from collections.abc import Iterator

from syriaevents.run.batches.ledger import Pending
from syriaevents.store.entries import Admitted, State
from syriaevents.store.journal import Store

_READY = (
    "SELECT w.article FROM batch_waiting AS w LEFT JOIN batch_requests AS r ON r.key = w.request "
    "WHERE w.setting = ? AND w.article > ? AND (r.key IS NULL OR r.part IS NULL) ORDER BY w.article LIMIT 1000"
)


class WaitingRoom:
    """Who waits under the setting that is under way."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def enter(self, article: str, pending: Pending) -> None:
        """Note that an article, known by its hash, waits for a request."""
        with self._store.transaction() as connection:
            values = (article, self._store.setting, pending.key)
            connection.execute("INSERT OR REPLACE INTO batch_waiting VALUES (?, ?, ?)", values)

    def count(self) -> int:
        """How many wait."""
        with self._store.transaction() as connection:
            query = "SELECT count(*) FROM batch_waiting WHERE setting = ?"
            return int(connection.execute(query, (self._store.setting,)).fetchone()[0])

    def ready(self) -> Iterator[Admitted]:
        """The articles that something can be done for: what they waited for is answered, or has to be asked again."""
        last = ""
        while True:
            with self._store.transaction() as connection:
                rows = connection.execute(_READY, (self._store.setting, last)).fetchall()
            if not rows:
                return
            for (last,) in rows:
                yield Admitted(self._store.article(last), last, State.OPEN)

    def waits(self, article: str) -> bool:
        """Whether an article waits and nothing can be done for it."""
        with self._store.transaction() as connection:
            query = (
                "SELECT 1 FROM batch_waiting AS w JOIN batch_requests AS r ON r.key = w.request "
                "WHERE w.article = ? AND w.setting = ? AND r.part IS NOT NULL"
            )
            return connection.execute(query, (article, self._store.setting)).fetchone() is not None
