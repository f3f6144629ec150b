"""Whether two articles say the same, word for word but for a byline, a cut end or a few words.

`syriaevents.copies` finds candidates by their sketches; here the words themselves decide. Two texts are one when
85 % of the longer one's words stand in the other in the same order, what is new stands before or behind them but for
a word or two, and nothing that differs inside is a figure or a negation: a report with another death toll is another
report. When in doubt they are two: asking once more costs less than a lost record.
"""

import re

from syriaevents.figures.words import TABLES
from syriaevents.folding import folded

ALIKE = 0.85
"""Share of the longer text's words."""
MIN_WORDS = 40
"""Shorter texts are one only when they are equal."""
_RUN = 5  # words that stand together in both
_STRIDE = 8  # words that are compared at once
_INSIDE, _FEW = 0.01, 2  # share of the words that may differ inside, and how many may in any case
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


def is_same_report(one: list[str], other: list[str]) -> bool:
    """Whether two lists of folded words are one article. Takes no longer than reading them once."""
    longer = max(len(one), len(other))
    begins = _beginning(one, other, longer // 5) if min(len(one), len(other)) >= ALIKE * longer else None
    if begins is None:
        return False
    heads = one[: begins[0]], other[: begins[1]]
    (here, there), same, inside = begins, 0, 0
    while True:
        run = _alike(one, other, here, there)
        here, there, same = here + run, there + run, same + run
        gap = _gap(one, other, here, there) if here < len(one) and there < len(other) else None
        if gap is None:
            break
        left, right = one[here : here + gap[0]], other[there : there + gap[1]]
        inside += max(gap)
        if inside > max(_FEW, _INSIDE * longer) or _figures(left + right) or not _NEGATIONS.isdisjoint(left + right):
            return False
        here, there = here + gap[0], there + gap[1]
    tails = one[here:], other[there:]
    figures = ((_figures(left), _figures(right)) for left, right in (heads, tails))
    return same >= ALIKE * longer and not any(left and right and left != right for left, right in figures)


def _beginning(one: list[str], other: list[str], within: int) -> tuple[int, int] | None:
    """Where the two begin to say the same, so many words behind their beginnings at the most."""
    if one[:_RUN] == other[:_RUN]:
        return 0, 0
    places = {tuple(other[at : at + _RUN]): at for at in reversed(range(within))}
    runs = ((at, places.get(tuple(one[at : at + _RUN]))) for at in range(within))
    return next(((here, there) for here, there in runs if there is not None), None)


def _alike(one: list[str], other: list[str], here: int, there: int) -> int:
    """How many words are the same from these places on."""
    run = 0
    while (several := one[here + run : here + run + _STRIDE]) and several == other[there + run : there + run + _STRIDE]:
        run += len(several)
    while here + run < len(one) and there + run < len(other) and one[here + run] == other[there + run]:
        run += 1
    return run


def _gap(one: list[str], other: list[str], here: int, there: int) -> tuple[int, int] | None:
    """The words that differ from these places on, as two lengths; None where the two do not meet again soon."""
    for size in range(1, 2 * _FEW + 1):
        for left in range(max(0, size - _FEW), min(size, _FEW) + 1):
            after, behind = here + left, there + size - left
            if one[after : after + _RUN] == other[behind : behind + _RUN] and behind + _RUN <= len(other):
                return left, size - left
    return None


def _figures(words: list[str]) -> list[str]:
    return [word for word in words if word in _NUMERALS or any(map(str.isdigit, word))]
