"""Diplomacy that the words of a sentence tell plainly: "Erdogan met with Putin", "Putin dismissed the offer".

As with armed action, a small model tells of one act of a sentence and forgets the others, and seldom says with whom.
Where a name stands right before the verb, code sees who does what, and with whom where that stands right behind it.
English only; the model's own answer stands beside it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from syriaevents.folding import folded_words
from syriaevents.grounding.latin import beginnings
from syriaevents.schema import DiplomaticAction, Status

D = DiplomaticAction
DONE = Status.COMPLETED
_CAPITAL = r"(?:(?:al|el|ad|an|ar|as|ash|at|az)-)?[A-ZÇĞİÖŞÜ][\w’'-]*+"
_OFFICE = (
    r"(?:of|and|the|for|foreign|prime|deputy|interim|defen[cs]e|ministers?|ministry|governments?|presidents?|king|envoy|"
    r"delegation|sides|parties)"
)
_NAME = rf"(?:[Tt]he (?:two |three )?)?(?:{_CAPITAL}|both|two)(?: (?:{_CAPITAL}|{_OFFICE})){{0,9}}"
_WHO = (
    rf"(?P<who>\b(?:{_NAME}|[Tt]he (?:interim )?(?:government|ministry|delegation|opposition|president)|[Bb]oth sides|"
    r"[Hh]e|[Ss]he|[Tt]hey))"
)
_ASIDE = r"(?:,\s*(?P<aside>[^,“”\"]{2,70}))?,?"
_HAVE = r"(?:(?:has|have|had|also|then|later|already|reportedly|jointly|twice|last week|on \w+day)\s+)*"
_SUBJECT = rf"{_WHO}{_ASIDE}\s+{_HAVE}(?:[\w ]{{3,40}} and )?"
_PARTY = (
    r"(?:(?!(?:in|at|on|for|last|this|twice|again|to)\b)(?:the |his |her |its |their |both |all )?"
    rf"(?:[A-Za-z][\w’'-]++ ){{0,6}}?(?:{_CAPITAL}|counterparts?|sides|parties|leaders?|ministers?|officials?|rebels|"
    rf"opposition|envoys?|delegations?|governments?|people)"
    rf"(?: (?:{_CAPITAL}|foreign|defen[cs]e|prime|interior|president|ministry|minister|government)){{0,5}})"
)
_WITH = rf"(?P<with>{_PARTY})"
_TALKS = (
    r"(?:offers?|proposals?|plans?|talks|invitations?|deals?|requests?|initiatives?|mediation|meetings?|truce|ceasefire|"
    r"agreements?|conditions?|preconditions|rapprochement)"
)
_THEIR = r"(?:[\w’'-]++ ){0,3}"
_FORMS: tuple[tuple[str, DiplomaticAction, Status], ...] = (
    (rf"(?:invited|extended an invitation to)\s+{_WITH}", D.INVITE, Status.PROPOSED),
    (rf"(?:met|held talks|sat down)(?: with)?\s+{_WITH}", D.MEET, DONE),
    (r"(?:visited|travelled to|traveled to|flew to)\s+(?P<where>[A-Z][\w’'-]+)", D.VISIT, DONE),
    (rf"(?:telephoned|phoned|spoke by (?:tele)?phone with)\s+{_WITH}", D.PHONE, DONE),
    (r"spoke by (?:tele)?phone", D.PHONE, DONE),
    (
        r"(?:offered to (?:host|mediate|serve as (?:a )?mediator)|expressed interest in hosting|volunteered to host)",
        D.MEDIATE,
        Status.PROPOSED,
    ),
    (r"(?:offered to (?!host|mediate|serve)|proposed an?\b)", D.OFFER, Status.PROPOSED),
    (rf"(?:rejected|turned down|dismissed|declined|refused)\s+{_THEIR}{_TALKS}\b", D.REJECT, Status.REJECTED),
    (
        rf"(?:accepted|agreed (?:to|on)|signed)\s+{_THEIR}(?:{_TALKS}|accord|memorandum|protocol|pact|treaty)\b",
        D.AGREE,
        DONE,
    ),
    (
        rf"(?:suspended|postponed|put off|cancelled|paused)\s+{_THEIR}(?:{_TALKS}|trip|visit|participation)\b",
        D.SUSPEND,
        Status.STALLED,
    ),
    (r"(?:reopened its (?:embassy|consulate)|restored (?:diplomatic )?(?:relations|ties))", D.NORMALIZE, DONE),
    (r"imposed (?:new |fresh )?sanctions", D.SANCTION, DONE),
)  # fmt: skip
_PATTERNS = tuple(
    (beginnings(form.split(r"\s+")[0]), re.compile(rf"{_SUBJECT}{form}"), action, status)
    for form, action, status in _FORMS
)
"""Each with the words without one of which it does not match."""
_ALIKE = (
    frozenset({D.MEDIATE, D.OFFER, D.INVITE}),
    frozenset({D.MEET, D.VISIT, D.NEGOTIATE, D.PHONE}),
    frozenset({D.AGREE, D.NEGOTIATE, D.NORMALIZE}),
    frozenset({D.REJECT, D.SUSPEND, D.SET_CONDITION}),
)
_LEADING = re.compile(
    r"^(?:(?:But|And|While|As|After|Since|When|Then|Overnight|Meanwhile|However|(?:On )?\w+day|In \w+)(?:\s+|$))+"
)

_TALK_ACTS = frozenset({D.MEET, D.NEGOTIATE, D.NORMALIZE, D.AGREE, D.CALL_FOR_TALKS, D.PHONE})
_BOTH_ACTS = frozenset({D.MEDIATE, D.NEGOTIATE, D.CALL_FOR_TALKS, D.CALL_FOR_CEASEFIRE, D.OFFER, D.AGREE, D.NORMALIZE})
_CALL_ACTS = frozenset({D.CALL_FOR_TALKS, D.CALL_FOR_CEASEFIRE})
_WHOM: tuple[tuple[re.Pattern[str], frozenset[DiplomaticAction]], ...] = (
    (re.compile(rf"\bbetween ({_PARTY}) and ({_PARTY})"), _BOTH_ACTS),
    (re.compile(
        r"\b(?:met|meets?|meeting|talks|spoke|relations|ties|reconciliation|reconcile|dialogue|negotiat\w+|process|"
        rf"agreement|accord|deal|protocol|counterpart)(?: with| of)? (?:with )?({_PARTY})"
    ), _TALK_ACTS),
    (re.compile(rf"\b(?:invit(?:es?|ed|ing)|invitation to) ({_PARTY})"), frozenset({D.INVITE})),
    (re.compile(rf"\b(?:call(?:s|ed|ing)? on|urg(?:es?|ed|ing)|appeal(?:s|ed)? to|asked) ({_PARTY}) to\b"), _CALL_ACTS),
    (re.compile(rf"\bvisit(?:s|ed|ing)? ({_PARTY})"), frozenset({D.VISIT})),
    (re.compile(rf"\bsanctions (?:on|against) ({_PARTY})"), frozenset({D.SANCTION})),
)  # fmt: skip
_PERSON = re.compile(rf"{_CAPITAL}(?: {_CAPITAL}){{0,3}}")
"""A name beside an office: "its envoy, Omar Rafiq, visited"."""


@dataclass(frozen=True, slots=True)
class Dealing:
    """Who does what with whom, and where, by the sentence's own words."""

    who: str
    action: DiplomaticAction
    status: Status
    towards: str | None = None
    where: str | None = None


