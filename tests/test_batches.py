"""Batches: the same records as asked directly, whatever happens in between, and nothing asked twice."""

import asyncio
import contextlib
import functools
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from batch_server import BatchServer, Plan, completion, plausible, serving_batches
from stub_model import StubModel

from syriaevents import cli
from syriaevents.cli.optional_value import with_value
from syriaevents.engines.batch_api import BatchApi
from syriaevents.engines.llm import Model, Retry, open_model
from syriaevents.errors import ConfigError, ModelError, ModelUnavailable, ServerError, StoreUnusable
from syriaevents.extract import extract_article
from syriaevents.reading.articles import read_articles
from syriaevents.run.batches.ledger import Ledger, Pending, Stage
from syriaevents.run.batches.rounds import Patience
from syriaevents.run.batches.running import batching
from syriaevents.run.batches.spool import Spool, key_of, line_of
from syriaevents.run.conducting import Plan as RunPlan
from syriaevents.run.running import Controls, Options, Outcome, conducted, conductor_of
from syriaevents.run.stopping import Why
from syriaevents.run.telling import Teller
from syriaevents.schema import Article, Extraction
from syriaevents.store.journal import Store, open_store
from syriaevents.store.results import read_results

EXAMPLES = Path(__file__).parent.parent / "examples/articles"
ONCE = Retry(attempts=1)
Run = Callable[..., tuple[int, str]]
QUICK = Patience(first_wait=0.0, longest_wait=0.0, failures=6)


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    """The example articles."""
    return [item for item in read_articles([str(EXAMPLES)]) if isinstance(item, Article)][:9]


@pytest.fixture(scope="module")
def few(articles: list[Article]) -> list[Article]:
    """Enough of them for everything to happen."""
    return articles[:3]


def records(results: dict[str, Any]) -> dict[str, Any]:
    """What must be the same both ways: everything but how long it took."""
    return {
        name: json.loads(value.model_dump_json(exclude={"meta": {"seconds"}}))
        if isinstance(value, Extraction)
        else value
        for name, value in results.items()
    }


async def direct(server: BatchServer, articles: Sequence[Article]) -> dict[str, Any]:
    """The results of asking at once, failures as their messages."""
    model = open_model(server.spec, retry=ONCE)
    results: dict[str, Any] = {}
    for article in articles:
        try:
            results[article.id] = await extract_article(article, model)
        except ModelError as error:
            results[article.id] = str(error)
    await model.close()
    return results


@dataclass
class Passes:
    """A run in batches over a store, put together as the command does it."""

    store: Store
    server: BatchServer
    most: int = 50_000
    most_bytes: int = 200_000_000
    retry_failed: bool = False
    said: list[str] = field(default_factory=list)
    outcome: Outcome | None = None

    async def run(self, articles: Sequence[Article], *, wait: bool = True) -> int:
        """How many are waiting in the end. Raises what ended the run."""
        batches = batching(self.store, self.server.spec, wait=wait, most=self.most, patience=QUICK)
        batches.spool._most_bytes = self.most_bytes
        options = Options(plan=RunPlan(retry_failed=self.retry_failed), every_copy=True, batch=True)
        conductor = conductor_of(articles, batches.model, self.store, Controls.of(8), options, Teller(self.said.append))
        conductor.waiting = batches.room
        try:
            self.outcome = await conducted(conductor, batches.conduct)
        finally:
            await batches.model.close()
        if conductor.stop.error is not None:
            raise conductor.stop.error
        if conductor.stop.why is Why.FAILURES:
            raise ServerError(conductor.stop.reason)
        return self.outcome.waiting

    @property
    def results(self) -> dict[str, Any]:
        """Results by the article's id, failures as their messages."""
        with self.store.transaction() as connection:
            done = connection.execute("SELECT extraction FROM results").fetchall()
            failed = connection.execute("SELECT id, message FROM failures JOIN articles ON hash = article").fetchall()
        extractions = [Extraction.model_validate_json(line) for (line,) in done]
        return {**{result.article.id: result for result in extractions}, **dict(failed)}


@contextlib.contextmanager
def stored(path: Path) -> Iterator[Store]:
    with open_store(path) as store:
        yield store


class Killed(BaseException):
    """The process ends here."""


