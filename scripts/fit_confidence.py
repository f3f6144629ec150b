"""Fit the weights of ``confidence/weights.json`` on the examples' gold, and tell how far they can be believed.

    python scripts/fit_confidence.py [--check]

The embedded engine's recorded answers (``tests/cassettes``) give records, ``examples/gold`` tells which are right. The
weights are those of a logistic regression, held small (L2). How well they do is told on held-out articles: each
article's records are estimated with weights fitted on all the others. With ``--check`` nothing is written.
"""

import argparse
import json
import random
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from recorded import ENGINE, NAMES, gold_of, result_of  # noqa: E402  (beside the tests that replay them too)

from syriaevents.confidence.estimating import ALWAYS, probability  # noqa: E402
from syriaevents.confidence.signals import SIGNALS, signals_of  # noqa: E402
from syriaevents.evaluate.calibration import Estimate, calibration_error, reliability  # noqa: E402
from syriaevents.evaluate.comparing import compared  # noqa: E402
from syriaevents.evaluate.prediction import Prediction  # noqa: E402
from syriaevents.evaluate.report import columns  # noqa: E402
from syriaevents.prompting.prompts import PROMPT_VERSION  # noqa: E402
from syriaevents.reading.source import Source  # noqa: E402

WEIGHTS = ROOT / "src/syriaevents/confidence/weights.json"
HELD_SMALL = 3.0
"""How strongly weights are drawn to 0: a prior of variance a third on each."""
STEPS = 30
DRAWS = 200
DIGITS = 3

Example = tuple[dict[str, float], bool]


def examples_of(name: str) -> list[Example]:
    """The signals of each record of an article, and whether gold has it."""
    result, gold = result_of(name), gold_of(name)
    prediction = Prediction.of(result)
    right = {id(line.found): line.right for line in compared(gold, prediction).lines if line.found}
    records = (*result.statements, *result.military_movements, *result.diplomatic_initiatives)
    claims = {id(record): claim for record, claim in zip(records, prediction.claims, strict=True)}
    told = signals_of(result, Source.of(result.article))
    return [(signals, right[id(claims[id(record)])]) for record, signals in told]


def fitted(examples: Sequence[Example]) -> dict[str, float]:
    """Weights by Newton's method; a few steps are enough, and the same examples give the same weights."""
    names = [ALWAYS, *SIGNALS]
    seen = np.array([[1.0, *(signals[name] for name in SIGNALS)] for signals, _ in examples])
    right = np.array([float(is_right) for _, is_right in examples])
    small = np.diag([0.0, *[HELD_SMALL] * len(SIGNALS)])
    weights = np.zeros(len(names))
    for _ in range(STEPS):
        sure = 1 / (1 + np.exp(-seen @ weights))
        slope = seen.T @ (sure - right) + small @ weights
        weights -= np.linalg.solve(seen.T @ (seen * (sure * (1 - sure))[:, None]) + small, slope)
    return {name: round(float(weight), DIGITS) for name, weight in zip(names, weights, strict=True)}


def held_out(by_article: dict[str, list[Example]]) -> list[Estimate]:
    """Each record's confidence by weights that were fitted without its article, and whether it is right."""
    estimates: list[Estimate] = []
    for name, own in by_article.items():
        weights = fitted([one for other, examples in by_article.items() if other != name for one in examples])
        estimates += [(probability(signals, weights), right) for signals, right in own]
    return estimates


def ordered(estimates: Sequence[Estimate]) -> float:
    """How often a right record is surer than a wrong one; 0.5 is chance."""
    right, wrong = ([sure for sure, is_right in estimates if is_right == side] for side in (True, False))
    wins = sum((one > other) + (one == other) / 2 for one in right for other in wrong)
    return wins / (len(right) * len(wrong))


def by_chance(estimates: Sequence[Estimate]) -> float:
    """The calibration error that these confidences show on average where every one of them is exactly true."""
    chance = random.Random(0)
    drawn = [[(sure, chance.random() < sure) for sure, _ in estimates] for _ in range(DRAWS)]
    return sum(map(calibration_error, drawn)) / DRAWS


def figures(estimates: Sequence[Estimate]) -> dict[str, Any]:
    """How far the estimates can be believed."""
    squares = [(sure - right) ** 2 for sure, right in estimates]
    return {
        "expected_calibration_error": round(calibration_error(estimates), DIGITS),
        "expected_by_chance": round(by_chance(estimates), DIGITS),
        "brier": round(sum(squares) / len(squares), DIGITS),
        "right_before_wrong": round(ordered(estimates), DIGITS),
        "reliability": [
            {name: round(value, DIGITS) for name, value in asdict(one).items()} for one in reliability(estimates)
        ],
    }


def main() -> None:
    """Fit, tell, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="only tell how well the weights would do")
    check = parser.parse_args().check
    by_article = {name: examples_of(name) for name in NAMES}
    every = [one for examples in by_article.values() for one in examples]
    data = {
        "about": "Fitted by scripts/fit_confidence.py; held_out: each article by weights fitted on all the others.",
        "engine": ENGINE,
        "prompt_version": PROMPT_VERSION,
        "articles": len(by_article),
        "records": len(every),
        "right": round(sum(right for _, right in every) / len(every), DIGITS),
        "weights": fitted(every),
        "held_out": figures(held_out(by_article)),
    }
    if not check:
        WEIGHTS.write_text(f"{json.dumps(data, indent=1)}\n", "utf-8", newline="\n")
    told = data["held_out"]
    print(f"{data['records']} records of {data['articles']} articles, {data['right']:.1%} of them right")
    print(columns([("weight of", ""), *((name, f"{weight:+.3f}") for name, weight in data["weights"].items())]))
    rows = [
        (f"{low:.1f} to {high:.1f}", str(many), f"{sure:.3f}", f"{right:.3f}")
        for low, high, many, sure, right in map(dict.values, told["reliability"])
    ]
    print(columns([("held out, confidence", "records", "mean", "right"), *rows]))
    print(
        f"expected calibration error {told['expected_calibration_error']:.3f} (so few records show "
        f"{told['expected_by_chance']:.3f} where each confidence is exactly true), Brier score {told['brier']:.3f}, "
        f"a right record surer than a wrong one {told['right_before_wrong']:.3f}"
    )


if __name__ == "__main__":
    main()
