"""Ray: the same records as on one machine, failures as rows, and a worker that dies costs time only."""

import asyncio
import datetime as dt
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from batch_server import BatchServer, plausible, serving_batches
from ray_workers import worker_processes
from stub_model import StubModel

from syriaevents import Article, Extraction, Extractor, Failure, cli
from syriaevents.distributed import extract_dataset
from syriaevents.distributed.cluster import join, joined
from syriaevents.distributed.dataset import Rows
from syriaevents.distributed.limits import SharedPace, shared_limits
from syriaevents.distributed.pool import DEATHS, Pool
from syriaevents.distributed.worker import Made, Task, Worker, opened, task
from syriaevents.errors import ConfigError, ServerError
from syriaevents.reading.articles import read_articles
from syriaevents.run.pace import Pacer
from syriaevents.run.slots import Slots
from syriaevents.run.spending import Budget, Metered, ServerDown
from syriaevents.run.stopping import Stop
from syriaevents.schema import Usage
from syriaevents.store.journal import open_store

pa = pytest.importorskip("pyarrow", reason="the extra 'ray' is not installed")
ray = pytest.importorskip("ray", reason="the extra 'ray' is not installed")

EXAMPLES = Path(__file__).parent.parent / "examples/articles"
ASKED = threading.Semaphore(0)
"""Released with every request."""


@pytest.fixture(scope="module", autouse=True)
def cluster() -> Iterator[None]:
    """A cluster on this machine; two of its workers live as long as the module."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    ray.init(
        num_cpus=4, include_dashboard=False, log_to_driver=False, logging_level="ERROR",
        object_store_memory=100_000_000, _node_ip_address="127.0.0.1",
    )  # fmt: skip
    ray.data.DataContext.get_current().enable_progress_bars = False
    yield
    ray.shutdown()


@pytest.fixture(scope="module")
def server() -> Iterator[BatchServer]:
    """A server whose answers depend on what is asked alone."""
    with serving_batches(answer=slowly) as server:
        yield server


def slowly(body: dict[str, Any]) -> tuple[int, Any]:
    """A plausible answer; none for an article that says so."""
    ASKED.release()
    time.sleep(0.05)  # so that there is something under way when a worker dies
    if "No answer to this one" in body["messages"][-1]["content"]:
        return 400, {"error": {"message": "no"}}
    return plausible(body)


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    """The shorter ones of the example articles, and one that the server refuses."""
    found = [item for item in read_articles([str(EXAMPLES)]) if isinstance(item, Article)]
    return [*sorted(found, key=lambda article: len(article.text))[:3], Article(text="No answer to this one.", id="bad")]


@pytest.fixture(scope="module")
def expected(server: BatchServer, articles: list[Article]) -> dict[str, Any]:
    """What one process makes of the articles."""

    async def run() -> dict[str, Any]:
        extractor = Extractor(server.spec)
        results = {}
        async for result in extractor.aextract_many(articles):
            results[result.article.id] = str(result.error) if isinstance(result, Failure) else plain(result)
        await extractor.aclose()
        return results

    return asyncio.run(run())


def plain(result: Extraction) -> Any:
    """What must be the same on every machine: everything but how long it took."""
    return json.loads(result.model_dump_json(exclude={"meta": {"seconds"}}))


def metered(*, strict: bool = False) -> Metered:
    """What an article is asked with in a run."""
    return Metered(StubModel(), Budget(Stop()), Pacer(Slots(8), Stop()), strict)


def pool_of(given: Task, workers: int, **limits: float) -> Pool:
    """Workers for a run of eight articles at once."""
    return Pool(given, Slots(8), workers=workers, **limits)


async def gathered(pool: Pool, articles: list[Article]) -> dict[str, Any]:
    """The results of a pool, failures as their messages."""

    async def one(article: Article) -> tuple[str, Any]:
        try:
            return article.id, plain(await pool.make(article, metered()))
        except ServerError as error:
            return article.id, str(error)

    return dict(await asyncio.gather(*map(one, articles)))


# -- the workers of a run --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pool(server: BatchServer) -> Iterator[Pool]:
    """Two workers."""
    pool = pool_of(task(server.spec), 2)
    assert 2 == len(pool)
    yield pool
    pool.close()


def test_a_run_s_patience_with_the_server_goes_for_workers_too() -> None:
    """``--timeout`` reaches the client of a worker."""
    given = task("http://127.0.0.1:9/v1#m", timeout=7.5)
    model: Any = opened(given, Pacer(Slots(1), Stop()))
    assert 7.5 == model.sdk.timeout


def test_workers_give_the_records_of_one_process(pool: Pool, articles: list[Article], expected: dict[str, Any]) -> None:
    """Failures come with the same words."""
    assert "stub" == asyncio.run(pool.engine()).name
    assert expected == asyncio.run(gathered(pool, articles))


def test_a_worker_that_is_killed_costs_time_and_nothing_else(
    pool: Pool, articles: list[Article], expected: dict[str, Any]
) -> None:
    """Its articles are asked about again, by it or by another; the records are the same."""

    async def killed_midway() -> dict[str, Any]:
        while ASKED.acquire(blocking=False):
            pass  # those of the tests before
        work = asyncio.create_task(gathered(pool, articles))
        for _ in range(3):
            await asyncio.to_thread(ASKED.acquire)
        victims = worker_processes()
        assert len(victims) == len(pool)
        os.kill(victims[0], signal.SIGKILL)
        return await work

    assert expected == asyncio.run(killed_midway())


def test_an_article_that_workers_die_over_is_given_up(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    """It must not take down one worker after the other for ever."""
    monkeypatch.setattr(pool, "_busy", {Dying(): 0})
    with pytest.raises(ServerError, match=f"{DEATHS + 1} workers of the cluster died"):
        asyncio.run(pool.make(Article(text="Anything."), metered()))


def test_what_a_worker_tells_of_the_server_reaches_the_run(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure midway costs the article, an overload slows the run, tokens count."""
    made = Made(ServerError("gone"), Usage(prompt_tokens=7, requests=1), midway=True, overloaded=True)
    monkeypatch.setattr(pool, "_busy", {Telling(made): 0})
    monkeypatch.setattr(pool, "_slots", Slots(8))
    asked = metered(strict=True)
    with pytest.raises(ServerDown, match="gone"):
        asyncio.run(pool.make(Article(text="Anything."), asked))
    assert 4 == pool._slots.limit
    assert 7 == asked.budget.tokens == asked.usage.prompt_tokens


