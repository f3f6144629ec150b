"""Many articles against a server that misbehaves: each ends as a result or as a dead letter, none twice, none lost.

``python benchmarks/soak.py [-n 5000] [--bad 0.3]``. What the run logged and told is searched for the key and for words
of the articles. Exit status 1 where anything is not as it must be.
"""

import argparse
import json
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from corpora import corpus, serving, started

KEY = "sk-not-a-key-42"
_OF_ARTICLES = re.compile(r"\bq[a-j]{5}\b|Syria|Aleppo", re.IGNORECASE)
"""The mark that each article has, and words that most of them have."""


def main() -> None:
    """Soak, then look at the store, the logs and the server's own log."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", type=int, default=5000)
    parser.add_argument("--bad", type=float, default=0.3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--at-once", type=int, default=64)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        options = ("--bad", chosen.bad, "--seed", chosen.seed, "--storm-every", 400, "--log-to", folder / "server.log")
        articles = corpus(folder / "articles.jsonl", chosen.n)
        begun = time.monotonic()
        with serving("misbehaving_server.py", *options) as address:
            process = started(
                articles, folder / "run.db", address, "--concurrency", chosen.at_once, "--timeout", 5,
                "--log-json", folder / "run.log", stderr=subprocess.PIPE, key=KEY,
            )  # fmt: skip
            _, told = process.communicate()
        seconds = time.monotonic() - begun
        did = Counter(json.loads(line)["did"] for line in (folder / "server.log").open(encoding="utf-8"))
        print(f"{did.total()} requests in {seconds:.0f} s: {dict(did.most_common())}")
        faults = _faults(folder / "run.db", chosen.n) + _leaks(told, (folder / "run.log").read_text(encoding="utf-8"))
    print(told.strip())
    print(
        "\n".join(faults) or "Every article is a result or a dead letter with its cause; no key and no text was logged."
    )
    sys.exit(bool(faults))


def _faults(store: Path, count: int) -> list[str]:
    """What is wrong with the store's account of the articles."""
    with sqlite3.connect(store) as connection:
        ask = connection.execute
        results = {row[0] for row in ask("SELECT article FROM results")}
        dead = dict(ask("SELECT article, cause FROM failures WHERE dead"))
        left = ask("SELECT count(*) FROM failures WHERE NOT dead").fetchone()[0]
        twice = ask("SELECT count(*) FROM (SELECT 1 FROM results GROUP BY article HAVING count(*) > 1)").fetchone()[0]
        entered = {row[0] for row in ask("SELECT hash FROM articles")}
        causes = Counter(dead.values())
    print(f"{len(results)} results, {len(dead)} dead letters: {dict(causes)}")
    lost = len(entered - results - dead.keys())
    checks = {
        "articles were not taken in": count - len(entered),
        "articles are lost": lost,
        "are a result and a dead letter": len(results & dead.keys()),
        "are results twice": twice,
        "failures are neither settled nor dead": left,
        "dead letters have no cause": sum(not cause for cause in dead.values()),
    }
    return [f"{number} {what}" for what, number in checks.items() if number]


def _leaks(*logs: str) -> list[str]:
    """What should not have been told."""
    found = [KEY for log in logs if KEY in log]
    return [f"logged: {what}" for what in {*found, *(match for log in logs for match in _OF_ARTICLES.findall(log))}]


if __name__ == "__main__":
    main()
