"""What the model is asked for: small, flat records that point at sentences by number.

The schema is built for the window: sentence numbers are bounded by its size and lists by a few
records a sentence, so that constrained decoding cannot run away. A window of one sentence has no
sentence numbers at all, and only the record types that its words make possible. A record that does
not fit is kept as :class:`Unfit` beside the good ones, so that one bad record never costs them.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, ClassVar, Self, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from syriaevents.schema import Assertion, DiplomaticAction, MilitaryAction, RecordType, SpeechAct, Status

RECORDS_A_SENTENCE = 3
_STARTS_TRIED = 20
"""Braces at which an answer's JSON is looked for; bounds the work on an answer full of them."""

Name = Annotated[str, Field(min_length=1, max_length=120)]
Phrase = Annotated[str, Field(min_length=1, max_length=200)]
_one_or_many = BeforeValidator(lambda value: (value,) if isinstance(value, str) else value)
Names = Annotated[tuple[Name, ...], Field(max_length=4), _one_or_many]


def _is_blank(value: Any) -> bool:
    return value is None or (isinstance(value, str | list) and not (value.strip() if isinstance(value, str) else value))


class Draft(BaseModel):
    """One record as the model answers it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    sentence: int = Field(default=1, ge=1)

    @model_validator(mode="before")
    @classmethod
    def _without_blanks(cls, data: Any) -> Any:
        """An optional field answered with nothing in it is one left out; it does not cost the record."""
        return {name: value for name, value in data.items() if not _is_blank(value)} if isinstance(data, dict) else data


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
    conditions: Annotated[tuple[Phrase, ...], Field(max_length=3), _one_or_many] = ()
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
INITIATIVE = RecordKind("initiatives", "diplomatic_initiative", InitiativeDraft, ("who", "action", "towards", "status"))
KINDS = (STATEMENT, MOVEMENT, INITIATIVE)


def draft_type(draft: Draft) -> RecordType:
    """The record type that a draft is of."""
    return next(kind.type for kind in KINDS if isinstance(draft, kind.draft))


ALL_ACTS = tuple(SpeechAct)
ALL_MILITARY = tuple(MilitaryAction)
ALL_DIPLOMATIC = tuple(DiplomaticAction)


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
                draft = kind.draft.model_validate(raw)
            except ValidationError as error:
                unfit.append(Unfit(type=kind.type, raw=raw, reason=_explain(error)))
                continue
            if draft.sentence > request.sentences:
                reason = f"sentence: there is no sentence {draft.sentence} among the {request.sentences} shown"
                unfit.append(Unfit(type=kind.type, raw=raw, reason=reason))
            else:
                drafts.append(draft)
    return Answer(drafts=tuple(drafts), unfit=tuple(unfit))


def _explain(error: ValidationError) -> str:
    return "; ".join(
        f"{'.'.join(map(str, item['loc'])) or 'record'}: {item['msg']}" for item in error.errors(include_url=False)
    )


class WindowAnswer(BaseModel):
    """Records of the numbered sentences."""

    model_config = ConfigDict(extra="allow")
    request: ClassVar[Request]

    @classmethod
    def model_json_schema(cls, *_args: Any, **_options: Any) -> dict[str, Any]:
        """A strict schema for the decoder, whatever options it is asked for with."""
        return _window_schema(cls.request)

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:
        """A lenient reading of what comes back: words and fences around the JSON are forgiven."""
        return super().model_validate_json(_json_in(json_data), **options)

    def read(self) -> Answer:
        """The records, each checked alone."""
        return read_answer(self.request, self.model_extra or {})


@lru_cache(maxsize=512)
def answer_model(request: Request) -> type[WindowAnswer]:
    """The response model of a window."""
    return type("WindowAnswer", (WindowAnswer,), {"request": request, "__doc__": WindowAnswer.__doc__})


def _json_in(text: str | bytes | bytearray) -> str | bytes | bytearray:
    """The answer in a text that has words or a code fence around it: its last JSON object, else the text itself."""
    if not isinstance(text, str) or (text.startswith("{") and text.endswith("}")):
        return text
    found, at = text, text.find("{")
    for _ in range(_STARTS_TRIED):
        if at < 0:
            break
        try:
            _, end = json.JSONDecoder().raw_decode(text, at)
        except (ValueError, RecursionError):
            end = at + 1
        else:
            found = text[at:end]
        at = text.find("{", end)
    return found


def _window_schema(request: Request) -> dict[str, Any]:
    properties, required = {}, []
    for kind in KINDS:
        if not request.values(kind):
            continue
        most = request.most_statements if kind is STATEMENT else request.most
        properties[kind.key] = {
            "type": "array",
            "items": _record_schema(kind, request),
            "minItems": max(request.statements if kind is STATEMENT else 0, int(request.brief)),
            "maxItems": most * min(request.sentences, 40),
        }
        if not request.brief or (kind is STATEMENT and request.statements):
            required.append(kind.key)
    return _object(properties, required)


def _record_schema(kind: RecordKind, request: Request) -> dict[str, Any]:
    fields = dict(_fields(kind))
    fields["act" if kind is STATEMENT else "action"] = {"type": "string", "enum": list(request.values(kind))}
    if request.sentences == 1:
        fields.pop("sentence")
    else:
        fields["sentence"] = {"type": "integer", "minimum": 1, "maximum": request.sentences}
    if not request.brief:  # what strict providers want: every field required, null where there is nothing
        return _object({name: _without_lengths(schema) for name, schema in fields.items()}, list(fields))
    few = {name: _without_null(schema) for name, schema in fields.items() if name in (*kind.brief, "sentence")}
    if kind is INITIATIVE:
        few["who"] = dict(few["who"]["items"])
    must = {name for name, field in kind.draft.model_fields.items() if field.is_required()}
    return _object(few, [name for name in few if name in must or name == "sentence"])


def _without_lengths(node: Any) -> Any:
    """Strict providers take no bounds on the length of strings."""
    if isinstance(node, list):
        return [_without_lengths(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {key: _without_lengths(value) for key, value in node.items() if key not in ("minLength", "maxLength")}


@lru_cache(maxsize=len(KINDS))
def _fields(kind: RecordKind) -> dict[str, Any]:
    """The JSON Schema of each field, self-contained."""
    schema = TypeAdapter(kind.draft).json_schema()
    definitions = schema.get("$defs", {})

    def plain(node: Any) -> Any:
        if isinstance(node, list):
            return [plain(item) for item in node]
        if not isinstance(node, dict):
            return node
        if "$ref" in node:
            return plain({"enum": definitions[node["$ref"].rsplit("/", 1)[-1]]["enum"], "type": "string"})
        return {key: plain(value) for key, value in node.items() if key not in ("title", "default", "description")}

    return {name: plain(field) for name, field in schema["properties"].items()}


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    choices = [choice for choice in schema.get("anyOf", ()) if choice.get("type") != "null"]
    if choices:
        return dict(choices[0])
    return {**schema, "minItems": 1} if schema.get("type") == "array" else schema


def _object(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
