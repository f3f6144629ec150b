"""Runs: resumed, limited, stopped, and what is told about them."""

import functools
import json
import logging
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from fault_server import COMPLETION_TOKENS, PROMPT_TOKENS, Behaviour, FaultServer, failing, ok, refusal, slow

from syriaevents import cli
from syriaevents.cli import arguments as shared_arguments
from syriaevents.engines.llm import open_model
from syriaevents.engines.model import Retry
from syriaevents.run import keeping
from syriaevents.store.journal import open_store
from syriaevents.store.results import read_results

POSIX = pytest.mark.skipif(os.name != "posix", reason="needs POSIX signals")
Serve = Callable[..., FaultServer]
COST = PROMPT_TOKENS + COMPLETION_TOKENS


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    status: int
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """What may pass is tried once more, and without waiting."""
    monkeypatch.setattr(shared_arguments, "open_model", functools.partial(open_model, retry=Retry(2, 0.0)))


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Where the store is."""
    return tmp_path / "run.db"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], store: Path) -> Run:
    """Run into the store, in this process."""

    def command(server: FaultServer, *arguments: object) -> Ended:
        status = cli.main(["run", "--store", str(store), "--model", server.spec, *map(str, arguments)])
        told = capsys.readouterr()
        return Ended(status, told.out, told.err)

    return command


def text(number: int) -> str:
    """An article that is like no other."""
    return f"Report {number}. Government forces shelled Sarmin on Monday, and road {number} was closed."


def articles(path: Path, count: int) -> Path:
    """So many articles in a JSONL file."""
    lines = (json.dumps({"id": f"a{number}", "text": text(number), "language": "en"}) for number in range(count))
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return path


@pytest.fixture
def five(tmp_path: Path) -> Path:
    """Five articles."""
    return articles(tmp_path / "five.jsonl", 5)


def rows(store: Path, query: str) -> list[tuple[object, ...]]:
    """What the store answers to any reader."""
    with sqlite3.connect(store) as connection:
        return connection.execute(query).fetchall()


def ids(store: Path) -> list[str]:
    """The articles with a result, in order."""
    return [result.article.id for result in read_results(store)]


# -- going on ----------------------------------------------------------------------------------------


def test_a_rerun_asks_nothing_twice(fault_server: Serve, run: Run, five: Path, store: Path) -> None:
    """The same command again finds everything done."""
    server = fault_server()
    first, second = run(server, five), run(server, five)

    assert (0, 0, 5) == (first.status, second.status, len(server.requests))
    assert ["a0", "a1", "a2", "a3", "a4"] == ids(store)
    assert "" == first.out
    assert "5 articles answered" in first.err
    assert "5 had a result already" in second.err


def test_more_articles_are_added_to_a_store(fault_server: Serve, run: Run, five: Path, store: Path) -> None:
    """Only what is new is asked."""
    server = fault_server()
    run(server, five)
    run(server, articles(five.with_name("seven.jsonl"), 7))

    assert (7, 7) == (len(server.requests), len(ids(store)))


def test_a_change_of_settings_asks_again(fault_server: Serve, run: Run, five: Path) -> None:
    """Another day of publication changes dates, so records of both days never mix."""
    server = fault_server()
    run(server, five)
    run(server, five, "--published", "2024-12-02")
    run(server, five)

    assert 10 == len(server.requests)


def test_copies_are_asked_once(fault_server: Serve, run: Run, tmp_path: Path, store: Path) -> None:
    """With all their sources kept, also where they come while the first one is under way."""
    lines = (json.dumps({"id": f"c{number}", "text": text(1), "source": f"Outlet {number}"}) for number in range(20))
    (tmp_path / "copies.jsonl").write_text("\n".join(lines), "utf-8")
    server = fault_server()
    ended = run(server, tmp_path / "copies.jsonl")

    assert (0, 1, ["c0"]) == (ended.status, len(server.requests), ids(store))
    assert [(20,)] == rows(store, "SELECT count(DISTINCT source) FROM sources")
    assert "19 further copies" in ended.err


def test_a_copy_stands_for_an_article_that_was_never_answered(
    fault_server: Serve, run: Run, tmp_path: Path, store: Path
) -> None:
    """The text that was met first is asked about, even where only a copy of it is met again."""
    words = " ".join(f"word{number} and others" for number in range(60))
    for name, content in (("first", words), ("second", f"By Our Staff. {words}")):
        (tmp_path / f"{name}.txt").write_text(content, "utf-8")
    assert 1 == run(fault_server(refusal()), tmp_path / "first.txt").status

    server = fault_server()
    assert 0 == run(server, tmp_path / "second.txt", "--retry-failed").status
    assert ["first"] == ids(store)
    assert 0 == run(server, tmp_path / "second.txt", "--every-copy").status
    assert ["first", "second"] == ids(store)


# -- failures ----------------------------------------------------------------------------------------


def test_a_dead_letter_is_asked_again_on_demand_only(fault_server: Serve, run: Run, five: Path, store: Path) -> None:
    """It has a cause, costs no other article, and the exit status tells of it."""
    bad = fault_server(refusal(), ok())
    first = run(bad, five, "--concurrency", 1)
    again = run(bad, five)

    assert (1, 1, 5) == (first.status, again.status, len(bad.requests))
    assert [("Refused", 1, 1)] == rows(store, "SELECT cause, attempts, dead FROM failures")
    assert "1 article failed for good (table failures); --retry-failed asks about them again" in again.err

    good = fault_server()
    assert (0, 1) == (run(good, "--retry-failed").status, len(good.requests))
    assert ["a0", "a1", "a2", "a3", "a4"] == ids(store)
    assert [(2,)] == rows(
        store, "SELECT attempts FROM results WHERE article = (SELECT hash FROM articles WHERE id = 'a0')"
    )


def test_an_article_that_the_server_failed_is_asked_once_more_at_the_end(
    fault_server: Serve, run: Run, five: Path, store: Path
) -> None:
    """A server that was down for a while costs no article."""
    server = fault_server(failing(500), failing(500), ok())
    ended = run(server, five, "--concurrency", 1)

    assert (0, 5, []) == (ended.status, len(ids(store)), rows(store, "SELECT * FROM failures"))


def test_an_article_that_the_server_fails_twice_is_a_dead_letter(
    fault_server: Serve, run: Run, tmp_path: Path, store: Path
) -> None:
    """With the server's status as its cause."""
    ended = run(fault_server(failing(500)), articles(tmp_path / "one.jsonl", 1))

    assert 1 == ended.status
    [(cause, message, attempts, dead)] = rows(store, "SELECT cause, message, attempts, dead FROM failures")
    assert ("ServerError", 2, 1) == (cause, attempts, dead)
    assert "status 500" in str(message)


