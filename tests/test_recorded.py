"""Whole articles through the real engine's recorded answers: what a user gets, end to end, without a network.

The cassettes hold exchanges with the embedded engine's HTTP server, one file an article. ``make record``
makes them anew after a change of the prompt, the windows or the cues; a request that is not recorded fails.
"""

import asyncio
import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import vcr

from syriaevents.engines.llm import WINDOW_ENV, open_model
from syriaevents.evaluate.gold import Gold, load_gold
from syriaevents.evaluate.scoring import score
from syriaevents.extract import extract_article
from syriaevents.schema import Extraction

RECORDING = os.environ.get("SYRIAEVENTS_RECORD") == "1"
GOLD = Path(__file__).parent.parent / "examples" / "gold"
CASSETTES = Path(__file__).parent / "cassettes"
REPLAYED = "http://127.0.0.1:8080/v1"
ENGINE = "qwen2.5-coder-1.5b-instruct-q4_k_m"
NAMES = sorted(path.stem for path in (GOLD if RECORDING else CASSETTES).glob("*.json" if RECORDING else "*.yaml"))


def _without_port(request: Any) -> Any:
    request.uri = REPLAYED + request.uri.partition("/v1")[2]
    return request


RECORDER = vcr.VCR(
    record_mode="all" if RECORDING else "none",
    match_on=["method", "path", "body"],
    filter_headers=["authorization", "user-agent"],
    before_record_request=_without_port,
    decode_compressed_response=True,
)
"""Keys never reach a cassette; requests are told apart by their JSON bodies, not by the port of the day."""


@cache
def gold_of(name: str) -> Gold:
    """The gold of an example, with its article."""
    (gold,) = load_gold(GOLD / f"{name}.json")
    return gold


@cache
def result_of(name: str) -> Extraction:
    """An example article, extracted: by the engine while recording, from its cassette ever after."""
    with RECORDER.use_cassette(str(CASSETTES / f"{name}.yaml")) as cassette:
        result = asyncio.run(_extract(name))
    assert RECORDING or cassette.all_played
    return result


async def _extract(name: str) -> Extraction:
    model = open_model("local" if RECORDING else f"{REPLAYED}#{ENGINE}")
    try:
        return await extract_article(gold_of(name).article, model)
    finally:
        await model.close()


@pytest.fixture(autouse=True)
def _as_a_small_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(WINDOW_ENV, "1")


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
    floors = json.loads((CASSETTES / "floors.json").read_text("utf-8"))
    for language, floor in floors.items():
        names = [name for name in NAMES if name.startswith(language)]
        reached = score([gold_of(name) for name in names], [result_of(name) for name in names])
        assert reached.macro_f1 >= floor - 0.005, language


def test_no_cassette_is_orphaned() -> None:
    """Each cassette belongs to an example article, and each language has some."""
    recorded = {path.stem for path in CASSETTES.glob("*.yaml")}
    assert recorded <= {path.stem for path in GOLD.glob("*.json")}
    assert {name[:2] for name in recorded} == {"ar", "en", "tr"}


def test_no_cassette_holds_a_key() -> None:
    """Neither a header that carries keys nor a key stands in a recording."""
    for path in CASSETTES.glob("*.yaml"):
        assert "uthorization" not in path.read_text("utf-8")
