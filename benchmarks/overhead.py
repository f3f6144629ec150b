"""What a client adds to a call: ``python benchmarks/overhead.py [-n 300] [--at-once 64] [--delay 0.1]``.

A server of its own process answers every request after a fixed delay with the same valid content. Each client asks
about the same article N times, so many at once, in a process of its own, and tells articles a second and the
milliseconds of processor time that an article costs it, in all its processes. Clients:

- openai: the bare client, the answer left unread
- instructor: a plain response model (mode JSON_SCHEMA), the article as it is
- langextract: ``lx.extract`` over documents, its schema constraints, parsing and alignment
- syriaevents: ``Extractor.aextract_many``, whole articles, grounding and resolution on, in one process
- syriaevents, 2 beside: the same with two processes that read and check beside the one that asks

The answer that each is given is what it asks for: the same records in its own form.
Needs the dependency group ``bench``.
"""

import argparse
import asyncio
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from corpora import family, processor

from syriaevents.engines.llm import STRONG
from syriaevents.evaluate.claims import Claim
from syriaevents.evaluate.gold import load_gold
from syriaevents.grounding.records import ground
from syriaevents.prompting.drafts import INITIATIVE, KINDS, STATEMENT, Draft
from syriaevents.prompting.prompts import FULL
from syriaevents.prompting.windows import whole_windows
from syriaevents.reading.source import Source
from syriaevents.schema import Article

HERE = Path(__file__).resolve().parent
_START = 2.0
"""Seconds after which processes that are started beside are ready."""
ARTICLE = HERE.parent / "examples/articles/en_gulf_envoys.txt"
CLIENTS = ("openai", "instructor", "langextract", "syriaevents", "syriaevents, 2 beside")
Clock = Callable[[], None]
"""Looked at twice: when the first articles are answered, and when all are."""
Runner = Callable[[str, list[str], int, Clock], int]
"""(address, texts of articles, at once, clock) → records found between the two looks at the clock."""


def article(number: int) -> str:
    """The article with its number in letters behind every full stop, so that no sentence is met twice."""
    mark = "".join(chr(ord("a") + int(digit)) for digit in f"{number:04d}")
    return re.sub(r"(?<=[a-z])\.(?=\s)", f" (q{mark}).", ARTICLE.read_text(encoding="utf-8"))


def known() -> list[tuple[Claim, Draft]]:
    """Records of the article's gold, one a sentence and in their order, each with syriaevents' draft of it.

    One a sentence, because LangExtract takes a second record with the same words for an inexact one.
    """
    gold = load_gold(HERE.parent / "examples/gold" / f"{ARTICLE.stem}.json")[0]
    source = Source.of(gold.article)
    pairs: list[tuple[Claim, Draft]] = []
    for claim in gold.claims:
        if any(claim.spans == other.spans for other, _ in pairs):
            continue
        kind = next(kind for kind in KINDS if kind.type == claim.type)
        who = next((name for name in claim.who if name in claim.text), claim.who[0])
        fields: dict[str, Any] = {"sentence": source.sentence_at(claim.spans[0][0]).number, "who": who}
        fields["act" if kind is STATEMENT else "action"] = claim.action[0]
        if kind is INITIATIVE:
            fields |= {"who": [who], "status": claim.fields["status"][0]}
        draft = kind.draft.model_validate(fields)
        if not ground(source, [draft for _, draft in [*pairs, (claim, draft)]]).rejected:
            pairs.append((claim, draft))
    return sorted(pairs, key=lambda pair: pair[0].spans)


def drafts() -> dict[str, list[dict[str, Any]]]:
    """The records in syriaevents' form, with the sentence numbers of its window."""
    source = Source.of(Article(text=ARTICLE.read_text(encoding="utf-8"), language="en"))
    (window,) = whole_windows(source, STRONG.window)
    rows = {sentence.number: row for row, sentence in enumerate(window.sentences, 1)}
    found: dict[str, list[dict[str, Any]]] = {kind.key: [] for kind in KINDS}
    for _, draft in known():
        kind = next(kind for kind in KINDS if isinstance(draft, kind.draft))
        full = draft.model_dump(mode="json") | {"sentence": rows[draft.sentence]}
        found[kind.key].append({name: full[name] for name in kind.draft.model_fields})
    return found