class MortalApi(BatchApi):
    """The API in a process that is killed right before or right after one of its calls."""

    def __init__(self, model: Model, number: int, *, after: bool) -> None:
        super().__init__(model)
        self.left = number
        self.after = after

    async def _told(self, work: Any) -> Any:
        self.left -= 1
        if not self.left and not self.after:
            work.close()
            raise Killed
        result = await super()._told(work)
        if not self.left:
            raise Killed
        return result


# -- the same records ----------------------------------------------------------------------------------


def test_batches_give_the_records_that_asking_at_once_gives(tmp_path: Path, articles: list[Article]) -> None:
    """Re-asks, split windows and answers that are no JSON included; every request is sent once, none in vain."""
    with serving_batches(Plan(polls=3)) as server, stored(tmp_path / "run.db") as store:
        expected = asyncio.run(direct(server, articles))
        passes = Passes(store, server)
        assert 0 == asyncio.run(passes.run(articles))
        assert records(expected) == records(passes.results)
        assert set(server.direct) == set(server.batched)
        assert {1} == set(server.batched.values())
        assert not (tmp_path / "parts").exists()


@pytest.mark.parametrize(
    "faulty",
    [
        (
            Plan(status="expired", expires=lambda line: line % 2 == 0),
            Plan(fails=lambda line: 500 if line % 2 else None),
        ),
        (Plan(loses=lambda line: line == 0), Plan(status="cancelled", expires=lambda line: line != 1)),
    ],
    ids=["expired, failed", "lost, cancelled"],
)
def test_lines_without_an_answer_are_asked_again(tmp_path: Path, few: list[Article], faulty: tuple[Plan, ...]) -> None:
    """A batch that answers some of its lines costs another round and nothing else."""
    with serving_batches(*faulty, Plan()) as server, stored(tmp_path / "run.db") as store:
        expected = asyncio.run(direct(server, few))
        passes = Passes(store, server)
        assert 0 == asyncio.run(passes.run(few))
        assert records(expected) == records(passes.results)


def test_a_request_that_no_batch_answers_becomes_a_dead_letter_with_its_cause(
    tmp_path: Path, few: list[Article]
) -> None:
    """After three batches it is given up; its article fails, the others do not."""
    with serving_batches(Plan(expires=lambda line: line == 0)) as server, stored(tmp_path / "run.db") as store:
        passes = Passes(store, server)
        assert 0 == asyncio.run(passes.run(few))
        failed = [value for value in passes.results.values() if isinstance(value, str)]
        assert "Asked in 3 batches without an answer: The provider gave up on the request (batch_expired)." in failed
        assert any(isinstance(value, Extraction) for value in passes.results.values())


def test_a_request_that_is_refused_fails_as_it_does_when_asked_at_once(tmp_path: Path, few: list[Article]) -> None:
    """A status that no second try mends is an answer: it is not asked for again."""

    def refusing(body: dict[str, Any]) -> tuple[int, Any]:
        return (400, {"error": {"message": "no"}}) if "Nadia" in json.dumps(body) else plausible(body)

    def everything(_body: dict[str, Any]) -> tuple[int, Any]:
        return 400, {"error": {"message": "no"}}

    for answer in (refusing, everything):
        with serving_batches(answer=answer) as server, stored(tmp_path / f"{answer.__name__}.db") as store:
            expected = asyncio.run(direct(server, few))
            passes = Passes(store, server)
            asyncio.run(passes.run(few))
            assert records(expected) == records(passes.results)
            assert {1} == set(server.batched.values())


def test_a_model_that_is_not_known_stops_the_run(tmp_path: Path, few: list[Article]) -> None:
    """No article can be answered; once that is mended, the same command goes on."""
    known = [False]

    def answer(body: dict[str, Any]) -> tuple[int, Any]:
        return plausible(body) if known[0] else (404, {})

    with serving_batches(answer=answer) as server, stored(tmp_path / "run.db") as store:
        with pytest.raises(ModelUnavailable, match="batch_1: the server does not know this model"):
            asyncio.run(Passes(store, server).run(few))
        known[0] = True
        passes = Passes(store, server)
        assert 0 == asyncio.run(passes.run(few))
        assert all(isinstance(result, Extraction) for result in passes.results.values())


# -- going on later --------------------------------------------------------------------------------------


