"""Place names → coordinates, administrative division, and how closely the words place the event.

Pure functions over the gazetteer. A name that is no place keeps only its mention; a name that may be several places and
that the article does not decide keeps its candidates; nothing is forced to the nearest name.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from syriaevents.folding import folded
from syriaevents.resolve.gazetteer import ADMIN_KINDS, Gazetteer, PlaceEntry, acled_of, load_gazetteer
from syriaevents.resolve.place_context import Context, countries_in
from syriaevents.resolve.place_keys import plain_key
from syriaevents.resolve.place_mentions import find_place_mentions, find_route, named
from syriaevents.resolve.place_phrases import Phrase, phrases
from syriaevents.schema import Place

__all__ = ["find_place_mentions", "find_route", "load_gazetteer", "resolve_places"]

_HOME = "SY"  # the country that articles are taken to speak of where nothing says otherwise
_SAME_KM = 25.0  # entries of one name so close together are one place
_LONGEST = 200  # characters: no place is named by more
_CLEARLY = 10  # times as many people as the next: the one that is meant where nothing else decides
_TOWNLIKE = frozenset({"town", "capital", "village", "quarter", "camp"})


@dataclass(frozen=True, slots=True)
class _Reading:
    """One mention: the reading that names something, and what it may name."""

    mention: str
    phrase: Phrase
    entries: tuple[PlaceEntry, ...]


def resolve_places(mentions: Sequence[str], gazetteer: Gazetteer, *, text: str = "") -> tuple[Place, ...]:
    """One place for each mention, in order; all mentions and the article's text together are the context.

    What cannot be resolved keeps its mention, and its candidates where there are several.
    """
    context = Context(text, gazetteer)
    readings = [_read(mention, gazetteer, context) for mention in mentions]
    sure = [r.entries[0] for r in readings if len(r.entries) == 1]
    return tuple(_place(reading, sure, context) for reading in readings)


def _read(mention: str, gazetteer: Gazetteer, context: Context) -> _Reading:
    if len(mention) > _LONGEST:
        return _Reading(mention, Phrase(""), ())
    readings = phrases(mention)
    for phrase in readings:
        entries = _entries(phrase, mention, gazetteer, context)
        if entries:
            return _Reading(mention, phrase, entries)
    return _Reading(mention, readings[-1], ())


def _entries(phrase: Phrase, mention: str, gazetteer: Gazetteer, context: Context) -> tuple[PlaceEntry, ...]:
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
    entries = _one_each(reading.entries)
    chosen = entries[0] if len(entries) == 1 else _chosen(reading, entries, sure, context)
    if chosen is None:
        return Place(
            mention=reading.mention,
            country=_shared(e.country for e in entries),
            admin1=_shared(e.admin1 for e in entries),
            candidates=tuple(_label(e) for e in entries),
        )
    return _filled(reading.mention, reading.phrase, chosen, context.gazetteer)


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


def _one_each(entries: tuple[PlaceEntry, ...]) -> tuple[PlaceEntry, ...]:
    """Entries without the doubles of one place: same country, so close that it makes no difference."""
    kept: list[PlaceEntry] = []
    for entry in sorted(entries, key=lambda e: (e.precision, -e.population, e.id)):
        if not any(k.country == entry.country and _km(k, entry) <= _SAME_KM for k in kept):
            kept.append(entry)
    return tuple(kept)


def _chosen(
    reading: _Reading, entries: tuple[PlaceEntry, ...], sure: Sequence[PlaceEntry], context: Context
) -> PlaceEntry | None:
    """The entry that the evidence decides for, nearest evidence first; None where nothing does."""
    head = plain_key(reading.phrase.head)
    called = tuple(e for e in entries if plain_key(e.name.partition(",")[0]) == head)
    left = called or entries
    for support in _evidence(reading, sure, context):
        left = _supported(left, support)
        if len(left) == 1:
            return left[0]
    others = [s for s in sure if s.country]
    spoken = bool(others) or any(country != _HOME for country in context.countries)
    home = [e for e in left if e.country == _HOME]
    meant = bool(context.countries[_HOME]) or any(s.country == _HOME for s in others)
    most = sorted(left, key=lambda e: -e.population)
    clearly = most[0].population >= _CLEARLY * max(1, most[1].population)
    if len(home) == 1 and (meant or not (spoken or (clearly and most[0] is not home[0]))):
        return home[0]
    return most[0] if clearly and not home else None


def _evidence(reading: _Reading, sure: Sequence[PlaceEntry], context: Context) -> Iterable[Counter[str]]:
    """Countries and divisions that speak for an entry, from the mention itself to the whole article."""
    gazetteer = context.gazetteer
    yield _named_in(reading.phrase.within, gazetteer) + countries_in(folded(reading.mention), gazetteer)
    for start, end in context.places_of(reading.phrase.head):
        first, last = context.sentence(start, end)
        sentence = context.text[first:last]
        yield countries_in(folded(sentence), gazetteer)
        yield _named_in(sentence, gazetteer)
        break
    yield Counter(key for e in sure for key in (e.country, e.admin1) if key)
    yield context.countries


def _named_in(text: str, gazetteer: Gazetteer) -> Counter[str]:
    """Countries and divisions of the places of a text whose names mean one place only."""
    found: Counter[str] = Counter()
    for _, _, name in find_place_mentions(text, gazetteer) if text else ():
        for phrase in phrases(name):
            entries = gazetteer.find(phrase.head)
            if len(entries) == 1:
                found.update(key for key in (entries[0].country, entries[0].admin1) if key)
            if entries:
                break
    return found


def _supported(entries: tuple[PlaceEntry, ...], support: Counter[str]) -> tuple[PlaceEntry, ...]:
    scores = [support[e.admin1 or ""] * 2 + support[e.country or ""] for e in entries]
    best = max(scores)
    return tuple(e for e, score in zip(entries, scores, strict=True) if score == best) if best else entries


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
        found = [f for f in find_place_mentions(sentence, gazetteer) if f[1] <= here or f[0] >= there]
        after = [f for f in found if f[0] > here]
        for _, _, name in (*after, *reversed([f for f in found if f[0] < here])):
            at = _read(name, gazetteer, context)
            entries = _one_each(at.entries)
            if len(entries) == 1 and entries[0].kind not in {"country", "road", "water"} and entries[0].lat is not None:
                return _beside(reading.mention, entries[0])
    return None


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


def _km(one: PlaceEntry, other: PlaceEntry) -> float:
    """Great-circle distance; zero where either has no coordinate but both are in one division, else far."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return 0.0 if one.admin1 == other.admin1 else 1e6
    lat1, lat2 = radians(one.lat), radians(other.lat)
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin(radians(other.lon - one.lon) / 2) ** 2
    return 12742.0 * asin(sqrt(half))
