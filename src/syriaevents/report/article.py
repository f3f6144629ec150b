"""What the page holds of one article: its text, and its records without what the text already says.

Spans shrink to ``[start, end, sentence]``, and fields that are empty or as usual go; offsets still count Python
characters. Records stand in one list, statements first; a record is known within its article by its letter and number,
such as ``M2``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from syriaevents.reading.sentences import Sentence, split
from syriaevents.schema import Actor, ActorKind, DiplomaticInitiative, Extraction, MilitaryMovement, Span, Statement

LETTERS = {"statement": "S", "military_movement": "M", "diplomatic_initiative": "D"}
"""Record type → the letter that stands for it on the page."""
_POINT = dict.fromkeys(("geonames_id", "lat", "lon", "precision", "acled_precision"), True)  # the index has them
_ELSEWHERE: Any = {
    "codes": True, "evidence": True, "quotes": True, "place": _POINT, "origin": _POINT, "destination": _POINT,
}  # fmt: skip
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
    codes: list[dict[str, Any]] = []
    return _filled(
        article=extraction.article.model_dump(mode="json", exclude_none=True),
        actors={actor.id: [actor.name, _told(actor)] for actor in extraction.actors},
        records=[_record(item, codes) for item in numbered(extraction)],
        codes=codes,
        rejected=[
            _filled(type=LETTERS[item.type], draft=item.draft, reason=item.reason, span=_place(item.draft, sentences))
            for item in extraction.rejected
        ],
        uncovered=_places(extraction.meta.uncovered),
        unread=[
            _filled(**item.model_dump(), span=_stretch(item.first, item.last, sentences))
            for item in extraction.meta.unread
        ],
    )


def _record(item: Numbered, codes: list[dict[str, Any]]) -> dict[str, Any]:
    """A record; its codes are a place in the article's list of them, where equal ones stand once."""
    record = item.record
    fields = record.model_dump(mode="json", exclude_defaults=True, exclude=_ELSEWHERE)
    own = record.codes.model_dump(exclude_none=True)
    if own and own not in codes:
        codes.append(own)
    return {
        "letter": item.letter,
        "number": item.number,
        **fields,
        **({"codes": codes.index(own)} if own else {}),
        **({"quotes": _places(record.quotes)} if isinstance(record, Statement) and record.quotes else {}),
        "evidence": _places(record.evidence),
    }


def _told(actor: Actor) -> str:
    """What is known of an actor besides the name."""
    kind = None if actor.kind is ActorKind.UNKNOWN else actor.kind.replace("_", " ")
    return " · ".join(part for part in (actor.role, kind, actor.country) if part)


def _places(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end, span.sentence] for span in spans]


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


def _filled(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value or value == 0}
