"""The language of an article, stated or told from its text.

Most articles are in one of three languages and say so with every other word: where a fifth of the first words are
those that only one of them has, and nothing speaks against it, no statistics are needed. All others, and all texts in
which languages are mixed, are told by ``py3langid``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

MIN_LETTERS = 20  # below this a language cannot be told
_LANGUAGE_CODE = re.compile(r"([A-Za-z]{2})(?:[-_]|\Z)")
_NO_LANGUAGE = "zxx"
_MARGIN = 2.0  # log-probability by which a language must lead; headlines full of names have less
_LANGUAGE_SAMPLE = 5000  # characters
_SURE = 60.0  # a lead that no more text of the same article turns round
_FIRST_LOOK = 600  # characters, in which nearly every article has such a lead
_SURROGATE = re.compile("[\ud800-\udfff]")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class _Plain:
    """A language as its small words show it."""

    code: str
    words: frozenset[str]
    """Small words that its neighbours do not have, or not all together."""
    share: float
    """Of the words of a text, so many are small words at the least."""
    never: re.Pattern[str]
    """Letters that it does not have."""
    letters: frozenset[str] = frozenset()
    """Letters that it shares only with languages that have some of the others: a word with one is as good."""

    def telling(self, words: Sequence[str]) -> list[str]:
        """Those of a text's words that tell this language."""
        if not self.letters:
            return [word for word in words if word in self.words]
        return [word for word in words if word in self.words or not self.letters.isdisjoint(word)]


_WORD = re.compile(r"[^\W\d_]+")
_FEWEST, _KINDS = 6, 5
"""So many small words, and so many different ones, make it sure."""
_IN_HALF = 0.35
"""So much of what a text needs stands in each half, or it goes on in another language."""
_PLAIN = (
    _Plain(
        "en",
        frozenset(
            "the of and to that with was were from by has have said his their which after they been would "
            "in a an for on at as it is are be this had who not but or he "
            "its into when than while about will more there these those".split()
        ),
        0.25,
        re.compile("[^\x00-\x7f\u00a0-\u00ff\u0100-\u017f\u2000-\u206f\u20ac\ufffd]"),
    ),
    _Plain(
        "ar",
        frozenset("في من على إلى الى ان أن عن التي الذي هذا هذه مع بعد وقال ما لم قد بين ذلك كما خلال".split()),
        0.12,
        re.compile("[^\x00-\x7f\u0600-\u0669\u00ab\u00bb\u2000-\u206f]"),
    ),
    _Plain(
        "tr",
        frozenset("ve bir için bu ile olarak olan çok daha ancak sonra kadar göre dedi olduğunu gibi en da de".split()),
        0.15,
        re.compile("[^\x00-\x7fçğıöşüâîûÇĞİÖŞÜÂÎÛ\u00ab\u00bb\u2000-\u206f]"),
        frozenset("ığ"),
    ),
)


def detect_language(text: str) -> str | None:
    """The ISO 639-1 code of a text's language, or None where there is too little text to tell."""
    return (
        _plainly(text[:_FIRST_LOOK])
        or _leading(text[:_FIRST_LOOK], _SURE)
        or _leading(text[:_LANGUAGE_SAMPLE], _MARGIN)
    )


def _plainly(text: str) -> str | None:
    """The language whose small words a text is full of."""
    words = _WORD.findall(text.casefold())
    middle = len(words) // 2
    for language in _PLAIN:
        first, second = (language.telling(half) for half in (words[:middle], words[middle:]))
        most = language.share * len(words)
        if (
            len(first) + len(second) >= max(_FEWEST, most)
            and min(len(first), len(second)) >= _IN_HALF * most
            and len({*first, *second}) >= _KINDS
            and not language.never.search(text)
        ):
            return language.code
    return None


def _leading(text: str, margin: float) -> str | None:
    """The language that leads by the margin in a text with enough letters."""
    sample = _SURROGATE.sub(" ", text)
    if sum(1 for _ in islice(_LETTER.finditer(sample), MIN_LETTERS)) < MIN_LETTERS:
        return None
    import py3langid  # noqa: PLC0415  (slow to import)

    ranked = py3langid.rank(sample)
    if ranked[0][0] == _NO_LANGUAGE:
        return None
    # Varieties have codes of three letters ("arz", "pcm"); the language they belong to is close behind them.
    (code, best), (_, second) = islice(((code, score) for code, score in ranked if len(code) == len("xx")), 2)
    return str(code) if best - second >= margin else None


def language_of(stated: str | None, text: str) -> str | None:
    """The ISO 639-1 code that is stated, else the one that the text tells."""
    code = _LANGUAGE_CODE.match(stated.strip()) if stated else None
    return code.group(1).lower() if code else detect_language(text)
