"""Signals → the probability that a record is right: one weight a signal, fitted on annotated articles.

``weights.json`` holds the weights and the figures of how they were fitted; ``scripts/fit_confidence.py`` writes it.
"""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources
from math import exp
from typing import Any

from syriaevents.confidence.signals import SIGNALS, grounds_of, signals_in
from syriaevents.grounding.told import Told
from syriaevents.reading.source import Source
from syriaevents.resolving.casting import Cast

ALWAYS = "always"
"""The weight that every record has."""
DIGITS = 3
"""More digits of a confidence would say more than is known."""


def confidences(told: Sequence[Told], source: Source, cast: Cast) -> list[float]:
    """The confidence of each record before it is made; ``source`` and ``cast`` are its article's."""
    return list(map(_confidence, signals_in([grounds_of(record, cast) for record in told], source)))


@lru_cache(maxsize=4096)
def _confidence(signals: tuple[float, ...]) -> float:
    """The probability by the shipped weights; there are not many ways in which records differ."""
    return probability(dict(zip(SIGNALS, signals, strict=True)), shipped_weights())


def probability(signals: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The logistic function of the weighted signals, between 0 and 1."""
    return logistic(weights[ALWAYS] + sum([weights[name] * value for name, value in signals.items() if value]))


def logistic(odds: float) -> float:
    """Log odds as a probability, to the digits that a confidence has."""
    return round(1 / (1 + exp(-odds)), DIGITS)


def shipped_weights() -> Mapping[str, float]:
    """A weight a signal, and the one that every record has."""
    weights: Mapping[str, float] = _shipped()["weights"]
    return weights


def agreement_weights() -> Mapping[str, float]:
    """What it does to the log odds to stand alone, and what is added where another result agrees."""
    weights: Mapping[str, float] = _shipped()["agreement"]
    return weights


@lru_cache(maxsize=1)
def _shipped() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(resources.files(__package__).joinpath("weights.json").read_text("utf-8"))
    return data
