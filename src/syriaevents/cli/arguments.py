"""Arguments and options that several commands share, and what they mean."""

import datetime as dt
import importlib.util
import os
from pathlib import Path
from typing import Annotated

import typer

from syriaevents.cli.progress import Bars
from syriaevents.engines.llm import MODEL_ENV, TIMEOUT, Model, Pace, open_model
from syriaevents.engines.weights import is_joined, weights_path
from syriaevents.errors import ConfigError
from syriaevents.schema import Article
from syriaevents.schema.visible import visible

SEVERAL = 8
"""Articles asked about at once unless told otherwise; a small model on this machine gets one."""


def _day(value: str) -> dt.date:
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise typer.BadParameter(f"{visible(value)!r} is not a day such as 2024-12-02.") from None


Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH", show_default=False,
        help="Articles: .txt, .html, .jsonl, .csv and .parquet files (also .gz, .zst), folders of them, or '-' for "
        "standard input.",
    ),
]  # fmt: skip
ModelSpec = Annotated[
    str | None,
    typer.Option(
        "--model", metavar="SPEC", show_default=False,
        help="local, local:/path/to.gguf, http://host:port/v1#name or provider/name such as openai/gpt-5-mini. "
        f"Default: {MODEL_ENV}, else local.",
    ),
]  # fmt: skip
Published = Annotated[
    dt.date | None,
    typer.Option("--published", metavar="DATE", parser=_day, help="Day of publication where none is stated."),
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column", metavar="OURS=THEIRS", show_default=False,
        help="A table's column for a field of the article, as in text=article_content. May be repeated.",
    ),
]  # fmt: skip
Actors = Annotated[
    Path | None,
    typer.Option(
        "--actors", metavar="FILE", show_default=False, exists=True, dir_okay=False,
        help="Actors of your own, JSON Lines as CONTRIBUTING describes them, beside the known ones.",
    ),
]  # fmt: skip
MinConfidence = Annotated[
    float,
    typer.Option(
        "--min-confidence", metavar="X", min=0, max=1,
        help="Leave out records that are less sure than this, between 0 and 1.",
    ),
]  # fmt: skip
PriceTable = Annotated[
    Path | None,
    typer.Option(
        "--prices", metavar="FILE", show_default=False,
        help='US dollars for a million tokens, TOML or JSON: [models."provider/name"] input, cached, output.',
    ),
]  # fmt: skip
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Show errors only.")]


def columns_of(pairs: list[str] | None) -> dict[str, str]:
    """Our column names → theirs, from ``OURS=THEIRS``. Raises ConfigError for names that are none of ours."""
    columns = dict(pair.partition("=")[::2] for pair in pairs or ())
    for ours, theirs in columns.items():
        if ours not in Article.model_fields or not theirs:
            known = ", ".join(Article.model_fields)
            raise ConfigError(f"--column {ours}={theirs}: give OURS=THEIRS, where OURS is one of {known}.")
    return columns


def opened(spec: str | None, bars: Bars, pace: Pace | None = None, timeout: float = TIMEOUT) -> Model:
    """The model, held to a pace; the embedded engine's weights are joined first, so that the wait is seen."""
    chosen = spec or os.environ.get(MODEL_ENV) or "local"
    if chosen == "local" and importlib.util.find_spec("xllamacpp") and not is_joined():
        weights_path(bars.joining)
    bars.waiting("starting the model")
    return open_model(spec, pace=pace, timeout=timeout)
