"""The parts of a run alone: pace, slots, limits in headers, prices, position, and what is shown."""

import asyncio
import datetime as dt
import io
import json
import sqlite3
import threading
import time
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest

from syriaevents.cli.run_bar import RunBar, line_of
from syriaevents.engines.llm import open_model
from syriaevents.errors import ConfigError
from syriaevents.run.intake import Intake, Met
from syriaevents.run.keeping import Keeper
from syriaevents.run.pace import Pacer
from syriaevents.run.position import Position
from syriaevents.run.prices import Price, Prices, load_prices
from syriaevents.run.ratelimits import limit_of, wait_of
from syriaevents.run.running import Controls, Options, conductor_of
from syriaevents.run.slots import Slots
from syriaevents.run.spending import Budget
from syriaevents.run.stopping import Stop, Stopped, Why
from syriaevents.run.telling import Teller
from syriaevents.schema import Article, Usage
from syriaevents.store.entries import Setting
from syriaevents.store.journal import Store, open_store

# -- slots -------------------------------------------------------------------------------------------


def test_slots_are_halved_once_for_one_overload_and_come_back() -> None:
    """Answers that were sent together halve once; as many answers as there are slots give one more."""
    slots = Slots(8)
    for _ in range(5):
        slots.overloaded()
    assert 4 == slots.limit

    for _ in range(4):
        slots.answered()
    assert 4 <= slots.limit <= 5
    for _ in range(100):
        slots.answered()
    assert 8 == slots.limit


def test_there_is_always_one_slot() -> None:
    """However overloaded the server is."""
    slots = Slots(1)
    slots.overloaded()
    assert 1 == slots.limit


def test_a_slot_is_waited_for() -> None:
    """Until one is given back, or there are more."""

    async def three() -> list[int]:
        slots = Slots(1)
        await slots.take()
        waiting = [asyncio.create_task(slots.take()) for _ in range(2)]
        await asyncio.sleep(0)
        slots.give_back()
        await asyncio.sleep(0.01)
        taken = [slots.taken]
        slots.set_most(2)
        await asyncio.gather(*waiting)
        return [*taken, slots.taken]

    assert [1, 2] == asyncio.run(three())


