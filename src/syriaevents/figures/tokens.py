"""A sentence as folded words, numbers and marks that know where they stand, asked for by index."""

import re
from collections.abc import Set as AbstractSet
from functools import cached_property, lru_cache

from syriaevents.figures.words import TABLES, word_set
from syriaevents.folding import fold, folded, folded_words

_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,٬]\d+)*|[^\w\s]|_")
_ARABIC = re.compile("[\u0600-\u06ff]")
_CONJUNCTIONS = "وف"
_PREFIX = re.compile(rf"[{_CONJUNCTIONS}]?(?:ال|[بلك]ال|لل|[بلك])(?=.)|[{_CONJUNCTIONS}](?=.)")
_HARD_SPACES = frozenset("\u00a0\u2009\u202f")
_NUMERALS = TABLES["numerals"]["ar"]
_WHOLE = frozenset(
    folded(" ".join(_NUMERALS[name] for name in ("units", "tens", "hundreds"))).replace("/", " ").split()
) | {
    folded(word) for word in (*_NUMERALS["scales"], *_NUMERALS["twice"], *TABLES["vague"])
}  # "الف" is a thousand, not the article and ف
_TURKISH, _ENGLISH = word_set("languages", "turkish"), word_set("languages", "english")


class Tokens:
    """The tokens of a sentence, in order.

    Most questions are about words, which are there at once; where tokens stand is looked for when it is asked. Outside
    the sentence there are no words and nothing is so.
    """

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        self._whole = fold(sentence)
        text = self._whole.text
        self.words: list[str] = _TOKEN.findall(text)
        """As folded."""
        self.kinds: frozenset[str] = folded_words(sentence)
        """Every word of letters once."""
        self.is_arabic: bool = holds_arabic(text)
        """Whether any of it is written in Arabic letters."""
        self.bares: list[str] = [bare_of(word) for word in self.words] if self.is_arabic else self.words
        """The words without an attached Arabic conjunction, preposition or article."""

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def _begins(self) -> list[int]:
        """Where each stands in the folded text."""
        return [match.start() for match in _TOKEN.finditer(self._whole.text)]

    def word(self, at: int) -> str:
        """The folded word at an index."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def bare(self, at: int) -> str:
        """The word at an index without what Arabic attaches."""
        return self.bares[at] if 0 <= at < len(self.words) else ""

    def among(self, at: int, words: AbstractSet[str]) -> bool:
        """Whether the word at an index is one of these, with or without what Arabic attaches."""
        if not 0 <= at < len(self.words):
            return False
        return self.words[at] in words or (self.is_arabic and self.bares[at] in words)

    def joined(self, at: int) -> bool:
        """Whether "and" is attached to the word at an index, as Arabic does."""
        return self.is_arabic and self.word(at).startswith("و") and self.bare(at) != self.word(at)

    def span(self, at: int) -> tuple[int, int]:
        """Where the token at an index stands in the sentence."""
        begin = self._begins[at]
        return self._whole.original(begin, begin + len(self.words[at]))

    def apart(self, before: int, at: int) -> bool:
        """Whether two tokens have no character of the sentence in common, as those have that "½" folds to."""
        return isinstance(self._whole.origin, range) or self.span(before)[1] <= self.span(at)[0]

    def source(self, at: int) -> str:
        """The token at an index as the sentence writes it."""
        start, end = self.span(at)
        return self.sentence[start:end]

    def digits(self, at: int) -> bool:
        """Whether it is a number in digits; "½" and "²" fold to digits and are none."""
        if not self.word(at)[:1].isdecimal():
            return False
        return self.sentence.isascii() or not any(map(_is_other_number, self.source(at)))

    def glued(self, at: int) -> bool:
        """Whether no white space stands before it."""
        if not 0 < at < len(self.words):
            return False
        before = self.words[at - 1]
        if before + self.words[at] not in self._whole.text:  # nearly all, and where they stand is not looked for
            return False
        return self._begins[at] == self._begins[at - 1] + len(before)

    def hard(self, at: int) -> bool:
        """Whether a hard or thin space stands before it, as between groups of digits."""
        if self.sentence.isascii() or not 0 <= at < len(self.words):
            return False
        start, _ = self.span(at)
        return start > 0 and self.sentence[start - 1] in _HARD_SPACES


def _is_other_number(char: str) -> bool:
    """Whether a character is a number and no digit."""
    return char.isnumeric() and not char.isdecimal()


def holds_arabic(text: str) -> bool:
    """Whether any of a text is written in Arabic letters."""
    return not text.isascii() and _ARABIC.search(text) is not None


def is_arabic(word: str) -> bool:
    """Whether a word is written in Arabic letters."""
    return "\u0600" <= word[:1] <= "\u06ff"


def bare_of(word: str) -> str:
    """A folded word without an attached Arabic conjunction, preposition or article."""
    return _bare(word) if "\u0600" <= word[0] <= "\u06ff" else word


@lru_cache(maxsize=4096)
def _bare(word: str) -> str:
    if word in _WHOLE:
        return word
    if word[0] in _CONJUNCTIONS and word[1:] in _WHOLE:
        return word[1:]
    prefix = _PREFIX.match(word)
    return word[prefix.end() :] if prefix else word


def is_turkish(words: AbstractSet[str]) -> bool:
    """Whether "on" is ten and "bin" a thousand in a sentence of these words."""
    return not words.isdisjoint(_TURKISH) and words.isdisjoint(_ENGLISH)