class Telling:
    """A worker that hands back what it is made with."""

    def __init__(self, made: Made) -> None:
        self.make = self
        self.made = made

    async def remote(self, _article: Article, **_options: bool) -> Made:
        return self.made


class Dying:
    """A worker that always dies."""

    def __init__(self) -> None:
        self.make = self

    async def remote(self, _article: Article, **_options: bool) -> Made:
        raise ray.exceptions.RayActorError


def test_what_keeps_a_worker_from_working_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An engine that cannot be opened, other versions, a table that is not there: each in one sentence."""
    pool = pool_of(task("http://127.0.0.1:9/v1"), 1)
    try:
        with pytest.raises(ConfigError, match="name the model after a '#'"):
            asyncio.run(pool.engine())
        with pytest.raises(ConfigError, match="name the model after a '#'"):
            asyncio.run(pool.make(Article(text="Anything."), metered()))
    finally:
        pool.close()
    other = Task("http://127.0.0.1:9/v1#stub", None, None, "", versions=("0.0", "1", "1"))
    actor, limits = shared_limits()
    told = asyncio.run(Worker(other, limits).about())
    ray.kill(actor)
    assert isinstance(told, ConfigError)
    assert "install the same on both" in str(told)
    with pytest.raises(ConfigError, match=r"gone\.jsonl cannot be read"):
        task("local", actors=tmp_path / "gone.jsonl")


def test_settings_of_the_driver_shape_the_records_of_the_workers(
    server: BatchServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """How a model is asked, and the user's own actors: neither depends on the machine of a worker."""
    entry = {"id": "mira-kassab", "name": "Mira Kassab", "kind": "person", "country": "SY", "en": ["Mira Kassab"]}
    table = tmp_path / "actors.jsonl"
    table.write_text(json.dumps(entry) + "\n", encoding="utf-8")
    monkeypatch.setenv("SYRIAEVENTS_WINDOW", "1")
    given = task(server.spec, actors=table)
    monkeypatch.delenv("SYRIAEVENTS_WINDOW")
    table.unlink()
    pool = pool_of(given, 1)
    try:
        assert asyncio.run(pool.engine()).ability.brief
        result = asyncio.run(pool.make(Article(text="Mira Kassab said the road was open.", language="en"), metered()))
        assert ["mira-kassab"] == [actor.id for actor in result.actors]
    finally:
        pool.close()


