"""What is shown to a model together, and what is asked about it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syriaevents.prompting.drafts import ALL_ACTS, ALL_DIPLOMATIC, ALL_MILITARY, Request
from syriaevents.prompting.windows import FEWEST_WORDS, WINDOW_CHARS, Window, brief_windows, whole, whole_windows
from syriaevents.reading.source import Source
from syriaevents.schema import Article

LINES = "\n".join(f"Line {number} says nothing of note." for number in range(1, 11))


def source_of(text: str) -> Source:
    """A text in sentences."""
    return Source.of(Article(text=text, language="en"))


def numbers(window: Window) -> list[int]:
    """The sentences of a window."""
    return [sentence.number for sentence in window.sentences]


def brief(sentence: str) -> Request | None:
    """What a small model is asked about one sentence; None where it is not asked."""
    windows = list(brief_windows(source_of(sentence)))
    return windows[0].request if windows else None


# -- strong models -----------------------------------------------------------------------------------------


def test_a_whole_window_is_asked_for_everything() -> None:
    """All acts and actions, any number of records, and sentence numbers up to its size."""
    (window,) = whole_windows(source_of(LINES), 80)
    assert Request(10) == window.request
    assert (ALL_ACTS, ALL_MILITARY, ALL_DIPLOMATIC) == (
        window.request.acts, window.request.military, window.request.diplomatic,
    )  # fmt: skip


@pytest.mark.parametrize("most", [1, 3, 10, 80])
def test_windows_hold_every_sentence_once_in_order(most: int) -> None:
    """No window has more than ``most`` sentences, and none is lost or shown twice."""
    windows = list(whole_windows(source_of(LINES), most))
    assert list(range(1, 11)) == [number for window in windows for number in numbers(window)]
    assert max(len(window.sentences) for window in windows) == min(most, 10)


def test_a_window_has_a_bounded_length() -> None:
    """Long sentences make windows of fewer sentences."""
    text = "\n".join(f"{number} " + "word " * 300 for number in range(60))
    for window in whole_windows(source_of(text), 80):
        assert sum(len(sentence.text) for sentence in window.sentences) <= WINDOW_CHARS


def test_boilerplate_is_not_shown() -> None:
    """What belongs to the page and not to the article is in no window."""
    source = source_of("The minister said the bridge was closed.\nShare on Facebook\nTroops shelled a village.")
    assert any(sentence.boilerplate for sentence in source.sentences)
    for windows in (whole_windows(source, 80), brief_windows(source)):
        assert not any(sentence.boilerplate for window in windows for sentence in window.sentences)


def test_an_empty_text_has_no_windows() -> None:
    """There is nothing to ask about."""
    assert ([], []) == (list(whole_windows(source_of(""), 80)), list(brief_windows(source_of(""))))


@given(st.integers(1, 40))
def test_halves_hold_the_whole(size: int) -> None:
    """A window that was cut off comes apart into two that hold the same sentences; one sentence does not."""
    window = whole(source_of("\n".join(f"Line {number} says nothing." for number in range(size))).sentences)
    halves = window.halves()
    if size == 1:
        assert halves is None
    else:
        assert halves is not None
        assert numbers(window) == [number for half in halves for number in numbers(half)]
        assert [len(half.sentences) for half in halves] == [half.request.sentences for half in halves]


# -- small models --------------------------------------------------------------------------------------------


def test_a_sentence_without_cues_is_not_asked_about() -> None:
    """What cannot hold a record costs nothing."""
    assert brief("The river is green in spring and brown in autumn.") is None


def test_a_sentence_of_too_few_words_is_not_asked_about() -> None:
    """A heading of two words finds nothing that is true."""
    assert brief(" ".join(["Troops", "shelled", "Homs"][: FEWEST_WORDS - 1])) is None


def test_only_the_types_with_a_cue_are_asked_about() -> None:
    """A sentence about shelling is not asked for diplomacy or statements."""
    request = brief("Government troops shelled the village of Wadi Qamar.")
    assert request is not None
    assert (True, 1) == (request.brief, request.sentences)
    assert "shelling" in request.military
    assert ((), ()) == (request.diplomatic, request.acts)


def test_a_plain_verb_of_speech_demands_a_statement() -> None:
    """Where somebody plainly speaks, at least one statement is demanded."""
    request = brief("Minister Zaynab al-Hakawati denied that the bridge had been bombed.")
    assert request is not None
    assert 1 == request.statements
    assert "deny" in request.acts


def test_a_long_quotation_demands_a_statement() -> None:
    """Five quoted words are somebody speaking, whatever the verb; a short one may be a name."""
    request = brief("“We will come back when the roads are open.”")
    assert request is not None
    assert (1, ALL_ACTS) == (request.statements, request.acts)
    assert brief("The film “Green River” was shown in spring.") is None


@given(st.text(max_size=400))
def test_any_text_can_be_cut_into_windows(text: str) -> None:
    """No text makes it fail; every window is about sentences of the text."""
    source = source_of(text)
    for window in (*whole_windows(source, 5), *brief_windows(source)):
        assert all(source.text[sentence.start : sentence.end] == sentence.text for sentence in window.sentences)
        assert len(window.sentences) == window.request.sentences
