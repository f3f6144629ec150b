"""The SQL among the schema files, in a real PostgreSQL: it takes what ``--to csv`` writes, and its views answer."""

from collections.abc import Iterator

import postgres
import psycopg
import pytest
from sample_results import FULL, NASTY, hostile

from syriaevents.export import write
from syriaevents.export.shapes import storable
from syriaevents.export.sql import postgres as schema
from syriaevents.export.sql import quoted
from syriaevents.export.tables import TABLES

pytestmark = pytest.mark.skipif(postgres.programs() is None, reason="needs PostgreSQL's programs (Debian: postgresql)")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[psycopg.Connection, dict[str, int]]]:
    """A database made by our SQL and filled from our CSV files, and the rows that were written."""
    folder = tmp_path_factory.mktemp("export") / "x"
    counts = write((FULL, *hostile()), "csv", folder).counts
    with postgres.running() as address, psycopg.connect(address) as database:
        database.execute(schema().encode())
        for table in TABLES:
            into = f"COPY {quoted(table.name)} FROM STDIN (FORMAT csv, HEADER match)".encode()
            with database.cursor() as cursor, cursor.copy(into) as copy:
                copy.write((folder / f"{table.name}.csv").read_bytes())
        yield database, dict(counts)


def test_every_row_arrives(loaded: tuple[psycopg.Connection, dict[str, int]]) -> None:
    """Types, keys and references of all tables hold for what is written, hostile texts too."""
    database, counts = loaded
    found = {
        name: database.execute(f"SELECT count(*) FROM {quoted(name)}".encode()).fetchone()  # noqa: S608  our names
        for name in counts
    }
    assert {name: (count,) for name, count in counts.items()} == found


def test_views_name_actors_and_bring_the_words(loaded: tuple[psycopg.Connection, dict[str, int]]) -> None:
    """The same answers as in DuckDB."""
    database, _ = loaded
    moved = database.execute(
        "SELECT actor_name, target_name, attributed_to_name, title, evidence, weapons->>1, killed_low "
        "FROM v_military_movements WHERE article_id = 'a1'"
    ).fetchall()
    met = database.execute(
        "SELECT initiator_name, counterpart_name, mediator_name, evidence FROM v_diplomatic_initiatives "
        "WHERE article_id = 'a1'"
    ).fetchall()

    assert [
        ("Norland Army", "people", "a monitor", "Guns", FULL.military_movements[0].evidence[0].text, "guns", 3)
    ] == moved
    assert [("Norland", "Sudland", "the mayor", "Norland invited Sudland to talks in Midham")] == met


def test_texts_are_texts_with_the_apostrophe_taken_off(loaded: tuple[psycopg.Connection, dict[str, int]]) -> None:
    """What keeps a spreadsheet from calculating is taken off with one expression."""
    database, _ = loaded
    found = database.execute(
        "SELECT regexp_replace(about, '^''', '') FROM statements WHERE article_id <> 'a1'"
    ).fetchall()
    assert sorted(storable(nasty) for nasty in NASTY) == sorted(text for (text,) in found)


def test_an_article_takes_its_rows_with_it(loaded: tuple[psycopg.Connection, dict[str, int]]) -> None:
    """Deleting an article leaves nothing of it behind."""
    database, counts = loaded
    with database.transaction(force_rollback=True):
        database.execute("DELETE FROM articles")
        left = [database.execute(f"SELECT count(*) FROM {quoted(name)}".encode()).fetchone() for name in counts]  # noqa: S608
    assert {(0,)} == set(left)
