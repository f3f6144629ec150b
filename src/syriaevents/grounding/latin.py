"""The Latin words of a sentence, which rules ask for before they look closer.

Most sentences have none of the words that a rule is about; a set of words tells so in no time.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

_WORD = re.compile("[A-Za-z]+")
_PIECE = re.compile(r"\(\?[:!]|\(|\)\??|\||[A-Za-z]+\??|.")


@lru_cache(maxsize=512)
def words_of(text: str) -> frozenset[str]:
    """Every Latin word of a text; remembered, since each rule asks for the same ones."""
    return frozenset(_WORD.findall(text))


def beginnings(pattern: str) -> frozenset[str]:
    """The words that the alternatives of a pattern begin with: no text matches that has none of them.

    The alternatives begin with plain words, whose last letter may be optional (``strikes?``), in groups or not; a
    group at the beginning may be optional too.
    """
    words: set[str] = set()
    groups = [True]
    """Whether each open group stands at the beginning."""
    begins = True
    for piece in _PIECE.findall(pattern):
        if piece == "|":
            begins = groups[-1]
        elif piece.startswith("("):
            groups.append(begins)
        elif piece.startswith(")"):
            begins = groups.pop() and piece.endswith("?")
        else:
            if begins:
                words.add(piece.rstrip("?"))
                words |= {piece[:-2]} if piece.endswith("?") else set()
            begins = False
    return frozenset(words)


def any_case(words: Iterable[str]) -> frozenset[str]:
    """Words with their forms in small letters, with a capital and in capitals."""
    return frozenset(form for word in words for form in (word, word.lower(), word.title(), word.upper()))
