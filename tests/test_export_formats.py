"""Every format, read back by a library that did not write it: same counts, same words, same bytes each time."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import geopandas
import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from recorded import result_of
from sample_results import FULL, NASTY, hostile, many

from syriaevents.export import Format, write
from syriaevents.export.delimited import DANGEROUS, harmless
from syriaevents.export.event_tables import EVENT_TABLES
from syriaevents.export.graph import graph_of, xml_text
from syriaevents.export.nested import NESTS, parquet_schema
from syriaevents.export.shapes import storable
from syriaevents.export.tables import TABLES
from syriaevents.link.linking import link
from syriaevents.schema import Extraction, text_digest
from syriaevents.store.results import read_results

NASTIES = tuple(hostile())
STORABLE = [storable(nasty) for nasty in NASTY]
Rows = Callable[..., list[tuple[object, ...]]]


@pytest.fixture(scope="module")
def results() -> tuple[Extraction, ...]:
    """What the real engine answered about an Arabic article, every field filled, and hostile texts."""
    return (result_of("ar_ariha_truce"), FULL, *NASTIES)


def counted(results: tuple[Extraction, ...]) -> dict[str, int]:
    """How many things of each sort there are, counted on the results themselves."""
    names = ("actors", "statements", "military_movements", "diplomatic_initiatives", "rejected")
    return {"articles": len(results), **{name: sum(len(getattr(one, name)) for one in results) for name in names}}


def asked(query: str, *files: Path) -> list[tuple[object, ...]]:
    """What DuckDB answers."""
    return duckdb.sql(query, params=[str(file) for file in files] or None).fetchall()


def cells(file: Path) -> list[dict[str, str]]:
    """A CSV file's rows, as Python's own reader sees them."""
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_json_lines_are_read_as_results_again(tmp_path: Path, results: tuple[Extraction, ...]) -> None:
    """The same values, halves of surrogate pairs aside, which no UTF-8 file can hold."""
    out = tmp_path / "x.jsonl"
    written = write(results, "jsonl", out)
    again = tuple(read_results(out))

    assert {"articles": len(results)} == written.counts
    assert counted(results) == counted(again)
    plain = [result for result in results if "\ud800" not in result.article.text]
    assert plain == [result for result in again if "�" not in result.article.text]


def test_csv_is_read_by_duckdb_with_the_same_counts(tmp_path: Path, results: tuple[Extraction, ...]) -> None:
    """A file a table, joined by their ids."""
    written = write(results, Format.CSV, tmp_path / "x")
    read = {
        table.name: asked("SELECT count(*) FROM read_csv($1, header=true)", tmp_path / "x" / f"{table.name}.csv")
        for table in TABLES
    }
    joined = asked(
        "SELECT count(*) FROM read_csv($1, all_varchar=true) e JOIN read_csv($2, all_varchar=true) m "
        "ON m.article_id = e.article_id AND m.id = e.record_id",
        tmp_path / "x" / "evidence.csv",
        tmp_path / "x" / "military_movements.csv",
    )

    assert written.counts == {name: rows[0][0] for name, rows in read.items()}
    assert counted(results).items() <= written.counts.items()
    assert [(sum(len(one.evidence) for result in results for one in result.military_movements),)] == joined


def test_no_cell_of_a_csv_file_is_a_formula(tmp_path: Path) -> None:
    """An apostrophe stands before it, and without the apostrophe it is what it was; numbers stay numbers."""
    write((FULL, *NASTIES), "csv", tmp_path / "x")
    statements = cells(tmp_path / "x" / "statements.csv")[1:]
    for file in (tmp_path / "x").glob("*.csv"):
        for row in cells(file):
            assert not [cell for cell in row.values() if cell.startswith(DANGEROUS) and not cell.startswith("'")]

    assert STORABLE == [row["about"].removeprefix("'") for row in statements]
    assert [text.startswith(DANGEROUS) for text in STORABLE] == [row["about"].startswith("'") for row in statements]
    (movement, *_) = cells(tmp_path / "x" / "military_movements.csv")
    assert ("35.0", "40", "", "false", '["tanks", "guns"]', "2024-12-02") == tuple(
        movement[name]
        for name in ("origin_lat", "force_size_low", "force_size_best", "place_near", "weapons", "date_start")
    )


@given(st.text(st.characters()))
def test_any_text_comes_back_from_csv(text: str) -> None:
    """Written, read by Python's own reader, one apostrophe taken off: the text, and no formula on the way."""
    sheet = io.StringIO(newline="")
    csv.writer(sheet).writerow((*harmless((text, 1)),))
    ((cell, number),) = csv.reader(io.StringIO(sheet.getvalue(), newline=""))

    assert (text, "1") == (cell.removeprefix("'"), number)
    assert not cell.startswith(DANGEROUS) or cell.startswith("'")


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_comes_back_from_xml(text: str) -> None:
    """What is put into GraphML is what is read, line ends aside, which XML makes one."""
    element = etree.Element("data")
    element.text = xml_text(text)
    read = etree.fromstring(etree.tostring(element)).text or ""

    assert len(text) == len(xml_text(text))
    assert xml_text(text).replace("\r\n", "\n").replace("\r", "\n") == read.replace("\r\n", "\n").replace("\r", "\n")


