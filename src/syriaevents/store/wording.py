"""Whether two articles say the same, word for word but for a byline, a cut end or a few words.

`syriaevents.copies` finds candidates by their sketches; here the words themselves decide. Two texts are one when
85 % of the longer one's words stand in the other in the same order and nothing that differs between them inside
is a figure or a negation: a report with another death toll is another report. When in doubt they are two: asking once
more costs less than a lost record.
"""

import re
from difflib import Match, SequenceMatcher
from itertools import pairwise

from syriaevents.figures.words import TABLES
from syriaevents.folding import folded

ALIKE = 0.85
"""Share of the longer text's words."""
MIN_WORDS = 40
"""Shorter texts are one only when they are equal."""
_WORD = re.compile(r"\w+")
_NEGATIONS = frozenset(
    folded(
        "no not nor never neither none without cannot t deny denies denied refuse refuses refused reject rejects "
        "rejected لا لم لن ليس ليست لیس غير دون بدون نفى نفت رفض رفضت değil yok hiç hayır reddetti yalanladı"
    ).split()
)
_NUMERALS = frozenset(
    _WORD.findall(
        folded(
            " ".join(numerals[row] for numerals in TABLES["numerals"].values() for row in ("units", "tens", "hundreds"))
        )
    )
)


def words_of(text: str) -> list[str]:
    """The folded words of a text."""
    return _WORD.findall(folded(text))


def is_same_report(one: list[str], other: list[str]) -> bool:
    """Whether two lists of folded words are one article; the order of the two makes no difference."""
    first, second = sorted((one, other))  # the matcher's answer depends on it
    blocks = SequenceMatcher(None, first, second).get_matching_blocks()[:-1]  # the last one is empty
    if sum(block.size for block in blocks) < ALIKE * max(len(one), len(other)):
        return False
    for before, after in pairwise(blocks):
        between = first[before.a + before.size : after.a] + second[before.b + before.size : after.b]
        if _figures(between) or not _NEGATIONS.isdisjoint(between):
            return False
    heads = _figures(first[: blocks[0].a]), _figures(second[: blocks[0].b])
    tails = (_figures(words[start:]) for words, start in zip((first, second), _end(blocks[-1]), strict=True))
    return not any(left and right and left != right for left, right in (heads, tuple(tails)))


def _end(block: Match) -> tuple[int, int]:
    return block.a + block.size, block.b + block.size


def _figures(words: list[str]) -> list[str]:
    return [word for word in words if word in _NUMERALS or any(map(str.isdigit, word))]
