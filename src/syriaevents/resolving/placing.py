"""Where: the places of a record, those that only its sentence tells too, with their coordinates."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from syriaevents.folding import folded
from syriaevents.grounding.told import Dealt, Moved
from syriaevents.prompting.cues import places_of
from syriaevents.resolve.gazetteer import load_gazetteer
from syriaevents.resolve.place_mentions import find_place_mentions
from syriaevents.resolve.place_routes import find_route
from syriaevents.resolve.places import resolve_places
from syriaevents.schema import DiplomaticAction, Place, Ref

COUNTRY = 6
"""The precision of a whole country."""
SEATED = frozenset({"meet", "visit", "invite", "negotiate", "mediate", "agree"})
"""Diplomatic actions that take place somewhere."""
_SEAT = re.compile(r"\b(?:in|at|to|visit(?:s|ed|ing)?)\s+(?:the\s+)?$")
_LONGEST_SEAT = 40  # characters of such words
_LOCATIVE = re.compile(
    r"\b(?:area|border|city|town|village|province|countryside|front|road|highway|airport|base|crossing|camp|district|"
    r"outskirts|suburbs?|region|surroundings|north|south|east|west|neighbou?rhoods?|valley|river|bridge|line)",
)


def places_of_movement(record: Moved, teller: Ref | None, text: str) -> list[Place | None]:
    """The place, the origin and the destination of a movement that ``teller`` tells of; ``text`` is the article's."""
    evidence = record.evidence[0].text
    origin, destination = find_route(evidence, load_gazetteer())
    mentions = (
        _place_told(record, teller),
        record.origin.mention if record.origin else origin,
        record.destination.mention if record.destination else destination,
    )
    return _resolved(mentions, evidence, text)


def places_of_initiative(record: Dealt, text: str) -> Place | None:
    """The place of an initiative; ``text`` is the article's."""
    mention = record.place.mention if record.place else _seat_told(record)
    return _resolved((mention,), record.evidence[0].text, text)[0]


def visiting(record: Dealt) -> Dealt:
    """A visit to a place has it for its place, not for the other side."""
    if record.action is not DiplomaticAction.VISIT or record.place:
        return record
    towns = [ref for ref in record.counterparts if resolve_places([ref.mention], load_gazetteer())[0].name]
    others = tuple(ref for ref in record.counterparts if ref not in towns)
    return record._replace(counterparts=others, place=Place(mention=towns[0].mention)) if towns else record


def _place_told(record: Moved, teller: Ref | None) -> str | None:
    """The place of a movement; where it names none, its sentence's only one, else the first behind its own words."""
    told = record.place.mention if record.place else None
    if told and teller and _names_teller(told, teller):
        told = None
    if told and not _is_wide(told):
        return told
    evidence = record.evidence[0].text
    named = [ref.mention for ref in (record.actor, record.attributed_to) if ref]
    free = [place for place in find_place_mentions(evidence, load_gazetteer()) if not _within(place, named, evidence)]
    if record.target:  # what is attacked or taken is where it is
        free = [place for place in free if _within(place, [record.target.mention], evidence)] or free
    if len(free) > 1:
        free = [place for place in free if not _is_wide(place[2])] or free
    if len(free) > 1:
        words = places_of(evidence, record.action)
        free = [place for place in free if words and place[0] > words[0]]
    return free[0][2] if free else told


def _names_teller(told: str, teller: Ref) -> bool:
    """Whether a model took the name of who reports for a place ("the Orontes Documentation Centre")."""
    return folded(told) in folded(teller.mention) and not resolve_places([told], load_gazetteer())[0].name


def _seat_told(record: Dealt) -> str | None:
    """Where a meeting or a visit takes place, where its sentence has one place and says "in" or "to" before it."""
    evidence = record.evidence[0].text
    if record.action not in SEATED:
        return None
    places = find_place_mentions(evidence, load_gazetteer())
    seats = [place for place in places if _SEAT.search(evidence, max(0, place[0] - _LONGEST_SEAT), place[0])]
    return seats[0][2] if len(seats) == 1 else None


def _resolved(mentions: Sequence[str | None], evidence: str, text: str) -> list[Place | None]:
    """Places with their coordinates; the words around a name ("east of") belong to it."""
    if not any(mentions):
        return [None for _ in mentions]
    gazetteer = load_gazetteer()
    phrases = [words for _, _, words in find_place_mentions(evidence, gazetteer)]
    full = [_fullest(mention, phrases) for mention in mentions if mention]
    resolved = iter(resolve_places(full, gazetteer, text=text))
    found = [next(resolved) if mention else None for mention in mentions]
    return [place if place and _is_place(place) else None for place in found]


@lru_cache(maxsize=4096)
def _is_wide(mention: str) -> bool:
    """Whether words name a whole country; the same ones come again and again."""
    return resolve_places([mention], load_gazetteer())[0].precision == COUNTRY


def _within(place: tuple[int, int, str], names: Iterable[str], text: str) -> bool:
    """Whether the words of a place are part of somebody's name."""
    spots = ((text.find(name), len(name)) for name in names)
    return any(start >= 0 and start <= place[0] < start + length for start, length in spots)


def _is_place(place: Place) -> bool:
    """Whether words may name a place: a known one, a name, or a word for a kind of place."""
    known = place.name or place.candidates or any(not char.islower() for char in place.mention[:1])
    return bool(known or _LOCATIVE.search(folded(place.mention)))


def _fullest(mention: str, phrases: Iterable[str]) -> str:
    """The place phrase of the sentence that has the mention in it, with its modifiers; else the mention."""
    wanted = folded(mention)
    return next((phrase for phrase in phrases if wanted in folded(phrase)), mention)
