"""Sentences: their boundaries, their offsets, and any text at all."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from syriaevents.reading.lines import WRAP_MAX
from syriaevents.reading.sentences import MAX_CHARS, Sentence, split

SHARED = Path(__file__).parents[2] / "shared" / "articles"
EXAMPLES = Path(__file__).parents[1] / "examples" / "articles"


def texts(text: str, language: str | None = "en") -> list[str]:
    return [sentence.text for sentence in split(text, language)]


def assert_covers(text: str, sentences: tuple[Sentence, ...]) -> None:
    end = 0
    for number, sentence in enumerate(sentences, 1):
        assert number == sentence.number
        assert end <= sentence.start < sentence.end
        assert text[sentence.start : sentence.end] == sentence.text == sentence.text.strip()
        assert "" == text[end : sentence.start].strip()
        end = sentence.end
    assert "" == text[end:].strip()


_PUNCTUATION = ("“", "”", "«", "»", '"', "'", ". ", "! ", "؟ ", "\n", "\r\n", "\u2028", "\x85", " ", "\xa0", "[3]")
_WORDS = ("Mr.", "د.", "5.", "p.m.", "said", "قال", "Hama", "By ", "Related articles", "😀", "İ", "e\u0301")
_CONTROLS = ("\x00", "\u202e", "\ud800")
_PIECES = st.sampled_from((*_PUNCTUATION, *_WORDS, *_CONTROLS))


@settings(deadline=None)
@given(
    text=st.one_of(
        st.text(st.characters(categories=("L", "M", "N", "P", "S", "Z", "C"))), st.lists(_PIECES).map("".join)
    ),
    language=st.sampled_from([None, "en", "ar", "tr", "xx"]),
)
@example(text="a \ud800. B c.", language="en")
def test_every_character_is_in_exactly_one_sentence(text: str, language: str | None) -> None:
    """Sentences stand in order, do not overlap, are exact, and leave out nothing but white space."""
    assert_covers(text, split(text, language))


@pytest.mark.parametrize(
    "piece",
    [
        "word ",
        "x",
        "“a. ",
        "“",
        '"',
        "«ab. ",
        "Mr. ",
        "3. ",
        "a\n\n",
        ".",
        "\ud800",
        " ",
        "Jane Roe\n",
        "😀. A",
        "By A ",
    ],
)
def test_hostile_repetition(piece: str) -> None:
    """Tens of thousands of characters of anything are split, into sentences of bounded length."""
    text = piece * (60_000 // len(piece))
    sentences = split(text, "en")

    assert_covers(text, sentences)
    assert all(len(sentence.text) <= MAX_CHARS for sentence in sentences)


def test_no_text_has_no_sentences() -> None:
    """Nothing, or white space, is no sentence."""
    assert () == split("", "en")
    assert () == split(" \n\t\u2003", None)


def test_a_heading_is_a_sentence() -> None:
    """A line break ends a sentence, also without a full stop."""
    assert ["They left.", "The Path Forward", "Both sides agreed."] == texts(
        "They left.\nThe Path Forward\nBoth sides agreed."
    )


def test_astral_characters_count_as_one() -> None:
    """Offsets count Python characters."""
    assert [(0, 3), (4, 9)] == [(sentence.start, sentence.end) for sentence in split("😀A. Here.", "en")]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("“We left. We will return,” he said.", "en"),
        ("“Who?” he asked.", "en"),
        ("Gen. Ali and Lt. Omar met at 5 p.m. Friday.", "en"),
        ("The price is $3.5 million.", "en"),
        ("1. The army moved.", "en"),
        ("وأضاف د. علي أن 3.5 مليون لاجئ عادوا.", "ar"),
        ("وقال: «لن نقبل! أبدا». ", "ar"),
        ('Bakan "Geldik. Gittik." dedi.', "tr"),
        ("Bakan Sn. Fidan geldi.", "tr"),
        ("Suriye'de 5. Kolordu ilerledi.", "tr"),
    ],
)
def test_one_sentence(text: str, language: str) -> None:
    """Quotations, abbreviations, figures and ordinals do not end a sentence."""
    assert [text.strip()] == texts(text, language)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("“We left.” Then it rained.", "en", ["“We left.”", "Then it rained."]),
        ("He came at 5 p.m. The army left.", "en", ["He came at 5 p.m.", "The army left."]),
        ("ذهب الوزير. ثم عاد؟ نعم.", "ar", ["ذهب الوزير.", "ثم عاد؟", "نعم."]),
        ("Bakan geldi. Ordu gitti.", "tr", ["Bakan geldi.", "Ordu gitti."]),
    ],
)
def test_several_sentences(text: str, language: str, expected: list[str]) -> None:
    """Full stops and question marks of each script end sentences."""
    assert expected == texts(text, language)


def test_wrapped_text() -> None:
    """In text filled to a margin a line break is white space, also before a capital; a blank line is not."""
    text = (
        "Army takes two villages in the north of the province of Hama, it says\n"
        "Government forces captured the villages on Thursday after a night of\n"
        "heavy bombardment, residents and a rebel commander told the reporters of\n"
        "Levant Wire. A spokesman for the rebels denied that they had withdrawn\n"
        "from the second village.\n\n"
        "Convoys on the move\n\n"
        "Turkey sent a convoy.\n"
    )
    assert [
        "Army takes two villages in the north of the province of Hama, it says",
        (
            "Government forces captured the villages on Thursday after a night of\nheavy bombardment, residents and a "
            "rebel commander told the reporters of\nLevant Wire."
        ),
        "A spokesman for the rebels denied that they had withdrawn\nfrom the second village.",
        "Convoys on the move",
        "Turkey sent a convoy.",
    ] == texts(text)


def test_wrapped_arabic() -> None:
    """A script without case is recognised as wrapped by its margin."""
    text = (
        "قصفت القوات الحكومية أطراف المدينة أمس الخميس ما أدى إلى مقتل أربعة\n"
        "مدنيين وإصابة تسعة آخرين بجروح وفق ما قالت الشبكة في بيان نشرته على\n"
        "موقعها صباح اليوم مشيرة إلى أن القصف طال حيين سكنيين وسوقا شعبية في\n"
        "وسط المدينة."
    )
    assert [text] == texts(text, "ar")


def test_one_paragraph_a_line_is_not_wrapped() -> None:
    """Lines of paragraphs longer than any margin stay apart, whatever they end with."""
    line = ("Residents of the town " * 10).strip()
    assert len(line) > WRAP_MAX
    assert [line, line] == texts(f"{line}\n{line}")


def test_a_long_line_that_goes_on_in_lower_case() -> None:
    """A long line without a full stop goes on where the next begins in lower case; a short one is a heading."""
    assert 1 == len(texts("The army captured the villages on Thursday after a night\nof bombardment."))
    assert 2 == len(texts("What they want\nal-Haddad said that the army would stay."))


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared articles are not here")
def test_shared_articles() -> None:
    """Real articles: headings stand alone, the author and the comment form are boilerplate, and nothing else is."""
    marked = {}
    for path in sorted(SHARED.glob("*.txt")):
        text = path.read_bytes().decode()
        sentences = split(text, "en")
        assert_covers(text, sentences)
        marked[path.name[:3]] = [sentence.text for sentence in sentences if sentence.boilerplate]
        if path.name.startswith("000"):
            assert "International reactions" in [sentence.text for sentence in sentences]
    assert [] == marked["000"]
    assert [] == marked["004"]
    assert ("John Hayward", "Continue on app", 12) == (marked["003"][0], marked["003"][-1], len(marked["003"]))


@pytest.mark.skipif(not EXAMPLES.is_dir(), reason="the examples are not here")
def test_examples() -> None:
    """The example articles are covered in their own language, and most of each is no boilerplate."""
    for path in sorted(EXAMPLES.glob("*.txt")):
        text = path.read_bytes().decode()
        sentences = split(text, path.name[:2])
        assert_covers(text, sentences)
        assert not sentences[0].boilerplate
        assert sum(sentence.boilerplate for sentence in sentences) < len(sentences) / 2
