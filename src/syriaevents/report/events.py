"""Events on the page: those that several records tell of, with their members as rows of the index."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from syriaevents.report.article import LETTERS
from syriaevents.schema import Event, RecordKey

Rows = Mapping[tuple[str, str], int]
"""Article id and record id → the record's row in the index."""


def event_data(events: Iterable[Event], rows: Rows) -> Iterator[dict[str, Any]]:
    """The events of more than one record, the best supported first; members that the page does not hold go."""
    shared = sorted(
        (event for event in events if len(event.members) > 1), key=lambda event: (-event.sources, -len(event.members))
    )
    for event in shared:
        members = [
            {"row": rows[_key(member)], "source": member.source, "denies": member.denies, "copy": bool(member.copy_of)}
            for member in event.members
            if _key(member) in rows
        ]
        if members:
            yield {**_said(event), "members": members}


def _key(member: RecordKey) -> tuple[str, str]:
    return member.article_id, member.record_id


def _said(event: Event) -> dict[str, Any]:
    place = event.place
    return {
        "letter": LETTERS[event.type],
        "action": event.action,
        "parties": [party.name for party in event.parties],
        "counterparts": [party.name for party in event.counterparts],
        "place": place and (place.name or place.mention),
        "start": event.start and event.start.isoformat(),
        "end": event.end and event.end.isoformat(),
        "sources": event.sources,
        "corroborated": event.corroborated,
        "contradicted": event.contradicted,
        "disagreements": [
            {
                "field": item.field,
                "exclusive": item.exclusive,
                "versions": [[version.value, list(version.sources)] for version in item.versions],
            }
            for item in event.disagreements
        ],
    }
