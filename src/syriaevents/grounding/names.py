"""Where a name the model gave stands in the text, if it stands there at all.

Forgiven: case, accents, possessives, articles, titles, a form in the plural, words between
("Russian and Syrian aircraft" holds "Syrian aircraft"), a full name where the text has the surname.
Not forgiven: a word that makes it somebody else. What is returned is always the text's own words.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from syriaevents.folding import Folded, fold, folded
from syriaevents.reading.quotes import Quote
from syriaevents.reading.sentences import Sentence

PRONOUNS = frozenset(
    "he she they it we i you his her its their our him them who himself herself themselves itself the latter both "
    "هو هي هم نحن انا انه انها o onlar biz ben kendisi".split()
)
NO_NAMES = frozenset("but and or not yes no this that there here when if as so then".split())
"""Words that are never somebody, however a model uses them."""
_ANYBODY = ("those who ", "whoever", "anyone", "anybody", "everyone", "everybody", "nobody", "no one")
_SMALL_WORDS = frozenset(
    "the a an of and in for to at by from with on as its his her their some other several many "
    "mr mrs ms dr sir president minister prime foreign defence defense interior deputy former general colonel major "
    "spokesman spokeswoman spokesperson ambassador envoy special king sheikh chief head leader commander "
    "الرييس الوزير وزير رييس السيد bay bayan sayin".split()
)
_ARABIC_PREFIXES = ("وال", "بال", "فال", "كال", "لل", "ال", "و", "ف", "ب", "ل", "ك")
_TOKEN = re.compile(r"\w+")
_POSSESSIVE = re.compile(r"'s?$")
_SURROGATE = re.compile("[\ud800-\udfff]")
_DOINGS = frozenset(
    "meeting meetings conference talks summit session reconciliation rapprochement dialogue negotiation negotiations "
    "discussions consultations ceasefire truce agreement deal peace proposal offer invitation visit settlement "
    "solution stability escalation situation normalisation normalization".split()
)
_SLACK = 4
"""Words that may stand between the words of one name."""
_FORCES = frozenset("army armies forces force brigade brigades corps front movement coalition party guard".split())
"""Bodies that one more name makes another: the Syrian National Army is not the Syrian army."""
_JOINING = frozenset("and or و ve ile".split())


class Found(NamedTuple):
    """Words of the article that name somebody: ``article.text[start:end] == text``."""

    start: int
    end: int
    text: str
    sentence: int


SpeechOf: TypeAlias = Callable[[Sentence], Sequence[Quote]]


@lru_cache(maxsize=4096)
def is_pronoun(name: str) -> bool:
    """Whether a name is a mere pronoun."""
    return folded(name).removeprefix("the ") in PRONOUNS


def locate(name: str, sentences: Sequence[Sentence], speech: SpeechOf | None = None) -> Found | None:
    """The words that give the name, in the first of the sentences that has it.

    ``speech`` gives the quotations of a sentence in which no name is meant.
    """
    wanted = _wanted(name)
    if wanted is None:
        return None
    for sentence in sentences:
        for start, end in _candidates(wanted, sentence.text):
            words = sentence.text[start:end]
            low, high = sentence.start + start, sentence.start + end
            if speech and _is_within(low, high, speech(sentence)):
                continue
            return Found(low, high, words, sentence.number)
    return None


def _is_within(low: int, high: int, quotes: Sequence[Quote]) -> bool:
    return any(quote.outer_start <= low and high <= quote.outer_end for quote in quotes)


def _is_broken(words: str) -> bool:
    """Whether half a character is among the words: nobody's name."""
    return _SURROGATE.search(words) is not None


@dataclass(frozen=True, slots=True, eq=False)
class _Wanted:
    """A folded name that is looked for, and what it may shrink to in the text."""

    name: str
    core: str
    """Without the articles and titles before it and the possessive behind it."""
    words: tuple[str, ...]
    """Those of the core that may stand apart."""
    stems: tuple[str, ...]
    """The same without the endings of a plural."""
    surname: str | None
    """The last word of what may be a person's full name."""


@lru_cache(maxsize=4096)
def _wanted(text: str) -> _Wanted | None:
    """What to look for; None where a name is nobody's. Remembered, for a name comes again and again."""
    name = folded(text)
    if not set(_TOKEN.findall(name)) - NO_NAMES or name.startswith(_ANYBODY):
        return None
    core = _core(name)
    words = tuple(word for word in _TOKEN.findall(core) if word not in _SMALL_WORDS)
    full = core.split()
    surname = full[-1] if 2 <= len(full) <= 4 and len(full[-1]) >= 3 else None
    return _Wanted(name, core, words, tuple(map(_stem, words)), surname)


