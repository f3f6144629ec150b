"""Who offered, met, mediated or refused what."""

from pydantic import Field

from syriaevents.schema.values import Codes, Confidence, Date, Place, Ref, Span, Value
from syriaevents.schema.vocabulary import DiplomaticAction, Status


class DiplomaticInitiative(Value):
    """Somebody tries to change relations by other means than force."""

    id: str = Field(description="Stable id: same article, same record, same id.")
    initiators: tuple[Ref, ...] = Field(min_length=1, description="Who acts.")
    counterparts: tuple[Ref, ...] = Field(default=(), description="With or towards whom.")
    mediator: Ref | None = Field(default=None, description="Who stands between them.")
    action: DiplomaticAction = Field(description="What they do.")
    topic: str | None = Field(default=None, description="Words of the evidence that say what it is about.")
    conditions: tuple[str, ...] = Field(
        default=(), description="What it is made to depend on, in the evidence's words."
    )
    status: Status = Field(description="How far it has come.")
    place: Place | None = Field(default=None, description="Where it takes place.")
    date: Date | None = Field(default=None, description="When it takes place.")
    evidence: tuple[Span, ...] = Field(min_length=1, description="The sentences that say so.")
    codes: Codes = Field(default=Codes(), description="Code book identifiers of the action.")
    confidence: Confidence = None
