"""Results as data frames, and the command that writes them."""

import builtins
import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest
from lxml import html
from sample_results import FULL, hostile, many
from test_render import ALL

from syriaevents import Results
from syriaevents.cli import main
from syriaevents.errors import ConfigError
from syriaevents.export import Format, frames, write
from syriaevents.export.landing import MANIFEST
from syriaevents.export.tables import TABLES
from syriaevents.store.results import read_results

RESULTS = (FULL, *hostile())


def test_polars_frames_have_every_table_and_its_types() -> None:
    """One frame a table by name, with the columns of the CSV files; dates, numbers and lists are what they are."""
    tables = frames(RESULTS)
    movements = tables["military_movements"]

    assert [table.name for table in TABLES] == list(tables)
    assert {table.name: sum(1 for one in RESULTS for _ in table.rows(one)) for table in TABLES} == {
        name: len(frame) for name, frame in tables.items()
    }
    assert (pl.Date, pl.Int64, pl.Float64, pl.Boolean, pl.List(pl.String)) == tuple(
        movements.schema[name] for name in ("date_start", "killed_low", "place_lat", "place_near", "weapons")
    )
    assert (dt.date(2024, 12, 2), 3, ["tanks", "guns"]) == movements.select("date_start", "killed_low", "weapons").row(
        0
    )


def test_pandas_frames_keep_numbers_whole_and_gaps_empty() -> None:
    """A missing number does not turn the others into fractions."""
    movements = frames(RESULTS, "pandas")["military_movements"]

    assert ("Int64", "float64", "boolean", "datetime64[s]") == tuple(
        str(movements.dtypes[name]) for name in ("killed_low", "place_lat", "place_near", "date_start")
    )
    assert (3, True, pd.Timestamp(2024, 12, 2)) == (
        movements["killed_low"][0], movements["killed_best"].isna().all(), movements["date_start"][0],
    )  # fmt: skip
    assert ["tanks", "guns"] == movements["weapons"][0]


def test_what_is_no_format_and_no_library_is_told(tmp_path: Path) -> None:
    """With what there is instead."""
    with pytest.raises(ConfigError, match="there are jsonl, csv"):
        write([FULL], "xlsx", tmp_path / "x")
    with pytest.raises(ConfigError, match="polars or pandas"):
        frames([FULL], "dask")  # type: ignore[arg-type]


@pytest.mark.parametrize("library", ["polars", "pandas"])
def test_no_results_are_empty_frames_with_all_columns(library: Any) -> None:
    """A notebook's next cell does not break where nothing was found."""
    tables = frames([], library)
    assert {table.name: [column.name for column in table.columns] for table in TABLES} == {
        name: list(frame.columns) for name, frame in tables.items()
    }
    assert {0} == {len(frame) for frame in tables.values()}


def test_a_result_gives_its_own_frames() -> None:
    """``result.to_polars()`` and ``result.to_pandas()``: joined by ids, actors have their names."""
    tables = FULL.to_polars()
    named = tables["parties"].join(tables["actors"], left_on=["article_id", "actor_id"], right_on=["article_id", "id"])
    assert {"the mayor", "Norland", "Norland Army", "people", "a monitor"} == set(named["name"])
    assert "Omar Haddad" == ALL.to_pandas()["statements"]["speaker_mention"][0]


def test_a_run_is_one_thing_to_look_at(written: Path) -> None:
    """Read anew each time, framed like any results, shown as a table of its first articles."""
    results = Results(written)
    shown = results._repr_html_()

    assert [one.article.id for one in results] == [one.article.id for one in results]
    assert 4 == len(results.to_polars()["statements"]) == len(results.to_pandas()["statements"])
    assert 5 == shown.count("<tr>")
    assert "Guns · article-000000 · Example Wire" in shown
    assert "there are more" not in shown
    assert repr(results) == f"Results({str(written)!r})"