def test_parquet_is_read_by_duckdb_with_the_same_counts(tmp_path: Path, results: tuple[Extraction, ...]) -> None:
    """A file a record type; what is nested in a record is nested in the file, and compressed with zstd."""
    out = tmp_path / "x"
    written = write(results, "parquet", out)
    read = {
        nest.name: asked("SELECT count(*) FROM read_parquet($1)", out / f"{nest.name}.parquet")[0][0] for nest in NESTS
    }
    spans = asked(
        "SELECT substr(a.text, e.start + 1, e.end - e.start) = e.text FROM "
        "(SELECT article_id, unnest(evidence) AS e FROM read_parquet($1)) JOIN read_parquet($2) a USING (article_id)",
        out / "statements.parquet",
        out / "articles.parquet",
    )
    movement = asked(
        "SELECT place.lat, origin.lon, casualties.killed.low, weapons, date.start, codes.cameo, evidence[1].start "
        "FROM read_parquet($1) WHERE article_id = 'a1'",
        out / "military_movements.parquet",
    )

    assert written.counts == read == counted(results)
    assert {(True,)} == set(spans)
    assert [(35.25, 36.0, 3, ["tanks", "guns"], FULL.military_movements[0].date.start, "19", 0)] == movement
    assert [("ZSTD",)] == asked("SELECT DISTINCT compression FROM parquet_metadata($1)", out / "statements.parquet")
    assert (
        STORABLE
        == [row[0] for row in asked("SELECT about FROM read_parquet($1)", out / "statements.parquet")][-len(NASTY) :]
    )


@pytest.mark.parametrize("name", [one.name for one in (*NESTS, *EVENT_TABLES)])
def test_the_stated_parquet_schema_is_the_files_own(tmp_path: Path, name: str) -> None:
    """schemas/parquet.txt says field by field what DuckDB finds in the files."""
    write([FULL], "parquet", tmp_path / "x", linked=link([FULL]))
    message = next(part for part in parquet_schema().split("message ")[1:] if part.startswith(f"{name} "))
    stated = [tuple(line.strip(" ;{").split()[:3]) for line in message.splitlines()[1:] if line.strip(" }")]
    found = asked(
        "SELECT repetition_type, type, name, converted_type FROM parquet_schema($1) OFFSET 1",
        tmp_path / "x" / f"{name}.parquet",
    )
    physical = {"BYTE_ARRAY": "binary", None: "group"}

    assert stated == [(often.lower(), physical.get(kind, str(kind).lower()), field) for often, kind, field, _ in found]
    assert message.count("(STRING)") == sum(converted == "UTF8" for *_, converted in found)
    assert message.count("(DATE)") == sum(converted == "DATE" for *_, converted in found)
    assert message.count("(LIST)") == sum(converted == "LIST" for *_, converted in found)


