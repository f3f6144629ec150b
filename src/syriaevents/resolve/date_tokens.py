"""A folded text as a row of tokens, each of one kind, so that date patterns are short and linear.

Patterns (date_patterns) are regular expressions over kinds of words, one character a word, not over
letters: the same pattern serves every spelling and, where the word order agrees, every language.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple, TypeAlias, overload

from syriaevents.folding import Folded
from syriaevents.resolve.date_chunks import CAPITAL, MARKS, OPEN, PIECES, SYMBOLS, TELLING, Piece, figure, kinds_of
from syriaevents.resolve.date_lexicon import forms, lexicon, meaning_of
from syriaevents.resolve.date_words import SHORT


class Token(NamedTuple):
    """A word, number or mark: its kind and value, its place in the folded text, and how it was written."""

    text: str
    kind: str
    value: int
    start: int
    end: int
    capital: bool
    unsure: bool = False


Word: TypeAlias = tuple[int, Piece]
"""A piece, and where its chunk stands in the folded text."""


@dataclass(frozen=True, slots=True)
class Row(Sequence[Token]):
    """The words of a text and their kinds, one symbol a word; words become tokens when they are looked at."""

    text: Folded
    language: str
    kinds: str
    words: list[Token | Word]

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


def tokens(text: Folded, language: str) -> Row | None:
    """All words of a folded text, phrases joined, in order; None where none of them could be part of a date."""
    chunks = text.text.split(" ")
    kinds = "".join(map(kinds_of(language).__getitem__, chunks))
    if TELLING.isdisjoint(kinds):
        return None
    starts = accumulate([len(chunk) + 1 for chunk in chunks], initial=0)
    words = [(start, piece) for start, chunk in zip(starts, chunks, strict=False) for piece in PIECES[chunk]]
    row: list[Token | Word] = list(words)
    symbols = list(kinds)
    joined: list[slice] = []
    behind = 0
    for place in OPEN.finditer(kinds):
        at = place.start()
        if at >= behind:
            row[at], kind, size = _settled(words, at, text, language)
            symbols[at] = SYMBOLS[kind]
            behind = at + size
            joined += [slice(at + 1, behind)] if size > 1 else ()
    for rest in reversed(joined):
        del row[rest], symbols[rest]
    return Row(text, language, "".join(symbols), row)


def _settled(words: Sequence[Word], at: int, text: Folded, language: str) -> tuple[Token | Word, str, int]:
    """A word whose kind was open, or the phrase or token that it begins; its kind; and of how many words it is."""
    start, piece = words[at]
    meaning = meaning_of(piece.text, language)
    followed = at + 1 < len(words) and words[at + 1][1].text in meaning.seconds
    if followed and (found := _phrase(words, at, language)):
        phrase, size, kind, value = found
        begin, (last, end) = start + piece.start, words[at + size - 1]
        capital = text.source[text.origin[begin]].isupper()
        return Token(phrase, kind, value, begin, last + end.end, capital), kind, size
    if language != "en" or meaning.kind not in CAPITAL:
        return words[at], meaning.kind, 1
    token = _alone(words[at], text, language)
    if token.text in SHORT and at + 2 < len(words):  # "Nov. 29"
        stop, mark = words[at + 1]
        if mark.text == "." and stop + mark.start == token.end:
            return token._replace(end=token.end + 1), token.kind, 2
    return token, token.kind, 1


def _phrase(words: Sequence[Word], at: int, language: str) -> tuple[str, int, str, int] | None:
    """The longest phrase that begins with a word: its text, its number of words, kind and value."""
    lex = lexicon(language)
    for form in forms(words[at][1].text, language):
        for size in lex.phrases.get(form, ()):
            phrase = " ".join([form, *(piece.text for _, piece in words[at + 1 : at + size])])
            if at + size <= len(words) and phrase in lex.words:
                return phrase, size, *lex.words[phrase]
        if form in lex.words:
            break
    return None


def _alone(word: Word, text: Folded, language: str) -> Token:
    """A word by itself."""
    chunk, (form, group, begin, finish) = word
    start, end = chunk + begin, chunk + finish
    written = text.source[text.origin[start]]
    if group in ("word", "tail"):
        bare, kind, value, _ = meaning_of(form, language)
        if form.endswith(bare):  # without what Arabic writes in front of a word
            start = end - len(bare)
        form = bare
    elif group == "mark":
        kind, value = MARKS.get(form, "other"), 0
    else:
        kind, value = figure(group, form)
    capital = written.isupper()
    if language == "en" and kind in CAPITAL and not capital:
        kind = "other"
    unsure = form in lexicon(language).unsure and not (form == "اب" and written == "آ")
    return Token(form, kind, value, start, end, capital, unsure)
