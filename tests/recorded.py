"""The example articles through the embedded engine's recorded answers, for tests and for ``scripts/replay.py``.

The cassettes hold exchanges with the engine's HTTP server, one file an article. ``make record`` asks what a
change of the prompt, the windows or the cues asks differently, and drops what is asked no more; a request that is not
recorded fails.
"""

import asyncio
import json
import os
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

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
NAMES = sorted(path.stem for path in GOLD.glob("*.json"))
ROUNDING = 0.005
"""How far a figure may fall below the floor that was written down with it."""


def _without_port(request: Any) -> Any:
    if "/v1/" not in request.uri:
        return None  # the engine is told where to begin to read: no question of ours
    request.uri = REPLAYED + request.uri.partition("/v1")[2]
    return request


RECORDER = vcr.VCR(
    record_mode="new_episodes" if RECORDING else "none",
    drop_unused_requests=RECORDING,
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
    small = patch.dict(os.environ, {WINDOW_ENV: "1"})  # the engine is asked as the small model that it is
    with small, RECORDER.use_cassette(str(CASSETTES / f"{name}.yaml")) as cassette:
        result = asyncio.run(_extract(name))
    assert RECORDING or cassette.all_played
    return result


async def _extract(name: str) -> Extraction:
    model = open_model("local" if RECORDING else f"{REPLAYED}#{ENGINE}")
    try:
        return await extract_article(gold_of(name).article, model)
    finally:
        await model.close()


def fallen() -> list[str]:
    """The languages whose recorded answers score less than their floor (rounding aside), with both figures."""
    floors = json.loads((CASSETTES / "floors.json").read_text("utf-8"))
    parts = score(map(gold_of, NAMES), map(result_of, NAMES)).languages
    reached = {language: parts[language].macro_f1 if language in parts else 0.0 for language in floors}
    return [
        f"{language}: macro-F1 {reached[language]:.3f}, the floor is {floor:.3f}"
        for language, floor in floors.items()
        if reached[language] < floor - ROUNDING
    ]


def written(path: Path) -> Path:
    """The replayed extractions as JSON Lines."""
    path.write_text("".join(f"{result_of(name).model_dump_json()}\n" for name in NAMES), "utf-8", newline="\n")
    return path
