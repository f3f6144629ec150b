"""The schema files hold what the library writes."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError
from test_render import ALL

from syriaevents.schema import SCHEMA_VERSION, jsonschema

DUMP: dict[str, Any] = json.loads(ALL.model_dump_json())


@pytest.mark.parametrize("name", jsonschema.MODELS)
def test_each_schema_is_valid_and_named(name: str) -> None:
    """Draft 2020-12, with an id that holds name and version."""
    schema = jsonschema.schema(name)
    Draft202012Validator.check_schema(schema)

    assert jsonschema.DIALECT == schema["$schema"]
    assert f"urn:syriaevents:schema:{name}:{SCHEMA_VERSION}" == schema["$id"]
    assert SCHEMA_VERSION == schema["version"]


@pytest.mark.parametrize(
    ("name", "record"),
    [
        ("extraction", DUMP),
        ("article", DUMP["article"]),
        ("actor", DUMP["actors"][0]),
        ("statement", DUMP["statements"][0]),
        ("military_movement", DUMP["military_movements"][0]),
        ("diplomatic_initiative", DUMP["diplomatic_initiatives"][0]),
    ],
)
def test_what_is_written_fits_its_schema(name: str, record: dict[str, Any]) -> None:
    """A real dump is valid; with a misspelt field it is not."""
    validator = Draft202012Validator(jsonschema.schema(name))
    validator.validate(record)

    with pytest.raises(ValidationError):
        validator.validate({**record, "misspelt": 1})


def test_every_value_of_a_vocabulary_is_defined() -> None:
    """No bare list of values is left but the two that are no vocabulary; an unknown value is invalid."""
    definitions = jsonschema.schema("extraction")["$defs"]
    vocabularies = {"ActorKind", "SpeechAct", "MilitaryAction", "DiplomaticAction", "Status", "Assertion"}

    assert vocabularies == {name for name, body in definitions.items() if "oneOf" in body}
    assert not [name for name, body in definitions.items() if "enum" in body]
    assert all(value["description"] for name in vocabularies for value in definitions[name]["oneOf"])
    with pytest.raises(ValidationError):
        Draft202012Validator(jsonschema.schema("statement")).validate({**DUMP["statements"][0], "act": "sing"})
