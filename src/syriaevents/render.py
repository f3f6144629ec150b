"""An Extraction as tables for a terminal; plain text where the stream is none."""

import shutil
from typing import TextIO

from rich import box
from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from syriaevents.schema import Extraction, Span
from syriaevents.schema.display import Section, heading, located, remarks, sections, shortened

PLAIN_WIDTH = 110
"""Columns where no terminal tells its width."""
_LEAST_WIDTH = 60
_RATIOS = (3, 3, 3, 3, 6)


def console_for(stream: TextIO) -> Console:
    """A console that writes to the stream; colours on a terminal only, and not where NO_COLOR is set."""
    width = max(_LEAST_WIDTH, shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns)
    return Console(
        file=stream, width=width, force_terminal=stream.isatty(), force_jupyter=False, highlight=False, emoji=False
    )


def print_extraction(extraction: Extraction, console: Console) -> None:
    """Print one article's records with their evidence; the text is never taken for markup."""
    console.print(Text(heading(extraction), style="bold"))
    for section in sections(extraction):
        console.print(_table(section))
    for remark in remarks(extraction):
        console.print(Text(f"  {remark}", style="yellow"))
    console.print()


def _table(section: Section) -> Group:
    table = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False, padding=(0, 1), header_style="dim")
    for name, ratio in zip(section.heads, _RATIOS, strict=True):
        table.add_column(name, ratio=ratio, overflow="fold")
    for row in section.rows:
        table.add_row(
            Text(row.who, style="cyan"),
            Text(row.act, style="green"),
            Text(row.towards),
            Text(row.where),
            Text("\n").join(map(_evidence, row.evidence)),
        )
    return Group(Text(f"\n{section.title}", style="bold"), table)


def _evidence(span: Span) -> Text:
    return Text.assemble((located(span), "dim"), " ", shortened(span.text))
