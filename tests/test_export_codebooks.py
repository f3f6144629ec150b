"""Tables in the shape of code books: what counts as an event, and that nothing is guessed."""

import csv
from pathlib import Path
from typing import Any

import duckdb
import pytest
from sample_results import FULL, INITIATIVE, MOVEMENT, NASTY, STATEMENT, hostile

from syriaevents.export import write
from syriaevents.export.codebooks import BOOKS
from syriaevents.export.deeds import SECTORS
from syriaevents.export.delimited import DANGEROUS
from syriaevents.schema import (
    Actor,
    ActorCodes,
    ActorKind,
    Assertion,
    Casualties,
    Codes,
    Extraction,
    MilitaryMovement,
    Range,
    Status,
)


def table(tmp_path: Path, book: str, *results: Extraction) -> list[dict[str, str]]:
    """The events of a code book's table."""
    written = write(results, book, tmp_path / f"{book}.csv")
    with (tmp_path / f"{book}.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert {"events": len(rows)} == written.counts
    return rows


def moved(**changes: Any) -> Extraction:
    """The full result with its movement changed and nothing else."""
    movement = MOVEMENT.model_copy(update=changes)
    return FULL.model_copy(update={"military_movements": (movement,), "statements": (), "diplomatic_initiatives": ()})


def between(one: ActorKind, other: ActorKind, movement: MilitaryMovement = MOVEMENT) -> Extraction:
    """The movement between actors of these kinds."""
    actors = (Actor(id="norland-army", name="A", kind=one), Actor(id="people", name="B", kind=other))
    return moved(**dict(movement)).model_copy(update={"actors": actors})


def test_acled_has_its_columns_in_its_order(tmp_path: Path) -> None:
    """Ours come last; a row tells who, what, where, when, how many and by whose words."""
    (row,) = table(tmp_path, "acled", FULL)
    names = list(row)

    assert "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type".split() == names[:7]
    assert "notes fatalities timestamp tags".split() == names[27:31]
    assert all(name.startswith("syriaevents_") for name in names[31:])
    assert ("2024-12-02", "2024", "1", "Battles", "Armed clash") == tuple(
        row[name] for name in ("event_date", "year", "time_precision", "event_type", "sub_event_type")
    )
    assert ("Norland Army", "1", "people", "7", "3") == tuple(
        row[name] for name in ("actor1", "inter1", "actor2", "inter2", "fatalities")
    )
    assert ("Syria", "Idlib", "Eastham", "35.25", "36.75", "1") == tuple(
        row[name] for name in ("country", "admin1", "location", "latitude", "longitude", "geo_precision")
    )
    assert MOVEMENT.evidence[0].text == row["notes"]


@pytest.mark.parametrize("book", ["acled", "ucdp"])
@pytest.mark.parametrize("assertion", Assertion)
def test_what_has_not_happened_is_no_event(tmp_path: Path, book: str, assertion: Assertion) -> None:
    """What is planned, denied or thought of stays out of tables of events."""
    happened = assertion in {Assertion.REPORTED, Assertion.CLAIMED}
    assert happened == bool(table(tmp_path, book, moved(assertion=assertion)))


def test_plover_keeps_what_has_not_happened_and_says_so(tmp_path: Path) -> None:
    """The auxiliary columns tell the future, the hypothetical and the denied."""
    asserted = [Assertion.PLANNED, Assertion.HYPOTHETICAL, Assertion.DENIED, Assertion.CLAIMED]
    results = [
        moved(assertion=one).model_copy(update={"article": FULL.article.model_copy(update={"id": one.value})})
        for one in asserted
    ]
    rows = table(tmp_path, "plover", *results)
    told = [[row[f"syriaevents_{name}"] for name in ("future", "hypothetical", "negation")] for row in rows]
    assert [["true", "false", "false"], ["false", "true", "false"], ["false", "false", "true"], ["false"] * 3] == told


def test_plover_tells_actor_and_recipient(tmp_path: Path) -> None:
    """Country and sector are read off the actor's code; a record without a PLOVER type has no row."""
    comment = STATEMENT.model_copy(update={"codes": Codes(cameo="01")})
    said, moved_, met = table(tmp_path, "plover", FULL)
    rest = FULL.model_copy(update={"statements": (comment,)})

    assert ("the mayor", "mayor", "Norland", "SYR", "GOV") == tuple(
        said[name]
        for name in ("Actor Name", "Actor Title", "Recipient Name", "Recipient Country", "Primary Recipient Sector")
    )
    assert ("REQUEST", "change", "verbal conflict", "en") == tuple(
        said[name] for name in ("Event Type", "Event Mode", "Quad Code", "Language")
    )
    assert ("Norland Army", "MIL", "Eastham", "SYR", "12345", "Norland's army") == tuple(
        moved_[name]
        for name in ("Actor Name", "Actor Sectors", "Placename", "Country", "GeoNames ID", "Actor Name Raw")
    )
    assert ("Sudland", "", "true") == (met["Recipient Name"], met["Recipient Sectors"], met["syriaevents_future"])
    assert 2 == len(table(tmp_path, "plover", rest))


def test_a_sector_is_one_of_plovers(tmp_path: Path) -> None:
    """Codes without a country are sectors by themselves; what is neither is left out."""
    for code, sector in (("SYRREB", "REB"), ("NGO", "NGO"), ("UNO", "UNO"), ("SYR", ""), ("MOS", ""), (None, "")):
        actor = FULL.actors[1].model_copy(update={"codes": ActorCodes(plover=code)})
        (row,) = table(tmp_path, "plover", moved().model_copy(update={"actors": (actor,)}))
        assert sector == row["Primary Actor Sector"]
        assert not sector or sector in SECTORS


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (ActorKind.ARMED_FORCES, ActorKind.ARMED_GROUP, "1"),
        (ActorKind.ARMED_GROUP, ActorKind.STATE, "1"),
        (ActorKind.ARMED_GROUP, ActorKind.ARMED_GROUP, "2"),
        (ActorKind.ARMED_FORCES, ActorKind.PEOPLE, "3"),
        (ActorKind.ARMED_GROUP, ActorKind.PEOPLE, "3"),
        (ActorKind.UNKNOWN, ActorKind.ARMED_GROUP, ""),
        (ActorKind.ARMED_GROUP, ActorKind.UNKNOWN, ""),
        (ActorKind.PERSON, ActorKind.PEOPLE, ""),
    ],
)
def test_ucdps_type_of_violence_follows_from_both_sides(
    tmp_path: Path, one: ActorKind, other: ActorKind, kind: str
) -> None:
    """State-based, non-state and one-sided; empty where a side is not known well enough."""
    (row,) = table(tmp_path, "ucdp", between(one, other))
    assert kind == row["type_of_violence"]


