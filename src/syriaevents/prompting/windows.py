"""Sentences → windows: what is shown to the model together, and what is asked of it.

A strong model reads a whole article at once and is asked for everything. A small one reads one
sentence at a time; code looks for the words without which a record type does not occur, leaves out
the types (and the sentences) that have none, and demands a statement where somebody plainly speaks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from syriaevents.prompting.cues import NEUTRAL, Cues, cues
from syriaevents.prompting.drafts import ALL_ACTS, Request
from syriaevents.reading.sentences import Sentence
from syriaevents.reading.source import SPEECH_WORDS, Source

WINDOW_CHARS = 16_000
"""Characters of one window, about 4,000 tokens of English."""
UNSURE = frozenset({"comment", "support", "promise", "appeal", "reject", "threaten"})
"""Acts whose verbs also tell of deeds and feelings; the model decides whether somebody speaks."""
MANY_SPEAK = 3
"""So many words of speech in a sentence may be two speakers."""
FEWEST_WORDS = 3
"""A brief question about fewer words than this finds nothing that is true."""


@dataclass(frozen=True, slots=True)
class Window:
    """Sentences shown together and the request about them."""

    sentences: tuple[Sentence, ...]
    request: Request

    def halves(self) -> tuple["Window", "Window"] | None:
        """The same in two parts, for an answer that was cut off; None where there is one sentence."""
        middle = len(self.sentences) // 2
        if not middle:
            return None
        first, second = self.sentences[:middle], self.sentences[middle:]
        return whole(first), whole(second)


def whole(sentences: Sequence[Sentence]) -> Window:
    """A window that is asked for everything."""
    return Window(tuple(sentences), Request(len(sentences)))


def whole_windows(source: Source, most: int) -> Iterator[Window]:
    """Windows of up to ``most`` sentences."""
    held: list[Sentence] = []
    chars = 0
    for sentence in source.sentences:
        if sentence.boilerplate:
            continue
        if held and (len(held) == most or chars + len(sentence.text) > WINDOW_CHARS):
            yield whole(held)
            held, chars = [], 0
        held.append(sentence)
        chars += len(sentence.text)
    if held:
        yield whole(held)


def brief_windows(source: Source) -> Iterator[Window]:
    """Windows of one sentence, for those that may hold a record."""
    for sentence in source.sentences:
        if sentence.boilerplate or len(sentence.text.split()) < FEWEST_WORDS:
            continue
        request = brief_request(sentence, source)
        if request.acts or request.military or request.diplomatic:
            yield Window((sentence,), request)


def brief_request(sentence: Sentence, source: Source) -> Request:
    """What the words of one sentence make possible."""
    outside, quoted = source.unquoted(sentence)
    seen = cues(outside, quoted)
    speaks = any(quote.words >= SPEECH_WORDS for quote in source.quotes_of(sentence))
    return Request(
        1,
        acts=_acts(seen, speaks),
        military=tuple(sorted(seen.military)),
        diplomatic=tuple(sorted(seen.diplomatic)),
        statements=int(speaks or bool(seen.acts - UNSURE)),
        most_statements=1 if seen.speaking < MANY_SPEAK else 2,
        most=2,
        brief=True,
    )


def _acts(seen: Cues, speaks: bool) -> tuple[str, ...]:
    """The acts whose own verb stands there; any, where a verb or a quotation only says that somebody speaks."""
    if NEUTRAL in seen.acts or (speaks and not seen.acts):
        return ALL_ACTS
    return tuple(act for act in ALL_ACTS if act in seen.acts)
