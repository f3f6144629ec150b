"""Words that tell what a sentence may hold: who speaks, what armed force does, what diplomacy does.

A small model that is asked about every sentence finds records everywhere, and picks actions that no
word of the sentence stands for. Code sees the words without which a value does not occur
(``data/cues.toml``, in English, Arabic and Turkish). Record types without such a word are not asked
about, and only the values that have one may be answered.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from syriaevents.folding import fold, folded, spaced
from syriaevents.remembered import Remembered
from syriaevents.schema import RecordType

_WORD = re.compile(r"[\w-]+")
_ONLY_WORDS = spaced(lambda char: char.isalnum() or char in "_-")
_ARABIC_PREFIXES = ("وال", "بال", "ال", "لل", "و", "ف", "ب", "ل", "س")
_SHORTEST_STEM = 2

_SILENCE = 4
"""Words before a verb of saying that may turn it."""
NEUTRAL = "neutral"
"""The value of verbs that only say that somebody speaks."""
_SAYING = frozenset({NEUTRAL, "announce", "report"})
"""Speech that "not" turns into silence."""
_CONDITIONED = frozenset({"call_for_talks", "call_for_ceasefire", "negotiate", "agree", "normalize", "meet"})
"""What a diplomatic condition is set for: "before", "if" and "must" without a word for one of these set none."""
_CONDITION = re.compile(r"\b(?:pre)?conditions?\b|\bkosul|\bsart|شرط|شروط")
_NOT = re.compile(
    r"\b(?:not|never|neither|no|hasn t|haven t|didn t|لم|ولم)(?: (?:has|have|had|yet|been|so|far|immediate|immediately|"
    r"official|publicly|further))* $"
)
"""Words before a verb of saying that make it silence: "has not yet replied"."""
_PASSIVE = re.compile(r"\b(?:been|was|were|being|are|is) (?:not )?(?:told|asked|informed) $")


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase and the value it may stand for."""

    type: str
    value: str
    words: tuple[str, ...]
    """Folded; a trailing star takes any ending."""


class Deeds(NamedTuple):
    """The actions that the words of a sentence may stand for."""

    military: frozenset[str]
    diplomatic: frozenset[str]


@dataclass(frozen=True, slots=True)
class Cues:
    """The values that the words of a sentence may stand for."""

    acts: frozenset[str] = frozenset()
    """Speech acts, and ``neutral`` where a verb only says that somebody speaks."""
    speaking: int = 0
    """How many words of the sentence tell of speech."""
    military: frozenset[str] = frozenset()
    diplomatic: frozenset[str] = frozenset()


def cues(sentence: str, quoted: str = "") -> Cues:
    """The cues of a sentence; linear in its length.

    ``quoted`` is what it says in direct quotations: no verb in there tells of somebody speaking.
    """
    words, cued = _cued(sentence)
    acts = {cue.value for index, begun in cued for cue in begun.acts if _stands(cue, words, index)}
    speaking = sum(bool(begun.acts) for _, begun in cued)
    return Cues(frozenset(acts), speaking, *deed_cues(sentence, quoted))


def deed_cues(sentence: str, quoted: str = "") -> Deeds:
    """The cues of armed force and of diplomacy alone."""
    found = [cue for text in (sentence, quoted) if text for _, cue in _deeds(text)]
    military = frozenset([cue.value for cue in found if cue.type == "military_movement"])
    diplomatic = {cue.value for cue in found if cue.type == "diplomatic_initiative"}
    if "set_condition" in diplomatic and not (diplomatic & _CONDITIONED or _CONDITION.search(fold(sentence).text)):
        diplomatic.remove("set_condition")
    return Deeds(military, frozenset(diplomatic))


def places_of(sentence: str, action: str, kind: RecordType = "military_movement") -> list[int]:
    """Where the words stand that an action may be told by, as offsets into the sentence."""
    found = [index for index, cue in _deeds(sentence) if cue.value == action and cue.type == kind]
    if not found:
        return []
    view = fold(sentence)
    spans = [match.span() for match in _WORD.finditer(view.text)]
    return [view.original(*spans[index])[0] for index in found]


