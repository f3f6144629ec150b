"""Direct quotations are found by their marks, with exact offsets."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from syriaevents.reading.quotes import find_quotes


def words_of(text: str, language: str | None = None) -> list[str]:
    """The quotations of a text as strings."""
    return [text[quote.start : quote.end] for quote in find_quotes(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "go now" and left.', ["go now"]),
        ("He said “go now” and left.", ["go now"]),
        ("„Guten Tag“ und „Hi there” sagte er", ["Guten Tag", "Hi there"]),
        ("« Bonjour à tous » puis ‹au revoir›", ["Bonjour à tous", "au revoir"]),
        ("»Guten Tag« sagte er", ["Guten Tag"]),
        ("Kylmä ”hyvää päivää” sanoi", ["hyvää päivää"]),
        ("قال «سنعود قريبا» ثم غادر", ["سنعود قريبا"]),
        ("”مرحبا بكم“ قال الوزير", ["مرحبا بكم"]),
        ('وقع في بـ"المدينة القديمة" و"السوق"', ["المدينة القديمة", "السوق"]),
        ('"Yeni Şafak Planı"nın amacı "barış" dedi', ["Yeni Şafak Planı", "barış"]),
        ('He said:"Go home"', ["Go home"]),
        ('" hello there " he said', ["hello there"]),
    ],
)
def test_marks_of_many_habits(text: str, expected: list[str]) -> None:
    """Straight, curly, low, pointed and mirrored marks all hold quotations."""
    assert expected == words_of(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“He said ‘go’ and left”", ["He said ‘go’ and left"]),
        ("‘He said “go” now’ she added", ["He said “go” now"]),
        ("«قال “نعم” ثم»", ["قال “نعم” ثم"]),
        ('"He said "go" now" she added', ['He said "go" now']),
        ("“one “two” three” four", ["one “two” three"]),
        ("“one «two” three", ["one «two"]),
    ],
)
def test_only_the_outermost_is_given(text: str, expected: list[str]) -> None:
    """A quotation inside a quotation is part of it."""
    assert expected == words_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "“First part.\n\n“Second part,” he said.", "“First part.\n“Second part,” he said.",
        '"First part.\n\n"Second part," he said.', '"First part.\n"Second part," he said.',
    ],
)  # fmt: skip
def test_speech_over_paragraphs(text: str) -> None:
    """A paragraph that opens with a fresh mark ends the quotation before it: one for each paragraph."""
    assert ["First part.", "Second part,"] == words_of(text)


def test_several_sentences() -> None:
    """A quotation runs over sentences and wrapped lines up to its closing mark."""
    assert ["We wait. We\nwatch."] == words_of("He said: “We wait. We\nwatch.” Then he left.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “we wait.\nThe town fell.\n\nNobody came.", ["we wait."]),
        ("He said “we wait.\nThe town “fell down” later.", ["we wait.", "fell down"]),
        ('He said "we wait.\n\nThe "new plan" came.', ["new plan"]),
        ('stray" here and "good one" there', ["good one"]),
        ("stray” here and “good one” there", ["good one"]),
    ],
)
def test_an_unclosed_mark_ends_early(text: str, expected: list[str]) -> None:
    """An odd mark costs at most its own quotation and never swallows what follows."""
    assert expected == words_of(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('a 12" pipe and "fine words" here', ["fine words"]),
        ('"a 12" pipe burst," he said', ['a 12" pipe burst,']),
        ('"30" and "40"', ["30", "40"]),
        ('5\'10" tall, he said "fine"', ["fine"]),
    ],
)
def test_inches_are_no_quotations(text: str, expected: list[str]) -> None:
    """A mark behind a digit is an inch sign where it cannot close a quotation."""
    assert expected == words_of(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("‘We are the rebels’ friends,’ he said", ["We are the rebels’ friends,"]),
        ("the rebels’ base and ‘two words’ there", ["two words"]),
        ("the '90s and the rebels' base, 'twas so'", []),
        ("It’s the dog’s ‘big bone’.", ["big bone"]),
        ("a 'safe' zone", []),
        ("'no way', he said, 'not now'", ["no way", "not now"]),
        ("an 'unclosed remark\nand more' here", []),
    ],
)
def test_apostrophes_are_no_quotations(text: str, expected: list[str]) -> None:
    """Single marks count only around two words or more, at the edges of words, on one line."""
    assert expected == words_of(text)


def test_turkish_suffix_behind_single_marks() -> None:
    """In Turkish a suffix may follow the closing mark."""
    assert ["Yeni Şafak Planı"] == words_of("'Yeni Şafak Planı'nda değişiklik", "tr")
    assert [] == words_of("'Yeni Şafak Planı'nda değişiklik")


def test_mixed_marks() -> None:
    """A quotation may be opened by one mark and closed by another of its sort."""
    assert ["go now"] == words_of('He said “go now" and left')


def test_scare_quotes_and_word_counts() -> None:
    """Short quotations are given too; their length is counted in words."""
    (quote,) = find_quotes("a so-called “safe zone” there")
    assert 2 == quote.words
    assert (12, 23) == (quote.outer_start, quote.outer_end)


@pytest.mark.parametrize("text", ["", '""', "“”", "“ … ”", 'word"word', "'''", '"""""', "“" * 9, "\n\n\n", "***", "’"])
def test_marks_without_words(text: str) -> None:
    """Marks around nothing, in the middle of words, or in rows hold no quotation."""
    assert () == find_quotes(text)


MARKS = st.sampled_from(list("\"“”„‟«»‹›‘’‚'\n ") + ["\n\n", "a", "1", "و"])


@settings(deadline=None)
@given(
    st.lists(st.one_of(MARKS, st.text(max_size=4)), max_size=60).map("".join), st.sampled_from([None, "en", "tr", "ar"])
)
@example("“a\n“b\n\n“c", None)
@example("“«a\n«b", None)
def test_spans_hold_for_any_text(text: str, language: str | None) -> None:
    """Quotations are in order, apart, inside the text, and have no white space at their ends."""
    behind = 0
    for quote in find_quotes(text, language):
        assert behind <= quote.outer_start < quote.start < quote.end <= quote.outer_end <= len(text)
        assert text[quote.start : quote.end] == text[quote.start : quote.end].strip()
        assert "\n\n" not in text[quote.start : quote.end]
        assert quote.words > 0
        behind = quote.outer_end


PLAIN = st.lists(st.text("abcdefghijklmnoprstçğışöüابتجحدسلمن", min_size=1, max_size=8), min_size=2, max_size=12).map(
    " ".join
)
PAIRS = st.sampled_from(['""', "“”", "„“", "„”", "«»", "»«", "”“", "””", "‘’", "''", '“"', "‹›"])


@settings(deadline=None)
@given(PLAIN, PLAIN, PLAIN, PAIRS)
def test_a_planted_quotation_is_found(before: str, words: str, after: str, pair: str) -> None:
    """Between matching marks in clean text stand exactly the words that were put there."""
    if pair[0] in "‘'" and words.split(maxsplit=1)[0].casefold() in {
        "em",
        "n",
        "til",
        "till",
        "tis",
        "twas",
        "cause",
        "bout",
    }:
        return
    assert [words] == words_of(f"{before}, {pair[0]}{words}{pair[1]} {after}")


@pytest.mark.parametrize("unit", ['"', "“ ", "« “", "“a\n", "'a b's ", "” ", "“a » ", "'a"])
def test_long_rows_of_marks(unit: str) -> None:
    """Endless marks are read to the end."""
    text = unit * 5_000
    assert all(quote.outer_end <= len(text) for quote in find_quotes(text, "tr"))