def test_a_run_on_a_cluster_fills_the_store_as_one_on_this_machine_does(
    server: BatchServer, articles: list[Article], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same records, failures and tokens under the same setting; a rerun without a cluster finds everything done."""
    written(articles, tmp_path / "in.jsonl")

    def run(store: str, *options: str) -> int:
        where = ["--store", str(tmp_path / store), "--model", server.spec]
        return cli.main(["run", str(tmp_path / "in.jsonl"), *where, "--quiet", *options])

    def kept(store: str) -> Any:
        with open_store(tmp_path / store) as opened:
            rows = opened.connection.execute("SELECT extraction FROM results ORDER BY article").fetchall()
            totals = opened.connection.execute("SELECT sum(prompt_tokens), sum(requests) FROM usage").fetchone()
            failed = opened.connection.execute("SELECT article, message, dead FROM failures").fetchall()
        return [plain(Extraction.model_validate_json(row)) for (row,) in rows], totals, failed

    assert 1 == run("one.db")
    assert 1 == run("cluster.db", "--ray", "--workers", "2")
    assert kept("one.db") == kept("cluster.db")
    asked = server.direct.total()
    assert 1 == run("cluster.db")
    assert asked == server.direct.total()
    assert ray.is_initialized()
    capsys.readouterr()


def test_limits_are_those_of_all_workers_together() -> None:
    """Requests a minute are kept by two that ask as they are by one, and so is the server's word to wait."""
    actor, name = shared_limits(rpm=1200.0, tpm=60_000.0)
    one, other = SharedPace(name), SharedPace(name)

    async def ask() -> tuple[float, float]:
        await one.wait(1)
        began = time.monotonic()
        await asyncio.gather(*(pace.wait(1) for pace in (one, other) for _ in range(10)))
        paced = time.monotonic() - began
        one.settle(100, await one.tokens(100), 2000)
        one.observe(429, {"retry-after": "1", "set-cookie": "secret"})
        began = time.monotonic()
        await asyncio.gather(other.wait(1), other.tokens(100))
        return paced, time.monotonic() - began

    paced, held = asyncio.run(ask())
    assert paced >= 19 / 20
    assert held >= 0.9
    assert (1, 0) == (one.overloaded, other.overloaded)
    ray.kill(actor)


# -- Ray Data ------------------------------------------------------------------------------------------------


def written(articles: list[Article], path: Path) -> str:
    """The articles as JSON Lines, and a row that is none."""
    rows = [json.loads(article.model_dump_json()) for article in articles]
    rows.append({"id": "empty", "text": " "})
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def test_a_dataset_of_articles_becomes_one_of_results(
    server: BatchServer, articles: list[Article], expected: dict[str, Any], tmp_path: Path
) -> None:
    """JSON Lines in, Parquet out; the same records; what failed is a row with its cause."""
    ds = ray.data.read_json(written(articles, tmp_path / "in.jsonl"), lines=True)
    extract_dataset(ds, model=server.spec, concurrency=2).write_parquet(str(tmp_path / "out"))
    rows = {row["article_id"]: row for row in ray.data.read_parquet(str(tmp_path / "out")).take_all()}
    assert {*expected, "empty"} == set(rows)
    results = {
        name: plain(Extraction.model_validate_json(row["extraction"])) if row["extraction"] else row["cause"]
        for name, row in rows.items()
    }
    assert expected == {name: result for name, result in results.items() if name != "empty"}
    assert ("ArticleError", "The row is empty.") == (rows["empty"]["error"], rows["empty"]["cause"])
    assert "ServerError" == rows["bad"]["error"]
    assert all(len(expected[name]["statements"]) == row["statements"] for name, row in rows.items() if not row["error"])


def test_a_dataset_may_name_its_columns_otherwise_and_survives_what_cannot_be_answered(tmp_path: Path) -> None:
    """A model that no worker can open is the cause of every row, and no dead job."""
    ds = ray.data.from_items([{"body": "Mira Kassab said so.", "day": dt.date(2024, 12, 2), "nr": 7}])
    (row,) = extract_dataset(
        ds, model="http://127.0.0.1:9/v1", workers=1, columns={"text": "body", "published": "day", "id": "nr"}
    ).take_all()
    assert ("7", "ConfigError", dt.date(2024, 12, 2)) == (row["article_id"], row["error"], row["published"])


def test_rows_of_any_kind_become_rows_of_one_shape(server: BatchServer, articles: list[Article]) -> None:
    """Results, failures and what is no article, in their order; a fault of our own ends no job."""
    kept, limits = shared_limits()
    rows = Rows(task(server.spec), limits, kept, {}, None, 2)
    table = pa.Table.from_pylist(
        [{"id": "1", "text": articles[0].text}, {"id": None, "text": ""}, {"id": "3", "text": articles[-1].text}]
    )
    results = rows(table)
    assert ["1", None, "3"] == results["article_id"].to_pylist()
    assert [None, "ArticleError", "ServerError"] == results["error"].to_pylist()
    rows._worker = None
    assert {"AttributeError"} == set(rows(table.slice(0, 1))["error"].to_pylist())
    assert results.schema == rows(table.slice(1, 1)).schema


# -- the cluster -----------------------------------------------------------------------------------------------


def test_a_cluster_that_is_joined_is_kept() -> None:
    """The block neither starts nor ends what was there before."""
    with joined():
        assert ray.is_initialized()
    assert ray.is_initialized()


def test_a_cluster_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """With what starts one."""

    def refuse(**_options: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(ray, "is_initialized", lambda: False)
    monkeypatch.setattr(ray, "init", refuse)
    with pytest.raises(ConfigError, match=r"No Ray cluster answers at head:1 .*`ray start --head` starts one"):
        join("head:1")
    ended: list[bool] = []
    monkeypatch.setattr(ray, "init", lambda **options: ended.append(options["include_dashboard"]))
    monkeypatch.setattr(ray, "shutdown", lambda: ended.append(True))
    with joined():
        pass
    assert [False, True] == ended


def test_an_extra_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """One clear message."""
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(ConfigError, match=r"pip install 'syriaevents\[ray\]'"), joined():
        pass
