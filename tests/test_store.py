"""A run's store: what is kept, what is recognised, who may write, and how results are read back."""

import gzip
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from syriaevents.errors import ConfigError, Refused, ServerError, StoreUnusable
from syriaevents.schema import Article, Extraction, Meta, Rejected, Usage
from syriaevents.schema.written import Written
from syriaevents.store import connections
from syriaevents.store.connections import reading, version_of, writing
from syriaevents.store.entries import Setting, Spent, State, content_hash
from syriaevents.store.journal import Store, open_store
from syriaevents.store.results import read_results
from syriaevents.store.tables import MIGRATIONS

SETTING = Setting("stub", "1", {"window": 80})
SPENT = Spent(Usage(prompt_tokens=100, completion_tokens=7, requests=1), seconds=0.5, usd=0.25)
WORDS = (
    "Government troops pulled back from the outskirts of Saraqib on Thursday after a night of shelling that residents "
    "described as the heaviest in months, while the mayor said that no convoy had reached the town since Monday and "
    "that the bakery near the old market would have to close unless flour arrived before the weekend, which aid "
    "workers in the provincial capital called unlikely because the road was still under fire from the hills."
)


def article(number: int, text: str | None = None, **fields: str) -> Article:
    """An article of its own."""
    return Article(id=f"a{number}", text=text or f"Report {number}. The road was closed.", language="en", **fields)


