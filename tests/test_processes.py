"""Processes beside the one that asks: the same records, whatever becomes of them."""

import asyncio
import contextlib
import json
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from fault_server import FaultServer, ok
from stub_model import in_turn, small, strong

from syriaevents import Article, Extraction, Extractor, cli
from syriaevents.engines.model import STRONG
from syriaevents.errors import BudgetExceeded, ConfigError, ModelUnavailable, Refused, ServerError
from syriaevents.extract import extract_article
from syriaevents.processes import beside, pool
from syriaevents.processes.beside import Beside
from syriaevents.processes.frames import Answered, Begin, Drop, Failed, FromHere, Made, Question, Ready, packed
from syriaevents.processes.pool import FEW, Pool
from syriaevents.processes.worker import serve
from syriaevents.prompting.prompts import Message
from syriaevents.run.stopping import Stopped
from syriaevents.schema import Usage
from syriaevents.schema.written import Written
from syriaevents.store.results import read_results

pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes beside this one are for POSIX systems")

Serve = Callable[..., FaultServer]
TEXT = "Samer Haddad, mayor of Idlib, said on Monday that the road was open. Government troops left Saraqeb."
STATEMENT = {"sentence": 1, "who": "Samer Haddad", "act": "report"}
ANSWER = {"statements": [STATEMENT], "movements": [], "initiatives": []}


def article(number: int = 0) -> Article:
    """An article unlike the others."""
    return Article(text=f"{TEXT} It was report {number}.", language="en", id=str(number))


def told(result: Extraction) -> dict[str, Any]:
    """A result without the time that it took."""
    return result.model_dump(exclude={"meta": {"seconds"}})


async def filled(processes: int = 1) -> Pool:
    """A pool whose processes take articles."""
    made = Pool(processes)
    for _ in range(FEW):
        await made.extract(article(), strong(lambda _messages: {}))
    await until(lambda: len(made) == processes)
    return made


async def until(holds: Callable[[], bool]) -> None:
    """Wait until it holds."""
    async with asyncio.timeout(60):
        while not holds():  # noqa: ASYNC110  (processes tell no event)
            await asyncio.sleep(0.01)


def with_pool(work: Callable[[Pool], Coroutine[Any, Any, None]], processes: int = 1) -> None:
    """Do it with a pool whose processes take articles."""

    async def whole() -> None:
        made = await filled(processes)
        try:
            await work(made)
        finally:
            await made.close()

    asyncio.run(whole())


def only(made: Pool) -> int:
    """The number of the only process beside this one."""
    (one,) = made._beside
    return one.process.pid


