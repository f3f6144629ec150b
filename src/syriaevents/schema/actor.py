"""Who: an actor of one article, with every place it is mentioned at."""

from typing import Literal

from pydantic import Field

from syriaevents.schema.values import Mention, Value
from syriaevents.schema.vocabulary import ActorKind


class ActorCodes(Value):
    """Where an actor stands in the code books; null where it is not known."""

    plover: str | None = Field(default=None, description="PLOVER/CAMEO actor code, such as SYRGOV.")
    acled_inter: int | None = Field(default=None, ge=1, le=8, description="ACLED inter code.")


class Actor(Value):
    """A person, body, force, group or people that plays a role in a record of the article."""

    id: str = Field(description="Slug of the known actor, or a local id that holds within the article.")
    name: str = Field(description="Usual English name, or the fullest form in the article.")
    kind: ActorKind = Field(default=ActorKind.UNKNOWN, description="What sort of actor it is.")
    role: str | None = Field(default=None, description="Office or function, as known at the article's date.")
    country: str | None = Field(default=None, description="ISO 3166-1 alpha-2 code of the country it belongs to.")
    mentions: tuple[Mention, ...] = Field(default=(), description="Where the article names it, in order.")
    resolution: Literal["exact", "alias", "office", "in-article"] | None = Field(
        default=None, description="How the library knew; null: it did not, and the actor is the article's own."
    )
    codes: ActorCodes = Field(default=ActorCodes(), description="Code book identifiers.")
