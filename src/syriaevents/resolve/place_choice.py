"""Which of the places that share a name is meant; None where nothing decides."""

from collections import Counter
from collections.abc import Iterable, Sequence
from math import asin, cos, radians, sin, sqrt

from syriaevents.folding import folded
from syriaevents.resolve.gazetteer import Gazetteer
from syriaevents.resolve.place_context import Context, countries_in
from syriaevents.resolve.place_entry import PlaceEntry
from syriaevents.resolve.place_keys import plain_key
from syriaevents.resolve.place_mentions import find_place_mentions
from syriaevents.resolve.place_phrases import Phrase, phrases

_HOME = "SY"  # the country that articles are taken to speak of where nothing says otherwise
_SAME_KM = 25.0  # entries of one name so close together are one place
_EARTH_KM = 12742.0  # mean diameter
_CLEARLY = 10  # times as many people as the next: the one that is meant where nothing else decides


def one_each(entries: tuple[PlaceEntry, ...]) -> tuple[PlaceEntry, ...]:
    """Entries without the doubles of one place: same country, so close that it makes no difference."""
    kept: list[PlaceEntry] = []
    for entry in sorted(entries, key=lambda e: (e.precision, -e.population, e.id)):
        if not any(k.country == entry.country and _km(k, entry) <= _SAME_KM for k in kept):
            kept.append(entry)
    return tuple(kept)


def chosen(
    mention: str, phrase: Phrase, entries: tuple[PlaceEntry, ...], sure: Sequence[PlaceEntry], context: Context
) -> PlaceEntry | None:
    """The entry that the evidence decides for, nearest evidence first; None where nothing does."""
    head = plain_key(phrase.head)
    called = tuple(e for e in entries if plain_key(e.name.partition(",")[0]) == head)
    left = called or entries
    for support in _evidence(mention, phrase, sure, context):
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


def _evidence(mention: str, phrase: Phrase, sure: Sequence[PlaceEntry], context: Context) -> Iterable[Counter[str]]:
    """Countries and divisions that speak for an entry, from the mention itself to the whole article."""
    gazetteer = context.gazetteer
    yield _named_in(phrase.within, gazetteer) + countries_in(folded(mention), gazetteer)
    for start, end in context.places_of(phrase.head):
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


def _km(one: PlaceEntry, other: PlaceEntry) -> float:
    """Great-circle distance; zero where either has no coordinate but both are in one division, else far."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return 0.0 if one.admin1 == other.admin1 else 1e6
    lat1, lat2 = radians(one.lat), radians(other.lat)
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin(radians(other.lon - one.lon) / 2) ** 2
    return _EARTH_KM * asin(sqrt(half))
