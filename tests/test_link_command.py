"""``syriaevents link``: events out of a file or a run's store, and back out of the store."""

import json
import re
import sqlite3
from pathlib import Path

import pytest
from linked import exactly, moved, result, said

from syriaevents import cli
from syriaevents.errors import StoreUnusable
from syriaevents.schema import Event, Extraction
from syriaevents.schema.written import Written
from syriaevents.store.entries import Setting, Spent
from syriaevents.store.events import keep_events, read_events
from syriaevents.store.journal import open_store
from syriaevents.store.tables import MIGRATIONS

RESULTS = (
    result("a", moved("the brigade", killed=exactly(4)), said("Salim Qabbani", "Bread will run out.")),
    result("b", moved("the brigade", killed=exactly(9)), source="Post \x1b[31m", text="b in other words"),
)


@pytest.fixture
def jsonl(tmp_path: Path) -> Path:
    path = tmp_path / "results.jsonl"
    path.write_text("".join(f"{one.model_dump_json()}\n" for one in RESULTS), "utf-8")
    return path


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "run.db"
    run(path, "1", *RESULTS)
    return path


def run(path: Path, prompt_version: str, *results: Extraction) -> None:
    """A run that ended well."""
    with open_store(path) as journal:
        journal.begin(Setting("fake", prompt_version))
        for one in results:
            journal.finish(journal.admit(one.article, near=False).hash, Written.of(one), Spent())
        journal.commit()


def test_events_are_shown_with_what_is_disputed(jsonl: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On standard output those of several records; the count of all on standard error; nothing drives the terminal."""
    assert 0 == cli.main(["link", str(jsonl)])
    shown = capsys.readouterr()

    assert shown.out.startswith("shelling · the brigade · Ariha · 2025-03-06\n")
    assert "2 independent sources, corroborated by 1, contradicted by 1" in shown.out
    assert "killed: 4 (Outlet aaa) / 9 (Post ␛[31m)" in shown.out
    assert "Qabbani" not in shown.out
    assert "3 records, 2 events: 1 of several records, 1 disputed\n" == shown.err


def test_json_lines_hold_every_event(jsonl: Path, tmp_path: Path) -> None:
    """Written into a file; each line is an Event."""
    out = tmp_path / "events.jsonl"
    assert 0 == cli.main(["link", str(jsonl), "--out", str(out)])
    events = [Event.model_validate_json(line) for line in out.read_text("utf-8").splitlines()]

    assert [1, 2] == sorted(len(event.members) for event in events)


def test_a_runs_store_keeps_its_events(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In the order in which they are printed, with their members as rows; linking again puts nothing there twice."""
    for _ in range(2):
        assert 0 == cli.main(["link", str(store), "--format", "jsonl"])
    lines = capsys.readouterr().out.splitlines()
    kept = list(read_events(store))

    assert [Event.model_validate_json(line) for line in lines[: len(kept)]] == kept
    with sqlite3.connect(store) as connection:
        rows = connection.execute(
            "SELECT events.action, article_id, denies FROM event_members JOIN events ON events.id = event_members.event "
            "WHERE events.type = 'military_movement' ORDER BY article_id"
        ).fetchall()
    connection.close()
    assert [("shelling", "a", 0), ("shelling", "b", 0)] == rows


def test_events_belong_to_the_setting_they_were_made_of(store: Path) -> None:
    """Another prompt, another run: its events are not yet made, and those of the first stay where they are."""
    keep_events(store, (event := _event(),))
    run(store, "2", RESULTS[0])
    assert [] == list(read_events(store))

    run(store, "1")
    assert [event] == list(read_events(store))


def _event() -> Event:
    from syriaevents.link.linking import link

    return next(iter(link(RESULTS)))


def test_a_store_without_a_run_has_nothing_to_link(tmp_path: Path) -> None:
    """It says what makes a run."""
    path = tmp_path / "empty.db"
    with open_store(path):
        pass

    with pytest.raises(StoreUnusable, match="holds no run yet"):
        keep_events(path, ())
    assert [] == list(read_events(path))


def test_an_older_store_has_no_events_yet(store: Path) -> None:
    """A reader does not bring it up to date."""
    before = next(at for at, migration in enumerate(MIGRATIONS) if "CREATE TABLE events" in migration)
    later = re.findall(r"CREATE TABLE (\w+)", "".join(MIGRATIONS[before:]))
    with sqlite3.connect(store) as connection:
        connection.executescript("".join(f"DROP TABLE {name};" for name in later))
        connection.execute(f"PRAGMA user_version = {before}")
    connection.close()
    assert [] == list(read_events(store))

    assert 0 == cli.main(["link", str(store)])
    assert 2 == len(list(read_events(store)))


def test_results_that_cannot_be_read_cost_no_file(tmp_path: Path) -> None:
    """What stood at --out stays."""
    wrong, out = tmp_path / "wrong.jsonl", tmp_path / "events.jsonl"
    wrong.write_text("{}\n", "utf-8")
    out.write_text("before", "utf-8")

    assert 2 == cli.main(["link", str(wrong), "--out", str(out)])
    assert "before" == out.read_text("utf-8")


def test_no_results_make_no_events(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An empty file is a run of no article."""
    (tmp_path / "empty.jsonl").write_text("", "utf-8")

    assert 0 == cli.main(["link", str(tmp_path / "empty.jsonl"), "--format", "json"])
    assert "[]\n" == capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["link", "nowhere.jsonl"], "nowhere.jsonl cannot be read"),
        (["link", "{jsonl}", "--out", "{folder}"], "is a folder; name a file"),
        (["link", "{wrong}"], "this is no extraction"),
    ],
)
def test_wrong_use_is_told_in_one_line(
    jsonl: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    """A file that is not there, a folder for a file, lines of something else."""
    wrong = tmp_path / "wrong.jsonl"
    wrong.write_text(f"{json.dumps({'a': 1})}\n", "utf-8")
    given = [argument.format(jsonl=jsonl, folder=tmp_path, wrong=wrong) for argument in arguments]

    assert 2 == cli.main(given)
    shown = capsys.readouterr()
    assert "" == shown.out
    assert told in shown.err
    assert 1 == shown.err.count("\n")
