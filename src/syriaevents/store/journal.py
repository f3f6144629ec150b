"""The journal of a run: what was met, answered, failed and spent, in one SQLite file.

::

    with open_store(Path("run.db")) as store:
        store.begin(setting)
        admitted = store.admit(article)              # OPEN: ask about admitted.article
        store.finish(admitted.hash, Written.of(extraction), Spent(usage, seconds))
        store.fail(admitted.hash, error, Spent(usage), dead=True)
        store.commit()                               # durable from here on, also after kill -9

What is written between two commits is lost together or kept together; an article that is lost is met
again by the next run. Methods may be called from any thread; ``with store.transaction():`` keeps several calls, with
their commit, together. Each raises StoreUnusable where the disk or
the file fails; what was committed before stands.
"""

import contextlib
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

from syriaevents import __version__
from syriaevents.copies import words_of
from syriaevents.errors import StoreUnusable
from syriaevents.schema import Article
from syriaevents.schema.written import Written
from syriaevents.store.answers import Noted, counted, forget, note, noted
from syriaevents.store.connections import told, writing
from syriaevents.store.counts import spend, totals_of
from syriaevents.store.entries import Admitted, Setting, Spent, State, Totals, cause_of, content_hash, now
from syriaevents.store.near import marks_of, original_of, remember

_FIELDS = "id, title, source, url, published, language, text"


@contextlib.contextmanager
def open_store(path: Path) -> Iterator["Store"]:
    """The store for its one writer; made where there is none. What is not committed when the block ends is dropped."""
    with writing(path) as connection:
        store = Store(path, connection)
        try:
            yield store
        finally:
            store.close()


