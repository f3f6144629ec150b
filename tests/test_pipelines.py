"""Pipelines: what a run holds arrives in a real database, once, and follows it when it changes."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import dlt
import postgres
import psycopg2
import pytest
from psycopg2.sql import SQL, Identifier
from sample_results import FULL, hostile

from syriaevents.export.tables import TABLES
from syriaevents.pipelines import load
from syriaevents.schema import Article, Extraction, Usage
from syriaevents.schema.written import Written
from syriaevents.store.entries import Setting, Spent
from syriaevents.store.journal import Store, open_store

EXAMPLES = Path(__file__).parent.parent / "examples"
COUNT = SQL("SELECT count(*) FROM {}")
SPENT = Spent(Usage())
pytestmark = pytest.mark.skipif(postgres.programs() is None, reason="needs PostgreSQL's programs (Debian: postgresql)")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A real PostgreSQL."""
    with postgres.running() as address:
        yield address


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Dlt tells nobody, and keeps its own files in a folder of the test's."""
    monkeypatch.setenv("RUNTIME__DLTHUB_TELEMETRY", "false")
    monkeypatch.setenv("RUNTIME__LOG_LEVEL", "CRITICAL")
    monkeypatch.setenv("DLT_DATA_DIR", str(tmp_path / "dlt"))


@pytest.fixture
def pipeline(server: str, tmp_path: Path) -> Callable[..., dlt.Pipeline]:
    """A pipeline into a dataset of the test's own; ``folder`` is where it keeps what it knows."""

    def made(folder: str = "pipelines") -> dlt.Pipeline:
        destination = dlt.destinations.postgres(server)
        name = f"t{tmp_path.name.replace('-', '_')}"[:40]
        return dlt.pipeline(name, str(tmp_path / folder), destination=destination, dataset_name=name)

    return made


def named(number: int, result: Extraction = FULL) -> Extraction:
    """A result of another article with the same text."""
    return result.model_copy(update={"article": result.article.model_copy(update={"id": f"a{number}"})})


def without_statements(result: Extraction) -> Extraction:
    """The same article, read again: nobody says anything."""
    return result.model_copy(update={"statements": ()})


def written(path: Path, *results: Extraction) -> Path:
    """The results as a JSONL file."""
    path.write_text("".join(f"{result.model_dump_json()}\n" for result in results), "utf-8")
    return path


def rows_of(*results: Extraction) -> dict[str, int]:
    """How many rows each table has of these results."""
    return {table.name: sum(len(list(table.rows(result))) for result in results) for table in TABLES}


def held(pipeline: dlt.Pipeline, server: str) -> dict[str, int]:
    """How many rows PostgreSQL holds, asked of it directly."""
    with psycopg2.connect(server) as connection, connection.cursor() as cursor:
        counts = {}
        for table in TABLES:
            cursor.execute(COUNT.format(Identifier(pipeline.dataset_name, table.name)))
            counts[table.name] = cursor.fetchone()[0]
        return counts


def test_every_row_of_every_table_arrives(pipeline: Callable[..., dlt.Pipeline], server: str, tmp_path: Path) -> None:
    """The database holds as many rows as the results have, over several loads too."""
    results = [named(number) for number in range(5)]
    ours = pipeline()
    assert 5 == load(ours, written(tmp_path / "r.jsonl", *results), at_most=2)
    assert rows_of(*results) == held(ours, server)


def test_loading_twice_changes_nothing(pipeline: Callable[..., dlt.Pipeline], server: str, tmp_path: Path) -> None:
    """A second load has nothing to do, and one that has forgotten the first ends with the same rows."""
    path = written(tmp_path / "r.jsonl", named(1), named(2))
    load(pipeline(), path)
    before = held(pipeline(), server)
    assert 0 == load(pipeline(), path)
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")  # another file, as far as the first load knows
    assert 2 == load(pipeline("forgotten"), path)
    assert before == held(pipeline(), server)


def test_a_changed_article_changes_its_rows(pipeline: Callable[..., dlt.Pipeline], server: str, tmp_path: Path) -> None:
    """What an article no longer says is gone, the other articles stay."""
    load(pipeline(), written(tmp_path / "r.jsonl", named(1), named(2)))
    load(pipeline(), written(tmp_path / "r.jsonl", without_statements(named(1)), named(2)))
    assert rows_of(without_statements(named(1)), named(2)) == held(pipeline(), server)


