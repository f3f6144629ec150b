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
    events: Annotated[
        bool,
        typer.Option("--events", help="Add what records tell of together (see link): csv, parquet and duckdb only."),
    ] = False,
    second: Annotated[
        Path | None,
        typer.Option(
            "--second", metavar="RUN.db|FILE.jsonl", show_default=False,
            help="Another engine's results for the same articles: what both found is surer, the rest less sure.",
        ),
    ] = None,
    quiet: Quiet = False,
) -> None:  # fmt: skip
    """Write results as files, tables, a map, a graph or a database."""
    from syriaevents.confidence import at_least, findings, seconded
    from syriaevents.export.distinct import Distinct
    from syriaevents.export.writing import write
    from syriaevents.link.linking import link
    from syriaevents.schema import Extraction, text_digest
    from syriaevents.schema.display import counted
    from syriaevents.store.results import read_results

    other = {text_digest(found.article.text): findings(found) for found in read_results(second)} if second else {}

    def weighed(result: Extraction) -> Extraction:
        found = other.get(text_digest(result.article.text)) if other else None
        return result if found is None else seconded(result, [found])

    def chosen() -> Distinct:
        return Distinct(at_least(weighed(result), min_confidence) for result in read_results(results))

    linked = link(chosen()) if events else None  # read when the results are written: neither pass keeps them
    written = write(chosen(), to, out, linked=linked)
    if not quiet:
        say(f"wrote {out}: {', '.join(f'{count:,} {name}' for name, count in written.counts.items())}")
    if written.repeated:
        say(f"{counted(written.repeated, 'result')} left out: the article had come before.")
    if written.renamed:
        say(f"{counted(written.renamed, 'article')} written as ID~DIGEST: another text had the same id.")