class Store:
    """A run's journal, for its one writer. ``connection`` and ``transaction`` are for tables that others add."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection
        self.setting = ""
        """Id of the setting under way."""
        self.run = 0
        """Number of the run under way; they count from 1 in a store."""
        self._lock = threading.RLock()
        self._closed = False

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """The connection for a block of statements that no other thread's statements come between.

        Blocks may stand in one another. Where one fails, all that was not committed is dropped.
        """
        with self._lock, told(self.path):
            if self._closed:
                raise StoreUnusable(f"{self.path} is closed.")
            try:
                yield self.connection
            except BaseException:
                self.connection.rollback()
                raise

    def close(self) -> None:
        """Let nobody begin another transaction, also no thread that is still at work."""
        with self._lock:
            self._closed = True

    def begin(self, setting: Setting) -> int:
        """Begin a run under a setting and commit; the run's number."""
        with self.transaction() as connection:
            number = connection.execute(
                "INSERT INTO runs (setting, started) VALUES (?, ?)", (setting.id, now())
            ).lastrowid
            connection.execute(
                "INSERT INTO settings VALUES (?, ?, ?, ?, ?, ?) "
                "ON CONFLICT (id) DO UPDATE SET last_run = excluded.last_run",
                (
                    setting.id, setting.model, setting.prompt_version, setting.schema_version, setting.options_json,
                    number,
                ),
            )  # fmt: skip
            connection.executemany(
                "INSERT OR IGNORE INTO meta VALUES (?, ?)", [("created", now()), ("created_by", __version__)]
            )
            connection.commit()
        assert number is not None
        self.setting, self.run = setting.id, number
        return number

    def end(self, outcome: str) -> None:
        """Note how the run ended, and commit."""
        with self.transaction() as connection:
            connection.execute("UPDATE runs SET ended = ?, outcome = ? WHERE number = ?", (now(), outcome, self.run))
            connection.commit()

    def admit(self, article: Article, *, near: bool = True) -> Admitted:
        """Take an article in, or recognise it: by its text or, with ``near``, as a near copy of another one.

        Its source is noted in any case. For a copy, the article that its records come from is handed back.
        """
        digest = content_hash(article.text)
        with self.transaction() as connection:
            row = connection.execute("SELECT copy_of FROM articles WHERE hash = ?", (digest,)).fetchone()
            of = self._enter(article, digest, near=near) if row is None else row[0]
            asked = of if of and near else digest
            connection.execute(
                "INSERT OR IGNORE INTO sources VALUES (?, ?, ?, ?, ?, ?, ?)",
                (asked, digest, article.id, article.title, article.source, article.url, _day(article)),
            )
            is_copy = row is not None or asked != digest
            if is_copy:
                return self._again(asked, self.state(asked), is_copy=True)
            return Admitted(article, asked, self.state(asked))

    def article(self, digest: str) -> Article:
        """The article with this hash, as it was first met."""
        with self.transaction() as connection:
            row = connection.execute(f"SELECT {_FIELDS} FROM articles WHERE hash = ?", (digest,)).fetchone()  # noqa: S608  (own names)
        return Article(**dict(zip(_FIELDS.split(", "), row, strict=True)))

    def state(self, digest: str) -> State:
        """Where an article stands under the setting."""
        where = (digest, self.setting)
        with self.transaction() as connection:
            if connection.execute("SELECT 1 FROM results WHERE article = ? AND setting = ?", where).fetchone():
                return State.DONE
            failed = connection.execute("SELECT dead FROM failures WHERE article = ? AND setting = ?", where).fetchone()
        return State.DEAD if failed and failed[0] else State.OPEN

    def finish(self, digest: str, result: Written, spent: Spent) -> None:
        """Keep an article's result; a failure noted before is settled."""
        key = (digest, self.setting)
        with self.transaction() as connection:
            failed = connection.execute(
                "DELETE FROM failures WHERE article = ? AND setting = ? RETURNING attempts", key
            ).fetchone()
            connection.execute(
                "INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *key, result.text, result.actors, result.statements, result.military_movements,
                    result.diplomatic_initiatives, len(result.rejected), (failed[0] if failed else 0) + 1, now(),
                ),
            )  # fmt: skip
            connection.execute("DELETE FROM rejected WHERE article = ? AND setting = ?", key)
            connection.executemany(
                "INSERT INTO rejected VALUES (?, ?, ?, ?, ?, ?)",
                [(*key, number, *rejected) for number, rejected in enumerate(result.rejected, 1)],
            )
            forget(connection, *key)
            spend(connection, self.run, digest, self.setting, spent)

    def note(self, digest: str, question: str, answer: Noted) -> None:
        """Keep one answer about an article that needs several; the question is a digest."""
        with self.transaction() as connection:
            note(connection, digest, self.setting, question, answer)

    def fail(self, digest: str, error: Exception, spent: Spent, *, dead: bool) -> int:
        """Note that an article was not answered; ``dead``: it is asked again only on demand. Hands back how often."""
        moment = now()
        with self.transaction() as connection:
            (attempts,) = connection.execute(
                "INSERT INTO failures VALUES (?, ?, ?, ?, 1, ?, ?, ?) ON CONFLICT (article, setting) DO UPDATE SET "
                "cause = excluded.cause, message = excluded.message, attempts = attempts + 1, dead = excluded.dead, "
                "last_failed = excluded.last_failed RETURNING attempts",
                (digest, self.setting, cause_of(error), str(error), int(dead), moment, moment),
            ).fetchone()
            counted(connection, digest, self.setting)
            spend(connection, self.run, digest, self.setting, spent)
        return int(attempts)

    def failed(self, *, dead: bool) -> Iterator[Admitted]:
        """The articles that failed under the setting, dead letters or those to be asked again, one at a time.

        An article that fails meanwhile is not met a second time.
        """
        with self.transaction() as connection:
            query = "SELECT article FROM failures WHERE setting = ? AND dead = ?"
            digests = [digest for (digest,) in connection.execute(query, (self.setting, int(dead)))]
        state = State.DEAD if dead else State.OPEN
        return (self._again(digest, state) for digest in digests)

    def bury(self, digests: Iterable[str]) -> None:
        """Make dead letters of failed articles: they are asked again only on demand."""
        with self.transaction() as connection:
            connection.executemany(
                "UPDATE failures SET dead = 1 WHERE article = ? AND setting = ?",
                [(digest, self.setting) for digest in digests],
            )

    def totals(self) -> Totals:
        """Counts and costs for the setting, over all its runs."""
        with self.transaction() as connection:
            return totals_of(connection, self.setting)

    def commit(self) -> None:
        """Make what was written durable."""
        with self.transaction() as connection:
            connection.commit()

    def _again(self, digest: str, state: State, *, is_copy: bool = False) -> Admitted:
        """An article that was met before, with what was answered about it."""
        with self.transaction() as connection:
            answers = noted(connection, digest, self.setting) if state is not State.DONE else {}
        return Admitted(self.article(digest), digest, state, is_copy, answers)

    def _enter(self, article: Article, digest: str, *, near: bool) -> str | None:
        """A text that was not met before; the hash of the one it is a near copy of."""
        words = words_of(article.text)
        marks = marks_of(words)
        of = original_of(self.connection, words, marks) if near else None
        fields = (article.id, article.title, article.source, article.url, _day(article), article.language, article.text)
        entered = self.connection.execute(
            f"INSERT INTO articles (hash, copy_of, {_FIELDS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608  (own names)
            (digest, of, *fields),
        )
        if of is None:
            remember(self.connection, entered.lastrowid, marks)
        return of


def _day(article: Article) -> str | None:
    return article.published.isoformat() if article.published else None
