"""Whether two actors of different articles are the same one.

A known actor is its id. An actor of an article's own is its name: the words that make it, each as the consonants
that Arabic and Latin letters have in common ("Maher al-Dali" and "ماهر الدالي" are both ``mhr dl``), titles left out.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from syriaevents.folding import folded
from syriaevents.schema import Actor, ActorKind, Ref

SAME, RELATED, UNRELATED = 1.0, 0.6, 0.0
_LOCAL = "local:"
_STATE_KINDS = frozenset({ActorKind.STATE, ActorKind.GOVERNMENT, ActorKind.ARMED_FORCES})
_LEAST = 3  # consonants of a word that may stand for a name alone
_WORD = re.compile(r"[^\W\d_]+")
_ARTICLE = re.compile(r"\b(?:al|el|ad|ar|as|ash|at|az|an|ud)[- '](?=\w)|(?<!\w)و?ال(?=\w{3})")
_TITLES = frozenset(
    "the a an of and in for to at by from with on as its his her their some other several many local official "
    "officials mr mrs ms dr sir president minister prime foreign defence defense interior deputy former general "
    "colonel major captain lieutenant brigadier spokesman spokeswoman spokesperson ambassador envoy special king "
    "sheikh chief head leader commander mayor governor bay bayan sayin albay sozcusu komutan komutani baskani "
    "رييس وزير سيد عقيد عميد لواء نقيب شيخ قايد متحدث باسم ناطق محافظ في من على".split()
)  # fmt: skip
_SHARED = (
    ("sh", "S"), ("kh", "x"), ("gh", "g"), ("th", "t"), ("dh", "d"), ("ch", "S"), ("ph", "f"), ("q", "k"), ("c", "k"),
    ("p", "b"), ("v", "w"),
)  # fmt: skip
_ARABIC = str.maketrans(
    {
        "ب": "b", "ت": "t", "ث": "t", "ج": "j", "ح": "h", "خ": "x", "د": "d", "ذ": "d", "ر": "r", "ز": "z", "س": "s",
        "ش": "S", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "غ": "g", "ف": "f", "ق": "k", "ك": "k", "ل": "l", "م": "m",
        "ن": "n", "ه": "h",
    }
)  # fmt: skip
_NOT_CONSONANT = re.compile(r"[^bcdfghjklmnrstxzS]")
_DOUBLED = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class Who:
    """An actor as others are compared with it."""

    name: str
    id: str | None = None
    """Id of the known actor; None for an article's own."""
    state: str | None = None
    """Country code of what acts for a state."""
    words: frozenset[str] = frozenset()
    """Consonants of the words of an unknown actor's name."""
    arabic: bool = False
    language: str | None = None
    """Language of the article that an unknown actor's name is from."""

    @property
    def keys(self) -> tuple[str, ...]:
        """What two actors that may be the same have at least one of in common."""
        if self.id:
            return (self.id, f"state {self.state}") if self.state else (self.id,)
        return tuple(sorted(self.words)) or (folded(self.name),)


def who_is(ref: Ref, actors: dict[str, Actor], language: str | None) -> Who:
    """Who plays a role in a record; ``actors`` are those of its article, by id, and ``language`` is the article's."""
    actor = actors.get(ref.actor_id or "")
    if actor is None or not is_known(actor):
        return stranger(actor.name if actor else ref.mention, language)
    return _known(actor.id, actor.name, actor.country if actor.kind in _STATE_KINDS else None)


def is_known(actor: Actor) -> bool:
    """Whether the library's or the user's table knows the actor; others are an article's own."""
    return not actor.id.startswith(_LOCAL)


@lru_cache(maxsize=16384)
def _known(key: str, name: str, state: str | None) -> Who:
    return Who(name, key, state)


@lru_cache(maxsize=16384)
def stranger(name: str, language: str | None = None) -> Who:
    """Somebody of whom only a name is known."""
    return Who(name, words=consonants(name), arabic=_is_arabic(name), language=language)


def same_actor(one: Who, other: Who) -> float:
    """How surely two actors are one: SAME; RELATED, as a state and its army are; UNRELATED."""
    if one.id or other.id:
        if one.id == other.id:
            return SAME
        return RELATED if one.state and one.state == other.state else UNRELATED
    if folded(one.name) == folded(other.name):
        return SAME
    shared, fewer = one.words & other.words, min(len(one.words), len(other.words))
    if fewer and (len(shared) == fewer or (len(shared) > 1 and len(shared) >= 0.6 * fewer)):
        return SAME
    crossing = one.arabic != other.arabic and any(len(word) >= _LEAST for word in shared)
    return RELATED if crossing else UNRELATED


def differ(one: Who, other: Who) -> bool:
    """Whether two actors are known not to be one; names of strangers in two languages may be translations."""
    return same_actor(one, other) == UNRELATED and (bool(one.id or other.id) or one.language == other.language)


def consonants(name: str) -> frozenset[str]:
    """The words of a name without titles and articles, each as its consonants; a word that has none as it stands."""
    words = _WORD.findall(_ARTICLE.sub(" ", folded(name)))
    return frozenset(_skeleton(word) or word for word in words if word not in _TITLES)


def _skeleton(word: str) -> str:
    for written, sound in () if _is_arabic(word) else _SHARED:
        word = word.replace(written, sound)
    heard = _NOT_CONSONANT.sub("", word.translate(_ARABIC).removesuffix("h"))
    return _DOUBLED.sub(r"\1", heard)


def _is_arabic(text: str) -> bool:
    return any("\u0600" <= char <= "\u06ff" for char in text)
