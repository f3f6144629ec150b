"""Whose words the direct quotations are: each is given to the statement that stands with it."""

from collections.abc import Iterable, Sequence

from syriaevents.grounding.roles import Reading
from syriaevents.grounding.told import Said
from syriaevents.reading.source import SPEECH_WORDS, Source
from syriaevents.schema import Span

DIRECT_WORDS = 2
"""A single word in quotation marks is no direct speech."""


def is_direct(quotes: Iterable[Span]) -> bool:
    """Whether these quotations are somebody quoted word for word."""
    return any(len(quote.text.split()) >= DIRECT_WORDS for quote in quotes)


def quoting(statements: Sequence[Said], reading: Reading) -> tuple[Said, ...]:
    """Give each quotation to the one statement of its sentence whose speaker stands nearest to it."""
    where = {(role.cited, role.found.text): role.found.start for role in reading.roles}
    by_sentence: dict[int, list[Said]] = {}
    for statement in statements:
        by_sentence.setdefault(statement.evidence[0].sentence, []).append(statement)
    given: list[Said] = []
    for statement in statements:
        number = statement.evidence[0].sentence
        rivals = by_sentence[number]
        if len(rivals) == 1 or not statement.quotes:
            given.append(statement)
            continue
        own = tuple(
            quote
            for quote in statement.quotes
            if statement is min(rivals, key=lambda rival: abs(where[number, rival.speaker.mention] - quote.start))
        )
        given.append(statement._replace(quotes=own, direct=is_direct(own)))
    return tuple(given)


def uncovered(statements: Iterable[Said], source: Source) -> tuple[Span, ...]:
    """The direct quotations that no statement took."""
    taken = {(quote.start, quote.end) for statement in statements for quote in statement.quotes}
    return tuple(
        source.span(quote.start, quote.end)
        for quote in source.quotes
        if quote.words >= SPEECH_WORDS and (quote.start, quote.end) not in taken
    )
