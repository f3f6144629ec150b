"""Results a handful at a time, so that what is in memory has a bound whatever the number of articles."""

from collections.abc import Iterable, Iterator

from syriaevents.schema import Extraction

ARTICLES, CHARACTERS = 64, 1_000_000
"""A handful is full with so many articles, or with so many characters of their texts."""


def batched(results: Iterable[Extraction]) -> Iterator[list[Extraction]]:
    """The results in order, in handfuls; the same results make the same handfuls."""
    batch: list[Extraction] = []
    characters = 0
    for result in results:
        batch.append(result)
        characters += len(result.article.text)
        if len(batch) >= ARTICLES or characters >= CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch
