"""What rules ask a sentence for before they look closer: the words that a pattern begins with."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syriaevents.folding import folded_words
from syriaevents.grounding import attribution, dealings, deeds
from syriaevents.grounding.latin import beginnings, by_letter


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("took over|seized", {"took", "seized"}),
        ("raids?", {"raid", "raids"}),
        ("(?:took|gained) control of|retook", {"took", "gained", "retook"}),
        ("(?:started |began )shelling", {"started", "began"}),
        ("(?:started )?shelling", {"started", "shelling"}),
        ("imposed (?:new |fresh )?sanctions", {"imposed"}),
        ("(?:met|sat (?:down|up))(?: with)?", {"met", "sat"}),
        (r"offered to (?!host|serve)|proposed an?\b", {"offered", "proposed"}),
        (r"spokes\w+", {"spokes"}),
        ("NGO|doctor", {"ngo", "doctor"}),
    ],
)
def test_beginnings(pattern: str, expected: set[str]) -> None:
    """The words that alternatives begin with are known in small letters, in groups or not, with an optional letter or not."""
    assert expected == beginnings(pattern)


VERBS = [verbs for verbs, _ in (*deeds._VERBS, *deeds._NOUNS)]
PHRASES = [*VERBS, attribution._SAID, *(form.split(r"\s+")[0] for form, *_ in dealings._FORMS)]


@pytest.mark.parametrize("pattern", PHRASES)
@given(st.data())
def test_nothing_matches_without_a_beginning(pattern: str, data: st.DataObject) -> None:
    """Whatever a rule's words match holds one of the words that the rule is asked about for."""
    found = data.draw(st.from_regex(rf"(?:{pattern})\Z", alphabet=st.characters(codec="ascii")))
    match = re.search(rf"\b(?:{pattern})\b", f"They {found} it")
    assert match is None or not beginnings(pattern).isdisjoint(folded_words(match.group()))


@given(st.sampled_from(attribution._VERBS), st.text(alphabet="adefnst ", max_size=3))
def test_by_letter(verb: str, rest: str) -> None:
    """Parted by their first letters, words match what they match in a row."""
    row, parted = "|".join(attribution._VERBS), by_letter(attribution._VERBS)
    assert re.findall(row, verb + rest) == re.findall(parted, verb + rest)
