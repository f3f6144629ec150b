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
from syriaevents.distributed.cluster import joined
from syriaevents.distributed.limits import shared_limits
from syriaevents.distributed.pool import DEATHS, Pool
from syriaevents.distributed.worker import Task, Worker, task
from syriaevents.errors import ConfigError, ServerError
from syriaevents.reading.articles import read_articles
from syriaevents.run.pace import Pacer
from syriaevents.run.slots import Slots
from syriaevents.run.spending import Budget, Metered
from syriaevents.run.stopping import Stop
from syriaevents.store.journal import open_store

ray = pytest.importorskip("ray", reason="the extra 'ray' is not installed")

EXAMPLES = Path(__file__).parent.parent / "examples/articles"
ASKED = threading.Semaphore(0)
"""Released with every request."""


@pytest.fixture(scope="module", autouse=True)
def cluster() -> Iterator[None]:
    """A cluster of two processors on this machine."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    ray.init(
        num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR",
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


def test_workers_give_the_records_of_one_process(
    server: BatchServer, articles: list[Article], expected: dict[str, Any]
) -> None:
    """Failures come with the same words."""
    pool = pool_of(task(server.spec), 2)
    try:
        assert "stub" == asyncio.run(pool.engine()).name
        assert expected == asyncio.run(gathered(pool, articles))
    finally:
        pool.close()


def test_a_worker_that_is_killed_costs_time_and_nothing_else(
    server: BatchServer, articles: list[Article], expected: dict[str, Any]
) -> None:
    """Its articles are asked about again, by it or by another; the records are the same."""
    pool = pool_of(task(server.spec), 2)

    async def killed_midway() -> tuple[dict[str, Any], list[int]]:
        await pool.engine()
        while ASKED.acquire(blocking=False):
            pass  # those of the tests before
        work = asyncio.create_task(gathered(pool, articles))
        for _ in range(3):
            await asyncio.to_thread(ASKED.acquire)
        victims = worker_processes()
        os.kill(victims[0], signal.SIGKILL)
        return await work, victims

    try:
        results, victims = asyncio.run(killed_midway())
        assert expected == results
        assert 2 == len(victims)
    finally:
        pool.close()


def test_an_article_that_workers_die_over_is_given_up(server: BatchServer) -> None:
    """It must not take down one worker after the other for ever."""
    pool = pool_of(task(server.spec), 1)
    try:
        asyncio.run(pool.engine())
        (pool_worker,) = pool._busy
        pool_worker.make = Dying()
        with pytest.raises(ServerError, match=f"{DEATHS + 1} workers of the cluster died"):
            asyncio.run(pool.make(Article(text="Anything."), metered()))
    finally:
        pool.close()


class Dying:
    """A method of a worker that always dies."""

    async def remote(self, _article: Article, **_options: bool) -> None:
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
    other = Task("http://127.0.0.1:9/v1#stub", None, None, "", ("0.0", "1", "1"))
    told = asyncio.run(Worker(other, shared_limits()[1]).about())
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


def test_limits_are_those_of_all_workers_together(server: BatchServer, articles: list[Article]) -> None:
    """Requests a minute are kept by two workers as they are by one."""
    pool = pool_of(task(server.spec), 2, rpm=1200.0)
    try:
        asyncio.run(pool.engine())
        before, started = server.direct.total(), time.monotonic()
        asyncio.run(gathered(pool, articles))
        asked, took = server.direct.total() - before, time.monotonic() - started
        assert took >= (asked - 1) / 20 - 0.2
    finally:
        pool.close()


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


# -- the cluster -----------------------------------------------------------------------------------------------


def test_a_cluster_that_is_joined_is_kept() -> None:
    """The block neither starts nor ends what was there before."""
    with joined():
        assert ray.is_initialized()
    assert ray.is_initialized()


def test_an_extra_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """One clear message."""
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(ConfigError, match=r"pip install 'syriaevents\[ray\]'"), joined():
        pass
