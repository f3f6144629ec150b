"""Armed action that the words of a sentence tell plainly: "raids by Syrian aircraft", "the rebels seized two tanks".

A small model tells of one action of a sentence and forgets the others. Where a word for an armed force stands right
before the verb, or behind "by", code sees who does what. English, and Arabic by ``arabic``; the model's own answer
stands beside it.
"""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from syriaevents.folding import folded_words
from syriaevents.grounding import arabic
from syriaevents.grounding.latin import beginnings
from syriaevents.grounding.names import same_name
from syriaevents.schema import MilitaryAction

A = MilitaryAction
_AERIAL = r"planes?|warplanes?|jets?|aircraft|helicopters?|air forces?"
_FORCE = (
    rf"(?:forces|troops|fighters|rebels|insurgents|militants|gunmen|soldiers|jihadists|militias?|militiamen|drones?|"
    rf"{_AERIAL}|army|units|factions|regime|brigades?|guards|armed groups|police|artillery|gunners|SDF|HTS|SNA|YPG|"
    r"ISIS|ISIL|Islamic State|Hezbollah)"
)
_FORCES = beginnings(_FORCE)
"""Words without which no force is named."""
_BEFORE = (
    r"(?:[A-Z][\w’'-]*+|[Tt]he|[Ii]ts|[Hh]is|[Tt]heir|and|[a-z]++(?:-[a-z]++)++|government|opposition|rebel|militia|regime|"
    r"security|local|allied|armed|state)"
)
_WHO = rf"(?P<who>\b(?:{_BEFORE}\s+){{0,5}}\b(?i:{_FORCE}))"
_BACKED = r"(?:,?\s+(?:backed|supported|led|allied|loyal|close)\s+(?:by|to|with)\s+[^,.;]{2,40}?,?)?"
_HAVE = r"(?:(?:has|have|had|also|then|later|already|reportedly|meanwhile)\s+)*"
_VERBS: tuple[tuple[str, MilitaryAction], ...] = (
    (r"captured|seized|recaptured|retook|overran|(?:took|taken|gained) control of|took over", A.CAPTURE),
    (r"entered|advanced|pushed into|pushed west|pushed east|pushed north|pushed south|crossed into", A.ADVANCE),
    (r"attacked|raided|ambushed|stormed|assaulted", A.ATTACK),
    (r"bombed|struck|hit", A.AIRSTRIKE),
    (
        (
            r"shelled|pounded|bombarded|fired (?:\w+ )?(?:rockets|shells|mortars|missiles)|"
            r"(?:started |begun |began )shelling"
        ),
        A.SHELLING,
    ),
    (r"clashed with|fought with|exchanged fire with", A.CLASH),
    (r"besieged|surrounded|encircled", A.SIEGE),
    (r"withdrew from|withdrawn from|pulled back|pulled out|retreated", A.WITHDRAW),
    (r"deployed", A.DEPLOY),
    (r"shot down|intercepted", A.INTERCEPT),
)  # fmt: skip
_NOUNS: tuple[tuple[str, MilitaryAction], ...] = (
    (r"drone (?:strikes?|attacks?)", A.DRONE_STRIKE),
    (r"air strikes?|airstrikes?|air-strikes?|air raids?|raids|bombing|strikes", A.AIRSTRIKE),
    (r"shelling|bombardment", A.SHELLING),
    (r"attacks?|assault", A.ATTACK),
    (r"offensive|incursion", A.ADVANCE),
)
_SIMILAR = (
    frozenset({A.AIRSTRIKE, A.ATTACK, A.SHELLING, A.BOMBING, A.DRONE_STRIKE}),
    frozenset({A.ADVANCE, A.CAPTURE, A.ATTACK}),
    frozenset({A.ADVANCE, A.DEPLOY, A.REINFORCE}),
)


@dataclass(frozen=True, slots=True)
class _Rule:
    """What tells of an action, and the words without one of which it does not match."""

    words: frozenset[str]
    pattern: re.Pattern[str]
    action: MilitaryAction


