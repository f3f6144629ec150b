"""The report page in a real browser: what it shows, that it adds up, and that nothing in an article can drive it."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from report_samples import HOSTILE_WORDS, OVERLAPPING, extraction, hostile, many, overlapping, recorded, written
from sample_results import NASTY, span
from sample_results import hostile as nasty

from syriaevents import cli
from syriaevents.errors import ConfigError
from syriaevents.evaluate.gold import load_gold
from syriaevents.evaluate.running import run_eval
from syriaevents.report import write_report
from syriaevents.schema import Event, Extraction
from syriaevents.schema.written import Written
from syriaevents.store.entries import Setting, Spent
from syriaevents.store.journal import open_store

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
VIEWS = ("overview", "records", "articles", "a1", "a2", "a6")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")

EVENT = Event.model_validate(
    {
        "id": "e", "type": "military_movement", "action": "withdraw", "parties": [{"name": "guards"}],
        "counterparts": [{"name": "nobody"}], "start": "2025-03-03", "end": "2025-03-03", "sources": 2,
        "corroborated": 1, "contradicted": 1,
        "members": [
            {"article_id": "overlapping", "record_id": "m2", "source": "The Sample Post"},
            {"article_id": "overlapping", "record_id": "m1", "denies": True},
            {"article_id": "elsewhere", "record_id": "m9"},
        ],
        "disagreements": [
            {"field": "killed", "versions": [
                {"value": "2 to 4", "records": [{"article_id": "overlapping", "record_id": "m2"}], "sources": ["The Sample Post"]},
                {"value": "none", "records": [{"article_id": "elsewhere", "record_id": "m9"}]},
            ]}
        ],
    },
    strict=False,
)  # fmt: skip


class Opened:
    """A page with all that it logged, asked for and threw."""

    def __init__(self, browser: Any, path: Path, width: int = 1280, scheme: str = "light") -> None:
        self.page = browser.new_page(
            viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
        )
        self.page.set_default_timeout(10_000)
        self.faults: list[str] = []
        self.page.on("console", lambda message: self.faults.append(message.text))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.faults.append("dialog"), dialog.dismiss()))
        self.page.on(
            "request", lambda request: request.url.startswith(("file:", "blob:")) or self.faults.append(request.url)
        )
        self.path = path

    def at(self, view: str) -> Any:
        """The page at one of its views."""
        self.page.goto(f"file://{self.path}#{view}")
        self.page.wait_for_selector("html[data-ready]")
        return self.page


Open = Callable[..., Opened]


@pytest.fixture(scope="module")
def results() -> list[Extraction]:
    """What the page of most tests shows."""
    return [overlapping(), hostile(), *recorded()]


@pytest.fixture(scope="module")
def report(results: list[Extraction], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of most tests, with an event; another one is of articles that are not there."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    elsewhere = EVENT.model_copy(update={"members": EVENT.members[-1:] * 2})
    write_report(results, path, events=[EVENT, elsewhere])
    return path


@pytest.fixture(scope="module")
def browser(report: Path) -> Iterator[Any]:
    """One Chromium for all tests; started when the recorded answers have been replayed."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def opened(browser: Any, report: Path) -> Iterator[Open]:
    """Open pages; a fault on any of them fails the test."""
    pages: list[Opened] = []

    def start(view: str = "overview", path: Path | None = None, **options: Any) -> Any:
        pages.append(Opened(browser, path or report, **options))
        return pages[-1].at(view)

    yield start
    for page in pages:
        page.page.close()
    assert [] == [fault for page in pages for fault in page.faults]


