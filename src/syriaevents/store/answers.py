"""Answers about articles that need several: kept until the article has its result.

A run that is killed then loses no more than the requests under way, however many an article needs.
"""

import sqlite3
from dataclasses import dataclass

from syriaevents.schema import Usage


@dataclass(frozen=True, slots=True)
class Noted:
    """An answer, and what it cost that is not counted yet."""

    answer: str
    """JSON."""
    usage: Usage


def note(connection: sqlite3.Connection, article: str, setting: str, question: str, noted: Noted) -> None:
    """Keep an answer."""
    used = noted.usage
    connection.execute(
        "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            article, setting, question, noted.answer,
            used.prompt_tokens, used.completion_tokens, used.cached_tokens, used.requests,
        ),
    )  # fmt: skip


def noted(connection: sqlite3.Connection, article: str, setting: str) -> dict[str, Noted]:
    """The answers that are there, by the digest of their question."""
    rows = connection.execute(
        "SELECT question, answer, prompt_tokens, completion_tokens, cached_tokens, requests FROM answers "
        "WHERE article = ? AND setting = ?",
        (article, setting),
    )
    return {
        question: Noted(
            answer, Usage(prompt_tokens=prompt, completion_tokens=answered, cached_tokens=cached, requests=requests)
        )
        for question, answer, prompt, answered, cached, requests in rows
    }


def forget(connection: sqlite3.Connection, article: str, setting: str) -> None:
    """The article has its result."""
    connection.execute("DELETE FROM answers WHERE article = ? AND setting = ?", (article, setting))


def counted(connection: sqlite3.Connection, article: str, setting: str) -> None:
    """What the answers cost is in ``usage`` now."""
    connection.execute(
        "UPDATE answers SET prompt_tokens = 0, completion_tokens = 0, cached_tokens = 0, requests = 0 "
        "WHERE article = ? AND setting = ?",
        (article, setting),
    )
