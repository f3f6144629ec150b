"""A group of records → the event it tells of."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence

from syriaevents.confidence import together
from syriaevents.link.clustering import Group
from syriaevents.link.comparing import Verdict
from syriaevents.link.denials import Denials
from syriaevents.link.disagreements import DENIED, disagreements
from syriaevents.link.names import Who, same_actor
from syriaevents.link.numbers import meet
from syriaevents.link.sources import voices
from syriaevents.link.traits import Trait
from syriaevents.schema import Disagreement, Event, Link, Member, Party, Place, Version


def event_of(group: Group, traits: Sequence[Trait], denials: Denials) -> Event:
    """The event that the records of a group tell of; ``group`` holds positions in ``traits``."""
    records = sorted((traits[at] for at in group.records), key=lambda record: record.order)
    denying = denials.of(records)
    told = voices(record.source for record in (*records, *denying))
    disputed = disagreements(records, told.voice, denying)
    saying = {told.voice[record.source.id] for record in records if not record.denies}
    start, end = _days(records)
    return Event(
        id=_id(records[0]),
        type=records[0].type,
        action=_most((record.action for record in records), records, told.voice),
        parties=_parties(who for record in records for who in record.parties),
        counterparts=_parties(who for record in records for who in record.others),
        place=_place(records, told.voice),
        start=start,
        end=end,
        members=tuple(_member(record, told.copy_of) for record in records),
        links=tuple(_link(traits[tie.one], traits[tie.other], tie.verdict) for tie in group.ties),
        sources=len({told.voice[record.source.id] for record in records}),
        corroborated=max(0, len(saying) - 1),
        contradicted=len(_contradicting(disputed)),
        confidence=_confidence(records, told.voice),
        disagreements=disputed,
    )


def _id(first: Trait) -> str:
    known = f"{first.source.id}|{first.id}"
    return f"e-{hashlib.sha256(known.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def _most(values: Iterable[str], records: Sequence[Trait], voice: Mapping[str, str]) -> str:
    """The value of most independent sources; of equals the one that came first."""
    said: dict[str, set[str]] = {}
    for value, record in zip(values, records, strict=True):
        said.setdefault(value, set()).add(voice[record.source.id])
    return max(said, key=lambda value: len(said[value]))


def _parties(actors: Iterable[Who]) -> tuple[Party, ...]:
    """Each actor once, under the fullest name it has."""
    found: list[Who] = []
    for who in actors:
        at = next((at for at, other in enumerate(found) if _one(who, other)), None)
        if at is None:
            found.append(who)
        elif who.id is None and len(who.name) > len(found[at].name):
            found[at] = who
    return tuple(Party(actor_id=who.id, name=who.name) for who in found)


def _one(who: Who, other: Who) -> bool:
    return who == other or (who.id is None and other.id is None and same_actor(who, other) > 0)


def _confidence(records: Sequence[Trait], voice: Mapping[str, str]) -> float | None:
    """How sure the event is by its surest record of each independent source that says it happened."""
    surest: dict[str, float] = {}
    for record in records:
        if record.confidence is not None and (record.type == "statement" or not record.denies):
            source = voice[record.source.id]
            surest[source] = max(record.confidence, surest.get(source, 0.0))
    return together(surest.values())


def _place(records: Sequence[Trait], voice: Mapping[str, str]) -> Place | None:
    placed = [(record, record.place.place) for record in records if record.place]
    if not placed:
        return None
    names = [place.name or place.mention for _, place in placed]
    usual = _most(names, [record for record, _ in placed], voice)
    same = [place for (_, place), name in zip(placed, names, strict=True) if name == usual]
    return min(same, key=lambda place: place.precision or 7)


def _days(records: Sequence[Trait]) -> tuple[dt.date | None, dt.date | None]:
    """The days that all dates allow that are told; where none is, those that the first article's publication does."""
    known = [record.days for record in records if record.days]
    told = [days for days in known if days.told] or known[:1]
    if not told:
        return None, None
    start, end = max(days.start for days in told), min(days.end for days in told)
    return dt.date.fromordinal(min(start, end)), dt.date.fromordinal(end)


def _member(record: Trait, copy_of: Mapping[str, str]) -> Member:
    return Member(
        article_id=record.source.id,
        record_id=record.id,
        source=record.source.outlet,
        published=record.source.published,
        copy_of=copy_of.get(record.source.id),
        denies=record.denies and record.type != "statement",
    )


def _link(one: Trait, other: Trait, verdict: Verdict) -> Link:
    return Link(one=one.key, other=other.key, agree=verdict.agree, score=verdict.score)


def _contradicting(disputed: Iterable[Disagreement]) -> set[str]:
    """Sources of what the most supported version rules out, and of every denial."""
    return {
        source
        for dispute in disputed
        if dispute.exclusive
        for version in dispute.versions
        if version.value == DENIED or _ruled_out(version, dispute.versions[0])
        for source in version.sources
    }


def _ruled_out(version: Version, by: Version) -> bool:
    if version is by:
        return False
    return version.range is None or by.range is None or not meet(version.range, by.range)
