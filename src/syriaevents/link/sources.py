"""Who says so independently: copies of one text and articles of one outlet count once.

An agency's services in several languages are one outlet, as far as their names have a word in common.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from syriaevents.copies import Copies
from syriaevents.link.names import Who, same_actor, stranger
from syriaevents.link.traits import Source


@dataclass(frozen=True, slots=True)
class Voices:
    """The independent sources of some articles."""

    voice: Mapping[str, str]
    """Article id → the independent source it belongs to, by the name of its first article's outlet, else its id."""
    copy_of: Mapping[str, str]
    """Article id → id of the first article with nearly the same text; articles that are no copies are not in it."""


def voices(sources: Iterable[Source]) -> Voices:
    """Tell independent sources apart among the articles of one event."""
    articles = sorted({source.id: source for source in sources}.values(), key=lambda source: source.order)
    copies, copy_of, head = Copies(), {}, {source.id: source.id for source in articles}
    outlets: list[tuple[Who, str]] = []
    for source in articles:
        original = copies.original_of(source.id, source.sketch)
        if original:
            copy_of[source.id] = original
            _join(head, original, source.id)
        if source.outlet:
            outlet = stranger(source.outlet)
            earlier = next((id for other, id in outlets if same_actor(outlet, other)), None)
            _join(head, earlier or source.id, source.id)
            outlets += [] if earlier else [(outlet, source.id)]
    names = {source.id: source.outlet or source.id for source in articles}
    return Voices({source.id: names[_head(head, source.id)] for source in articles}, copy_of)


def _head(head: Mapping[str, str], article: str) -> str:
    while head[article] != article:
        article = head[article]
    return article


def _join(head: dict[str, str], earlier: str, later: str) -> None:
    """Two articles are of one source; the one whose articles came first names it."""
    one, other = _head(head, earlier), _head(head, later)
    if one != other:
        head[other] = one
