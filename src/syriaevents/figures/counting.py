"""How many people a sentence says were killed, were wounded or took part.

Parts of a number ("12 people, including three children") are not counted again, numbers under one verb are added
("killed 12 soldiers and five civilians"), and of several counts the first is given. One number for both ("killed or
wounded 30") is neither.
"""

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple, get_args

from syriaevents.figures.finding import Ends, Placed, placed_figures
from syriaevents.figures.harm import MARKS, REACH, Harm, harm_before, harm_behind, may_tell, tells
from syriaevents.figures.numbers import FIRST_WORDS, KILLED_TWO, WOUNDED_TWO
from syriaevents.figures.spelt import ARTICLES
from syriaevents.figures.tokens import Tokens, holds_arabic, is_turkish
from syriaevents.figures.words import ARMED, PEOPLE, word_set
from syriaevents.folding import fold, folded_words
from syriaevents.schema import Range

Kind = Literal["killed", "wounded", "force"]

_ONE_ENGLISH, _ONE_ARABIC = word_set("nouns", "one_en"), word_set("nouns", "one_ar")
_ONE = _ONE_ENGLISH | _ONE_ARABIC
_SINGLE = ARTICLES | _ONE_ARABIC
_HARM_BEFORE = word_set("harm", "killed_before", "wounded_before")
_INCLUDING, _OF_THEM, _TAKEN = (word_set("grammar", name) for name in ("including", "of_them", "taken"))
_NO_NOUN = word_set("grammar", "clauses", "prepositions")
_NEGATIVE = frozenset("no nobody none without".split())
_COUNTING = (FIRST_WORDS - ARTICLES) | _ONE_ENGLISH
_TELLING_NONE = _NEGATIVE | {"can", "yaralanan"}
"""Latin words without one of which no sentence tells that nobody was hurt."""
_AND = frozenset({"and", "و", "ve", ","})
_DIGIT = re.compile(r"\d")
_PHRASE = 4  # words in which a number's noun stands
_NOBODY = r"\b(?:no one|nobody|none) (?:(?:was|were|had been|has been|is) )?"
_WITHOUT = r"\b(?:no|without|without any) "
_ARABIC_WITHOUT = r"\b(?:دون|لا|عدم) (?:(?:وقوع|سقوط|وجود) )?"
_NONE: Mapping[Kind, re.Pattern[str]] = {
    "killed": re.compile(
        rf"{_NOBODY}(?:killed|died)\b|{_WITHOUT}(?:casualties|deaths|fatalities)\b"
        rf"|{_ARABIC_WITHOUT}(?:ضحايا|قتلي|خساير بشريه)\b|\bcan kaybi (?:yasanmadi|olmadi|yok)"
    ),
    "wounded": re.compile(
        rf"{_NOBODY}(?:wounded|injured|hurt)\b|{_WITHOUT}(?:casualties|injuries)\b"
        rf"|{_ARABIC_WITHOUT}(?:اصابات|جرحي)\b|\byaralanan (?:olmadi|yok)"
    ),
}


@dataclass(frozen=True, slots=True)
class Counts:
    """What a sentence counts; None where it gives no number."""

    killed: Range | None = None
    wounded: Range | None = None
    force: Range | None = None
    """People under arms who act."""


_NOTHING = Counts()


class _Count(NamedTuple):
    """A number of people, or several under one verb, and what is said of them; ``last`` is where it ends."""

    last: int
    ends: Ends
    kind: Kind


def count_of(sentence: str, kind: Kind) -> Range | None:
    """One of the counts of a sentence; ValueError for another kind."""
    if kind not in get_args(Kind):
        raise ValueError(f"unknown kind of count: {kind!r}")
    count: Range | None = getattr(counts_of(sentence), kind)
    return count


@lru_cache(maxsize=256)
def counts_of(sentence: str) -> Counts:
    """How many people a sentence says were killed, were wounded and took part; linear in its length."""
    text, words = fold(sentence).text, folded_words(sentence)
    arabic = holds_arabic(text)
    counted, none = arabic or _may_count(text, words), arabic or not words.isdisjoint(_TELLING_NONE)
    if not (counted or none):
        return _NOTHING
    tokens = Tokens(sentence)
    found: dict[Kind, Range] = {}
    for count in _counts(tokens) if counted else ():
        low, best, high = count.ends
        found.setdefault(count.kind, Range(low=low, best=best, high=high))
    if none:
        row = " ".join(tokens.words)
        found.update({kind: Range(low=0, best=0, high=0) for kind, said in _NONE.items() if said.search(row)})
    return Counts(**found) if found else _NOTHING


