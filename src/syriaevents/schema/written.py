"""An extraction as text, with what is told of it unread: how it goes into a store, and from process to process."""

import json
from dataclasses import dataclass

from syriaevents.schema.extraction import Extraction


@dataclass(frozen=True, slots=True)
class Written:
    """An article's records as JSON, one line, and how many of each kind there are."""

    text: str
    actors: int
    statements: int
    military_movements: int
    diplomatic_initiatives: int
    rejected: tuple[tuple[str, str, str], ...]
    """Type, reason and draft (JSON) of each record that was turned away."""

    @classmethod
    def of(cls, result: Extraction) -> "Written":
        """Write an extraction down."""
        return cls(
            result.model_dump_json(),
            len(result.actors), len(result.statements), len(result.military_movements),
            len(result.diplomatic_initiatives),
            tuple((one.type, one.reason, json.dumps(one.draft, ensure_ascii=False)) for one in result.rejected),
        )  # fmt: skip

    def read(self) -> Extraction:
        """The extraction that was written."""
        return Extraction.model_validate_json(self.text)
