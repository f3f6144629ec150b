"""What several articles say about the same thing: one event, its sources, and where they disagree."""

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from syriaevents.schema.extraction import RecordType
from syriaevents.schema.values import Place, Range, Value

Day = Annotated[dt.date | None, Field(strict=False)]
Agreement = Literal["actors", "counterparts", "action", "quotation", "wording", "anchors", "place", "date", "numbers"]
DisputedField = Literal["killed", "wounded", "force_size", "place", "standing", "started", "claim"]


class RecordKey(Value):
    """One record of one article. Copies of an article share record ids, so the article's id belongs to the key."""

    article_id: str = Field(description="Article.id.")
    record_id: str = Field(description="The record's id in that article.")


class Party(Value):
    """Somebody who plays a role in an event."""

    actor_id: str | None = Field(default=None, description="Id of the known actor; null where the library knows none.")
    name: str = Field(description="The known actor's name, else the fullest form in the articles.")


class Member(RecordKey):
    """A record that tells of the event."""

    source: str | None = Field(default=None, description="Outlet or agency of the article.")
    published: Day = Field(default=None, description="Day of publication.")
    copy_of: str | None = Field(
        default=None, description="Id of the first article with nearly the same text; null where this is the first."
    )
    denies: bool = Field(default=False, description="True where the record says that it did not happen.")


class Link(Value):
    """Why two records are held to tell of the same thing."""

    one: RecordKey = Field(description="A member.")
    other: RecordKey = Field(description="Another member.")
    agree: tuple[Agreement, ...] = Field(min_length=1, description="What agrees between them.")
    score: float = Field(ge=0, le=1, description="How much agrees, weighted; 1 is all.")


class Version(Value):
    """One of the values that sources give for the same field."""

    value: str = Field(description="The value for a person to read, such as '255' or 'at least 200'.")
    range: Range | None = Field(default=None, description="The value as numbers, where it is a number of people.")
    records: tuple[RecordKey, ...] = Field(min_length=1, description="The records that say so.")
    sources: tuple[str, ...] = Field(
        default=(), description="The outlets that say so, by name or else article id; copies are one, under the first."
    )
    told_by: tuple[str, ...] = Field(default=(), description="Whose word the articles give it on.")


class Disagreement(Value):
    """A field that sources give different values for."""

    field: DisputedField = Field(
        description="killed, wounded, force_size: numbers of people; place: not the same and not one within the "
        "other; standing: how large a city it is; started: who is said to have acted first, or at all; claim: "
        "said to have happened against said not to have."
    )
    exclusive: bool = Field(
        default=True, description="True where the values cannot all be true; 255 and 'at least 200' can."
    )
    versions: tuple[Version, ...] = Field(min_length=2, description="The values, the most supported one first.")


class Event(Value):
    """Records of one or more articles that tell of the same thing."""

    id: str = Field(
        description="Stable id, made from the event's first record: it stays when later articles tell of it too."
    )
    type: RecordType = Field(description="What its records are.")
    action: str = Field(description="The act or action that most sources name.")
    parties: tuple[Party, ...] = Field(default=(), description="Who acts or speaks.")
    counterparts: tuple[Party, ...] = Field(
        default=(), description="Against whom, to whom or with whom; mediators too."
    )
    place: Place | None = Field(default=None, description="The most precise place that most sources give.")
    start: Day = Field(default=None, description="First day that all sources allow; null where none gives one.")
    end: Day = Field(default=None, description="Last day that all sources allow; null where none gives one.")
    members: tuple[Member, ...] = Field(min_length=1, description="The records, by day of publication and article id.")
    links: tuple[Link, ...] = Field(default=(), description="What joined them: a tree over the members.")
    sources: int = Field(ge=1, description="Independent sources: copies of a text and articles of an outlet are one.")
    corroborated: int = Field(
        ge=0, description="Independent sources that say it happened besides the first one that does."
    )
    contradicted: int = Field(
        ge=0,
        description="Independent sources that report a denial or give a value that the most supported one rules out.",
    )
    confidence: float | None = Field(
        default=None,
        ge=0,
        le=1,
        description="Probability that at least one independent source that says it happened is read right, "
        "their errors taken for independent; null where no record has a confidence.",
    )
    disagreements: tuple[Disagreement, ...] = Field(
        default=(), description="Where the sources differ, what cannot all be true marked."
    )

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.start and self.end and self.start > self.end:
            raise ValueError("start is after end")
        return self
