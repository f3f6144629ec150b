"""Which word of a sentence says that the people of a number were killed or wounded.

Such a word stands before the number ("killed 12", "مقتل 12") or behind it ("12 people were killed", "12 kişi öldü"),
speaks for one number only, and for none where it shares it with the other harm ("killed or wounded 30").
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Literal

from syriaevents.figures.numbers import number_at
from syriaevents.figures.tokens import Tokens
from syriaevents.figures.words import word_set

Harm = Literal["killed", "wounded"]

REACH = 14
"""Words between a number and its verb."""
_REACH_BEFORE = 5
_NEXT = 2  # a number so near stands right behind
_AUXILIARIES, _FILLERS = word_set("grammar", "auxiliaries"), word_set("grammar", "fillers")
_CLAUSES, _JOINTS, _LEAVING = (word_set("grammar", name) for name in ("clauses", "joints", "leaving"))
_INCLUDING, _NOT_A_VERB = word_set("grammar", "including"), word_set("grammar", "not_a_verb")
_PARTICIPLES, _BEHIND_PARTICIPLE = word_set("harm", "participles"), word_set("harm", "behind_participle")
MARKS = frozenset(".;:!?؟؛")
"""Marks that end what a number may be told in."""
_BEFORE: Mapping[str, Harm] = {
    **dict.fromkeys(word_set("harm", "wounded_before"), "wounded"),
    **dict.fromkeys(word_set("harm", "killed_before"), "killed"),
}
_BEHIND: Mapping[str, Harm] = {
    **dict.fromkeys(word_set("harm", "wounded_behind"), "wounded"),
    **dict.fromkeys(word_set("harm", "killed_behind"), "killed"),
}
_TURKISH_WOUNDED = ("yaralan", "yarali")
_TURKISH_KILLED = "katled"
_TURKISH_DYING = ("oldu", "olen", "olu", "olmus")  # with ö; with o they are "was", "be" and "happened"
_WORDS = _BEFORE.keys() | _BEHIND.keys()
_TURKISH_STEMS = (*_TURKISH_WOUNDED, _TURKISH_KILLED, *_TURKISH_DYING)


def may_tell(text: str, words: AbstractSet[str]) -> bool:
    """False where no word of a folded text in Latin letters tells of harm."""
    return not words.isdisjoint(_WORDS) or any(map(text.__contains__, _TURKISH_STEMS))


def harm_before(tokens: Tokens, first: int, used: set[int]) -> Harm | None:
    """What a verb or noun before a number says of it: "killed 12", "a death toll of 12", "إصابة 30".

    ``used`` holds the indices of words that have their number, and gets that of this one.
    """
    for at in range(first - 1, max(first - 1 - _REACH_BEFORE, -1), -1):
        harm = _said_of_next(tokens, at)
        if harm:
            free = at not in used
            used.add(at)
            return harm if free and not _is_shared(tokens, at, harm, used) else None
        if not tokens.among(at, _FILLERS):
            break
    return None


def harm_behind(tokens: Tokens, last: int, stop: int, used: set[int]) -> Harm | None:
    """What a verb or noun behind a number says of it: "12 people were killed", "12 dead", "12 kişi öldü".

    ``stop`` is where the next number begins, ``used`` as in harm_before.
    """
    aside, passed = False, 0  # within ", including three children,"
    for at in range(last, min(len(tokens), last + 2 * REACH)):
        word = tokens.words[at]
        if word in _INCLUDING or (word == "," and tokens.word(at + 1) in _INCLUDING):
            aside = True
        elif aside:
            if word in MARKS:
                break
            if word in {",", "was", "were", "been"}:
                aside, passed = False, 0
        elif harm := _said_of_previous(tokens, at):
            if at in used or not _is_suffered(tokens, at, last, stop):
                break
            used.add(at)
            return None if _is_shared(tokens, at, harm, used) else harm
        else:
            passed += 1
            if at >= stop or passed > REACH or _ends_reach(tokens, at):
                break
    return None


def tells(tokens: Tokens, at: int) -> bool:
    """Whether a word begins what is said of a number: an auxiliary or a word of harm."""
    return tokens.words[at] in _AUXILIARIES or _said(tokens, at) is not None


def _said_of_next(tokens: Tokens, at: int) -> Harm | None:
    return _BEFORE.get(tokens.words[at]) or _BEFORE.get(tokens.bares[at])


def _said_of_previous(tokens: Tokens, at: int) -> Harm | None:
    word = tokens.words[at]
    said = _BEHIND.get(word) or _BEHIND.get(tokens.bares[at])
    if said or not word.startswith(_TURKISH_STEMS):
        return said
    if word.startswith(_TURKISH_WOUNDED):
        return "wounded"
    return None if word.startswith(_TURKISH_DYING) and _begins_with_o(tokens.source(at)) else "killed"


def _begins_with_o(source: str) -> bool:
    return source[:1] in "oO" and source[1:2] != "\u0308"


def _said(tokens: Tokens, at: int) -> Harm | None:
    return _said_of_next(tokens, at) or _said_of_previous(tokens, at)


def _is_shared(tokens: Tokens, at: int, harm: Harm, used: set[int]) -> bool:
    """Whether a word shares its number with the other harm: "killed or wounded 30", "مقتل وإصابة 30"."""
    for step in (-1, 1):
        other = _coordinate(tokens, at, step)
        if other is None or other in used or _said(tokens, other) in {None, harm}:
            continue
        if step < 0 or not _number_follows(tokens, other):
            return True
    return False


def _coordinate(tokens: Tokens, at: int, step: int) -> int | None:
    """The index of the word that "and" or "or" ties to this one, on one side."""
    if tokens.joined(max(at, at + step)):
        other = at + step
    elif tokens.word(at + step) in _JOINTS:
        other = at + 2 * step
    else:
        return None
    return other if 0 <= other < len(tokens) else None


def _number_follows(tokens: Tokens, at: int) -> bool:
    """Whether a number stands right behind a word, perhaps with a qualifier."""
    return any(number_at(tokens, index) for index in range(at + 1, min(at + 4, len(tokens))))


def _ends_reach(tokens: Tokens, at: int) -> bool:
    """Whether what follows is told of somebody else: another verb, clause or sentence."""
    word = tokens.words[at]
    verb = word.endswith("ed") and word not in _NOT_A_VERB and tokens.word(at - 1) != "-"
    return verb or word == "," or word in _CLAUSES or word in MARKS


def _is_suffered(tokens: Tokens, at: int, last: int, stop: int) -> bool:
    """Whether the people before a participle suffered it ("12 rebels killed there") or did it ("jets killed ten")."""
    if tokens.words[at] not in _PARTICIPLES or at in {last, len(tokens) - 1}:
        return True
    if any(word in _AUXILIARIES for word in tokens.words[max(at - 3, 0) : at]):
        return True
    if any(word in _LEAVING for word in tokens.words[max(last - REACH, 0) : last]):
        return True
    if stop < len(tokens) and stop - at <= _NEXT:  # "13 killed 43 injured": does the next number have its own word?
        return any(_said_of_previous(tokens, other) for other in range(stop, min(stop + 4, len(tokens))))
    behind = tokens.word(at + 1)
    return behind in _BEHIND_PARTICIPLE or not behind.isalpha()