def test_articles_that_failed_before_do_not_stop_a_run(
    fault_server: Serve, run: Run, tmp_path: Path, store: Path
) -> None:
    """However many the server fails for good: in the end each is a dead letter."""
    ended = run(fault_server(failing(400)), articles(tmp_path / "many.jsonl", 8), "--max-failures", 9)
    assert (1, [(8,)]) == (ended.status, rows(store, "SELECT count(*) FROM failures WHERE dead AND attempts = 2"))

    again = run(fault_server(failing(400)), tmp_path / "many.jsonl", "--retry-failed", "--max-failures", 3)
    assert (1, [(8,)]) == (again.status, rows(store, "SELECT count(*) FROM failures WHERE dead"))
    assert "in a row" not in again.err


def test_failures_in_a_row_stop_the_run(fault_server: Serve, run: Run, tmp_path: Path, store: Path) -> None:
    """What the server failed is no dead letter then: the next run asks about all of it."""
    many = articles(tmp_path / "many.jsonl", 40)
    server = fault_server(failing(400))
    ended = run(server, many, "--concurrency", 2, "--max-failures", 5)

    assert 1 == ended.status
    assert 5 <= len(server.requests) <= 7
    assert "5 failures in a row, the last one: stub: the server refused the request (status 400)" in ended.err
    assert "Run the same command again to go on." in ended.err
    assert [] == rows(store, "SELECT * FROM failures WHERE dead")
    assert (0, 40) == (run(fault_server(), many).status, len(ids(store)))


def test_a_refused_key_stops_the_run_at_once(fault_server: Serve, run: Run, tmp_path: Path, store: Path) -> None:
    """It is wrong configuration; no article is at fault, and none is a dead letter."""
    many = articles(tmp_path / "many.jsonl", 100)
    server = fault_server(*[ok()] * 10, failing(401))
    ended = run(server, many)

    assert 2 == ended.status
    assert len(server.requests) <= 10 + 8 + 8
    assert "does not accept the key" in ended.err
    assert [] == rows(store, "SELECT * FROM failures")
    assert (0, 100) == (run(fault_server(), many).status, len(ids(store)))


