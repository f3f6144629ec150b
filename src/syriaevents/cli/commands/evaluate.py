"""``syriaevents eval``: how good records are."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from syriaevents.cli.arguments import PriceTable
from syriaevents.cli.ending import SOME_FAILED, guarded, say
from syriaevents.errors import ConfigError


class ScoreFormat(StrEnum):
    """How a score is shown."""

    TABLE = "table"
    JSON = "json"
    HTML = "html"


@guarded
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="A gold file (.json, .jsonl), or a folder of them.")],
    pred: Annotated[
        Path | None,
        typer.Option("--pred", metavar="FILE", show_default=False, help="Extractions to score: JSONL, or a run."),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option("--model", metavar="SPEC", show_default=False, help="Ask this model about the gold's articles."),
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(
            "--against", metavar="FILE", show_default=False,
            help="Extractions of another run: tell whether these are better, worse, or one can't tell.",
        ),
    ] = None,
    prices: PriceTable = None,
    form: Annotated[ScoreFormat, typer.Option("--format", help="How the score is shown.")] = ScoreFormat.TABLE,
) -> None:  # fmt: skip
    """Score extractions, or a model, against gold annotations."""
    from syriaevents.evaluate.page import as_page
    from syriaevents.evaluate.report import as_json, as_table
    from syriaevents.evaluate.running import run_eval
    from syriaevents.run.prices import load_prices

    if pred is not None and model is not None:
        raise ConfigError("Give --pred or --model, not both: extractions are scored as they are.")
    other = run_eval(gold, pred=against) if against is not None else None
    costs = load_prices(prices)
    score = run_eval(gold, pred=pred, model=model, say=say).priced(costs.cost)
    shown = {ScoreFormat.TABLE: as_table, ScoreFormat.JSON: as_json, ScoreFormat.HTML: as_page}[form](score, other)
    typer.echo(shown)
    if score.unanswered:
        raise typer.Exit(SOME_FAILED)
