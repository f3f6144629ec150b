"""``syriaevents report``: records as one HTML page."""

from pathlib import Path
from typing import Annotated

import typer

from syriaevents.cli.ending import guarded, say
from syriaevents.cli.output import require_writable
from syriaevents.schema.display import counted


@guarded
def report(
    results: Annotated[
        Path, typer.Argument(metavar="RUN.db|FILE.jsonl", help="A run's store, or extractions as JSON Lines.")
    ],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The HTML file to write.")],
) -> None:
    """Write one self-contained HTML page to read, filter and review the records in."""
    from syriaevents.link.linking import link
    from syriaevents.report import write_report
    from syriaevents.store.results import read_results

    require_writable(out)
    events = link(read_results(results))  # read when the articles are through: neither pass keeps them
    shown = write_report(read_results(results), out, events=events)
    say(f"{counted(shown, 'article')} in {out}; open it in a browser.")
