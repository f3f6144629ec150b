"""The command line: parse, call, print."""

import contextlib
import gc
import sys
from typing import Annotated

import typer

import syriaevents
from syriaevents.cli.commands.doctor import doctor
from syriaevents.cli.commands.evaluate import evaluate
from syriaevents.cli.commands.export import export
from syriaevents.cli.commands.extract import extract
from syriaevents.cli.commands.link import link
from syriaevents.cli.commands.report import report
from syriaevents.cli.commands.run import run
from syriaevents.cli.commands.schema import schema
from syriaevents.cli.ending import INTERRUPTED, OK, WRONG_USE
from syriaevents.cli.optional_value import RayCommand

_YOUNG = 50_000
"""Objects made between two searches for cycles: few records are in any, and at Python's own 700 the searches took a
tenth of an article's time."""

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
app.command()(extract)
app.command(cls=RayCommand)(run)
app.command()(export)
app.command()(report)
app.command("eval")(evaluate)
app.command()(link)
app.command()(schema)
app.command()(doctor)


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit status; the console entry point."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):  # not a text file, as under a test
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")  # type: ignore[union-attr]
    gc.set_threshold(_YOUNG, *gc.get_threshold()[1:])
    try:
        app(arguments, prog_name="syriaevents")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else OK if end.code is None else WRONG_USE
    except KeyboardInterrupt:
        return INTERRUPTED
    return OK


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
