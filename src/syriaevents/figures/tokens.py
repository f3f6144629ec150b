"""A sentence as folded words, numbers and marks that know where they stand."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from syriaevents.figures.words import TABLES, word_set
from syriaevents.folding import fold, folded

_TOKEN = re.compile(r"(?P<digits>\d+(?:[.,٬]\d+)*)|[^\W\d_]+|[^\w\s]|_")
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


Tokens = Sequence[Token]
NOTHING = Token()


def token_at(tokens: Tokens, index: int) -> Token:
    """The token at an index, or NOTHING before the first and behind the last."""
    return tokens[index] if 0 <= index < len(tokens) else NOTHING


def word_at(tokens: Tokens, index: int) -> str:
    """The folded word at an index, or an empty one."""
    return token_at(tokens, index).word


def is_arabic(word: str) -> bool:
    """Whether a word is written in Arabic letters."""
    return "\u0600" <= word[:1] <= "\u06ff"


def tokenise(sentence: str) -> list[Token]:
    """The tokens of a sentence, in order."""
    whole = fold(sentence)
    tokens: list[Token] = []
    last = -1
    for match in _TOKEN.finditer(whole.text):
        begin, behind = match.span()
        start, end = whole.original(begin, behind)
        source, word = sentence[start:end], match.group()
        digits = match.lastgroup == "digits" and all(char.isdecimal() or not char.isnumeric() for char in source)
        hard = start > 0 and sentence[start - 1] in _HARD_SPACES
        bare = _bare(word) if "\u0600" <= word[0] <= "\u06ff" else word
        tokens.append(Token(word, bare, source, start, end, begin == last, digits, hard))
        last = behind
    return tokens


def _bare(word: str) -> str:
    if word in _WHOLE:
        return word
    if word[0] in _CONJUNCTIONS and word[1:] in _WHOLE:
        return word[1:]
    prefix = _PREFIX.match(word)
    return word[prefix.end() :] if prefix else word


def is_turkish(tokens: Tokens) -> bool:
    """Whether "on" is ten and "bin" a thousand in this sentence."""
    return maybe_turkish({token.word for token in tokens})


def maybe_turkish(words: frozenset[str] | set[str]) -> bool:
    """Whether folded words are those of a Turkish sentence."""
    return not words.isdisjoint(_TURKISH) and words.isdisjoint(_ENGLISH)
