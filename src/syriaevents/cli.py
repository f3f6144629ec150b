"""The command line: parse, call, print."""

import asyncio
import contextlib
import datetime as dt
import functools
import importlib.util
import os
import sys
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import Annotated

import typer

import syriaevents
from syriaevents.articles import read_articles
from syriaevents.batch import Tally, extract_all
from syriaevents.ending import INTERRUPTED, OK, SOME_FAILED, WRONG_USE, guarded, say
from syriaevents.errors import ConfigError
from syriaevents.extract import BUDGET
from syriaevents.llm import MODEL_ENV, Model, open_model
from syriaevents.output import Format, format_for, require_writable, writer
from syriaevents.progress import Bars
from syriaevents.schema import Article
from syriaevents.schema.visible import visible
from syriaevents.weights import is_joined, weights_path

SEVERAL = 8
"""Articles asked about at once unless told otherwise; a small model on this machine gets one."""


class ScoreFormat(StrEnum):
    """How a score is shown."""

    TABLE = "table"
    JSON = "json"


app = typer.Typer(
    name="syriaevents",
    help="News articles about the Syrian conflict as typed, evidence-backed records.",
    epilog="Exit status: 0 all done, 1 some articles failed (the rest is written), 2 wrong use or configuration.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit status; the console entry point."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):  # not a text file, as under a test
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        app(arguments, prog_name="syriaevents")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else OK if end.code is None else WRONG_USE
    except KeyboardInterrupt:
        return INTERRUPTED
    return OK


def _day(value: str) -> dt.date:
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise typer.BadParameter(f"{visible(value)!r} is not a day such as 2024-12-02.") from None


def _columns(pairs: list[str]) -> dict[str, str]:
    columns = dict(pair.partition("=")[::2] for pair in pairs)
    for ours, theirs in columns.items():
        if ours not in Article.model_fields or not theirs:
            known = ", ".join(Article.model_fields)
            raise ConfigError(f"--column {ours}={theirs}: give OURS=THEIRS, where OURS is one of {known}.")
    return columns


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"syriaevents {syriaevents.__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None: ...


@app.command()
@guarded
def extract(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH", show_default=False,
            help="Articles: .txt, .html, .jsonl and .csv files, folders of them, or '-' for standard input.",
        ),
    ],
    model: Annotated[
        str | None,
        typer.Option(
            "--model", metavar="SPEC", show_default=False,
            help="local, local:/path/to.gguf, http://host:port/v1#name or provider/name such as openai/gpt-5-mini. "
            f"Default: {MODEL_ENV}, else local.",
        ),
    ] = None,
    published: Annotated[
        dt.date | None,
        typer.Option("--published", metavar="DATE", parser=_day, help="Day of publication where none is stated."),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            "--column", metavar="OURS=THEIRS", show_default=False,
            help="A table's column for a field of the article, as in text=article_content. May be repeated.",
        ),
    ] = None,
    form: Annotated[
        Format | None,
        typer.Option("--format", show_default=False, help="Default: what the ending of --out says, else table."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write results here instead of standard output.")
    ] = None,
    actors: Annotated[
        Path | None,
        typer.Option(
            "--actors", metavar="FILE", show_default=False, exists=True, dir_okay=False,
            help="Actors of your own, JSON Lines as CONTRIBUTING describes them, beside the known ones.",
        ),
    ] = None,
    max_tokens: Annotated[
        int, typer.Option("--max-tokens", metavar="N", min=1, help="Tokens that one article may cost.")
    ] = BUDGET,
    concurrency: Annotated[
        int | None,
        typer.Option(
            "--concurrency", metavar="N", min=1, show_default=False,
            help=f"Articles asked about at once. Default: 1 for a small model, else {SEVERAL}.",
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show errors only.")] = False,
) -> None:  # fmt: skip
    """Extract statements, military movements and diplomatic initiatives from articles."""
    columns, kind = _columns(column or []), format_for(form, out)
    if out:
        require_writable(out)
    with Bars(quiet=quiet) as bars:
        tally = Tally(functools.partial(say, bars=bars))
        articles = tally.readable(read_articles(paths, columns=columns, published=published))
        first = next(articles, None)  # so that no engine is started for nothing
        if first is not None:
            answering = _opened(model, bars)
            most = concurrency or (1 if answering.ability.brief else SEVERAL)
            with writer(kind, out) as write:
                asyncio.run(
                    extract_all(
                        chain([first], articles), answering,
                        max_tokens=max_tokens, actors=actors, concurrency=most, write=write, tally=tally, bars=bars,
                    )
                )  # fmt: skip
    if tally.done and not quiet:
        say(tally.summary())
    if tally.failed:
        raise typer.Exit(WRONG_USE if tally.only_missing else SOME_FAILED)


def _opened(spec: str | None, bars: Bars) -> Model:
    """The model; the embedded engine's weights are joined first, so that the wait is seen."""
    chosen = spec or os.environ.get(MODEL_ENV) or "local"
    if chosen == "local" and importlib.util.find_spec("xllamacpp") and not is_joined():
        weights_path(bars.joining)
    bars.waiting("starting the model")
    return open_model(spec)


@app.command()
@guarded
def schema(
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Write the schema files into this folder.")
    ] = None,
    check: Annotated[
        Path | None, typer.Option("--check", metavar="DIR", help="Tell what differs in this folder; exit status 1.")
    ] = None,
) -> None:
    """Print the JSON Schema of an extraction, or write or check the schema files of all records."""
    from syriaevents import jsonschema

    if out is not None:
        for path in jsonschema.write(out):
            say(f"wrote {path}")
    if check is not None:
        differences = jsonschema.check(check)
        for difference in differences:
            say(difference)
        if differences:
            say(f"Write them anew with: syriaevents schema --out {check}")
            raise typer.Exit(SOME_FAILED)
    if out is None and check is None:
        typer.echo(jsonschema.text("extraction"), nl=False)


@app.command()
@guarded
def doctor() -> None:
    """Show which engines, keys, weights and extras are there, what is missing, and how to get it."""
    from syriaevents.doctor import examine

    report = examine()
    typer.echo(report.text(), nl=False)
    if not report.usable:
        raise typer.Exit(SOME_FAILED)


@app.command("eval")
@guarded
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="A gold file (.json), or a folder of them.")],
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
    from syriaevents.evaluate_report import rendered, run_eval

    if pred is not None and model is not None:
        raise ConfigError("Give --pred or --model, not both: extractions are scored as they are.")
    score = run_eval(gold, pred=pred, model=model, say=say)
    typer.echo(rendered(score, form.value))
    if score.unanswered:
        raise typer.Exit(SOME_FAILED)
