"""Place names → coordinates, administrative division, and how closely the words place the event.

Pure functions over the gazetteer. A name that is no place keeps only its mention; a name that may be several places and
that the article does not decide keeps its candidates; nothing is forced to the nearest name.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from syriaevents.folding import folded
from syriaevents.resolve.gazetteer import Gazetteer, load_gazetteer
from syriaevents.resolve.place_choice import chosen, one_each
from syriaevents.resolve.place_context import Context, context_of, countries_in
from syriaevents.resolve.place_entry import ADMIN_KINDS, PlaceEntry, acled_of
from syriaevents.resolve.place_keys import plain_key
from syriaevents.resolve.place_mentions import find_place_mentions
from syriaevents.resolve.place_names import named
from syriaevents.resolve.place_phrases import Phrase, phrases
from syriaevents.resolve.place_routes import find_route
from syriaevents.schema import Place

__all__ = ["find_place_mentions", "find_route", "load_gazetteer", "resolve_places"]

_LIES_IN = re.compile(
    r"(?:[\s,]+(?:and [\w'’‘-]+ )?[\w-]*){0,2}\s(?:in|inside|near|outside|of|within)\s(?:the\s)?(?:[a-z-]+\s){0,3}"
    r"|\s(?:ب?ريف|في|قرب|ب?محافظة)\s.{0,12}"
)
"""What stands between a name and the place that it lies in."""
_OPENS_IN = re.compile(
    r"(?:in|across|throughout) (?:the )?.{0,20}\b(?:province|governorate|countryside|district)\b.{0,40}", re.IGNORECASE
)
"""A sentence's beginning that says in which division all of it happens."""
_LONGEST = 200  # characters: no place is named by more
_TOWNLIKE = frozenset({"town", "capital", "village", "quarter", "camp"})


@dataclass(frozen=True, slots=True)
class _Reading:
    """One mention: the reading that names something, what it may name, and the place where it is the only one."""

    mention: str
    phrase: Phrase
    entries: tuple[PlaceEntry, ...] = ()
    place: Place | None = None


def resolve_places(mentions: Sequence[str], gazetteer: Gazetteer, *, text: str = "") -> tuple[Place, ...]:
    """One place for each mention, in order; all mentions and the article's text together are the context.

    What cannot be resolved keeps its mention, and its candidates where there are several.
    """
    context = context_of(text, gazetteer)
    readings = [_reading(mention, context) for mention in mentions]
    sure = [r.entries[0] for r in readings if len(r.entries) == 1]
    return tuple(reading.place or _place(reading, sure, context) for reading in readings)


def _reading(mention: str, context: Context) -> _Reading:
    if len(mention) > _LONGEST:
        return _Reading(mention, Phrase(""))
    return _alone(mention, context.gazetteer) or _read(mention, context)


@lru_cache(maxsize=4096)
def _alone(mention: str, gazetteer: Gazetteer) -> _Reading | None:
    """The reading of a mention, where no article makes it another; names come again and again."""
    if any(plain_key(phrase.head) in gazetteer.weak for phrase in phrases(mention)):
        return None
    return _read(mention, context_of("", gazetteer))


def _read(mention: str, context: Context) -> _Reading:
    gazetteer = context.gazetteer
    readings = phrases(mention)
    for phrase in readings:
        if entries := _entries(phrase, mention, context):
            places = one_each(entries)
            only = _filled(mention, phrase, places[0], gazetteer) if len(places) == 1 else None
            return _Reading(mention, phrase, entries, only)
    return _Reading(mention, readings[-1])


def _entries(phrase: Phrase, mention: str, context: Context) -> tuple[PlaceEntry, ...]:
    gazetteer = context.gazetteer
    entries = named(phrase.head, gazetteer)
    if not entries:
        return ()
    if phrase.comma and not (gazetteer.find(phrase.within) or countries_in(folded(phrase.within), gazetteer)):
        return ()
    called = phrase.head != mention.strip()
    if plain_key(phrase.head) in gazetteer.weak and not called and not context.called_a_place(phrase.head):
        return ()
    return _of_kind(phrase, entries, gazetteer)


def _of_kind(phrase: Phrase, entries: tuple[PlaceEntry, ...], gazetteer: Gazetteer) -> tuple[PlaceEntry, ...]:
    """The town or the division of that name, as the words around it ask for."""
    if phrase.wanted == "town":
        return tuple(e for e in entries if e.kind in _TOWNLIKE) or entries
    divisions = gazetteer.find(phrase.head, admin=True)
    if phrase.wanted == "quarter":
        if any(e.kind in {"quarter", "camp", "village"} for e in entries):
            return tuple(e for e in entries if e.kind not in ADMIN_KINDS) or entries
        return tuple(e for e in divisions if e.kind == "district") or entries
    if phrase.near or not (phrase.wanted == "admin" or phrase.part or phrase.rural):
        return entries
    larger = tuple(e for e in divisions if e.kind != "district")
    if phrase.rural and any(e.admin1 == "Damascus" for e in larger):
        return gazetteer.find("Rif Dimashq", admin=True)
    return larger or entries


