"""Who moved or struck where."""

from pydantic import Field

from syriaevents.schema.values import Casualties, Codes, Confidence, Date, Place, Range, Ref, Span, Value
from syriaevents.schema.vocabulary import Assertion, MilitaryAction


class MilitaryMovement(Value):
    """An armed actor attacks, moves, takes, holds or leaves something."""

    id: str = Field(description="Stable id: same article, same record, same id.")
    actor: Ref = Field(description="Who acts.")
    action: MilitaryAction = Field(description="What they do.")
    target: Ref | None = Field(default=None, description="Whom or what it is directed against.")
    place: Place | None = Field(default=None, description="Where it happens.")
    origin: Place | None = Field(default=None, description="Where they come from.")
    destination: Place | None = Field(default=None, description="Where they go.")
    force_size: Range | None = Field(default=None, description="How many people act.")
    weapons: tuple[str, ...] = Field(default=(), description="Weapons and vehicles, in the words of the article.")
    casualties: Casualties | None = Field(default=None, description="People killed and wounded.")
    date: Date | None = Field(default=None, description="When it happens.")
    assertion: Assertion = Field(default=Assertion.REPORTED, description="How the article stands to it.")
    attributed_to: Ref | None = Field(default=None, description="Whose word the article gives it on.")
    evidence: tuple[Span, ...] = Field(min_length=1, description="The sentences that say so.")
    codes: Codes = Field(default=Codes(), description="Code book identifiers of the action.")
    confidence: Confidence = None
