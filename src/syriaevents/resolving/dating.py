"""When: the date that a record's sentence gives, and the day that an article's relative dates count from."""

import datetime as dt
from collections.abc import Iterable

from syriaevents.reading.quotes import Quote
from syriaevents.reading.sentences import Sentence
from syriaevents.reading.source import Source
from syriaevents.resolve.dates import dateline, find_dates
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
    dates = find_dates(sentence.text, language=language, anchor=anchor)
    if dates and outside_quotes and (quotes := source.quotes_touching(sentence)):
        dates = tuple(date for date in dates if not _within(sentence.start + date.start, quotes))
    if not dates:
        return None
    known = (mention.date for mention in dates if mention.date.start)
    return next(known, dates[0].date)


def _within(place: int, quotes: Iterable[Quote]) -> bool:
    return any(quote.start <= place < quote.end for quote in quotes)
