"""Whether a record's own evidence bears it out: what stands nowhere in the article is made up."""

from typing import Literal

from syriaevents.evaluate.claims import Claim
from syriaevents.grounding.names import locate
from syriaevents.prompting.cues import cues
from syriaevents.reading.source import Source

Fault = Literal["evidence", "name", "cue"]
FAULTS: dict[Fault, str] = {
    "evidence": "evidence that does not stand in the article word for word",
    "name": "somebody or some place named that the article does not name",
    "cue": "evidence without a word for what is claimed",
}
"""What makes a record an invention, and how that is told."""


def faults_of(claim: Claim, source: Source) -> frozenset[Fault]:
    """Why a record counts as an invention; empty where its evidence supports it.

    Names are looked for as the library itself looks for them: case, titles and word order forgiven. A statement is
    also borne out by a direct quotation; the words of the other types are those of ``prompting/data/cues.toml``,
    which lack a word for about 3 of 100 gold records: where gold has the record, a missing cue is not held against it.
    """
    found: set[Fault] = set()
    if not claim.verbatim:
        found.add("evidence")
    if not all(locate(name, source.sentences) for name in claim.names):
        found.add("name")
    if not _has_cue(claim, source):
        found.add("cue")
    return frozenset(found)


def _has_cue(claim: Claim, source: Source) -> bool:
    seen = cues(claim.text)
    if claim.type == "statement":
        return bool(seen.acts) or any(
            quote.start < end and start < quote.end for quote in source.quotes for start, end in claim.spans
        )
    return bool(seen.military if claim.type == "military_movement" else seen.diplomatic)