@lru_cache(maxsize=2048)
def _candidates(wanted: _Wanted, text: str) -> tuple[tuple[int, int], ...]:
    """Places of a name, the best way of standing there first; remembered, for a name is looked at repeatedly."""
    view = fold(text)
    places = _phrase(wanted.name, view)
    if wanted.core != wanted.name:
        places += _phrase(wanted.core, view)
    places = places or _scattered(wanted, view) or _surname(wanted.surname, view)
    return tuple(places if text.isascii() else [place for place in places if not _is_broken(text[slice(*place)])])


def _core(name: str) -> str:
    """A name without the articles and titles before it and the possessive behind it."""
    words = _POSSESSIVE.sub("", name.strip(" .,;:\"'()")).split()
    while len(words) > 1 and words[0].strip(".'") in _SMALL_WORDS:
        words = words[1:]
    return " ".join(words)


def _phrase(name: str, view: Folded) -> list[tuple[int, int]]:
    """Where the words of a name stand as they are, or in Arabic with particles written to them."""
    places = view.find(name)
    if not places and name >= "\u0600" and name.removeprefix("ال") in view.text:
        places = [place for prefix in _ARABIC_PREFIXES for place in _behind(prefix, name, view)]
    return places


def _behind(prefix: str, name: str, view: Folded) -> list[tuple[int, int]]:
    """Places of an Arabic name with particles written to it: the name without them."""
    bare = name.removeprefix("ال")
    found = []
    for start, end in view.find(prefix + bare):
        text = view.source[start:end]
        cut = 0 if prefix == "ال" else 1
        found.append((start + min(cut, len(text) - 1), end))
    return found


def _scattered(name: _Wanted, view: Folded) -> list[tuple[int, int]]:
    """All words of the name close together, in order or not, singular or plural."""
    wanted, text = name.words, view.text
    if len(wanted) < 2 or not all(stem in text for stem in name.stems):
        return []
    words = [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(view.text)]
    spots = [[index for index, (word, _, _) in enumerate(words) if _same(word, want)] for want in wanted]
    if not all(spots):
        return []
    for first in spots[0]:
        nearest = [min(places, key=lambda at, first=first: abs(at - first)) for places in spots]  # type: ignore[misc]
        low, high = min(nearest), max(nearest)
        if high - low < len(wanted) + _SLACK and len(set(nearest)) == len(wanted):
            between = [words[index] for index in range(low + 1, high) if index not in nearest]
            if not (_FORCES.intersection(wanted) and _is_another(between, view)):
                return [view.original(words[low][1], words[high][2])]
    return []


def _is_another(between: Sequence[tuple[str, int, int]], view: Folded) -> bool:
    """Whether the words between those of a name have a name of their own among them, and are not a list."""
    if any(word in _JOINING for word, _, _ in between):
        return False
    names = [view.source[view.origin[start]].isupper() for word, start, _ in between if word not in _SMALL_WORDS]
    return any(names)


def _same(word: str, want: str) -> bool:
    return word == want or (min(len(word), len(want)) > 3 and _stem(word) == _stem(want))


def _stem(word: str) -> str:
    """A word without the endings of a plural."""
    return word.rstrip("s") if len(word) > 3 else word


def _surname(name: str | None, view: Folded) -> list[tuple[int, int]]:
    """The last word of a person's full name, where the text has it without another first name."""
    if name is None or name not in view.text:
        return []
    for start, end in view.find(name):
        before = view.source[:start].split()[-1:]
        if not view.source[start].isupper() or (before and before[0][:1].isupper() and not _ends_sentence(before[0])):
            continue
        return [(start, end)]
    return []


def _ends_sentence(word: str) -> bool:
    return word[-1] in '.!?:,;”"' or folded(word).strip(".'") in _SMALL_WORDS


_BODIES = frozenset(
    "ministry government army forces command council observatory centre center network monitor agency organisation "
    "organization group union nations committee commission party presidency kremlin office court parliament bank "
    "coalition movement front brigade brigades corps news television ngo charity fund world community sources source "
    "activists residents witnesses officials diplomats doctors lawyers militia militias rebels opposition "
    "regime".split()
)


@lru_cache(maxsize=4096)
def is_person(name: str) -> bool:
    """Whether a mention looks like a person's name: capitals, and no word for a body or a crowd."""
    words = folded(name).split()
    capital = any(word[:1].isupper() or word[:1] >= "\u0600" for word in name.split())
    return capital and not _BODIES.intersection(words) and len(words) <= 8


def same_name(one: str, other: str) -> bool:
    """Whether the words of one mention are among the other's, titles aside."""
    mine, yours = _telling(one), _telling(other)
    return bool(mine and yours) and (mine <= yours or yours <= mine)


@lru_cache(maxsize=4096)
def _telling(name: str) -> frozenset[str]:
    """The words of a mention that tell it from others."""
    return frozenset(_TOKEN.findall(folded(name))) - _SMALL_WORDS


@lru_cache(maxsize=4096)
def is_doing(name: str) -> bool:
    """Whether a name tells what is done ("a trilateral meeting") and not who does it; capitals name a body."""
    words = name.split()
    return bool(words) and words[-1] in _DOINGS
