"""The output: everything that was found in one article, and what was turned away."""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from syriaevents.schema.actor import Actor
from syriaevents.schema.article import Article
from syriaevents.schema.display import summary, to_html
from syriaevents.schema.initiative import DiplomaticInitiative
from syriaevents.schema.movement import MilitaryMovement
from syriaevents.schema.statement import Statement
from syriaevents.schema.values import Span, Value

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

SCHEMA_VERSION = "1"
"""Changes when a field is renamed, removed or changes its meaning."""

RecordType = Literal["statement", "military_movement", "diplomatic_initiative"]


class Rejected(Value):
    """Something the model answered that the article does not bear out."""

    type: RecordType = Field(description="What it was offered as.")
    draft: dict[str, Any] = Field(description="The model's answer, as it came.")
    reason: str = Field(description="Why it was not believed, for a person to read.")


class Usage(Value):
    """What an article cost, over all attempts."""

    prompt_tokens: int = Field(default=0, ge=0, description="Tokens sent.")
    completion_tokens: int = Field(default=0, ge=0, description="Tokens answered.")
    cached_tokens: int = Field(default=0, ge=0, description="Tokens sent that the server had in its prompt cache.")
    requests: int = Field(default=0, ge=0, description="Calls made, failed ones too.")

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            prompt_tokens=self.prompt_tokens + other.prompt_tokens,
            completion_tokens=self.completion_tokens + other.completion_tokens,
            cached_tokens=self.cached_tokens + other.cached_tokens,
            requests=self.requests + other.requests,
        )


class Unread(Value):
    """Sentences that the model gave no usable answer about."""

    first: int = Field(ge=1, description="Number of the first sentence.")
    last: int = Field(ge=1, description="Number of the last sentence.")
    reason: str = Field(description="What went wrong.")


class Meta(Value):
    """How the result came about."""

    model: str = Field(description="The model that answered.")
    prompt_version: str = Field(description="Version of the prompt and its worked examples.")
    schema_version: str = Field(default=SCHEMA_VERSION, description="Version of this format.")
    usage: Usage = Field(default=Usage(), description="Tokens and calls.")
    seconds: float = Field(default=0.0, ge=0, description="Wall time, seconds.")
    uncovered: tuple[Span, ...] = Field(
        default=(), description="Direct quotations of five words or more that no statement took."
    )
    unread: tuple[Unread, ...] = Field(default=(), description="Sentences the model gave no usable answer about.")


class Extraction(Value):
    """The records of one article."""

    article: Article = Field(description="The article itself.")
    actors: tuple[Actor, ...] = Field(default=(), description="Everybody who plays a role in a record.")
    statements: tuple[Statement, ...] = Field(default=(), description="Who said what.")
    military_movements: tuple[MilitaryMovement, ...] = Field(default=(), description="Who moved or struck where.")
    diplomatic_initiatives: tuple[DiplomaticInitiative, ...] = Field(
        default=(), description="Who offered, met, mediated or refused what."
    )
    rejected: tuple[Rejected, ...] = Field(default=(), description="What was turned away, and why.")
    meta: Meta = Field(description="How the result came about.")

    def __repr__(self) -> str:
        """One line: title and counts."""
        return summary(self)

    __str__ = __repr__

    def to_polars(self) -> "dict[str, pl.DataFrame]":
        """The records as polars frames, one a table, by name; see :func:`syriaevents.export.frames`."""
        return self._frames("polars")

    def to_pandas(self) -> "dict[str, pd.DataFrame]":
        """The records as pandas frames, one a table, by name; see :func:`syriaevents.export.frames`."""
        return self._frames("pandas")

    def _frames(self, library: str) -> dict[str, Any]:
        export = import_module("syriaevents.export")  # by name: the records know nothing of what is made from them
        frames: dict[str, Any] = export.frames((self,), library)
        return frames

    def _repr_html_(self) -> str:
        """The records with their evidence as tables, for a notebook."""
        return to_html(self)
