"""The vocabularies: every value is defined, and mapped to what the code books really have."""

from collections.abc import Mapping
from enum import StrEnum
from itertools import pairwise
from typing import Any

import pytest

from syriaevents.schema.codes import (
    ASSERTIONS,
    DIPLOMATIC_ACTIONS,
    KINDS,
    MILITARY_ACTIONS,
    QUADS,
    SPEECH_ACTS,
    STATUSES,
    Coding,
)
from syriaevents.schema.vocabulary import ActorKind, Assertion, DiplomaticAction, MilitaryAction, SpeechAct, Status

TABLES: list[tuple[type[StrEnum], Mapping[Any, Coding]]] = [
    (ActorKind, KINDS),
    (SpeechAct, SPEECH_ACTS),
    (MilitaryAction, MILITARY_ACTIONS),
    (DiplomaticAction, DIPLOMATIC_ACTIONS),
    (Status, STATUSES),
    (Assertion, ASSERTIONS),
]
EVENTS = [
    pytest.param(value, coding, id=f"{type(value).__name__}.{value}")
    for _, table in TABLES[1:4]
    for value, coding in table.items()
]

PLOVER_OF_CAMEO = {
    "01": {None}, "02": {None}, "03": {"AGREE"}, "04": {"CONSULT"}, "05": {"SUPPORT"}, "06": {"COOPERATE"},
    "07": {"AID"}, "08": {"CONCEDE", "RETREAT"}, "09": {"ACCUSE"}, "10": {"REQUEST"}, "11": {"ACCUSE"},
    "12": {"REJECT"}, "13": {"THREATEN"}, "14": {"PROTEST"}, "15": {"MOBILIZE"}, "16": {"SANCTION"},
    "17": {"COERCE"}, "18": {"ASSAULT"}, "19": {"ASSAULT"}, "20": {"ASSAULT"},
}  # fmt: skip
"""CAMEO event roots and the PLOVER types that took their place (PLOVER manual)."""

MODES = {
    "CONSULT": "visit third-party multilateral phone",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "REJECT": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "THREATEN": "restrict arrest relations expel territory violence",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
    "heavy-weapons crowd-control unconventional",
}
"""Modes of the PLOVER types that are used here (PLOVER manual)."""

ACLED = {
    "Battles": {"Armed clash", "Government regains territory", "Non-state actor overtakes territory"},
    "Explosions/Remote violence": {
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED", "Grenade",
    },
    "Violence against civilians": {"Sexual violence", "Attack", "Abduction/forced disappearance"},
    "Strategic developments": {
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use",
        "Headquarters or base established", "Looting/property destruction", "Non-violent transfer of territory",
        "Other",
    },
}  # fmt: skip
"""Event types of the ACLED code book and their sub-event types."""


@pytest.mark.parametrize(("values", "table"), TABLES, ids=[values.__name__ for values, _ in TABLES])
def test_every_value_is_defined(values: type[StrEnum], table: Mapping[Any, Coding]) -> None:
    """Each value of a vocabulary has a definition that is a sentence, and nothing else is in its table."""
    assert list(values) == list(table)
    for value, coding in table.items():
        assert coding.definition[0].isupper(), value
        assert coding.definition.endswith("."), value
        assert " " in coding.definition, value


@pytest.mark.parametrize(("values", "table"), TABLES, ids=[values.__name__ for values, _ in TABLES])
def test_definitions_differ(values: type[StrEnum], table: Mapping[Any, Coding]) -> None:
    """No two values of a vocabulary are defined alike."""
    definitions = sorted(coding.definition for coding in table.values())
    assert all(one != other for one, other in pairwise(definitions)), values


@pytest.mark.parametrize(("value", "coding"), EVENTS)
def test_cameo_and_plover_agree(value: StrEnum, coding: Coding) -> None:
    """An act or action has a two-digit CAMEO root, and the PLOVER type that took that root's place."""
    assert coding.cameo in PLOVER_OF_CAMEO, value
    assert coding.plover in PLOVER_OF_CAMEO[coding.cameo]


@pytest.mark.parametrize(("value", "coding"), EVENTS)
def test_plover_types_and_modes_are_known(value: StrEnum, coding: Coding) -> None:
    """A PLOVER type has a quad class, and a mode is one of its type's."""
    assert coding.plover is None or coding.plover in QUADS
    assert coding.mode is None or coding.mode in MODES[coding.plover or ""].split(), value


def test_quad_classes_are_four() -> None:
    """PLOVER's types make four quad classes."""
    expected = {f"{how} {what}" for how in ("verbal", "material") for what in ("cooperation", "conflict")}
    assert expected == set(QUADS.values())


@pytest.mark.parametrize("action", list(MilitaryAction))
def test_every_military_action_is_an_acled_event(action: MilitaryAction) -> None:
    """Each military action has an ACLED event type and a sub-event type of that type."""
    coding = MILITARY_ACTIONS[action]
    assert coding.acled_sub_event in ACLED[coding.acled_event or ""]


@pytest.mark.parametrize("table", [KINDS, SPEECH_ACTS, DIPLOMATIC_ACTIONS, STATUSES, ASSERTIONS])
def test_words_are_no_acled_events(table: Mapping[Any, Coding]) -> None:
    """ACLED has no events for what is said or negotiated."""
    assert {(None, None)} == {(coding.acled_event, coding.acled_sub_event) for coding in table.values()}


def test_tables_cannot_be_changed() -> None:
    """The mappings are read-only."""
    with pytest.raises(TypeError):
        QUADS["AGREE"] = "war"  # type: ignore[index]
