"""A place of the gazetteer, and how closely places are known by their kind."""

from dataclasses import dataclass

ADMIN_KINDS = frozenset({"governorate", "province", "district"})
"""Kinds that are divisions of a country."""
PRECISION = {"country": 6, "governorate": 4, "province": 4, "district": 3, "region": 5, "road": 5, "water": 7}
"""UCDP's where_prec by kind; 1 for every other."""


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """A place: what it is, where it is, how closely that is known, and who says so.

    Latitude and longitude are WGS 84 degrees; ``precision`` is UCDP's where_prec (1-7), ``acled_precision`` ACLED's
    (1-3). ``geonames_id`` is set only where the coordinates are the place's own.
    """

    id: str
    name: str
    kind: str
    lat: float | None
    lon: float | None
    admin1: str | None
    country: str | None
    precision: int
    acled_precision: int
    source: str
    geonames_id: int | None = None
    population: int = 0


def acled_of(precision: int) -> int:
    """ACLED's geo_precision for UCDP's where_prec: 1 a named town, 2 near one, 3 a larger region."""
    return {1: 1, 2: 2}.get(precision, 3)
