"""The small frozen values that records are made of: spans, references, places, dates, ranges, codes."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from syriaevents.schema.codes import QUADS, Coding


class Value(BaseModel):
    """Frozen, strict, and closed: a misspelt or unknown field is an error, never ignored."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


Offset = Annotated[int, Field(ge=0, description="Position in article.text, in Python characters.")]


Confidence = Annotated[
    float | None,
    Field(
        ge=0,
        le=1,
        description="Probability that the record is right (its evidence and the one named first in it), calibrated on "
        "annotated articles with the embedded engine; null where it was not estimated.",
    ),
]


class Mention(Value):
    """Words of the article, with their place: ``article.text[start:end] == text``."""

    start: Offset
    end: Offset
    text: str = Field(description="The words themselves, untouched.")


class Span(Value):
    """Evidence: words of one sentence, with their place: ``article.text[start:end] == text``."""

    sentence: int = Field(ge=1, description="Number of the sentence they begin in, counted from 1.")
    start: Offset
    end: Offset
    text: str = Field(description="The words themselves, untouched.")


class Ref(Value):
    """Somebody who plays a role in a record."""

    mention: str = Field(min_length=1, description="The words of the article that name them.")
    actor_id: str | None = Field(default=None, description="The id of the actor in Extraction.actors.")


class Place(Value):
    """Where something happened."""

    mention: str = Field(min_length=1, description="The words of the article that name the place.")
    name: str | None = Field(default=None, description="The place's usual English name.")
    geonames_id: int | None = Field(default=None, description="GeoNames id.")
    lat: float | None = Field(default=None, ge=-90, le=90, description="Latitude, WGS 84 degrees.")
    lon: float | None = Field(default=None, ge=-180, le=180, description="Longitude, WGS 84 degrees.")
    admin1: str | None = Field(default=None, description="First-order division (governorate, province).")
    country: str | None = Field(default=None, description="ISO 3166-1 alpha-2 code.")
    precision: int | None = Field(
        default=None,
        ge=1,
        le=7,
        description="UCDP where_prec: 1 exact, 2 within about 25 km, 3 district, 4 governorate, "
        "5 larger or between places, 6 country, 7 water or airspace.",
    )
    acled_precision: int | None = Field(
        default=None, ge=1, le=3, description="ACLED geo_precision: 1 town, 2 near a town, 3 larger region."
    )
    near: bool = Field(
        default=False, description="True where the text says near, east of, outside: not the place itself."
    )
    candidates: tuple[str, ...] = Field(
        default=(), description="Places the name may mean, where context did not decide."
    )


class Date(Value):
    """When something happened: an interval of whole days, both ends included."""

    mention: str = Field(min_length=1, description="The words of the article that give the date.")
    start: dt.date | None = Field(default=None, strict=False, description="First possible day; null while relative.")
    end: dt.date | None = Field(default=None, strict=False, description="Last possible day; null while relative.")
    precision: int | None = Field(
        default=None, ge=1, le=5, description="UCDP date_prec: 1 day, 2 two to six days, 3 week, 4 month, 5 year."
    )
    acled_precision: int | None = Field(
        default=None, ge=1, le=3, description="ACLED time_precision: 1 day, 2 week, 3 month."
    )
    note: str | None = Field(default=None, description="Why the date stays open, or what contradicts it.")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.start and self.end and self.start > self.end:
            raise ValueError("start is after end")
        return self


class Range(Value):
    """A number of people as the text gives it; "at least 200" has no high end, "about 200" only a best."""

    low: int | None = Field(default=None, ge=0, description="Smallest number the text allows.")
    best: int | None = Field(default=None, ge=0, description="The number the text names.")
    high: int | None = Field(default=None, ge=0, description="Largest number the text allows.")


class Casualties(Value):
    """People hurt in one military movement."""

    killed: Range | None = Field(default=None, description="People killed.")
    wounded: Range | None = Field(default=None, description="People wounded.")


class Codes(Value):
    """Where a record stands in the code books; null where a code book has no place for it."""

    cameo: str | None = Field(default=None, description="CAMEO event root, two digits.")
    plover: str | None = Field(default=None, description="PLOVER event type.")
    plover_mode: str | None = Field(default=None, description="PLOVER mode.")
    quad: str | None = Field(default=None, description="PLOVER quad class.")
    acled_event: str | None = Field(default=None, description="ACLED event type.")
    acled_sub_event: str | None = Field(default=None, description="ACLED sub-event type.")

    @classmethod
    def of(cls, coding: Coding) -> Self:
        """The codes of one vocabulary value."""
        return cls(
            cameo=coding.cameo,
            plover=coding.plover,
            plover_mode=coding.mode,
            quad=QUADS.get(coding.plover) if coding.plover else None,
            acled_event=coding.acled_event,
            acled_sub_event=coding.acled_sub_event,
        )


def refs_of(record: Value) -> Iterator[Ref]:
    """Everybody who plays a role in a record."""
    for value in record.__dict__.values():
        if isinstance(value, Ref):
            yield value
        elif isinstance(value, tuple):
            yield from (item for item in value if isinstance(item, Ref))