def copied() -> list[tuple[str, str, str]]:
    """The same records as (type, who, evidence), for those who copy their evidence."""
    return [(claim.type, claim.who[0], claim.text.rstrip(".")) for claim, _ in known()]


def content(client: str) -> str:
    """The answer a client is given."""
    if client == "openai" or client.startswith("syriaevents"):
        return json.dumps(drafts(), ensure_ascii=False)
    rows = copied()
    if client == "instructor":
        return json.dumps({"records": [dict(zip(("type", "who", "evidence"), row, strict=True)) for row in rows]})
    extractions = [{kind: words, f"{kind}_attributes": {"who": who}} for kind, who, words in rows]
    return json.dumps({"extractions": extractions}, ensure_ascii=False)


async def _timed(ask: Callable[[str], Awaitable[int]], texts: list[str], at_once: int, clock: Clock) -> int:
    await _all(ask, texts[:at_once], at_once)
    clock()
    found = await _all(ask, texts[at_once:], at_once)
    clock()
    return found


async def _all(ask: Callable[[str], Awaitable[int]], texts: list[str], at_once: int) -> int:
    jobs = iter(texts)

    async def work() -> int:
        found = 0
        for text in jobs:
            found += await ask(text)
        return found

    return sum(await asyncio.gather(*(work() for _ in range(at_once))))


def run_openai(address: str, texts: list[str], at_once: int, clock: Clock) -> int:
    """Send instructions and article, leave the answer unread."""
    import openai

    async def run() -> int:
        async with openai.AsyncOpenAI(base_url=address, api_key="none", max_retries=0) as client:

            async def ask(text: str) -> int:
                answer = await client.chat.completions.create(model="m", messages=_messages(text), temperature=0)
                return int(bool(answer.choices[0].message.content))

            return await _timed(ask, texts, at_once, clock)

    return asyncio.run(run())


def _messages(text: str) -> Any:
    return [{"role": "system", "content": FULL}, {"role": "user", "content": text}]


def run_instructor(address: str, texts: list[str], at_once: int, clock: Clock) -> int:
    """One response model of flat records."""
    import instructor
    import openai
    from pydantic import BaseModel

    class Record(BaseModel):
        type: str
        who: str
        evidence: str

    class Answer(BaseModel):
        records: list[Record]

    async def run() -> int:
        async with openai.AsyncOpenAI(base_url=address, api_key="none", max_retries=0) as bare:
            client = instructor.from_openai(bare, mode=instructor.Mode.JSON_SCHEMA)

            async def ask(text: str) -> int:
                answer = await client.chat.completions.create(
                    model="m", response_model=Answer, messages=_messages(text), temperature=0, max_retries=1
                )
                return len(answer.records)

            return await _timed(ask, texts, at_once, clock)

    return asyncio.run(run())


def run_langextract(address: str, texts: list[str], at_once: int, clock: Clock) -> int:
    """Documents of one chunk each, so many workers."""
    import langextract as lx

    words = "Government troops pulled back to Izraa overnight."
    example = lx.data.ExampleData(
        text=words,
        extractions=[lx.data.Extraction("military_movement", words, attributes={"who": "Government troops"})],
    )
    options = {"api_key": "none", "base_url": address, "max_workers": at_once}
    config = lx.factory.ModelConfig(model_id="gpt-m", provider="OpenAILanguageModel", provider_kwargs=options)
    documents = [lx.data.Document(text=text, document_id=str(number)) for number, text in enumerate(texts)]

    def found(some: list[lx.data.Document]) -> int:
        results = lx.extract(
            text_or_documents=some, prompt_description=FULL, examples=[example], config=config,
            use_schema_constraints=True, max_char_buffer=100_000, batch_length=at_once, max_workers=at_once,
            show_progress=False,
        )  # fmt: skip
        return sum(len(result.extractions or ()) for result in results)

    found(documents[:at_once])
    clock()
    records = found(documents[at_once:])
    clock()
    return records


