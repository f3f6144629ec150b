"""syriaevents, LangExtract and plain instructor on the same articles and engine: ``python benchmarks/compare.py``.

Without ``--base-url`` the embedded engine is started (extra ``local``) and asked by all three, one after the other.
All answers are scored by the same scorer, ``syriaevents.evaluate``, against the same gold. An article that fails is
told, counted, and counted as missed. ``--out`` keeps the result, ``--show`` prints kept results again, with
``--markdown`` as a document has them; ``--readme`` puts that table between the marks of a document.
Needs the dependency group ``bench``. On two cores an article can take each of them a minute.
"""

import argparse
import asyncio
import contextlib
import json
import os
import re
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import peers

from syriaevents.confidence.agreement import Finding
from syriaevents.engines.llm import KEY_ENV, WINDOW_ENV, open_model
from syriaevents.evaluate.claims import Claim
from syriaevents.evaluate.counts import TYPES, Count, Counts, macro_f1
from syriaevents.evaluate.gold import Gold, load_gold
from syriaevents.evaluate.prediction import Prediction
from syriaevents.evaluate.report import columns
from syriaevents.evaluate.resampling import differences
from syriaevents.evaluate.scoring import score
from syriaevents.extract import extract_article
from syriaevents.reading.articles import read_articles
from syriaevents.reading.source import Source
from syriaevents.schema import Article, Usage

ROOT = Path(__file__).resolve().parents[1]
LIBRARIES = ("syriaevents", "langextract", "instructor")
_HEAD = (
    "", "records found", "right", "statements F1", "movements F1", "initiatives F1", "macro-F1 (95 % of draws)",
    "beside the first", "output tokens a right record", "seconds", "verbatim", "not supported", "failed articles",
)  # fmt: skip
BLOCK = re.compile(r"(?<=<!-- compare -->\n).*?(?=<!-- /compare -->)", re.DOTALL)


@contextlib.contextmanager
def syriaevents(base_url: str, key: str, spent: peers.Spent) -> Iterator[peers.Peer]:
    """This library as ``--model local`` has it: asked as a small model is."""
    os.environ |= {WINDOW_ENV: os.environ.get(WINDOW_ENV, "1"), KEY_ENV: key}
    loop = asyncio.new_event_loop()
    model = open_model(f"{base_url}#m")

    def run(article: Article) -> Sequence[Claim]:
        found = Prediction.of(loop.run_until_complete(extract_article(article, model)))
        spent.append(found.usage.completion_tokens)
        return found.claims

    try:
        yield run
    finally:
        loop.run_until_complete(model.close())
        loop.close()


RUNNERS = {"syriaevents": syriaevents, "langextract": peers.langextract, "instructor": peers.instructor}


def measure(library: str, gold: Sequence[Gold], base_url: str, key: str) -> dict[str, Any]:
    """One library over all articles: its score, the seconds it took and what failed."""
    predictions, failed = [], {}
    spent: peers.Spent = []
    started = time.perf_counter()
    with RUNNERS[library](base_url, key, spent) as run:
        for item in gold:
            begun, before = time.perf_counter(), sum(spent)
            claims: Sequence[Claim] = ()
            try:
                claims = run(item.article)
            except Exception as error:  # noqa: BLE001  (whatever a library raises is its result for this article)
                failed[item.article.id] = f"{type(error).__name__}: {error}"[:300]
                _say(f"{library}: {item.article.id} failed: {failed[item.article.id]}")
            usage = Usage(completion_tokens=sum(spent) - before)
            predictions.append(Prediction(item.article.id, tuple(claims), usage))
            _say(f"{library}: {item.article.id}: {len(claims)} records, {time.perf_counter() - begun:.1f} s")
    seconds = time.perf_counter() - started
    found = {item.article.id: found_in(item.article, one.claims) for item, one in zip(gold, predictions, strict=True)}
    kept = {"seconds": round(seconds, 1), "failed": failed, "found": found}
    return {**score(gold, predictions).to_dict(lines=False), **kept}


def found_in(article: Article, claims: Sequence[Claim]) -> list[Finding]:
    """What a second opinion on the article is made of: each record's type, sentence and first name."""
    source = Source.of(article)
    return [
        Finding(claim.type, source.sentence_at(claim.spans[0][0]).number, claim.who[0])
        for claim in claims
        if claim.spans and claim.who
    ]


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def table(results: dict[str, dict[str, Any]], *, markdown: bool = False) -> str:
    """Results side by side; whether a library is better than the first is told by a paired test over the articles."""
    first = next(iter(results.values()))
    rows = [_HEAD, *(_row(library, result, first) for library, result in results.items())]
    if not markdown:
        return columns(rows)
    ruled = [rows[0], ("---",) * len(_HEAD), *rows[1:]]
    return "\n".join(f"| {' | '.join(row)} |" for row in ruled)


