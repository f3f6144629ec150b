"""The public records as plain shapes: named fields of scalars, structures and lists, read off the models.

Whatever a record gains, every table and schema made from here gains too.
"""

import datetime as dt
import json
import re
import types
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel


class Kind(StrEnum):
    """What a single value is."""

    TEXT = "text"
    INTEGER = "integer"
    REAL = "real"
    BOOLEAN = "boolean"
    DATE = "date"
    JSON = "json"  # anything else, written down as JSON
    TEXTS = "texts"  # a list of texts


@dataclass(frozen=True, slots=True)
class Struct:
    """Named fields."""

    fields: tuple["Field", ...]


@dataclass(frozen=True, slots=True)
class Many:
    """A list of structures."""

    item: Struct


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record: its name, what it holds, whether it always holds something, and what that means."""

    name: str
    shape: Kind | Struct | Many
    required: bool
    meaning: str


LARGEST = 2**63 - 1
"""The largest whole number that every format holds; no real figure is larger, and what is larger is left empty."""

_KINDS = {str: Kind.TEXT, int: Kind.INTEGER, float: Kind.REAL, bool: Kind.BOOLEAN, dt.date: Kind.DATE, dict: Kind.JSON}
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def struct_of(model: type[BaseModel]) -> Struct:
    """The fields of a model, nested as they are."""
    return Struct(
        tuple(
            Field(name, _shape(field.annotation), not _optional(field.annotation), field.description or "")
            for name, field in model.model_fields.items()
        )
    )


def storable(text: str) -> str:
    """The text, of the same length, as every format can hold it: NUL becomes its picture, half a surrogate ``�``."""
    return _UNSTORABLE.sub(lambda match: "␀" if match[0] == "\0" else "�", text)


def storable_json(value: Any) -> Any:
    """What JSON may hold, with every text in it storable: databases refuse an escaped NUL too."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {storable(str(name)): storable_json(one) for name, one in value.items()}
    return [storable_json(one) for one in value] if isinstance(value, list | tuple) else value


def plain(value: Any, kind: Kind) -> Any:
    """A record's value as plain Python: texts storable, a list of texts a list, JSON text; too large a number None."""
    if value is None:
        return None
    if kind is Kind.JSON:
        return json.dumps(storable_json(value), ensure_ascii=False, sort_keys=True, default=str)
    if kind is Kind.TEXTS:
        return [storable(one) for one in value]
    if kind is Kind.TEXT:
        return storable(str(value))  # a vocabulary's value is a plain text here
    return None if kind is Kind.INTEGER and value > LARGEST else value


def _shape(annotation: Any) -> Kind | Struct | Many:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _shape(arguments[0])
    if origin in {Union, types.UnionType}:
        return _shape(next(one for one in arguments if one is not type(None)))
    if origin is Literal:
        return Kind.TEXT
    if origin is tuple:
        item = _shape(arguments[0])
        return Many(item) if isinstance(item, Struct) else Kind.TEXTS
    kind = origin or annotation
    if issubclass(kind, BaseModel):
        return struct_of(kind)
    return next(_KINDS[base] for base in kind.__mro__ if base in _KINDS)


def _optional(annotation: Any) -> bool:
    return type(None) in get_args(annotation)
