"""An Extraction as tables for a terminal; plain text where the stream is none."""

import shutil
from typing import TextIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from syriaevents.schema import Extraction, Span
from syriaevents.schema.display import Section, heading, located, remarks, sections
from syriaevents.schema.visible import shortened

PLAIN_WIDTH = 110
"""Columns where no terminal tells its width."""
_LEAST_WIDTH = 60
_WIDEST = 22
_STYLES = ("cyan", "green", "", "")


def console_for(stream: TextIO) -> Console:
    """A console that writes to the stream; colours on a terminal only, and not where NO_COLOR is set."""
    width = max(_LEAST_WIDTH, shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns)
    return Console(
        file=stream, width=width, force_terminal=stream.isatty(), force_jupyter=False, highlight=False, emoji=False
    )


def print_extraction(extraction: Extraction, console: Console) -> None:
    """Print one article's records with their evidence; the text is never taken for markup."""
    if console.is_terminal:
        _print(extraction, console)
        return
    with console.capture() as captured:
        _print(extraction, console)
    for line in captured.get().splitlines():
        console.file.write(f"{line.rstrip()}\n")  # tables are filled up with spaces


def _print(extraction: Extraction, console: Console) -> None:
    console.print(Text(heading(extraction), style="bold"))
    for section in sections(extraction):
        console.print(Text(f"\n{section.title}", style="bold"))
        console.print(_table(section))
    console.print()
    for remark in remarks(extraction):
        console.print(Text(remark, style="yellow"))
    console.print()


def _table(section: Section) -> Table:
    """Columns without any content are left out: the evidence gets their room."""
    table = Table(box=box.SIMPLE_HEAD, expand=True, show_edge=False, pad_edge=False, header_style="dim")
    cells = [(row.who, row.act, row.towards, row.where) for row in section.rows]
    shown = [at for at in range(len(_STYLES)) if any(row[at] for row in cells)]
    for at in shown:
        table.add_column(section.heads[at], style=_STYLES[at], max_width=_WIDEST, overflow="fold")
    table.add_column(section.heads[-1], ratio=1, overflow="fold")
    for row, texts in zip(section.rows, cells, strict=True):
        table.add_row(*(Text(texts[at]) for at in shown), Text("\n").join(map(_evidence, row.evidence)))
    return table


def _evidence(span: Span) -> Text:
    return Text.assemble((located(span), "dim"), " ", shortened(span.text))
