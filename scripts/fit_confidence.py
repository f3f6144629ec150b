"""Fit the weights of ``confidence/weights.json`` on the examples' gold, and tell how far they can be believed.

    python scripts/fit_confidence.py [--check] [--second FILE.jsonl]

The embedded engine's recorded answers (``tests/cassettes``) give records, ``examples/gold`` tells which are right. The
weights are those of a logistic regression, held small (L2). How well they do is told on held-out articles: each
article's records are estimated with weights fitted on all the others. What the agreement of a second result is worth is
fitted on ``tests/cassettes/second.json``: what the same engine found when it was asked otherwise; ``--second`` makes
that file from extractions that ``scripts/replay.py --out`` kept. The figures go into the README, too. With ``--check``
nothing is written.
"""

import argparse
import json
import random
import re
import sys
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from recorded import CASSETTES, ENGINE, NAMES, gold_of, result_of  # noqa: E402  (beside the tests that replay them too)

from syriaevents.confidence.agreement import Finding, agreement, findings, log_odds  # noqa: E402
from syriaevents.confidence.estimating import ALWAYS, logistic, probability  # noqa: E402
from syriaevents.confidence.signals import SIGNALS, signals_of  # noqa: E402
from syriaevents.evaluate.calibration import Estimate, calibration_error, reliability  # noqa: E402
from syriaevents.evaluate.comparing import compared  # noqa: E402
from syriaevents.evaluate.prediction import Prediction  # noqa: E402
from syriaevents.evaluate.report import columns  # noqa: E402
from syriaevents.prompting.prompts import PROMPT_VERSION  # noqa: E402
from syriaevents.reading.source import Source  # noqa: E402
from syriaevents.store.results import read_results  # noqa: E402

WEIGHTS = ROOT / "src/syriaevents/confidence/weights.json"
README = ROOT / "README.md"
BLOCK = re.compile(r"(?<=<!-- confidence -->\n).*?(?=<!-- /confidence -->)", re.DOTALL)
"""Where the README tells how far confidences can be believed."""
SECOND = CASSETTES / "second.json"
HELD_SMALL = 3.0
"""How strongly weights are drawn to 0: a prior of variance a third on each."""
STEPS = 30
DRAWS = 200
DIGITS = 3


@dataclass(frozen=True, slots=True)
class Example:
    """A predicted record."""

    article: str
    signals: Mapping[str, float]
    right: bool
    agreeing: float | None
    """1 where the second result has it too, 0 where not; None where there is no second result of the article."""


def examples_of(name: str, second: Mapping[str, Any]) -> list[Example]:
    """The records of an article, with whether gold has them."""
    result, gold = result_of(name), gold_of(name)
    prediction = Prediction.of(result)
    right = {id(line.found): line.right for line in compared(gold, prediction).lines if line.found}
    records = (*result.statements, *result.military_movements, *result.diplomatic_initiatives)
    claims = {id(record): claim for record, claim in zip(records, prediction.claims, strict=True)}
    other = second.get(name)
    others = None if other is None else (tuple(Finding(*one) for one in other),)
    return [
        Example(name, signals, right[id(claims[id(record)])], agreement(record, others) if others else None)
        for record, signals in signals_of(result, Source.of(result.article))
    ]


def regression(seen: Any, right: Any, held: Any, known: Any = 0.0) -> Any:
    """Weights by Newton's method; the same examples give the same weights. ``known`` are log odds to start from."""
    weights = np.zeros(seen.shape[1])
    for _ in range(STEPS):
        sure = 1 / (1 + np.exp(-(seen @ weights + known)))
        slope = seen.T @ (sure - right) + held * weights
        weights -= np.linalg.solve(seen.T @ (seen * (sure * (1 - sure))[:, None]) + np.diag(held), slope)
    return weights


def fitted(examples: Sequence[Example]) -> dict[str, float]:
    """A weight a signal, and one for all records."""
    names = [ALWAYS, *SIGNALS]
    seen = np.array([[1.0, *(example.signals[name] for name in SIGNALS)] for example in examples])
    right = np.array([float(example.right) for example in examples])
    weights = regression(seen, right, np.array([0.0, *[HELD_SMALL] * len(SIGNALS)]))
    return {name: round(float(weight), DIGITS) for name, weight in zip(names, weights, strict=True)}


def fitted_agreement(examples: Sequence[Example], sure: Sequence[float]) -> dict[str, float]:
    """What it does to the log odds of confidences to stand alone, and what agreement adds to that."""
    seen = np.array([[1.0, example.agreeing] for example in examples])
    right = np.array([float(example.right) for example in examples])
    weights = regression(seen, right, np.array([0.0, HELD_SMALL]), np.array([log_odds(one) for one in sure]))
    return {name: round(float(weight), DIGITS) for name, weight in zip(("alone", "agreed"), weights, strict=True)}


def held_out(examples: Sequence[Example]) -> list[float]:
    """Each record's confidence by weights that were fitted without its article."""
    names = dict.fromkeys(example.article for example in examples)
    weights = {name: fitted([example for example in examples if example.article != name]) for name in names}
    return [probability(example.signals, weights[example.article]) for example in examples]


def held_out_agreement(examples: Sequence[Example], sure: Sequence[float]) -> list[float]:
    """The same with the second result: neither weight has seen the record's article."""
    found = []
    for example, one in zip(examples, sure, strict=True):
        rest = [at for at, other in enumerate(examples) if other.article != example.article]
        weights = fitted_agreement([examples[at] for at in rest], [sure[at] for at in rest])
        found.append(logistic(log_odds(one) + weights["alone"] + weights["agreed"] * (example.agreeing or 0.0)))
    return found


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