def test_a_server_that_is_not_there_is_told_at_once(
    fault_server: Serve, run: Run, five: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """One line names the address while it is tried again, beside what comes of each article; the log stays as it was."""
    server = fault_server(ok())
    server.server_close()
    ended = run(server, five)
    assert 1 == ended.err.count(f"The server at 127.0.0.1:{server.server_port} cannot be reached; trying again")
    assert 1 == ended.status
    caplog.clear()
    logging.getLogger("syriaevents").warning("nobody listens here any more")
    assert ["nobody listens here any more"] == caplog.messages


def test_unreadable_input_is_told_and_not_fatal(fault_server: Serve, run: Run, five: Path, store: Path) -> None:
    """A line that is only half written costs itself."""
    with five.open("a", encoding="utf-8") as file:
        file.write('{"id": "half", "te')
    ended = run(fault_server(), five)

    assert (1, 5) == (ended.status, len(ids(store)))
    assert "five.jsonl:6 is not JSON" in ended.err


# -- limits ------------------------------------------------------------------------------------------


def test_a_token_budget_is_kept_over_all_runs(fault_server: Serve, run: Run, tmp_path: Path, store: Path) -> None:
    """It is passed by no more than the requests under way; a higher one lets the run go on."""
    many = articles(tmp_path / "many.jsonl", 30)
    server = fault_server()
    ended = run(server, many, "--max-tokens", 5 * COST, "--concurrency", 2)

    assert 1 == ended.status
    assert 5 <= len(server.requests) <= 6
    assert f"the budget of {5 * COST} tokens is used up" in ended.err
    before = len(server.requests)
    assert 1 == run(server, many, "--max-tokens", 5 * COST).status
    assert before == len(server.requests)
    assert (0, 30) == (run(server, many, "--max-tokens", 100 * COST).status, len(ids(store)))


def test_a_budget_in_dollars_needs_a_price(fault_server: Serve, run: Run, five: Path, tmp_path: Path) -> None:
    """None is invented; the message says what to write."""
    server = fault_server()
    ended = run(server, five, "--max-usd", 1)
    assert (2, []) == (ended.status, server.requests)
    assert '--max-usd needs the price of stub: give a table with --prices, as in [models."stub"]' in ended.err

    prices = tmp_path / "prices.toml"
    prices.write_text("[models.stub]\ninput = 1000.0\ncached = 500.0\noutput = 2000.0\n", "utf-8")
    ended = run(server, five, "--max-usd", 0.2, "--prices", prices, "--concurrency", 1)
    assert 1 == ended.status
    assert 3 == len(server.requests)  # 60 fresh, 40 cached and 7 answered tokens are 0.094 dollars
    assert "0.28 US dollars" in ended.err


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("p.toml", "[models.stub]\ninput = 1.0\n", "stub.output: Field required"),
        ("p.json", '{"models": {"stub": {"input": -1, "output": 1}}}', "greater than or equal to 0"),
        ("p.toml", "no table", "is no price table"),
        ("p.json", "[]", "is no price table"),
    ],
)
def test_a_wrong_price_table_is_told(
    fault_server: Serve, run: Run, five: Path, tmp_path: Path, name: str, content: str, told: str
) -> None:
    """With the entry that is wrong; nothing is asked."""
    (tmp_path / name).write_text(content, "utf-8")
    server = fault_server()
    ended = run(server, five, "--prices", tmp_path / name)

    assert (2, []) == (ended.status, server.requests)
    assert told in ended.err


def test_a_missing_price_table_is_told(fault_server: Serve, run: Run, five: Path) -> None:
    """By its name."""
    assert "none.toml cannot be read" in run(fault_server(), five, "--prices", "none.toml").err


def test_requests_a_minute_are_kept(fault_server: Serve, run: Run, tmp_path: Path) -> None:
    """At 1,200 a minute twenty requests are spread over a second, though all could be sent at once."""
    server = fault_server()
    assert 0 == run(server, articles(tmp_path / "many.jsonl", 20), "--rpm", 1200, "--concurrency", 20).status
    sent = [request.at for request in server.requests]

    assert sent[-1] - sent[0] > 0.7