def alive(number: int) -> bool:
    """Whether there is such a process."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(number, 0)
        return True
    return False


def test_records_made_beside_are_those_made_here() -> None:
    """Whole articles and sentence by sentence, with questions asked again, and with the same usage."""
    models = [
        partial(strong, lambda _messages: ANSWER),
        lambda: strong(in_turn({"statements": [{**STATEMENT, "who": "Nobody"}]}, ANSWER), reasks=1),
        partial(small, lambda _messages: {"statements": [{"who": "Samer Haddad", "act": "report"}]}),
    ]

    async def work(made: Pool) -> None:
        for model in models:
            there, here = model(), model()
            assert told(await extract_article(article(7), here)) == told(await made.extract(article(7), there))
            assert here.asked == there.asked

    with_pool(work)


def test_few_articles_start_no_process() -> None:
    """What is done in a moment is done here."""

    async def work() -> None:
        made = Pool(2)
        for number in range(FEW - 1):
            await made.extract(article(number), strong(lambda _messages: ANSWER))
        await asyncio.sleep(0.1)
        assert len(made) == 0

    asyncio.run(work())


def test_many_articles_are_shared_out() -> None:
    """Each process has some of those that are under way."""

    async def work(made: Pool) -> None:
        seen: list[list[int]] = []

        async def answer(_messages: list[Message]) -> dict[str, Any]:
            seen.append([len(one) for one in made._beside])
            await asyncio.sleep(0.2)
            return ANSWER

        await asyncio.gather(*(made.extract(article(number), strong(answer)) for number in range(8)))
        assert [4, 4] in seen

    with_pool(work, processes=2)


@pytest.mark.parametrize("error", [ModelUnavailable("The key is refused."), ConfigError("No."), Stopped("enough")])
def test_what_asking_raises_ends_the_article_here(error: BaseException) -> None:
    """Also what is no Exception; the process is free for the next article."""

    async def work(made: Pool) -> None:
        async def answer(_messages: list[Message]) -> None:
            raise error

        with pytest.raises(type(error), match=str(error)):
            await made.extract(article(), strong(answer))
        assert 1 == len((await made.extract(article(), strong(lambda _messages: ANSWER))).statements)

    with_pool(work)


def test_an_article_that_fails_there_fails_here() -> None:
    """With the error that it would have had here."""

    async def work(made: Pool) -> None:
        with pytest.raises(Refused, match="not that"):
            await made.extract(article(), strong(lambda _messages: Refused("not that")))
        with pytest.raises(BudgetExceeded, match="budget for one article is 1"):
            await made.extract(article(), strong(lambda _messages: ANSWER), max_tokens=1)
        with pytest.raises(ConfigError, match="nowhere"):
            await made.extract(article(), strong(lambda _messages: ANSWER), actors=Path("nowhere.jsonl"))

    with_pool(work)


def test_a_process_that_is_killed_costs_nothing_but_time() -> None:
    """Its articles are begun again, and another one takes its place."""

    async def work(made: Pool) -> None:
        first = only(made)

        async def answer(_messages: list[Message]) -> dict[str, Any]:
            if alive(first):
                os.kill(first, signal.SIGKILL)
            return ANSWER

        result = await made.extract(article(), strong(answer))
        assert told(await extract_article(article(), strong(lambda _messages: ANSWER))) == told(result)
        await until(lambda: len(made) == 1 and only(made) != first)

    with_pool(work)


def test_an_article_that_kills_processes_is_given_up() -> None:
    """It fails with a reason, like one whose server fails."""

    async def work(made: Pool) -> None:
        async def answer(_messages: list[Message]) -> dict[str, Any]:
            for one in made._beside:
                one.process.kill()
                await until(lambda one=one: one.ended)  # type: ignore[misc]
            return ANSWER

        with pytest.raises(ServerError, match="died while they read this article"):
            await made.extract(article(), strong(answer))

    with_pool(work, processes=3)


def test_closing_ends_the_processes() -> None:
    """None is left behind, whatever it was at work on; Ctrl-C is not theirs to act upon."""
    numbers: list[int] = []

    async def work(made: Pool) -> None:
        numbers.append(only(made))
        assert os.getpgid(numbers[0]) != os.getpgid(0)
        asked = asyncio.Event()

        async def answer(_messages: list[Message]) -> dict[str, Any]:
            asked.set()
            await asyncio.sleep(60)
            return ANSWER

        task = asyncio.create_task(made.extract(article(), strong(answer)))
        await asked.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    with_pool(work)
    assert not alive(numbers[0])


def test_a_process_ends_by_itself_though_it_has_much_to_say() -> None:
    """Nobody waits for the articles any more when it is closed."""
    closed: list[Beside] = []

    async def work(made: Pool) -> None:
        closed.extend(made._beside)
        model = strong(lambda _messages: ANSWER)
        tasks = [asyncio.create_task(made.extract(article(number), model)) for number in range(50)]
        await asyncio.sleep(0)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    with_pool(work)
    assert [0] == [one.process.returncode for one in closed]


def test_a_process_that_does_not_end_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not waited for longer than its patience."""
    monkeypatch.setattr(beside, "_PATIENCE", 0.05)

    async def work(made: Pool) -> None:
        os.kill(only(made), signal.SIGSTOP)

    with_pool(work)


