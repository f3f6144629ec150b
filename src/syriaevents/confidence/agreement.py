"""What a second engine, or a second try of the same, makes of a record: what both found is surer.

Ask twice, with two engines or with two samples of one, and give both results. Nothing is asked here.
"""

from collections.abc import Sequence
from math import log
from typing import NamedTuple, TypeAlias, TypeVar

from syriaevents.confidence.estimating import agreement_weights, logistic
from syriaevents.confidence.signals import Record, type_of, who_of
from syriaevents.grounding.names import same_name
from syriaevents.schema import DiplomaticInitiative, Extraction, MilitaryMovement, RecordType, Statement

R = TypeVar("R", Statement, MilitaryMovement, DiplomaticInitiative)

_SUREST = 0.999
"""No confidence is taken for more than this, nor for less than the rest."""


class Finding(NamedTuple):
    """What makes records of two results of one article the same."""

    type: RecordType
    sentence: int
    who: str


Findings: TypeAlias = tuple[Finding, ...]


def findings(result: Extraction) -> Findings:
    """All that another result of the same article is held against; small, for keeping many."""
    return (
        *(_finding(record) for record in result.statements),
        *(_finding(record) for record in result.military_movements),
        *(_finding(record) for record in result.diplomatic_initiatives),
    )


def seconded(result: Extraction, others: Sequence[Findings]) -> Extraction:
    """The extraction with confidences that say how many of the ``others``, results of the same article, agree.

    A record is agreed with where another result has one of its type in the same sentence with the same speaker, actor
    or first initiator. Records without a confidence stay so, and so does everything where there are no others.
    """
    if not others:
        return result
    return result.model_copy(
        update={
            "statements": _weighed(result.statements, others),
            "military_movements": _weighed(result.military_movements, others),
            "diplomatic_initiatives": _weighed(result.diplomatic_initiatives, others),
        }
    )


def agreement(record: Record, others: Sequence[Findings]) -> float:
    """The part of the other results that have the record too."""
    mine = _finding(record)
    return sum(any(_same(mine, other) for other in found) for found in others) / len(others)


def with_agreement(confidence: float, agreeing: float) -> float:
    """A confidence in the light of the part of other results that agree."""
    weights = agreement_weights()
    return logistic(log_odds(confidence) + weights["alone"] + weights["agreed"] * agreeing)


def log_odds(confidence: float) -> float:
    """What :func:`~syriaevents.confidence.estimating.logistic` makes the confidence of, never endless."""
    sure = min(_SUREST, max(1 - _SUREST, confidence))
    return log(sure / (1 - sure))


def _weighed(records: tuple[R, ...], others: Sequence[Findings]) -> tuple[R, ...]:
    return tuple(
        record
        if record.confidence is None
        else record.model_copy(update={"confidence": with_agreement(record.confidence, agreement(record, others))})
        for record in records
    )


def _finding(record: Record) -> Finding:
    return Finding(type_of(record), record.evidence[0].sentence, who_of(record).mention)


def _same(one: Finding, other: Finding) -> bool:
    return one[:2] == other[:2] and same_name(one.who, other.who)
