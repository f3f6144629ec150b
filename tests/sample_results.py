"""Results made by hand, for what is written from results: one with everything in it, one hostile, and many."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from syriaevents.schema import (
    Actor,
    ActorCodes,
    ActorKind,
    Article,
    Assertion,
    Casualties,
    Codes,
    Date,
    DiplomaticAction,
    DiplomaticInitiative,
    Extraction,
    Mention,
    Meta,
    MilitaryAction,
    MilitaryMovement,
    Place,
    Range,
    Ref,
    Rejected,
    Span,
    SpeechAct,
    Statement,
    Status,
    Unread,
    Usage,
)
from syriaevents.schema.codes import DIPLOMATIC_ACTIONS, MILITARY_ACTIONS, SPEECH_ACTS

TEXT = (
    "Norland's army moved from Westham to Eastham on Monday, killing at least three people, a monitor said. "
    "“Leave the town,” the mayor told Norland. Norland invited Sudland to talks in Midham if the guns fall silent."
)


def span(text: str, words: str, sentence: int = 1) -> Span:
    """The words, where they stand first."""
    start = text.index(words)
    return Span(sentence=sentence, start=start, end=start + len(words), text=words)


def mention(text: str, words: str) -> Mention:
    """The words of a mention, where they stand first."""
    start = text.index(words)
    return Mention(start=start, end=start + len(words), text=words)


def place(words: str, lat: float | None, lon: float | None, **more: Any) -> Place:
    """A place in Syria."""
    return Place(mention=words, name=words, lat=lat, lon=lon, country="SY", precision=1, acled_precision=1, **more)


MONDAY = Date(mention="Monday", start=dt.date(2024, 12, 2), end=dt.date(2024, 12, 2), precision=1, acled_precision=1)
NORLAND = Ref(mention="Norland", actor_id="norland")
MOVEMENT = MilitaryMovement(
    id="m1",
    actor=Ref(mention="Norland's army", actor_id="norland-army"),
    action=MilitaryAction.ADVANCE,
    target=Ref(mention="people", actor_id="people"),
    place=place("Eastham", 35.25, 36.75, admin1="Idlib", geonames_id=12345),
    origin=place("Westham", 35.0, 36.0),
    destination=place("Eastham", 35.25, 36.75),
    force_size=Range(low=40),
    weapons=("tanks", "guns"),
    casualties=Casualties(killed=Range(low=3)),
    date=MONDAY,
    assertion=Assertion.CLAIMED,
    attributed_to=Ref(mention="a monitor", actor_id="a-monitor"),
    evidence=(span(TEXT, TEXT[:102]),),
    codes=Codes.of(MILITARY_ACTIONS[MilitaryAction.ADVANCE]),
)
STATEMENT = Statement(
    id="s1",
    speaker=Ref(mention="the mayor", actor_id="the-mayor"),
    addressee=NORLAND,
    act=SpeechAct.DEMAND,
    about="the town",
    quotes=(span(TEXT, "Leave the town,", 2),),
    direct=True,
    evidence=(span(TEXT, "“Leave the town,” the mayor told Norland.", 2),),
    codes=Codes.of(SPEECH_ACTS[SpeechAct.DEMAND]),
)
INITIATIVE = DiplomaticInitiative(
    id="d1",
    initiators=(NORLAND,),
    counterparts=(Ref(mention="Sudland"),),
    mediator=Ref(mention="the mayor", actor_id="the-mayor"),
    action=DiplomaticAction.INVITE,
    topic="talks",
    conditions=("if the guns fall silent",),
    status=Status.PROPOSED,
    place=place("Midham", 33.5, 36.25),
    evidence=(span(TEXT, "Norland invited Sudland to talks", 3), span(TEXT, "in Midham", 3)),
    codes=Codes.of(DIPLOMATIC_ACTIONS[DiplomaticAction.INVITE]),
)
FULL = Extraction(
    article=Article(
        id="a1", title="Guns", source="Example Wire", url="https://example.org/1", published="2024-12-03",
        language="en", text=TEXT,
    ),
    actors=(
        Actor(
            id="norland", name="Norland", kind=ActorKind.STATE, country="SY", resolution="exact",
            mentions=(mention(TEXT, "Norland"), mention(TEXT, "Norland.")), codes=ActorCodes(plover="SYRGOV"),
        ),
        Actor(
            id="norland-army", name="Norland Army", kind=ActorKind.ARMED_FORCES, country="SY", resolution="alias",
            mentions=(mention(TEXT, "Norland's army"),), codes=ActorCodes(plover="SYRMIL", acled_inter=1),
        ),
        Actor(id="people", name="people", kind=ActorKind.PEOPLE, codes=ActorCodes(acled_inter=7)),
        Actor(id="the-mayor", name="the mayor", role="mayor"),
        Actor(id="a-monitor", name="a monitor", kind=ActorKind.MONITOR),
    ),
    statements=(STATEMENT,),
    military_movements=(MOVEMENT,),
    diplomatic_initiatives=(INITIATIVE,),
    rejected=(Rejected(type="statement", draft={"speaker": "nobody", "sentence": 9}, reason="no such sentence"),),
    meta=Meta(
        model="stub", prompt_version="1", usage=Usage(prompt_tokens=50, completion_tokens=10, requests=1),
        seconds=0.5, uncovered=(span(TEXT, "guns fall silent", 3),), unread=(Unread(first=1, last=2, reason="cut off"),),
    ),
)  # fmt: skip
"""Every field of every record type is filled somewhere."""


def renumbered(result: Extraction, number: int) -> Extraction:
    """The same result as another article's."""
    return result.model_copy(update={"article": result.article.model_copy(update={"id": f"article-{number:06}"})})


