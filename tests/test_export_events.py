"""Events beside the records of an export: what stands in their tables, read back by DuckDB."""

import json
from pathlib import Path

import duckdb
import pytest
from linked import exactly, linked, moved, result, said
from test_event import EVENT

from syriaevents import cli
from syriaevents.errors import ConfigError
from syriaevents.export import write
from syriaevents.export.event_tables import EVENT_TABLES
from syriaevents.export.sql import postgres
from syriaevents.schema import Party

RESULTS = (
    result("a", moved("=the brigade", killed=exactly(4))),
    result("b", moved("=the brigade", killed=exactly(9)), said("Salim Qabbani", "Bread will run out.")),
)
EVENTS = linked(*RESULTS)
COUNTS = {"events": 2, "event_members": 3, "event_disagreements": 2}


@pytest.mark.parametrize(("form", "name"), [("csv", "x"), ("parquet", "x"), ("duckdb", "x.db")])
def test_events_are_read_back_with_their_records(tmp_path: Path, form: str, name: str) -> None:
    """Every member leads to its record, every version to its numbers."""
    out = tmp_path / name
    written = write(RESULTS, form, out, linked=iter(EVENTS))
    with duckdb.connect(out if form == "duckdb" else ":memory:") as database:
        if form != "duckdb":
            for table in ("military_movements", *COUNTS):
                database.execute(f"CREATE VIEW {table} AS FROM '{out}/{table}.{form}'")
        joined = database.execute(
            "SELECT count(DISTINCT e.event_id), count(*) FROM events e JOIN event_members m USING (event_id) "
            "JOIN military_movements r ON r.article_id = m.article_id AND r.id = m.record_id"
        ).fetchall()
        disputed = database.execute(
            "SELECT field, position, exclusive, range_best FROM event_disagreements ORDER BY position"
        ).fetchall()

    assert COUNTS.items() <= written.counts.items()
    assert [(1, 2)] == joined
    assert [("killed", 1, True, 4), ("killed", 2, True, 9)] == disputed


def test_the_folder_knows_its_event_files_again(tmp_path: Path) -> None:
    """Written a second time without events, the folder has none; its manifest counts what is there."""
    write(RESULTS, "csv", tmp_path / "x", linked=EVENTS)
    assert 2 == json.loads((tmp_path / "x" / "syriaevents.json").read_text("utf-8"))["rows"]["events"]

    write(RESULTS, "csv", tmp_path / "x")
    assert not (tmp_path / "x" / "events.csv").exists()


def test_no_events_make_empty_tables(tmp_path: Path) -> None:
    """Files with their columns and no row."""
    for form in ("csv", "parquet", "duckdb"):
        assert dict.fromkeys(COUNTS, 0).items() <= write((), form, tmp_path / form, linked=()).counts.items()
    file = str(tmp_path / "parquet" / "events.parquet")
    assert [] == duckdb.sql("SELECT event_id, parties FROM read_parquet($1)", params=[file]).fetchall()


def test_other_formats_have_no_room_for_events(tmp_path: Path) -> None:
    """It says which have."""
    with pytest.raises(ConfigError, match="csv, parquet, duckdb, not into geojson"):
        write(RESULTS, "geojson", tmp_path / "x.geojson", linked=EVENTS)
    assert not (tmp_path / "x.geojson").exists()


def test_rows_hold_what_every_format_can() -> None:
    """NUL and halves of surrogate pairs are replaced; days are named as those of records."""
    events = EVENT_TABLES[0]
    (row,) = events.rows(EVENT.model_copy(update={"parties": (Party(name="a\x00b\ud800"),)}))
    told = dict(zip((column.name for column in events.columns), row, strict=True))

    assert ["a␀b�"] == told["parties"]
    assert (EVENT.start, EVENT.end) == (told["date_start"], told["date_end"])
    assert (2, 1, 1) == (told["sources"], told["corroborated"], told["contradicted"])


def test_the_schema_for_postgresql_has_the_events() -> None:
    """Members and disagreements belong to their event."""
    schema = postgres()

    assert all(f'CREATE TABLE "{name}"' in schema for name in COUNTS)
    assert 2 == schema.count('FOREIGN KEY ("event_id") REFERENCES "events" ON DELETE CASCADE')


def test_the_command_links_what_it_exports(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --events; without it there are none."""
    path = tmp_path / "results.jsonl"
    path.write_text("".join(f"{one.model_dump_json()}\n" for one in RESULTS), "utf-8")

    assert 0 == cli.main(["export", str(path), "--to", "csv", "--out", str(tmp_path / "x"), "--events"])
    assert "2 events, 3 event_members, 2 event_disagreements" in capsys.readouterr().err
    assert 0 == cli.main(["export", str(path), "--to", "csv", "--out", str(tmp_path / "x")])
    assert "event" not in capsys.readouterr().err