def numbers(text: str) -> list[int]:
    """The numbers of a text."""
    return [int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", text)]


def tally(page: Any) -> tuple[int, list[int]]:
    """The chosen records, and those of each type."""
    parts = page.locator("#tally [data-part]").all_text_contents()
    return int(page.locator("#tally [data-chosen]").get_attribute("data-chosen")), [numbers(part)[0] for part in parts]


def records_of(result: Extraction) -> list[tuple[str, Any]]:
    """The records of an article with their keys on the page."""
    lists = {"S": result.statements, "M": result.military_movements, "D": result.diplomatic_initiatives}
    return [(f"{letter}{n}", record) for letter, found in lists.items() for n, record in enumerate(found, 1)]


@needs_chromium
@pytest.mark.parametrize("view", VIEWS)
def test_pages_open_without_error_or_request(opened: Open, view: str) -> None:
    """No view logs anything or asks for anything, from a file, under its own security policy."""
    page = opened(view)
    assert page.locator("main").inner_text()
    assert 1 == page.locator("script:not([type])").count()


@needs_chromium
def test_highlights_cover_exactly_the_evidence(opened: Open, results: list[Extraction]) -> None:
    """The pieces that are marked for a record, one after the other, are its evidence's words, for every record."""
    page = opened("a1")
    for at, result in enumerate(results, 1):
        page.evaluate(f"location.hash = 'a{at}'")
        page.wait_for_selector(f".reading[data-article='{at}']")
        marked = page.evaluate(
            """() => [...document.querySelectorAll('mark[data-keys]')].reduce((found, mark) => {
                for (const key of mark.dataset.keys.split(' ')) found[key] = (found[key] ?? '') + mark.textContent;
                return found;
            }, {})"""
        )
        expected = {key: _covered(result.article.text, record.evidence) for key, record in records_of(result)}
        assert expected == marked
        assert sorted(expected) == sorted(set(page.locator("[data-chip]").all_text_contents()))
        assert result.article.text == page.evaluate(
            "() => [...document.querySelectorAll('.article-text [data-from]')].map((piece) => piece.textContent).join('')"
        )


def _covered(text: str, spans: Any) -> str:
    """The characters that any of some spans has, in order."""
    held = {at for part in spans for at in range(part.start, part.end)}
    return "".join(text[at] for at in sorted(held))


@needs_chromium
def test_overlapping_evidence_lists_all_its_records(opened: Open) -> None:
    """A piece of text tells every record that it belongs to, and choosing it shows them all."""
    page = opened("a1")
    piece = page.locator("mark[data-keys='S1 M1 M2 D1']")
    assert "the hill" == piece.text_content()
    assert {"on-S", "on-M", "on-D"} <= set(piece.get_attribute("class").split())
    piece.click()
    assert ["S1", "M1", "M2", "D1"] == [node.get_attribute("data-key") for node in page.locator(".card.active").all()]


@needs_chromium
def test_records_lead_to_their_evidence_and_back(opened: Open) -> None:
    """A click or Enter on a record marks its evidence in view; Enter on a mark's letter shows the record."""
    page = opened("a3")
    last = page.locator(".card").last
    key = last.get_attribute("data-key")
    last.locator(".card-main").focus()
    page.keyboard.press("Enter")
    evidence = page.locator(f"mark[data-keys~='{key}']").first
    assert f"active-{key[0]}" in evidence.get_attribute("class")
    assert evidence.evaluate(
        "(node) => { const box = node.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight; }"
    )
    page.locator("[data-chip='S1']").first.focus()
    page.keyboard.press("Enter")
    assert "S1" == page.evaluate("document.activeElement.closest('.card').dataset.key")
    assert ["S1"] == [node.get_attribute("data-key") for node in page.locator(".card.active").all()]


@needs_chromium
def test_arabic_runs_from_right_to_left(opened: Open) -> None:
    """An Arabic article says its language, and its paragraphs begin at the right."""
    page = opened("a4")
    assert "ar" == page.locator(".article-text").get_attribute("lang")
    directions = page.evaluate(
        "[...document.querySelectorAll('.article-text p, h1')].map((node) => getComputedStyle(node).direction)"
    )
    assert {"rtl"} == set(directions)


@needs_chromium
def test_what_is_no_record_is_shown_too(opened: Open, results: list[Extraction]) -> None:
    """Rejected drafts with their reasons, quotations without a statement and unread sentences stand beside the records."""
    page = opened("a1")
    assert "Nobody asked us about any of this," == page.locator(".article-text mark.on-q").text_content()
    for name in ("uncovered", "turned-away", "unread"):
        page.locator(f"#{name} summary").click()
    assert "the actor 'the army' does not stand" in page.locator("#turned-away").inner_text()
    assert "no usable answer" in page.locator("#unread").inner_text()
    page.locator("#turned-away li button").click()
    assert (
        "They went from Tell Amra to Wadi Sirr on Monday."
        == "".join(page.locator(".pointed").all_text_contents()).strip()
    )
    for at, result in enumerate(results, 1):
        page.evaluate(f"location.hash = 'a{at}'")
        page.wait_for_selector(f".reading[data-article='{at}']")
        assert len(result.rejected) == page.locator("#turned-away li").count()
        assert len(result.meta.uncovered) == page.locator("#uncovered li").count()


@needs_chromium
def test_filters_choose_and_counts_add_up(opened: Open, results: list[Extraction]) -> None:
    """Type, words, actor, place and date choose the records they say; the parts always make the whole."""
    page = opened("overview")
    every = [(result, key, record) for result in results for key, record in records_of(result)]

    def chosen(wait: Callable[[int], bool]) -> int:
        page.wait_for_timeout(250)
        whole, parts = tally(page)
        assert sum(parts) == whole
        assert wait(whole)
        return whole

    assert len(every) == chosen(lambda _: True)
    page.locator(".pill.type-S").click()
    assert sum(key[0] != "S" for _, key, _ in every) == chosen(lambda whole: whole < len(every))
    page.locator(".clear").click()
    page.fill("#filter-text", "KAFR nabuda")
    held = sum(
        "kafr nabuda" in f"{_evidence(record)} {result.article.text[:160]}".lower() for result, _, record in every
    )
    assert 0 < chosen(lambda whole: whole < len(every)) <= held
    page.locator(".clear").click()
    page.fill("#filter-actor", "the council")
    assert 2 <= chosen(lambda whole: whole < len(every))
    page.fill("#filter-place", "wadi sirr")
    assert 0 == chosen(lambda whole: True)
    page.fill("#filter-actor", "guards")
    assert 1 == chosen(lambda whole: True)
    page.locator(".clear").click()
    page.fill("#filter-from", "2025-03-03")
    page.fill("#filter-to", "2025-03-04")
    held = sum("2025-03-03" <= last and first <= "2025-03-04" for first, last in map(_days, every))
    assert 4 <= held == chosen(lambda whole: True)
    page.evaluate("location.hash = 'records'")
    page.wait_for_selector("#records-title")
    assert held == page.locator(".row").count()


def _days(row: tuple[Extraction, str, Any]) -> tuple[str, str]:
    """First and last day of a record, or its article's."""
    result, _, record = row
    date = getattr(record, "date", None)
    own = (date.start, date.end) if date and date.start else (result.article.published,) * 2
    return str(own[0] or "9"), str(own[1] or "0")


def _evidence(record: Any) -> str:
    return " ".join(part.text for part in record.evidence)


@needs_chromium
def test_drawings_say_what_they_leave_out(opened: Open, results: list[Extraction]) -> None:
    """Timeline, map and network account for every record, statement, movement and relation."""
    page = opened("overview")
    for name in ("timeline", "map", "network"):
        *parts, whole = numbers(
            page.locator(f"#{name} > .remark").text_content().split("=")[0]
            + page.locator(f"#{name} > .remark").text_content().split("=")[1].split(".")[0]
        )
        assert sum(part for at, part in enumerate(parts) if not (name == "network" and at == 1)) == whole
    moved = sum(len(result.military_movements) for result in results)
    assert f"= {moved} movements" in page.locator("#map > .remark").text_content()
    assert 1 == page.locator("#map path.arrow").count()
    assert page.locator("#network .line").count() > 3
    for name in ("timeline", "map", "network", "sayings"):
        page.locator(f"#{name} .numbers summary").click()
        page.wait_for_selector(f"#{name} tbody tr")
        assert page.locator(f"#{name} tbody tr").count() > 1


@needs_chromium
def test_drawings_filter(opened: Open) -> None:
    """A place of the map, a bar, and an actor lead to their own records."""
    page = opened("overview")
    page.locator("#map circle.spot", has_text="Wadi Sirr").dispatch_event("click")
    page.wait_for_timeout(50)
    assert "Wadi Sirr" == page.input_value("#filter-place")
    assert (1, [0, 1, 0]) == tally(page)
    page.locator(".clear").click()
    page.locator("#timeline .bar").last.dispatch_event("click")
    assert page.input_value("#filter-from")
    assert 0 < tally(page)[0] < 200
    page.locator(".clear").click()
    page.fill("#filter-actor", "the council")
    page.wait_for_selector("#sayings .said-words:has-text('“We thank them for leaving, all of them.”')")
    page.locator(".clear").click()
    page.locator("#sayings .speaker button").first.click()
    assert page.input_value("#filter-actor")


@needs_chromium
def test_events_show_sources_and_disagreements(opened: Open) -> None:
    """An event of several records names them, and what its sources disagree about; each leads into its article."""
    page = opened("overview")
    text = page.locator("#events").inner_text()
    assert "guards" in text
    assert "2 to 4 (The Sample Post) / none" in text
    assert "1 event of 1; the sources disagree about 1." in text
    page.locator("#events .about button").first.click()
    page.wait_for_selector("#card-M2.active")
    assert "M1 in Guards leave Tell Amra (denies it)" in page.locator("#card-M2").inner_text()


@needs_chromium
def test_decisions_become_gold_that_eval_reads(
    opened: Open, results: list[Extraction], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Keys accept, reject and correct; the download is gold, holds what was decided, and can be taken up again."""
    page = opened("a1")
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.keyboard.press("r")
    page.locator("#card-M2 .card-main").click()
    page.keyboard.press("c")
    page.fill("#card-M2 form [name='casualties.killed']", "3")
    page.select_option("#card-M2 form [name='action']", "deploy")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert "3 of 4 decided here" in page.locator(".progress").inner_text()
    with page.expect_download() as waiting:
        page.keyboard.press("d")
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    (gold,) = load_gold(path)
    line = json.loads(path.read_text("utf-8"))
    assert OVERLAPPING == gold.article.text
    assert {"S1": "accepted", "M1": "rejected", "M2": "corrected"} == {
        key: item["state"] for key, item in line["review"]["decisions"].items()
    }
    assert ["D1"] == line["review"]["undecided"]
    assert [("statement", ("support",)), ("military_movement", ("deploy",))] == [
        (claim.type, claim.action) for claim in gold.claims
    ]
    assert (3,) == gold.claims[1].fields["casualties.killed.best"]
    predictions = written(results, tmp_path / "pred.jsonl")
    assert 2 == run_eval(path, pred=predictions).micro.right
    assert 0 == cli.main(["eval", str(path), "--pred", str(predictions)])
    assert "military" in capsys.readouterr().out
    page.evaluate("localStorage.clear()")
    page.reload()
    page.wait_for_selector(".card")
    assert "0 of 4 decided here" in page.locator(".progress").inner_text()
    with page.expect_file_chooser() as choosing:
        page.get_by_role("button", name="Load", exact=True).click()
    choosing.value.set_files(path)
    page.wait_for_selector("#card-M2.state-corrected")
    assert "3 of 4 decided here" in page.locator(".progress").inner_text()
    page.select_option("#filter-state", "rejected")
    assert (1, [0, 1, 0]) == tally(page)
    page.evaluate("localStorage.clear()")


@needs_chromium
def test_accepted_extractions_score_perfectly(opened: Open, results: list[Extraction], tmp_path: Path) -> None:
    """Whoever accepts every record of an article gets gold in which each of them is right."""
    page = opened("a3")
    page.keyboard.press("j")
    for _ in records_of(results[2]):
        page.keyboard.press("a")
    with page.expect_download() as waiting:
        page.locator("#download").click()
    path = tmp_path / "review.jsonl"
    waiting.value.save_as(path)
    score = run_eval(path, pred=written(results, tmp_path / "pred.jsonl"))
    assert len(records_of(results[2])) == score.micro.right == score.micro.predicted
    page.evaluate("localStorage.clear()")


@needs_chromium
def test_keys_are_told_and_can_be_turned_off(opened: Open) -> None:
    """The question mark shows every key; switched off, single keys do nothing; undo takes a decision back."""
    page = opened("a1")
    page.keyboard.press("?")
    assert "reject it" in page.locator("#help").inner_text()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.keyboard.press("k")
    page.keyboard.press("u")
    assert "0 of 4 decided here" in page.locator(".progress").inner_text()
    page.keyboard.press("n")
    page.wait_for_selector(".reading[data-article='2']")
    page.keyboard.press("p")
    page.wait_for_selector(".reading[data-article='1']")
    page.keyboard.press("?")
    page.locator("#help .check input").uncheck()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("j")
    assert 0 == page.locator(".card.active").count()
    page.evaluate("localStorage.clear()")


@needs_chromium
@pytest.mark.parametrize("view", VIEWS)
def test_nothing_overflows_a_phone(opened: Open, view: str) -> None:
    """At 375 pixels no view scrolls sideways, whatever words it holds."""
    page = opened(view, width=375)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


@needs_chromium
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(opened: Open, scheme: str) -> None:
    """No view has a serious or critical accessibility fault, in light or dark."""
    from axe_playwright_python.sync_playwright import Axe

    for view in ("overview", "records", "articles", "a1", "a4"):
        page = opened(view, scheme=scheme)
        if view == "a1":
            page.keyboard.press("j")
            page.keyboard.press("c")
        faults = Axe().run(page).response["violations"]
        assert [] == [
            (view, fault["id"], fault["nodes"][0]["html"])
            for fault in faults
            if fault["impact"] in {"serious", "critical"}
        ]


@needs_chromium
def test_hostile_articles_are_text(opened: Open) -> None:
    """Markup, scripts, templates and direction marks of an article are shown as they are, and do nothing."""
    page = opened("a2")
    text = page.evaluate(
        "() => [...document.querySelectorAll('.article-text [data-from]')].map((piece) => piece.textContent).join('')"
    )
    assert "\n".join(HOSTILE_WORDS) == text
    for view in VIEWS:
        page.evaluate(f"location.hash = '{view}'")
        page.wait_for_timeout(30)
        assert page.evaluate("window.hacked") is None
        assert 0 == page.locator("main img, main script, main textarea, main h1 h1, a[href^=javascript]").count()
    page.evaluate("location.hash = 'a2'")
    page.wait_for_selector(".turn")
    assert "isolate" == page.locator(".turn").first.evaluate("(node) => getComputedStyle(node).unicodeBidi")
    assert HOSTILE_WORDS[1] in page.locator(".cards").inner_text()


@needs_chromium
def test_nothing_that_broke_another_format_breaks_this_one(opened: Open, tmp_path: Path) -> None:
    """A nasty text in every field of a result is shown as it is, on a phone too, by every view."""
    path = tmp_path / "nasty.html"
    assert len(NASTY) == write_report(nasty(), path)
    page = opened("overview", path, width=375)
    for view in ("overview", "records", "articles", *(f"a{at}" for at in range(1, len(NASTY) + 1))):
        page.evaluate(f"location.hash = '{view}'")
        page.wait_for_selector(f"body[data-view='{'article' if view[1:].isdigit() else view}']")
        if view[1:].isdigit():
            page.wait_for_selector(f".reading[data-article='{view[1:]}']")
            marked = page.evaluate(
                "() => [...document.querySelectorAll('mark[data-keys]')].map((one) => one.textContent).join('')"
            )
            assert NASTY[int(view[1:]) - 1].replace("\ud800", "\ufffd") == marked.replace("\ud800", "\ufffd")
        assert page.evaluate("document.documentElement.scrollWidth") <= 375


@needs_chromium
def test_paper_gets_the_article_without_controls(opened: Open) -> None:
    """Printed, an article keeps its text and records; buttons and filters go."""
    page = opened("a1")
    page.emulate_media(media="print")
    assert page.locator(".article-text").is_visible()
    assert page.locator(".card").first.is_visible()
    assert not any(node.is_visible() for node in page.locator(".verdict, #filters .fields, .tools").all())
    light = page.evaluate("getComputedStyle(document.body).color")
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    assert light == page.evaluate("getComputedStyle(document.body).color")


@needs_chromium
def test_a_screen_reader_is_led(opened: Open) -> None:
    """The title names what is open, going somewhere moves the focus there, and the controls can be skipped."""
    page = opened("overview")
    assert "Overview · syriaevents report" == page.title()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert ("main", "Overview · syriaevents report") == (page.evaluate("document.activeElement.id"), page.title())
    page.evaluate("location.hash = 'articles'")
    page.get_by_role("button", name="Guards leave Tell Amra").click()
    page.wait_for_selector(".reading[data-article='1']")
    assert ("main", "Guards leave Tell Amra · syriaevents report") == (
        page.evaluate("document.activeElement.id"),
        page.title(),
    )


@needs_chromium
def test_light_and_dark_can_be_chosen(opened: Open) -> None:
    """The theme follows the system until the reader chooses one."""
    page = opened("overview", scheme="dark")
    background = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(background)
    page.locator("#theme").click()
    light = page.evaluate(background)
    assert dark != light
    page.locator("#theme").click()
    assert dark == page.evaluate(background)


@needs_chromium
def test_many_articles_stay_light(opened: Open, tmp_path: Path) -> None:
    """Of hundreds of articles only what is looked at is in the document, and the counts still add up."""
    path = tmp_path / "many.html"
    assert 300 == write_report(many(300), path)
    page = opened("overview", path)
    assert (2100, [1200, 600, 300]) == tally(page)
    page.fill("#filter-text", "article 299")
    page.wait_for_selector("[data-chosen='3']")
    page.locator(".clear").click()
    for view in ("overview", "records", "articles", "a300"):
        page.evaluate(f"location.hash = '{view}'")
        page.wait_for_timeout(50)
        assert page.evaluate("document.querySelectorAll('body *').length") < 3000
    page.evaluate("location.hash = 'records'")
    page.get_by_role("button", name="Next").click()
    assert "41–80 of 2,100" == page.locator(".pager-place").text_content()


def test_a_single_article_opens_at_once(opened: Open, tmp_path: Path) -> None:
    """A page of one article shows it first; one without any record says so."""
    path = tmp_path / "one.html"
    write_report([extraction("Nothing happened.")], path)
    page = opened("", path)
    assert "No record was found in this article." in page.locator(".reading").inner_text()
    page.evaluate("location.hash = 'overview'")
    page.wait_for_selector("#timeline")
    assert "No dated record here." in page.locator("#timeline").inner_text()


def test_data_cannot_end_their_script(report: Path) -> None:
    """Between the tags of the data there is no markup and no line end that is none in JSON."""
    page = report.read_text("utf-8")
    blocks = re.findall(r'<script type="application/json" id="[a-z0-9-]+">(.*?)</script>', page, re.DOTALL)
    assert 9 == len(blocks)
    assert not re.search("[<>&\u2028\u2029]", "".join(blocks))
    assert [json.loads(block) for block in blocks]
    assert "default-src &#39;none&#39;" in page
    assert "unsafe" not in page.split("</head>")[0].split("<style>")[0]


def test_half_a_surrogate_is_written(tmp_path: Path) -> None:
    """Text that UTF-8 cannot hold is escaped; the page is written all the same."""
    path = tmp_path / "half.html"
    result = extraction("x")
    broken = result.model_copy(update={"article": result.article.model_copy(update={"text": "half \ud83d one"})})
    assert 1 == write_report([broken], path)
    assert "half \\ud83d one" in path.read_text("utf-8")


def test_the_command_writes_a_page(
    results: list[Extraction], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """``syriaevents report`` reads JSON Lines, tells how many articles there are, and leaves nothing else behind."""
    out = tmp_path / "out" / "report.html"
    out.parent.mkdir()
    assert 0 == cli.main(["report", str(written(results, tmp_path / "results.jsonl")), "--out", str(out)])
    assert "6 articles in" in capsys.readouterr().err
    assert [out] == list(out.parent.iterdir())
    assert out.read_text("utf-8").startswith("<!doctype html>")


def test_a_runs_store_is_read_too(results: list[Extraction], tmp_path: Path) -> None:
    """A run's store gives the page that its results as JSON Lines give."""
    with open_store(tmp_path / "run.db") as store:
        store.begin(Setting("stub", "1", {}))
        for result in results:
            store.finish(store.admit(result.article).hash, Written.of(result), Spent())
        store.commit()
    written(results, tmp_path / "run.jsonl")
    for name in ("run.db", "run.jsonl"):
        assert 0 == cli.main(["report", str(tmp_path / name), "--out", str(tmp_path / f"{name}.html")])
    assert (tmp_path / "run.db.html").read_text("utf-8") == (tmp_path / "run.jsonl.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("content", "reason"), [("", "no result to show"), ("{}\n", "line 1"), (None, "cannot be read")]
)
def test_wrong_results_are_told(
    content: str | None, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What holds no extraction ends the command with one line; an older page stays."""
    path, out = tmp_path / "results.jsonl", tmp_path / "report.html"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    out.write_text("older", encoding="utf-8")
    assert 2 == cli.main(["report", str(path), "--out", str(out)])
    assert reason in capsys.readouterr().err
    assert "older" == out.read_text("utf-8")
    assert [] == list(tmp_path.glob("*.part"))


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A folder that is not there is an error that names it."""
    with pytest.raises(ConfigError, match="cannot be written"):
        write_report([overlapping()], tmp_path / "none" / "report.html")


def test_unread_sentences_that_are_none_have_no_place(tmp_path: Path) -> None:
    """A draft that names a sentence the article does not have is shown without a place in the text."""
    path = tmp_path / "report.html"
    draft = {"type": "statement", "draft": {"sentence": 99, "who": "A"}, "reason": "no such sentence"}
    result = extraction(
        "One.",
        rejected=[draft],
        statements=[{"id": "s", "speaker": {"mention": "One"}, "act": "report", "evidence": [span("One.", "One.")]}],
    )
    write_report([result], path)
    assert '"span"' not in path.read_text("utf-8").split('id="article-0">')[1].split("</script>")[0]
