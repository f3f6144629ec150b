"""A folded text as a row of tokens, each of one kind, so that date patterns are short and linear.

Patterns (date_patterns) are regular expressions over kinds of words, one character a word, not over
letters: the same pattern serves every spelling and, where the word order agrees, every language.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, overload

from syriaevents.folding import Folded
from syriaevents.resolve.date_lexicon import TOKEN, forms, lexicon, meaning_of
from syriaevents.resolve.date_words import SHORT

_MARKS = {
    "-": "dash", ",": "comma", "،": "comma", "/": "slash", "(": "open", ")": "close",
    ".": "stop", ";": "stop", "!": "cry", "?": "cry",
}  # fmt: skip
# Every kind that a pattern may name; each is one private character of the row.
_KINDS = (
    "other iso numeric figure decade number date year hyear century ordinal dash comma slash open close month "
    "weekday hijri ah unit units dual season quarter weekend count article vague the which this past fiscal same "
    "recent edge sofar deictic overnight part now ago apart before since between from to and until in of over "
    "span for on will told suffix decades day monthly yearly time stop cry"
).split()
SYMBOLS = {kind: chr(0xE000 + index) for index, kind in enumerate(_KINDS)}
_CAPITAL = frozenset({"month", "weekday"})
"""What English writes with a capital."""
_TABLE_SIZE = 8192
_LONGEST_WORD = 40
"""Letters; no word of a date has more, whatever is written together with it."""
_WORD, _TAIL, _MARK = (TOKEN.groupindex[group] for group in ("word", "tail", "mark"))


class Token(NamedTuple):
    """A word, number or mark: its kind and value, its place in the folded text, and how it was written."""

    text: str
    kind: str
    value: int
    start: int
    end: int
    capital: bool
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Row(Sequence[Token]):
    """The words of a text and their kinds, one symbol a word; words become tokens when they are looked at."""

    text: Folded
    language: str
    kinds: str
    words: list[Token | re.Match[str]]

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> list[Token]: ...
    def __getitem__(self, at: int | slice) -> Token | list[Token]:
        if isinstance(at, slice):
            return [self._token(index) for index in range(*at.indices(len(self.words)))]
        return self._token(at)

    def __len__(self) -> int:
        return len(self.words)

    def _token(self, at: int) -> Token:
        word = self.words[at]
        if not isinstance(word, Token):
            word = self.words[at] = _alone(word, self.text, self.language)
        return word


def tokens(text: Folded, language: str) -> Row:
    """All words of a folded text, phrases joined, in order."""
    raw = list(TOKEN.finditer(text.text))
    table = _symbols(language)
    symbols = [table[match[0]] for match in raw]
    joined = []
    after = 0
    for at, symbol in enumerate(symbols):
        if symbol or at < after:
            continue
        meaning = meaning_of(raw[at][0], language)
        if (
            meaning.seconds
            and meaning.kind not in _CAPITAL
            and not (at + 1 < len(raw) and raw[at + 1][0] in meaning.seconds)
        ):
            symbols[at] = SYMBOLS[meaning.kind]
            continue
        token, size = _here(raw, at, text, language)
        joined.append((at, at + size, token))
        after = at + size
    words: list[Token | re.Match[str]] = []
    kinds: list[str] = []
    behind = 0
    for at, end, token in joined:
        words += (*raw[behind:at], token)
        kinds += (*symbols[behind:at], SYMBOLS[token.kind])
        behind = end
    words += raw[behind:]
    return Row(text, language, "".join(kinds + symbols[behind:]), words)


class _Symbols(dict[str, str]):
    """The symbol of each word of a language, filled as words are met; none where the words behind it count too."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __missing__(self, word: str) -> str:
        if len(word) > _LONGEST_WORD and word.isalpha():
            return SYMBOLS["other"]
        meaning = meaning_of(word, self.language)
        asks = meaning.seconds or meaning.kind in _CAPITAL or any(map(str.isdecimal, word))
        symbol = "" if asks else SYMBOLS[_MARKS.get(word, meaning.kind)]
        if len(self) < _TABLE_SIZE and len(word) <= _LONGEST_WORD:
            self[word] = symbol
        return symbol


_symbols = cache(_Symbols)


def _here(raw: Sequence[re.Match[str]], at: int, text: Folded, language: str) -> tuple[Token, int]:
    """The token that begins with a word, and of how many words it is: the longest phrase known."""
    match = raw[at]
    behind = raw[at + 1][0] if at + 1 < len(raw) else ""
    if behind in meaning_of(match[0], language).seconds and (found := _phrase(raw, at, language)):
        phrase, size, kind, value = found
        start, end = match.start(), raw[at + size - 1].end()
        return Token(phrase, kind, value, start, end, text.source[text.origin[start]].isupper()), size
    token = _alone(match, text, language)
    shortened = language == "en" and token.text in SHORT and behind == "." and raw[at + 1].start() == token.end
    if shortened and at + 2 < len(raw):  # "Nov. 29"
        return token._replace(end=token.end + 1), 2
    return token, 1


def _phrase(raw: Sequence[re.Match[str]], at: int, language: str) -> tuple[str, int, str, int] | None:
    """The longest phrase that begins with a word: its text, its number of words, kind and value."""
    lex = lexicon(language)
    for form in forms(raw[at][0], language):
        for size in lex.phrases.get(form, ()):
            phrase = " ".join([form, *(match[0] for match in raw[at + 1 : at + size])])
            if at + size <= len(raw) and phrase in lex.words:
                return phrase, size, *lex.words[phrase]
        if form in lex.words:
            break
    return None


def _alone(match: re.Match[str], text: Folded, language: str) -> Token:
    """A word by itself."""
    word, (start, end) = match[0], match.span()
    written = text.source[text.origin[start]]
    if match.lastindex in (_WORD, _TAIL):
        form, kind, value, _ = meaning_of(word, language)
        if word.endswith(form):  # without what Arabic writes in front of a word
            start = end - len(form)
        word = form
    elif match.lastindex == _MARK:
        kind, value = _MARKS.get(word, "other"), 0
    else:
        kind, value = _figure(match.lastgroup or "", word)
    capital = written.isupper()
    if language == "en" and kind in _CAPITAL and not capital:
        kind = "other"
    unsure = word in lexicon(language).unsure and not (word == "اب" and written == "آ")
    return Token(word, kind, value, start, end, capital, unsure)


def _figure(group: str, word: str) -> tuple[str, int]:
    if group == "ordinal":
        value = int(word[:-2])
        return ("date", value) if 1 <= value <= 31 else ("ordinal", value)
    if group == "decade":
        value = int(word.strip("'s"))
        return "decade", value + (0 if value > 99 else 1900 if value > 20 else 2000)
    if group == "code":  # "M4", "20cm", "3pm"
        return "other", 0
    if group != "number":
        return group, 0
    if len(word) > 4:
        return "figure", 0
    value = int(word)
    if len(word) <= 2:
        return ("date", value) if 1 <= value <= 31 else ("number", value)
    if 1900 <= value <= 2099:
        return "year", value
    return ("hyear", value) if 1300 <= value <= 1499 else ("number", value)
