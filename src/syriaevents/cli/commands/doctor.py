"""``syriaevents doctor``: what is there and what is missing."""

import typer

from syriaevents.cli.ending import SOME_FAILED, guarded


@guarded
def doctor() -> None:
    """Show which engines, keys, weights and extras are there, what is missing, and how to get it."""
    from syriaevents.cli.health import examine

    report = examine()
    typer.echo(report.text(), nl=False)
    if not report.usable:
        raise typer.Exit(SOME_FAILED)
