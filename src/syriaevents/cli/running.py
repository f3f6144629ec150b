"""Carrying out ``syriaevents run``: store, model, signals, what is told, and the exit status."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import BinaryIO, TextIO

from syriaevents.cli.arguments import SEVERAL
from syriaevents.cli.ending import INTERRUPTED, OK, SOME_FAILED, WRONG_USE, say, warnings_told
from syriaevents.cli.run_bar import RunBar
from syriaevents.cli.run_summary import summary
from syriaevents.cli.run_ways import Limits, Way, engine
from syriaevents.errors import ConfigError
from syriaevents.reading.articles import STDIN_PATH, ArticleFailure, read_articles
from syriaevents.run.conducting import Conductor
from syriaevents.run.position import Position
from syriaevents.run.running import Controls, How, Options, Outcome, conducted, conductor_of
from syriaevents.run.stopping import Why
from syriaevents.run.telling import Teller
from syriaevents.schema import Article
from syriaevents.store.journal import Store, open_store

_LOOKED_AT = 1000
"""Inputs that are looked at for an article before the model is opened, which may take its time."""
Item = Article | ArticleFailure


@dataclass(frozen=True, slots=True)
class Request:
    """What the command was told."""

    paths: list[str]
    store: Path
    model: str | None
    columns: Mapping[str, str]
    concurrency: int | None
    rpm: float | None
    tpm: float | None
    timeout: float
    log: str | None
    quiet: bool
    options: Options
    way: Way


def carry_out(request: Request) -> int:
    """Run, tell what came of it, and hand back the exit status. Raises ConfigError."""
    position = Position()
    items = read_articles(
        request.paths,
        columns=request.columns,
        published=request.options.published,
        stdin=_own_stdin() if STDIN_PATH in request.paths else None,
        follow=position.follow,
    )
    with open_store(request.store) as store, _log(request.log) as log:
        head = _up_to_first_article(items)
        if request.options.plan.retry_failed or any(isinstance(item, Article) for item in head[-1:]):
            outcome = _run(request, chain(head, items), position, store, log)
        else:
            return _nothing_to_read(head)
    if not request.quiet or outcome.stop:
        say(summary(outcome, request.store))
    if outcome.stop.why is Why.MISCONFIGURED:
        return WRONG_USE
    if outcome.stop.why is Why.INTERRUPTED:
        return INTERRUPTED
    return OK if outcome.all_done else SOME_FAILED


def _run(request: Request, items: Iterable[Item], position: Position, store: Store, log: TextIO | None) -> Outcome:
    options = request.options
    plan = options.plan
    limits = Limits(request.model, request.rpm, request.tpm, plan.actors, plan.article_tokens, request.timeout)
    controls = Controls.of(request.concurrency or SEVERAL, request.rpm, request.tpm)
    with (
        engine(request.way, limits, store, controls, quiet=request.quiet) as answering,
        RunBar(position, request.paths, quiet=request.quiet) as bar,
    ):
        if request.concurrency is None:
            controls.slots.set_most((1 if answering.model.ability.brief else SEVERAL) * answering.workers)

        def tell(text: str) -> None:
            bar.hide()
            say(text)

        conductor = conductor_of(items, answering.model, store, controls, options, Teller(tell, log))
        conductor.teller.watch = lambda: bar.show(conductor)
        try:
            with warnings_told(tell):
                return asyncio.run(_conducted(conductor, answering.how))
        except asyncio.CancelledError:
            raise KeyboardInterrupt from None


async def _conducted(conductor: Conductor, how: How) -> Outcome:
    """Conduct; the first Ctrl-C lets what is under way end, the second ends at once."""
    loop, task, stop = asyncio.get_running_loop(), asyncio.current_task(), conductor.stop
    assert task is not None

    def interrupt() -> None:
        if stop:
            task.cancel()
            return
        stop.now(Why.INTERRUPTED, "interrupted")
        conductor.teller.say(
            f"Finishing what is under way ({conductor.slots.taken}); press Ctrl-C again to stop at once. "
            "Run the same command again to go on."
        )

    with contextlib.suppress(NotImplementedError):  # Windows has no such handlers; there the first one ends the run
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, interrupt)
    try:
        return await conducted(conductor, how)
    finally:
        await conductor.model.close()


def _own_stdin() -> BinaryIO | None:
    """Standard input for the thread that reads: the interpreter cannot end while a thread waits for its own one."""
    try:
        return os.fdopen(os.dup(sys.stdin.fileno()), "rb")
    except OSError:  # not a file, as under a test
        return None


def _up_to_first_article(items: Iterator[Item]) -> list[Item]:
    head: list[Item] = []
    for item in items:
        head.append(item)
        if isinstance(item, Article) or len(head) >= _LOOKED_AT:
            break
    return head


def _nothing_to_read(head: list[Item]) -> int:
    """No engine is started for nothing."""
    failures = [item for item in head if isinstance(item, ArticleFailure)]
    for failure in failures:
        say(f"{failure.source} {failure.reason}.")
    return WRONG_USE if all(failure.missing for failure in failures) else SOME_FAILED


@contextlib.contextmanager
def _log(target: str | None) -> Iterator[TextIO | None]:
    """Where the log goes: a file, ``-`` for standard error, or nowhere."""
    if target is None or target == "-":
        yield sys.stderr if target else None
        return
    try:
        stream = open(target, "a", encoding="utf-8")  # noqa: SIM115  (closed below)
    except OSError as error:
        raise ConfigError(f"--log-json {target} cannot be written: {error.strerror or error}.") from error
    with stream:
        yield stream