def test_what_is_submitted_today_is_collected_tomorrow(tmp_path: Path, few: list[Article]) -> None:
    """Without waiting, each run collects what has ended, asks what follows from it, and ends."""
    with serving_batches() as server:
        expected = asyncio.run(direct(server, few))
        for _ in range(12):
            with stored(tmp_path / "run.db") as store:
                passes = Passes(store, server)
                waiting = asyncio.run(passes.run(few, wait=False))
                results = passes.results
            if not waiting:
                break
        assert records(expected) == records(results)
        assert {1} == set(server.batched.values())


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_run_that_is_killed_around_any_call_goes_on_without_asking_twice(
    tmp_path: Path, few: list[Article], monkeypatch: pytest.MonkeyPatch, *, after: bool
) -> None:
    """Between uploading a file and noting its batch too: the batch is found by its mark."""
    for number in range(1, 8):
        with serving_batches() as server:
            expected = asyncio.run(direct(server, few[:1]))
            path = tmp_path / f"{number}.db"
            mortal = functools.partial(MortalApi, number=number, after=after)
            monkeypatch.setattr("syriaevents.run.batches.running.BatchApi", mortal)
            with pytest.raises(Killed), stored(path) as store:
                asyncio.run(Passes(store, server).run(few[:1]))
            monkeypatch.undo()
            with stored(path) as store:
                passes = Passes(store, server)
                assert 0 == asyncio.run(passes.run(few[:1]))
                assert records(expected) == records(passes.results)
            assert {1} == set(server.batched.values())


def test_a_batch_whose_making_was_not_confirmed_is_found_and_not_made_again(tmp_path: Path, few: list[Article]) -> None:
    """The connection broke after the provider had made the batch."""
    with serving_batches(Plan(lost_reply=True), Plan()) as server, stored(tmp_path / "run.db") as store:
        for number in range(120):  # other people's batches, on more pages than one
            server.make({"input_file_id": f"other-{number}"})
        server.plans = [Plan(lost_reply=True)] * 121 + [Plan()]
        passes = Passes(store, server)
        assert 0 == asyncio.run(passes.run(few))
        assert {1} == set(server.batched.values())
        assert any("Trying again." in line for line in passes.said)


