"""One run, many articles: whether memory is flat, and how the pace compares with that of the peers.

``python benchmarks/scale.py [-n 20000] [--peers 1000]``: ``syriaevents run`` over so many articles through the
fixed-delay server; its memory is looked at while it goes on, and its articles a second stand beside those of plain
instructor and LangExtract, measured before it by overhead.py's clients.
"""

import argparse
import json
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from corpora import corpus, family, processor, resident, serving, started
from overhead import article, compare, content

_FIRST = 1000
"""Articles after which memory is to be flat."""


def known_corpus(path: Path, count: int) -> Path:
    """The article that the peers are measured with, varied: the same records are found in each."""
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            file.write(json.dumps({"id": f"a{number}", "language": "en", "text": article(number)}) + "\n")
    return path


def done(store: Path) -> int:
    """Articles that were asked about so far."""
    try:
        with sqlite3.connect(f"{store.as_uri()}?mode=ro", uri=True) as connection:
            return connection.execute("SELECT max(number) FROM usage").fetchone()[0] or 0
    except sqlite3.OperationalError:
        return 0


def watched(
    articles: Path, store: Path, address: str, at_once: int, processes: list[object]
) -> tuple[list[tuple[int, float, float, float]], int]:
    """(articles done, seconds, megabytes, seconds of the processor) while a run goes on, and its exit status.

    Memory and work are those of all its processes.
    """
    seen: list[tuple[int, float, float, float]] = []
    with started(articles, store, address, "--concurrency", at_once, *processes) as process:
        while process.poll() is None:
            try:
                all_of_it = family(process.pid)
                memory, work = sum(map(resident, all_of_it)), sum(map(processor, all_of_it))
                seen.append((done(store), time.monotonic(), memory, work))
            except (OSError, IndexError):  # it has just ended
                break
            time.sleep(0.5)
        return seen, process.wait()


def main() -> None:
    """Read the options, measure the peers, then the run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", type=int, default=20_000, help="articles of the run")
    parser.add_argument("--peers", type=int, default=1000, help="articles that each peer is asked about; 0: none")
    parser.add_argument("--at-once", type=int, default=64)
    parser.add_argument("--delay", type=float, default=0.1, metavar="SECONDS")
    parser.add_argument(
        "--processes", type=int, help="those beside the one that asks; as many as the command finds worth it"
    )
    parser.add_argument("--mixed", action="store_true", help="articles of many kinds instead of the peers' one")
    chosen = parser.parse_args()
    given: list[object] = [] if chosen.processes is None else ["--processes", chosen.processes]
    peers = compare(["instructor", "langextract"], chosen.peers, chosen.at_once, chosen.delay) if chosen.peers else {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        articles = (corpus if chosen.mixed else known_corpus)(folder / "articles.jsonl", chosen.n)
        answer = folder / "answer.json"
        answer.write_text(content("syriaevents"), encoding="utf-8")
        with serving("fixed_delay_server.py", answer, "--delay", chosen.delay) as address:
            seen, status = watched(articles, folder / "run.db", address, chosen.at_once, given)
        with sqlite3.connect(folder / "run.db") as connection:
            results, records = connection.execute(
                "SELECT count(*), sum(statements + military_movements + diplomatic_initiatives) FROM results"
            ).fetchone()
    begun = [row for row in seen if row[0] >= _FIRST] or seen
    rate = (begun[-1][0] - begun[0][0]) / max(begun[-1][1] - begun[0][1], 0.001)
    work = 1000 * (max(row[3] for row in begun) - begun[0][3]) / max(begun[-1][0] - begun[0][0], 1)
    most = max(row[2] for row in seen)
    later = [row[2] for row in begun]
    print(f"{results} of {chosen.n} articles, exit status {status}, {records / max(results, 1):.1f} records an article")
    print(f"memory: {later[0]:.0f} MB after {begun[0][0]} articles, then at the most {max(later):.0f} MB "
          f"({100 * (max(later) / later[0] - 1):+.1f} %); highest of all {most:.0f} MB")  # fmt: skip
    print(f"{rate:.1f} articles a second after the first {begun[0][0]}, {work:.1f} ms of the processor an article")
    for peer, figures in peers.items():
        pace, cost = figures["articles_a_second"], figures["cpu_ms"]
        print(f"  {rate / pace:.2f} x {peer} ({pace:.1f} a second, {cost:.1f} ms)")


if __name__ == "__main__":
    main()