def figures(examples: Sequence[Example], sure: Sequence[float]) -> dict[str, Any]:
    """How far the estimates can be believed."""
    estimates = [(one, example.right) for one, example in zip(sure, examples, strict=True)]
    squares = [(one - right) ** 2 for one, right in estimates]
    return {
        "records": len(estimates),
        "expected_calibration_error": round(calibration_error(estimates), DIGITS),
        "expected_by_chance": round(by_chance(estimates), DIGITS),
        "brier": round(sum(squares) / len(squares), DIGITS),
        "right_before_wrong": round(ordered(estimates), DIGITS),
        "reliability": [
            {name: round(value, DIGITS) for name, value in asdict(one).items()} for one in reliability(estimates)
        ],
    }


def fit() -> dict[str, Any]:
    """The weights, and the figures of how they were fitted."""
    second = json.loads(SECOND.read_text("utf-8"))
    examples = [example for name in NAMES for example in examples_of(name, second["found"])]
    sure = held_out(examples)
    twice = [(example, one) for example, one in zip(examples, sure, strict=True) if example.agreeing is not None]
    both, alone = [example for example, _ in twice], [one for _, one in twice]
    return {
        "about": "Fitted by scripts/fit_confidence.py; held_out: each article by weights fitted on all the others.",
        "engine": ENGINE,
        "prompt_version": PROMPT_VERSION,
        "second_prompt_version": second["prompt_version"],
        "articles": len(NAMES),
        "right": round(sum(example.right for example in examples) / len(examples), DIGITS),
        "weights": fitted(examples),
        "agreement": fitted_agreement(both, alone),
        "held_out": figures(examples, sure),
        "held_out_once": figures(both, alone),
        "held_out_seconded": figures(both, held_out_agreement(both, alone)),
    }


def told(title: str, found: Mapping[str, Any]) -> str:
    """Figures as a table and a line."""
    rows = [
        (f"{low:.1f} to {high:.1f}", str(many), f"{sure:.3f}", f"{right:.3f}", "#" * round(20 * right))
        for low, high, many, sure, right in map(dict.values, found["reliability"])
    ]
    return (
        f"{columns([(title, 'records', 'mean', 'right', 'plot'), *rows])}\n"
        f"expected calibration error {found['expected_calibration_error']:.3f} over {found['records']} records "
        f"({found['expected_by_chance']:.3f} where each confidence is exactly true), Brier score {found['brier']:.3f}, "
        f"a right record surer than a wrong one {found['right_before_wrong']:.3f}"
    )


def in_readme(data: Mapping[str, Any]) -> str:
    """The figures as the README has them."""
    found = data["held_out"]
    rows = [
        f"| {one['low']:.1f} to {one['high']:.1f} | {one['records']} | {one['confidence']:.2f} | {one['right']:.2f} |\n"
        for one in found["reliability"]
    ]
    names = ("held_out", "held_out_once", "held_out_seconded")
    surer = {name: f"{data[name]['right_before_wrong']:.0%}" for name in names}
    told = (
        f"Expected calibration error {found['expected_calibration_error']:.3f} over {found['records']} records of "
        f"{data['articles']} articles (as few show {found['expected_by_chance']:.3f} where every confidence is exactly "
        f"true). Of a right and a wrong record, the right one is surer in {surer['held_out']} of the pairs; in the "
        f"articles that an old prompt gave a second result of, in {surer['held_out_seconded']} with it and in "
        f"{surer['held_out_once']} without."
    )
    head = "| confidence, on articles left out of the fit | records | mean | right |\n|---|---|---|---|\n"
    return f"{head}{''.join(rows)}\n{textwrap.fill(told, 120)}\n"


def keep_second(path: Path) -> None:
    """Make the second result from extractions: what was found in the articles that are recorded."""
    names = {gold_of(name).article.text: name for name in NAMES}
    results = {names[result.article.text]: result for result in read_results(path) if result.article.text in names}
    data = {
        "about": "What the same engine found with another prompt; scripts/fit_confidence.py --second makes it.",
        "prompt_version": next(iter(results.values())).meta.prompt_version,
        "found": {name: findings(result) for name, result in sorted(results.items())},
    }
    SECOND.write_text(f"{json.dumps(data, ensure_ascii=False)}\n", "utf-8", newline="\n")


def main() -> None:
    """Fit, tell, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="only tell how well the weights would do")
    parser.add_argument("--second", type=Path, metavar="FILE.jsonl", help="take these extractions for a second result")
    chosen = parser.parse_args()
    if chosen.second:
        keep_second(chosen.second)
    data = fit()
    if not chosen.check:
        WEIGHTS.write_text(f"{json.dumps(data, indent=1)}\n", "utf-8", newline="\n")
        readme = BLOCK.sub(lambda _: in_readme(data), README.read_text("utf-8"))
        README.write_text(readme, "utf-8", newline="\n")
    print(f"{data['held_out']['records']} records of {data['articles']} articles, {data['right']:.1%} of them right")
    weights = [*data["weights"].items(), *data["agreement"].items()]
    print(columns([("weight of", ""), *((name, f"{weight:+.3f}") for name, weight in weights)]))
    print(told("held out", data["held_out"]))
    print(told("held out, of these", data["held_out_once"]))
    print(told("held out, seconded", data["held_out_seconded"]))


if __name__ == "__main__":
    main()
