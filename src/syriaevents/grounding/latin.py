"""Patterns of many words: how they are written, and the words without which they match nothing.

Rules ask a folded sentence for those before they look closer.
"""

import re
from collections.abc import Iterable

_PIECE = re.compile(r"\(\?[:!]|\(|\)\??|\||[A-Za-z]+\??|.")


def beginnings(pattern: str) -> frozenset[str]:
    """The words, in small letters, that the alternatives of a pattern begin with: no text matches that has none.

    The alternatives begin with plain words, whose last letter may be optional (``strikes?``), in groups or not; a
    group at the beginning may be optional too.
    """
    words: set[str] = set()
    groups = [True]
    """Whether each open group stands at the beginning."""
    begins = True
    for piece in _PIECE.findall(pattern.lower()):
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


def by_letter(words: Iterable[str]) -> str:
    """A pattern for any of these words, parted by their first letters: most words of a text begin with another."""
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[0], []).append(word[1:])
    parts = [f"{letter}(?:{'|'.join(rest)})" for letter, rest in rests.items()]
    return f"(?:{'|'.join(parts)})"
