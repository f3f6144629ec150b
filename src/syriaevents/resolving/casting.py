"""Who: the names in roles led to actors, and the actors of an article put together."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from syriaevents.folding import folded
from syriaevents.grounding.names import Found
from syriaevents.grounding.roles import Named
from syriaevents.prompting.cues import cues
from syriaevents.resolve.actor_table import ActorTable
from syriaevents.resolve.actors import Resolution, resolve_actors
from syriaevents.resolve.gazetteer import load_gazetteer
from syriaevents.resolve.place_mentions import find_place_mentions
from syriaevents.resolve.places import resolve_places
from syriaevents.schema import Actor, ActorCodes, ActorKind, Mention, Ref

FORCE_WORDS = frozenset(
    "army forces force fighters troops soldiers militia militias rebels group groups faction factions government "
    "police council ministry people residents civilians air aircraft warplanes jets drones gunmen guards units "
    "brigade".split()
)
"""Words that make somebody of a place's name: "Idlib residents"."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody named in a role of an article's records, in its order, and whom each name leads to."""

    roles: Sequence[tuple[Named, Resolution]]
    who: Mapping[tuple[int, str], Resolution]
    """By the sentence whose record it plays a role in, and the name."""

    @classmethod
    def of(cls, names: Iterable[Named], table: ActorTable, *, on: dt.date | None, text: str) -> "Cast":
        """Lead the names to actors; what names a place or a happening is nobody."""
        each = {(name.found.start, name.found.end, name.cited, name.found.text): name for name in names}
        named = [each[key] for key in sorted(each)]
        found = resolve_actors([name.found.text for name in named], table, on=on, text=text)
        roles = [
            (name, resolution)
            for name, resolution in zip(named, found, strict=True)
            if resolution.entry or not is_no_actor(name.found.text)
        ]
        return cls(roles, {(name.cited, name.found.text): resolution for name, resolution in roles})

    def kind(self, ref: Ref | None, sentence: int) -> ActorKind | None:
        """What sort of actor somebody is, where the table knows them."""
        known = self.who.get((sentence, ref.mention)) if ref else None
        return known.entry.kind if known and known.entry else None

    def knows(self, ref: Ref, sentence: int) -> bool:
        """Whether the actor table knows somebody."""
        known = self.who.get((sentence, ref.mention))
        return known is not None and known.entry is not None

    def ref(self, ref: Ref, sentence: int) -> Ref:
        """A reference of the record of that sentence, with the id of its actor."""
        known = self.who.get((sentence, ref.mention))
        return _ref(ref.mention, known.local_key) if known else ref

    def actors(self, kept: Collection[str | None]) -> tuple[Actor, ...]:
        """One actor for all mentions that lead to it, in order of appearance; of those ids alone."""
        mentions: dict[str, dict[int, Found]] = {}
        first: dict[str, Resolution] = {}
        for name, resolution in self.roles:
            if resolution.local_key in kept:
                first.setdefault(resolution.local_key, resolution)
                mentions.setdefault(resolution.local_key, {})[name.found.start] = name.found
        return tuple([_actor(resolution, mentions[key].values()) for key, resolution in first.items()])


@lru_cache(maxsize=4096)
def _ref(mention: str, actor: str) -> Ref:
    """A reference; the same few names come again and again."""
    return Ref(mention=mention, actor_id=actor)


@lru_cache(maxsize=1024)
def _codes(plover: str | None, acled_inter: int | None) -> ActorCodes:
    return ActorCodes(plover=plover, acled_inter=acled_inter)


@lru_cache(maxsize=4096)
def is_no_actor(mention: str) -> bool:
    """Whether a mention in an actor's role names a place ("Idlib") or what happens ("violent clashes")."""
    gazetteer = load_gazetteer()
    if resolve_places([mention], gazetteer)[0].name or find_place_mentions(mention, gazetteer):
        return not set(folded(mention).split()) & FORCE_WORDS
    last = folded(mention).split()[-1:]
    return bool(last) and bool(cues(last[0]).military) and last[0] not in FORCE_WORDS


def _actor(resolution: Resolution, found: Iterable[Found]) -> Actor:
    entry = resolution.entry
    mentions = tuple([Mention(start=one.start, end=one.end, text=one.text) for one in found])
    if entry is None:
        fullest = max((mention.text for mention in mentions), key=len)
        kind = ActorKind.PERSON if resolution.role else ActorKind.UNKNOWN
        return Actor(id=resolution.local_key, name=fullest, kind=kind, role=resolution.role, mentions=mentions)
    return Actor(
        id=entry.id,
        name=entry.name,
        kind=entry.kind,
        role=resolution.role,
        country=entry.country,
        mentions=mentions,
        resolution=resolution.how,
        codes=_codes(entry.plover, entry.acled_inter),
    )
