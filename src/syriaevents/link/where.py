"""Whether two records may tell of the same place."""

import math
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from syriaevents.folding import folded
from syriaevents.link.names import consonants
from syriaevents.schema import Place

_SAME_KM, _NEAR_KM = 5.0, 15.0
DISPUTED_KM = 40.0
"""Places so far from each other may still be what sources call the place of one happening, where all else agrees."""
_TOWN = 2  # UCDP precision: a town, or near one
_GOVERNORATE = 4
_KM_A_DEGREE = 111.2
_CELL = 0.5  # degrees
_MARGIN = 0.15  # degrees: places that close to a cell's edge stand in the next cell too
_RANKS = re.compile(
    r"\b(second|third|fourth)?[- ]?(?:largest|biggest|most populous) (?:city|town)"
    r"|(ثاني|ثالث|رابع)?\s?\b(?:اكبر) (?:مدن|مدينه|المدن)"
    r"|\b(ikinci|ucuncu|dorduncu) (?:en )?buyuk (?:kent|sehi?r)"
    r"|\ben buyuk (ikinci|ucuncu|dorduncu)? ?(?:kent|sehi?r)"
)
_ORDINALS = {
    "second": 2,
    "third": 3,
    "fourth": 4,
    "ثاني": 2,
    "ثالث": 3,
    "رابع": 4,
    "ikinci": 2,
    "ucuncu": 3,
    "dorduncu": 4,
}


class Relation(StrEnum):
    """How two places stand to each other."""

    SAME = "same"
    NEAR = "near"
    WITHIN = "within"
    DISPUTED = "disputed"
    APART = "apart"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Where:
    """A place as others are compared with it."""

    place: Place
    words: frozenset[str]
    """Consonants of its name's words; empty where its coordinates are known."""

    @property
    def located(self) -> bool:
        """True where its coordinates are known and no governorate or country is meant."""
        return self.place.lat is not None and (self.place.precision or _TOWN) < _GOVERNORATE

    @property
    def cells(self) -> tuple[str, ...]:
        """Cells of a grid, of which two places that are the same or near have at least one in common."""
        lat, lon = self.place.lat, self.place.lon
        if not self.located or lat is None or lon is None:
            return tuple(sorted(self.words))
        rows = {math.floor((lat + step) / _CELL) for step in (-_MARGIN, _MARGIN)}
        columns = {math.floor((lon + step) / _CELL) for step in (-_MARGIN, _MARGIN)}
        return tuple(f"{row}/{column}" for row in sorted(rows) for column in sorted(columns))


@lru_cache(maxsize=8192)
def where_of(place: Place | None) -> Where | None:
    """The place of a record."""
    if place is None:
        return None
    return Where(place, frozenset() if place.lat is not None else consonants(place.name or place.mention))


@lru_cache(maxsize=65536)
def relation(one: Where | None, other: Where | None) -> Relation:
    """How two places stand to each other; a mention that names no known place and shares no word is another place."""
    if one is None or other is None:
        return Relation.UNKNOWN
    a, b = one.place, other.place
    if a.geonames_id and a.geonames_id == b.geonames_id:
        return Relation.SAME
    if one.located and other.located:
        return _by_distance(a, b)
    if a.lat is None or b.lat is None:
        if one.words and other.words and not (a.precision or b.precision):
            return Relation.SAME if _share(one.words, other.words) else Relation.APART
        return Relation.UNKNOWN  # one is a village that the tables lack, perhaps in or beside the other
    return _by_division(a, b)


def _by_distance(a: Place, b: Place) -> Relation:
    distance = kilometres(a, b)
    if a.name and a.name == b.name and distance <= _SAME_KM:
        return Relation.SAME
    if max(a.precision or 1, b.precision or 1) >= _TOWN and distance <= _NEAR_KM:
        return Relation.SAME if distance <= _SAME_KM else Relation.NEAR
    return Relation.DISPUTED if distance <= DISPUTED_KM else Relation.APART


def _by_division(a: Place, b: Place) -> Relation:
    """At least one is a governorate, a country or larger."""
    if a.country and b.country and a.country != b.country:
        return Relation.APART
    if a.admin1 and b.admin1:
        return Relation.WITHIN if a.admin1 == b.admin1 else Relation.APART
    return Relation.WITHIN


def kilometres(one: Place, other: Place) -> float:
    """Distance of two places; flat, which for some hundred kilometres is near enough; NaN without coordinates."""
    lat, lon, to_lat, to_lon = (float("nan") if at is None else at for at in (one.lat, one.lon, other.lat, other.lon))
    return math.hypot(lat - to_lat, (lon - to_lon) * math.cos(math.radians((lat + to_lat) / 2))) * _KM_A_DEGREE


def _share(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) == min(len(one), len(other))


def standing(text: str) -> int | None:
    """What rank by size a text gives to a city: 1 for "the largest city", 2 for "the second largest"; None for none."""
    found = _RANKS.search(folded(text))
    return next((_ORDINALS[word] for word in found.groups() if word), 1) if found else None
