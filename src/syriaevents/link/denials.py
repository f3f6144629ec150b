"""Statements by which somebody denies that a thing happened, beside the records that tell of it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from syriaevents.link.comparing import best
from syriaevents.link.traits import Trait
from syriaevents.link.words import containment, place_anchor

_LATEST = 7
"""Days after a happening within which somebody denies it."""
_WORDS, _FEW_WORDS = 0.35, 0.15
"""Share of words in common that makes a denial one of this thing; less does where it names the place too."""


@dataclass(slots=True)
class Denials:
    """The denying statements of all articles, found by what they deny or by who denies."""

    _by_record: dict[tuple[str, str], list[Trait]] = field(default_factory=lambda: defaultdict(list))
    _by_speaker: dict[str, list[Trait]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def among(cls, traits: Sequence[Trait]) -> "Denials":
        """Those among the records. One that denies what its own article tells is about nothing else."""
        told: dict[str, list[Trait]] = defaultdict(list)
        denying = [trait for trait in traits if trait.type == "statement" and trait.denies]
        articles = {denial.source.id for denial in denying}
        for trait in traits:
            if trait.type != "statement" and trait.source.id in articles:
                told[trait.source.id].append(trait)
        found = cls()
        for denial in denying:
            own = [record for record in told[denial.source.id] if _alike(denial, record)]
            for record in own:
                found._by_record[record.source.id, record.id].append(denial)
            if not own:
                for key in {key for who in denial.parties for key in who.keys}:
                    found._by_speaker[key].append(denial)
        return found

    def of(self, event: Sequence[Trait]) -> list[Trait]:
        """The denials of an event: in an article that tells of it, or elsewhere by one of its parties."""
        if event[0].type == "statement":
            return []
        near = [denial for record in event for denial in self._by_record.get((record.source.id, record.id), ())]
        keys = sorted({key for record in event for who in (*record.parties, *record.others) for key in who.keys})
        far = (denial for key in keys for denial in self._by_speaker.get(key, ()))
        near += [denial for denial in far if any(_meant(denial, record) for record in event)]
        return sorted({denial.order: denial for denial in near}.values(), key=lambda denial: denial.order)


def _meant(denial: Trait, record: Trait) -> bool:
    """Whether a party of a record, in another article, denies it."""
    return (
        best(denial.parties, (*record.parties, *record.others)) > 0
        and _in_time(denial, record)
        and _alike(denial, record)
    )


def _alike(denial: Trait, record: Trait) -> bool:
    """Whether a statement has the words of a record, or names its place and has some of them."""
    words = containment(denial.words, record.words)
    place = record.place.place.name if record.place else None
    return words >= _WORDS or (place is not None and place_anchor(place) in denial.anchors and words >= _FEW_WORDS)


def _in_time(denial: Trait, record: Trait) -> bool:
    if denial.days is None or record.days is None:
        return False
    return denial.days.end >= record.days.start and denial.days.start <= record.days.end + _LATEST
