"""How names of actors are compared: words of a folded name, with the spellings readers take for one.

Only a closed list of equivalences is applied (articles, common transliterations, British and American
spelling, possessives, attached Arabic particles). There is no edit distance: a name that is not in the
table stays unknown.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from syriaevents.folding import Folded, fold, folded
from syriaevents.remembered import Remembered

_WORD = re.compile(r"(?:[^\W_]\.){2,}|(?:[^\W_]\.)+[^\W_](?![^\W_])|[^\W_]+(?:'[^\W_]+)*")
_ABDULLAH = re.compile(r"\bعبد (?=ال)")
_LATIN_ARTICLES = frozenset({"al", "el", "ash", "ad", "as", "an", "ar", "at", "az", "es", "et", "ed", "er", "ez"})
_SUFFIXES = frozenset(
    "nin nun in un ye ya e a de da den dan te ta ten tan yi yu i u ni nu ne na yle yla le la li lu ler lar".split()
)  # Turkish endings behind an apostrophe, folded
_SPELLINGS = {
    variant: usual
    for usual, variants in {
        "mohammed": "mohammad muhammad mohamed mohamad muhammed muhammet",
        "ahmed": "ahmad",
        "hussein": "hussain husayn husain huseyin",
        "jaysh": "jaish jeish ceys",
        "faylaq": "failaq feylak",
        "nour": "nur noor",
        "din": "deen",
        "hezbollah": "hizballah hizbullah hizbollah hezballah hizbullahi",
        "defense": "defence",
        "organization": "organisation",
        "center": "centre",
        "program": "programme",
        "mobilization": "mobilisation",
        "armored": "armoured",
        "adviser": "advisor",
        "spokesperson": "spokesman spokeswoman",
    }.items()
    for variant in variants.split()
}
_SPELT: dict[str, list[str]] = {}
for _variant, _usual in _SPELLINGS.items():
    _SPELT.setdefault(_usual, [_usual]).append(_variant)
_BOUND = frozenset(
    "backed led occupied controlled aligned allied supported sponsored funded based affiliated linked held ruled "
    "trained armed friendly mediated brokered".split()
)
_BINDERS = frozenset({"pro", "anti", "non"})
_DETERMINERS = frozenset({"the", "this", "that", "these", "those", "its", "his", "their"})
_INDEFINITE = frozenset({"a", "an", "one", "some", "another", "bir"})
_QUANTITIES = frozenset(
    "at least more than about around nearly almost over hundreds thousands tens dozens scores several many all other "
    "some most few million thousand hundred".split()
)
_PARTICLES = ("وال", "بال", "لل", "فال", "كال", "و", "ب", "ل", "ف")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a mention: how it is compared, how it is written, where it stands."""

    key: str
    start: int
    end: int
    capital: bool
    upper: bool
    bound: bool = False
    """True in "Turkish-backed" and "anti-Syria": the country named is not the actor's own."""
    article: bool = False
    """True for "al-" and its like."""
    stem: str = ""
    """The word without a Turkish ending, where it has one behind an apostrophe."""
    possessive: bool = False


def _is_arabic(text: str) -> bool:
    return "\u0600" <= text[:1] <= "\u06ff"


def _arabic(key: str) -> str:
    return key[2:] if len(key) > 3 and key.startswith("ال") else key


@lru_cache(maxsize=4096)
def _key(raw: str) -> tuple[str, str, bool]:
    """Of one folded word: its key, its stem before a Turkish ending, and whether it was a possessive."""
    key, stem, possessive = raw.replace(".", "") if "." in raw else raw, "", False
    if "'" in key:
        head, _, tail = key.rpartition("'")
        if tail == "s":
            key, possessive = head, True
        elif tail in _SUFFIXES and len(head) > 1:
            stem = head.replace("'", "")
        key = key.replace("'", "")
    return (_arabic(key) if _is_arabic(key) else _SPELLINGS.get(key, key)), stem, possessive


def _read(source: Folded, at: re.Match[str]) -> Word:
    raw = at.group()
    start, end = source.original(at.start(), at.end())
    key, stem, possessive = _key(raw)
    written = source.source[start : end - 2 if possessive else end]
    letters = [char for char in written if char.isalpha()]
    upper = bool(letters) and all(char.isupper() for char in letters)
    return Word(key, start, end, written[:1].isupper() or _is_arabic(raw), upper, stem=stem, possessive=possessive)


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[Word, ...]:
    """The words of a mention, folded and with their offsets into it."""
    source = fold(text)
    if "عبد ا" in source.text:
        source = fold(_ABDULLAH.sub("عبد", source.text))
    matches = list(_WORD.finditer(source.text))
    found = [_read(source, match) for match in matches]
    for index, word in enumerate(found):
        hyphen = source.text[matches[index].end() : matches[index].end() + 1] == "-"
        joined = hyphen and index + 1 < len(found) and matches[index + 1].start() == matches[index].end() + 1
        if word.key in _LATIN_ARTICLES and (joined or (word.key in _SPACED and index + 1 < len(found))):
            found[index] = replace(word, key="al", article=True)
        if joined and found[index + 1].key in _BOUND:
            found[index] = replace(found[index], bound=True)
        elif joined and word.key in _BINDERS:
            found[index + 1] = replace(found[index + 1], bound=True)
        elif index + 1 < len(found) and found[index + 1].key == "ruled":
            found[index] = replace(found[index], bound=True)
    return tuple(found)


