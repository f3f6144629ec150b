"""``syriaevents export``: results as files that other programs read."""

from pathlib import Path
from typing import Annotated

import typer

from syriaevents.cli.arguments import MinConfidence, Quiet
from syriaevents.cli.ending import guarded, say
from syriaevents.export.writing import Format


@guarded
def export(
    results: Annotated[
        Path,
        typer.Argument(metavar="RUN.db|FILE.jsonl", help="A run's store, or extractions as JSON Lines."),
    ],
    to: Annotated[
        Format,
        typer.Option(
            "--to",
            help="csv and parquet make a folder with a file a table; acled, plover and ucdp are CSV tables in the "
            "shape of those code books.",
        ),
    ],
    out: Annotated[Path, typer.Option("--out", metavar="PATH", help="The file or folder to write.")],
    min_confidence: MinConfidence = 0.0,
    quiet: Quiet = False,
) -> None:
    """Write results as files, tables, a map, a graph or a database."""
    from syriaevents.confidence import at_least
    from syriaevents.export.writing import write
    from syriaevents.store.results import read_results

    written = write((at_least(result, min_confidence) for result in read_results(results)), to, out)
    if not quiet:
        say(f"wrote {out}: {', '.join(f'{count:,} {name}' for name, count in written.counts.items())}")
    if written.repeated:
        say(f"{written.repeated:,} results left out: their articles had come before.")
