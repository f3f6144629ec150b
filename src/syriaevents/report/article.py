"""What the page holds of one article: its text, and its records without what the text already says.

Spans shrink to ``[start, end, sentence]`` and empty fields go; offsets still count Python characters. Records stand in
one list, statements first; a record is known within its article by its letter and number, such as ``M2``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from syriaevents.reading.sentences import Sentence, split
from syriaevents.schema import DiplomaticInitiative, Extraction, MilitaryMovement, Statement

LETTERS = {"statement": "S", "military_movement": "M", "diplomatic_initiative": "D"}
"""Record type → the letter that stands for it on the page."""
Record = Statement | MilitaryMovement | DiplomaticInitiative


@dataclass(frozen=True, slots=True)
class Numbered:
    """A record with its key on the page."""

    letter: str
    number: int
    record: Record


def numbered(extraction: Extraction) -> Iterator[Numbered]:
    """The records of an article, counted from 1 within each type."""
    lists: dict[str, tuple[Record, ...]] = {
        "S": extraction.statements, "M": extraction.military_movements, "D": extraction.diplomatic_initiatives,
    }  # fmt: skip
    for letter, records in lists.items():
        yield from (Numbered(letter, number, record) for number, record in enumerate(records, 1))


def article_data(extraction: Extraction) -> dict[str, Any]:
    """One article as the page reads it, on demand."""
    sentences = _cited(extraction)
    meta = extraction.meta
    return _filled(
        {
            "article": extraction.article.model_dump(mode="json"),
            "actors": [_shrunk(actor.model_dump(mode="json")) for actor in extraction.actors],
            "records": [
                {"letter": item.letter, "number": item.number, **_shrunk(item.record.model_dump(mode="json"))}
                for item in numbered(extraction)
            ],
            "rejected": [
                _filled({**item.model_dump(), "type": LETTERS[item.type], "span": _place(item.draft, sentences)})
                for item in extraction.rejected
            ],
            "uncovered": [[span.start, span.end, span.sentence] for span in meta.uncovered],
            "unread": [
                _filled({**item.model_dump(), "span": _stretch(item.first, item.last, sentences)})
                for item in meta.unread
            ],
            "model": meta.model,
        }
    )


def _cited(extraction: Extraction) -> tuple[Sentence, ...]:
    """The article's sentences, where something is known by its sentence alone."""
    wanted = extraction.meta.unread or any("sentence" in item.draft for item in extraction.rejected)
    return split(extraction.article.text, extraction.article.language) if wanted else ()


def _place(draft: dict[str, Any], sentences: tuple[Sentence, ...]) -> list[int] | None:
    number = draft.get("sentence")
    return _stretch(number, number, sentences) if isinstance(number, int) else None


def _stretch(first: int, last: int, sentences: tuple[Sentence, ...]) -> list[int] | None:
    """Where some sentences stand; nowhere, where the article has no such sentences."""
    if not 1 <= first <= last <= len(sentences):
        return None
    return [sentences[first - 1].start, sentences[last - 1].end, first]


def _shrunk(value: Any) -> Any:
    """JSON without empty fields, spans as ``[start, end, sentence]``."""
    if isinstance(value, dict):
        if value.keys() >= {"start", "end", "text"}:
            return [value["start"], value["end"], value.get("sentence", 0)]
        return _filled({key: _shrunk(item) for key, item in value.items()})
    return [_shrunk(item) for item in value] if isinstance(value, list) else value


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value not in (None, (), [], {}, "")}
