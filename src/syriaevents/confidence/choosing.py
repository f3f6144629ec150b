"""Records chosen by their confidence, and confidences put together."""

from collections.abc import Iterable
from math import prod
from typing import TypeVar

from syriaevents.confidence.estimating import DIGITS
from syriaevents.schema import DiplomaticInitiative, Extraction, MilitaryMovement, Statement
from syriaevents.schema.values import refs_of

R = TypeVar("R", Statement, MilitaryMovement, DiplomaticInitiative)


def at_least(result: Extraction, least: float) -> Extraction:
    """The extraction with only the records whose confidence is ``least`` or more, and the actors that these name.

    ``least`` lies between 0 and 1. Where it is above 0, records without a confidence (null) go too: nothing is known
    that would keep them.
    """
    if least <= 0:
        return result
    statements = _sure(result.statements, least)
    movements = _sure(result.military_movements, least)
    initiatives = _sure(result.diplomatic_initiatives, least)
    named = {ref.actor_id for record in (*statements, *movements, *initiatives) for ref in refs_of(record)}
    return result.model_copy(
        update={
            "actors": tuple(actor for actor in result.actors if actor.id in named),
            "statements": statements,
            "military_movements": movements,
            "diplomatic_initiatives": initiatives,
        }
    )


def together(confidences: Iterable[float | None]) -> float | None:
    """The probability that at least one of several independent records of one event is right.

    Give one confidence a source: copies of one text are one source. None where no confidence is known.
    """
    known = [confidence for confidence in confidences if confidence is not None]
    return round(1 - prod(1 - confidence for confidence in known), DIGITS) if known else None


def _sure(records: tuple[R, ...], least: float) -> tuple[R, ...]:
    return tuple(record for record in records if record.confidence is not None and record.confidence >= least)
