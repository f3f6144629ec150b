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

from syriaevents.folding import fold, folded
from syriaevents.schema import RecordType

_WORD = re.compile(r"[\w-]+")
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
    words = _words(sentence)
    begun = _begun(words)
    outside, inside = _found(words, begun), (_found(others, _begun(others)) if (others := _words(quoted)) else set())
    diplomatic = frozenset(value for kind, value in outside | inside if kind == "diplomatic_initiative")
    conditioned = diplomatic & _CONDITIONED or _CONDITION.search(folded(sentence))
    return Cues(
        acts=frozenset(value for kind, value in outside if kind == "statement"),
        speaking=sum(any(cue.type == "statement" for cue in starting) for _, starting in begun),
        military=frozenset(value for kind, value in outside | inside if kind == "military_movement"),
        diplomatic=diplomatic if conditioned else diplomatic - {"set_condition"},
    )


def places_of(sentence: str, action: str, kind: RecordType = "military_movement") -> list[int]:
    """Where the words stand that an action may be told by, as offsets into the sentence."""
    view = fold(sentence)
    words = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(view.text)]
    return [
        view.original(start, end)[0]
        for index, (word, start, end) in enumerate(words)
        for cue in _starting_with(word)
        if (cue.type, cue.value) == (kind, action)
        and _follows(cue.words[1:], [other for other, _, _ in words[index + 1 : index + len(cue.words)]])
    ]


def _begun(words: list[str]) -> list[tuple[int, tuple[Cue, ...]]]:
    """Where cues begin: the index of a word with the cues whose first word it is."""
    return [(index, starting) for index, starting in enumerate(map(_starting_with, words)) if starting]


def _found(words: list[str], begun: list[tuple[int, tuple[Cue, ...]]]) -> set[tuple[str, str]]:
    return {
        (cue.type, cue.value)
        for index, starting in begun
        for cue in starting
        if len(cue.words) == 1 or _follows(cue.words[1:], words[index + 1 : index + len(cue.words)])
        if not (cue.value in _SAYING and _is_silence(words, index))
    }


def _is_silence(words: list[str], index: int) -> bool:
    """Whether the words around a verb of saying tell that nobody says anything."""
    before = " ".join(words[max(0, index - _SILENCE) : index]) + " "
    return bool(_NOT.search(before) or _PASSIVE.search(f"{before}{words[index]} "))


def _words(text: str) -> list[str]:
    return _WORD.findall(folded(text))


def _follows(want: tuple[str, ...], have: list[str]) -> bool:
    return len(want) == len(have) and all(map(_fits, want, have))


@lru_cache(maxsize=20_000)
def _starting_with(word: str) -> tuple[Cue, ...]:
    """The cues whose first word this is; remembered, since words come again and again."""
    forms = {word}
    if word[0] >= "\u0600":
        forms |= {word.removeprefix(prefix) for prefix in _ARABIC_PREFIXES if len(word) - len(prefix) > _SHORTEST_STEM}
    return tuple(
        cue
        for form in forms
        for cue in _index().get(form[:_SHORTEST_STEM], ())
        if _fits(cue.words[0], form)
    )  # fmt: skip


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
