"""Events in a run's store: what linking made of the results of one setting."""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from syriaevents.errors import StoreUnusable
from syriaevents.schema import Event
from syriaevents.store.connections import reading, told, writing

_LAST = "SELECT id FROM settings ORDER BY last_run DESC LIMIT 1"


def keep_events(path: Path, events: Iterable[Event]) -> None:
    """Keep the events of the setting that was run last, in place of those that were there; all of them or none.

    Raises StoreUnusable where the store cannot be written, as while a run goes on.
    """
    with writing(path) as connection, told(path):
        setting = connection.execute(_LAST).fetchone()
        if setting is None:
            raise StoreUnusable(f"{path} holds no run yet; `syriaevents run` makes one.")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DELETE FROM event_members WHERE setting = ?", setting)
        connection.execute("DELETE FROM events WHERE setting = ?", setting)
        for number, event in enumerate(events, 1):
            _keep(connection, setting[0], number, event)
        connection.commit()


def _keep(connection: sqlite3.Connection, setting: str, number: int, event: Event) -> None:
    days = (day and day.isoformat() for day in (event.start, event.end))
    connection.execute(
        "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            setting, event.id, number, event.type, event.action, *days, event.sources, event.corroborated,
            event.contradicted, event.model_dump_json(),
        ),
    )  # fmt: skip
    connection.executemany(
        "INSERT INTO event_members VALUES (?, ?, ?, ?, ?, ?)",
        [
            (setting, event.id, member.article_id, member.record_id, member.copy_of, member.denies)
            for member in event.members
        ],
    )


def read_events(path: Path) -> Iterator[Event]:
    """The events that were kept for the setting that was run last, in order; none where nothing was linked."""
    with reading(path) as connection:
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'events'").fetchone() is None:
            return  # an older store, which only a writer brings up to date
        query = f"SELECT event FROM events WHERE setting = ({_LAST}) ORDER BY number"  # noqa: S608  (own words)
        for (event,) in connection.execute(query):
            yield Event.model_validate_json(event)
