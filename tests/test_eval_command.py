"""``syriaevents eval``: what it prints, what it costs, how it ends."""

import json
from pathlib import Path

import pytest
from drafted import resolved, said

from syriaevents.cli import main
from syriaevents.schema import Article, Extraction, Meta, Usage

TEXT = "Omar Rafiq said the road was open. Lina Sabbagh denied it."
RIGHT, WRONG = said(1, "Omar Rafiq", "announce"), said(2, "Omar Rafiq", "deny")


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Gold for seven articles with one statement each."""
    records = {"statements": [{"speaker": "Omar Rafiq", "evidence": [{"text": "Omar Rafiq said the road was open."}]}]}
    path = tmp_path / "gold.json"
    path.write_text(json.dumps([{**records, "article": {"text": f"{TEXT} {at}"}} for at in range(7)]), "utf-8")
    return path


def results(path: Path, *drafts: object, articles: int = 7) -> str:
    """A file of extractions with the same records in each article; its path."""
    lines = []
    for at in range(articles):
        text = f"{TEXT} {at}"
        found = resolved(text, *drafts)  # type: ignore[arg-type]
        meta = Meta(model="m", prompt_version="1", usage=Usage(prompt_tokens=1000, completion_tokens=100))
        result = Extraction(article=Article(text=text), actors=found.actors, statements=found.statements, meta=meta)
        lines.append(f"{result.model_dump_json()}\n")
    path.write_text("".join(lines), "utf-8")
    return str(path)


def test_two_runs_are_held_against_each_other(gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The table tells whether the run is better than the other."""
    mine, other = results(tmp_path / "a.jsonl", RIGHT), results(tmp_path / "b.jsonl", WRONG)
    assert 0 == main(["eval", str(gold), "--pred", mine, "--against", other])
    assert "better" in capsys.readouterr().out


def test_prices_tell_what_a_right_record_costs(gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Seven articles of 1000 tokens sent and 100 answered, at 1 and 10 dollars a million: 2 thousandths each."""
    prices = tmp_path / "prices.toml"
    prices.write_text("[models.m]\ninput = 1.0\noutput = 10.0\n", "utf-8")
    mine = results(tmp_path / "a.jsonl", RIGHT)
    assert 0 == main(["eval", str(gold), "--pred", mine, "--prices", str(prices), "--format", "json"])
    assert 0.002 == pytest.approx(json.loads(capsys.readouterr().out)["usd_a_right_record"])


def test_a_page_can_be_asked_for(gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """HTML goes to standard output, as everything does."""
    assert 0 == main(["eval", str(gold), "--pred", results(tmp_path / "a.jsonl", RIGHT), "--format", "html"])
    assert capsys.readouterr().out.startswith("<!DOCTYPE html>")


def test_an_article_without_a_prediction_is_no_success(
    gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is told, and the exit status is 1."""
    assert 1 == main(["eval", str(gold), "--pred", results(tmp_path / "a.jsonl", RIGHT, articles=6)])
    assert "without a prediction, counted as missed: " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--pred", "a.jsonl", "--model", "local"], "Give --pred or --model, not both"),
        (["--pred", "none.jsonl"], "none.jsonl"),
        (["--pred", "a.jsonl", "--against", "none.jsonl"], "none.jsonl"),
        (["--pred", "a.jsonl", "--prices", "none.toml"], "--prices"),
    ],
)
def test_wrong_use_is_told(
    gold: Path, options: list[str], told: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One clear line, and exit status 2."""
    monkeypatch.chdir(gold.parent)
    results(gold.parent / "a.jsonl", RIGHT)
    assert 2 == main(["eval", str(gold), *options])
    shown = capsys.readouterr()
    assert (told in shown.err, "Traceback" in shown.err, "") == (True, False, shown.out)
