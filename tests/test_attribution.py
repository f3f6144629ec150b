"""Who the grammar of a sentence makes the speaker, and how words turn an action."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syriaevents.grounding.attribution import according_to, may_turn, modality, named_speakers, pronoun_speaks
from syriaevents.schema import Assertion

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("outside", "expected"),
    [
        ("Omar Rafiq said the road was open.", ("Omar Rafiq",)),
        ("Omar Rafiq has repeatedly warned of hunger.", ("Omar Rafiq",)),
        ("Omar Rafiq, a doctor in Homs, told reporters so.", ("Omar Rafiq",)),
        ("Jordanian Interior Minister Sami al-Khatib said so.", ("Jordanian Interior Minister Sami al-Khatib",)),
        ("In Homs, al-Khatib said so.", ("al-Khatib",)),
        (" said al-Khatib.", ("al-Khatib",)),
        ("The minister, Lina Sabbagh, said so.", ("Lina Sabbagh",)),
        (" said Lina Sabbagh.", ("Lina Sabbagh",)),
        ("Lina Sabbagh of the Hauran Network said so.", ("Lina Sabbagh of the Hauran Network",)),
        ("On Monday, Lina Sabbagh said so.", ("Lina Sabbagh",)),
        ("According to the Hauran Network, 12 people died.", ("the Hauran Network",)),
        ("وقتل 12 شخصا بحسب شبكة حوران، أمس", ("شبكة حوران",)),
        ("Omar Rafiq said yes and Lina Sabbagh said no.", ("Omar Rafiq", "Lina Sabbagh")),
        ("Shells hit the market, residents and a rebel commander said.", ("residents and a rebel commander",)),
        ("In the days of clashes, hospitals say, 74 people died.", ("hospitals",)),
        ("Two columns arrived on Tuesday, a driver for a firm said, each with tanks.", ("a driver for a firm",)),
        ("Its post was hit, as two people who saw smoke said on Monday.", ("two people who saw smoke",)),
        ("A military source quoted by state media said units had left.", ("A military source quoted by state media",)),
        ("the minister said so", ("the minister",)),
    ],
)
def test_named_speakers(outside: str, expected: tuple[str, ...]) -> None:
    """The subject of a verb of saying, before or behind it, and whoever something is according to."""
    assert expected == named_speakers(outside)


@pytest.mark.parametrize(
    "outside",
    [
        "", "The road is closed.", "Neither of them has said so.", "Troops took the town, which he said was quiet.",
        "Envoys met in Homs and said so.", "There has been fighting, it said.", "Monday said more than Tuesday.", "However said the old man",
        "It said the road was open.", "We said so.", "They said so.", "This suggested more.", "Who said so?",
        "They left, - said on Monday.",
    ],
)  # fmt: skip
def test_words_that_name_nobody(outside: str) -> None:
    """Days, pronouns and other words that begin a sentence are no speakers by name."""
    assert () == named_speakers(outside)


@pytest.mark.parametrize(
    ("outside", "expected"),
    [
        ("She said so.", "she"), ("“…,” he told reporters.", "he"), ("They have also warned of it.", "they"),
        ("so much for it, said he", "he"), ("I said so", "i"), ("Omar Rafiq said so.", None), ("He left.", None),
        ("", None), ("the said theory", None), ("وأضاف: ", "he"), ("وقالت في بيان إن القصف توقف", "he"),
        ("وأضاف الوزير أن القصف توقف", None),
    ],
)  # fmt: skip
def test_pronouns_that_speak(outside: str, expected: str | None) -> None:
    """A pronoun speaks where it is the subject of a verb of saying; Arabic leaves it out."""
    spoken = pronoun_speaks(outside)
    assert expected == (spoken and spoken[0])


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("According to the Hauran Network, 12 died.", "the Hauran Network"),
        ("Twelve died, according to a doctor in Homs.", "a doctor in Homs"),
        ("قتل 12 شخصا وفق شبكة حوران.", "شبكة حوران"),
        ("It went according to", None),
        ("Twelve died.", None),
    ],
)
def test_whose_word(sentence: str, expected: str | None) -> None:
    """What stands behind “according to”, up to the next mark."""
    assert expected == according_to(sentence)


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("The army will ", Assertion.PLANNED), ("The army will soon ", Assertion.PLANNED),
        ("Rebels were about to ", Assertion.PLANNED), ("They threatened to ", Assertion.PLANNED),
        ("سوف ", Assertion.PLANNED),
        ("The army could ", Assertion.HYPOTHETICAL), ("If the army ", Assertion.HYPOTHETICAL),
        ("The army did not ", Assertion.DENIED), ("Israel denied having ", Assertion.DENIED),
        ("The army would never ", Assertion.DENIED),
        ("The army ", None), ("", None), ("The army, which will be there tomorrow in great numbers, ", None),
    ],
)  # fmt: skip
def test_how_words_turn_an_action(before: str, expected: Assertion | None) -> None:
    """Words close before an action make it planned, hypothetical or denied; a denial counts most."""
    assert expected is modality(before)
    assert may_turn(before) or expected is None


@given(
    st.lists(
        st.sampled_from(
            "not denies denying will plans to preparing for is was set due about expected intends vowed threatens expects "
            "سوف سيهاجم يعتزم يستعدون planlıyor hazırlanıyor if Unless may whether لو قد eğer belki the army In".split()
        ),
        max_size=4,
    ).map(lambda words: " ".join([*words, ""]))
)
def test_words_that_turn_an_action_are_seen_first(before: str) -> None:
    """Whatever turns an action has a word by which a sentence is told to be worth a closer look."""
    assert may_turn(before) or modality(before) is None


@given(ANY_TEXT)
def test_what_is_given_stands_there(text: str) -> None:
    """Speakers and sources are the sentence's own words, whatever it is."""
    for name in (*named_speakers(text), according_to(text)):
        assert name is None or name in text
    assert pronoun_speaks(text) in (None, "he", "she", "they", "i")
    modality(text)


@pytest.mark.parametrize(
    "unit", ["Aa ", "Aa, ", "said ", "according to ", "A. of ", "He also ", "will be ", "بحسب ", "A" * 10 + ", "]
)
def test_long_sentences_are_read(unit: str) -> None:
    """A sentence of the greatest length is read, whatever it repeats."""
    text = (unit * 2000)[:2000]
    named_speakers(text), pronoun_speaks(text), according_to(text), modality(text)
