"""Copies of a text are told from texts about the same thing."""

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syriaevents.copies import BINS, COPY, Copies, likeness, sketch, words_of
from syriaevents.folding import folded

WIRE = (
    "TALL ZAYTUN (Nasim) – Mortar shells struck the vegetable market of the town on Thursday morning and killed four "
    "people, the Sanabel monitoring network said. Eleven others were wounded, among them two children, when the shells "
    "landed between the stalls shortly after nine. Volunteers carried the wounded to the clinic of the neighbouring "
    "village because the road to the city was closed. The brigade that holds the hills denied that it had fired."
)
RETOLD = (
    "Four people died on Thursday in Tall Zaytun when the market was hit by mortar rounds. A network of monitors put "
    "the number of wounded at eleven and said that two of them were children. The brigade in the hills above the town "
    "said it had nothing to do with it. Because the road was shut the injured were brought to a village clinic."
)


def test_a_copy_with_small_changes_is_a_copy() -> None:
    """Another dateline, other quotation marks, a sentence cut, a line of the outlet's own."""
    copies = Copies()
    assert copies.original("wire", WIRE) is None

    shorter = WIRE.replace("TALL ZAYTUN (Nasim)", "Tall Zaytun, our correspondent").rpartition("The brigade")[0]
    assert "wire" == copies.original("cut", shorter)
    assert "wire" == copies.original("framed", f"FROM THE WIRES\n{WIRE.upper()}\nShare this story")


def test_the_same_news_in_other_words_is_no_copy() -> None:
    """Two outlets that each wrote their own text."""
    copies = Copies()
    copies.original("wire", WIRE)

    assert copies.original("retold", RETOLD) is None
    assert likeness(sketch(WIRE), sketch(RETOLD)) < COPY / 3


def test_arabic_copies_are_found_across_spellings() -> None:
    """Vowel signs, hamza forms and digits of another script do not hide a copy."""
    text = "قُتل 4 مدنيين وأُصيب آخرون في قصف على أطراف المدينة صباح الخميس بحسب شبكة الرصد المحلية"
    other = "قتل ٤ مدنيين واصيب اخرون في قصف على اطراف المدينه صباح الخميس بحسب شبكة الرصد المحلية"

    assert 1.0 == likeness(sketch(text), sketch(other))


def test_the_likest_original_is_named() -> None:
    """Of two texts that both come close, the closer one."""
    copies = Copies()
    half = WIRE[: len(WIRE) * 7 // 10]
    copies.original("half", half)
    copies.original("other", RETOLD)

    assert "half" == copies.original("copy", half + " More follows.")


@pytest.mark.parametrize("text", ["", "too few words", "…"])
def test_texts_too_short_to_tell_are_never_copies(text: str) -> None:
    """Not even of themselves: two empty pages are not one story."""
    copies = Copies()

    assert copies.original("a", text) is None
    assert copies.original("b", text) is None
    assert 0.0 == likeness(sketch(text), sketch(text))


@given(st.lists(st.sampled_from("one two three four five six".split()), min_size=4, max_size=60))
def test_every_text_is_most_like_itself(words: list[str]) -> None:
    """Any text of a shingle or more fills its sketch and equals itself."""
    mine = sketch(" ".join(words))

    assert BINS == len(mine)
    assert 1.0 == likeness(mine, mine)


@given(st.text())
def test_the_words_of_a_text_are_those_of_the_folded_text(text: str) -> None:
    """Whatever its characters fold to: nothing, a space, several letters, figures of another script."""
    assert re.findall(r"\w+", folded(text)) == words_of(text)


def test_a_sketch_is_the_same_in_every_process() -> None:
    """Another process with another hash seed makes the same sketch."""
    program = f"from syriaevents.copies import sketch; print(list(sketch({WIRE!r})))"
    printed = subprocess.run(
        [sys.executable, "-c", program], env={"PYTHONHASHSEED": "7", "PYTHONPATH": ":".join(sys.path)},
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip

    assert str(list(sketch(WIRE))) == printed.strip()
