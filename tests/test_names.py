"""A name is found as the text writes it; what makes it somebody else is not forgiven."""

import pytest
from drafted import source_of
from hypothesis import example, given
from hypothesis import strategies as st

from syriaevents.grounding.names import Found, is_person, is_pronoun, locate, same_name
from syriaevents.reading.quotes import Quote

ANY_TEXT = st.text(st.characters(exclude_categories=()))
PIECES = st.sampled_from([
    "Syrian", "army", "Army", "Omar", "Rafiq", "al-", "Şam", "İ", "’s", "s", "وال", "جيش", "السوري", "ـ", "َ", " ", "\n",
    ".", "“", "”", "\ud800", "\u202e", "\u200f", "\x00", "ﷺ", "½", "e\u0301",
])  # fmt: skip
TEXTS = st.one_of(ANY_TEXT, st.lists(PIECES, max_size=25).map("".join))


def found(name: str, text: str) -> str | None:
    """The words of a text that give a name."""
    place = locate(name, source_of(text).sentences)
    return place.text if place else None


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        pytest.param("Omar Rafiq", "Omar Rafiq left.", "Omar Rafiq", id="word for word"),
        pytest.param("syrian army", "The SYRIAN Army left.", "SYRIAN Army", id="case"),
        pytest.param("Erdogan", "Then Erdoğan left.", "Erdoğan", id="accents"),
        pytest.param("İdlib", "IDLIB fell.", "IDLIB", id="dots"),
        pytest.param("the army’s", "The army left.", "army", id="a possessive too many"),
        pytest.param("Assad", "Then Assad’s men left.", "Assad", id="a possessive too few"),
        pytest.param("General Omar Rafiq", "There Omar Rafiq left.", "Omar Rafiq", id="a title too many"),
        pytest.param("Omar Rafiq", "General Omar Rafiq left.", "Omar Rafiq", id="a title too few"),
        pytest.param("The fighters", "Some fighters left.", "fighters", id="article"),
        pytest.param("Kurdish fighter", "The Kurdish fighters left.", "Kurdish fighters", id="plural"),
        pytest.param("Kurdish fighters", "A Kurdish fighter left.", "Kurdish fighter", id="singular"),
        pytest.param(
            "Russian aircraft", "Then Russian and Syrian aircraft came.", "Russian and Syrian aircraft", id="list"
        ),
        pytest.param("Syrian army", "The Syrian and Iraqi Army left.", "Syrian and Iraqi Army", id="list of forces"),
        pytest.param(
            "Syrian army", "The Syrian government army left.", "Syrian government army", id="common words between"
        ),
        pytest.param("Recep Erdogan", "Recep Tayyip Erdogan left.", "Recep Tayyip Erdogan", id="middle name"),
        pytest.param("Rafiq Omar", "Omar Rafiq left.", "Omar Rafiq", id="order"),
        pytest.param("Omar Rafiq", "Later Mr Rafiq left.", "Rafiq", id="surname"),
        pytest.param("Omar al-Rafiq", "He left. Al-Rafiq wept.", "Al-Rafiq", id="surname with its article"),
        pytest.param("Hayat Tahrir al-Sham", "Hayat Tahrir Al Sham left.", "Hayat Tahrir Al Sham", id="hyphens"),
        pytest.param("الجيش السوري", "انسحب والجيش السوري من البلدة", "الجيش السوري", id="Arabic and"),
        pytest.param("جيش", "استعان بالجيش أمس", "الجيش", id="Arabic preposition and article"),
        pytest.param("أنقرة", "وصل الى انقرة", "انقرة", id="hamza"),
        pytest.param("Türkiye", "Dün Türkiye'nin askerleri geldi.", "Türkiye", id="Turkish suffix"),
        pytest.param("Ankara", "Dün Ankara’da görüştüler.", "Ankara", id="Turkish suffix, curly"),
    ],
)
def test_forms_of_a_name_are_forgiven(name: str, text: str, expected: str) -> None:
    """Case, accents, titles, number, order and affixes do not hide a name; what is given are the text's words."""
    assert expected == found(name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("Omar Rafiq", "Lina Rafiq left.", id="another first name"),
        pytest.param("Omar Rafiq", "A rafiq left.", id="a common word like the surname"),
        pytest.param("Syrian army", "The Syrian National Army left.", id="another word makes another force"),
        pytest.param("Syrian army", "The syrian Arab Red army left.", id="more words make another force"),
        pytest.param("Free Syrian Army", "The Syrian Army left.", id="a word less"),
        pytest.param("HTS", "The HTSX left.", id="a longer word"),
        pytest.param("Syria", "Syrian troops left.", id="a derived word"),
        pytest.param(
            "Hama Brigade", "In Hama a river rose and then in the far north the brigade left.", id="far apart"
        ),
        pytest.param("Omar Rafiq", "The road is closed.", id="not there"),
        pytest.param("Syrian army", "انسحب الجيش السوري من البلدة", id="Latin for Arabic"),
        pytest.param("الجيش السوري", "The Syrian army left.", id="Arabic for Latin"),
        pytest.param("the", "A road.", id="article alone"),
        pytest.param("...", "A road...", id="no letters"),
        pytest.param("\u200f", "A road.", id="nothing at all"),
        pytest.param("Syrian army", "The Syrian \ud800 army left.", id="half a character within"),
    ],
)
def test_somebody_else_is_not_forgiven(name: str, text: str) -> None:
    """Another first name, another word or another script is somebody else."""
    assert found(name, text) is None


