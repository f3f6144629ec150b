"""What is scored: one article's predicted records, from whichever program."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from syriaevents.evaluate.claims import Claim, claim_of, claims_of
from syriaevents.reading.source import Source
from syriaevents.schema import Extraction, Rejected, Usage


@dataclass(frozen=True, slots=True)
class Prediction:
    """One article's predicted records, those that were turned away, and the tokens they cost."""

    article_id: str
    claims: tuple[Claim, ...]
    usage: Usage = Usage()
    rejected: tuple[Claim, ...] = ()
    """Whole records that a program offered and did not keep."""
    model: str = ""
    """The model that answered, by the name that prices are known under."""

    @classmethod
    def of(cls, result: Extraction) -> "Prediction":
        """The records of this library's own output."""
        data, text = result.model_dump(mode="json"), result.article.text
        turned_away = tuple(_rejected(result))
        return cls(result.article.id, claims_of(data, text), result.meta.usage, turned_away, result.meta.model)


def _rejected(result: Extraction) -> Iterator[Claim]:
    """The records behind the rejections, where they can be told."""
    source = Source.of(result.article) if result.rejected else None
    for item in result.rejected:
        assert source is not None
        record = item.draft if "evidence" in item.draft else _as_record(item, source)
        try:
            yield claim_of(item.type, record, source.text)
        except (ValueError, KeyError, TypeError, AttributeError):
            continue  # no sentence of the article, nobody named, or not of a record's form at all


def _as_record(item: Rejected, source: Source) -> dict[str, Any]:
    """A draft's sentence, participant and act in the form of a record. Raises nothing: what is missing is left out."""
    number, who = item.draft.get("sentence"), item.draft.get("who")
    known = isinstance(number, int) and 0 < number <= len(source.sentences)
    sentence = source.sentences[number - 1] if known and isinstance(number, int) else None
    evidence = [] if sentence is None else [{"start": sentence.start, "end": sentence.end, "text": sentence.text}]
    name = {"statement": "speaker", "military_movement": "actor", "diplomatic_initiative": "initiators"}[item.type]
    return {name: who, "evidence": evidence}
