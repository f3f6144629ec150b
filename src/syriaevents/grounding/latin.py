"""The Latin words of a sentence, which rules ask for before they look closer.

Most sentences have none of the words that a rule is about; a set of words tells so in no time.
"""

import re
from functools import lru_cache

_WORD = re.compile("[A-Za-z]+")
_BEGINNING = re.compile(r"(?:^|\||\?:)([A-Za-z]{2,})(\?)?")


@lru_cache(maxsize=512)
def words_of(text: str) -> frozenset[str]:
    """Every Latin word of a text; remembered, since each rule asks for the same ones."""
    return frozenset(_WORD.findall(text))


def beginnings(pattern: str) -> frozenset[str]:
    """The words that the alternatives of a pattern begin with, and perhaps others.

    The pattern's alternatives begin with plain words of two letters or more, whose last one may be optional
    (``strikes?``), in groups or not: no text matches that has none of the words.
    """
    words = set()
    for word, optional in _BEGINNING.findall(pattern):
        words |= {word, word[:-1]} if optional else {word}
    return frozenset(words)
