"""The recipe for one article."""

import asyncio
import time
from pathlib import Path

from syriaevents.asking import Asker, Progress
from syriaevents.confidence import confidences
from syriaevents.engines.model import Model
from syriaevents.errors import BudgetExceeded
from syriaevents.prompting.prompts import PROMPT_VERSION
from syriaevents.reading.language import detect_language
from syriaevents.reading.source import Source
from syriaevents.resolve.actor_table import load_actors
from syriaevents.resolving import Resolving
from syriaevents.schema import Article, Extraction, Meta

BUDGET = 400_000
"""Tokens one article may cost unless told otherwise: sent (without cached ones) and answered."""
CHARS_A_TOKEN = 5
"""More characters than this a token needs in no language the library reads: a floor for the cost of an article."""


async def extract_article(
    article: Article,
    model: Model,
    *,
    max_tokens: int | None = BUDGET,
    actors: Path | None = None,
    progress: Progress | None = None,
) -> Extraction:
    """The records of one article; its language is told apart where it states none.

    ``actors`` is a table of the user's own (JSON Lines, as in ``resolve/data/actors``) beside the
    package's. Raises ModelError when the article cannot be answered (its server failed, or its budget
    of ``max_tokens`` is used up) and ConfigError when no article can.
    """
    started = time.monotonic()
    least = len(article.text) // CHARS_A_TOKEN
    if max_tokens is not None and least > max_tokens:
        raise BudgetExceeded(
            f"The text has {len(article.text):,} characters, at least {least:,} tokens; the budget for one article is "
            f"{max_tokens:,}. Split it into articles or raise the budget (max_tokens)."
        )
    if article.language is None:
        article = article.model_copy(update={"language": detect_language(article.text)})
    source = await asyncio.to_thread(Source.of, article) if least > 10_000 else Source.of(article)
    asked = await Asker(model, source, article.language, max_tokens).ask_all(progress)
    grounded = asked.grounded(source, asked.drafts, asked.unfit)
    resolving = Resolving.of(article, source, grounded, load_actors(actors))
    resolved = resolving.records(confidences(resolving.told, source, resolving.cast))
    return Extraction(
        article=article,
        actors=resolved.actors,
        statements=resolved.statements,
        military_movements=resolved.movements,
        diplomatic_initiatives=resolved.initiatives,
        rejected=(*grounded.rejected, *resolved.rejected),
        meta=Meta(
            model=model.name,
            prompt_version=PROMPT_VERSION,
            usage=asked.usage,
            seconds=round(time.monotonic() - started, 3),
            uncovered=grounded.uncovered,
            unread=tuple(asked.unread),
        ),
    )