# -- headers -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, 0),
        ({"retry-after": "2"}, 2),
        ({"retry-after": "soon"}, 0),
        ({"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "1m2.5s"}, 62.5),
        ({"x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "120ms"}, 0.12),
        ({"x-ratelimit-remaining-requests": "5", "x-ratelimit-reset-requests": "60s"}, 0),
        ({"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "1x"}, 0),
    ],
)
def test_servers_tell_how_long_to_wait(headers: dict[str, str], expected: float) -> None:
    """In seconds or as a duration; only where something is used up."""
    assert expected == pytest.approx(wait_of(headers))


def test_servers_tell_until_when_to_wait() -> None:
    """As a date of HTTP or of ISO 8601."""
    later = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=100)
    for headers in (
        {"retry-after": formatdate(later.timestamp(), usegmt=True)},
        {"anthropic-ratelimit-tokens-remaining": "0", "anthropic-ratelimit-tokens-reset": later.isoformat()},
    ):
        assert 50 < wait_of(headers) <= 100


def test_servers_tell_their_limits() -> None:
    """Requests and tokens, by either family of headers; nothing and nonsense are no limit."""
    assert 500 == limit_of({"x-ratelimit-limit-requests": "500"}, "requests")
    assert 4000 == limit_of({"anthropic-ratelimit-tokens-limit": "4000"}, "tokens")
    assert limit_of({"x-ratelimit-limit-requests": "many"}, "requests") is None
    assert limit_of({}, "tokens") is None


# -- pace --------------------------------------------------------------------------------------------


def waits(pacer: Pacer, times: int) -> float:
    """Seconds that so many requests take, all wanted at once."""

    async def all_of_them() -> None:
        await asyncio.gather(*(pacer.wait(1) for _ in range(times)))

    started = time.monotonic()
    asyncio.run(all_of_them())
    return time.monotonic() - started


def test_a_pace_that_is_given_goes_before_the_headers() -> None:
    """The user knows what else uses the same account."""
    pacer = Pacer(Slots(8), Stop(), rpm=6000)
    pacer.observe(200, {"x-ratelimit-limit-requests": "60"})
    assert waits(pacer, 10) < 1


def test_all_requests_wait_while_the_server_says_so() -> None:
    """And after that they are sent at their pace, not all at once."""
    pacer = Pacer(Slots(8), Stop())
    pacer.observe(429, {"retry-after": "0.3"})
    assert waits(pacer, 3) >= 0.29
    assert 1 == pacer.held


def test_a_refusal_of_another_kind_holds_nobody() -> None:
    """A status that is not about load says nothing about pace."""
    slots = Slots(8)
    pacer = Pacer(slots, Stop())
    pacer.observe(400, {"retry-after": "30"})
    assert waits(pacer, 2) < 1
    assert 8 == slots.limit


def test_nothing_is_sent_after_a_hard_stop() -> None:
    """An interrupt lets requests under way be tried again; a refused key does not."""
    stop = Stop()
    pacer = Pacer(Slots(1), stop)
    stop.now(Why.INTERRUPTED, "interrupted")
    asyncio.run(pacer.wait(1))

    hard = Stop()
    hard.because_of(ConfigError("the key is refused"))
    with pytest.raises(Stopped, match="the key is refused"):
        asyncio.run(Pacer(Slots(1), hard).wait(1))


def test_the_first_reason_to_stop_stands() -> None:
    """What comes of it is no reason of its own."""
    stop = Stop()
    stop.now(Why.BUDGET, "spent")
    stop.because_of(ConfigError("later"))
    assert (Why.BUDGET, "spent", None) == (stop.why, stop.reason, stop.error)


# -- prices and budgets ------------------------------------------------------------------------------


def test_cached_tokens_have_their_own_price(tmp_path: Path) -> None:
    """Where one is given; else they cost what others do."""
    usage = Usage(prompt_tokens=1_000_000, cached_tokens=400_000, completion_tokens=100_000)
    assert 0.6 * 2 + 0.4 * 1 + 0.1 * 8 == pytest.approx(Price(input=2, cached=1, output=8).of(usage))
    assert 2 + 0.1 * 8 == pytest.approx(Price(input=2, output=8).of(usage))

    (tmp_path / "p.json").write_text(json.dumps({"models": {"m": {"input": 2, "output": 8}}}), "utf-8")
    assert Price(input=2, output=8) == load_prices(tmp_path / "p.json").of("m")
    assert load_prices(None).of("m") is None


def test_a_budget_without_a_price_knows_no_cost() -> None:
    """It is told as unknown, never as nothing."""
    budget = Budget(Stop())
    budget.add(Usage(prompt_tokens=10))
    assert (10, None) == (budget.tokens, budget.usd)


# -- position and bar --------------------------------------------------------------------------------


def test_the_position_counts_bytes_over_files(tmp_path: Path) -> None:
    """Files that were read and what has been read of the one that is open; closed, it has been read."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(b"x" * 100)
    position = Position()
    position.measure([str(tmp_path), str(tmp_path / "none.txt")])
    assert (200, 0) == (position.total, position.read)

    with (tmp_path / "a.txt").open("rb") as file:
        position.follow(file)
        file.read(30)
        assert 30 == position.read
    assert 100 == position.read
    with (tmp_path / "b.txt").open("rb") as file:
        position.follow(file)
        assert 100 == position.read


def test_standard_input_has_no_size() -> None:
    """Then no time left is told."""
    position = Position()
    position.measure(["-"])
    assert position.total is None


class Terminal(io.StringIO):
    """A standard error that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_the_bar_tells_rate_tokens_cost_failures_and_time_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal only."""
    (tmp_path / "a.txt").write_bytes(b"x" * 1000)
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    position = Position()
    with open_store(tmp_path / "run.db") as store, (tmp_path / "a.txt").open("rb") as file:
        conductor = conductor_of(
            [], open_model("http://127.0.0.1:9/v1#m"), store, Controls.of(4),
            Options(prices=Prices({"m": Price(input=1, output=1)})), Teller(print),
        )  # fmt: skip
        conductor.counts.done, conductor.counts.failed, conductor.counts.started = 50, 3, 0.0
        conductor.budget.add(Usage(prompt_tokens=2_000_000))
        with RunBar(position, [str(tmp_path)], quiet=False) as bar:
            while position.total is None:
                time.sleep(0.01)
            position.follow(file)
            file.read(500)
            for _ in range(3):  # shown once: the others come too soon
                bar.show(conductor)
        line = line_of(conductor, position, 100.0)

    assert "50 done · 0.5/s · 0 under way · 2,000,000 tokens · $2.00 · 3 failed · 0:01:40 left" == line
    assert "50 done" in screen.getvalue()


def test_a_quiet_run_shows_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor does one whose standard error is no terminal."""
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    with RunBar(Position(), [], quiet=True) as bar:
        bar.show(None)  # type: ignore[arg-type]
    assert "" == screen.getvalue()


def test_what_was_met_begins_at_nothing() -> None:
    """Counts of a run that has not begun."""
    counts: dict[str, Any] = {name: getattr(Met(), name) for name in Met.__slots__}
    assert {0} == set(counts.values())


# -- intake and keeping ------------------------------------------------------------------------------


def test_what_a_slow_pipe_gave_is_asked_about_while_it_is_waited_for(tmp_path: Path) -> None:
    """An article does not wait for those behind it to be read, and what is read at once goes into one commit."""
    open_end = threading.Event()

    def piped() -> Iterator[Article]:
        yield from (Article(id=str(number), text=f"Article number {number} tells of lanterns.") for number in range(3))
        open_end.wait(10)
        yield Article(id="last", text="The last article tells of bridges.")

    async def met() -> list[str]:
        with open_store(tmp_path / "run.db") as store:
            store.begin(Setting("m", "1"))
            intake = Intake(piped(), store, Stop(), every_copy=False, retry_failed=False, say=print)
            seen = []
            async for admitted in intake:
                seen.append(admitted.article.id)
                if len(seen) == 3:
                    assert not open_end.is_set()
                    open_end.set()
            return seen

    assert ["0", "1", "2", "last"] == asyncio.run(met())


def test_what_breaks_reading_off_is_raised_behind_what_was_read(tmp_path: Path) -> None:
    """The articles before it are handed on."""

    def broken() -> Iterator[Article]:
        yield Article(id="good", text="An article about lanterns.")
        raise ConfigError("the pipe broke")

    seen: list[str] = []

    async def meet(store: Store) -> None:
        async for admitted in Intake(broken(), store, Stop(), every_copy=False, retry_failed=False, say=print):
            seen.append(admitted.article.id)  # noqa: PERF401  (what came before the error counts)

    with open_store(tmp_path / "run.db") as store:
        store.begin(Setting("m", "1"))
        with pytest.raises(ConfigError, match="the pipe broke"):
            asyncio.run(meet(store))
    assert ["good"] == seen


def test_entries_that_come_fast_share_commits(tmp_path: Path) -> None:
    """Each entry is durable when it is told so; thirty in a row need a handful of commits."""
    statements: list[str] = []
    path = tmp_path / "run.db"

    async def kept() -> int:
        with open_store(path) as store:
            store.begin(Setting("m", "1"))
            store.connection.set_trace_callback(statements.append)
            keeper = Keeper(store, Stop(), print)

            async def keep(number: int) -> None:
                await asyncio.sleep(number / 300)
                await keeper.keep(lambda _: store.connection.execute("INSERT INTO meta VALUES (?, 1)", (number,)))
                with sqlite3.connect(path) as reader:
                    assert reader.execute("SELECT 1 FROM meta WHERE name = ?", (str(number),)).fetchone()

            await asyncio.gather(*map(keep, range(30)))
            return statements.count("COMMIT")

    assert 1 <= asyncio.run(kept()) <= 10
