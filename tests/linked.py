"""Articles with one record each, as short as linking needs them."""

import datetime as dt
from typing import Any

from syriaevents.link.linking import link
from syriaevents.schema import (
    Actor,
    ActorKind,
    Article,
    Casualties,
    Date,
    DiplomaticInitiative,
    Event,
    Extraction,
    Meta,
    MilitaryMovement,
    Place,
    Range,
    Ref,
    Span,
    Statement,
)

ARIHA = Place(mention="Ariha", name="Ariha", geonames_id=172994, lat=35.81, lon=36.61, admin1="Idlib", country="SY")
SARAQIB = Place(
    mention="Saraqib", name="Saraqib", geonames_id=164816, lat=35.86, lon=36.81, admin1="Idlib", country="SY"
)
DARAA = Place(mention="Daraa", name="Daraa", geonames_id=170905, lat=32.62, lon=36.10, admin1="Daraa", country="SY")
IDLIB = Place(
    mention="Idlib province", name="Idlib Governorate", lat=35.93, lon=36.63, admin1="Idlib", country="SY", precision=4
)
META = Meta(model="fake", prompt_version="1")


def on(day: int, last: int | None = None) -> Date:
    """A day of March 2025, or several."""
    return Date(mention="then", start=dt.date(2025, 3, day), end=dt.date(2025, 3, last or day))


def exactly(number: int) -> Range:
    """A number without a qualifier."""
    return Range(low=number, best=number, high=number)


def result(
    name: str, *records: Any, published: int | None = 8, known: dict[str, str] | None = None, **about: Any
) -> Extraction:
    """An article of that name; ``known`` are ids of known actors by mention, each acting for Turkey."""
    day = dt.date(2025, 3, published) if published else None
    actors = [
        Actor(id=key, name=mention, kind=ActorKind.ARMED_FORCES, country="TR") for mention, key in (known or {}).items()
    ]
    article = Article(
        **{"id": name, "source": f"Outlet {name * 3}", "published": day, "language": "en", "text": name, **about}
    )
    return Extraction(
        article=article,
        actors=tuple(actors),
        statements=tuple(one for one in records if isinstance(one, Statement)),
        military_movements=tuple(one for one in records if isinstance(one, MilitaryMovement)),
        diplomatic_initiatives=tuple(one for one in records if isinstance(one, DiplomaticInitiative)),
        meta=META,
    )


def _span(text: str) -> tuple[Span, ...]:
    return (Span(sentence=1, start=0, end=len(text), text=text),)


def moved(
    who: str, action: str = "shelling", killed: Range | None = None, text: str = "It happened.", **fields: Any
) -> MilitaryMovement:
    """A movement; ``known`` actors go by their mention."""
    hurt = Casualties(killed=killed) if killed else None
    given = {"id": "m", "actor": _ref(who), "casualties": hurt, "date": on(6), "place": ARIHA, **fields}
    return MilitaryMovement.model_validate({**given, "action": action, "evidence": _span(text)}, strict=False)


def said(who: str, text: str, quote: str = "", act: str = "comment", **fields: Any) -> Statement:
    """A statement, with a quotation out of it or without."""
    quotes = _span(quote) if quote else ()
    given = {"id": "s", "speaker": _ref(who), "act": act, "quotes": quotes, "evidence": _span(text), **fields}
    return Statement.model_validate(given, strict=False)


def acted(
    *who: str, action: str = "meet", status: str = "completed", text: str = "They met.", **fields: Any
) -> DiplomaticInitiative:
    """An initiative of one and, behind the first, its counterparts."""
    first, *others = map(_ref, who)
    given = {"id": "d", "initiators": (first,), "counterparts": tuple(others), "date": on(6), **fields}
    return DiplomaticInitiative.model_validate(
        {**given, "action": action, "status": status, "evidence": _span(text)}, strict=False
    )


def _ref(who: str) -> Ref:
    return Ref(mention=who, actor_id=who.lower().replace(" ", "-"))


def linked(*results: Extraction) -> tuple[Event, ...]:
    """The events of the articles."""
    return tuple(link(results))


def joined(*results: Extraction) -> list[list[str]]:
    """The articles of each event."""
    return [[member.article_id for member in event.members] for event in linked(*results)]
