"""Folding makes spellings equal and always leads back to the original characters."""

import json
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from syriaevents.folding import fold, folded, folded_words

ARABIC_EVENTS = Path(__file__).resolve().parents[2] / "shared" / "data" / "arabic_event_gsr" / "assault_dev.json"

HARD = st.sampled_from(list("İıßﷺ½…أةىيـَّ٣۳«’\u200f\u2066\u0301\u0308¨ﬁ\u00a0\t\n 'ﻼ") + ["ab", "İDLİB"])
ANY = st.lists(st.one_of(HARD, st.text(max_size=4)), max_size=30).map("".join)


def found(needle: str, text: str) -> list[str]:
    """The original words that fold to a needle."""
    return [text[start:end] for start, end in fold(text).find(folded(needle))]


@settings(deadline=None)
@given(ANY)
def test_origins_lead_into_the_source(text: str) -> None:
    """Every folded character has an origin; origins never go back and stay inside the source."""
    result = fold(text)
    assert len(result.text) == len(result.origin)
    assert all(first <= second for first, second in pairwise(result.origin))
    assert all(0 <= origin < len(text) for origin in result.origin)


@settings(deadline=None)
@given(ANY, ANY, ANY)
@example("", "1", "½")
@example("", "الله", "ﷺ")
def test_a_found_span_folds_to_the_needle(before: str, needle: str, after: str) -> None:
    """Whatever is found is, folded, what was looked for."""
    text = before + needle + after
    wanted = folded(needle)
    for start, end in fold(text).find(wanted):
        assert 0 <= start < end <= len(text)
        assert wanted == fold(text[start:end]).text


@settings(deadline=None)
@given(ANY)
def test_folding_twice_changes_nothing(text: str) -> None:
    """What is folded stays as it is."""
    assert folded(text) == folded(folded(text))


@settings(deadline=None)
@given(ANY)
def test_composed_and_decomposed_are_equal(text: str) -> None:
    """NFC and NFD of a text fold alike."""
    assert folded(unicodedata.normalize("NFC", text)) == folded(unicodedata.normalize("NFD", text))


@settings(deadline=None)
@given(ANY, st.integers(0, 120))
def test_position_is_the_way_back(text: str, offset: int) -> None:
    """The position of an offset is the first folded character that comes from there or later."""
    result = fold(text)
    at = result.position(offset)
    assert all(origin < offset for origin in result.origin[:at])
    assert all(origin >= offset for origin in result.origin[at:])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("إِدْلِب", "ادلب"),
        ("حـــلب", "حلب"),
        ("أحمد", "احمد"),
        ("القاهرة", "القاهره"),
        ("مصطفى", "مصطفي"),
        ("کرکوک", "كركوك"),
        ("\u200fحلب\u200e", "حلب"),
        ("İDLİB", "idlib"),
        ("IĞDIR", "iğdir"),
        ("Erdoğan", "ERDOGAN"),
        ("al‑Shaʿir", "al-Sha'ir"),
        ("١٢٣ ۴۵", "123 45"),
        ("ﺣﻠﺐ", "حلب"),
        ("new\n\t line", "NEW LINE"),
    ],
)
def test_spellings_that_readers_take_for_one(one: str, other: str) -> None:
    """Case, accents, letter forms, vowel signs, tatweel, bidi marks and digits make no difference."""
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("needle", "text", "expected"), [
    ("ادلب", "قرب إِدْلِبَ أمس", ["إِدْلِبَ"]),
    ("حلب", "من حـلـب و\u200fحلب\u200f.", ["حـلـب"]),
    ("idlib", "İDLİB ve HALEP, idlib", ["İDLİB", "idlib"]),
    ("Erdogan", "Erdog\u0306an said", ["Erdog\u0306an"]),
    ("2016", "عام ٢٠١٦", ["٢٠١٦"]),
    ("cafe", "cafe\u0301 cafes", ["cafe\u0301"]),
    ("a b", "A  \n B", ["A  \n B"]),
    ("", "text", []),
])  # fmt: skip
def test_whole_words_with_their_own_spelling(needle: str, text: str, expected: list[str]) -> None:
    """A whole word is found as the text writes it, with the marks on its last letter."""
    assert expected == found(needle, text)


def test_an_empty_span_has_a_place() -> None:
    """An empty span of the folded text is an empty span of the source."""
    result = fold("ab")
    assert (1, 1) == result.original(1, 1)
    assert (2, 2) == result.original(2, 2)


@pytest.mark.skipif(not ARABIC_EVENTS.exists(), reason="needs ../shared/data/arabic_event_gsr")
def test_arabic_spans_round_trip() -> None:
    """Every annotated word that stands in its sentence comes back with the same characters."""
    for sentence in json.loads(ARABIC_EVENTS.read_text(encoding="utf-8")):
        result = fold(sentence["text"])
        for word in {word for span in sentence["spans"] for words in _lists(span) for word in words}:
            at = sentence["text"].find(word)
            if at >= 0:
                begin, end = result.position(at), result.position(at + len(word))
                assert (at, at + len(word)) == result.original(begin, end)


def _lists(span: dict[str, object]) -> list[list[str]]:
    return [value for value in span.values() if isinstance(value, list)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The air-strikes’ S-300, the T72", {"the", "air", "strikes", "s", "t"}),
        ("İdlib'de 2 Şubat, وقالت", {"idlib", "de", "subat", "وقالت"}),
        ("", set()),
    ],
)
def test_words(text: str, words: set[str]) -> None:
    """Words are the folded runs of letters of any script, each once."""
    assert words == folded_words(text)
