"""An Extraction as tables for a terminal, an Event as a few lines; plain text where the stream is none."""

import shutil
from typing import TextIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from syriaevents.schema import Disagreement, Event, Extraction, Member, Span
from syriaevents.schema.display import Section, counted, heading, located, remarks, sections
from syriaevents.schema.visible import shortened

PLAIN_WIDTH = 110
"""Columns where no terminal tells its width."""
_LEAST_WIDTH = 60
_WIDEST = 22
_BESIDE_EVIDENCE = 0.55
"""Share of the width that the columns beside the evidence may have: what a record says is read there."""
_STYLES = ("cyan", "green", "", "")


def console_for(stream: TextIO) -> Console:
    """A console that writes to the stream; colours on a terminal only, and not where NO_COLOR is set."""
    width = max(_LEAST_WIDTH, shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns)
    return Console(
        file=stream, width=width, force_terminal=stream.isatty(), force_jupyter=False, highlight=False, emoji=False
    )


def print_result(result: Extraction | Event, console: Console) -> None:
    """Print one article's records with their evidence, or one event; text is never taken for markup."""
    if console.is_terminal:
        _print(result, console)
        return
    with console.capture() as captured:
        _print(result, console)
    for line in captured.get().splitlines():
        console.file.write(f"{line.rstrip()}\n")  # tables are filled up with spaces


def _print(result: Extraction | Event, console: Console) -> None:
    if isinstance(result, Event):
        _print_event(result, console)
    else:
        _print_extraction(result, console)


def _print_extraction(extraction: Extraction, console: Console) -> None:
    console.print(Text(heading(extraction), style="bold"))
    for section in sections(extraction):
        console.print(Text(f"\n{section.title}", style="bold"))
        console.print(_table(section, console.width))
    console.print()
    for remark in remarks(extraction):
        console.print(Text(remark, style="yellow"))
    console.print()


def _table(section: Section, width: int) -> Table:
    """Columns without any content are left out: the evidence gets their room."""
    table = Table(box=box.SIMPLE_HEAD, expand=True, show_edge=False, pad_edge=False, header_style="dim")
    cells = [(row.who, row.act, row.towards, row.where) for row in section.rows]
    shown = [at for at in range(len(_STYLES)) if any(row[at] for row in cells)]
    widest = min(_WIDEST, int(width * _BESIDE_EVIDENCE) // len(shown))
    for at in shown:
        table.add_column(section.heads[at], style=_STYLES[at], max_width=widest, overflow="fold")
    table.add_column(section.heads[-1], ratio=1, overflow="fold")
    for row, texts in zip(section.rows, cells, strict=True):
        table.add_row(*(Text(texts[at]) for at in shown), Text("\n").join(map(_evidence, row.evidence)))
    return table


def _evidence(span: Span) -> Text:
    return Text.assemble((located(span), "dim"), " ", shortened(span.text))


def _print_event(event: Event, console: Console) -> None:
    days = " to ".join(dict.fromkeys(str(day) for day in (event.start, event.end) if day))
    place = event.place.name or event.place.mention if event.place else ""
    who = ", ".join(party.name for party in event.parties)
    whom = ", ".join(party.name for party in event.counterparts)
    told = (event.action, f"{who} → {whom}" if whom else who, place, days)
    console.print(Text(" · ".join(shortened(part) for part in told if part), style="bold"))
    supported = (
        f"{counted(event.sources, 'independent source')}, corroborated by {event.corroborated}, "
        f"contradicted by {event.contradicted}"
    )
    console.print(Text(f"  {supported}: {', '.join(dict.fromkeys(map(_member, event.members)))}", style="dim"))
    for disagreement in event.disagreements:
        console.print(Text(f"  {_disputed(disagreement)}", style="yellow" if disagreement.exclusive else ""))
    console.print()


def _member(member: Member) -> str:
    name = shortened(member.source or member.article_id)
    return f"{name} (copy)" if member.copy_of else name


def _disputed(disagreement: Disagreement) -> str:
    versions = (
        f"{shortened(version.value)} ({', '.join(map(shortened, version.sources))})"
        for version in disagreement.versions
    )
    return f"{disagreement.field}: {' / '.join(versions)}"
