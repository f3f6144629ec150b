"""Whole articles through the real engine's recorded answers: what a user gets, end to end, without a network."""

import json
from pathlib import Path
from typing import Any

import pytest
from recorded import CASSETTES, GOLD, NAMES, fallen, gold_of, result_of, written

from syriaevents.cli import main
from syriaevents.evaluate.scoring import score


@pytest.mark.parametrize("name", NAMES)
def test_every_span_is_the_articles_own_words(name: str) -> None:
    """Whatever the engine answers, evidence, quotations and mentions stand in the text where they say."""
    result = result_of(name)
    text = result.article.text
    records = (*result.statements, *result.military_movements, *result.diplomatic_initiatives)
    spans: list[Any] = [span for record in records for span in record.evidence]
    spans += [quote for statement in result.statements for quote in statement.quotes]
    spans += [mention for actor in result.actors for mention in actor.mentions]
    assert spans
    assert [text[span.start : span.end] for span in spans] == [span.text for span in spans]


@pytest.mark.parametrize("name", NAMES)
def test_references_lead_to_actors_of_the_article(name: str) -> None:
    """An actor_id of a record is the id of one actor in the list."""
    result = result_of(name)
    ids = [actor.id for actor in result.actors]
    used = {statement.speaker.actor_id for statement in result.statements}
    used |= {movement.actor.actor_id for movement in result.military_movements}
    used |= {ref.actor_id for item in result.diplomatic_initiatives for ref in item.initiators}
    assert len(ids) == len(set(ids))
    assert used - {None} <= set(ids)


@pytest.mark.parametrize("name", NAMES)
def test_every_sentence_is_answered(name: str) -> None:
    """The engine left no sentence without a usable answer."""
    assert result_of(name).meta.unread == ()


def test_the_scores_hold() -> None:
    """The recorded answers score at least what they scored when they were recorded, a margin for rounding aside."""
    assert [] == fallen()


def test_the_command_scores_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """``syriaevents eval`` on the replayed extractions gives the same figures, article by article."""
    main(["eval", str(GOLD), "--pred", str(written(tmp_path / "replayed.jsonl")), "--format", "json"])
    shown = {item["id"]: item for item in json.loads(capsys.readouterr().out)["by_article"]}
    for item in score(map(gold_of, NAMES), map(result_of, NAMES)).compared:
        assert item.to_dict(lines=False).items() <= shown[item.article.id].items()


def test_every_example_has_a_cassette_and_no_cassette_is_orphaned() -> None:
    """Each gold file has its recording and each recording its gold file, in each of the languages."""
    assert NAMES == sorted(path.stem for path in CASSETTES.glob("*.yaml"))
    assert {"ar", "en", "tr"} == {name[:2] for name in NAMES}


def test_no_cassette_holds_a_key() -> None:
    """Neither a header that carries keys nor a key stands in a recording."""
    for path in CASSETTES.glob("*.yaml"):
        assert "uthorization" not in path.read_text("utf-8")
