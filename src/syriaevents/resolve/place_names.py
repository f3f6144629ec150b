"""What written words may name by themselves; remembered, since names come again and again."""

import re
from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

from syriaevents.folding import folded
from syriaevents.resolve.gazetteer import Gazetteer
from syriaevents.resolve.place_entry import PlaceEntry
from syriaevents.resolve.place_keys import SHORT, is_article, plain_key, word_keys

TOKEN = re.compile(r"[^\W_]+(?:[.'’‘ʼ`´][^\W_]+)*")
ARABIC = re.compile(r"[؀-ۿ]")
ARTICLES = frozenset(
    {"al", "el", "ash", "as", "at", "ad", "ar", "an", "az", "es", "er", "et", "ez", "ed", "en", "ath", "adh"}
)
_TURKISH_CASE = re.compile(r"['’](?:n?[iıuü]n|[dt][ae]n?|[yn]?[aeiıuü]|[dt][ae]ki|l[ae]r?)$")
_POSSESSIVE = re.compile(r"['’]s?$")
_CLITIC = re.compile(r"^[وفبلك](?=\w{3})|^(?:وب|ول|فب)(?=\w{3})")
_ACRONYM = 5  # so short a word in capitals is a place only where it is one's usual name: HOMS, not SANA
_SMALL = 20_000  # a place of fewer people beside another capitalised word is more likely part of a person's name


class Spelling(NamedTuple):
    """A stretch of written words that names a place: where it stands in them, and what it asks of its sentence."""

    start: int
    end: int
    weak: bool
    """Also a word or a person: a place only where the sentence calls it one."""
    small: bool
    """One word and little known: no place beside another name."""


def named(name: str, gazetteer: Gazetteer) -> tuple[PlaceEntry, ...]:
    """Entries that a written name may mean: capitalised in Latin letters, and exact where it is very short."""
    if not ARABIC.search(name) and not any(char.isupper() for char in name):
        return ()
    if len(plain_key(name)) <= SHORT and name not in gazetteer.short_names:
        return ()
    entries = gazetteer.find(name)
    if name.isupper() and len(name) <= _ACRONYM and name not in gazetteer.short_names:
        return tuple(entry for entry in entries if plain_key(entry.name) == plain_key(name))
    return entries


@lru_cache(maxsize=4096)
def spellings(words: str, gazetteer: Gazetteer) -> tuple[Spelling, ...]:
    """The places that all of the words name: as they stand, then without what languages attach to a name."""
    found = []
    for start, end in _spans(words):
        name = words[start:end]
        if entries := named(name, gazetteer):
            small = all(entry.population < _SMALL and entry.geonames_id is not None for entry in entries)
            lone = len(TOKEN.findall(name)) < 2 and not ARABIC.match(name)
            found.append(Spelling(start, end, plain_key(name) in gazetteer.weak, small and lone))
    return tuple(found)


def _spans(words: str) -> list[tuple[int, int]]:
    """All of the words, and the words without what Turkish, English and Arabic attach to a name."""
    whole = len(words)
    cuts = (ending.search(words) for ending in (_POSSESSIVE, _TURKISH_CASE))
    spans = [(0, whole), *((0, cut.start()) for cut in cuts if cut)]
    if ARABIC.match(words) and (cut := _CLITIC.match(words)):
        spans.append((cut.end(), whole))
    return spans


@lru_cache(maxsize=512)
def may_begin(word: str, gazetteer: Gazetteer) -> bool:
    """Whether a written word may be the first of a place's name; nearly all words are not."""
    if word in ARTICLES or word.lower() in ARTICLES:
        return True
    if not (word[0].isupper() or ARABIC.match(word)):
        return False
    if "." in word:  # several words
        return True
    return any(_begins(word[start:end], gazetteer) for start, end in _spans(word))


def _begins(word: str, gazetteer: Gazetteer) -> bool:
    """Whether some name's key begins as the keys of the word do."""
    bare = folded(word).replace("'", "").replace("`", "")
    if is_article(bare):
        return True
    beginnings = (plain_key(word), bare.removeprefix("ال"), *(() if ARABIC.search(bare) else word_keys(bare)))
    keys = _sorted_keys(gazetteer)
    places = ((bisect_left(keys, beginning), beginning) for beginning in beginnings)
    return any(at < len(keys) and keys[at].startswith(beginning) for at, beginning in places)


@lru_cache(maxsize=1)
def _sorted_keys(gazetteer: Gazetteer) -> tuple[str, ...]:
    return tuple(sorted({*gazetteer.places, *gazetteer.admins}))
