"""Many articles in one go: results in the order of the articles, what failed told, everything counted."""

import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from syriaevents.cli.progress import Bars
from syriaevents.engines.llm import Model
from syriaevents.errors import ConfigError, SyriaEventsError
from syriaevents.extractor import Extractor, Failure
from syriaevents.reading.articles import ArticleFailure
from syriaevents.schema import Article, Extraction, Usage
from syriaevents.schema.display import counted

Say = Callable[[str], None]


@dataclass(slots=True)
class Tally:
    """What came of a batch."""

    say: Say
    """Tells the user one line."""
    done: int = 0
    failed: int = 0
    missing: int = 0
    """How many of the failed are paths that the user named and that do not exist."""
    statements: int = 0
    movements: int = 0
    initiatives: int = 0
    rejected: int = 0
    usage: Usage = field(default_factory=Usage)
    started: float = field(default_factory=time.monotonic)

    @property
    def only_missing(self) -> bool:
        """Whether there was nothing to do: every path is missing."""
        return not self.done and self.failed == self.missing

    def readable(self, found: Iterable[Article | ArticleFailure]) -> Iterator[Article]:
        """The articles among what was found; what is none is told and counted."""
        for item in found:
            if isinstance(item, Article):
                yield item
            else:
                self.failed += 1
                self.missing += item.missing
                self.say(f"{item.source} {item.reason}.")

    def count(self, result: Extraction) -> None:
        """Add a finished article; sentences that were not read are told."""
        self.done += 1
        self.statements += len(result.statements)
        self.movements += len(result.military_movements)
        self.initiatives += len(result.diplomatic_initiatives)
        self.rejected += len(result.rejected)
        self.usage += result.meta.usage
        unread = sum(part.last - part.first + 1 for part in result.meta.unread)
        if unread:
            first = result.meta.unread[0]
            self.say(
                f"{result.article.id}: {counted(unread, 'sentence')} not read, from sentence {first.first} on: "
                f"{first.reason}"
            )

    def summary(self) -> str:
        """One line about all of it."""
        failed = f", {self.failed} failed" if self.failed else ""
        return (
            f"{counted(self.done, 'article')}{failed}: {counted(self.statements, 'statement')}, "
            f"{counted(self.movements, 'military movement')}, {counted(self.initiatives, 'diplomatic initiative')}, "
            f"{self.rejected} rejected; "
            f"{self.usage.prompt_tokens:,} tokens sent ({self.usage.cached_tokens:,} cached), "
            f"{self.usage.completion_tokens:,} answered; {time.monotonic() - self.started:.0f} s"
        )


async def extract_all(
    articles: Iterable[Article],
    model: Model,
    *,
    max_tokens: int | None,
    actors: Path | None = None,
    concurrency: int,
    write: Callable[[Extraction], None],
    tally: Tally,
    bars: Bars,
) -> None:
    """Answer, write and count the articles; one that cannot be answered is told and never stops the others.

    Raises ConfigError when none can be answered; what was finished before has been written.
    """
    try:
        async for result in _results(Extractor(model, max_tokens, actors), articles, concurrency, bars):
            bars.hide()
            if isinstance(result, Failure):
                tally.failed += 1
                tally.say(f"{result.article.id}: {result.error}")
            else:
                write(result)
                tally.count(result)
            bars.finished(several=concurrency > 1)
    finally:
        await model.close()


async def _results(
    extractor: Extractor, articles: Iterable[Article], concurrency: int, bars: Bars
) -> AsyncIterator[Extraction | Failure]:
    """Results in order; where one article is under way at a time, its sentences are followed."""
    if concurrency > 1:
        bars.waiting("extracting")
        async for result in extractor.aextract_many(articles, concurrency=concurrency):
            yield result
        return
    for article in articles:
        bars.article(article)
        try:
            yield await extractor.aextract(article, progress=bars.sentences)
        except ConfigError:
            raise
        except SyriaEventsError as error:
            yield Failure(article, error)
