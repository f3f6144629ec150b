"""Near copies among the articles of a store: found by marks of their texts, told by their words."""

import sqlite3
from functools import lru_cache
from hashlib import blake2b
from itertools import islice

from syriaevents.copies import bands, sketch_of, words_of
from syriaevents.store.wording import MIN_WORDS, is_same_report

_ENOUGH = 3  # marks of eight that two share: 99 in 100 texts do that have nine in ten shingles in common
_CANDIDATES = 2  # texts that one is compared with before it is taken for no copy
_CROWD = 20  # articles that share a mark without being copies: what they share is boilerplate

_REMEMBER = """
    INSERT OR IGNORE INTO bands
    SELECT column1, ?9 FROM (VALUES (?1), (?2), (?3), (?4), (?5), (?6), (?7), (?8))
    WHERE (SELECT count(*) FROM (SELECT 1 FROM bands WHERE value = column1 LIMIT ?10)) < ?10
"""
_ALIKE = """
    SELECT hash, text FROM articles JOIN (
        SELECT article, count(*) AS shared FROM bands WHERE value IN (?, ?, ?, ?, ?, ?, ?, ?)
        GROUP BY article HAVING shared >= ? ORDER BY shared DESC, article LIMIT ?
    ) ON article = number ORDER BY shared DESC, article
"""


def marks_of(words: list[str]) -> tuple[int, ...]:
    """Eight numbers of 64 bits, every second band of the sketch of folded words; none where they are too few."""
    if len(words) < MIN_WORDS:
        return ()
    return tuple(
        int.from_bytes(blake2b(repr(band).encode(), digest_size=8).digest(), "big", signed=True)
        for band in islice(bands(sketch_of(words)), 0, None, 2)
    )


def remember(connection: sqlite3.Connection, number: int | None, marks: tuple[int, ...]) -> None:
    """Let the article with this number be found by its marks."""
    if marks:
        connection.execute(_REMEMBER, (*marks, number, _CROWD))


def original_of(connection: sqlite3.Connection, words: list[str], marks: tuple[int, ...]) -> str | None:
    """The hash of the article that a text with these folded words and marks is a near copy of."""
    if not marks:
        return None
    rows = connection.execute(_ALIKE, (*marks, _ENOUGH, _CANDIDATES)).fetchall()
    return next((str(digest) for digest, other in rows if is_same_report(words, _words_again(other))), None)


_words_again = lru_cache(maxsize=64)(words_of)  # a text that many are like comes up again and again
