"""Whether two records tell of the same thing, and what agrees between them.

Points are given for what agrees and taken for what does not; some disagreements exclude. What sources of one happening
are known to disagree about (numbers, who did it, what the place is called) lowers the points and does not exclude:
an event is there to show it. The weights were set by hand on ``examples/events`` and are tested there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from syriaevents.link.days import agreement, exclude
from syriaevents.link.names import RELATED, SAME, Who, differ, same_actor
from syriaevents.link.numbers import meet, same
from syriaevents.link.traits import Trait
from syriaevents.link.where import Relation, relation
from syriaevents.link.words import containment
from syriaevents.schema.event import Agreement

ENOUGH = 5.0
"""Points from which two records are one happening where their place is known to agree; one more where it is not."""
_FULL = 10.0
_PLACE: Mapping[Relation, float] = {
    Relation.SAME: 3.0, Relation.NEAR: 0.0, Relation.WITHIN: 1.0, Relation.UNKNOWN: 0.0, Relation.DISPUTED: -1.0,
    Relation.APART: -2.0,
}  # fmt: skip
_WORDING, _CLEAR_WORDING, _REPEATED = 0.35, 0.5, 0.75
_QUOTED, _QUOTED_BY_ANYBODY = 0.4, 0.8
_LEAST_WORDS, _LEAST_RUNS = 3, 4
_TRANSLATED, _SEVERAL, _LENGTHS = 0.5, 2, 3

_FAMILIES: Mapping[str, frozenset[str]] = {
    "strike": frozenset("airstrike drone_strike shelling bombing attack".split()),
    "ground": frozenset("advance capture clash siege attack".split()),
    "moves": frozenset("deploy reinforce".split()),
    "leaves": frozenset({"withdraw"}),
    "takes": frozenset({"detain"}),
    "stops": frozenset({"intercept"}),
    "talks": frozenset("invite meet visit phone negotiate mediate".split()),
    "agrees": frozenset("agree normalize offer".split()),
    "settles": frozenset("agree negotiate mediate".split()),
    "calls": frozenset("call_for_talks call_for_ceasefire".split()),
    "demands": frozenset({"set_condition"}),
    "breaks": frozenset("reject suspend".split()),
    "denied": frozenset("agree reject".split()),
    "punishes": frozenset({"sanction"}),
}
"""Actions that different sources use for one thing."""


def families(action: str) -> tuple[str, ...]:
    """The families of an action; two actions without one in common are not the same thing."""
    return tuple(name for name, actions in _FAMILIES.items() if action in actions) or (action,)


_KIN = {action: frozenset(families(action)) for actions in _FAMILIES.values() for action in actions}


@dataclass(frozen=True, slots=True)
class Verdict:
    """How much speaks for two records being one."""

    points: float
    agree: tuple[Agreement, ...] = ()
    needed: float = ENOUGH

    @property
    def same(self) -> bool:
        """True where it is enough."""
        return bool(self.agree) and self.points >= self.needed

    @property
    def score(self) -> float:
        """The points between 0 and 1."""
        return round(min(1.0, max(0.0, self.points / _FULL)), 3)


EXCLUDED = Verdict(-_FULL)


def compare(one: Trait, other: Trait) -> Verdict:
    """What speaks for two records of one type being one thing, in either order."""
    if one.type != other.type or exclude(one.days, other.days) or _one_sentence(one, other):
        return EXCLUDED
    if one.type == "statement":
        return _statements(one, other)
    if one.action != other.action and not _kin(one.action, other.action):
        return EXCLUDED
    return _movements(one, other) if one.type == "military_movement" else _initiatives(one, other)


def _one_sentence(one: Trait, other: Trait) -> bool:
    """Two records of one sentence: whoever read it told them apart."""
    return one.source is other.source and one.at == other.at


def _kin(one: str, other: str) -> bool:
    return bool(_KIN.get(one, frozenset()) & _KIN.get(other, frozenset()))


@dataclass(slots=True)
class _Tally:
    """Points while they are counted."""

    points: float = 0.0
    agree: tuple[Agreement, ...] = ()

    def add(self, points: float, what: Agreement) -> None:
        self.points += points
        self.agree += (what,) if points > 0 and what not in self.agree else ()


def _happening(one: Trait, other: Trait) -> _Tally:
    """What movements and initiatives have alike: action, place, days, words."""
    tally = _Tally()
    tally.add(1.0 if one.action == other.action else 0.5, "action")
    tally.add(2 * agreement(one.days, other.days), "date")
    tally.add(_PLACE[relation(one.place, other.place)], "place")
    words = _wording(one, other)
    tally.add(1.0 if words >= _CLEAR_WORDING else 0.5 if words >= _WORDING else 0.0, "wording")
    return tally


def _movements(one: Trait, other: Trait) -> Verdict:
    if relation(one.place, other.place) is Relation.APART:
        return EXCLUDED
    tally = _happening(one, other)
    straight = best(one.parties, other.parties)
    swapped = min(best(one.parties, other.others), best(one.others, other.parties))
    if max(straight, swapped) > 0:
        tally.add(2 * straight if straight >= swapped else 1.5 * swapped, "actors")
    elif differing(one.parties, other.parties):
        tally.points -= 1.5
    if one.others and other.others:
        target = best(one.others, other.others)
        tally.add(target or (0.0 if swapped else -0.5), "counterparts")
    tally.add(_numbers(one, other), "numbers")
    tally.points -= 1.0 if one.open != other.open else 0.0
    sure = _PLACE[relation(one.place, other.place)] >= 1
    return Verdict(tally.points, tally.agree, ENOUGH if sure else ENOUGH + 1)


def _numbers(one: Trait, other: Trait) -> float:
    """The strongest of what is counted: the same number, numbers that may be one, numbers that cannot."""
    points = [
        1.5 if same(a, b) else 0.5 if meet(a, b) else -0.5
        for a, b in ((one.killed, other.killed), (one.wounded, other.wounded), (one.force, other.force))
        if a and b
    ]
    return max(points, default=0.0)


def _initiatives(one: Trait, other: Trait) -> Verdict:
    mine, yours = (*one.parties, *one.others), (*other.parties, *other.others)
    shared = sum(best((who,), yours) for who in mine)
    if not shared:
        return EXCLUDED
    tally = _happening(one, other)
    tally.add(2.0 if shared >= 2 * RELATED else 1.0, "actors")
    if shared >= 2 * RELATED and min(len(mine), len(yours)) > 1:
        tally.add(1.0, "counterparts")
    return Verdict(tally.points, tally.agree)


def _statements(one: Trait, other: Trait) -> Verdict:
    """One utterance: the same words quoted, much the same words told, or, across languages, the same anchors."""
    speaker = best(one.parties, other.parties)
    together = agreement(one.days, other.days)
    tally = _Tally()
    quoted = _runs(one.quote, other.quote)
    if quoted >= _QUOTED if speaker else quoted >= _QUOTED_BY_ANYBODY and _is_long(one, other):
        tally.add(4 + 2 * quoted, "quotation")
    elif speaker and together:
        tally.add(*_told(one, other))
    if not tally.agree:
        return EXCLUDED if quoted == 0 and not speaker else Verdict(0.0)
    tally.add(2 * speaker, "actors")
    tally.add(2 * together, "date")
    tally.add(1.0 if one.action == other.action else 0.0, "action")
    return Verdict(tally.points, tally.agree)


def _told(one: Trait, other: Trait) -> tuple[float, Agreement]:
    if one.source.language == other.source.language:
        words, clear = _wording(one, other), _REPEATED if one.source is other.source else _CLEAR_WORDING
        return (2.0 + words if words >= clear else 0.0), "wording"
    if one.action != other.action:
        return 0.0, "anchors"
    return (2.0 if _translated(one, other) else 0.0), "anchors"


def _translated(one: Trait, other: Trait) -> bool:
    """Whether two statements of a speaker may be one in two languages.

    No translation is at hand: either both name the same numbers and places, or both are quotations, about as long, in
    articles that have several numbers, places and actors in common.
    """
    if containment(one.anchors, other.anchors) >= _TRANSLATED:
        return True
    mine, yours = one.source.anchors, other.source.anchors
    about_one = len(set(mine).intersection(yours)) >= _SEVERAL and containment(mine, yours) >= _TRANSLATED
    short, long = sorted((len(one.quote), len(other.quote)))
    return about_one and 0 < long <= _LENGTHS * short and best(one.parties, other.parties) == SAME


def _wording(one: Trait, other: Trait) -> float:
    """The share of the words of the shorter evidence that the longer one has; too few words say nothing."""
    if min(len(one.words), len(other.words)) < _LEAST_WORDS:
        return 1.0 if len(one.words) > 1 and one.words == other.words else 0.0
    return containment(one.words, other.words)


def _runs(one: Sequence[int], other: Sequence[int]) -> float:
    """The share of the shorter quotation's runs of words; of a very short one all must be there."""
    shared = containment(one, other)
    return shared if min(len(one), len(other)) >= _LEAST_RUNS or shared == 1.0 else 0.0


def _is_long(one: Trait, other: Trait) -> bool:
    """Whether two quotations are long enough to be known again whoever is said to have spoken."""
    return min(len(one.quote), len(other.quote)) >= _LEAST_RUNS


def best(some: Sequence[Who], others: Sequence[Who]) -> float:
    """How surely any of some actors is one of others."""
    return max((same_actor(one, other) for one, other in product(some, others)), default=0.0)


def differing(some: Sequence[Who], others: Sequence[Who]) -> bool:
    """Whether all of some actors are known to be other ones."""
    return all(differ(one, other) for one, other in product(some, others))