def key_of(parts: Sequence[Word]) -> str:
    """The words as one comparison key; "al-" is dropped except where only one word would be left."""
    kept = [word.key for word in parts if not word.article]
    if len(kept) == 1 and any(word.article for word in parts):
        kept.insert(0, "al")
    return " ".join(kept)


_SPACED = frozenset({"al", "el"})


def _plain(raw: str) -> str:
    return _arabic(raw) if raw > "\u0600" else _SPELLINGS.get(raw, raw)


class _CharacterTable(dict[int, str]):
    """Folds character by character without an offset map, which names of the table do not need."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = result = " " if char.isspace() else folded(char)
        return result


_CHARACTERS = _CharacterTable()


def name_words(name: str) -> list[tuple[str, bool]]:
    """The words of a name in the table: each one's key and whether it is "al-" or its like."""
    text = name.translate(_CHARACTERS)
    if "عبد " in text:
        text = _ABDULLAH.sub("عبد", text)
    plain = text.split()
    if "".join(plain).isalnum():  # nearly all names: no hyphen, apostrophe or full stop
        last = len(plain) - 1
        return [("al", True) if raw in _SPACED and at < last else (_plain(raw), False) for at, raw in enumerate(plain)]
    found: list[tuple[str, bool]] = []
    for match in _WORD.finditer(text):
        raw, end = match[0], match.end()
        if raw in _LATIN_ARTICLES and end + 1 < len(text) and (text[end] == "-" or raw in _SPACED):
            found.append(("al", True))
        else:
            found.append((_key(raw)[0], False))
    return found


def text_keys(text: str) -> str:
    """The keys of all words of a text, without "al-" and its like, with a space around each."""
    apart = _ABDULLAH.sub("عبد", text.translate(_CHARACTERS)).split()
    return f" {' '.join(filter(None, map(_CHUNK_KEYS.__getitem__, apart)))} "


_CHUNK_KEYS = Remembered(
    lambda chunk: " ".join([key for key, article in name_words(f"{chunk} more")[:-1] if not article])
)
"""Of what stands between two spaces, where more follows."""


def loose_text(text: str) -> str:
    """A text without what keys leave out: each key of its words stands in it, or another spelling of it does."""
    return _ABDULLAH.sub("عبد", text.translate(_CHARACTERS)).replace(".", "").replace("'", "")


def may_stand_in(key: str, loose: str) -> bool:
    """Whether all words of a key may be words of a text, given as ``loose_text``."""
    return all(any(spelt in loose for spelt in _SPELT.get(word, (word,))) for word in key.split())


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """The comparison key of a name in the table, without its leading determiner."""
    parts = name_words(name)
    start = 0
    while start < len(parts) - 1 and parts[start][0] in _DETERMINERS:
        start += 1
    kept = [key for key, article in parts[start:] if not article]
    if len(kept) == 1 and len(parts) > start + 1:
        kept.insert(0, "al")
    return " ".join(kept)


def without_determiner(parts: tuple[Word, ...]) -> tuple[Word, ...]:
    """Drop leading "the", "this", "its"."""
    start = 0
    while start < len(parts) - 1 and parts[start].key in _DETERMINERS:
        start += 1
    return parts[start:]


def is_indefinite(parts: Sequence[Word]) -> bool:
    """True for "a spokesman", "one official": somebody not named here."""
    return bool(parts) and parts[0].key in _INDEFINITE and len(parts) > 1


def _uncounted(parts: tuple[Word, ...]) -> tuple[Word, ...]:
    """Drop "at least 60", "thousands of" before what is counted."""
    start = 0
    while start < len(parts) - 1 and (
        parts[start].key.isdigit() or parts[start].key in _QUANTITIES or (start and parts[start].key == "of")
    ):
        start += 1
    return parts[start:]


def readings(parts: tuple[Word, ...]) -> Iterator[tuple[Word, ...]]:
    """The words as they stand, then without what counts them, Turkish endings or a particle attached in Arabic."""
    yield parts
    counted = _uncounted(parts)
    if counted != parts:
        yield counted
    if any(word.stem for word in parts):
        yield tuple(replace(word, key=_SPELLINGS.get(word.stem, word.stem)) if word.stem else word for word in parts)
    if parts and _is_arabic(parts[0].key):
        for particle in _PARTICLES:
            rest = parts[0].key.removeprefix(particle)
            if rest != parts[0].key and len(rest) > 1:
                yield (replace(parts[0], key=_arabic(rest)), *parts[1:])
