"""What attempts cost, noted, and what a store holds, counted."""

import sqlite3

from syriaevents.schema import Usage
from syriaevents.store.entries import Spent, Totals, now


def spend(connection: sqlite3.Connection, run: int, article: str, setting: str, spent: Spent) -> None:
    """Note what one attempt at an article cost."""
    usage = spent.usage
    connection.execute(
        "INSERT INTO usage (run, article, setting, prompt_tokens, completion_tokens, cached_tokens, requests, "
        "seconds, usd, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            run, article, setting, usage.prompt_tokens, usage.completion_tokens, usage.cached_tokens,
            usage.requests, spent.seconds, spent.usd, now(),
        ),
    )  # fmt: skip


def totals_of(connection: sqlite3.Connection, setting: str) -> Totals:
    """Counts and costs of the setting with this id, over all its runs."""
    counts = connection.execute(
        "SELECT count(*), total(statements), total(military_movements), total(diplomatic_initiatives), total(rejected) "
        "FROM results WHERE setting = ?",
        (setting,),
    ).fetchone()
    failed = dict(
        connection.execute("SELECT dead, count(*) FROM failures WHERE setting = ? GROUP BY dead", (setting,)).fetchall()
    )
    *tokens, usd, unpriced = connection.execute(
        "SELECT total(prompt_tokens), total(completion_tokens), total(cached_tokens), total(requests), total(usd), "
        "total(usd IS NULL AND prompt_tokens + completion_tokens > 0) FROM usage WHERE setting = ?",
        (setting,),
    ).fetchone()
    (copies,) = connection.execute("SELECT count(*) - count(DISTINCT article) FROM sources").fetchone()
    done, statements, movements, initiatives, rejected = map(int, counts)
    prompt, answered, cached, requests = map(int, tokens)
    return Totals(
        done=done,
        copies=copies,
        dead=failed.get(1, 0),
        failed_open=failed.get(0, 0),
        usage=Usage(prompt_tokens=prompt, completion_tokens=answered, cached_tokens=cached, requests=requests),
        usd=None if unpriced else usd,
        statements=statements,
        military_movements=movements,
        diplomatic_initiatives=initiatives,
        rejected=rejected,
    )
