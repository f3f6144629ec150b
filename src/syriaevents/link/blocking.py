"""Which records are compared at all: those that share a key, so that cost grows with records, not with pairs.

A key joins an action's family, a place's cell or an actor, and a day. Records about longer times stand in weeks, and
are compared there with those of single days too. A block that is still too large is ordered, and each record compared
with its nearest neighbours only.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from syriaevents.link.comparing import families
from syriaevents.link.traits import Trait

LARGEST = 60
"""Records of a block that are all compared with each other."""
NEIGHBOURS = 30
"""Records that one is compared with in a larger block."""
_WEEK = 7
_LONGEST = 8  # weeks an interval stands in; what is longer stands in the first ones
_RUNS = 4  # runs of a quotation that it is found by

Key = tuple[str | int, ...]


def candidates(traits: Sequence[Trait]) -> Iterator[tuple[int, int]]:
    """Pairs of positions, the smaller first, each once, in a fixed order; both are of one type."""
    blocks: dict[Key, list[int]] = defaultdict(list)
    long: dict[Key, list[int]] = defaultdict(list)
    weeks: dict[Key, list[int]] = defaultdict(list)
    for at, trait in enumerate(traits):
        for key in _what(trait):
            for bucket in _days(trait):
                blocks[*key, bucket].append(at)
            for bucket in _weeks(trait):
                (weeks if _is_short(trait) else long)[*key, bucket].append(at)
        for run in sorted(trait.quote)[:_RUNS]:  # by hash: the same ones in every wording that has them
            blocks["quote", run].append(at)
    seen: set[int] = set()
    count = len(traits)
    for one, other in _paired(traits, blocks, long, weeks):
        pair = min(one, other) * count + max(one, other)
        if one != other and pair not in seen:
            seen.add(pair)
            yield min(one, other), max(one, other)


def _paired(
    traits: Sequence[Trait],
    blocks: dict[Key, list[int]],
    long: dict[Key, list[int]],
    weeks: dict[Key, list[int]],
) -> Iterator[tuple[int, int]]:
    for block in blocks.values():
        yield from _within(traits, block)
    for key, block in long.items():
        yield from _within(traits, block)
        for one in block[:LARGEST]:
            yield from ((one, other) for other in weeks.get(key, ())[:LARGEST])


def _within(traits: Sequence[Trait], block: Sequence[int]) -> Iterator[tuple[int, int]]:
    if len(block) <= LARGEST:
        yield from ((one, other) for at, one in enumerate(block) for other in block[at + 1 :])
        return
    ordered = sorted(block, key=lambda at: _likeness(traits[at]))
    for at, one in enumerate(ordered):
        yield from ((one, other) for other in ordered[at + 1 : at + 1 + NEIGHBOURS])


def _likeness(trait: Trait) -> tuple[object, ...]:
    """What brings records that are likely one next to each other in a large block."""
    place = trait.place.place if trait.place else None
    days = trait.days
    return (
        (place.name or place.mention) if place else "",
        tuple(who.keys for who in (*trait.parties, *trait.others)),
        (days.start, days.end) if days else (0, 0),
        trait.action,
        trait.order,
    )


def _what(trait: Trait) -> Iterator[Key]:
    """Keys without their days."""
    actors = sorted({key for who in (*trait.parties, *trait.others) for key in who.keys})
    if trait.type == "statement":
        yield from (("says", key) for who in trait.parties for key in who.keys)
        return
    cells = trait.place.cells if trait.place else ()
    for family in families(trait.action):
        yield from ((family, "at", cell) for cell in cells)
        yield from ((family, "by", actor) for actor in actors)


def _is_short(trait: Trait) -> bool:
    return trait.days is not None and trait.days.short


def _days(trait: Trait) -> Iterator[int]:
    """The days of a record that says them; none for a longer time, 0 where nothing is known."""
    if trait.days is None:
        yield 0
    elif trait.days.short:
        yield from range(trait.days.start, trait.days.end + 1)


def _weeks(trait: Trait) -> Iterator[int]:
    if trait.days is not None:
        first, last = trait.days.start // _WEEK, trait.days.end // _WEEK
        yield from range(first, min(last, first + _LONGEST - 1) + 1)
