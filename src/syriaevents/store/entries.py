"""What goes into a run's store and comes out of it, as plain values."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from syriaevents.errors import SyriaEventsError
from syriaevents.schema import Article, Usage
from syriaevents.schema.extraction import SCHEMA_VERSION
from syriaevents.store.answers import Noted

_DIGITS = 32  # hex digits of a digest: enough for any number of articles


def content_hash(text: str) -> str:
    """32 hex digits of the text's SHA-256: what an article is known by in a store."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def now() -> str:
    """This moment, as stores write it: ISO 8601, UTC."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def cause_of(error: Exception) -> str:
    """The name of an error, as `syriaevents.errors` draws them."""
    kinds = (kind.__name__ for kind in type(error).__mro__ if kind.__module__ == SyriaEventsError.__module__)
    return next(kinds, type(error).__name__)


@dataclass(frozen=True, slots=True)
class Setting:
    """All that shapes a result besides the article's text. A change of any part asks again."""

    model: str
    prompt_version: str
    options: Mapping[str, object] = field(default_factory=dict)
    """Whatever else changes records; must be JSON."""
    schema_version: str = SCHEMA_VERSION

    @property
    def options_json(self) -> str:
        """The options as one line, always the same for the same options."""
        return json.dumps(self.options, sort_keys=True, ensure_ascii=False)

    @property
    def id(self) -> str:
        """A digest of the whole."""
        whole = [self.model, self.prompt_version, self.schema_version, self.options_json]
        return content_hash(json.dumps(whole, ensure_ascii=False))


class State(StrEnum):
    """Where an article stands under a setting."""

    OPEN = "open"
    """Without a result; never asked, or failed by no fault of its own."""
    DONE = "done"
    DEAD = "dead"
    """Failed; asked again only on demand."""


@dataclass(frozen=True, slots=True)
class Admitted:
    """The article to ask about; for a copy that is the article it is a copy of."""

    article: Article
    hash: str
    state: State
    is_copy: bool = False
    """Met before, word for word or nearly."""
    answers: Mapping[str, Noted] = field(default_factory=dict)
    """What was answered about it before it had to be left."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What one attempt at an article cost."""

    usage: Usage = field(default_factory=Usage)
    seconds: float = 0.0
    usd: float | None = None
    """US dollars; None where no price is known."""


@dataclass(frozen=True, slots=True)
class Totals:
    """A store's counts for one setting, over all its runs."""

    done: int
    copies: int
    """Further places in which articles of the store were met, whatever the setting."""
    dead: int
    failed_open: int
    """Failed, and asked again by the next run."""
    usage: Usage
    usd: float | None
    """None where an attempt cost tokens of no known price."""
    statements: int
    military_movements: int
    diplomatic_initiatives: int
    rejected: int
