"""A sentence as folded words, numbers and marks that know where they stand."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple, overload

from syriaevents.figures.words import TABLES, word_set
from syriaevents.folding import Folded, fold, folded

_TOKEN = re.compile(r"\d+(?:[.,٬]\d+)*|[^\W\d_]+|[^\w\s]|_")
_DIGIT, _ARABIC = re.compile(r"\d"), re.compile("[\u0600-\u06ff]")
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


class Token(NamedTuple):
    """A word, a number in digits or a mark; an empty word stands for the lack of one."""

    word: str = ""
    """As folded."""
    bare: str = ""
    """Without an attached Arabic conjunction, preposition or article."""
    source: str = ""
    start: int = 0
    """In the sentence, as ``end``."""
    end: int = 0
    glued: bool = False
    """No white space stands before it."""
    digits: bool = False
    """A number in digits; "½" and "²" fold to digits and are none."""
    hard: bool = False
    """A hard or thin space stands before it, as between groups of digits."""

    def among(self, words: AbstractSet[str]) -> bool:
        """Whether the word is one of these, with or without what Arabic attaches."""
        return self.word in words or self.bare in words

    @property
    def joined(self) -> bool:
        """Whether "and" is attached to it, as Arabic does."""
        return self.bare != self.word and self.word.startswith("و")


NOTHING = Token()


class Tokens(Sequence[Token]):
    """The tokens of a sentence, in order: their words at once, what else is known of one when it is asked for."""

    __slots__ = ("_made", "_spans", "_whole", "kinds", "words")

    def __init__(self, sentence: str) -> None:
        self._whole: Folded = fold(sentence)
        self.words: list[str] = _TOKEN.findall(self._whole.text)
        """As folded."""
        self.kinds: frozenset[str] = frozenset(self.words)
        """Every word once."""
        self._spans: list[tuple[int, int]] = []
        self._made: dict[int, Token] = {}

    def __len__(self) -> int:
        return len(self.words)

    @property
    def is_arabic(self) -> bool:
        """Whether any of it is written in Arabic letters."""
        return not self._whole.text.isascii() and _ARABIC.search(self._whole.text) is not None

    @property
    def has_digits(self) -> bool:
        """Whether any of it is written in digits."""
        return _DIGIT.search(self._whole.text) is not None

    @overload
    def __getitem__(self, index: int) -> Token: ...
    @overload
    def __getitem__(self, index: slice) -> "list[Token]": ...
    def __getitem__(self, index: int | slice) -> "Token | list[Token]":
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self.words)))]
        if index < 0:
            index += len(self.words)
        made = self._made.get(index)
        if made is None:
            made = self._made[index] = self._token(index)
        return made

    def _token(self, index: int) -> Token:
        word = self.words[index]
        if not self._spans:
            self._spans = [match.span() for match in _TOKEN.finditer(self._whole.text)]
        begin, behind = self._spans[index]
        start, end = self._whole.original(begin, behind)
        sentence = self._whole.source
        source = sentence[start:end]
        return Token(
            word,
            bare_of(word),
            source,
            start,
            end,
            glued=begin == (self._spans[index - 1][1] if index else -1),
            digits=word[0].isdecimal() and all(char.isdecimal() or not char.isnumeric() for char in source),
            hard=start > 0 and sentence[start - 1] in _HARD_SPACES,
        )


def token_at(tokens: Tokens, index: int) -> Token:
    """The token at an index, or NOTHING before the first and behind the last."""
    return tokens[index] if 0 <= index < len(tokens.words) else NOTHING


def word_at(tokens: Tokens, index: int) -> str:
    """The folded word at an index, or an empty one."""
    return tokens.words[index] if 0 <= index < len(tokens.words) else ""


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


def is_turkish(tokens: Tokens) -> bool:
    """Whether "on" is ten and "bin" a thousand in this sentence."""
    return maybe_turkish(tokens.kinds)


def maybe_turkish(words: frozenset[str] | set[str]) -> bool:
    """Whether folded words are those of a Turkish sentence."""
    return not words.isdisjoint(_TURKISH) and words.isdisjoint(_ENGLISH)