def _may_count(text: str, words: AbstractSet[str]) -> bool:
    """False where a folded text in Latin letters has no number, or no word that a number of people is told by.

    Many are spared a closer look.
    """
    if is_turkish(words):
        return True
    people = not words.isdisjoint(ARMED) or may_tell(text, words)
    return people and (not words.isdisjoint(_COUNTING) or _DIGIT.search(text) is not None)


def _counts(tokens: Tokens) -> list[_Count]:
    """Each number that counts people, with what happened to them; numbers under one verb as one."""
    numbers = _without_parts(tokens, sorted([*placed_figures(tokens), *_singles(tokens)], key=lambda one: one.first))
    used: set[int] = set()
    counts: list[_Count] = []
    told = False  # the number before has its verb
    waiting: Placed | None = None  # may share the verb of the next one: "16 civilians and three children died"
    for index, number in enumerate(numbers):
        harm = _harm(tokens, numbers, index, used)
        if harm:
            ends = number.ends
            if waiting and _is_added(tokens, waiting.last, number):
                ends = _sum(waiting.ends, ends)
                if counts and counts[-1].last == waiting.last:  # they were taken for a force
                    counts.pop()
            counts.append(_Count(number.last, ends, harm))
            told, waiting = True, None
        elif told and _is_added(tokens, counts[-1].last, number):
            counts[-1] = _Count(number.last, _sum(counts[-1].ends, number.ends), counts[-1].kind)
        else:
            told, waiting = False, number
            if _is_force(tokens, number):
                counts.append(_Count(number.last, number.ends, "force"))
    return counts


def _harm(tokens: Tokens, numbers: list[Placed], index: int, used: set[int]) -> Harm | None:
    number = numbers[index]
    noun = tokens.bares[number.first]
    if noun in KILLED_TWO:
        return "killed"
    if noun in WOUNDED_TWO:
        return "wounded"
    following = (other.first for other in numbers[index + 1 : index + 3] if tokens.word(other.first - 1) != "from")
    stop = next(following, len(tokens))  # "six civilians from one family were killed"
    return harm_before(tokens, number.first, used) or harm_behind(tokens, number.last, stop, used)


def _singles(tokens: Tokens) -> Iterator[Placed]:
    """ "A woman" and "شخص" are one person where they stand for a number."""
    if tokens.kinds.isdisjoint(_ONE):
        return
    for at, word in enumerate(tokens.words):
        if word not in _SINGLE:
            continue
        if word in ARTICLES:
            single = tokens.word(at + 1) in _ONE_ENGLISH and tokens.word(at + 2) != "-"  # "a rebel-held town"
        else:
            single = tokens.among(at - 1, _HARM_BEFORE)
        if single:
            yield Placed(at, at + 1, (1, 1, 1), noun=True)


def _without_parts(tokens: Tokens, numbers: list[Placed]) -> list[Placed]:
    """The numbers that are no part of the first one or another: not behind "including", nor before "of them"."""
    if not (tokens.is_arabic or "of" in tokens.kinds) and tokens.kinds.isdisjoint(_INCLUDING):
        return numbers
    return [number for number in numbers if not _is_part(tokens, number, numbers[0].last)]


def _is_part(tokens: Tokens, number: Placed, earliest: int) -> bool:
    if tokens.word(number.last) == "of" and tokens.word(number.last + 1) in _OF_THEM:
        return True
    for at in range(number.first - 1, max(number.first - 1 - 2 * REACH, earliest - 1), -1):
        if tokens.among(at, _INCLUDING):
            return True
        if tokens.words[at] in MARKS or tells(tokens, at):
            break
    return False


def _is_added(tokens: Tokens, ended: int, number: Placed) -> bool:
    """Whether a number is the next object of the same verb: "killed 12 soldiers and five civilians"."""
    between = tokens.words[ended : number.first]
    if not 0 < len(between) <= _PHRASE or not MARKS.isdisjoint(between):
        return False
    people = tokens.among(number.last, PEOPLE) or tokens.among(number.last + 1, PEOPLE)
    return people and (between[-1] in _AND or tokens.joined(number.first))


def _sum(one: Ends, other: Ends) -> Ends:
    low, best, high = (
        None if left is None or right is None else left + right for left, right in zip(one, other, strict=True)
    )
    return low, best, high


def _is_force(tokens: Tokens, number: Placed) -> bool:
    """Whether a number counts armed people who act: its noun names them, and nobody took them."""
    if number.noun or tokens.word(number.first - 1) in _TAKEN:
        return False
    for at, word in enumerate(tokens.words[number.last : number.last + _PHRASE], number.last):
        if tokens.among(at, ARMED):
            return True
        if word in PEOPLE or word in _NO_NOUN or not (word.isalpha() or word == "-"):
            break
    return False
