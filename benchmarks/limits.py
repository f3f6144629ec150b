"""Whether limits hold, by the server's own log: requests a minute, tokens, a key that is revoked.

``python benchmarks/limits.py [--seconds 30]``. Exit status 1 where one does not.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from corpora import corpus, serving, started

_RPM = 600
_WINDOW = 10.0
"""Seconds."""
_TOKENS = 1200
"""What each answer of the server costs."""
_REVOKED_AT = 200


Log = list[dict[str, object]]


def logged(folder: Path, articles: Path, server: tuple[object, ...], *options: object) -> tuple[Log, str]:
    """The server's log of a run against it, and what the run told."""
    log, store = folder / "server.log", folder / "run.db"
    for file in (log, *folder.glob("run.db*")):
        file.unlink(missing_ok=True)
    with serving("misbehaving_server.py", "--bad", 0, "--hopeless", 0, "--log-to", log, *server) as address:
        process = started(articles, store, address, *options, stderr=subprocess.PIPE)
        _, told = process.communicate()
    return [json.loads(line) for line in log.open(encoding="utf-8")], told


def fullest_window(log: Log) -> int:
    """The most requests in any ten seconds."""
    moments = sorted(float(str(entry["at"])) for entry in log)
    return max(sum(1 for at in moments[first:] if at < begin + _WINDOW) for first, begin in enumerate(moments))


def main() -> None:
    """Check each limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=30, help="how long the requests a minute are watched")
    chosen = parser.parse_args()
    held: list[bool] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        articles = corpus(folder / "articles.jsonl", _RPM * chosen.seconds // 60)
        share = _RPM * _WINDOW / 60
        for what, server, options in (
            (f"--rpm {_RPM}", (), ("--rpm", _RPM)),
            (f"the headers' {_RPM} a minute", ("--rpm", _RPM), ()),
        ):
            log, _ = logged(folder, articles, server, *options, "--concurrency", 32)
            fullest = fullest_window(log)
            held.append(fullest <= 1.1 * share)
            print(f"{what}: {len(log)} requests, at the most {fullest} in {_WINDOW:.0f} s (share {share:.0f})")

        budget, at_once = 60 * _TOKENS, 8
        log, told = logged(folder, articles, (), "--max-tokens", budget, "--concurrency", at_once)
        spent = len(log) * _TOKENS
        held.append(budget <= spent <= budget + at_once * _TOKENS)
        print(f"--max-tokens {budget}: {spent} spent, {(spent - budget) // _TOKENS} requests more than that")

        log, told = logged(folder, articles, ("--revoke-at", _REVOKED_AT))
        after = sum(entry["did"] == "revoked" for entry in log)
        held.append(after <= 20)
        print(f"key revoked at request {_REVOKED_AT}: {after} requests after that")
        print(f"  told: {re.findall('Stopped.*', told)}")
    sys.exit(not all(held))


if __name__ == "__main__":
    main()
