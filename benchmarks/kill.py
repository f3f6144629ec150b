"""Runs that are disturbed end with exactly the records of an undisturbed one.

``python benchmarks/kill.py [-n 400] [--kills 10]``: SIGKILL at random moments, resumed each time; a disk that is full
for a while (a limit on the size of files, lifted later); a server that is down for a while. After each the records are
compared, and the server's log tells how often each question was asked. Exit status 1 where something differs.
"""

import argparse
import json
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from corpora import corpus, serving, started

_AT_ONCE = 8
_FULL = 4096
"""Bytes that files may have while the disk is full."""
_SERVER = ("--bad", 0, "--hopeless", 0, "--delay", 0.05)


def records(store: Path) -> list[object]:
    """Everything in the results but what they cost, in their order."""
    from syriaevents.store.results import read_results

    return [result.model_dump(exclude={"meta": {"seconds", "usage"}}) for result in read_results(store)]


def asked(log: Path) -> Counter[str]:
    """How often each question was asked."""
    return Counter(json.loads(line)["question"] for line in log.open(encoding="utf-8"))


def answered(store: Path) -> int:
    """Attempts that were kept so far."""
    try:
        with sqlite3.connect(f"{store.as_uri()}?mode=ro", uri=True) as connection:
            return connection.execute("SELECT max(number) FROM usage").fetchone()[0] or 0
    except sqlite3.OperationalError:
        return 0


class Disturbed:
    """One corpus, run in several ways."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder, self.count = folder, count
        self.articles = corpus(folder / "articles.jsonl", count)

    def log(self, way: str) -> Path:
        """The server's log of a way."""
        return self.folder / f"{way}.log"

    def store(self, way: str) -> Path:
        """The store of a way."""
        return self.folder / f"{way}.db"

    def start(self, way: str, address: str) -> "subprocess.Popen[str]":
        """The run, or what goes on with it."""
        return started(self.articles, self.store(way), address, "--concurrency", _AT_ONCE, stderr=subprocess.PIPE)

    def undisturbed(self) -> None:
        """Once, from beginning to end."""
        with serving("misbehaving_server.py", *_SERVER, "--log-to", self.log("undisturbed")) as address:
            self.start("undisturbed", address).communicate()

    def killed(self, kills: int, seed: int) -> int:
        """Killed so often, each time at a random moment after it has got on a little; how often it really was."""
        chance, done, times = random.Random(seed), 0, 0
        with serving("misbehaving_server.py", *_SERVER, "--log-to", self.log("killed")) as address:
            while times < kills:
                process = self.start("killed", address)
                goal = done + chance.randrange(_AT_ONCE, 2 * max(_AT_ONCE + 1, self.count // (2 * kills)))
                while process.poll() is None and answered(self.store("killed")) < goal:
                    time.sleep(chance.random() / 50)
                if process.poll() is not None:
                    break
                process.kill()
                process.communicate()
                done, times = answered(self.store("killed")), times + 1
            self.start("killed", address).communicate()
        return times

    def full_disk(self, seconds: float) -> str:
        """Files may not grow for so many seconds; what the run told."""
        with serving("misbehaving_server.py", *_SERVER, "--log-to", self.log("full disk")) as address:
            process = self.start("full disk", address)
            while answered(self.store("full disk")) < self.count // 4:
                time.sleep(0.05)
            resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (_FULL, resource.RLIM_INFINITY))
            time.sleep(seconds)
            resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            return process.communicate()[1]

    def server_down(self, seconds: float) -> None:
        """The server is killed and comes back on its port."""
        options = (*_SERVER, "--log-to", self.log("server down"))
        with serving("misbehaving_server.py", *options) as address:
            process = self.start("server down", address)
            while answered(self.store("server down")) < self.count // 4:
                time.sleep(0.05)
        time.sleep(seconds)
        port = address.rpartition(":")[2].partition("/")[0]
        with serving("misbehaving_server.py", *options, "--port", port):
            process.communicate()

    def verdict(self, way: str) -> bool:
        """Whether a way ended like the undisturbed one; what is found is printed."""
        same = records(self.store(way)) == records(self.store("undisturbed"))
        needed, here = asked(self.log("undisturbed")), asked(self.log(way))
        more = {question: count - needed[question] for question, count in here.items() if count > needed[question]}
        most = max(more.values(), default=0)
        print(
            f"{way}: records {'are the same' if same else 'DIFFER'}; {here.total()} requests, {needed.total()} needed"
        )
        print(f"  {len(more)} questions were asked again, each at the most {most} times")
        return same and most <= 1


def main() -> None:
    """Disturb in three ways."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", type=int, default=400)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=5.0, help="how long the disk is full and the server down")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        runs = Disturbed(Path(name), chosen.n)
        runs.undisturbed()
        print(f"killed {runs.killed(chosen.kills, chosen.seed)} times")
        held = [runs.verdict("killed")]
        told = runs.full_disk(chosen.seconds)
        print("told:", next((line for line in told.splitlines() if "disk is full" in line), "nothing about the disk"))
        held.append(runs.verdict("full disk"))
        runs.server_down(chosen.seconds)
        held.append(runs.verdict("server down"))
    sys.exit(not all(held))


if __name__ == "__main__":
    main()
