"""Gold against a file of predictions, or against what a model answers about the gold's articles."""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

from syriaevents.engines.model import Model
from syriaevents.evaluate.gold import Gold, load_gold
from syriaevents.evaluate.scoring import Score, score
from syriaevents.extractor import Extractor, Failure
from syriaevents.schema import Extraction
from syriaevents.store.results import read_results


def run_eval(
    gold: Path,
    *,
    pred: Path | None = None,
    model: str | Model | None = None,
    concurrency: int = 1,
    say: Callable[[str], None] = lambda _line: None,
) -> Score:
    """Score the predictions of a JSONL file or a run's store, or ask a model about the gold's articles.

    ``model`` is a SPEC, an open model, or None for the default one; it is asked only where ``pred`` is None.
    ``say`` is told one line for each article that could not be answered; those are in ``Score.unanswered``.
    Raises ConfigError for unreadable files and models that cannot be used.
    """
    known = load_gold(gold)
    if pred is not None:
        return score(known, read_results(pred))
    return score(known, asyncio.run(_answers(known, model, concurrency, say)))


async def _answers(
    gold: Sequence[Gold], model: str | Model | None, concurrency: int, say: Callable[[str], None]
) -> list[Extraction]:
    extractor, answers = Extractor(model), []
    try:
        async for result in extractor.aextract_many([item.article for item in gold], concurrency=concurrency):
            if isinstance(result, Failure):
                say(f"{result.article.id}: {result.error}")
            else:
                answers.append(result)
    finally:
        await extractor.aclose()
    return answers
