"""What a mention says by itself, before its article is asked; remembered, since names come again and again."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from syriaevents.folding import folded
from syriaevents.resolve.actor_entries import ActorEntry
from syriaevents.resolve.actor_keys import Word, is_indefinite, key_of, readings, words
from syriaevents.resolve.actor_keys import without_determiner as definite
from syriaevents.resolve.actor_names import read_name
from syriaevents.resolve.actor_nominals import points_back
from syriaevents.resolve.actor_phrases import allowed, countries
from syriaevents.resolve.actor_reading import Reading
from syriaevents.resolve.actor_table import ActorTable
from syriaevents.schema.vocabulary import ActorKind

_LONGEST = 300  # characters: what is longer is a sentence, not a name
_NOT_SLUG = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Own:
    """What makes an actor that the table does not know, so that its other mentions lead to the same one."""

    name: tuple[str, ...]
    capital: bool
    slug: str


@dataclass(frozen=True, slots=True)
class Mention:
    """The words that name somebody, and all that they say by themselves."""

    text: str
    parts: tuple[Word, ...]
    anonymous: bool
    """"a spokesman": somebody not named."""
    reading: Reading
    shorts: tuple[tuple[ActorEntry, ...], ...]
    """Whom the words name where the article gives the full name."""
    points_back: bool
    """Whether the words may mean somebody named before: "the ministry"."""
    own: Own


def look_at(mention: str, table: ActorTable) -> Mention:
    """A mention by itself."""
    return _remembered(mention, table) if len(mention) <= _LONGEST else _look_at(mention, table)


def _look_at(mention: str, table: ActorTable) -> Mention:
    every = words(mention[:_LONGEST])
    parts = definite(every)
    reading = _read(mention[:_LONGEST], table)
    return Mention(
        text=mention,
        parts=parts,
        anonymous=is_indefinite(every),
        reading=reading,
        shorts=tuple(_shorts(parts, table)),
        points_back=points_back(parts, reading.title),
        own=own_name(mention, reading.name or parts),
    )


_remembered = lru_cache(maxsize=4096)(_look_at)


def country_of(mention: str, table: ActorTable) -> str | None:
    """ISO 3166-1 alpha-2 code of the country that a mention belongs to, as far as its words say.

    The actor's own country where it is known, else the first country, adjective or capital named in it.
    """
    mention = mention[:_LONGEST]
    reading = _read(mention, table)
    if reading.entries:
        found = {entry.country for entry in reading.entries}
        country = next(iter(found)) if len(found) == 1 else None
        if country or reading.entries[0].kind is ActorKind.INTERNATIONAL_ORGANISATION:
            return country
    if reading.title and reading.title.owner:
        owner = reading.title.owner
        return owner if owner in table.states else table.entries[owner].country
    for parts in readings(words(mention)):
        for start, end, code in countries(parts, table):
            if key_of(parts[start:end]):
                return code
    return None


def _read(mention: str, table: ActorTable) -> Reading:
    best = Reading()
    for parts in readings(words(mention)):
        reading = read_name(mention, definite(parts), table)
        if reading.entries or reading.title:
            return reading
        if reading.person and not best.person:
            best = reading
    return best


def _shorts(parts: tuple[Word, ...], table: ActorTable) -> Iterator[tuple[ActorEntry, ...]]:
    for form in readings(parts):
        found = table.shorts.get(key_of(form), ()) if allowed(form, table) else ()
        if found and any(word.capital for word in form):
            yield found


def own_name(mention: str, parts: Sequence[Word]) -> Own:
    """By what the mentions of an unknown actor are known for the same one's."""
    name = tuple(word.key for word in parts if not word.article)
    slug = _NOT_SLUG.sub("-", " ".join(name) or folded(mention[:_LONGEST])).strip("-_") or "unnamed"
    return Own(name, bool(parts) and all(word.capital for word in parts), slug)
