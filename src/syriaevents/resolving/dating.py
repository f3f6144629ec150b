"""When: the date that a record's sentence gives, and the day that an article's relative dates count from."""

import datetime as dt

from syriaevents.reading.sentences import Sentence
from syriaevents.reading.source import Source
from syriaevents.resolve.dates import DateMention, dateline, find_dates
from syriaevents.schema import Article, Date


def anchor_of(article: Article) -> dt.date | None:
    """The day that relative dates count from: the day of publication, else a dateline that gives a whole date."""
    if article.published:
        return article.published
    line = dateline(article.text, language=article.language)
    return line.day if line else None


def date_of(
    sentence: Sentence, source: Source, language: str | None, anchor: dt.date | None, *, outside_quotes: bool = False
) -> Date | None:
    """The date a sentence gives: the first that is known, else the first that is named at all."""
    quotes = [(quote.start, quote.end) for quote in source.quotes_touching(sentence)] if outside_quotes else []
    dates = [
        mention
        for mention in find_dates(sentence.text, language=language, anchor=anchor)
        if not any(low <= sentence.start + mention.start < high for low, high in quotes)
    ]
    known = [mention for mention in dates if mention.date.start]
    chosen: DateMention | None = next(iter(known or dates), None)
    return chosen.date if chosen else None