def test_a_long_run_is_shown_in_part_and_hostile_titles_as_text(tmp_path: Path) -> None:
    """A million articles do not fill a notebook, and no title runs in it."""
    write([*hostile(), *many(5)], "jsonl", tmp_path / "<script>.jsonl")
    shown = Results(str(tmp_path / "<script>.jsonl"))._repr_html_()

    assert "The first 20 articles; there are more." in shown
    assert not {"script", "img"} & {tag.tag for tag in html.fromstring(shown).iter()}


NEEDED = [
    ("parquet", "pyarrow"), ("duckdb", "duckdb"), ("duckdb", "pyarrow"), ("graphml", "networkx"), ("polars", "polars"),
    ("pandas", "pandas"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "missing"), NEEDED)
def test_a_missing_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: Any, missing: str) -> None:
    """One sentence says what to install; nothing is written."""
    usual = builtins.__import__

    def without(name: str, *arguments: Any, **options: Any) -> Any:
        if name.partition(".")[0] == missing:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return usual(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ConfigError, match=rf"needs {missing}: pip install 'syriaevents\[export\]'"):
        frames([FULL], form) if form in {"polars", "pandas"} else write([FULL], form, tmp_path / "x")
    assert [] == list(tmp_path.iterdir())


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A file of results, the first of them twice."""
    path = tmp_path / "results.jsonl"
    path.write_text("".join(f"{one.model_dump_json()}\n" for one in [*many(3), *many(1)]), "utf-8")
    return path


def run(*arguments: object) -> int:
    """The command's exit status."""
    return main(["export", *map(str, arguments)])


@pytest.mark.parametrize("form", Format)
def test_the_command_writes_every_format(written: Path, capsys: pytest.CaptureFixture[str], form: Format) -> None:
    """What was written is told on standard error, with its counts; standard output stays empty."""
    out = written.with_name("out")
    assert 0 == run(written, "--to", form.value, "--out", out)
    told = capsys.readouterr()

    assert "" == told.out
    assert told.err.startswith(f"wrote {out}: ")
    assert "1 result left out" in told.err
    if out.is_dir():
        assert 3 == json.loads((out / MANIFEST).read_text("utf-8"))["rows"]["statements"]


def test_the_command_tells_of_two_texts_with_one_id(written: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Both are written, and which way is said."""
    other = FULL.model_copy(update={"article": FULL.article.model_copy(update={"text": f"{FULL.article.text} More."})})
    written.write_text(f"{FULL.model_dump_json()}\n{other.model_dump_json()}\n", "utf-8")
    assert 0 == run(written, "--to", "jsonl", "--out", written.with_name("out.jsonl"))

    assert "1 article written as ID~DIGEST: another text had the same id." in capsys.readouterr().err
    assert 2 == len(written.with_name("out.jsonl").read_text("utf-8").splitlines())


def test_the_command_leaves_out_what_is_not_sure_enough(written: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """``--min-confidence`` keeps records that are sure enough; ``--quiet`` tells nothing that went as it should."""
    sure = FULL.model_copy(update={"statements": (FULL.statements[0].model_copy(update={"confidence": 0.9}),)})
    written.write_text(f"{sure.model_dump_json()}\n", "utf-8")
    out = written.with_name("out.jsonl")
    assert 0 == run(written, "--to", "jsonl", "--out", out, "--min-confidence", 0.5, "--quiet")

    (kept,) = read_results(out)
    assert (1, 0, 0) == tuple(map(len, (kept.statements, kept.military_movements, kept.diplomatic_initiatives)))
    assert "" == capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("nowhere.jsonl", "--to", "csv", "--out", "x"), "cannot be read"),
        (("results.jsonl", "--to", "xlsx", "--out", "x"), "'xlsx' is not one of"),
        (("results.jsonl", "--to", "jsonl", "--out", "no/x"), "make it first"),
        (("results.jsonl", "--to", "csv"), "Missing option '--out'"),
    ],
)
def test_wrong_use_is_told_in_one_sentence(
    written: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: Sequence[str],
    told: str,
) -> None:
    """Exit status 2, and no traceback."""
    monkeypatch.chdir(written.parent)
    assert 2 == run(*arguments)
    error = capsys.readouterr().err
    assert told in error
    assert "Traceback" not in error
    assert ["results.jsonl"] == [path.name for path in written.parent.iterdir()]