def test_the_limit_in_the_headers_is_kept(fault_server: Serve, run: Run, tmp_path: Path) -> None:
    """Where none is given, the one that the server states holds after its first answers."""
    told = Behaviour(body=ok().body, headers={"x-ratelimit-limit-requests": "1200"})
    server = fault_server(told)
    assert 0 == run(server, articles(tmp_path / "many.jsonl", 20), "--concurrency", 2).status
    sent = [request.at for request in server.requests]
    assert sent[-1] - sent[4] > 0.7


def test_tokens_a_minute_are_kept(fault_server: Serve, run: Run, tmp_path: Path) -> None:
    """The pace follows what questions turn out to cost."""
    server = fault_server()
    started = time.monotonic()
    assert 0 == run(server, articles(tmp_path / "many.jsonl", 30), "--tpm", 60 * 20 * COST, "--concurrency", 2).status
    assert time.monotonic() - started > 1.0  # twenty a second


def test_an_overloaded_server_is_asked_less(fault_server: Serve, run: Run, tmp_path: Path, store: Path) -> None:
    """All requests wait when it says so, and no article is lost."""
    server = fault_server(*[ok()] * 4, failing(429, retry_after="1"), ok())
    ended = run(server, articles(tmp_path / "many.jsonl", 20), "--concurrency", 4)

    assert (0, 20) == (ended.status, len(ids(store)))
    assert max(server.waits()) > 0.8


# -- stops -------------------------------------------------------------------------------------------

COMMAND = "import sys; from syriaevents.cli import main; sys.exit(main())"


def started(*arguments: object) -> "subprocess.Popen[str]":
    """The command in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", COMMAND, "run", *map(str, arguments)], stderr=subprocess.PIPE, text=True
    )


def until(met: Callable[[], bool]) -> None:
    """Wait until it is so."""
    end = time.monotonic() + 20
    while not met():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.02)


@POSIX
def test_ctrl_c_finishes_what_is_under_way(fault_server: Serve, run: Run, tmp_path: Path, store: Path) -> None:
    """It says how to go on, and going on asks nothing twice."""
    many = articles(tmp_path / "many.jsonl", 40)
    server = fault_server(*[ok()] * 5, slow(0.7))
    with started(many, "--store", store, "--model", server.spec, "--concurrency", 3) as process:
        until(lambda: len(server.requests) >= 8)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=20)

    assert 130 == process.returncode
    assert "Finishing what is under way (3)" in told
    assert "Run the same command again to go on" in told
    assert len(server.requests) == len(ids(store))
    again = fault_server()
    assert 0 == run(again, many).status
    assert 40 == len(server.requests) + len(again.requests)


@POSIX
def test_a_second_ctrl_c_ends_at_once(fault_server: Serve, tmp_path: Path, store: Path) -> None:
    """What was finished before stands."""
    server = fault_server(ok(), ok(), slow(60))
    with started(articles(tmp_path / "many.jsonl", 9), "--store", store, "--model", server.spec) as process:
        until(lambda: len(server.requests) >= 9)
        for _ in range(2):
            process.send_signal(signal.SIGINT)
            time.sleep(0.3)
        _, told = process.communicate(timeout=10)

    assert 130 == process.returncode
    assert "Traceback" not in told
    assert 2 == len(ids(store))
    assert [("killed",)] == rows(store, "SELECT outcome FROM runs")


@POSIX
def test_a_slow_pipe_does_not_hold_up_an_interrupt(fault_server: Serve, store: Path) -> None:
    """Articles that came are asked at once, and Ctrl-C is heard while the next one is awaited."""
    server = fault_server()
    command = [sys.executable, "-c", COMMAND, "run", "-", "--store", str(store), "--model", server.spec]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True, bufsize=1) as process:
        assert process.stdin is not None
        for number in range(3):
            process.stdin.write(json.dumps({"text": text(number) * 100}) + "\n")
        until(lambda: len(server.requests) >= 2)
        process.send_signal(signal.SIGINT)
        assert 130 == process.wait(timeout=10)
        process.stdin.close()


@POSIX
def test_a_run_that_is_killed_is_gone_on_with(fault_server: Serve, run: Run, tmp_path: Path, store: Path) -> None:
    """It ends with the records of an undisturbed one; only what was under way is asked twice."""
    many = articles(tmp_path / "many.jsonl", 30)
    server = fault_server(slow(0.05))
    with started(many, "--store", store, "--model", server.spec, "--concurrency", 4) as process:
        until(lambda: len(server.requests) >= 12)
        process.kill()
    assert 0 == run(server, many).status
    undisturbed = [result.article for result in read_results(store)]

    assert 30 == len(undisturbed)
    assert [f"a{number}" for number in range(30)] == [article.id for article in undisturbed]
    assert 30 <= len(server.requests) <= 34
    assert [("ok",)] == rows(store, "PRAGMA integrity_check")


def test_a_second_run_into_the_same_store_is_refused(fault_server: Serve, run: Run, five: Path, store: Path) -> None:
    """At once, with exit status 2."""
    with open_store(store):
        ended = run(fault_server(), five)
    assert 2 == ended.status
    assert "is being written by another process" in ended.err


# -- a full disk -------------------------------------------------------------------------------------


class Room:
    """Lets a store grow only when there is room."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.full = True
        self.refused = 0
        real = keeping.Keeper._write

        def write(keeper: keeping.Keeper, entries: list[keeping.Entry]) -> None:
            pages = 1 if self.full else 1 << 30
            keeper._store.connection.execute(f"PRAGMA max_page_count = {pages}")
            big = [lambda store: store.connection.execute("CREATE TABLE IF NOT EXISTS big AS SELECT zeroblob(99999)")]
            try:
                real(keeper, [*big, *entries] if self.full else entries)
            except BaseException:
                self.refused += 1
                raise

        monkeypatch.setattr(keeping.Keeper, "_write", write)
        monkeypatch.setattr(keeping, "_LOOK_AGAIN", 0.05)


