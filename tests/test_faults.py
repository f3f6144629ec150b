"""A server that misbehaves on a seeded schedule: what a run makes of it."""

import functools
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from fault_server import COMPLETION_TOKENS, PROMPT_TOKENS, FaultServer, failing, ok

from syriaevents import cli
from syriaevents.cli import arguments as shared_arguments
from syriaevents.engines.llm import open_model
from syriaevents.engines.model import Retry
from syriaevents.run.pace import Pacer
from syriaevents.store.connections import reading

SERVER = Path(__file__).parents[1] / "benchmarks" / "misbehaving_server.py"
KEY = "sk-not-a-key-42"
Misbehaving = Callable[..., str]


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four tries without much waiting, also where the server asks for more."""
    monkeypatch.setattr(shared_arguments, "open_model", functools.partial(open_model, retry=Retry(4, 0.01)))
    monkeypatch.setenv("SYRIAEVENTS_API_KEY", KEY)


@pytest.fixture
def misbehaving(tmp_path: Path) -> Iterator[Misbehaving]:
    """Start a misbehaving server; the model's SPEC."""
    with ExitStack() as stack:

        def start(*options: object) -> str:
            command = [sys.executable, str(SERVER), "--log-to", str(tmp_path / "server.log"), *map(str, options)]
            process = stack.enter_context(
                subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            )
            stack.callback(process.terminate)
            assert process.stdout is not None
            return f"{process.stdout.readline().strip()}#m"

        yield start


def articles(path: Path, count: int) -> Path:
    """So many articles."""
    lines = (
        json.dumps({"id": f"a{number}", "text": f"Zorbatown was shelled, report {number} says.", "language": "en"})
        for number in range(count)
    )
    path.write_text("\n".join(lines), "utf-8")
    return path


def test_every_article_is_a_result_or_a_dead_letter(
    misbehaving: Misbehaving, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With three in ten answers bad in ten ways: none is lost, none is there twice, and nothing secret is told."""
    store, log = tmp_path / "run.db", tmp_path / "run.log"
    spec = misbehaving(
        "--bad", 0.3, "--hopeless", 0.1, "--storm-every", 60, "--storm", 0.2, "--delay", 0.005, "--loris", 1
    )
    options = ["--concurrency", 16, "--timeout", 0.5, "--log-json", log, "--max-failures", 50]
    status = cli.main(
        ["run", str(articles(tmp_path / "in.jsonl", 120)), "--store", str(store), "--model", spec, *map(str, options)]
    )

    with reading(store) as connection:
        done = {row[0] for row in connection.execute("SELECT article FROM results")}
        dead = dict(connection.execute("SELECT article, cause FROM failures WHERE dead"))
        assert (0,) == connection.execute("SELECT count(*) FROM failures WHERE NOT dead").fetchone()
    assert 1 == status
    assert 120 == len(done) + len(dead)
    assert not done & dead.keys()
    assert {"Refused", "InvalidAnswer", "ServerError", "Truncated"} >= set(dead.values()) > set()
    for told in (log.read_text("utf-8"), capsys.readouterr().err):
        assert KEY not in told
        assert "Zorbatown" not in told
    kinds = {json.loads(line)["did"] for line in (tmp_path / "server.log").read_text("utf-8").splitlines()}
    assert kinds > {"reset", "slow loris", "truncated", "other model", "overload with Retry-After"}


def test_a_revoked_key_stops_a_run_within_twenty_requests(misbehaving: Misbehaving, tmp_path: Path) -> None:
    """By the server's own log."""
    many = articles(tmp_path / "in.jsonl", 150)
    spec = misbehaving("--bad", 0, "--hopeless", 0, "--revoke-at", 40)

    assert 2 == cli.main(["run", str(many), "--store", str(tmp_path / "run.db"), "--model", spec])
    assert len(re.findall("revoked", (tmp_path / "server.log").read_text("utf-8"))) <= 20


def test_an_answer_is_not_asked_for_twice_where_an_article_needs_several(
    fault_server: Callable[..., FaultServer], tmp_path: Path
) -> None:
    """What was answered before the server failed stands; its cost is counted once."""
    quoting = 'The road is closed, the mayor said.\n"We have had no flour for nine days in this town."\n'
    (tmp_path / "quote.txt").write_text(quoting, "utf-8")
    server = fault_server(ok(), failing(400), ok())
    store = tmp_path / "run.db"

    assert 0 == cli.main(["run", str(tmp_path / "quote.txt"), "--store", str(store), "--model", server.spec])
    asked = [request.body["messages"][-1]["content"] for request in server.requests]
    assert 3 == len(asked)
    assert asked[1] == asked[2] != asked[0]
    with reading(store) as connection:
        assert [] == connection.execute("SELECT * FROM answers").fetchall()
        tokens = connection.execute("SELECT sum(prompt_tokens + completion_tokens), count(*) FROM usage").fetchone()
    assert (2 * (PROMPT_TOKENS + COMPLETION_TOKENS), 2) == tokens


def test_the_first_answer_tells_the_limit(
    misbehaving: Misbehaving, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No burst is sent before the server's headers are known."""
    taken: list[float] = []
    real = Pacer.observe

    def observe(self: Pacer, *arguments: object) -> None:
        real(self, *arguments)  # type: ignore[arg-type]
        taken.append(self._requests.a_minute or 0)

    monkeypatch.setattr(Pacer, "observe", observe)
    spec = misbehaving("--bad", 0, "--hopeless", 0, "--rpm", 1200)
    many = articles(tmp_path / "in.jsonl", 20)
    assert 0 == cli.main(
        ["run", str(many), "--store", str(tmp_path / "run.db"), "--model", spec, "--concurrency", "20"]
    )

    sent = [json.loads(line)["at"] for line in (tmp_path / "server.log").read_text("utf-8").splitlines()]
    assert {1200} == set(taken)
    assert sent[-1] - sent[0] > 0.7