_ACTIVE = tuple(
    _Rule(beginnings(verbs), re.compile(rf"{_WHO}{_BACKED}\s+[“\"]?{_HAVE}(?:{verbs})\b"), action)
    for verbs, action in _VERBS
)
_JOINED = tuple(
    _Rule(
        beginnings(verbs),
        re.compile(rf"^[^.;“”\"]{{0,90}}?(?:,|\band|\bthen)\s+(?:then\s+)?(?:{verbs})\b"),
        action,
    )
    for verbs, action in _VERBS
)
_BY = tuple(_Rule(beginnings(nouns), re.compile(rf"\b(?:{nouns})\s+by\s+{_WHO}"), action) for nouns, action in _NOUNS)
_AERIAL_WORD = re.compile(rf"(?:{_AERIAL})$", re.IGNORECASE)
_ARMED = re.compile(rf"\b{_FORCE}\b", re.IGNORECASE)
_ANY = re.compile("|".join(rf"\b(?:{words})\b" for words, _ in (*_VERBS, *_NOUNS)))
"""A sentence without one of these words tells of nothing that is looked for."""
_LEADING = re.compile(
    r"^(?:(?:and|But|And|While|As|After|Since|When|Then|(?:On )?\w+day|Overnight|Meanwhile|In \w+|Today)\s+)+"
)
"""Words with a capital, or between two clauses, that are no part of a force's name."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Who does what, by the sentence's own words."""

    who: str
    action: MilitaryAction


@lru_cache(maxsize=512)
def deeds_in(text: str) -> tuple[Deed, ...]:
    """The armed action that a sentence tells plainly, in no order, each once; remembered, since it is asked again."""
    if text.isascii() or _ANY.search(text):
        return tuple(_deeds(text))
    return tuple(dict.fromkeys(Deed(who, action) for who, action in arabic.deeds(text)))


def doer(who: str, action: MilitaryAction, text: str) -> str:
    """Who does it by the sentence's own grammar, where that is somebody else than the one named."""
    names = {deed.who for deed in deeds_in(text) if deed.action is action}
    if len(names) != 1 or _ARMED.search(who) or any(same_name(who, name) for name in names):
        return who
    return names.pop()


def _deeds(text: str) -> Iterator[Deed]:
    words = folded_words(text)
    yield from dict.fromkeys((*_active(text, words), *_by(text, words)))


def _active(text: str, words: AbstractSet[str]) -> Iterator[Deed]:
    """ "The rebels seized two tanks and withdrew"."""
    for rule in () if _FORCES.isdisjoint(words) else _possible(_ACTIVE, words):
        for found in rule.pattern.finditer(text):
            who, rest = _LEADING.sub("", found.group("who")), text[found.end() :]
            yield Deed(who, _fitting(who, rule.action))
            for other in _possible(_JOINED, words):  # what the same force does after "and"
                if other.pattern.match(rest):
                    yield Deed(who, _fitting(who, other.action))


def _by(text: str, words: AbstractSet[str]) -> Iterator[Deed]:
    """ "Raids by Syrian aircraft"."""
    for rule in _possible(_BY, words) if "by" in words else ():
        for found in rule.pattern.finditer(text):
            yield Deed(_LEADING.sub("", found.group("who")), rule.action)


def _possible(rules: Sequence[_Rule], words: AbstractSet[str]) -> list[_Rule]:
    """The rules that may match a text with these words."""
    return [rule for rule in rules if not rule.words.isdisjoint(words)]


def _fitting(who: str, action: MilitaryAction) -> MilitaryAction:
    """A strike is one from the air where something that flies strikes."""
    if action is not A.AIRSTRIKE:
        return action
    if re.search(r"\bdrones?$", who, re.IGNORECASE):
        return A.DRONE_STRIKE
    return A.AIRSTRIKE if _AERIAL_WORD.search(who) else A.ATTACK


def alike(one: MilitaryAction, other: MilitaryAction) -> bool:
    """Whether two actions may be two names of one."""
    return one is other or any({one, other} <= family for family in _SIMILAR)
