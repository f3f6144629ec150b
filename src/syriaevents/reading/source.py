"""What drafts are checked against: one article with its sentences and its direct quotations."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from syriaevents.reading.quotes import Quote, find_quotes
from syriaevents.reading.sentences import Sentence, split
from syriaevents.schema import Article, Span

NEAR = 3
"""Sentences before the cited one in which a name may stand; one after it."""

SPEECH_WORDS = 5
"""Fewer words between quotation marks may be a name or irony; so many are somebody speaking."""


@dataclass(frozen=True, slots=True)
class Source:
    """One article's text, its sentences in order, and its direct quotations in order."""

    text: str
    sentences: tuple[Sentence, ...]
    quotes: tuple[Quote, ...]
    _touching: tuple[tuple[Quote, ...], ...] = field(init=False, repr=False, compare=False)
    """The quotations that each sentence has any part of; looked up for every draft."""
    _near: dict[int, tuple[Sentence, ...]] = field(init=False, repr=False, compare=False, default_factory=dict)
    _unquoted: dict[int, tuple[str, str]] = field(init=False, repr=False, compare=False, default_factory=dict)
    _whole: dict[int, Span] = field(init=False, repr=False, compare=False, default_factory=dict)
    """What was asked of a sentence, by its number: every record that cites it asks again."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "_touching", tuple(_touching(self.sentences, self.quotes)))

    @classmethod
    def of(cls, article: Article) -> "Source":
        """Split an article; quotations in boilerplate do not count."""
        sentences = split(article.text, article.language)
        quotes = find_quotes(article.text, article.language)
        kept = tuple(quote for quote in quotes if not _at(sentences, quote.start).boilerplate)
        return cls(article.text, sentences, kept)

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence an offset lies in, or the last one before it."""
        return _at(self.sentences, offset)

    def near(self, sentence: Sentence) -> tuple[Sentence, ...]:
        """The sentences around one, nearest first and the article's first one last; no boilerplate."""
        near = self._near.get(sentence.number)
        if near is None:
            at, every = sentence.number - 1, self.sentences
            order = [*reversed(every[max(0, at - NEAR) : at]), *every[at + 1 : at + 2], every[0]]
            near = self._near[sentence.number] = tuple(other for other in order if not other.boilerplate)
        return near

    def quotes_of(self, sentence: Sentence) -> list[Quote]:
        """The quotations that begin in a sentence."""
        return [quote for quote in self.quotes_touching(sentence) if sentence.start <= quote.start < sentence.end]

    def unquoted(self, sentence: Sentence) -> tuple[str, str]:
        """A sentence's words outside direct quotations, and those inside."""
        if not self.quotes_touching(sentence):
            return sentence.text, ""
        parts = self._unquoted.get(sentence.number)
        if parts is None:
            parts = self._unquoted[sentence.number] = self._parted(sentence)
        return parts

    def _parted(self, sentence: Sentence) -> tuple[str, str]:
        outside, inside, at = [], [], sentence.start
        for quote in self.speech_of(sentence):
            outside.append(self.text[at : max(at, quote.outer_start)])
            inside.append(self.text[max(at, quote.start) : min(quote.end, sentence.end)])
            at = max(at, quote.outer_end)
        outside.append(self.text[at : sentence.end])
        return " ".join(outside), " ".join(inside)

    def speech_of(self, sentence: Sentence) -> Sequence[Quote]:
        """The quotations of a sentence that are long enough to be speech, not a name or irony."""
        return [quote for quote in self.quotes_touching(sentence) if quote.words >= SPEECH_WORDS]

    def quotes_touching(self, sentence: Sentence) -> tuple[Quote, ...]:
        """The quotations that a sentence has any part of."""
        return self._touching[sentence.number - 1]

    def sentences_of(self, start: int, end: int) -> list[Sentence]:
        """The sentences that a stretch of the text touches."""
        first = bisect_right(self.sentences, start, key=lambda sentence: sentence.end)
        last = bisect_left(self.sentences, end, key=lambda sentence: sentence.start)
        return list(self.sentences[first:last])

    def whole(self, sentence: Sentence) -> Span:
        """A sentence as evidence."""
        span = self._whole.get(sentence.number)
        if span is None:
            span = Span(sentence=sentence.number, start=sentence.start, end=sentence.end, text=sentence.text)
            self._whole[sentence.number] = span
        return span

    def span(self, start: int, end: int) -> Span:
        """Words of the article as evidence."""
        return Span(sentence=self.sentence_at(start).number, start=start, end=end, text=self.text[start:end])


def _at(sentences: Sequence[Sentence], offset: int) -> Sentence:
    after = bisect_right(sentences, offset, key=lambda sentence: sentence.start)
    return sentences[max(0, after - 1)]


def _touching(sentences: Sequence[Sentence], quotes: tuple[Quote, ...]) -> Iterator[tuple[Quote, ...]]:
    """For each sentence the quotations that it has any part of."""
    starts, ends = [quote.outer_start for quote in quotes], [quote.outer_end for quote in quotes]
    for sentence in sentences:
        yield quotes[bisect_right(ends, sentence.start) : bisect_left(starts, sentence.end)]
