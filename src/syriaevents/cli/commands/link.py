"""``syriaevents link``: what many articles say together."""

from collections import Counter
from itertools import chain
from pathlib import Path
from typing import Annotated

import typer

from syriaevents.cli.ending import guarded, say
from syriaevents.cli.output import Format, format_for, require_writable, writer


@guarded
def link(
    results: Annotated[
        Path, typer.Argument(metavar="RUN.db|FILE.jsonl", help="A run's store, or extractions in JSON Lines.")
    ],
    form: Annotated[
        Format | None,
        typer.Option("--format", show_default=False, help="Default: what the ending of --out says, else table."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write events here instead of standard output.")
    ] = None,
) -> None:
    """Join records of many articles about the same thing into events, and tell where sources disagree.

    The table shows events of several records; JSON and JSON Lines hold all. A run's store keeps the events too.
    """
    from syriaevents.link.linking import link as linked
    from syriaevents.store.connections import is_store
    from syriaevents.store.events import keep_events, read_events
    from syriaevents.store.results import read_results

    kind = format_for(form, out)
    if out:
        require_writable(out)
    events = linked(read_results(results))
    if results.is_file() and is_store(results):
        keep_events(results, events)
        events = read_events(results)
    first = next(events, None)  # so that results that cannot be read cost no file that stands at --out
    told = Counter[str]()
    with writer(kind, out) as write:
        for event in chain([first] if first else [], events):
            several = len(event.members) > 1
            if several or kind is not Format.TABLE:
                write(event)
            told["records"] += len(event.members)
            told["events"] += 1
            told["several"] += several
            told["disputed"] += any(disagreement.exclusive for disagreement in event.disagreements)
    say(
        f"{told['records']:,} records, {told['events']:,} events: {told['several']:,} of several records, "
        f"{told['disputed']:,} disputed"
    )
