"""Tables in the shape of ACLED, POLECAT (PLOVER) and UCDP GED: their columns in their order, as CSV.

A cell holds what the record says; what it does not say is empty, and nothing is guessed: columns that only the code
books' own editors can fill stay empty. Our own columns come last and begin with ``syriaevents_``: they lead back to the
record and its words. Ids are ours. What counts as an event is the code books' own choice:

- ``acled``: records with an ACLED event type that the article tells as having happened;
- ``plover``: records with a PLOVER event type, told of the past or not, as the auxiliary columns say;
- ``ucdp``: movements that the article tells as having happened, with at least one person killed.
"""

import csv
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from syriaevents.export.columns import Cell
from syriaevents.export.deeds import HAPPENED, Deed, Party, country_code, country_name, deeds
from syriaevents.export.delimited import harmless, opened
from syriaevents.export.shapes import Kind, plain
from syriaevents.schema import ActorKind, Assertion, Extraction

Fill = Callable[[Deed], Cell]
Book = tuple[Callable[[Deed], bool], Mapping[str, Fill | None]]
"""Which records count, and how each column is filled (``None``: it stays empty)."""

_STATE = frozenset({ActorKind.STATE, ActorKind.GOVERNMENT, ActorKind.ARMED_FORCES})
_ARMED = _STATE | {ActorKind.ARMED_GROUP}


def _nobody(parties: tuple[Party, ...], index: int) -> Party | None:
    return parties[index] if index < len(parties) else None


def _names(parties: tuple[Party, ...]) -> str:
    return "; ".join(party.name for party in parties)


def _inter(parties: tuple[Party, ...]) -> int | None:
    first = _nobody(parties, 0)
    return first.actor.codes.acled_inter if first and first.actor else None


def _fatalities(deed: Deed) -> int | None:
    killed = deed.killed
    return next((number for number in (killed.best, killed.low) if number is not None), None)


def _violence(deed: Deed) -> int | None:
    """UCDP's type of violence, where the kinds of both sides tell it."""
    kinds = [party.actor.kind if party.actor else None for party in (*deed.sources, *deed.targets)]
    if len(kinds) != 2 or kinds[0] not in _ARMED:
        return None
    if kinds[1] is ActorKind.PEOPLE:
        return 3
    if kinds[1] not in _ARMED:
        return None
    return 1 if _STATE.intersection(kinds) else 2


def _point(deed: Deed) -> str | None:
    place = deed.place
    return f"POINT ({place.lon} {place.lat})" if place and place.lat is not None and place.lon is not None else None


_ARTICLE: dict[str, Fill] = {
    "title": lambda deed: deed.result.article.title,
    "source": lambda deed: deed.result.article.source,
    "published": lambda deed: deed.result.article.published,
}
_WHERE: dict[str, Fill] = {
    "name": lambda deed: deed.place and (deed.place.name or deed.place.mention),
    "mention": lambda deed: deed.place and deed.place.mention,
    "admin1": lambda deed: deed.place and deed.place.admin1,
    "country": lambda deed: deed.place and country_name(deed.place.country),
    "country3": lambda deed: deed.place and country_code(deed.place.country),
    "lat": lambda deed: deed.place and deed.place.lat,
    "lon": lambda deed: deed.place and deed.place.lon,
}
_OURS: dict[str, Fill] = {
    "syriaevents_article_id": lambda deed: deed.result.article.id,
    "syriaevents_record_type": lambda deed: deed.kind,
    "syriaevents_record_id": lambda deed: deed.record.id,
    "syriaevents_assertion": lambda deed: deed.assertion.value,
    "syriaevents_confidence": lambda deed: deed.record.confidence,
    "syriaevents_url": lambda deed: deed.result.article.url,
    "syriaevents_evidence": lambda deed: deed.evidence,
}

_ACLED: dict[str, Fill | None] = {
    "event_id_cnty": lambda deed: deed.id,
    "event_date": lambda deed: deed.date and deed.date.start,
    "year": lambda deed: deed.date and deed.date.start and deed.date.start.year,
    "time_precision": lambda deed: deed.date and deed.date.acled_precision,
    "disorder_type": None,
    "event_type": lambda deed: deed.record.codes.acled_event,
    "sub_event_type": lambda deed: deed.record.codes.acled_sub_event,
    "actor1": lambda deed: _names(deed.sources),
    "assoc_actor_1": None,
    "inter1": lambda deed: _inter(deed.sources),
    "actor2": lambda deed: _names(deed.targets),
    "assoc_actor_2": None,
    "inter2": lambda deed: _inter(deed.targets),
    "interaction": None,
    "civilian_targeting": None,
    "iso": None,
    "region": None,
    "country": _WHERE["country"],
    "admin1": _WHERE["admin1"],
    "admin2": None,
    "admin3": None,
    "location": _WHERE["name"],
    "latitude": _WHERE["lat"],
    "longitude": _WHERE["lon"],
    "geo_precision": lambda deed: deed.place and deed.place.acled_precision,
    "source": _ARTICLE["source"],
    "source_scale": None,
    "notes": lambda deed: deed.evidence,
    "fatalities": _fatalities,
    "timestamp": None,
    "tags": None,
}