def test_processes_end_with_the_one_that_started_them() -> None:
    """Also where that is killed and can tell them nothing."""
    code = (
        "import asyncio, test_processes as t\n"
        "async def work():\n"
        "    made = await t.filled()\n"
        "    print(t.only(made), flush=True)\n"
        "    await asyncio.sleep(60)\n"
        "asyncio.run(work())"
    )
    paths = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": paths}
    ) as process:
        assert process.stdout is not None
        number = int(process.stdout.readline())
        process.kill()
    for _ in range(500):
        if not alive(number):
            break
        time.sleep(0.01)
    assert not alive(number)


@pytest.mark.parametrize(
    ("command", "reason"),
    [(("/nowhere/python",), "goes on alone"), ((sys.executable, "-c", "pass"), "ended at once")],
)
def test_where_no_process_can_be_had_the_work_is_done_here(
    command: tuple[str, ...], reason: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It is told once, and no article is lost."""
    monkeypatch.setattr(beside, "_COMMAND", command)

    async def work() -> None:
        made = Pool(1)
        for number in range(FEW):
            await made.extract(article(number), strong(lambda _messages: ANSWER))
        await until(lambda: bool(caplog.messages))
        result = await made.extract(article(), strong(lambda _messages: ANSWER))
        assert 1 == len(result.statements)
        await made.close()

    with caplog.at_level(logging.WARNING, "syriaevents"):
        asyncio.run(work())
    assert [True] == [reason in message for message in caplog.messages]


def test_none_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """There the pipes that they need are missing."""
    monkeypatch.setattr(os, "name", "nt")
    with pytest.raises(ConfigError, match="Windows"):
        Pool(1)
    assert 0 == pool.worthwhile()


@pytest.mark.parametrize(("cores", "processes"), [(1, 0), (2, 2), (16, 2)])
def test_two_are_worth_their_start_where_there_is_more_than_one_processor(
    cores: int, processes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One process can ask for no more than two can read."""
    monkeypatch.setattr(pool, "usable_cores", lambda: cores)
    assert processes == pool.worthwhile()


def begun(number: int) -> Begin:
    """The beginning of an article."""
    return Begin(number, article(number), "m", STRONG, None, None)


def answered(number: int) -> Answered:
    """Its answer."""
    return Answered(number, ANSWER, None, Usage(requests=1))


def said(*frames: FromHere, end: bytes = b"") -> list[Any]:
    """What a process says to these frames, one after the other; then its input ends."""

    async def whole() -> list[Any]:
        pipe, out = asyncio.StreamReader(), []
        serving = asyncio.create_task(serve(pipe, out.append))
        for frame in frames:
            pipe.feed_data(packed(frame))
            await asyncio.sleep(0.2)
        pipe.feed_data(end)
        pipe.feed_eof()
        await serving
        return out

    return asyncio.run(whole())


def test_a_process_asks_and_tells() -> None:
    """It is ready, has its question asked, and tells the records as JSON."""
    ready, question, made = said(begun(1), answered(1))
    assert (Ready, Question, Made) == (type(ready), type(question), type(made))
    assert TEXT[:20] in question.messages[-1]["content"]
    assert "Samer Haddad" == json.loads(made.written.text)["statements"][0]["speaker"]["mention"]


def test_a_process_works_on_many_articles() -> None:
    """What is asked first need not be answered first."""
    frames = said(begun(1), begun(2), answered(2), answered(1))
    assert [1, 2, 2, 1] == [frame.number for frame in frames[1:]]


def test_a_process_forgets_what_is_dropped() -> None:
    """An answer that comes too late is for nobody."""
    assert [Ready, Question] == [type(frame) for frame in said(begun(1), Drop(1), answered(1), Drop(2))]


def test_half_a_frame_is_none() -> None:
    """The other end died while it wrote."""
    assert [Ready] == [type(frame) for frame in said(end=packed(begun(1))[:-1])]


def test_a_defect_is_told_with_where_it_happened(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where its error cannot be sent."""

    class Unsendable(Exception):
        def __init__(self) -> None:
            super().__init__("of no use")
            self.lock = asyncio.Lock().__init__  # what has no name cannot be pickled

    for error in (LookupError("of no use"), Unsendable()):

        async def broken(*_arguments: object, error: Exception = error, **_options: object) -> None:
            raise error

        monkeypatch.setattr("syriaevents.processes.worker.extract_article", broken)
        _, failed = said(begun(1))
        assert isinstance(failed, Failed)
        whole = "\n".join([str(failed.error), *getattr(failed.error, "__notes__", [])])
        assert "of no use" in whole
        assert "in broken" in whole


def test_an_extractor_has_them_for_many_articles(fault_server: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """The records are those of one without, in their order; they end with the Extractor."""
    monkeypatch.delenv("SYRIAEVENTS_WINDOW", raising=False)
    server = fault_server(ok(json.dumps(ANSWER)))
    articles = [article(number) for number in range(FEW + 8)]

    async def results(processes: int) -> list[dict[str, Any]]:
        extractor = Extractor(server.spec, processes=processes)
        found = [told(one) async for one in extractor.aextract_many(articles) if isinstance(one, Extraction)]
        if processes:
            made = extractor._pools[asyncio.get_running_loop()]
            await until(lambda: len(made) == processes)
            found[FEW:] = [told(await extractor.aextract(one)) for one in articles[FEW:]]
        await extractor.aclose()
        return found

    assert asyncio.run(results(0)) == asyncio.run(results(1))


def test_plain_calls_share_them_too(fault_server: Serve) -> None:
    """They are ended with the loop that plain calls run in."""
    server = fault_server(ok(json.dumps(ANSWER)))
    with Extractor(server.spec, processes=1) as extractor:
        for number in range(FEW):
            extractor.extract(article(number))
        (made,) = extractor._pools.values()
        for _ in range(6000):
            if len(made):
                break
            time.sleep(0.01)
        number = only(made)
        assert 1 == len(extractor.extract(article()).statements)
    assert not alive(number)


def test_a_run_with_processes_has_the_records_of_one_without(
    fault_server: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``run --processes``; what it writes is the same."""
    server = fault_server(ok(json.dumps(ANSWER)))
    articles, beside_this = [article(number) for number in range(FEW + 30)], set()
    texts = tmp_path / "articles.jsonl"
    texts.write_text("".join(one.model_dump_json() + "\n" for one in articles), encoding="utf-8")
    _slow_until_ready(monkeypatch, beside_this)
    found = []
    for processes in (0, 1):
        store = tmp_path / f"{processes}.db"
        arguments = ["run", texts, "--store", store, "--model", server.spec, "--every-copy", "--quiet"]
        assert 0 == cli.main([*map(str, arguments), "--concurrency", "8", "--processes", str(processes)])
        found.append(sorted(map(told, read_results(store)), key=str))
        assert bool(processes) == bool(beside_this)
    assert found[0] == found[1]
    assert len(articles) == len(found[0])


def _slow_until_ready(monkeypatch: pytest.MonkeyPatch, made_beside: set[str]) -> None:
    """Let no more than a few articles be done here once a process is started; note those that are made beside."""
    start, make, started = Beside.start, Beside.make, []

    async def starting() -> Beside:
        started.append(await start())
        return started[-1]

    async def making(one: Beside, given: Article, *others: Any) -> Written:
        made_beside.add(given.id)
        return await make(one, given, *others)

    async def here(*arguments: Any, **options: Any) -> Extraction:
        await until(lambda: all(one.ready.is_set() for one in started))
        return await extract_article(*arguments, **options)

    monkeypatch.setattr(Beside, "start", starting)
    monkeypatch.setattr(Beside, "make", making)
    monkeypatch.setattr(pool, "extract_article", here)


def test_processes_go_with_neither_batches_nor_clusters(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Those make the records elsewhere."""
    for other in (["--batch"], ["--ray"]):
        assert 2 == cli.main(["run", "x.txt", "--store", str(tmp_path / "r.db"), "--processes", "2", *other])
        assert "neither --batch nor --ray" in capsys.readouterr().err
