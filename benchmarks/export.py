"""How long each export takes, and how much memory: seconds, peak resident memory and size by format.

    python benchmarks/export.py [RESULTS] [-n ARTICLES]

RESULTS are extractions as ``syriaevents extract --out`` writes them, by default those that the embedded engine's
recorded answers give for ``examples/articles``; they are repeated, each time as another article, until there are
ARTICLES. Every format is written by a ``syriaevents export`` of its own. Wanted: 1,000 articles in at most 10 s and
300 MB each.
"""

import argparse
import itertools
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from syriaevents.export import Format
from syriaevents.schema import Extraction
from syriaevents.store.results import read_results

TESTS = Path(__file__).resolve().parents[1] / "tests"
COMMAND = "import sys; from syriaevents.cli import main; sys.exit(main(sys.argv[1:]))"
SECONDS, MEGABYTES = 10, 300


def repeated(results: Iterable[Extraction], articles: int) -> Iterator[Extraction]:
    """So many articles, each with an id of its own."""
    for number, result in enumerate(itertools.islice(itertools.cycle(results), articles)):
        article = result.article.model_copy(update={"id": f"{result.article.id}-{number}"})
        yield result.model_copy(update={"article": article})


def recorded() -> list[Extraction]:
    """What the recorded answers give."""
    sys.path.insert(0, str(TESTS))
    from recorded import NAMES, result_of

    return [result_of(name) for name in NAMES]


def measured(source: Path, form: str, out: Path) -> tuple[float, float, float]:
    """Seconds, seconds of the processor, and peak megabytes of one export."""
    command = [sys.executable, "-c", COMMAND, "export", str(source), "--to", form, "--out", str(out), "--quiet"]
    begun = time.perf_counter()
    with subprocess.Popen(command) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{form}: exit status {process.returncode}")
    return time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def size(path: Path) -> float:
    """Megabytes of a file or of all files in a folder."""
    files = path.iterdir() if path.is_dir() else (path,)
    return sum(file.stat().st_size for file in files) / 1e6


def main() -> int:
    """Print a row a format; exit status 1 where one takes more than is wanted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("results", nargs="?", type=Path)
    parser.add_argument("-n", type=int, default=1000)
    options = parser.parse_args()
    results = list(read_results(options.results)) if options.results else recorded()
    slow = 0
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "results.jsonl"
        with source.open("w", encoding="utf-8") as file:
            file.writelines(f"{result.model_dump_json()}\n" for result in repeated(results, options.n))
        records = sum(
            len(one.statements) + len(one.military_movements) + len(one.diplomatic_initiatives) for one in results
        )
        print(f"{options.n} articles with about {records * options.n // len(results)} records, {size(source):.1f} MB")
        print(f"{'format':<10}{'seconds':>9}{'CPU s':>9}{'peak MB':>9}{'size MB':>9}")
        for form in Format:
            out = Path(folder) / form.value
            seconds, busy, peak = measured(source, form.value, out)
            slow += seconds > SECONDS or peak > MEGABYTES
            print(f"{form.value:<10}{seconds:>9.1f}{busy:>9.1f}{peak:>9.0f}{size(out):>9.1f}")
    return int(slow > 0)


if __name__ == "__main__":
    sys.exit(main())
