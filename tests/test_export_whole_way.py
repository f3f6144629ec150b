"""A hostile article the whole way: extracted, kept in a run's store, written by the command, read back by others."""

import csv
import re
from pathlib import Path
from typing import Any

import duckdb
import geopandas
import networkx as nx
import pytest
from sample_results import NASTY
from stub_model import strong

from syriaevents import Article, Extractor, Results
from syriaevents.cli import main
from syriaevents.export import Format
from syriaevents.export.shapes import storable
from syriaevents.schema import Extraction, Usage
from syriaevents.schema.written import Written
from syriaevents.store.entries import Setting, Spent
from syriaevents.store.journal import open_store

WORDS = [nasty for nasty in NASTY if "\ud800" not in nasty]  # no file and no store holds half a character
TEXT = "\n\n".join(f"{nasty} is what the mayor of Hama told Norland as rebels shelled Idlib." for nasty in WORDS)


def _answer(messages: list[dict[str, str]]) -> dict[str, Any]:
    """Every sentence that names the mayor is a statement, a shelling and a meeting."""
    numbers = [int(number) for number in re.findall(r"^\[(\d+)\].*mayor", messages[-1]["content"], flags=re.MULTILINE)]
    return {
        "statements": [{"sentence": one, "who": "mayor of Hama", "to": "Norland", "act": "comment"} for one in numbers],
        "movements": [
            {"sentence": one, "who": "rebels", "action": "shelling", "where": "Idlib", "target": "Norland"}
            for one in numbers
        ],
    }


@pytest.fixture(scope="module")
def result() -> Extraction:
    """What is found in the article."""
    article = Article(id="=1+1", title=WORDS[0], source=WORDS[8], url=WORDS[9], published="2024-12-02", text=TEXT)
    return Extractor(strong(_answer)).extract(article)


@pytest.fixture(scope="module")
def run(result: Extraction, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run's store that holds it."""
    path = tmp_path_factory.mktemp("run") / "run.db"
    with open_store(path) as store:
        store.begin(Setting("stub", "1", {}))
        store.finish(
            store.admit(result.article).hash, Written.of(result), Spent(Usage(requests=1), seconds=0.1, usd=None)
        )
        store.commit()
    return path


def exported(run: Path, form: Format, out: Path) -> Path:
    """What the command wrote."""
    assert 0 == main(["export", str(run), "--to", form.value, "--out", str(out)])
    return out


def test_the_article_gives_records(result: Extraction) -> None:
    """Otherwise the tests below would show nothing."""
    assert len(WORDS) <= len(result.statements)
    assert len(WORDS) <= len(result.military_movements)


def test_json_lines(result: Extraction, run: Path, tmp_path: Path) -> None:
    """The same value, to the last character."""
    assert [result] == list(Results(exported(run, Format.JSONL, tmp_path / "x")))


def test_csv(result: Extraction, run: Path, tmp_path: Path) -> None:
    """Each sentence as it stands, one apostrophe taken off; no cell a formula."""
    with (exported(run, Format.CSV, tmp_path / "x") / "evidence.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    told = [storable(span.text) for one in (*result.statements, *result.military_movements) for span in one.evidence]

    assert told == [row["text"].removeprefix("'") for row in rows]
    assert {"'=1+1"} == {row["article_id"] for row in rows}
    assert not [row for row in rows if row["text"].startswith(("=", "+", "-", "@", "\t"))]


@pytest.mark.parametrize("form", [Format.PARQUET, Format.DUCKDB])
def test_databases(result: Extraction, run: Path, tmp_path: Path, form: Format) -> None:
    """The article's text is the article's text, and evidence stands in it where it says."""
    out = exported(run, form, tmp_path / "x")
    with duckdb.connect(out if form is Format.DUCKDB else ":memory:") as database:
        if form is Format.PARQUET:
            database.execute(f"CREATE VIEW articles AS FROM '{out}/articles.parquet'")
            database.execute(f"CREATE VIEW movements AS FROM '{out}/military_movements.parquet'")
            database.execute(
                "CREATE VIEW spans AS SELECT article_id, unnest(evidence, recursive := true) FROM movements"
            )
        else:
            database.execute(
                'CREATE VIEW spans AS SELECT article_id, start_offset AS "start", end_offset AS "end", text '
                "FROM evidence WHERE record_type = 'military_movement'"
            )
        texts = database.execute("SELECT text FROM articles").fetchall()
        exact = database.execute(
            'SELECT substr(a.text, e.start + 1, e."end" - e.start) = e.text, count(*) '
            "FROM spans e JOIN articles a USING (article_id) GROUP BY 1"
        ).fetchall()

    assert [(storable(TEXT),)] == texts
    assert [(True, len(result.military_movements))] == exact


def test_maps_and_graphs(result: Extraction, run: Path, tmp_path: Path) -> None:
    """A point for each shelling, an edge for each record with two sides."""
    frame = geopandas.read_file(exported(run, Format.GEOJSON, tmp_path / "x.geojson"))
    graph = nx.read_graphml(exported(run, Format.GRAPHML, tmp_path / "x.graphml"), force_multigraph=True)
    two_sided = sum(one.target is not None for one in result.military_movements)
    two_sided += sum(one.addressee is not None for one in result.statements)

    assert sum(bool(one.place and one.place.lat) for one in result.military_movements) == len(frame)
    assert {WORDS[0]} == set(frame["title"])
    assert two_sided == graph.number_of_edges()


@pytest.mark.parametrize("form", [Format.ACLED, Format.PLOVER, Format.UCDP])
def test_code_books(result: Extraction, run: Path, tmp_path: Path, form: Format) -> None:
    """A row an event, its words beside it."""
    with exported(run, form, tmp_path / "x.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    moved = 0 if form is Format.UCDP else len(result.military_movements)  # nobody was killed

    assert moved == sum(row["syriaevents_record_type"] == "military_movement" for row in rows)
    assert not [row for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t"))]
