"""A run on a Ray cluster whose workers are killed, against the same run in one process: the same records.

``python benchmarks/ray_kill.py [-n 200] [--kills 3] [--delay 0.2]``: a cluster of two workers on this machine, a local
server whose answers depend on the request alone and take a while. Needs the extra ``ray``; Linux only.
"""

import argparse
import contextlib
import io
import json
import os
import random
import signal
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from syriaevents import cli
from syriaevents.store.results import read_results

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "tests"), str(HERE)]

from batch_kill import corpus  # noqa: E402
from batch_server import plausible, serving_batches  # noqa: E402
from ray_workers import worker_processes  # noqa: E402


def run(articles: Path, store: Path, spec: str, *options: str) -> float:
    """Seconds that the command takes; it has to end well."""
    began = time.monotonic()
    given = ["run", str(articles), "--store", str(store), "--model", spec, "--every-copy", "--quiet", *options]
    with contextlib.redirect_stderr(io.StringIO()) as told:
        status = cli.main(given)
    assert status == 0, told.getvalue()
    return time.monotonic() - began


def killing(kills: int, after: float, done: threading.Event) -> list[int]:
    """Kill one worker after the other, so many seconds apart; the victims."""
    victims: list[int] = []
    while len(victims) < kills and not done.wait(after):
        workers = worker_processes()
        if workers:
            victims.append(random.choice(workers))
            os.kill(victims[-1], signal.SIGKILL)
    return victims


def records(store: Path) -> dict[str, Any]:
    """All records by article, without the seconds that they took."""
    return {
        result.article.id: json.loads(result.model_dump_json(exclude={"meta": {"seconds"}}))
        for result in read_results(store)
    }


def main() -> None:
    """Run three times and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", type=int, default=200, help="articles")
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--delay", type=float, default=0.2, metavar="SECONDS")
    chosen = parser.parse_args()
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    import ray

    def answer(body: dict[str, Any]) -> tuple[int, Any]:
        time.sleep(chosen.delay)
        return plausible(body)

    with tempfile.TemporaryDirectory() as name, serving_batches(answer=answer) as server:
        folder = Path(name)
        corpus(folder / "articles.jsonl", chosen.n)
        seconds = {"one process": run(folder / "articles.jsonl", folder / "one.db", server.spec)}
        needed = server.direct.total()
        ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
        on_cluster = ("--ray", "--workers", "2")
        seconds["two workers"] = run(folder / "articles.jsonl", folder / "two.db", server.spec, *on_cluster)
        before, done = server.direct.total(), threading.Event()
        victims: list[int] = []
        pause = seconds["two workers"] / 4
        killer = threading.Thread(target=lambda: victims.extend(killing(chosen.kills, pause, done)))
        killer.start()
        seconds["two workers, killed"] = run(folder / "articles.jsonl", folder / "killed.db", server.spec, *on_cluster)
        done.set()
        killer.join()
        asked = server.direct.total() - before
        ray.shutdown()
        expected = records(folder / "one.db")
        for store in ("two", "killed"):
            given = records(folder / f"{store}.db")
            differing = sum(given.get(key) != value for key, value in expected.items())
            print(f"{store}: {len(given)} of {len(expected)} articles, {differing} with other records")
        print(", ".join(f"{what} {took:.1f} s" for what, took in seconds.items()))
        print(f"{len(victims)} workers killed; {needed} questions needed, {asked} asked with kills")


if __name__ == "__main__":
    main()