def many(number: int, result: Extraction = FULL) -> Iterator[Extraction]:
    """The result again and again, each time another article's."""
    return (renumbered(result, one) for one in range(number))


NASTY = (
    '=HYPERLINK("http://example.org")',
    "+1+1",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "'quoted",
    "＝1+1",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</textarea>",
    "]]>&amp;<!-- --><?php",
    "W" * 10_000,
    "\u202etxt.exe\u202c \u2066x\u2069",
    "nul \x00 bell \x07 escape \x1b[31m",
    "half \ud800 pair",
    "two\r\nlines; 'and' \"marks\", commas",
    "'; DROP TABLE articles; --",
    "{{7*7}}{% raw %}",
    "../../etc/passwd",
    "\ufeff\ufffe\uffff",
    "حلب اليوم",
)
"""Texts that have broken one format or another."""


def hostile(number: int = 0) -> Iterator[Extraction]:
    """A result for every nasty text, with that text wherever a result holds words."""
    for nasty in NASTY:
        number += 1
        words = nasty.replace("\ud800", "?")  # what names somebody is whole characters
        who = Ref(mention=words, actor_id=nasty)
        said = Span(sentence=1, start=0, end=len(nasty), text=nasty)
        where = place(words, 35.0, 36.0, candidates=(nasty,))
        yield Extraction(
            article=Article(id=f"{number}{nasty}", title=nasty, source=nasty, url=nasty, text=nasty),
            actors=(Actor(id=nasty, name=nasty, role=nasty, mentions=(Mention(start=0, end=len(nasty), text=nasty),)),),
            statements=(STATEMENT.model_copy(update={
                "speaker": who, "addressee": who, "about": nasty, "quotes": (said,), "evidence": (said,),
            }),),
            military_movements=(MOVEMENT.model_copy(update={
                "actor": who, "target": who, "place": where, "origin": where, "destination": where,
                "weapons": (nasty, nasty), "evidence": (said,), "attributed_to": who,
            }),),
            diplomatic_initiatives=(INITIATIVE.model_copy(update={
                "initiators": (who,), "counterparts": (who,), "mediator": who, "topic": nasty, "conditions": (nasty,),
                "place": where, "evidence": (said,),
            }),),
            rejected=(Rejected(type="statement", draft={nasty: nasty}, reason=nasty),),
            meta=Meta(model=nasty, prompt_version=nasty, unread=(Unread(first=1, last=1, reason=nasty),)),
        )  # fmt: skip
