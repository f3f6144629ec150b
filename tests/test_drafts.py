"""What the model is asked for, and what is made of its answers."""

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from syriaevents.prompting.answers import answer_model
from syriaevents.prompting.drafts import (
    ALL_ACTS,
    KINDS,
    RECORDS_A_SENTENCE,
    InitiativeDraft,
    MovementDraft,
    Request,
    StatementDraft,
    draft_type,
    read_answer,
)  # fmt: skip

WHOLE = [Request(1), Request(2), Request(40), Request(80), Request(1, military=(), diplomatic=(), statements=1)]
BRIEF = [
    Request(1, brief=True),
    Request(
        1, ("deny",), military=(), diplomatic=("meet", "offer"), statements=1, most_statements=2, most=2, brief=True
    ),
    Request(1, acts=(), military=("shelling",), diplomatic=(), brief=True),
]
SAID = {"sentence": 1, "who": "Zaynab", "act": "deny"}

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
names = st.sampled_from("sentence who act action status to towards weapons conditions where".split())
records = st.dictionaries(names, values | st.sampled_from(["deny", "meet", "shelling", "ongoing", 1]), max_size=8)
answers = st.dictionaries(
    st.sampled_from(["statements", "movements", "initiatives", "more"]), values | st.lists(records, max_size=4)
)


def objects(node: Any) -> list[dict[str, Any]]:
    """Every schema of an object in a schema."""
    if isinstance(node, list):
        return [found for item in node for found in objects(item)]
    if not isinstance(node, dict):
        return []
    inner = [found for item in node.values() for found in objects(item)]
    return [node, *inner] if node.get("type") == "object" else inner


# -- the schema of a window ----------------------------------------------------------------------------------


@pytest.mark.parametrize("request_", [*WHOLE, *BRIEF])
def test_a_window_s_schema_is_a_json_schema(request_: Request) -> None:
    """It is valid JSON Schema and self-contained."""
    schema = answer_model(request_).model_json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert "$ref" not in json.dumps(schema)


@pytest.mark.parametrize("request_", [request for request in WHOLE if request.sentences > 1])
def test_sentence_numbers_are_bounded_by_the_window(request_: Request) -> None:
    """Constrained decoding cannot point outside the window."""
    schema = answer_model(request_).model_json_schema()
    for key in ("statements", "movements", "initiatives"):
        sentence = schema["properties"][key]["items"]["properties"]["sentence"]
        assert {"type": "integer", "minimum": 1, "maximum": request_.sentences} == sentence


@pytest.mark.parametrize("request_", [Request(1), *BRIEF])
def test_one_sentence_needs_no_number(request_: Request) -> None:
    """Where there is one sentence, tokens are not spent on its number."""
    assert "sentence" not in json.dumps(answer_model(request_).model_json_schema())


@pytest.mark.parametrize("request_", [*WHOLE, *BRIEF])
def test_every_list_is_bounded(request_: Request) -> None:
    """No list can run away, in the window or in a record."""

    def lists(node: Any) -> list[dict[str, Any]]:
        if isinstance(node, list):
            return [found for item in node for found in lists(item)]
        if not isinstance(node, dict):
            return []
        inner = [found for item in node.values() for found in lists(item)]
        return [node, *inner] if node.get("type") == "array" else inner

    found = lists(answer_model(request_).model_json_schema())
    assert found
    assert all(0 < array["maxItems"] <= RECORDS_A_SENTENCE * 40 for array in found)
    assert all(array.get("minItems", 0) <= array["maxItems"] for array in found)


@pytest.mark.parametrize("request_", WHOLE)
def test_a_whole_window_keeps_the_rules_of_strict_providers(request_: Request) -> None:
    """Every property is required, nothing else is allowed, and no string has a length."""
    schema = answer_model(request_).model_json_schema()
    for node in objects(schema):
        assert list(node["properties"]) == node["required"]
        assert node["additionalProperties"] is False
    assert "Length" not in json.dumps(schema)


@pytest.mark.parametrize("request_", BRIEF)
def test_a_brief_window_asks_only_for_what_may_be_there(request_: Request) -> None:
    """Only the record types with values, only those values, only a few bounded fields."""
    schema = answer_model(request_).model_json_schema()
    assert [kind.key for kind in KINDS if request_.values(kind)] == list(schema["properties"])
    for kind in KINDS:
        if request_.values(kind):
            record = schema["properties"][kind.key]["items"]["properties"]
            assert set(kind.brief) == set(record)
            assert list(request_.values(kind)) == record.get("act", record.get("action"))["enum"]


def test_a_demanded_statement_is_required() -> None:
    """Where code saw somebody speak, the schema does not let the model leave it out."""
    schema = answer_model(BRIEF[1]).model_json_schema()
    assert ["statements"] == schema["required"]
    assert (1, 2) == tuple(schema["properties"]["statements"][key] for key in ("minItems", "maxItems"))


