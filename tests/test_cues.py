"""Words without which a record does not occur: found in three languages, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syriaevents.folding import folded
from syriaevents.prompting.cues import NEUTRAL, Cues, all_cues, cues, places_of
from syriaevents.schema import DiplomaticAction, MilitaryAction, SpeechAct

NOTHING = Cues()
VALUES = {
    "statement": {NEUTRAL, *SpeechAct},
    "military_movement": set(MilitaryAction),
    "diplomatic_initiative": set(DiplomaticAction),
}
ANY_TEXT = st.text(st.characters(exclude_categories=()))


def test_every_cue_stands_for_a_value() -> None:
    """The table has no value that is not in the vocabulary, and no word that is not folded."""
    for cue in all_cues():
        assert cue.value in VALUES[cue.type], cue
        assert all(cue.words), cue
        assert all(word == "*" or word.removesuffix("*") == folded(word.removesuffix("*")) for word in cue.words), cue


@pytest.mark.parametrize("kind", list(VALUES))
def test_every_value_has_cues(kind: str) -> None:
    """No value of the vocabulary is without a word that leads to it."""
    assert VALUES[kind] == {cue.value for cue in all_cues() if cue.type == kind}


@pytest.mark.parametrize(
    ("sentence", "action"),
    [
        ("Rebels shelled the town.", "shelling"), ("REBELS SHELLED THE TOWN", "shelling"),
        ("The army took control of a hill.", "capture"), ("A car bomb went off.", "bombing"),
        ("Ordu kasabayı ele geçirdi.", "capture"), ("Birlikler kentten çekildi.", "withdraw"),
        ("وقصفت المدفعية البلدة", "shelling"), ("سيطر المقاتلون على القرية", "capture"),
        ("والانسحاب من المدينة", "withdraw"),
    ],
)  # fmt: skip
def test_military_words(sentence: str, action: str) -> None:
    """Words for armed action are seen in English, Turkish and Arabic, in any case and behind particles."""
    assert action in cues(sentence).military


@pytest.mark.parametrize(
    ("sentence", "action"),
    [
        ("He invited her to Doha.", "invite"), ("They called for a ceasefire.", "call_for_ceasefire"),
        ("Bakan mevkidaşını davet etti.", "invite"), ("ودعت إلى هدنة", "call_for_ceasefire"),
    ],
)  # fmt: skip
def test_diplomatic_words(sentence: str, action: str) -> None:
    """Words for diplomacy are seen in English, Turkish and Arabic."""
    assert action in cues(sentence).diplomatic


@pytest.mark.parametrize(
    ("sentence", "act"),
    [
        ("She said so.", NEUTRAL), ("According to residents, nobody came.", NEUTRAL), ("He denied it.", "deny"),
        ("Bakan saldırıyı kınadı.", "condemn"), ("وقال الوزير", NEUTRAL), ("حذر الوزير من الجوع", "warn"),
    ],
)  # fmt: skip
def test_words_of_speech(sentence: str, act: str) -> None:
    """Verbs of saying are seen; those that only say that somebody speaks leave the act open."""
    assert act in cues(sentence).acts


@pytest.mark.parametrize(
    "sentence", ["", "   ", "The harvest was good.", "Hava güzeldi.", "كان الطقس جميلا", "1 2 3 -- !?", "💧💧"]
)
def test_a_sentence_may_hold_nothing(sentence: str) -> None:
    """A sentence about other things gives no cue."""
    assert NOTHING == cues(sentence)


def test_a_phrase_needs_all_its_words() -> None:
    """A phrase is seen where its words follow each other, and not where something stands between."""
    assert "reject" in cues("They turned down the plan.").diplomatic
    assert "reject" not in cues("They turned it down.").diplomatic


def test_a_word_is_whole() -> None:
    """Letters inside a longer word are no cue."""
    assert "bombing" not in cues("The undermines grew.").military
    assert "meet" not in cues("The metal was cold.").diplomatic


def test_verbs_in_a_quotation_do_not_speak() -> None:
    """A verb of saying inside a quotation is no sign that the sentence tells of speech; deeds in it count."""
    seen = cues("On the wall:", "He said that we shelled the town")
    assert (frozenset(), frozenset({"shelling"})) == (seen.acts, seen.military)


def test_words_of_speech_are_counted() -> None:
    """How many words of a sentence tell of speech, so that two speakers may be expected."""
    assert 2 == cues("Amman said yes while Ankara denied it.").speaking


def test_places_of_an_action() -> None:
    """An action's words are found as offsets into the sentence itself, folding or not."""
    sentence = "İDLİB: they shelled Hama, then shelled Homs."
    assert [sentence.index("shelled"), sentence.rindex("shelled")] == places_of(sentence, "shelling")
    assert [] == places_of(sentence, "withdraw")
    assert len("Then the army ") in places_of("Then the army took control.", "capture")


@given(ANY_TEXT, ANY_TEXT)
def test_any_text_is_read(sentence: str, quoted: str) -> None:
    """Whatever the characters, the values are of the vocabulary and the offsets in the text."""
    seen = cues(sentence, quoted)
    assert seen.acts <= VALUES["statement"]
    assert seen.military <= VALUES["military_movement"]
    assert seen.diplomatic <= VALUES["diplomatic_initiative"]
    assert all(0 <= place < len(sentence) for place in places_of(sentence, "shelling"))


@pytest.mark.parametrize("unit", ["said ", "took ", "said-", "قال", "a", "took_control_"])
def test_long_text_is_read(unit: str) -> None:
    """Tens of thousands of words, or one of that length, are read like any others."""
    cues(unit * 50_000)