def test_of_two_results_for_one_id_the_last_counts(
    pipeline: Callable[..., dlt.Pipeline], server: str, tmp_path: Path
) -> None:
    """An article that stands twice in a file is loaded twice, and the second time replaces the first."""
    path = written(tmp_path / "r.jsonl", named(1), named(2), without_statements(named(1)))
    assert 3 == load(pipeline(), path)
    assert rows_of(without_statements(named(1)), named(2)) == held(pipeline(), server)


def test_a_runs_store_is_followed(pipeline: Callable[..., dlt.Pipeline], server: str, tmp_path: Path) -> None:
    """Results that were finished since the last load are loaded, no others; another setting replaces them all."""
    path = tmp_path / "run.db"
    with open_store(path) as store:
        store.begin(Setting("stub", "1"))
        for number in (1, 2):
            finish(store, number)
        assert 2 == load(pipeline(), path)
        finish(store, 3)
        assert 1 == load(pipeline(), path)
        store.begin(Setting("stub", "2"))
        finish(store, 1)
        assert 1 == load(pipeline(), path)
    assert rows_of(*map(named, (1, 2, 3))) == held(pipeline(), server)


def finish(store: Store, number: int) -> None:
    """One more result in a store."""
    article = Article(id=f"a{number}", text=f"{FULL.article.text} {number}", language="en")
    admitted = store.admit(article, near=False)
    result = FULL.model_copy(update={"article": article})
    store.finish(admitted.hash, Written.of(result), SPENT)
    store.commit()


def test_hostile_text_arrives_as_text(pipeline: Callable[..., dlt.Pipeline], server: str, tmp_path: Path) -> None:
    """Markup, formulas, SQL and NULs are words like any others."""
    results = [result for result in hostile() if "\ud800" not in result.article.text]  # no file holds half characters
    assert len(results) == load(pipeline(), written(tmp_path / "r.jsonl", *results))
    assert rows_of(*results) == held(pipeline(), server)


def test_a_load_that_was_killed_is_completed(
    pipeline: Callable[..., dlt.Pipeline], server: str, tmp_path: Path
) -> None:
    """After SIGKILL in the middle of a load the next one brings what is missing, and nothing twice."""
    results = [named(number) for number in range(12)]
    path, ours = written(tmp_path / "r.jsonl", *results), pipeline()
    program = (
        "import sys, dlt; from pathlib import Path; from syriaevents.pipelines import load\n"
        "pipeline = dlt.pipeline(sys.argv[1], sys.argv[2], destination=dlt.destinations.postgres(sys.argv[3]),"
        " dataset_name=sys.argv[1])\n"
        "load(pipeline, Path(sys.argv[4]), at_most=1)"
    )
    arguments = (ours.pipeline_name, str(tmp_path / "pipelines"), server, str(path))
    with subprocess.Popen([sys.executable, "-c", program, *arguments]) as process:
        while process.poll() is None and articles_held(ours, server) < 3:
            time.sleep(0.01)
        process.kill()
    assert 3 <= articles_held(ours, server) < 12
    load(pipeline(), path)
    assert rows_of(*results) == held(ours, server)


def articles_held(pipeline: dlt.Pipeline, server: str) -> int:
    """How many articles PostgreSQL holds; none before their table is made."""
    with psycopg2.connect(server) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", (f"{pipeline.dataset_name}.articles",))
        if cursor.fetchone()[0] is None:
            return 0
        cursor.execute(COUNT.format(Identifier(pipeline.dataset_name, "articles")))
        return int(cursor.fetchone()[0])


def test_without_dlt_the_missing_extra_is_named(tmp_path: Path) -> None:
    """Whoever imports the pipelines without dlt is told what to install."""
    program = (
        "import importlib.util as util; found = util.find_spec\n"
        "util.find_spec = lambda name, *rest: None if name == 'dlt' else found(name, *rest)\n"
        "import syriaevents.pipelines"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.stderr.endswith("ImportError: Pipelines need the extra dlt: pip install 'syriaevents[dlt]'\n")


@pytest.mark.parametrize("where", ["postgres", "duckdb"])
def test_the_example_programs_load_twice_with_the_same_rows(where: str, server: str, tmp_path: Path) -> None:
    """The ETL examples say how many rows each table holds, and say the same when they are run again."""
    path = written(tmp_path / "r.jsonl", named(1), named(2))
    target = server if where == "postgres" else str(tmp_path / "records.duckdb")
    command = [sys.executable, str(EXAMPLES / f"etl_{where}.py"), str(path), target]
    first, second = (subprocess.run(command, check=True, capture_output=True, text=True).stdout for _ in range(2))
    assert f"articles: {rows_of(named(1), named(2))['articles']}" in first
    assert first.splitlines()[1:] == second.splitlines()[1:]
