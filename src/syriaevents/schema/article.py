"""The input: one news article."""

import datetime as dt
import hashlib
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from syriaevents.schema.values import Value


def _day(value: Any) -> Any:
    """Accept a day or a moment in ISO 8601; the record keeps the day the source states, in its own time zone."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, str) and len(value) > len("2024-12-02"):
        return dt.datetime.fromisoformat(value).date()
    return value


Day = Annotated[dt.date, BeforeValidator(_day), Field(strict=False)]


class Article(Value):
    """A news article. ``text`` is what every offset counts in; it is never altered."""

    id: str = Field(default="", description="Identifier; when none is given, 16 hex digits of the text's SHA-256.")
    title: str | None = Field(default=None, description="Headline, where the source gives one apart from the text.")
    source: str | None = Field(default=None, description="Outlet or agency.")
    url: str | None = Field(default=None, description="Where it was published.")
    published: Day | None = Field(default=None, description="Day of publication, ISO 8601.")
    language: str | None = Field(default=None, description="ISO 639-1 code.")
    text: str = Field(description="The article's text, untouched.")

    @model_validator(mode="before")
    @classmethod
    def _identified(cls, data: Any) -> Any:
        if isinstance(data, dict) and not data.get("id") and isinstance(data.get("text"), str):
            return {**data, "id": text_digest(data["text"])}
        return data


def text_digest(text: str) -> str:
    """16 hex digits of the text's SHA-256; lone surrogates count as they stand."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
