"""Results as flat tables: what stands in them, and what their SQL says."""

import datetime as dt
import re

import pytest
from sample_results import FULL, NASTY, TEXT, hostile
from test_render import ALL

from syriaevents.export.columns import Cell, Table
from syriaevents.export.shapes import Kind, storable
from syriaevents.export.sql import postgres
from syriaevents.export.tables import TABLES
from syriaevents.schema import Casualties, Extraction, Range

BY_NAME = {table.name: table for table in TABLES}
PLAIN = {
    Kind.TEXT: str,
    Kind.JSON: str,
    Kind.INTEGER: int,
    Kind.REAL: float,
    Kind.BOOLEAN: bool,
    Kind.DATE: dt.date,
    Kind.TEXTS: list,
}


def dicts(name: str, result: Extraction = FULL) -> list[dict[str, Cell]]:
    """The rows of a table by column."""
    table = BY_NAME[name]
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows(result)]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_value_is_of_its_columns_type(table: Table[Extraction]) -> None:
    """Plain Python values, so that every format can hold them; a column that is required is never empty."""
    rows = [row for result in (FULL, ALL, *hostile()) for row in table.rows(result)]
    assert rows
    for row in rows:
        for column, value in zip(table.columns, row, strict=True):
            assert type(value) is PLAIN[column.kind] or (value is None and not column.required), column.name


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_keys_tell_rows_apart(table: Table[Extraction]) -> None:
    """No two rows share a key; every column is named once, in letters that SQL takes, and says what it means."""
    keys = [row[: len(table.key)] for result in (FULL, *hostile()) for row in table.rows(result)]
    names = [column.name for column in table.columns]

    assert len(set(keys)) == len(keys)
    assert len(set(names)) == len(names)
    assert all(re.fullmatch("[a-z][a-z0-9_]+", name) for name in names)
    assert all(column.meaning for column in table.columns)


def test_a_movement_is_one_row() -> None:
    """What is nested in a record stands in columns named after where it stood."""
    (row,) = dicts("military_movements")

    assert ("a1", "m1", "advance", "claimed") == (row["article_id"], row["id"], row["action"], row["assertion"])
    assert ("Norland's army", "norland-army") == (row["actor_mention"], row["actor_actor_id"])
    assert (35.0, 36.0, 35.25) == (row["origin_lat"], row["origin_lon"], row["destination_lat"])
    assert (40, None, 3, None) == (row["force_size_low"], row["force_size_high"], row["killed_low"], row["wounded_low"])
    assert (dt.date(2024, 12, 2), ["tanks", "guns"]) == (row["date_start"], row["weapons"])
    assert ("19", "ASSAULT", "Battles") == (row["cameo"], row["plover"], row["acled_event"])


def test_parties_tell_who_plays_which_role() -> None:
    """One row a role, in the order of the record's fields; a mention that leads to no actor keeps its words."""
    assert [
        ("s1", "speaker", "the-mayor"),
        ("s1", "addressee", "norland"),
        ("m1", "actor", "norland-army"),
        ("m1", "target", "people"),
        ("m1", "attributed_to", "a-monitor"),
        ("d1", "initiator", "norland"),
        ("d1", "counterpart", None),
        ("d1", "mediator", "the-mayor"),
    ] == [(row["record_id"], row["role"], row["actor_id"]) for row in dicts("parties")]
    assert "Sudland" == dicts("parties")[6]["mention"]


@pytest.mark.parametrize("name", ["evidence", "quotes", "mentions", "uncovered"])
def test_offsets_lead_to_the_words(name: str) -> None:
    """What stands between the offsets in the article's text is the text of the row."""
    rows = dicts(name)
    assert rows
    assert [row["text"] for row in rows] == [TEXT[row["start_offset"] : row["end_offset"]] for row in rows]


def test_an_article_holds_how_it_was_read() -> None:
    """Text, model and tokens are one row; what was turned away is kept, with the answer as JSON."""
    (article,), (turned_away,) = dicts("articles"), dicts("rejected")

    assert (TEXT, "stub", 50, 0.5) == tuple(article[name] for name in ("text", "model", "prompt_tokens", "seconds"))
    assert ('{"sentence": 9, "speaker": "nobody"}', "statement") == (turned_away["draft"], turned_away["record_type"])


def test_texts_become_storable_without_moving() -> None:
    """NUL and halves of surrogate pairs are replaced one by one, so that offsets stay; all else is untouched."""
    assert "a␀b�c" == storable("a\0b\ud83dc")
    for text in NASTY:
        storable(text).encode("utf-8")
        assert len(text) == len(storable(text))
    assert TEXT == storable(TEXT)


def test_a_number_that_no_database_holds_is_left_empty() -> None:
    """A run of digits in an article breaks no format."""
    killed = Casualties(killed=Range(low=10**30, best=2**63 - 1))
    movement = FULL.military_movements[0].model_copy(update={"casualties": killed})
    (row,) = dicts("military_movements", FULL.model_copy(update={"military_movements": (movement,)}))

    assert (None, 2**63 - 1) == (row["killed_low"], row["killed_best"])


def test_the_sql_has_every_table_and_says_what_it_holds() -> None:
    """Each table with key and comments, and a view for each record type."""
    told = postgres()
    for table in TABLES:
        assert f'CREATE TABLE "{table.name}" (' in told
        for column in table.columns:
            assert f'COMMENT ON COLUMN "{table.name}"."{column.name}" IS' in told
    assert 3 == told.count("CREATE VIEW")