def test_a_disk_that_is_full_for_a_while_costs_time_only(
    fault_server: Serve, run: Run, five: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run waits, says so once, and asks nothing again."""
    room = Room(monkeypatch)
    monkeypatch.setattr(keeping.time, "sleep", lambda _seconds: setattr(room, "full", room.refused < 3))
    server = fault_server()
    ended = run(server, five, "--concurrency", 2)

    assert (0, 5, 5) == (ended.status, len(server.requests), len(ids(store)))
    assert 1 == ended.err.count("The disk is full. The run waits until there is room.")


def test_a_disk_that_stays_full_stops_the_run(
    fault_server: Serve, run: Run, five: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With exit status 2, and the next run goes on."""
    with monkeypatch.context() as patch:
        room = Room(patch)
        patch.setattr(keeping, "PATIENCE", 0.1)
        ended = run(fault_server(), five)
        assert room.refused
    assert 2 == ended.status
    assert "the disk is full. Free some space and run the same command again" in ended.err
    with open_store(store) as journal:
        journal.connection.execute("PRAGMA max_page_count = 1000000")
    assert (0, 5) == (run(fault_server(), five).status, len(ids(store)))


# -- what is told ------------------------------------------------------------------------------------


def test_the_log_tells_what_happens_without_article_text(
    fault_server: Serve, run: Run, five: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One JSON object a line, articles by their hash; neither text nor key is in it."""
    monkeypatch.setenv("SYRIAEVENTS_API_KEY", "sk-very-secret")
    log = tmp_path / "log.jsonl"
    ended = run(fault_server(refusal(), ok()), five, "--log-json", log, "--concurrency", 1)
    lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()]

    assert ["begun", "failed", "done", "done", "done", "done", "ended"] == [line["event"] for line in lines]
    assert "Refused" == lines[1]["cause"]
    assert PROMPT_TOKENS == lines[2]["prompt_tokens"]
    for told in (log.read_text("utf-8"), ended.err):
        assert "Sarmin" not in told
        assert "very-secret" not in told


def test_the_log_may_go_to_standard_error(fault_server: Serve, run: Run, five: Path) -> None:
    """Beside the summary; with --quiet alone."""
    ended = run(fault_server(), five, "--log-json", "-", "--quiet")
    assert 7 == len([json.loads(line) for line in ended.err.splitlines()])


def test_a_log_that_cannot_be_written_is_told(fault_server: Serve, run: Run, five: Path, tmp_path: Path) -> None:
    """Before anything is asked."""
    server = fault_server()
    ended = run(server, five, "--log-json", tmp_path / "none" / "log")
    assert (2, []) == (ended.status, server.requests)
    assert "cannot be written" in ended.err


def test_nothing_to_read_starts_no_engine(fault_server: Serve, run: Run, tmp_path: Path) -> None:
    """A path that does not exist is wrong use; a folder without articles is a failure; no path at all is wrong use."""
    server = fault_server()
    assert (2, 1, 2) == tuple(run(server, *paths).status for paths in ([tmp_path / "none"], [tmp_path], []))
    assert [] == server.requests