def test_ucdp_counts_the_dead_as_the_article_does(tmp_path: Path) -> None:
    """Low, best and high as they are told; the place, the days and their precisions; on whose word."""
    (row,) = table(tmp_path, "ucdp", FULL)

    assert ("3", "", "") == (row["low"], row["best"], row["high"])
    assert ("1", "1", "2024-12-02", "2024-12-02") == tuple(
        row[name] for name in ("where_prec", "date_prec", "date_start", "date_end")
    )
    assert ("POINT (36.75 35.25)", "Idlib", "Syria") == (row["geom_wkt"], row["adm_1"], row["country"])
    assert ("a monitor", "Example Wire", "Guns") == (
        row["source_original"],
        row["source_office"],
        row["source_headline"],
    )
    assert "" == row["event_clarity"] == row["deaths_civilians"] == row["conflict_name"]


@pytest.mark.parametrize("killed", [None, Range(), Range(low=0, best=0), Range(high=3)])
def test_without_a_death_there_is_no_ucdp_event(tmp_path: Path, killed: Range | None) -> None:
    """UCDP counts lethal events only; "at most three" may be none."""
    assert [] == table(tmp_path, "ucdp", moved(casualties=Casualties(killed=killed)))
    assert [] == table(tmp_path, "ucdp", moved(casualties=None))


def test_what_is_not_known_stays_empty(tmp_path: Path) -> None:
    """No place, no date, no other side: empty cells, no guesses; a destination stands in for a place."""
    bare = moved(place=None, destination=None, date=None, target=None)
    for book, columns in (
        ("acled", "event_date year time_precision actor2 inter2 country location latitude geo_precision"),
        ("ucdp", "year side_b type_of_violence geom_wkt latitude country where_prec date_prec date_start"),
    ):
        (row,) = table(tmp_path, book, bare)
        assert {""} == {row[name] for name in columns.split()}
    (row,) = table(tmp_path, "acled", moved(place=None))
    assert "Eastham" == row["location"]


def test_an_initiative_that_took_place_is_reported(tmp_path: Path) -> None:
    """Only proposed and planned ones are of the future."""
    for status in Status:
        met = INITIATIVE.model_copy(update={"status": status})
        result = moved().model_copy(update={"military_movements": (), "diplomatic_initiatives": (met,)})
        (row,) = table(tmp_path, "plover", result)
        assert ("true" if status in {Status.PROPOSED, Status.PLANNED} else "false") == row["syriaevents_future"]


@pytest.mark.parametrize("book", BOOKS)
def test_hostile_texts_break_no_table(tmp_path: Path, book: str) -> None:
    """DuckDB reads as many events as were written, each cell text, none a formula."""
    rows = table(tmp_path, book, *hostile())
    (read,) = duckdb.sql(
        "SELECT count(*) FROM read_csv($1, all_varchar=true)", params=[str(tmp_path / f"{book}.csv")]
    ).fetchall()

    assert len(NASTY) * (3 if book == "plover" else 1) == len(rows) == read[0]
    cells = [cell for row in rows for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(DANGEROUS) and not cell.startswith("'")]