@lru_cache(maxsize=512)
def dealings_in(text: str) -> tuple[Dealing, ...]:
    """The diplomacy that a sentence tells plainly, each act once; remembered, since it is asked again."""
    return tuple(_dealings(text))


def dealer(action: DiplomaticAction, text: str) -> str | None:
    """Who takes an initiative by the sentence's own grammar, where that tells."""
    return next((dealing.who for dealing in dealings_in(text) if dealing.action is action), None)


def _dealings(text: str) -> Iterator[Dealing]:
    words = folded_words(text)
    for beginning, pattern, action, status in _PATTERNS:
        for found in () if beginning.isdisjoint(words) else pattern.finditer(text):
            named = found.groupdict()
            aside = named.get("aside") or ""
            who = aside if _PERSON.fullmatch(aside) else _LEADING.sub("", named["who"])
            if who and not who.isupper():  # a dateline in capitals
                yield Dealing(who, action, status, named.get("with"), named.get("where"))
                break


def alike(one: DiplomaticAction, other: DiplomaticAction) -> bool:
    """Whether two actions may be two names of one."""
    return one is other or any({one, other} <= family for family in _ALIKE)


def counterparts_in(text: str, action: DiplomaticAction) -> tuple[str, ...]:
    """Whom the words of a sentence make the other side of an act, as it writes them."""
    for pattern, actions in _WHOM:
        found = pattern.search(text) if action in actions else None
        if found:
            return found.groups()
    return ()
