"""Records that tell of one thing, joined from the surest pair on; never by way of a third record that excludes.

Average link with limits: two groups are joined where the pair between them is enough, no two of their records exclude
each other, and on the average they speak for being one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from syriaevents.link.comparing import EXCLUDED, Verdict, compare
from syriaevents.link.traits import Trait

_SHOWN = 6  # records of a group that stand for it when two groups are compared
_LESS = 2.0
"""Points that the average between two groups may fall short of what a pair needs: some records say little."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A pair of records, by position, that is enough to join their groups."""

    one: int
    other: int
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Group:
    """Positions of records that tell of one thing, and the ties that joined them: a tree."""

    records: tuple[int, ...]
    ties: tuple[Tie, ...] = ()


def ties(traits: Sequence[Trait], pairs: Iterable[tuple[int, int]]) -> list[Tie]:
    """The pairs that are enough, the surest first."""
    found = (Tie(one, other, compare(traits[one], traits[other])) for one, other in pairs)
    return sorted((tie for tie in found if tie.verdict.same), key=lambda tie: (-tie.verdict.points, tie.one, tie.other))


def groups(traits: Sequence[Trait], joining: Iterable[Tie]) -> list[Group]:
    """Every record in one group, by the first record of each."""
    home = {at: Group((at,)) for at in range(len(traits))}
    for tie in joining:
        one, other = home[tie.one], home[tie.other]
        if one is not other and _agree(traits, one, other, tie):
            joined = Group(tuple(sorted(one.records + other.records)), (*one.ties, *other.ties, tie))
            home.update(dict.fromkeys(joined.records, joined))
    return sorted({id(group): group for group in home.values()}.values(), key=lambda group: group.records[0])


def _agree(traits: Sequence[Trait], one: Group, other: Group, tie: Tie) -> bool:
    """Whether two groups may be one; a single record on each side is what the tie says."""
    if len(one.records) == len(other.records) == 1:
        return True
    common = _days(traits, (*one.records, *other.records))
    if not common:
        return False
    verdicts = [
        compare(traits[mine], traits[yours]) for mine in _shown(one, tie.one) for yours in _shown(other, tie.other)
    ]
    if any(verdict is EXCLUDED for verdict in verdicts):
        return False
    return sum(verdict.points - verdict.needed for verdict in verdicts) / len(verdicts) >= -_LESS


def _shown(group: Group, tied: int) -> tuple[int, ...]:
    return tuple(dict.fromkeys((tied, *group.records[:_SHOWN])))


def _days(traits: Sequence[Trait], records: Iterable[int]) -> bool:
    """Whether there is a day that all dates told by the records allow."""
    told = [days for at in records if (days := traits[at].days) and days.told]
    return not told or max(days.start for days in told) <= min(days.end for days in told)
