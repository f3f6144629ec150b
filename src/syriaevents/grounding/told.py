"""What the text bears out of a draft: a record whose names are still the article's own words.

Resolving makes the public record of it, once, when all of its values are known. The fields are those of the public
records, which say what they mean; values of pydantic are left to them, for they cost several times as much.
"""

from typing import NamedTuple, TypeAlias

from syriaevents.schema import (
    Assertion,
    Casualties,
    Codes,
    DiplomaticAction,
    MilitaryAction,
    Place,
    Range,
    Ref,
    Span,
    SpeechAct,
    Status,
)


class Said(NamedTuple):
    """A statement before it is resolved."""

    id: str
    speaker: Ref
    addressee: Ref | None
    act: SpeechAct
    about: str | None
    quotes: tuple[Span, ...]
    direct: bool
    evidence: tuple[Span, ...]
    codes: Codes


class Moved(NamedTuple):
    """A military movement before it is resolved."""

    id: str
    actor: Ref
    action: MilitaryAction
    target: Ref | None
    place: Place | None
    origin: Place | None
    destination: Place | None
    force_size: Range | None
    weapons: tuple[str, ...]
    casualties: Casualties | None
    assertion: Assertion
    attributed_to: Ref | None
    evidence: tuple[Span, ...]
    codes: Codes


class Dealt(NamedTuple):
    """A diplomatic initiative before it is resolved."""

    id: str
    initiators: tuple[Ref, ...]
    counterparts: tuple[Ref, ...]
    mediator: Ref | None
    action: DiplomaticAction
    topic: str | None
    conditions: tuple[str, ...]
    status: Status
    place: Place | None
    evidence: tuple[Span, ...]
    codes: Codes


Told: TypeAlias = Said | Moved | Dealt
