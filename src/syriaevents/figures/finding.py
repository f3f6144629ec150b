"""Figures: the numbers that count something, with their qualifiers and as ranges."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from syriaevents.figures.numbers import Number, read_numbers
from syriaevents.figures.tokens import Tokens
from syriaevents.figures.uncounted import counts_something
from syriaevents.figures.words import PEOPLE, TABLES
from syriaevents.folding import folded

_BETWEEN = frozenset({"between", "بين"})
_TO = frozenset({"-", "to", "or", "الي", "او", "veya", "ila"})
_AND = frozenset({"and", "و", "ile", "ve"})

Ends = tuple[int | None, int | None, int | None]
Phrases = Mapping[tuple[str, ...], str]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its qualifier: ``sentence[start:end] == text``; null ends are open or not stated."""

    start: int
    end: int
    text: str
    low: int | None
    best: int | None
    high: int | None


class Placed(NamedTuple):
    """A figure as ``tokens[first:last]``, with its low end, its best value and its high end."""

    first: int
    last: int
    ends: Ends
    noun: bool = False
    """A noun stands for the number: "a woman", "شخص"."""


def _phrases(table: Mapping[str, str]) -> Phrases:
    return {tuple(phrase.split()): sense for sense, row in table.items() for phrase in folded(row).split("|")}


_BEFORE, _BEHIND = _phrases(TABLES["qualifiers"]["before"]), _phrases(TABLES["qualifiers"]["behind"])
_BEFORE_ENDS = frozenset(phrase[-1] for phrase in _BEFORE)
_LONGEST = max(map(len, (*_BEFORE, *_BEHIND)))


def find_figures(sentence: str) -> tuple[Figure, ...]:
    """Every number of people or things in a sentence, in order, with its qualifiers; linear in its length."""
    tokens = Tokens(sentence)
    spans = ((tokens.span(one.first)[0], tokens.span(one.last - 1)[1], one.ends) for one in placed_figures(tokens))
    return tuple(Figure(start, end, sentence[start:end], *ends) for start, end, ends in spans)


def placed_figures(tokens: Tokens) -> Iterator[Placed]:
    """The figures of a tokenised sentence, in order; no two share a token or a character."""
    numbers = [number for number in read_numbers(tokens) if counts_something(tokens, number)]
    behind = 0  # the last figure, in tokens
    index = 0
    while index < len(numbers):
        number = numbers[index]
        other = (
            numbers[index + 1] if index + 1 < len(numbers) and _is_range(tokens, number, numbers[index + 1]) else None
        )
        index += 2 if other else 1
        first, last, sense = _qualified(tokens, number.first, (other or number).last)
        if behind <= first and (not behind or tokens.apart(behind - 1, first)):
            yield Placed(first, last, _ends(number, other, sense))
            behind = last


def _ends(number: Number, other: Number | None, sense: str | None) -> Ends:
    value = number.value
    if number.vague:
        return value, None, None
    if other:
        return value, None, other.value
    return (value if sense in {None, "at_least"} else None), value, (value if sense in {None, "at_most"} else None)


def _is_range(tokens: Tokens, number: Number, other: Number) -> bool:
    """Whether two numbers are the ends of one: "20-30", "20 to 30", "between 20 and 30"."""
    if number.vague or other.vague or number.value >= other.value:
        return False
    between = tokens.word(number.first - 1) in _BETWEEN
    if other.first == number.last:  # "بين عشرين وثلاثين"
        return between and tokens.joined(other.first)
    joint = tokens.word(number.last)
    return other.first == number.last + 1 and (joint in _TO or (between and joint in _AND))


def _qualified(tokens: Tokens, first: int, last: int) -> tuple[int, int, str | None]:
    """The span with the qualifier before or behind it, and what that says."""
    if _without_and(tokens, first - 1) in _BEFORE_ENDS:
        words = [_without_and(tokens, at) for at in range(max(first - _LONGEST, 0), first)]
        for length in range(len(words), 0, -1):
            if sense := _BEFORE.get(tuple(words[-length:])):
                return first - length, last, sense
    if tokens.word(first - 1) in _BETWEEN:
        first -= 1
    for begin in _behind(tokens, last):
        words = tokens.words[begin : begin + _LONGEST]
        for length in range(len(words), 0, -1):
            if sense := _BEHIND.get(tuple(words[:length])):
                return first, begin + length, sense
    return first, last, None


def _without_and(tokens: Tokens, at: int) -> str:
    return tokens.bare(at) if tokens.joined(at) else tokens.word(at)


def _behind(tokens: Tokens, last: int) -> Iterator[int]:
    """Where a qualifier behind a number may begin: "200 or more", "20'den fazla", "12 شخصا على الأقل"."""
    for at in range(last, last + 3):
        yield at
        if not (tokens.word(at) == "'" or tokens.bare(at) in PEOPLE):
            return