def result(of: Article, *rejected: Rejected) -> Extraction:
    """A result without records."""
    return Extraction(article=of, rejected=rejected, meta=Meta(model="stub", prompt_version="1"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the store is."""
    return tmp_path / "run.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """A store with a run under way."""
    with open_store(path) as store:
        store.begin(SETTING)
        yield store


def finished(store: Store, *articles: Article) -> None:
    """Admit articles and keep a result for each."""
    for one in articles:
        store.finish(store.admit(one).hash, Written.of(result(one)), SPENT)
    store.commit()


# -- results and settings ----------------------------------------------------------------------------


def test_results_come_back_in_the_order_in_which_articles_were_met(store: Store, path: Path) -> None:
    """The order in which they were finished makes no difference."""
    met = [store.admit(article(number)) for number in range(5)]
    for one in reversed(met):
        store.finish(one.hash, Written.of(result(one.article)), SPENT)
    store.commit()

    assert [f"a{number}" for number in range(5)] == [one.article.id for one in read_results(path)]


def test_an_article_with_a_result_is_done_under_its_setting_alone(store: Store) -> None:
    """Another prompt, model, schema or option asks again; the same asks nothing."""
    finished(store, article(1))
    assert State.DONE is store.admit(article(1)).state

    others = [
        Setting("other", "1", {"window": 80}),
        Setting("stub", "2", {"window": 80}),
        Setting("stub", "1", {"window": 1}),
        Setting("stub", "1", {"window": 80}, schema_version="next"),
    ]
    for other in others:
        store.begin(other)
        assert State.OPEN is store.admit(article(1)).state

    store.begin(Setting("stub", "1", {"window": 80}))
    assert State.DONE is store.admit(article(1)).state


def test_results_of_two_settings_never_mix(store: Store, path: Path) -> None:
    """Those of the setting that was run last are read."""
    finished(store, article(1), article(2))
    store.begin(Setting("stub", "2"))
    finished(store, article(2))
    assert ["a2"] == [one.article.id for one in read_results(path)]

    store.begin(SETTING)
    assert ["a1", "a2"] == [one.article.id for one in read_results(path)]


def test_rejected_records_are_rows(store: Store) -> None:
    """Each with its reason, and once only when the article is answered again."""
    rejected = Rejected(type="statement", draft={"who": "Nobody"}, reason="no such name")
    digest = store.admit(article(1)).hash
    for _ in range(2):
        store.finish(digest, Written.of(result(article(1), rejected)), SPENT)

    rows = store.connection.execute("SELECT number, type, reason, draft FROM rejected").fetchall()
    assert [(1, "statement", "no such name", '{"who": "Nobody"}')] == rows


# -- failures ----------------------------------------------------------------------------------------


def test_a_dead_letter_keeps_its_cause_and_its_attempts(store: Store) -> None:
    """It stays until the article is answered."""
    digest = store.admit(article(1)).hash
    store.fail(digest, ServerError("down"), SPENT, dead=False)
    assert State.OPEN is store.state(digest)
    assert [digest] == [one.hash for one in store.failed(dead=False)]

    store.fail(digest, Refused("declined"), SPENT, dead=True)
    assert State.DEAD is store.state(digest)
    row = store.connection.execute("SELECT cause, message, attempts FROM failures").fetchone()
    assert ("Refused", "declined", 2) == row
    assert [article(1)] == [one.article for one in store.failed(dead=True)]

    store.finish(digest, Written.of(result(article(1))), SPENT)
    assert State.DONE is store.state(digest)
    assert 3 == store.connection.execute("SELECT attempts FROM results").fetchone()[0]
    assert 0 == store.totals().dead


def test_costs_of_failed_attempts_count(store: Store) -> None:
    """Tokens and dollars are added up over attempts and runs."""
    digest = store.admit(article(1)).hash
    store.fail(digest, ServerError("down"), SPENT, dead=False)
    store.begin(SETTING)
    store.finish(digest, Written.of(result(article(1))), SPENT)

    totals = store.totals()
    assert (1, 0, 0) == (totals.done, totals.dead, totals.failed_open)
    assert Usage(prompt_tokens=200, completion_tokens=14, requests=2) == totals.usage
    assert 0.5 == totals.usd


def test_an_unknown_price_makes_an_unknown_cost(store: Store) -> None:
    """A sum of what is known would be too low; an attempt without tokens costs nothing."""
    digest = store.admit(article(1)).hash
    store.fail(digest, ServerError("down"), Spent(), dead=False)
    store.fail(digest, ServerError("down"), SPENT, dead=False)
    assert 0.25 == store.totals().usd

    store.finish(digest, Written.of(result(article(1))), Spent(SPENT.usage))
    assert store.totals().usd is None


# -- copies ------------------------------------------------------------------------------------------


def test_equal_texts_are_one_article_with_all_its_sources(store: Store) -> None:
    """Whoever publishes it, it is asked about once; a source that was met before is no second one."""
    first = store.admit(article(1, WORDS, source="First Wire", url="https://one.example/1"))
    for _ in range(2):
        again = store.admit(article(2, WORDS, source="Second Daily", url="https://two.example/9"))

    assert (first.hash, True, "a1") == (again.hash, again.is_copy, again.article.id)
    rows = store.connection.execute("SELECT article, id, source FROM sources ORDER BY id").fetchall()
    assert [(first.hash, "a1", "First Wire"), (first.hash, "a2", "Second Daily")] == rows


@pytest.mark.parametrize(
    "copy",
    [
        f"By Our Staff, Beirut - {WORDS} Follow us for more.",
        WORDS.upper(),
        WORDS.replace("residents", "locals"),
        WORDS[:-50],
    ],
)
def test_a_near_copy_is_asked_once(store: Store, copy: str) -> None:
    """A byline, another case, a synonym and a cut end make no other article."""
    first = store.admit(article(1, WORDS))
    near = store.admit(article(2, copy, source="Second Daily"))

    assert (first.hash, "a1", True) == (near.hash, near.article.id, near.is_copy)
    assert (first.hash, "a2") == store.connection.execute(
        "SELECT article, id FROM sources WHERE hash != article"
    ).fetchone()
    assert near.hash == store.admit(article(2, copy)).hash


@pytest.mark.parametrize(
    "other",
    [
        WORDS.replace("no convoy", "a convoy"),
        WORDS.replace("a night", "9 nights"),
        WORDS.replace("a night", "nine nights"),
        WORDS.replace(" ", " qx ", 30),
        WORDS.replace("Thursday", "Thursday morning").replace("heaviest", "worst").replace("mayor", "mayor there"),
        " ".join(reversed(WORDS.split())),
    ],
)
def test_another_figure_or_a_lost_negation_is_another_article(store: Store, other: str) -> None:
    """A report that says something else is asked about, however alike it is."""
    store.admit(article(1, WORDS))
    assert not store.admit(article(2, other)).is_copy


def test_numbered_texts_are_no_copies_of_each_other(store: Store) -> None:
    """Where both end with a figure and the figures differ, both are asked about."""
    admitted = [store.admit(article(number, f"{WORDS} Report {number}.")) for number in range(3)]
    assert [False] * 3 == [one.is_copy for one in admitted]


def test_short_texts_are_copies_only_when_they_are_equal(store: Store) -> None:
    """Forty words are too few to tell."""
    store.admit(article(1, "Troops entered Saraqib."))
    assert not store.admit(article(2, "Troops entered Saraqib!")).is_copy


def test_near_copies_are_asked_on_demand(store: Store) -> None:
    """Without ``near`` each text is an article, also one that was taken for a copy before."""
    near = f"{WORDS} Follow us for more."
    store.admit(article(1, WORDS))
    store.admit(article(2, near))

    asked = store.admit(article(2, near), near=False)
    assert (content_hash(near), "a2") == (asked.hash, asked.article.id)


# -- one writer, many readers ------------------------------------------------------------------------


def test_a_second_writer_is_told_so(store: Store, path: Path) -> None:
    """At once, and without harm to the first."""
    with pytest.raises(StoreUnusable, match="being written by another process"), open_store(path):
        pass
    finished(store, article(1))


def test_readers_see_what_is_committed_while_the_writer_goes_on(store: Store, path: Path) -> None:
    """A reader is not held up, and holds nobody up."""
    finished(store, article(1))
    results = read_results(path)
    next(results)
    finished(store, article(2))
    store.admit(article(3))

    assert [] == list(results)  # it sees the store as it was
    assert 2 == len(list(read_results(path)))
    with sqlite3.connect(path) as plain:
        assert 2 == plain.execute("SELECT count(*) FROM results").fetchone()[0]


def test_threads_take_turns(store: Store) -> None:
    """Articles may be admitted by one thread while results are kept by another."""
    met = [store.admit(article(number)) for number in range(50)]

    def keep() -> None:
        for one in met:
            store.finish(one.hash, Written.of(result(one.article)), SPENT)
            store.commit()

    thread = threading.Thread(target=keep)
    thread.start()
    for number in range(50, 100):
        store.admit(article(number))
    thread.join()
    assert 50 == store.totals().done


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path[:0] = {paths!r}
from test_store import *
with open_store(Path(sys.argv[1])) as store:
    store.begin(SETTING)
    finished(store, article(1))
    store.finish(store.admit(article(2)).hash, Written.of(result(article(2))), SPENT)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX signals")
def test_what_was_committed_survives_a_kill(path: Path) -> None:
    """What was not is gone as a whole, and the store can be written again at once."""
    killed = subprocess.run([sys.executable, "-c", KILLED.format(paths=sys.path), str(path)], check=False)
    assert -signal.SIGKILL == killed.returncode

    with open_store(path) as store:
        store.begin(SETTING)
        assert [State.DONE, State.OPEN] == [store.admit(article(number)).state for number in (1, 2)]
        assert "ok" == store.connection.execute("PRAGMA integrity_check").fetchone()[0]


def test_a_full_disk_is_told(store: Store) -> None:
    """What was committed before stands."""
    finished(store, article(1))
    store.connection.execute("PRAGMA max_page_count = 1")
    with pytest.raises(StoreUnusable, match="disk is full"):
        finished(store, *(article(number, f"{number} {WORDS * 200}") for number in range(2, 5)))
    store.connection.rollback()
    assert 1 == store.totals().done


# -- files that are none, or old ---------------------------------------------------------------------


def test_an_older_store_is_brought_up_to_date(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its contents stay, and new tables are there."""
    with open_store(path) as store:
        store.begin(SETTING)
        finished(store, article(1))
    newer = (*MIGRATIONS, "CREATE TABLE more (name TEXT); INSERT INTO more SELECT hash FROM articles;")
    monkeypatch.setattr(connections, "MIGRATIONS", newer)

    with writing(path) as connection:
        assert len(newer) == version_of(connection)
        assert [(content_hash(article(1).text),)] == connection.execute("SELECT name FROM more").fetchall()


def test_a_migration_that_fails_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The store stays at its version."""
    with open_store(path):
        pass
    with monkeypatch.context() as patch:
        patch.setattr(connections, "MIGRATIONS", (*MIGRATIONS, "CREATE TABLE more (name TEXT); SELECT nonsense;"))
        with pytest.raises(StoreUnusable, match="cannot be used"), open_store(path):
            pass
    with reading(path) as connection:
        assert len(MIGRATIONS) == version_of(connection)
        assert [] == connection.execute("SELECT name FROM sqlite_master WHERE name = 'more'").fetchall()


def test_a_store_of_the_future_is_refused(path: Path) -> None:
    """By writers and readers, who are told to update."""
    with open_store(path) as store:
        store.connection.execute("PRAGMA user_version = 999")
    with pytest.raises(StoreUnusable, match="newer version"), open_store(path):
        pass
    with pytest.raises(StoreUnusable, match="newer version"):
        list(read_results(path))


def test_other_files_are_no_stores(tmp_path: Path) -> None:
    """Another program's SQLite file is left alone; so is what is no database at all."""
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as plain:
        plain.execute("CREATE TABLE mine (name TEXT)")
    text = tmp_path / "text.db"
    text.write_text("no database, but long enough to be taken for one by its name alone\n" * 20, "utf-8")

    for path in (other, text):
        with pytest.raises(StoreUnusable, match="is no run's store"), open_store(path):
            pass
    with pytest.raises(StoreUnusable, match="is no run's store"):
        list(read_results(other))
    with pytest.raises(StoreUnusable, match="does not exist"), reading(tmp_path / "none.db"):
        pass


def test_a_folder_that_is_missing_is_told(tmp_path: Path) -> None:
    """It is not made: its name may be a mistake."""
    with (
        pytest.raises(StoreUnusable, match="none does not exist; make it first"),
        open_store(tmp_path / "none" / "run.db"),
    ):
        pass


def test_a_lock_that_cannot_be_made_is_told(path: Path) -> None:
    """As where a folder is in its place."""
    Path(f"{path}.lock").mkdir()
    with pytest.raises(StoreUnusable, match="cannot be written"), open_store(path):
        pass


def test_a_closed_store_takes_nothing_more(path: Path) -> None:
    """A thread that is still at work when a run ends gets an error, and the file stays whole."""
    with open_store(path) as store:
        store.begin(SETTING)
    with pytest.raises(StoreUnusable, match="is closed"):
        store.admit(article(1))


def test_a_folder_in_the_place_of_the_store_is_told(tmp_path: Path) -> None:
    """SQLite cannot open a folder."""
    with pytest.raises(StoreUnusable, match="cannot be opened"), open_store(tmp_path):
        pass


def test_duckdb_takes_the_rows(store: Store, path: Path) -> None:
    """They are plain columns, and an extraction is JSON to it."""
    finished(store, article(1), article(2))
    with sqlite3.connect(path) as plain:
        rows = plain.execute("SELECT article, statements, extraction FROM results").fetchall()
    table = duckdb.connect()
    table.execute("CREATE TABLE results (article VARCHAR, statements INTEGER, extraction JSON)")
    table.executemany("INSERT INTO results VALUES (?, ?, ?)", rows)

    told = table.execute("SELECT extraction->>'$.article.id' FROM results ORDER BY 1").fetchall()
    assert [("a1",), ("a2",)] == told


# -- JSON Lines --------------------------------------------------------------------------------------

LINES = "".join(f"{result(article(number)).model_dump_json()}\n" for number in (1, 2))


@pytest.mark.parametrize("name", ["results.jsonl", "results.db"])
def test_a_jsonl_file_is_read_like_a_store(tmp_path: Path, name: str) -> None:
    """Its content tells what it is, not its name; empty lines are passed over."""
    (tmp_path / name).write_text(f"\n{LINES}\n", "utf-8")
    assert ["a1", "a2"] == [one.article.id for one in read_results(tmp_path / name)]


def test_a_gzipped_jsonl_file_is_read(tmp_path: Path) -> None:
    """Also one that was cut off: its results come first, then the error."""
    whole = gzip.compress(LINES.encode())
    (tmp_path / "results.jsonl.gz").write_bytes(whole)
    assert ["a1", "a2"] == [one.article.id for one in read_results(tmp_path / "results.jsonl.gz")]

    (tmp_path / "cut.gz").write_bytes(whole[:-8])
    with pytest.raises(ConfigError, match="cut off or damaged"):
        list(read_results(tmp_path / "cut.gz"))


def test_a_half_written_last_line_is_told_after_the_others(tmp_path: Path) -> None:
    """With its number and what to do."""
    (tmp_path / "cut.jsonl").write_text(LINES[:-40], "utf-8")
    results = read_results(tmp_path / "cut.jsonl")

    assert "a1" == next(results).article.id
    with pytest.raises(ConfigError, match=r"cut\.jsonl, line 2: the last line was only half written"):
        next(results)


def test_a_line_that_is_no_extraction_is_told(tmp_path: Path) -> None:
    """With its number; so is a file that is not there."""
    (tmp_path / "other.jsonl").write_text(f"{LINES}{json.dumps({'text': 'an article'})}\n", "utf-8")
    with pytest.raises(ConfigError, match="line 3: this is no extraction"):
        list(read_results(tmp_path / "other.jsonl"))
    with pytest.raises(ConfigError, match="cannot be read: No such file"):
        list(read_results(tmp_path / "none.jsonl"))
