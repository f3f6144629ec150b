"""What drafts are checked against: sentences by offset, what stands near, and who is quoted where."""

import pytest
from drafted import source_of
from hypothesis import given
from hypothesis import strategies as st

from syriaevents.reading.source import NEAR, Source

TEN = " ".join(
    f"Sentence number {word} is here." for word in "one two three four five six seven eight nine ten".split()
)
SPEECH = "Omar Rafiq said: “We shall leave the town tonight.” The road was “open” then.\nNobody came."
COMMENTS = (
    "Rebels entered the town on Monday, residents said.\n\nRelated Articles\n\n"
    "“We will never leave this town,” minister says\n\nLeave a reply\n\nPlease enter your comment!\n"
)

PIECES = st.sampled_from(
    [*"“”\"«»'.?!\n ", "a ", "The army left. ", "قال ", "Leave a reply\n", "\ud800", "\u202e", "\x00"]
)
TEXTS = st.one_of(st.text(st.characters(exclude_categories=())), st.lists(PIECES, max_size=40).map("".join))


def numbers(source: Source, number: int) -> list[int]:
    """The numbers of the sentences near one."""
    return [sentence.number for sentence in source.near(source.sentences[number - 1])]


def test_sentences_are_found_by_offset() -> None:
    """An offset leads to the sentence it lies in; one between two sentences, to the one before."""
    source = source_of("One fell. Two rose.")
    assert [1, 1, 2, 2] == [source.sentence_at(at).number for at in (0, source.text.index(" Two"), 10, 99)]


def test_white_space_before_the_first_sentence_is_its_own() -> None:
    """An offset before every sentence leads to the first."""
    assert 1 == source_of("\n\n  Rain fell.").sentence_at(0).number


def test_near_is_what_came_before() -> None:
    """Near a sentence are the ones before it, nearest first, the one after it, and last the first of the article."""
    assert 3 == NEAR
    assert [6, 5, 4, 8, 1] == numbers(source_of(TEN), 7)


def test_near_stops_at_the_ends() -> None:
    """The first sentence has none before it, the last none behind it."""
    source = source_of(TEN)
    assert [2, 1] == numbers(source, 1)
    assert [9, 8, 7, 1] == numbers(source, 10)


def test_boilerplate_is_not_near() -> None:
    """What belongs to the page around the article lends no names to it."""
    source = source_of(COMMENTS)
    assert all(sentence.boilerplate for sentence in source.sentences[1:])
    assert {1} == set(numbers(source, 2))


def test_boilerplate_is_not_quoted() -> None:
    """What another article's headline quotes is no quotation of this one."""
    assert () == source_of(COMMENTS).quotes


def test_quotations_of_a_sentence() -> None:
    """A quotation belongs to the sentence it begins in."""
    source = source_of(SPEECH)
    words = [[source.text[quote.start : quote.end] for quote in source.quotes_of(one)] for one in source.sentences]
    assert [["We shall leave the town tonight."], ["open"], []] == words


def test_a_quotation_may_run_on() -> None:
    """A quotation over two paragraphs begins in one sentence and touches both."""
    source = source_of("He said: “We shall leave.\n\n“We shall not come back.”\n\nHe left.")
    first, second, last = source.sentences
    assert [1, 1, 0] == [len(source.quotes_touching(one)) for one in (first, second, last)]
    (quote,) = source_of("“One thing is sure\nand it is this one” he wrote").quotes
    both = source_of("“One thing is sure\nand it is this one” he wrote")
    assert [1, 2] == [one.number for one in both.sentences_of(quote.outer_start, quote.outer_end)]
    assert [1, 0] == [len(both.quotes_of(one)) for one in both.sentences]
    assert [1, 1] == [len(both.quotes_touching(one)) for one in both.sentences]


def test_words_in_and_out_of_quotations() -> None:
    """A sentence falls into what it says itself and what it quotes; a word or two in marks stay its own."""
    source = source_of(SPEECH)
    outside, inside = source.unquoted(source.sentences[0])
    assert ("Omar Rafiq said:", "We shall leave the town tonight.") == (outside.strip(), inside)
    assert ("The road was “open” then.", "") == source.unquoted(source.sentences[1])


def test_speech_of() -> None:
    """The quotations of a sentence are known with their marks; short ones may be names and are not."""
    source = source_of(SPEECH)
    ((quote,), *others) = [source.speech_of(sentence) for sentence in source.sentences]
    assert "“We shall leave the town tonight.”" == source.text[quote.outer_start : quote.outer_end]
    assert not any(others)


@pytest.mark.parametrize("text", ["", " ", "\n\n\u2029\n"])
def test_nothing_is_in_nothing(text: str) -> None:
    """An empty article has no sentences and no quotations."""
    source = source_of(text)
    assert ((), ()) == (source.sentences, source.quotes)


@given(TEXTS)
def test_every_offset_has_its_sentence(text: str) -> None:
    """Sentences and quotations are the text's own words, and every quotation touches the sentence it begins in."""
    source = source_of(text)
    for sentence in source.sentences:
        assert sentence.text == text[sentence.start : sentence.end]
        assert sentence == source.sentence_at(sentence.start) == source.sentence_at(sentence.end - 1)
        assert [sentence] == source.sentences_of(sentence.start, sentence.end)
    for quote in source.quotes:
        span = source.span(quote.start, quote.end)
        first = source.sentences[span.sentence - 1]
        assert span.text == text[quote.start : quote.end]
        assert first.start <= quote.start < first.end
        assert quote in source.quotes_of(first)
        assert all(quote in source.quotes_touching(one) for one in source.sentences_of(quote.start, quote.end))


@given(TEXTS)
def test_each_quotation_begins_once(text: str) -> None:
    """Every quotation is of exactly one sentence."""
    source = source_of(text)
    found = [quote for sentence in source.sentences for quote in source.quotes_of(sentence)]
    assert sorted(found, key=lambda quote: quote.start) == list(source.quotes)
