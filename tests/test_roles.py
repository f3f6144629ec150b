"""Roles: who a name, a pronoun or a quotation alone leads to."""

import pytest
from drafted import moved, said, source_of

from syriaevents.grounding.names import Found
from syriaevents.grounding.roles import (
    SPOKEN_BEFORE,
    Reading,
    all_words_in,
    last_of,
    other_in,
    others_in,
    parties,
    place_in,
    speaker_of,
    who_is,
)

TEXT = (
    "Lina Sabbagh spoke in Homs. The road is closed. Omar Rafiq left. She said it would rain. "
    "Nobody came. Nothing grew. Winter fell. She said no more."
)
LINA = Found(0, 12, "Lina Sabbagh", 1)
NETWORK = Found(28, 31, "The", 2)


def reading_of(text: str = TEXT, *speakers: Found) -> Reading:
    """A reading in which these have spoken so far."""
    return Reading(source_of(text), speakers=list(speakers), named=list(speakers))


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Turkey and Iran"], ["Turkey", "Iran"]), (["Turkey, Iran, and Russia"], ["Turkey, Iran", "Russia"]),
        (["Türkiye ve İran"], ["Türkiye", "İran"]), (["Bosnia and the others"], ["Bosnia and the others"]),
        (["Ankara", "Tehran"], ["Ankara", "Tehran"]), ([" "], []), ([], []),
    ],
)  # fmt: skip
def test_parties(names: list[str], expected: list[str]) -> None:
    """Two names joined by a word are two parties."""
    assert expected == parties(names)


def test_the_last_one_is_meant() -> None:
    """A pronoun means whoever was named last, and stands in the sentence it is cited for."""
    reading = reading_of(TEXT, LINA)
    sentence = reading.source.sentences[3]
    assert Found(LINA.start, LINA.end, LINA.text, 4) == last_of(reading.speakers, sentence)


def test_too_long_ago_is_not_meant() -> None:
    """Somebody named more than a few sentences before is not meant."""
    reading = reading_of(TEXT, LINA)
    near, far = reading.source.sentences[SPOKEN_BEFORE], reading.source.sentences[SPOKEN_BEFORE + 1]
    assert last_of(reading.speakers, near) is not None
    assert last_of(reading.speakers, far) is None
    assert last_of([], near) is None


def test_a_pronoun_must_stand_there() -> None:
    """A pronoun that the sentence does not have leads to nobody."""
    reading = reading_of(TEXT, LINA)
    assert who_is("she", reading.source.sentences[3], reading)
    assert who_is("she", reading.source.sentences[1], reading) is None


def test_a_body_is_no_she() -> None:
    """“She said” does not lead to a body that spoke last; “they said” does."""
    text = "The Hauran Network spoke. She said it would rain. They said it would snow."
    reading = reading_of(text, Found(4, 18, "Hauran Network", 1))
    assert speaker_of("She", reading.source.sentences[1], reading) is None
    they = speaker_of("They", reading.source.sentences[2], reading)
    assert they
    assert "Hauran Network" == they.text


def test_grammar_counts_more_than_the_model() -> None:
    """Where one name is plainly the subject of the verb of saying, it speaks, whomever the model named."""
    reading = reading_of("Omar Rafiq said that Lina Sabbagh had left.")
    speaker = speaker_of("Lina Sabbagh", reading.source.sentences[0], reading)
    assert speaker
    assert "Omar Rafiq" == speaker.text


def test_the_model_decides_between_two() -> None:
    """Where two names are subjects of verbs of saying, the model's choice stands."""
    reading = reading_of("Omar Rafiq said yes and Lina Sabbagh said no.")
    chosen = [speaker_of(name, reading.source.sentences[0], reading) for name in ("Lina Sabbagh", "Omar Rafiq")]
    assert ["Lina Sabbagh", "Omar Rafiq"] == [speaker.text for speaker in chosen if speaker]


@pytest.mark.parametrize("name", ["The ministry", "It"])
def test_it_is_nobodys_name(name: str) -> None:
    """“It said” names nobody: the body meant does."""
    reading = reading_of("The ministry met envoys. It said they would stay.", Found(0, 12, "The ministry", 1))
    speaker = speaker_of(name, reading.source.sentences[1], reading)
    assert speaker
    assert "The ministry" == speaker.text


def test_what_is_missing_is_told() -> None:
    """A role that the text does not hold is left out, with a reason that names the role and the words."""
    reading = reading_of("The army shelled Hama with mortars.")
    draft = moved(1, "The army", "shelling", target="the Kurds", where="Homs", weapons=["mortars", "rockets"])
    sentence = reading.source.sentences[0]
    assert other_in(draft, "target", sentence, reading) is None
    assert place_in(draft, "where", sentence, reading) is None
    assert ("mortars",) == all_words_in(draft, "weapons", sentence, reading)
    assert [
        "target: 'the Kurds' does not stand in the sentence or near it",
        "where: 'Homs' does not stand in the sentence",
        "weapons: 'rockets' does not stand in the sentence",
    ] == [rejected.reason for rejected in reading.rejected]


def test_what_was_not_said_is_not_missed() -> None:
    """A role that the draft leaves out is none, without a word about it."""
    reading = reading_of()
    assert [] == others_in(said(1, "Lina Sabbagh"), "to", reading.source.sentences[0], reading)
    assert [] == reading.rejected
