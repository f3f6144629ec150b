"""The report page's size, what it costs to write, and how long a browser takes to show it.

    python benchmarks/report.py [ARTICLES ...]          (1 and 1000 articles unless told otherwise)

The articles are the example ones with the embedded engine's recorded answers, again and again under new ids, each round
37 days later than the one before, so that no article is another's copy of the day. Each page is written by
``syriaevents report`` in a process of its own (events linked; peak memory as Linux tells it) and opened in headless
Chromium from a file: until the page answers, then until a view is drawn after a click, a filter or a search.
"""

import argparse
import datetime as dt
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from recorded import NAMES, result_of

from syriaevents.schema import Extraction

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
DATES = {"published", "start", "end"}
WRITE = """
import pathlib, re, sys
from syriaevents.cli import main
status = main(sys.argv[1:])
print(re.search(r"VmHWM:\\s+(\\d+)", pathlib.Path("/proc/self/status").read_text())[1])
sys.exit(status)
"""
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()), 0)))"
STEPS = {
    "records": "location.hash = 'records'",
    "articles": "location.hash = 'articles'",
    "an article": "location.hash = 'a1'",
    "overview": "location.hash = 'overview'",
    "first search": "document.querySelector('#filter-text').value = 'truce'; "
    "document.querySelector('#filter-text').dispatchEvent(new Event('input'))",
    "filter by type": "document.querySelector('.pill').click()",
}
"""What a reader does, in JavaScript; a search waits 150 ms for further letters, which is taken off."""
WAITED = {"first search": 150.0}


def lines(examples: list[Extraction], count: int) -> Iterator[str]:
    """So many extractions as JSON Lines, each article with an id and days of its own."""
    for at, result in enumerate(islice(cycle(examples), count)):
        data = json.loads(result.model_dump_json())
        data["article"]["id"] += f"-{at}"
        yield f"{json.dumps(later(data, 37 * (at // len(examples))), ensure_ascii=False)}\n"


def later(value: Any, days: int) -> Any:
    """The same JSON with every date so many days later."""
    if isinstance(value, dict):
        return {key: moved(item, days) if key in DATES else later(item, days) for key, item in value.items()}
    return [later(item, days) for item in value] if isinstance(value, list) else value


def moved(day: Any, days: int) -> Any:
    """A date so many days later; offsets of spans have the same names and stay."""
    return str(dt.date.fromisoformat(day) + dt.timedelta(days)) if isinstance(day, str) else day


def built(source: Path, page: Path) -> tuple[float, float]:
    """Seconds to write the page, and megabytes of memory at the peak, all in a new process."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", WRITE, "report", str(source), "--out", str(page)], check=True, capture_output=True
    )
    return time.perf_counter() - start, int(done.stdout) / 1024


def opened(browser: Any, page: Path) -> dict[str, float]:
    """Milliseconds until the page is ready from nothing, and for each step of a reader until it is drawn."""
    view = browser.new_page(viewport={"width": 1280, "height": 900})
    view.goto(page.as_uri())
    view.wait_for_selector("html[data-ready]")
    found = {"ready": float(view.evaluate("performance.getEntriesByType('navigation')[0].domComplete"))}
    for name, step in STEPS.items():
        start = view.evaluate(f"() => {{ const start = performance.now(); {step}; return start; }}")
        if name in WAITED:
            before = view.locator("#tally").inner_text()
            while view.locator("#tally").inner_text() == before:
                pass
        found[name] = float(view.evaluate(DRAWN)) - start - WAITED.get(name, 0.0)
    found["elements"] = float(view.evaluate("document.querySelectorAll('*').length"))
    view.close()
    return found


def main() -> None:
    """Measure and print a line a size."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=int, nargs="*", default=[1, 1000])
    parser.add_argument("--json", action="store_true", help="print JSON instead")
    chosen = parser.parse_args()
    examples = [result_of(name) for name in NAMES]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for count in chosen.articles:
            source, page = Path(folder) / "results.jsonl", Path(folder) / "report.html"
            with source.open("w", encoding="utf-8") as stream:
                stream.writelines(lines(examples, count))
            seconds, megabytes = built(source, page)
            size, given = page.stat().st_size, source.stat().st_size
            steps = opened(browser, page)
            if chosen.json:
                print(json.dumps({"articles": count, "bytes": size, "seconds": seconds, "mb": megabytes, **steps}))
                continue
            print(f"{count:,} articles: {size / 1e6:.2f} MB (from {given / 1e6:.2f} MB of JSONL), "
                  f"written in {seconds:.1f} s with {megabytes:.0f} MB of memory")  # fmt: skip
            print("  ms: " + ", ".join(f"{name} {value:,.0f}" for name, value in steps.items() if name != "elements"))
            print(f"  elements in the document: {steps['elements']:,.0f}")
        browser.close()


if __name__ == "__main__":
    main()
