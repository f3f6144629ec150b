"""The example articles and their gold are sound, and the example programs are what they say."""

import ast
import json
from pathlib import Path

import pytest

from syriaevents.evaluate.gold import load_gold
from syriaevents.reading.files import SUFFIXES
from syriaevents.reading.source import Source
from syriaevents.schema import DiplomaticAction, MilitaryAction, SpeechAct, Status

EXAMPLES = Path(__file__).parent.parent / "examples"
GOLD = sorted((EXAMPLES / "gold").glob("*.json"))


def _values(record: dict[str, object], name: str) -> set[str]:
    value = record.get(name, [])
    return set(value) if isinstance(value, list) else {str(value)}


def test_every_article_has_its_gold() -> None:
    """Each article has one gold file of its name, and each gold file one article."""
    articles = sorted(path.stem for path in (EXAMPLES / "articles").iterdir() if path.suffix in SUFFIXES)
    assert [path.stem for path in GOLD] == articles


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_gold_evidence_stands_in_the_article(path: Path) -> None:
    """Gold is checked as it is read: evidence that does not stand in its article once is an error."""
    (gold,) = load_gold(path)
    assert gold.claims


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_gold_uses_the_vocabularies(path: Path) -> None:
    """Acts, actions and statuses of gold are values that records can have."""
    data = json.loads(path.read_text("utf-8"))
    assert set().union(*(_values(item, "act") for item in data["statements"])) <= set(SpeechAct)
    assert set().union(*(_values(item, "action") for item in data["military_movements"])) <= set(MilitaryAction)
    assert set().union(*(_values(item, "action") for item in data["diplomatic_initiatives"])) <= set(DiplomaticAction)
    assert set().union(*(_values(item, "status") for item in data["diplomatic_initiatives"])) <= set(Status)


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_no_gold_record_stands_in_boilerplate(path: Path) -> None:
    """What is recognised as boilerplate, and so not sent to the model, holds no record."""
    (gold,) = load_gold(path)
    source = Source.of(gold.article)
    marked = [sentence for sentence in source.sentences if sentence.boilerplate]
    spans = [span for claim in gold.claims for span in claim.spans]
    assert [s.text for s in marked if any(a < s.end and s.start < b for a, b in spans)] == []


@pytest.mark.parametrize("name", ["quickstart.py", "etl_jsonl.py", "etl_postgres.py", "etl_duckdb.py"])
def test_example_programs_explain_themselves(name: str) -> None:
    """An example program begins with what it does and how it is run."""
    text = (EXAMPLES / name).read_text("utf-8")
    assert "python examples/" in (ast.get_docstring(ast.parse(text)) or "")
