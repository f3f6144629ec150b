"""The small values that records are made of: frozen, strict, closed, and in bounds."""

import datetime as dt

import pytest
from pydantic import ValidationError

from syriaevents.schema import Actor, ActorCodes, Casualties, Codes, Date, Mention, Place, Range, Ref, Span
from syriaevents.schema.codes import DIPLOMATIC_ACTIONS, MILITARY_ACTIONS, SPEECH_ACTS
from syriaevents.schema.values import Value
from syriaevents.schema.vocabulary import DiplomaticAction, MilitaryAction
from syriaevents.schema.vocabulary import SpeechAct as Act

ALL = (Mention, Span, Ref, Place, Date, Range, Casualties, Codes, ActorCodes, Actor)


@pytest.mark.parametrize("kind", ALL, ids=[kind.__name__ for kind in ALL])
def test_every_field_is_described(kind: type[Value]) -> None:
    """No field is without a sentence that says what it holds."""
    schema = kind.model_json_schema()
    assert [] == [name for name, field in schema["properties"].items() if "description" not in field]


def test_values_are_frozen() -> None:
    """A value cannot be changed once it is there."""
    with pytest.raises(ValidationError, match="frozen"):
        Ref(mention="Ankara").mention = "Amman"  # type: ignore[misc]


def test_values_are_closed() -> None:
    """A misspelt field is an error, never ignored."""
    with pytest.raises(ValidationError, match="Extra inputs"):
        Ref.model_validate({"mention": "Ankara", "actor": "turkey"})


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (Mention, {"start": "0", "end": 6, "text": "Ankara"}),
        (Range, {"best": 2.5}),
        (Range, {"best": True}),
        (Place, {"mention": "Ankara", "lat": "39.9"}),
    ],
)
def test_values_are_strict(kind: type[Value], data: dict[str, object]) -> None:
    """A value of another type is an error, never converted."""
    with pytest.raises(ValidationError):
        kind.model_validate(data)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (Mention, {"start": -1, "end": 6, "text": "Ankara"}),
        (Span, {"sentence": 0, "start": 0, "end": 6, "text": "Ankara"}),
        (Ref, {"mention": ""}),
        (Place, {"mention": ""}),
        (Place, {"mention": "the pole", "lat": 90.5}),
        (Place, {"mention": "the line", "lon": -180.5}),
        (Place, {"mention": "Ankara", "precision": 8}),
        (Place, {"mention": "Ankara", "acled_precision": 4}),
        (Date, {"mention": ""}),
        (Date, {"mention": "today", "precision": 0}),
        (Range, {"low": -1}),
        (ActorCodes, {"acled_inter": 9}),
    ],
)
def test_bounds(kind: type[Value], data: dict[str, object]) -> None:
    """Offsets, numbers, coordinates and precisions outside their scale are errors, and so are empty mentions."""
    with pytest.raises(ValidationError):
        kind.model_validate(data)


def test_dates_are_in_order() -> None:
    """An interval that ends before it starts is an error; one day is an interval."""
    day = dt.date(2024, 11, 28)
    assert day == Date(mention="yesterday", start=day, end=day).end
    with pytest.raises(ValidationError, match="start is after end"):
        Date(mention="yesterday", start=day, end=dt.date(2024, 11, 27))


def test_a_date_may_stay_open() -> None:
    """A relative date without anything to count from has a mention, no days, and a note."""
    date = Date(mention="yesterday", note="relative")
    assert (None, None, None) == (date.start, date.end, date.precision)


def test_dates_survive_json() -> None:
    """Days are ISO 8601 in JSON and days again when it is read."""
    date = Date(mention="Thursday", start=dt.date(2024, 11, 28), end=dt.date(2024, 11, 28), precision=1)
    assert '"start":"2024-11-28"' in date.model_dump_json()
    assert date == Date.model_validate_json(date.model_dump_json())


def test_nothing_is_guessed() -> None:
    """A place of which only the words are known has nothing else."""
    known = Place(mention="the old mill").model_dump(exclude_defaults=True)
    assert {"mention": "the old mill"} == known


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (Codes.of(SPEECH_ACTS[Act.ANNOUNCE]), ("01", None, None, None)),
        (Codes.of(SPEECH_ACTS[Act.ACCUSE]), ("11", "ACCUSE", "verbal conflict", None)),
        (Codes.of(MILITARY_ACTIONS[MilitaryAction.AIRSTRIKE]),
         ("19", "ASSAULT", "material conflict", "Air/drone strike")),
        (Codes.of(MILITARY_ACTIONS[MilitaryAction.WITHDRAW]),
         ("08", "RETREAT", "material cooperation", "Non-violent transfer of territory")),
        (Codes.of(DIPLOMATIC_ACTIONS[DiplomaticAction.MEET]), ("04", "CONSULT", "verbal cooperation", None)),
    ],
)  # fmt: skip
def test_codes_of_a_value(codes: Codes, expected: tuple[str | None, ...]) -> None:
    """A record's codes are those of its act or action, with the quad class of the PLOVER type."""
    assert expected == (codes.cameo, codes.plover, codes.quad, codes.acled_sub_event)
