"""What an event must hold."""

import datetime as dt

import pytest
from pydantic import ValidationError

from syriaevents.schema import Disagreement, Event, Link, Member, Party, Range, RecordKey, Version

KEYS = tuple(RecordKey(article_id=name, record_id="m1") for name in ("a", "b"))
EVENT = Event(
    id="e-0",
    type="military_movement",
    action="shelling",
    parties=(Party(name="the brigade"),),
    start=dt.date(2025, 3, 6),
    end=dt.date(2025, 3, 6),
    members=tuple(Member(**key.model_dump(), source=f"Outlet {key.article_id}") for key in KEYS),
    links=(Link(one=KEYS[0], other=KEYS[1], agree=("place", "date"), score=0.75),),
    sources=2,
    corroborated=1,
    contradicted=1,
    disagreements=(
        Disagreement(
            field="killed",
            versions=(
                Version(value="4", range=Range(low=4, best=4, high=4), records=KEYS[:1], sources=("Outlet a",)),
                Version(value="at least 9", range=Range(low=9), records=KEYS[1:], sources=("Outlet b",)),
            ),
        ),
    ),
)


def test_an_event_comes_back_from_json() -> None:
    """Nothing is lost on the way, dates included."""
    assert EVENT == Event.model_validate_json(EVENT.model_dump_json())


@pytest.mark.parametrize(
    "change",
    [{"start": dt.date(2025, 3, 7)}, {"members": ()}, {"sources": 0}, {"misspelt": 1}],
)
def test_what_is_no_event_is_refused(change: dict[str, object]) -> None:
    """A start after the end, no member, no source, a field that does not exist."""
    with pytest.raises(ValidationError):
        Event(**{**dict(EVENT), **change})
