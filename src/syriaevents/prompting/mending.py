"""Records that the text does not bear out, as they are asked for again: in an answer's shape, with the reasons."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from syriaevents.prompting.drafts import KINDS, Answer, Draft, Unfit, draft_type
from syriaevents.prompting.windows import Window
from syriaevents.schema import RecordType


@dataclass(frozen=True, slots=True)
class Bad:
    """A record that is asked for again: as it came, and as the model knows it, by the window's numbers."""

    record: Draft | Unfit
    type: RecordType
    raw: object
    reason: str


def bad_draft(draft: Draft, reason: str, window: Window) -> Bad:
    """A draft that is asked for again, by the numbers that its window shows."""
    shown = [sentence.number for sentence in window.sentences].index(draft.sentence) + 1
    raw = draft.model_dump(mode="json", exclude_defaults=True)
    raw.pop("sentence", None)
    if window.request.sentences > 1:
        raw["sentence"] = shown
    told = re.sub(rf"\bsentence {draft.sentence}\b", f"sentence {shown}", reason)
    return Bad(draft, draft_type(draft), raw, told)


def left_out(bad: Sequence[Bad], mended: Answer) -> list[Draft | Unfit]:
    """Bad records that came back neither mended nor still bad; they are rejected as they were."""
    left: list[Draft | Unfit] = []
    for kind in KINDS:
        records = [record for record in bad if record.type == kind.type]
        drafts = [draft for draft in mended.drafts if draft_type(draft) == kind.type]
        back = len(drafts) + sum(unfit.type == kind.type for unfit in mended.unfit)
        sentences = {draft.sentence for draft in drafts}
        by_likeness = sorted(records, key=lambda record: getattr(record.record, "sentence", 0) in sentences)
        left += [record.record for record in by_likeness[: max(0, len(records) - back)]]
    return left


def as_answer(bad: Sequence[Bad]) -> str:
    """The records as an answer would hold them."""
    lists = {kind.key: [record.raw for record in bad if record.type == kind.type] for kind in KINDS}
    return json.dumps({key: records for key, records in lists.items() if records}, ensure_ascii=False)


def objection(bad: Sequence[Bad]) -> str:
    """What is said against them."""
    return (
        "These records are not borne out by the sentences:\n"
        + "\n".join(f"- {record.reason}" for record in bad)
        + "\nAnswer with these records alone, mended; leave out what cannot be mended."
    )
