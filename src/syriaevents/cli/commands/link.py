"""``syriaevents link``: what many articles say together."""

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
    from syriaevents.store.events import keep_events
    from syriaevents.store.results import read_results

    kind = format_for(form, out)
    if out:
        require_writable(out)
    events = tuple(linked(read_results(results)))
    if is_store(results):
        keep_events(results, events)
    several = [event for event in events if len(event.members) > 1]
    with writer(kind, out) as write:
        for event in several if kind is Format.TABLE else events:
            write(event)
    records = sum(len(event.members) for event in events)
    disputed = sum(any(one.exclusive for one in event.disagreements) for event in events)
    say(f"{records:,} records, {len(events):,} events: {len(several):,} of several records, {disputed:,} disputed")