def test_a_part_whose_file_is_gone_or_was_not_finished_is_asked_anew(tmp_path: Path) -> None:
    """What a crash leaves half done is forgotten; what is whole is kept."""
    with stored(tmp_path / "run.db") as store:
        ledger = Ledger(store)
        for folder in ("whole", "gone"):
            spool = Spool(tmp_path / folder, ledger)
            spool.add(folder, b"{}")
            spool.close()
        begun = Spool(tmp_path / "begun", ledger)
        begun.add("begun", b"{}")
        (gone,) = (tmp_path / "gone").iterdir()
        gone.unlink()
        Spool(tmp_path / "whole", ledger).mend()
        assert [1] == [part.requests for part in ledger.parts(*Stage)]
        assert ledger.answer_to("gone") is None
        assert ledger.answer_to("begun") is None
        with pytest.raises(Pending):
            ledger.answer_to("whole")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_disk_without_room_for_requests_stops_the_run_and_breaks_no_file(
    tmp_path: Path, few: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was not written whole is asked anew once there is room."""
    with serving_batches() as server, stored(tmp_path / "run.db") as store:
        with monkeypatch.context() as patch:
            patch.setattr(Spool, "path", lambda _self, _part: Path("/dev/full"))
            patch.setattr(Spool, "drop", lambda _self, _part: None)
            with pytest.raises(StoreUnusable, match="requests cannot be written there: No space left on device"):
                asyncio.run(Passes(store, server).run(few))
        passes = Passes(store, server)
        assert 0 == asyncio.run(passes.run(few))
        assert {1} == set(server.batched.values())
        assert 3 == len(passes.results)


def test_requests_that_the_store_lost_are_asked_in_another_file(tmp_path: Path) -> None:
    """A file never holds a request that the store knows nothing of."""
    with stored(tmp_path / "run.db") as store:
        ledger = Ledger(store)
        spool = Spool(tmp_path / "parts", ledger)
        spool.add("lost", b"{}")
        with store.transaction() as connection:
            connection.rollback()
        spool.close()
        assert [] == ledger.parts(*Stage)
        assert not (tmp_path / "parts").exists()


# -- the provider's limits and failures --------------------------------------------------------------------


def test_files_hold_no_more_requests_and_bytes_than_allowed(tmp_path: Path, few: list[Article]) -> None:
    """What does not fit goes into further batches."""
    for most, most_bytes in ((2, 10**9), (10**9, 60_000)):
        with serving_batches() as server, stored(tmp_path / f"{most}.db") as store:
            passes = Passes(store, server, most, most_bytes)
            assert 0 == asyncio.run(passes.run(few))
            assert {1} == set(server.batched.values())
            assert len(server.files) > 6
            uploads = [server.files[batch.input_file] for batch in server.batches]
            assert all(content.count(b"\n") <= most and len(content) <= most_bytes for content in uploads)


def test_full_files_are_sent_while_the_articles_are_gone_over(
    tmp_path: Path, few: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A corpus of any size needs room on the disk for a few files only."""
    monkeypatch.setattr("syriaevents.run.batches.rounds._SENT_EVERY", 0.0)
    with serving_batches() as server, stored(tmp_path / "run.db") as store:
        expected = asyncio.run(direct(server, few))
        passes = Passes(store, server, most=1)
        assert 0 == asyncio.run(passes.run(few))
        assert records(expected) == records(passes.results)
        assert {1} == set(server.batched.values())


def test_a_full_queue_makes_the_rest_wait(tmp_path: Path, few: list[Article]) -> None:
    """A batch that is turned away because others have to be done first is made again, without another upload."""
    full = Plan(errors=[{"code": "token_limit_exceeded", "message": "Enqueued token limit reached", "line": None}])
    with serving_batches(Plan(polls=4), full, full, Plan()) as server, stored(tmp_path / "run.db") as store:
        passes = Passes(store, server, most=1)
        assert 0 == asyncio.run(passes.run(few))
        assert {1} == set(server.batched.values())
        files = [batch.input_file for batch in server.batches]
        assert 2 == len(files) - len(set(files))


def test_a_batch_that_is_turned_away_stops_the_run_with_its_code(tmp_path: Path, few: list[Article]) -> None:
    """Nothing was asked; after mending what is wrong the same command goes on."""
    away = Plan(errors=[{"code": "model_not_found", "message": "secret words", "line": None}])
    with serving_batches(away, Plan()) as server, stored(tmp_path / "run.db") as store:
        passes = Passes(store, server)
        with pytest.raises(ConfigError, match=r"batch_1 away \(model_not_found\)") as caught:
            asyncio.run(passes.run(few))
        assert "secret" not in str(caught.value)
        assert 0 == asyncio.run(passes.run(few))
    alone = Plan(errors=[{"code": "token_limit_exceeded", "message": "", "line": None}])
    with (
        serving_batches(alone) as server,
        stored(tmp_path / "alone.db") as store,
        pytest.raises(ConfigError, match="fewer requests a batch"),
    ):
        asyncio.run(Passes(store, server).run(few))


def test_a_line_that_spoils_its_batch_is_left_out_of_the_next(tmp_path: Path, few: list[Article]) -> None:
    """Three times at fault, and its article is a dead letter; the other lines are asked without it."""
    with serving_batches(Plan(spoilt_by=b"Drivers call it the gullet")) as server, stored(tmp_path / "run.db") as store:
        passes = Passes(store, server)
        assert 0 == asyncio.run(passes.run(few))
        failed = [value for value in passes.results.values() if isinstance(value, str)]
        assert [
            "Asked in 3 batches without an answer: The provider turned the request away (invalid_request)."
        ] == failed


def test_a_server_that_fails_for_a_while_costs_time(
    tmp_path: Path, few: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Uploads, looks and downloads are tried again; what has come stands."""
    monkeypatch.setattr("openai._constants.INITIAL_RETRY_DELAY", 0.0)
    monkeypatch.setattr("openai._base_client.INITIAL_RETRY_DELAY", 0.0)
    with serving_batches() as server, stored(tmp_path / "run.db") as store:
        server.statuses = [500, 0, 200, 503, 200, 0, 0, 200, 500, *[503] * 5]
        assert 0 == asyncio.run(Passes(store, server).run(few[:1]))
        assert {1} == set(server.batched.values())
        server.statuses = [500] * 100
        with pytest.raises(ServerError):
            asyncio.run(Passes(store, server).run(few))


def test_a_server_or_provider_without_batches_is_told(tmp_path: Path, few: list[Article]) -> None:
    """The message names those that have them."""
    with serving_batches() as server, stored(tmp_path / "run.db") as store:
        server.statuses = [404] * 10
        with pytest.raises(ConfigError, match="has no Batch API"):
            asyncio.run(Passes(store, server).run(few))
    with pytest.raises(ConfigError, match="They work with openai/NAME"):
        BatchApi(StubModel())


# -- lines and keys ------------------------------------------------------------------------------------------


def test_a_request_is_the_same_however_its_json_is_written() -> None:
    """Order and spaces make no difference; any value does."""
    assert key_of(b'{"a": 1, "b": [1, 2]}') == key_of(b'{"b":[1,2],"a":1}')
    assert key_of(b'{"a": 1}') != key_of(b'{"a": 2}')


def test_a_line_holds_the_body_as_it_would_be_sent() -> None:
    """One line, whatever the text holds."""
    text = {"text": "\u2028 \n \x85 ؟"}
    body = json.dumps(text, ensure_ascii=False).encode()
    line = line_of("k", body)
    assert 1 == line.count(b"\n")
    assert body in line
    told = {"custom_id": "k", "method": "POST", "url": "/v1/chat/completions", "body": text}
    assert told == json.loads(line)


def test_lines_that_cannot_be_read_leave_their_requests_unanswered(tmp_path: Path, few: list[Article]) -> None:
    """A file of rubbish answers nothing: three batches, then a dead letter."""

    class Rubbish(BatchServer):
        def keep(self, content: bytes) -> str:
            return super().keep(
                b'[]\nnot json\n{"custom_id": 7, "response": 1}\n\n{"id": 1}' if b"batch_req" in content else content
            )

    with serving_batches(kind=Rubbish) as server, stored(tmp_path / "run.db") as store:
        passes = Passes(store, server)
        assert 0 == asyncio.run(passes.run(few[:1]))
        cause = "The batch ended as completed, without an answer to it."
        assert [f"Asked in 3 batches without an answer: {cause}"] == list(passes.results.values())


# -- the command -----------------------------------------------------------------------------------------------


@pytest.fixture
def run(tmp_path: Path, few: list[Article], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the few articles into a store of this name: exit status, and what was told."""
    monkeypatch.setattr("syriaevents.run.batches.running.batching", functools.partial(batching, patience=QUICK))
    file = tmp_path / "few.jsonl"
    file.write_text("".join(f"{article.model_dump_json()}\n" for article in few), encoding="utf-8")

    def command(server: BatchServer, store: str, *arguments: object) -> tuple[int, str]:
        given = ["run", str(file), "--store", str(tmp_path / store), "--model", server.spec, *map(str, arguments)]
        status = cli.main(given)
        return status, capsys.readouterr().err

    return command


def extractions(path: Path) -> dict[str, Any]:
    """What a store holds."""
    return records({result.article.id: result for result in read_results(path)})


def test_the_command_in_batches_does_what_it_does_at_once_at_the_price_of_batches(tmp_path: Path, run: Run) -> None:
    """The same records under the same setting, the same tokens, half the dollars where the price table says so."""
    prices = tmp_path / "prices.toml"
    prices.write_text("[models.stub]\ninput = 1000.0\ncached = 500.0\noutput = 2000.0\nbatch = 0.5\n", "utf-8")
    with serving_batches() as server:
        assert 0 == run(server, "direct.db", "--prices", prices)[0]
        status, told = run(server, "batch.db", "--prices", prices, "--batch", "--batch-size", 20)
        assert 0 == status, told
        assert extractions(tmp_path / "direct.db") == extractions(tmp_path / "batch.db")
        assert set(server.direct) == set(server.batched)
    usage = "SELECT sum(prompt_tokens), sum(completion_tokens), sum(requests) FROM usage"
    with open_store(tmp_path / "direct.db") as one, open_store(tmp_path / "batch.db") as other:
        at_once, in_batches = (store.connection.execute(usage).fetchone() for store in (one, other))
        dollars = [store.connection.execute("SELECT sum(usd) FROM usage").fetchone()[0] for store in (one, other)]
    assert at_once == in_batches
    assert dollars[0] == pytest.approx(2 * dollars[1])


def test_without_waiting_the_command_ends_and_says_how_to_collect(run: Run) -> None:
    """Status 1 while answers are to come, 0 once everything is there."""
    with serving_batches(Plan(polls=2)) as server:
        status, told = run(server, "run.db", "--batch", "--no-wait")
        assert 1 == status
        assert "3 articles wait for answers that come in a batch. Run the same command again to collect them." in told
        while status:
            status, told = run(server, "run.db", "--batch", "--no-wait")
        assert "wait for answers" not in told
        assert {1} == set(server.batched.values())


def test_dead_letters_are_asked_about_again_on_demand(tmp_path: Path, run: Run) -> None:
    """What they came to grief over is forgotten: bad answers, refusals and requests that no batch answered."""
    bad = [True]

    def answer(body: dict[str, Any]) -> tuple[int, Any]:
        return (200, completion("no JSON at all")) if bad[0] else plausible(body)

    with serving_batches(answer=answer) as server:
        assert 1 == run(server, "run.db", "--batch")[0]
        asked = server.batched.total()
        assert 1 == run(server, "run.db", "--batch")[0]
        assert asked == server.batched.total()
        bad[0] = False
        assert 0 == run(server, "run.db", "--batch", "--retry-failed")[0]
        assert 0 == run(server, "direct.db")[0]
    assert extractions(tmp_path / "direct.db") == extractions(tmp_path / "run.db")


def test_a_run_s_patience_with_the_server_goes_for_its_files_and_batches_too(tmp_path: Path) -> None:
    """``--timeout`` reaches the client that uploads, looks and downloads."""
    with stored(tmp_path / "run.db") as store:
        batches = batching(store, "http://127.0.0.1:9/v1#m", timeout=7.5)
    assert (7.5, 7.5) == (batches.model.sdk.timeout, batches.api._patient.timeout)  # type: ignore[attr-defined]


def test_a_run_that_waits_can_be_interrupted_and_gone_on_with(tmp_path: Path, few: list[Article]) -> None:
    """It ends at once; everything is in the store."""
    with serving_batches(Plan(polls=5)) as server, stored(tmp_path / "run.db") as store:
        batches = batching(store, server.spec)
        conductor = conductor_of(few, batches.model, store, Controls.of(8), Options(batch=True), Teller(print))
        conductor.waiting = batches.room
        conductor.teller.say = lambda _line: conductor.stop.now(Why.INTERRUPTED, "interrupted")
        outcome = asyncio.run(conducted(conductor, batches.conduct))
        assert (3, "interrupted") == (outcome.waiting, outcome.stop.reason)
        assert 0 == asyncio.run(Passes(store, server).run(few))
        assert {1} == set(server.batched.values())


def test_a_budget_holds_from_round_to_round(run: Run) -> None:
    """Once it is used up nothing more is asked."""
    with serving_batches() as server:
        status, told = run(server, "run.db", "--batch", "--max-tokens", 1)
        assert 1 == status
        assert "the budget of 1 tokens is used up" in told


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--batch", "--ray"], "Give --batch or --ray"),
        (["--no-wait"], "go with --batch"),
        (["--workers", "2"], "--workers goes with --ray"),
    ],
)
def test_options_that_do_not_go_together_are_told(run: Run, options: list[str], told: str) -> None:
    """Before anything is asked."""
    with serving_batches() as server:
        status, err = run(server, "run.db", *options)
        assert 2 == status
        assert told in err
        assert not server.direct


def test_a_cluster_may_be_named_or_not() -> None:
    """What follows the option is its value where it looks like an address."""
    assert ["--ray", "", "folder"] == with_value(["--ray", "folder"])
    assert ["folder", "--ray", ""] == with_value(["folder", "--ray"])
    assert ["--ray", "", "--quiet"] == with_value(["--ray", "--quiet"])
    for address in ("auto", "local", "10.0.0.1:6379", "ray://head:10001"):
        assert ["--ray", address, "folder"] == with_value(["--ray", address, "folder"])
    assert ["--", "--ray"] == with_value(["--", "--ray"])