def _place(reading: _Reading, sure: Sequence[PlaceEntry], context: Context) -> Place:
    if not reading.entries:
        return _by_sentence(reading, context) or Place(mention=reading.mention)
    entries = one_each(reading.entries)
    one = chosen(reading.mention, reading.phrase, entries, sure, context)
    if one is None:
        return Place(
            mention=reading.mention,
            country=_shared(e.country for e in entries),
            admin1=_shared(e.admin1 for e in entries),
            candidates=tuple(_label(e) for e in entries),
        )
    return _filled(reading.mention, reading.phrase, one, context.gazetteer)


def _filled(mention: str, phrase: Phrase, entry: PlaceEntry, gazetteer: Gazetteer) -> Place:
    precision, near = _precision(phrase, entry, gazetteer)
    own = precision == entry.precision and not near
    only_part = entry.kind == "country" and precision < entry.precision
    return Place(
        mention=mention,
        name=entry.name,
        geonames_id=entry.geonames_id,
        lat=None if only_part else entry.lat,
        lon=None if only_part else entry.lon,
        admin1=entry.admin1,
        country=entry.country,
        precision=precision,
        acled_precision=entry.acled_precision if own else acled_of(precision),
        near=near,
    )


def _precision(phrase: Phrase, entry: PlaceEntry, gazetteer: Gazetteer) -> tuple[int, bool]:
    """UCDP's where_prec for the phrase, and whether it speaks of the place's neighbourhood instead of the place."""
    exact, close, district, admin, larger = 1, 2, 3, 4, 5
    if entry.kind == "country":
        return (larger if phrase.part or phrase.near or phrase.rural else entry.precision), phrase.near
    if phrase.near or phrase.broad or phrase.facility:
        return max(entry.precision, close), phrase.near
    if entry.kind in ADMIN_KINDS or entry.precision > close:
        return entry.precision, False
    if phrase.rural:
        seat = any(e.kind == "district" for e in gazetteer.find(phrase.head, admin=True))
        return (district if seat else close), True
    wanted = admin if phrase.wanted == "admin" else close if phrase.part else exact
    return max(entry.precision, wanted), phrase.part and wanted == close


def _by_sentence(reading: _Reading, context: Context) -> Place | None:
    """A place that the tables lack but the sentence calls one and says where it lies: near the place that it names.

    "the village of Ashmi in the western countryside of Kobani" is placed at Kobani, near, precision 3.
    """
    gazetteer = context.gazetteer
    if not context.text or not any(char.isupper() for char in reading.phrase.head):
        return None
    for start, end in context.places_of(reading.phrase.head):
        if not context.stands_as_place(start, end):
            continue
        first, last = context.sentence(start, end)
        here, there = (at - first for at in context.folded.original(start, end))
        sentence = context.text[first:last]
        for name in _around(sentence, here, there, gazetteer):
            entries = one_each(_reading(name, context).entries)
            if len(entries) == 1 and entries[0].kind not in {"country", "road", "water"} and entries[0].lat is not None:
                return _beside(reading.mention, entries[0])
    return None


def _around(sentence: str, here: int, there: int, gazetteer: Gazetteer) -> Iterator[str]:
    """The places that a name at ``here`` to ``there`` is said to lie in: "X in Y", "In the province of Y, … X"."""
    found = find_place_mentions(sentence, gazetteer)
    yield from (name for start, _, name in found if start >= there and _LIES_IN.fullmatch(sentence[there:start]))
    yield from (name for start, end, name in found if end <= here and _OPENS_IN.fullmatch(sentence[:start] + name))


def _beside(mention: str, entry: PlaceEntry) -> Place:
    """At an entry's coordinates and marked as near: the place's own position is not known."""
    district = 3
    precision = max(entry.precision, district)
    return Place(
        mention=mention, name=entry.name, lat=entry.lat, lon=entry.lon, admin1=entry.admin1, country=entry.country,
        precision=precision, acled_precision=acled_of(precision), near=True,
    )  # fmt: skip


def _shared(values: Iterable[str | None]) -> str | None:
    found = set(values)
    return found.pop() if len(found) == 1 else None


def _label(entry: PlaceEntry) -> str:
    return f"{entry.name} ({', '.join(filter(None, (entry.admin1, entry.country)))})"
