"""An Extraction for people: what is shown of each record, and the views of a notebook.

All that is shown goes through :func:`syriaevents.schema.visible.visible`; HTML is escaped besides.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from syriaevents.schema.initiative import DiplomaticInitiative
from syriaevents.schema.movement import MilitaryMovement
from syriaevents.schema.statement import Statement
from syriaevents.schema.values import Date, Place, Range, Ref, Span
from syriaevents.schema.visible import shortened, visible

if TYPE_CHECKING:
    from syriaevents.schema.extraction import Extraction

_CELL_LENGTH = 120
_TITLE_LENGTH = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One record as the cells of a table."""

    who: str
    act: str
    towards: str
    where: str
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The records of one type: a title, the heads of five columns, and the rows."""

    title: str
    heads: tuple[str, str, str, str, str]
    rows: tuple[Row, ...]


def located(span: Span) -> str:
    """Where a span stands: ``[sentence] start–end``."""
    return f"[{span.sentence}] {span.start}–{span.end}"


def heading(extraction: "Extraction") -> str:
    """The article's title, or its first line, and what else tells it apart from others."""
    article = extraction.article
    told = (article.id, article.source, article.published and article.published.isoformat())
    title = article.title or article.text.lstrip().partition("\n")[0]
    return " · ".join(shortened(part, _TITLE_LENGTH) for part in (title, *told) if part)


def sections(extraction: "Extraction") -> tuple[Section, ...]:
    """The records, a section a type; types without a record are left out."""
    names = {actor.id: actor.name for actor in extraction.actors}
    found = (
        Section(
            "Statements",
            ("Who", "Act", "To", "About", "Evidence"),
            tuple(_statement(record, names) for record in extraction.statements),
        ),
        Section(
            "Military movements",
            ("Who", "Action", "Against", "Where, when", "Evidence"),
            tuple(_movement(record, names) for record in extraction.military_movements),
        ),
        Section(
            "Diplomatic initiatives",
            ("Who", "Action", "With", "Where, when", "Evidence"),
            tuple(_initiative(record, names) for record in extraction.diplomatic_initiatives),
        ),
    )
    return tuple(section for section in found if section.rows)


def remarks(extraction: "Extraction") -> tuple[str, ...]:
    """What a reader must know besides the records: what was turned away, missed, or not read."""
    meta, lines = extraction.meta, []
    if not sections(extraction):
        lines.append("no record found")
    if extraction.rejected:
        lines.append(f"{len(extraction.rejected)} rejected: not borne out by the text")
    if meta.uncovered:
        numbers = ", ".join(str(number) for number in sorted({span.sentence for span in meta.uncovered}))
        lines.append(f"{counted(len(meta.uncovered), 'quotation')} without a statement, in sentences {numbers}")
    lines += [
        f"sentences {unread.first}–{unread.last} not read: {shortened(unread.reason, _TITLE_LENGTH)}"
        for unread in meta.unread
    ]
    return tuple(lines)


def summary(extraction: "Extraction") -> str:
    """One line for a prompt or a debugger: title and counts."""
    title = shortened(extraction.article.title or extraction.article.id, 60)
    return (
        f"<Extraction {title!r}: {counted(len(extraction.statements), 'statement')}, "
        f"{counted(len(extraction.military_movements), 'military movement')}, "
        f"{counted(len(extraction.diplomatic_initiatives), 'diplomatic initiative')}; "
        f"{len(extraction.rejected)} rejected>"
    )


def counted(number: int, noun: str) -> str:
    """A number with its noun: ``1 statement``, ``2 statements``."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def to_html(extraction: "Extraction") -> str:
    """A notebook's view: one table a type; text of any direction stands in its own direction."""
    parts = [f'<div class="syriaevents"><p dir="auto"><strong>{escape(heading(extraction))}</strong></p>']
    parts += [_html_table(section) for section in sections(extraction)]
    parts += [f'<p dir="auto">{escape(remark)}</p>' for remark in remarks(extraction)]
    return "\n".join((*parts, "</div>"))


def _html_table(section: Section) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in section.heads)
    body = "\n".join(
        "<tr>"
        + "".join(f'<td dir="auto">{escape(cell)}</td>' for cell in (row.who, row.act, row.towards, row.where))
        + f"<td>{''.join(map(_html_evidence, row.evidence))}</td></tr>"
        for row in section.rows
    )
    return f"<table><caption>{section.title}</caption><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table>"


def _html_evidence(span: Span) -> str:
    whole, short = escape(visible(span.text)), escape(shortened(span.text))
    return f'<div dir="auto" title="{whole}"><small>{located(span)}</small> <bdi>{short}</bdi></div>'


def _statement(record: Statement, names: dict[str, str]) -> Row:
    about = _joined((record.about, _date(record.date)))
    return Row(_ref(record.speaker, names), record.act, _ref(record.addressee, names), about, record.evidence)


def _movement(record: MilitaryMovement, names: dict[str, str]) -> Row:
    claimed = record.assertion if record.assertion != "reported" else ""
    by = f"says {_ref(record.attributed_to, names)}" if record.attributed_to else ""
    hurt = record.casualties
    act = _joined(
        (
            record.action,
            claimed,
            by,
            _range(record.force_size, "strong"),
            _range(hurt.killed if hurt else None, "killed"),
            _range(hurt.wounded if hurt else None, "wounded"),
        )
    )
    where = _joined(
        (
            _place(record.place),
            f"from {_place(record.origin)}" if record.origin else "",
            f"to {_place(record.destination)}" if record.destination else "",
            _date(record.date),
        )
    )
    return Row(_ref(record.actor, names), act, _ref(record.target, names), where, record.evidence)


def _initiative(record: DiplomaticInitiative, names: dict[str, str]) -> Row:
    act = _joined((f"{record.action} ({record.status})", record.topic))
    through = f"through {_ref(record.mediator, names)}" if record.mediator else ""
    towards = _joined((_refs(record.counterparts, names), through))
    where = _joined((_place(record.place), _date(record.date)))
    return Row(_refs(record.initiators, names), act, towards, where, record.evidence)


def _joined(parts: Iterable[str | None]) -> str:
    return ", ".join(shortened(part, _CELL_LENGTH) for part in parts if part)


def _refs(refs: Sequence[Ref], names: dict[str, str]) -> str:
    return ", ".join(_ref(ref, names) for ref in refs)


def _ref(ref: Ref | None, names: dict[str, str]) -> str:
    """The words of the article; behind them who that is, where the library knows it under another name."""
    if ref is None:
        return ""
    mention, name = shortened(ref.mention, _CELL_LENGTH), visible(names.get(ref.actor_id or "", ""))
    return f"{mention} ({name})" if name and name.casefold() not in mention.casefold() else mention


def _place(place: Place | None) -> str:
    if place is None:
        return ""
    mention = shortened(place.mention, _CELL_LENGTH)
    named = f"{mention} ({place.name})" if place.name and place.name.casefold() not in mention.casefold() else mention
    return f"near {named}" if place.near else named


def _date(date: Date | None) -> str:
    if date is None:
        return ""
    if date.start is None or date.end is None:
        return shortened(date.mention, _CELL_LENGTH)
    return f"{date.start}" if date.start == date.end else f"{date.start} to {date.end}"


def _range(number: Range | None, what: str) -> str:
    if number is None:
        return ""
    if number.best is not None:
        return f"{number.best:,} {what}"
    low, high = number.low, number.high
    if low is not None and high is not None:
        return f"{low:,}–{high:,} {what}"
    if low is not None:
        return f"at least {low:,} {what}"
    return f"at most {high:,} {what}" if high is not None else ""