def test_the_first_sentence_wins() -> None:
    """Sentences are looked through in the order they are given."""
    sentences = source_of("Omar left. Lina wept. Omar came back.").sentences
    assert locate("Omar", sentences) == Found(0, 4, "Omar", 1)
    assert locate("Omar", sentences[::-1]) == Found(22, 26, "Omar", 3)


def test_a_name_within_quotation_marks_can_be_left_out() -> None:
    """A place that lies within speech to keep clear of does not count; one behind it does."""
    text = "“Omar must go,” Omar said."
    sentences = source_of(text).sentences

    assert locate("Omar", sentences, lambda _: [Quote(1, 14, 0, 15, 3)]) == Found(16, 20, "Omar", 1)
    assert locate("Omar", sentences, lambda _: [Quote(1, len(text), 0, len(text), 5)]) is None


@pytest.mark.parametrize(("name", "expected"), [
    ("he", True), ("She", True), ("THEY", True), ("the latter", True), ("هو", True), ("onlar", True),
    ("Omar", False), ("", False), ("he said", False), ("the army", False),
])  # fmt: skip
def test_pronouns(name: str, expected: bool) -> None:
    """A pronoun is told from a name, in three languages."""
    assert expected == is_pronoun(name)


@pytest.mark.parametrize(("name", "expected"), [
    ("Omar Rafiq", True), ("General Omar Rafiq", True), ("سامي الخطيب", True),
    ("the foreign ministry", False), ("Syrian Observatory for Human Rights", False), ("residents", False),
    ("rebels", False), ("", False), ("Aa " * 9, False),
])  # fmt: skip
def test_persons(name: str, expected: bool) -> None:
    """A person's name has capitals (or a script without), a few words, and none for a body or a crowd."""
    assert expected == is_person(name)


@pytest.mark.parametrize(("one", "other", "expected"), [
    ("Hakan Fidan", "Fidan", True), ("Turkish Foreign Minister Hakan Fidan", "Turkish minister Fidan", True),
    ("Erdoğan", "Recep Tayyip Erdogan", True), ("Omar Rafiq", "Lina Rafiq", False), ("the minister", "minister", False),
    ("", "", False), ("Omar", "", False),
])  # fmt: skip
def test_same_names(one: str, other: str, expected: bool) -> None:
    """Two mentions are one name where the words of one are among the other's; titles alone name nobody."""
    assert expected == same_name(one, other) == same_name(other, one)


@given(TEXTS, TEXTS)
@example("Syrian army", "The Syrian \ud800 army left.")
@example("½", "a ½ b")
def test_what_is_found_stands_there(name: str, text: str) -> None:
    """Whatever the characters, what is found are the text's own words, in one of its sentences."""
    sentences = source_of(text).sentences
    place = locate(name, sentences)
    if place:
        sentence = sentences[place.sentence - 1]
        assert place.text == text[place.start : place.end] != ""
        assert sentence.start <= place.start < place.end <= sentence.end
        assert place.text.isascii() or place.text.encode("utf-8")


@given(st.lists(st.sampled_from("Omar Rafiq army الجيش Şam".split()), min_size=1, max_size=4).map(" ".join))
def test_a_name_that_stands_there_is_found(name: str) -> None:
    """Words that stand in the sentence word for word are found."""
    assert name == found(name, f"Then {name}, too.")
