"""What the model is asked for: small, flat records that point at sentences by number.

A record that does not fit is kept as :class:`Unfit` beside the good ones, so that one bad record never costs them.
"""

from dataclasses import dataclass
from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from syriaevents.schema import Assertion, DiplomaticAction, MilitaryAction, RecordType, SpeechAct, Status

RECORDS_A_SENTENCE = 3

_NOT_BLANK = r"[^\s\x1c-\x1f]"
"""A character that is no white space, as Python tells it."""
_Name = Annotated[str, Field(min_length=1, max_length=120)]
_Phrase = Annotated[str, Field(min_length=1, max_length=200)]
Name = Annotated[_Name, Field(pattern=_NOT_BLANK)]
Phrase = Annotated[_Phrase, Field(pattern=_NOT_BLANK)]
_one_or_many = BeforeValidator(
    lambda value: (() if _is_blank(value) else (value,)) if isinstance(value, str) else value
)
Names = Annotated[tuple[_Name, ...], Field(max_length=4), _one_or_many]


def _is_blank(value: Any) -> bool:
    if isinstance(value, str):
        return not value or value.isspace()
    return value is None or (isinstance(value, list) and not value)


class Draft(BaseModel):
    """One record as the model answers it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    sentence: int = Field(default=1, ge=1)


class StatementDraft(Draft):
    """Somebody speaks."""

    who: Name
    act: SpeechAct
    to: Name | None = None
    about: Phrase | None = None


class MovementDraft(Draft):
    """An armed actor does something."""

    who: Name
    action: MilitaryAction
    target: Name | None = None
    where: Name | None = None
    origin: Name | None = None
    destination: Name | None = None
    weapons: Names = ()
    assertion: Assertion = Assertion.REPORTED
    according_to: Name | None = None


class InitiativeDraft(Draft):
    """Somebody acts diplomatically."""

    who: Names = Field(min_length=1)
    action: DiplomaticAction
    towards: Names = ()
    mediator: Name | None = None
    topic: Phrase | None = None
    conditions: Annotated[tuple[_Phrase, ...], Field(max_length=3), _one_or_many] = ()
    status: Status
    where: Name | None = None


class Unfit(BaseModel):
    """A record of an answer that is not what was asked for."""

    model_config = ConfigDict(frozen=True)

    type: RecordType
    raw: Any
    reason: str


DraftType: TypeAlias = type[Draft]


@dataclass(frozen=True, slots=True)
class RecordKind:
    """How one record type is asked for: its list's key and its fields, few or all."""

    key: str
    type: RecordType
    draft: DraftType
    brief: tuple[str, ...]


STATEMENT = RecordKind("statements", "statement", StatementDraft, ("who", "act"))
MOVEMENT = RecordKind("movements", "military_movement", MovementDraft, ("who", "action", "target", "where"))
INITIATIVE = RecordKind("initiatives", "diplomatic_initiative", InitiativeDraft, ("who", "action", "status", "towards"))
KINDS = (STATEMENT, MOVEMENT, INITIATIVE)


def draft_type(draft: Draft) -> RecordType:
    """The record type that a draft is of."""
    return next(kind.type for kind in KINDS if isinstance(draft, kind.draft))


ALL_ACTS = tuple(act.value for act in SpeechAct)
ALL_MILITARY = tuple(action.value for action in MilitaryAction)
ALL_DIPLOMATIC = tuple(action.value for action in DiplomaticAction)


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of one window. A record type without values is not asked about."""

    sentences: int
    """How many sentences the window has."""
    acts: tuple[str, ...] = ALL_ACTS
    military: tuple[str, ...] = ALL_MILITARY
    diplomatic: tuple[str, ...] = ALL_DIPLOMATIC
    statements: int = 0
    """How many statements there are at least: code saw them."""
    most_statements: int = RECORDS_A_SENTENCE
    most: int = RECORDS_A_SENTENCE
    """Records of any other type a sentence, at the most."""
    brief: bool = False
    """Only the fields a small model fills well; empty lists and fields are left out."""

    def values(self, kind: RecordKind) -> tuple[str, ...]:
        """The acts or actions that may be answered for a record type."""
        return {STATEMENT.key: self.acts, MOVEMENT.key: self.military, INITIATIVE.key: self.diplomatic}[kind.key]


class Answer(BaseModel):
    """An answer, record by record."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    drafts: tuple[Draft, ...] = ()
    unfit: tuple[Unfit, ...] = ()


def read_answer(request: Request, data: dict[str, Any]) -> Answer:
    """Check an answer record by record; nothing of it is lost."""
    drafts: list[Draft] = []
    unfit: list[Unfit] = []
    for kind in KINDS:
        items = data.get(kind.key) or []
        for raw in items if isinstance(items, list) else [items]:
            try:
                draft = _draft(kind, raw)
            except ValidationError as error:
                unfit.append(Unfit(type=kind.type, raw=raw, reason=_explain(error)))
                continue
            if draft.sentence > request.sentences:
                reason = f"sentence: there is no sentence {draft.sentence} among the {request.sentences} shown"
                unfit.append(Unfit(type=kind.type, raw=raw, reason=reason))
            else:
                drafts.append(draft)
    return Answer(drafts=tuple(drafts), unfit=tuple(unfit))


def _draft(kind: RecordKind, raw: Any) -> Draft:
    """A record as a draft; an optional field answered with nothing in it is one left out, and does not cost the record.

    Nearly all have none, so blanks are taken out where a record does not fit as it is.
    """
    try:
        return kind.draft.model_validate(raw)
    except ValidationError:
        if not isinstance(raw, dict):
            raise
        return kind.draft.model_validate({name: value for name, value in raw.items() if not _is_blank(value)})


def _explain(error: ValidationError) -> str:
    return "; ".join(
        f"{'.'.join(map(str, item['loc'])) or 'record'}: {item['msg']}" for item in error.errors(include_url=False)
    )