def test_row_groups_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many articles there are, what is held before it is written has a bound: by articles, texts and rows."""
    monkeypatch.setattr("syriaevents.export.batches.ARTICLES", 4)
    monkeypatch.setattr("syriaevents.export.batches.CHARACTERS", 3 * len(FULL.article.text))
    monkeypatch.setattr("syriaevents.export.parquet.ROWS", 5)
    write(many(10), "parquet", tmp_path / "x")

    groups = asked(
        "SELECT DISTINCT row_group_id, row_group_num_rows FROM parquet_metadata($1) ORDER BY 1",
        tmp_path / "x" / "articles.parquet",
    )
    assert [(0, 5), (1, 1), (2, 4)] == groups


def test_duckdb_holds_tables_views_and_their_meanings(tmp_path: Path, results: tuple[Extraction, ...]) -> None:
    """One file; a view names the actors and brings article and evidence along."""
    out = tmp_path / "x.duckdb"
    written = write(results, "duckdb", out)
    with duckdb.connect(out, read_only=True) as database:
        read = {table.name: len(database.table(table.name)) for table in TABLES}
        seen = [
            len(database.view(f"v_{name}")) for name in ("statements", "military_movements", "diplomatic_initiatives")
        ]
        movement = database.execute(
            "SELECT actor_name, target_name, attributed_to_name, title, evidence, weapons FROM v_military_movements WHERE article_id = 'a1'"
        ).fetchall()
        named = database.execute(
            "SELECT counterpart_name, mediator_name FROM v_diplomatic_initiatives WHERE article_id = 'a1'"
        ).fetchall()
        meanings = database.execute(
            "SELECT count(*) FROM duckdb_columns() c JOIN duckdb_tables() USING (table_name) WHERE c.comment IS NULL"
        ).fetchone()
        draft = database.execute("SELECT draft->>'$.speaker' FROM rejected WHERE article_id = 'a1'").fetchone()
        abouts = [row[0] for row in database.execute("SELECT about FROM statements").fetchall()]

    assert written.counts == read
    assert [read[name] for name in ("statements", "military_movements", "diplomatic_initiatives")] == seen
    assert [
        ("Norland Army", "people", "a monitor", "Guns", FULL.military_movements[0].evidence[0].text, ["tanks", "guns"])
    ] == movement
    assert [("Sudland", "the mayor")] == named
    assert ((0,), ("nobody",)) == (meanings, draft)
    assert STORABLE == abouts[-len(NASTY) :]


def test_geojson_is_read_by_geopandas_with_the_same_counts(tmp_path: Path, results: tuple[Extraction, ...]) -> None:
    """A point for every place with coordinates, a line where a movement's both ends have some, longitude first."""
    out = tmp_path / "x.geojson"
    written = write(results, "geojson", out)
    frame = geopandas.read_file(out)
    movements = [one for result in results for one in result.military_movements]
    placed = [one.place for result in results for one in (*result.military_movements, *result.diplomatic_initiatives)]
    placed += [place for one in movements for place in (one.origin, one.destination)]
    located = [
        one for one in movements if one.origin and one.destination and None not in {one.origin.lat, one.destination.lat}
    ]

    assert "EPSG:4326" == frame.crs
    assert {
        "points": sum(place is not None and place.lat is not None for place in placed),
        "lines": len(located),
    } == written.counts
    assert written.counts == {"points": sum(frame.geom_type == "Point"), "lines": sum(frame.geom_type == "LineString")}
    assert "LINESTRING (36 35, 36.75 35.25)" == frame[frame["id"] == "a1/m1/path"].geometry.iloc[0].wkt
    assert STORABLE == list(frame[frame["role"] == "path"]["title"])[-len(NASTY) :]


def test_a_feature_tells_who_did_what_and_which_words_say_so(tmp_path: Path) -> None:
    """Properties of a movement and of an initiative; what the record does not say is null."""
    write([FULL], "geojson", tmp_path / "x.geojson")
    told = {one["id"]: one["properties"] for one in json.loads((tmp_path / "x.geojson").read_text("utf-8"))["features"]}
    moved, met = told["a1/m1/place"], told["a1/d1/place"]

    assert ("advance", "Norland Army", "people", "claimed") == tuple(
        moved[name] for name in ("action", "actors", "targets", "state")
    )
    assert ("2024-12-02", 12345, "Idlib") == tuple(moved[name] for name in ("date_start", "geonames_id", "admin1"))
    assert ("invite", "Norland", "Sudland", "the mayor", None) == tuple(
        met[name] for name in ("action", "actors", "targets", "mediator", "date_start")
    )
    assert [FULL.article.text[one["start"] : one["end"]] for one in met["evidence"]] == [
        one["text"] for one in met["evidence"]
    ]


