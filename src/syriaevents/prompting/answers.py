"""The response model of a window: the schema that an answer is held to, and how an answer is read.

The schema is built for the window: sentence numbers are bounded by its size and lists by a few
records a sentence, so that constrained decoding cannot run away. A window of one sentence has no
sentence numbers at all, and only the record types that its words make possible.
"""

import json
from functools import lru_cache
from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, TypeAdapter

from syriaevents.prompting.drafts import INITIATIVE, KINDS, STATEMENT, Answer, RecordKind, Request, read_answer

_UNSENT = frozenset({"title", "default", "description", "pattern"})
"""What a schema says that no decoder is asked to keep to."""
_STARTS_TRIED = 20
"""Braces at which an answer's JSON is looked for; bounds the work on an answer full of them."""


class WindowAnswer(BaseModel):
    """Records of the numbered sentences."""

    model_config = ConfigDict(extra="allow")
    request: ClassVar[Request]

    @classmethod
    def model_json_schema(cls, *_args: Any, **_options: Any) -> dict[str, Any]:
        """A strict schema for the decoder, whatever options it is asked for with; made once, so not to be changed."""
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


@lru_cache(maxsize=512)
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
    few = {name: _without_null(fields[name]) for name in ("sentence", *kind.brief) if name in fields}
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
        return {key: plain(value) for key, value in node.items() if key not in _UNSENT}

    return {name: plain(field) for name, field in schema["properties"].items()}


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    choices = [choice for choice in schema.get("anyOf", ()) if choice.get("type") != "null"]
    if choices:
        return dict(choices[0])
    return {**schema, "minItems": 1} if schema.get("type") == "array" else schema


def _object(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
