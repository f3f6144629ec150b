"""The records as JSON Schema 2020-12, one file a record type, generated from the models.

The schemas describe what the library writes: every field stands in every record. Each value of a closed vocabulary
carries its definition. ``version`` and the ``$id`` hold :data:`syriaevents.schema.SCHEMA_VERSION`.
"""

import json
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from syriaevents.errors import ConfigError
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


def write(folder: Path) -> tuple[Path, ...]:
    """Write all schema files into the folder, which is made where it is missing; return their paths.

    Raises ConfigError when they cannot be written.
    """
    paths = tuple(folder / f"{name}.json" for name in MODELS)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path in paths:
            path.write_text(text(path.stem), "utf-8", newline="\n")
    except OSError as error:
        raise ConfigError(f"The schema files cannot be written into {folder}: {error.strerror or error}.") from error
    return paths


def check(folder: Path) -> list[str]:
    """What differs between the folder and the models, a line a file; empty where they agree."""
    expected = {f"{name}.json": text(name) for name in MODELS}
    present = {path.name: path for path in sorted(folder.iterdir())} if folder.is_dir() else {}
    missing = [f"{folder / name} is missing" for name in expected if name not in present]
    extra = [f"{path} does not belong there" for name, path in present.items() if name not in expected]
    changed = [
        f"{present[name]} differs from the models"
        for name, body in expected.items()
        if name in present and _read(present[name]) != body
    ]
    return missing + extra + changed


def _define(definitions: dict[str, Any], vocabulary: Mapping[StrEnum, Coding]) -> None:
    """Replace a bare list of values by values with their definitions."""
    kind = type(next(iter(vocabulary)))
    if kind.__name__ in definitions:
        definition = definitions[kind.__name__]
        del definition["enum"]
        definition["oneOf"] = [
            {"const": value.value, "description": coding.definition} for value, coding in vocabulary.items()
        ]


def _read(path: Path) -> str | None:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