def test_graphml_is_read_by_networkx_with_the_same_counts(tmp_path: Path, results: tuple[Extraction, ...]) -> None:
    """Every actor is a node, every deed between two an edge."""
    written = write(results, "graphml", tmp_path / "x.graphml")
    graph = nx.read_graphml(tmp_path / "x.graphml", force_multigraph=True)

    assert written.counts == {"nodes": graph.number_of_nodes(), "edges": graph.number_of_edges()}
    assert sum(1 for _ in graph_of(results).edges) == graph.number_of_edges()
    assert {xml_text(actor.id) for result in results for actor in result.actors if actor.resolution} <= set(graph.nodes)
    assert all(data["relation"] and data["article_id"] for *_, data in graph.edges(data=True))
    words = {data["evidence"].replace("\r\n", "\n").replace("\r", "\n") for *_, data in graph.edges(data=True)}
    assert {xml_text(nasty).replace("\r\n", "\n").replace("\r", "\n") for nasty in NASTY} <= words


def test_edges_lead_from_who_acts_to_whom(tmp_path: Path) -> None:
    """Known actors are one node everywhere, others a node of their article; a mediator acts upon both sides."""
    write([FULL], "graphml", tmp_path / "x.graphml")
    graph = nx.read_graphml(tmp_path / "x.graphml", force_multigraph=True)

    assert {
        ("a1/the-mayor", "norland", "demand"),
        ("norland-army", "a1/people", "advance"),
        ("norland", "a1/“Sudland”", "invite"),
        ("a1/the-mayor", "norland", "mediate"),
        ("a1/the-mayor", "a1/“Sudland”", "mediate"),
    } == {(source, target, data["relation"]) for source, target, data in graph.edges(data=True)}
    assert "2024-12-02" == graph.edges["norland-army", "a1/people", "a1/m1/1"]["date_start"]
    assert {"name": "Norland", "kind": "state", "country": "SY", "known": True} == graph.nodes["norland"]


@pytest.mark.parametrize("nasty", NASTY, ids=repr)
def test_xml_holds_any_text(nasty: str) -> None:
    """Of the same length, and without what XML has no way to write."""
    assert len(nasty) == len(xml_text(nasty))
    assert not set(xml_text(nasty)) & {"\0", "\x1b", "\x07", "\ud800", "\ufffe", "\uffff"}


@pytest.mark.parametrize("form", [form for form in Format if form is not Format.DUCKDB])
def test_the_same_results_make_the_same_bytes(tmp_path: Path, form: Format) -> None:
    """Nothing of the day, the machine or the order of a set stands in a file. DuckDB's files have marks of their own."""
    for name in ("one", "two"):
        write(many(30), form, tmp_path / name)
    one, two = tmp_path / "one", tmp_path / "two"
    files = sorted(path.name for path in one.iterdir()) if one.is_dir() else [""]

    assert [(one / name).read_bytes() for name in files] == [(two / name).read_bytes() for name in files]


def test_an_article_is_written_once(tmp_path: Path) -> None:
    """Of several results of one article the first; the others are counted."""
    written = write([*many(3), *many(5)], "jsonl", tmp_path / "x.jsonl")

    assert (3, 0, {"articles": 5}) == (written.repeated, written.renamed, written.counts)
    assert 5 == len({result.article.id for result in read_results(tmp_path / "x.jsonl")})


def test_two_texts_with_one_id_are_two_articles(tmp_path: Path) -> None:
    """Nothing is lost, and the ids of the tables still join: the second goes by the digest of its text too."""
    other = FULL.model_copy(update={"article": FULL.article.model_copy(update={"text": f"{FULL.article.text} More."})})
    written = write([FULL, other, FULL, other], "csv", tmp_path / "x")
    ids = [row["article_id"] for row in cells(tmp_path / "x" / "articles.csv")]

    assert (2, 1) == (written.repeated, written.renamed)
    assert ["a1", f"a1~{text_digest(other.article.text)[:8]}"] == ids
    assert ids == [row["article_id"] for row in cells(tmp_path / "x" / "statements.csv")]


@pytest.mark.parametrize("form", Format)
def test_no_results_are_an_empty_file_that_can_be_read(tmp_path: Path, form: Format) -> None:
    """Columns and no rows."""
    written = write([], form, tmp_path / "x")
    assert {0} == set(written.counts.values())
    if form is Format.GEOJSON:
        assert 0 == len(geopandas.read_file(tmp_path / "x"))
    if form is Format.PARQUET:
        assert [(0,)] == asked("SELECT count(*) FROM read_parquet($1)", tmp_path / "x" / "statements.parquet")