@pytest.mark.parametrize("request_", [*WHOLE, *BRIEF])
def test_what_the_schema_allows_is_read_without_loss(request_: Request) -> None:
    """An answer by the schema has no unfit records."""
    answer = {
        "statements": [{"who": "A", "act": "deny"}],
        "movements": [{"who": "A", "action": "shelling"}],
        "initiatives": [{"who": ["A"], "action": "meet", "status": "ongoing"}],
    }
    read = read_answer(request_, answer)
    assert (3, ()) == (len(read.drafts), read.unfit)
    assert ["statement", "military_movement", "diplomatic_initiative"] == [draft_type(draft) for draft in read.drafts]


def test_the_same_window_has_the_same_model() -> None:
    """Models are made once."""
    assert answer_model(Request(3)) is answer_model(Request(3))
    assert ALL_ACTS == Request(3).acts


# -- reading answers -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("nothing", [None, "", "  ", []])
def test_an_optional_field_with_nothing_in_it_costs_no_record(nothing: Any) -> None:
    """Null, an empty string and an empty list are a field left out."""
    answer = {
        "statements": [{**SAID, "to": nothing, "about": nothing}],
        "movements": [{"who": "A", "action": "attack", "where": nothing, "weapons": nothing, "assertion": nothing}],
        "initiatives": [{"who": "A", "action": "meet", "status": "ongoing", "towards": nothing, "conditions": nothing}],
    }
    assert (
        StatementDraft(who="Zaynab", act="deny"),
        MovementDraft(who="A", action="attack"),
        InitiativeDraft(who=("A",), action="meet", status="ongoing"),
    ) == read_answer(Request(1), answer).drafts


@pytest.mark.parametrize("missing", [None, "", " ", []])
def test_a_required_field_with_nothing_in_it_does(missing: Any) -> None:
    """Nobody's statement is none; the reason says what is missing."""
    (unfit,) = read_answer(Request(1), {"statements": [{**SAID, "who": missing}]}).unfit
    assert ("statement", "who: Field required") == (unfit.type, unfit.reason)


def test_one_name_may_stand_for_a_list() -> None:
    """A list of one is often answered without its brackets."""
    record = {"who": "Oman", "action": "offer", "status": "proposed", "towards": "Qatar", "conditions": "a truce"}
    (draft,) = read_answer(Request(1), {"initiatives": record}).drafts
    assert InitiativeDraft(
        who=("Oman",), action="offer", status="proposed", towards=("Qatar",), conditions=("a truce",)
    ) == draft  # fmt: skip


@pytest.mark.parametrize("number", [0, -1, 3, 10**30, "three", 1.5, [1]])
def test_a_wrong_sentence_number_is_unfit(number: Any) -> None:
    """It points at nothing that was shown; the record is kept as it came, with the reason."""
    answer = read_answer(Request(2), {"statements": [SAID, {**SAID, "sentence": number}]})
    assert (1, 1) == (len(answer.drafts), len(answer.unfit))
    assert number == answer.unfit[0].raw["sentence"]
    assert "sentence" in answer.unfit[0].reason


@pytest.mark.parametrize("raw", ["text", 7, ["who", "act"], {}, {"who": "A", "act": "sing"}, {"act": "deny"}])
def test_a_bad_record_does_not_cost_the_good_ones(raw: Any) -> None:
    """Each record is checked alone."""
    answer = read_answer(Request(1), {"statements": [SAID, raw, SAID]})
    assert (2, [raw]) == (len(answer.drafts), [unfit.raw for unfit in answer.unfit])
    assert answer.unfit[0].reason


@given(answers)
def test_no_answer_makes_reading_fail(answer: dict[str, Any]) -> None:
    """Whatever JSON comes back, every record is a draft or unfit with a reason, and can be written down."""
    read = answer_model(Request(2)).model_validate(answer).read()
    lists = [answer.get(kind.key) or [] for kind in KINDS]
    assert sum(len(items) if isinstance(items, list) else 1 for items in lists) == len(read.drafts) + len(read.unfit)
    assert all(1 <= draft.sentence <= 2 for draft in read.drafts)
    assert all(unfit.reason for unfit in read.unfit)


@given(st.text(max_size=60), st.text(max_size=60))
def test_words_around_an_answer_do_not_change_it(before: str, after: str) -> None:
    """Unless they hold JSON objects themselves, the answer is found among any words."""
    if "{" in before + after or "}" in before + after:
        return
    read = answer_model(Request(1)).model_validate_json(before + json.dumps({"statements": [SAID]}) + after).read()
    assert 1 == len(read.drafts)


@pytest.mark.parametrize("text", ["", "{", "{" * 100_000, '{"a":' * 100_000, "[" * 100_000, "null", "{]" * 50_000])
def test_what_holds_no_object_is_no_answer(text: str) -> None:
    """It is refused, in time linear in its length, and not read as an empty answer."""
    with pytest.raises(ValueError, match="validation error"):
        answer_model(Request(1)).model_validate_json(text)
