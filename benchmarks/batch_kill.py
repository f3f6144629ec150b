"""A run in batches, killed again and again, against the same run asked at once: the same records, nothing asked twice.

``python benchmarks/batch_kill.py [-n 300] [--kills 10] [--seed 1]``. A local server implements the Batch API (upload,
create, retrieve, list, output and error files) and chat completions; what it answers depends on the request alone: bad
records, answers that are no JSON and answers that are cut off included. In batches it lets lines expire, fail and get
lost on a seeded schedule. The command ends after each round (``--no-wait``) and is started again until all is done; the
first ones are killed (SIGKILL) at random moments.
"""

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from syriaevents.reading.articles import read_articles
from syriaevents.schema import Article
from syriaevents.store.results import read_results

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests"))

from batch_server import BatchServer, Plan, serving_batches  # noqa: E402


def corpus(path: Path, count: int) -> None:
    """So many articles: the examples, each time with another mark behind its sentences."""
    texts = [item for item in read_articles([HERE.parent / "examples/articles"]) if isinstance(item, Article)]
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            article = texts[number % len(texts)]
            text = re.sub(r"(?<=\w)\.(?=\s)", f" (q{number}).", article.text)
            row = {"id": f"a{number}", "text": text, "language": article.language}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def plans(seed: int) -> list[Plan]:
    """What goes wrong with which batch; none of the later ones."""
    dice = random.Random(seed)

    def faulty() -> Plan:
        salt, kind = dice.randrange(1000), dice.randrange(3)
        return Plan(
            status="expired" if kind == 0 else "completed",
            expires=lambda line: kind == 0 and (line * 7919 + salt) % 5 == 0,
            fails=lambda line: 500 if kind == 1 and (line * 7919 + salt) % 5 == 0 else None,
            loses=lambda line: kind == 2 and (line * 7919 + salt) % 11 == 0,
        )

    return [faulty() if number % 3 == 0 else Plan() for number in range(30)] + [Plan()]


def command(server: BatchServer, articles: Path, store: Path, *options: str) -> list[str]:
    """The command, as a process of its own."""
    given = [str(articles), "--store", str(store), "--model", server.spec, "--every-copy", "--quiet", *options]
    return [sys.executable, "-c", "import sys; from syriaevents.cli import main; sys.exit(main())", "run", *given]


def killed(arguments: list[str], after: float) -> bool:
    """Whether the command was still under way when it was killed."""
    with subprocess.Popen(arguments, stderr=subprocess.DEVNULL) as process:
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            process.kill()
            return True
    return False


def records(store: Path) -> dict[str, str]:
    """All records by article, without the seconds that they took."""
    return {result.article.id: result.model_dump_json(exclude={"meta": {"seconds"}}) for result in read_results(store)}


def main() -> None:
    """Run both ways and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", type=int, default=300, help="articles")
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--batch-size", type=int, default=200, help="requests a batch")
    chosen = parser.parse_args()
    dice = random.Random(chosen.seed)
    with tempfile.TemporaryDirectory() as name, serving_batches(*plans(chosen.seed)) as server:
        folder = Path(name)
        articles = folder / "articles.jsonl"
        corpus(articles, chosen.n)
        began = time.monotonic()
        subprocess.run(command(server, articles, folder / "direct.db"), check=True)
        direct = time.monotonic() - began
        batch = command(
            server, articles, folder / "batch.db", "--batch", "--no-wait", "--batch-size", str(chosen.batch_size)
        )
        began, starts, kills = time.monotonic(), 0, 0
        while kills < chosen.kills:
            kills += killed(batch, dice.uniform(1.5, 1.5 + direct))
            starts += 1
        while subprocess.run(batch, check=False).returncode:
            starts += 1
        took = time.monotonic() - began
        expected, given = records(folder / "direct.db"), records(folder / "batch.db")
        print(f"{chosen.n} articles, {len(server.direct)} requests; at once {direct:.1f} s")
        print(f"in {len(server.batches)} batches, {kills} times killed, {starts + 1} starts, {took:.1f} s")
        print(f"articles with other records: {sum(given.get(key) != value for key, value in expected.items())}")
        print(f"articles without a result: {len(expected.keys() - given.keys())}")
        print(f"requests answered more than once: {sum(count > 1 for count in server.answered.values())}")
        print(f"requests answered that nobody needed: {len(set(server.answered) - set(server.direct))}")
        print(f"files left over: {len(list(folder.glob('batch.db-batches/*')))}")


if __name__ == "__main__":
    main()