def _side(name: str, parties: Callable[[Deed], tuple[Party, ...]]) -> dict[str, Fill | None]:
    """POLECAT's columns about one side; several names, countries or sectors are separated by semicolons."""
    return {
        f"{name} Name": lambda deed: _names(parties(deed)),
        f"{name} Country": lambda deed: _several(party.country for party in parties(deed)),
        f"{name} COW": None,
        f"Primary {name} Sector": lambda deed: _several(party.sector for party in parties(deed)[:1]),
        f"{name} Sectors": lambda deed: _several(party.sector for party in parties(deed)),
        f"{name} Title": lambda deed: _several((party.actor and party.actor.role) or "" for party in parties(deed)),
        f"{name} Name Raw": lambda deed: "; ".join(party.ref.mention for party in parties(deed)),
        f"Wikipedia {name} ID": None,
    }


def _several(values: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(filter(None, values)))


_PLOVER: dict[str, Fill | None] = {
    "Event ID": lambda deed: deed.id,
    "Event Date": lambda deed: deed.date and deed.date.start,
    "Event Type": lambda deed: deed.record.codes.plover,
    "Event Mode": lambda deed: deed.record.codes.plover_mode,
    "Intensity": None,
    "Quad Code": lambda deed: deed.record.codes.quad,
    "Contexts": None,
    **_side("Actor", lambda deed: deed.sources),
    **_side("Recipient", lambda deed: deed.targets),
    "Placename": _WHERE["name"],
    "City": None,
    "District": None,
    "Province": _WHERE["admin1"],
    "Country": _WHERE["country3"],
    "Latitude": _WHERE["lat"],
    "Longitude": _WHERE["lon"],
    "GeoNames ID": lambda deed: deed.place and deed.place.geonames_id,
    "Raw Placename": _WHERE["mention"],
    "Feature Type": None,
    "Source": _ARTICLE["source"],
    "Publication Date": _ARTICLE["published"],
    "Story People": None,
    "Story Organizations": None,
    "Story Locations": None,
    "Language": lambda deed: deed.result.article.language,
    "Version": None,
    "syriaevents_future": lambda deed: deed.assertion is Assertion.PLANNED,
    "syriaevents_hypothetical": lambda deed: deed.assertion is Assertion.HYPOTHETICAL,
    "syriaevents_negation": lambda deed: deed.assertion is Assertion.DENIED,
}

_UCDP: dict[str, Fill | None] = {
    "id": lambda deed: deed.id,
    "relid": None,
    "year": _ACLED["year"],
    "active_year": None,
    "code_status": None,
    "type_of_violence": _violence,
    **dict.fromkeys("conflict_dset_id conflict_new_id conflict_name dyad_dset_id dyad_new_id dyad_name".split()),
    **dict.fromkeys("side_a_dset_id side_a_new_id".split()),
    "side_a": _ACLED["actor1"],
    **dict.fromkeys("side_b_dset_id side_b_new_id".split()),
    "side_b": _ACLED["actor2"],
    "number_of_sources": None,
    "source_article": lambda deed: deed.result.article.url,
    "source_office": _ARTICLE["source"],
    "source_date": _ARTICLE["published"],
    "source_headline": _ARTICLE["title"],
    "source_original": lambda deed: _names(deed.told_by),
    "where_prec": lambda deed: deed.place and deed.place.precision,
    "where_coordinates": _WHERE["name"],
    "where_description": _WHERE["mention"],
    "adm_1": _WHERE["admin1"],
    "adm_2": None,
    "latitude": _WHERE["lat"],
    "longitude": _WHERE["lon"],
    "geom_wkt": _point,
    "priogrid_gid": None,
    "country": _WHERE["country"],
    "country_id": None,
    "region": None,
    "event_clarity": None,
    "date_prec": lambda deed: deed.date and deed.date.precision,
    "date_start": lambda deed: deed.date and deed.date.start,
    "date_end": lambda deed: deed.date and deed.date.end,
    **dict.fromkeys("deaths_a deaths_b deaths_civilians deaths_unknown".split()),
    "best": lambda deed: deed.killed.best,
    "high": lambda deed: deed.killed.high,
    "low": lambda deed: deed.killed.low,
    **dict.fromkeys("gwnoa gwnob".split()),
}

BOOKS: Mapping[str, Book] = MappingProxyType(
    {
        "acled": (lambda deed: bool(deed.record.codes.acled_event) and deed.assertion in HAPPENED, {**_ACLED, **_OURS}),
        "plover": (lambda deed: bool(deed.record.codes.plover), {**_PLOVER, **_OURS}),
        "ucdp": (lambda deed: _lethal(deed) and deed.assertion in HAPPENED, {**_UCDP, **_OURS}),
    }
)
"""Name of a code book → its table."""


def _lethal(deed: Deed) -> bool:
    killed = deed.killed
    return any(number is not None and number > 0 for number in (killed.low, killed.best))


def write_file(book: str, results: Iterable[Extraction], out: Path) -> dict[str, int]:
    """The table of one of :data:`BOOKS`; return how many events it holds."""
    counts, columns = BOOKS[book]
    events = 0
    with opened(out) as file:
        sheet = csv.writer(file)
        sheet.writerow(columns)
        for deed in filter(counts, deeds(results)):
            sheet.writerow(harmless(tuple(_cell(fill(deed)) if fill else None for fill in columns.values())))
            events += 1
    return {"events": events}


def _cell(value: Cell) -> Cell:
    if isinstance(value, str):
        return plain(value, Kind.TEXT)
    return plain(value, Kind.INTEGER) if isinstance(value, int) and not isinstance(value, bool) else value
