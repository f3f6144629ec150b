"""The records as JSON Schema 2020-12, one file a record type, generated from the models.

The schemas describe what the library writes: every field stands in every record. Each value of a closed vocabulary
carries its definition. ``version`` and the ``$id`` hold :data:`syriaevents.schema.SCHEMA_VERSION`.
"""

import json
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from syriaevents.schema import (
    SCHEMA_VERSION,
    Actor,
    Article,
    DiplomaticInitiative,
    Event,
    Extraction,
    MilitaryMovement,
    Statement,
)
from syriaevents.schema.codes import (
    ASSERTIONS,
    DIPLOMATIC_ACTIONS,
    KINDS,
    MILITARY_ACTIONS,
    SPEECH_ACTS,
    STATUSES,
    Coding,
)

DIALECT = "https://json-schema.org/draft/2020-12/schema"
MODELS: Mapping[str, type[BaseModel]] = MappingProxyType(
    {
        "extraction": Extraction,
        "article": Article,
        "actor": Actor,
        "statement": Statement,
        "military_movement": MilitaryMovement,
        "diplomatic_initiative": DiplomaticInitiative,
        "event": Event,
    }
)
"""Name of a schema file, without its ending → the model."""

_VOCABULARIES: tuple[Mapping[Any, Coding], ...] = (
    KINDS,
    SPEECH_ACTS,
    MILITARY_ACTIONS,
    DIPLOMATIC_ACTIONS,
    STATUSES,
    ASSERTIONS,
)


def schema(name: str) -> dict[str, Any]:
    """The schema of one of :data:`MODELS`."""
    body = MODELS[name].model_json_schema(mode="serialization")
    for vocabulary in _VOCABULARIES:
        _define(body.get("$defs", {}), vocabulary)
    head = {
        "$schema": DIALECT,
        "$id": f"urn:syriaevents:schema:{name}:{SCHEMA_VERSION}",
        "title": body.pop("title"),
        "version": SCHEMA_VERSION,
    }
    return {**head, **body}


def text(name: str) -> str:
    """The schema as its file holds it."""
    return f"{json.dumps(schema(name), indent=2, ensure_ascii=False)}\n"


def _define(definitions: dict[str, Any], vocabulary: Mapping[StrEnum, Coding]) -> None:
    """Replace a bare list of values by values with their definitions."""
    kind = type(next(iter(vocabulary)))
    if kind.__name__ in definitions:
        definition = definitions[kind.__name__]
        del definition["enum"]
        definition["oneOf"] = [
            {"const": value.value, "description": coding.definition} for value, coding in vocabulary.items()
        ]