@lru_cache(maxsize=256)
def _deeds(text: str) -> list[tuple[int, Cue]]:
    """The cues of action in a text, each with the index of its first word; remembered as the words are."""
    words, cued = _cued(text)
    return [(index, cue) for index, begun in cued for cue in begun.deeds if _is_whole(cue, words, index)]


@lru_cache(maxsize=256)
def _cued(text: str) -> tuple[list[str], list[tuple[int, "_Begun"]]]:
    """The words of a text, and where cues begin: the index of a word with the cues whose first word it is.

    Remembered, since a sentence is asked for each of its records.
    """
    view = fold(text).text
    words = view.translate(_ONLY_WORDS).split() if view.isascii() else _WORD.findall(view)
    return words, [(index, begun) for index, begun in enumerate(map(_STARTING.__getitem__, words)) if begun]


def _stands(cue: Cue, words: list[str], index: int) -> bool:
    """Whether a cue whose first word is at an index stands there whole, and tells of what is said."""
    return _is_whole(cue, words, index) and not (cue.value in _SAYING and _is_silence(words, index))


def _is_whole(cue: Cue, words: list[str], index: int) -> bool:
    """Whether the words of a cue whose first word is at an index all stand there."""
    return len(cue.words) == 1 or _follows(cue.words[1:], words[index + 1 : index + len(cue.words)])


def _is_silence(words: list[str], index: int) -> bool:
    """Whether the words around a verb of saying tell that nobody says anything."""
    before = " ".join(words[max(0, index - _SILENCE) : index]) + " "
    return bool(_NOT.search(before) or _PASSIVE.search(f"{before}{words[index]} "))


def _follows(want: tuple[str, ...], have: list[str]) -> bool:
    return len(want) == len(have) and all(map(_fits, want, have))


class _Begun(NamedTuple):
    """The cues that begin with a word: of speech, and of what is done."""

    acts: tuple[Cue, ...]
    deeds: tuple[Cue, ...]


def _starting_with(word: str) -> _Begun | None:
    """The cues whose first word this is, if there are any."""
    forms = {word}
    if word[0] >= "\u0600":
        forms |= {word.removeprefix(prefix) for prefix in _ARABIC_PREFIXES if len(word) - len(prefix) > _SHORTEST_STEM}
    found = [
        cue
        for form in forms
        for cue in _index().get(form[:_SHORTEST_STEM], ())
        if _fits(cue.words[0], form)
    ]  # fmt: skip
    if not found:
        return None
    acts = tuple(cue for cue in found if cue.type == "statement")
    return _Begun(acts, tuple(cue for cue in found if cue.type != "statement"))


_STARTING = Remembered(_starting_with)


def _fits(want: str, have: str) -> bool:
    return have.startswith(want[:-1]) if want.endswith("*") else have == want


@lru_cache(maxsize=1)
def _index() -> dict[str, tuple[Cue, ...]]:
    """All cues by the first letters of their first word."""
    index: dict[str, list[Cue]] = {}
    for cue in all_cues():
        index.setdefault(cue.words[0][:_SHORTEST_STEM], []).append(cue)
    return {start: tuple(found) for start, found in index.items()}


@lru_cache(maxsize=1)
def all_cues() -> tuple[Cue, ...]:
    """Every cue of the table."""
    table = tomllib.loads(resources.files(__package__).joinpath("data", "cues.toml").read_text("utf-8"))
    return tuple(
        Cue(kind, value, tuple(part if part == "*" else _folded_stem(part) for part in phrase.split("_") if part))
        for kind, values in table.items()
        for value, languages in values.items()
        for phrases in languages.values()
        for phrase in phrases.split()
    )


def _folded_stem(part: str) -> str:
    return folded(part.removesuffix("*")) + ("*" if part.endswith("*") else "")
