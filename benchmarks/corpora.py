"""What the scripts about runs share: articles by the thousand, servers and runs in processes of their own."""

import contextlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE.parent / "examples" / "articles"
FA_KES = HERE.parent.parent / "shared" / "data" / "fa_kes" / "dev.csv"
_EVERY = 8
"""Words between two marks: enough that no article is a copy of another one."""
_COMMAND = "import sys; from syriaevents.cli import main; sys.exit(main())"


def texts() -> list[str]:
    """The texts of the examples, and of FA-KES where it is beside the project."""
    from syriaevents.reading.articles import read_articles
    from syriaevents.schema import Article

    paths = [str(EXAMPLES), *([str(FA_KES)] if FA_KES.exists() else [])]
    found = read_articles(paths, columns={"text": "article_content", "title": "article_title", "id": "unit_id"})
    return [item.text for item in found if isinstance(item, Article)]


def varied(text: str, number: int) -> str:
    """The text with a word of its own, made from the number, behind every eighth word: a new article."""
    mark = "q" + "".join(chr(ord("a") + int(digit)) for digit in f"{number:05d}")
    count = iter(range(10**9))
    return re.sub(r"\S+", lambda word: f"{word[0]} {mark}" if next(count) % _EVERY == 3 else word[0], text)


def corpus(path: Path, count: int) -> Path:
    """So many different articles as JSON Lines."""
    sources = texts()
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            row = {"id": f"a{number}", "text": varied(sources[number % len(sources)], number)}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path


@contextmanager
def serving(script: str, *options: object) -> Iterator[str]:
    """The address of a server in a process of its own; it ends with the block."""
    command = [sys.executable, str(HERE / script), *map(str, options)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def started(
    corpus: Path, store: Path, address: str, *options: object, stderr: int | None = None, key: str = "sk-not-a-key-42"
) -> "subprocess.Popen[str]":
    """``syriaevents run`` in a process of its own."""
    command = [sys.executable, "-c", _COMMAND, "run", str(corpus), "--store", str(store), "--model", f"{address}#m"]
    environment = {**os.environ, "SYRIAEVENTS_API_KEY": key, "SYRIAEVENTS_WINDOW": ""}  # whole articles
    return subprocess.Popen([*command, *map(str, options)], stderr=stderr, text=True, env=environment)


def family(process: int) -> list[int]:
    """A process and those that it has started."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it has just ended
            parents[int(stat.parent.name)] = int(stat.read_text(encoding="ascii").rpartition(")")[2].split()[1])
    return [process, *(one for one, parent in parents.items() if parent == process)]


def processor(process: int) -> float:
    """Seconds of the processor that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident(process: int) -> float:
    """Megabytes of memory that a process holds; what it shares with others is shared out among them."""
    told = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    return int(re.findall(r"Pss:\s+(\d+) kB", told)[0]) / 1024
