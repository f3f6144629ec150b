"""Whole articles through the real engine's recorded answers: what a user gets, end to end, without a network.

The cassettes hold exchanges with the embedded engine's HTTP server. ``make record`` makes them anew
after a change of the prompt, the windows or the cues; a request that is not recorded fails.
"""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from syriaevents.articles import read_articles
from syriaevents.evaluate import load_gold, score
from syriaevents.extract import extract_article
from syriaevents.llm import WINDOW_ENV, Model, open_model
from syriaevents.schema import Article, Extraction

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "examples" / "gold"
CASSETTES = Path(__file__).parent / "cassettes" / "test_recorded"
NAMES = sorted(path.stem for path in GOLD.glob("*.json"))
REPLAYED = "http://127.0.0.1:8080/v1"
ENGINE = "qwen2.5-coder-1.5b-instruct-q4_k_m"


@pytest.fixture(scope="module")
def vcr_config() -> dict[str, object]:
    """Keys never reach a cassette; requests are told apart by their JSON bodies, not by the port of the day."""
    return {
        "filter_headers": ["authorization", "user-agent", "x-stainless-runtime-version"],
        "match_on": ["method", "path", "body"],
        "before_record_request": _without_port,
        "decode_compressed_response": True,
    }


def _without_port(request):  # type: ignore[no-untyped-def]
    request.uri = REPLAYED + request.uri.partition("/v1")[2]
    return request


@pytest.fixture
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Model]:
    """The embedded engine while recording; afterwards only its name and its cassettes are needed."""
    if request.config.getoption("--record-mode") in (None, "none"):
        monkeypatch.setenv(WINDOW_ENV, "1")
        yield open_model(f"{REPLAYED}#{ENGINE}")
    else:
        yield open_model("local")


def _article(name: str) -> Article:
    gold = json.loads((GOLD / f"{name}.json").read_text("utf-8"))["article"]
    (article,) = read_articles([GOLD / gold["path"]])
    assert isinstance(article, Article)
    return article.model_copy(update={"published": article.published or Article(**{**gold, "text": ""}).published}) if False else article


def _extract(name: str, engine: Model) -> Extraction:
    return asyncio.run(extract_article(_article(name), engine))


@pytest.mark.vcr
@pytest.mark.parametrize("name", NAMES)
def test_every_span_is_the_articles_own_words(name: str, engine: Model) -> None:
    """Whatever the engine answers, evidence, quotations and mentions stand in the text where they say."""
    result = _extract(name, engine)
    text = result.article.text
    records = (*result.statements, *result.military_movements, *result.diplomatic_initiatives)
    spans = [span for record in records for span in record.evidence]
    spans += [quote for statement in result.statements for quote in statement.quotes]
    spans += [mention for actor in result.actors for mention in actor.mentions]
    assert spans
    assert [text[span.start : span.end] for span in spans] == [span.text for span in spans]
