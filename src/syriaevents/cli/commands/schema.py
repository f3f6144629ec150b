"""``syriaevents schema``: the schema files."""

from pathlib import Path
from typing import Annotated

import typer

from syriaevents.cli.ending import SOME_FAILED, guarded, say


@guarded
def schema(
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Write the schema files into this folder.")
    ] = None,
    check: Annotated[
        Path | None, typer.Option("--check", metavar="DIR", help="Tell what differs in this folder; exit status 1.")
    ] = None,
) -> None:
    """Print the JSON Schema of an extraction, or write or check all schema files: JSON Schema, SQL and Parquet."""
    from syriaevents.export import schemas
    from syriaevents.schema import jsonschema

    if out is not None:
        for path in schemas.write(out):
            say(f"wrote {path}")
    if check is not None:
        differences = schemas.check(check)
        for difference in differences:
            say(difference)
        if differences:
            say(f"Write them anew with: syriaevents schema --out {check}")
            raise typer.Exit(SOME_FAILED)
    if out is None and check is None:
        typer.echo(jsonschema.text("extraction"), nl=False)