def _row(library: str, result: dict[str, Any], first: dict[str, Any]) -> tuple[str, ...]:
    each, low_high = result["tokens_a_right_record"], result["f1_intervals"]["macro"]
    verbatim, unsupported = (result[name]["share"] for name in ("verbatim", "unsupported"))
    told = differences(_counts(result), _counts(first), {"macro": macro_f1})["macro"]
    chance = "p < 0.001" if told.p < 0.001 else f"p = {told.p:.3f}"
    return (
        library, str(result["micro"]["predicted"]), f"{result['micro']['right']} of {result['micro']['gold']}",
        *(f"{count['f1']:.2f}" for count in result["types"].values()),
        f"{result['macro_f1']:.2f} ({low_high[0]:.2f} to {low_high[1]:.2f})",
        "–" if result is first else f"{told.verdict} ({told.by:+.2f}, {chance})",
        "–" if each is None else f"{each:.0f}", f"{result['seconds']:.0f}",
        *("–" if share is None else f"{share:.0%}" for share in (verbatim, unsupported)), str(len(result["failed"])),
    )  # fmt: skip


def _counts(result: dict[str, Any]) -> list[Counts]:
    """The counts of each article, as they were kept."""
    return [{kind: Count(**item["records"][kind]) for kind in TYPES} for item in result["by_article"]]


def fill(document: Path, results: dict[str, dict[str, Any]]) -> None:
    """Put the table between the marks. Raises SystemExit where the document has none."""
    text = document.read_text(encoding="utf-8")
    if not BLOCK.search(text):
        raise SystemExit(f"{document} has no block <!-- compare --> … <!-- /compare -->")
    document.write_text(BLOCK.sub(lambda _: f"{table(results, markdown=True)}\n", text), encoding="utf-8", newline="\n")


@contextlib.contextmanager
def engine(base_url: str | None) -> Iterator[tuple[str, str]]:
    """Address and key of the server to ask: a running one, or the embedded engine for as long as it is needed."""
    if base_url:
        yield base_url, os.environ.get(KEY_ENV) or "none"
        return
    from syriaevents.engines.local import serve
    from syriaevents.engines.weights import weights_path

    with serve(weights_path()) as server:
        yield server.base_url, server.api_key


def chosen_gold(gold: Path, articles: Sequence[Path], limit: int | None) -> list[Gold]:
    """The gold of these articles (all where none are named), the first ``limit`` of it."""
    texts = {found.text for found in read_articles(articles) if isinstance(found, Article)}
    return [item for item in load_gold(gold) if not articles or item.article.text in texts][:limit]


def main() -> None:
    """Read the options, measure, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=ROOT / "examples/gold", help="gold file or folder of them")
    parser.add_argument("--articles", type=Path, nargs="+", default=[], help="only these of the gold's articles")
    parser.add_argument("--base-url", metavar="URL", help=f"a running server, ending in /v1 (its key in {KEY_ENV})")
    parser.add_argument("--only", nargs="+", choices=LIBRARIES, default=list(LIBRARIES))
    parser.add_argument("--limit", type=int, metavar="N", help="the first N articles")
    parser.add_argument("--out", type=Path, metavar="FILE.json", help="keep the results; other libraries' stay in it")
    parser.add_argument("--show", type=Path, metavar="FILE.json", help="print kept results and do nothing else")
    parser.add_argument("--markdown", action="store_true", help="print the table as Markdown")
    parser.add_argument("--readme", type=Path, metavar="FILE.md", help="put it between <!-- compare --> marks instead")
    chosen = parser.parse_args()
    if chosen.show:
        report(chosen, json.loads(chosen.show.read_text(encoding="utf-8")))
        return
    gold = chosen_gold(chosen.gold, chosen.articles, chosen.limit)
    if not gold:
        parser.error("no gold for these articles")
    results = json.loads(chosen.out.read_text(encoding="utf-8")) if chosen.out and chosen.out.exists() else {}
    with engine(chosen.base_url) as (base_url, key):
        for library in chosen.only:
            results[library] = measure(library, gold, base_url, key)
            if chosen.out:
                chosen.out.write_text(json.dumps(results, ensure_ascii=False, indent=1), encoding="utf-8")
    report(chosen, results)


def report(chosen: argparse.Namespace, results: dict[str, dict[str, Any]]) -> None:
    """The table where it is wanted."""
    if chosen.readme:
        fill(chosen.readme, results)
    else:
        print(table(results, markdown=chosen.markdown))


if __name__ == "__main__":
    main()
