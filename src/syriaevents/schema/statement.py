"""Who said what."""

from pydantic import Field

from syriaevents.schema.values import Codes, Confidence, Date, Ref, Span, Value
from syriaevents.schema.vocabulary import SpeechAct


class Statement(Value):
    """Somebody speaks, is quoted or is cited as saying something."""

    id: str = Field(description="Stable id: same article, same record, same id.")
    speaker: Ref = Field(description="Who speaks.")
    addressee: Ref | None = Field(default=None, description="Whom it is said to or asked of.")
    act: SpeechAct = Field(description="What the speaker does by saying it.")
    about: str | None = Field(default=None, description="Words of the evidence that say what it is about.")
    quotes: tuple[Span, ...] = Field(default=(), description="The direct quotations, without their marks.")
    direct: bool = Field(default=False, description="True where the speaker is quoted word for word.")
    date: Date | None = Field(default=None, description="When it was said.")
    evidence: tuple[Span, ...] = Field(min_length=1, description="The sentences that say so.")
    codes: Codes = Field(default=Codes(), description="Code book identifiers of the act.")
    confidence: Confidence = None
