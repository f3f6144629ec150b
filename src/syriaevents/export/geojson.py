"""GeoJSON (RFC 7946): where movements and initiatives happened, and the lines that movements went along.

A point for each place that has coordinates, a line from origin to destination where both have; WGS 84, longitude first.
Records without coordinates have no feature. Every feature carries its record's words, so that a map can show them.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from syriaevents.export.parties import records, roles
from syriaevents.export.shapes import storable_json
from syriaevents.schema import DiplomaticInitiative, Extraction, MilitaryMovement, Place

Position = tuple[float, float]


def write_file(results: Iterable[Extraction], out: Path) -> dict[str, int]:
    """One FeatureCollection, a feature a line; return how many points and lines it holds."""
    counts = {"points": 0, "lines": 0}
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"type":"FeatureCollection","features":[')
        before = "\n"
        for result in results:
            for feature in features(result):
                file.write(before + json.dumps(storable_json(feature), ensure_ascii=False, separators=(",", ":")))
                counts["points" if feature["geometry"]["type"] == "Point" else "lines"] += 1
                before = ",\n"
        file.write("\n]}\n")
    return counts


def features(result: Extraction) -> Iterator[dict[str, Any]]:
    """The features of one article."""
    names = {actor.id: actor.name for actor in result.actors}
    for kind, record in records(result):
        if isinstance(record, MilitaryMovement | DiplomaticInitiative):
            told = _told(result, kind, record, names)
            for role, place, geometry in _geometries(record):
                yield {
                    "type": "Feature",
                    "id": f"{result.article.id}/{record.id}/{role}",
                    "geometry": geometry,
                    "properties": {"role": role, **_where(place), **told},
                }


def _geometries(record: MilitaryMovement | DiplomaticInitiative) -> Iterator[tuple[str, Place, dict[str, Any]]]:
    """What the place is to the record, the place, and its geometry; of a line, the place it leads to."""
    places = {"place": record.place}
    if isinstance(record, MilitaryMovement):
        places |= {"origin": record.origin, "destination": record.destination}
    located = {role: (place, at) for role, place in places.items() if place is not None and (at := _position(place))}
    for role, (place, at) in located.items():
        yield role, place, {"type": "Point", "coordinates": at}
    if {"origin", "destination"} <= located.keys():
        (_, start), (place, end) = located["origin"], located["destination"]
        yield "path", place, {"type": "LineString", "coordinates": (start, end)}


def _position(place: Place) -> Position | None:
    return None if place.lat is None or place.lon is None else (place.lon, place.lat)


def _where(place: Place) -> dict[str, Any]:
    return {
        "place": place.name or place.mention,
        "place_mention": place.mention,
        "near": place.near,
        "precision": place.precision,
        "admin1": place.admin1,
        "country": place.country,
        "geonames_id": place.geonames_id,
    }


def _told(
    result: Extraction, kind: str, record: MilitaryMovement | DiplomaticInitiative, names: dict[str, str]
) -> dict[str, Any]:
    """Who did what to whom, when, and the words that say so."""
    parties: dict[str, list[str]] = {}
    for role, ref in roles(kind, record):
        parties.setdefault(role, []).append(names.get(ref.actor_id or "", ref.mention))
    date, article = record.date, result.article
    movement = isinstance(record, MilitaryMovement)
    state = record.assertion if isinstance(record, MilitaryMovement) else record.status
    return {
        "article_id": article.id,
        "record_type": kind,
        "record_id": record.id,
        "action": record.action.value,
        "actors": "; ".join(parties.get("actor" if movement else "initiator", ())),
        "targets": "; ".join(parties.get("target" if movement else "counterpart", ())),
        "mediator": "; ".join(parties.get("mediator", ())) or None,
        "state": state.value,
        "date_start": date.start.isoformat() if date and date.start else None,
        "date_end": date.end.isoformat() if date and date.end else None,
        "confidence": record.confidence,
        "title": article.title,
        "source": article.source,
        "url": article.url,
        "published": article.published.isoformat() if article.published else None,
        "evidence": [{"start": span.start, "end": span.end, "text": span.text} for span in record.evidence],
    }
