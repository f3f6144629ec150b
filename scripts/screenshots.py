"""Take the README's pictures of the report: the example articles, as the embedded engine's recorded answers have them.

    python scripts/screenshots.py [FOLDER]        (docs/images unless told otherwise)

Needs Chromium and the recordings in ``tests/cassettes``; stops where the page logs anything or asks for anything.
"""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from recorded import NAMES, result_of

from syriaevents.link.linking import link
from syriaevents.report import write_report

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
LARGEST = 300_000
"""Bytes a picture may have."""


class Shot(NamedTuple):
    """One picture: its name, what is open, the window and the colours."""

    name: str
    view: str
    width: int = 1280
    height: int = 860
    scheme: str = "light"
    scale: float = 1


def _article(name: str) -> str:
    return f"a{NAMES.index(name) + 1}"


SHOTS = (
    Shot("report-article", f"{_article('en_crossing_reopens')}/M2"),
    Shot("report-overview", "overview", height=1060),
    Shot("report-arabic", f"{_article('ar_mayadin_talks')}/M1", scheme="dark"),
    Shot("report-phone", f"{_article('en_hama_front')}", width=375, height=740, scale=1.5),
)


def take(browser: Browser, page: Path, shot: Shot, folder: Path) -> None:
    """Take one picture. Raises RuntimeError where the page is at fault or the picture is too large."""
    view = browser.new_page(
        viewport={"width": shot.width, "height": shot.height}, color_scheme=shot.scheme,
        device_scale_factor=shot.scale, reduced_motion="reduce",
    )  # fmt: skip
    faults: list[str] = []
    view.on("console", lambda message: faults.append(message.text))
    view.on("pageerror", lambda error: faults.append(str(error)))
    view.on("request", lambda request: request.url.startswith("file:") or faults.append(request.url))
    view.goto(f"{page.as_uri()}#{shot.view}")
    view.wait_for_selector("html[data-ready]")
    view.wait_for_timeout(300)
    path = folder / f"{shot.name}.png"
    view.screenshot(path=path)
    view.close()
    size = path.stat().st_size
    print(f"{path.name}: {size:,} bytes")
    if faults or size > LARGEST:
        raise RuntimeError(f"{shot.name}: {faults or f'larger than {LARGEST:,} bytes'}")


def main(folder: Path = IMAGES) -> None:
    """Write all pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    results = [result_of(name) for name in NAMES]
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        page = Path(scratch) / "report.html"
        write_report(results, page, events=link(results))
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for shot in SHOTS:
            take(browser, page, shot, folder)
        browser.close()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