def run_syriaevents(address: str, texts: list[str], at_once: int, clock: Clock, processes: int = 0) -> int:
    """The whole way, from the text to grounded and resolved records."""
    from syriaevents import Extraction, Extractor

    async def run() -> int:
        extractor = Extractor(f"{address}#m", processes=processes)

        async def found(some: list[str]) -> int:
            records, many = 0, (Article(text=text, language="en") for text in some)
            async for result in extractor.aextract_many(many, concurrency=at_once):
                if not isinstance(result, Extraction):
                    raise result.error
                records += len(result.statements) + len(result.military_movements)
                records += len(result.diplomatic_initiatives)
            return records

        await found(texts[:at_once])
        await asyncio.sleep(_START if processes else 0)
        await found(texts[:at_once])
        clock()
        records = await found(texts[at_once:])
        clock()
        await extractor.aclose()
        return records

    return asyncio.run(run())


RUNNERS: dict[str, Runner] = {
    "openai": run_openai,
    "instructor": run_instructor,
    "langextract": run_langextract,
    "syriaevents": run_syriaevents,
    "syriaevents, 2 beside": partial(run_syriaevents, processes=2),
}


def measure(client: str, address: str, articles: int, at_once: int) -> dict[str, float]:
    """One client in this process; the first answers warm up imports, connections and processes, and do not count."""
    texts = [article(number) for number in range(articles + at_once)]
    looks: list[tuple[float, float]] = []
    found = RUNNERS[client](address, texts, at_once, lambda: looks.append((time.perf_counter(), worked())))
    wall, cpu = (after - before for before, after in zip(*looks, strict=True))
    return {"articles_a_second": articles / wall, "cpu_ms": cpu * 1000 / articles, "records": found / articles}


def worked() -> float:
    """Seconds of the processor that this process and those that it has started have used."""
    return sum(map(processor, family(os.getpid())))


@contextmanager
def served(answer: str, delay: float) -> Iterator[str]:
    """The address of a running server that gives this answer; it ends with the block."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "answer.json")
        file.write_text(answer, encoding="utf-8")
        command = [sys.executable, str(HERE / "fixed_delay_server.py"), str(file), "--delay", str(delay)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            try:
                assert process.stdout is not None
                yield process.stdout.readline().strip()
            finally:
                process.terminate()


def compare(clients: list[str], articles: int, at_once: int, delay: float) -> dict[str, dict[str, float]]:
    """All clients, one after the other, each in a process of its own against a server of its own."""
    figures = {}
    for client in clients:
        with served(content(client), delay) as address:
            command = [sys.executable, __file__, "--measure", client, "--address", address]
            command += ["-n", str(articles), "--at-once", str(at_once)]
            environment = {**os.environ, "SYRIAEVENTS_WINDOW": ""}  # whole articles
            done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
        if done.returncode:
            print(f"{client} failed: {done.stderr.strip()[-500:]}", file=sys.stderr)
        else:
            figures[client] = json.loads(done.stdout.splitlines()[-1])
    return figures


def table(figures: dict[str, dict[str, float]]) -> str:
    """Figures side by side, with ratios of articles a second to instructor's and LangExtract's."""
    from syriaevents.evaluate.report import columns

    rows = [("", "articles/s", "CPU ms/article", "records/article", "x instructor", "x langextract")]
    for client, row in figures.items():
        ratios = [
            f"{row['articles_a_second'] / figures[other]['articles_a_second']:.2f}" if other in figures else "-"
            for other in ("instructor", "langextract")
        ]
        rows.append(
            (client, f"{row['articles_a_second']:.1f}", f"{row['cpu_ms']:.2f}", f"{row['records']:.1f}", *ratios)
        )
    return columns(rows)


def main() -> None:
    """Read the options; run one client (``--measure``) or all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", type=int, default=300, help="articles a client asks about")
    parser.add_argument("--at-once", type=int, default=64)
    parser.add_argument("--delay", type=float, default=0.1, metavar="SECONDS")
    parser.add_argument("--only", nargs="+", choices=CLIENTS, default=list(CLIENTS))
    parser.add_argument("--measure", choices=CLIENTS, help=argparse.SUPPRESS)
    parser.add_argument("--address", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.measure:
        print(json.dumps(measure(chosen.measure, chosen.address, chosen.n, chosen.at_once)))
    else:
        print(
            f"{chosen.n} articles a client, {chosen.at_once} at once, server answers after {chosen.delay * 1000:.0f} ms"
        )
        print(table(compare(chosen.only, chosen.n, chosen.at_once, chosen.delay)))


if __name__ == "__main__":
    main()
