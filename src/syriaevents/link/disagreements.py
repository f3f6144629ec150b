"""Where the sources of one event cannot all be right, or put it differently."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations

from syriaevents.link.comparing import differing
from syriaevents.link.numbers import meet, named, told
from syriaevents.link.traits import Trait
from syriaevents.link.where import Relation, relation
from syriaevents.schema import Disagreement, Range, Version
from syriaevents.schema.event import DisputedField

HAPPENED, DENIED = "it happened", "it did not happen"
_MUTUAL = "clash"
_ORDINALS = {1: "largest city", 2: "second largest city", 3: "third largest city", 4: "fourth largest city"}
_COUNTED: Mapping[DisputedField, Callable[[Trait], Range | None]] = {
    "killed": lambda trait: trait.killed,
    "wounded": lambda trait: trait.wounded,
    "force_size": lambda trait: trait.force,
}


def disagreements(
    records: Sequence[Trait], voice: Mapping[str, str], denials: Sequence[Trait] = ()
) -> tuple[Disagreement, ...]:
    """What the records of one event disagree about.

    ``voice`` gives the independent source of each article; ``denials`` are statements by which somebody denies the
    event.
    """
    if len(records) + len(denials) < 2:
        return ()
    found = (
        *(_numbers(field, read, records, voice) for field, read in _COUNTED.items()),
        _places(records, voice),
        _standing(records, voice),
        _started(records, voice),
        _claims(records, denials, voice),
    )
    return tuple(one for one in found if one)


def _numbers(
    field: DisputedField, read: Callable[[Trait], Range | None], records: Sequence[Trait], voice: Mapping[str, str]
) -> Disagreement | None:
    counted = [(number, record) for record in records if (number := read(record)) and named(number) is not None]
    by_value: dict[Range, list[Trait]] = {}
    for number, record in counted:
        by_value.setdefault(number, []).append(record)
    exclusive = any(not meet(one, other) for one, other in combinations(by_value, 2))
    versions = [_version(told(number), group, voice, number) for number, group in by_value.items()]
    return _disagreement(field, versions, exclusive=exclusive)


def _places(records: Sequence[Trait], voice: Mapping[str, str]) -> Disagreement | None:
    """Places of which neither is the other or holds it; the records of one place are one version."""
    placed = (record for record in records if record.place and record.type != "statement")
    groups = _grouped(placed, lambda one, other: not _elsewhere(one, other))
    return _disagreement("place", [_version(_place_name(group[0]), group, voice) for group in groups], exclusive=True)


def _elsewhere(one: Trait, other: Trait) -> bool:
    return relation(one.place, other.place) in {Relation.DISPUTED, Relation.APART}


def _place_name(record: Trait) -> str:
    assert record.place
    return record.place.place.name or record.place.place.mention


def _standing(records: Sequence[Trait], voice: Mapping[str, str]) -> Disagreement | None:
    ranked = {rank: [record for record in records if record.standing == rank] for rank in _ORDINALS}
    versions = [_version(_ORDINALS[rank], group, voice) for rank, group in ranked.items() if group]
    return _disagreement("standing", versions, exclusive=True)


def _started(records: Sequence[Trait], voice: Mapping[str, str]) -> Disagreement | None:
    """Movements by actors of whom none is the other; a clash has two sides and no disagreement about it."""
    acting = (record for record in records if record.type == "military_movement" and record.action != _MUTUAL)
    groups = _grouped(acting, lambda one, other: not differing(one.parties, other.parties))
    versions = [_version(_fullest(group), group, voice) for group in groups]
    return _disagreement("started", versions, exclusive=True)


def _fullest(records: Sequence[Trait]) -> str:
    """The known actor's name, else the fullest one."""
    acting = [record.parties[0] for record in records]
    return next((who.name for who in acting if who.id), max((who.name for who in acting), key=len))


def _grouped(records: Iterable[Trait], together: Callable[[Trait, Trait], bool]) -> list[list[Trait]]:
    """Each record with the first one that it goes together with."""
    groups: list[list[Trait]] = []
    for record in records:
        home = next((group for group in groups if together(group[0], record)), None)
        if home is None:
            groups.append([record])
        else:
            home.append(record)
    return groups


def _claims(records: Sequence[Trait], denials: Sequence[Trait], voice: Mapping[str, str]) -> Disagreement | None:
    if records[0].type == "statement":
        return None
    saying = [record for record in records if not record.denies]
    denying = [*(record for record in records if record.denies), *denials]
    versions = [_version(value, group, voice) for value, group in ((HAPPENED, saying), (DENIED, denying)) if group]
    return _disagreement("claim", versions, exclusive=True, first=HAPPENED)


def _disagreement(
    field: DisputedField, versions: Sequence[Version], *, exclusive: bool, first: str = ""
) -> Disagreement | None:
    """The versions, those of most sources first; None where there are not two of them, or only one source.

    A source that reports a claim and its denial is no mistake; with two numbers it is, or it tells of two things.
    """
    sources = {source for version in versions for source in version.sources}
    if len({version.value for version in versions}) < 2 or (len(sources) < 2 and field != "claim"):
        return None
    ordered = sorted(versions, key=lambda one: (-len(one.sources), one.value != first, one.records[0].article_id))
    return Disagreement(field=field, exclusive=exclusive, versions=tuple(ordered))


def _version(value: str, records: Sequence[Trait], voice: Mapping[str, str], number: Range | None = None) -> Version:
    tellers = (record.told_by or (record.parties[0] if record.type == "statement" else None) for record in records)
    return Version(
        value=value,
        range=number,
        records=tuple(record.key for record in records),
        sources=tuple(dict.fromkeys(voice[record.source.id] for record in records)),
        told_by=tuple(dict.fromkeys(who.name for who in tellers if who)),
    )
