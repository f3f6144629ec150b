"""``syriaevents eval``: how good records are."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from syriaevents.cli.ending import SOME_FAILED, guarded, say
from syriaevents.errors import ConfigError


class ScoreFormat(StrEnum):
    """How a score is shown."""

    TABLE = "table"
    JSON = "json"


@guarded
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="A gold file (.json, .jsonl), or a folder of them.")],
    pred: Annotated[
        Path | None,
        typer.Option("--pred", metavar="FILE", show_default=False, help="Extractions to score, a JSONL file."),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option("--model", metavar="SPEC", show_default=False, help="Ask this model about the gold's articles."),
    ] = None,
    form: Annotated[ScoreFormat, typer.Option("--format", help="How the score is shown.")] = ScoreFormat.TABLE,
) -> None:
    """Score extractions, or a model, against gold annotations."""
    from syriaevents.evaluate.report import rendered, run_eval

    if pred is not None and model is not None:
        raise ConfigError("Give --pred or --model, not both: extractions are scored as they are.")
    score = run_eval(gold, pred=pred, model=model, say=say)
    typer.echo(rendered(score, form.value))
    if score.unanswered:
        raise typer.Exit(SOME_FAILED)
