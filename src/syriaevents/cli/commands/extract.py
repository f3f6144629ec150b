"""``syriaevents extract``: articles in, records out."""

import asyncio
import functools
from itertools import chain
from pathlib import Path
from typing import Annotated

import typer

from syriaevents.cli.arguments import SEVERAL, Actors, Columns, ModelSpec, Paths, Published, Quiet, columns_of, opened
from syriaevents.cli.batch import Tally, extract_all
from syriaevents.cli.ending import SOME_FAILED, WRONG_USE, guarded, say, warnings_told
from syriaevents.cli.output import Format, format_for, require_writable, writer
from syriaevents.cli.progress import Bars
from syriaevents.extract import BUDGET
from syriaevents.reading.articles import read_articles


@guarded
def extract(
    paths: Paths,
    model: ModelSpec = None,
    published: Published = None,
    column: Columns = None,
    form: Annotated[
        Format | None,
        typer.Option("--format", show_default=False, help="Default: what the ending of --out says, else table."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write results here instead of standard output.")
    ] = None,
    actors: Actors = None,
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
    quiet: Quiet = False,
) -> None:  # fmt: skip
    """Extract statements, military movements and diplomatic initiatives from articles."""
    columns, kind = columns_of(column), format_for(form, out)
    if out:
        require_writable(out)
    with Bars(quiet=quiet) as bars:
        tell = functools.partial(say, bars=bars)
        tally = Tally(tell)
        articles = tally.readable(read_articles(paths, columns=columns, published=published))
        first = next(articles, None)  # so that no engine is started for nothing
        if first is not None:
            answering = opened(model, bars)
            most = concurrency or (1 if answering.ability.brief else SEVERAL)
            with writer(kind, out) as write, warnings_told(tell):
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
