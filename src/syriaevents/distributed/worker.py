"""A worker: one process of the cluster with an engine of its own."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from syriaevents import __version__
from syriaevents.distributed.limits import SharedPace
from syriaevents.engines.llm import MODEL_ENV, TIMEOUT, WINDOW_ENV, Ability, Model, Pace, open_model
from syriaevents.errors import ConfigError, SyriaEventsError
from syriaevents.extract import BUDGET, extract_article
from syriaevents.prompting.prompts import PROMPT_VERSION
from syriaevents.run.spending import Budget, Metered, ServerDown
from syriaevents.run.stopping import Stop
from syriaevents.schema import Article, Extraction, Usage
from syriaevents.schema.extraction import SCHEMA_VERSION


@dataclass(frozen=True, slots=True)
class Task:
    """All that shapes a worker's records besides the articles; it is sent to the workers. Keys never are."""

    model: str | None
    max_tokens: int | None
    actors: bytes | None
    """The user's own table, because a worker may run where the file is not."""
    window: str
    timeout: float = TIMEOUT
    """Seconds that one answer may take to come."""
    versions: tuple[str, ...] = (__version__, PROMPT_VERSION, SCHEMA_VERSION)


def task(
    model: str | None = None,
    *,
    max_tokens: int | None = BUDGET,
    actors: Path | None = None,
    timeout: float = TIMEOUT,
) -> Task:
    """The task with this process's settings. Raises ConfigError where the table of actors cannot be read."""
    try:
        table = actors.read_bytes() if actors else None
    except OSError as error:
        raise ConfigError(f"{actors} cannot be read: {error.strerror or error}.") from error
    return Task(model or os.environ.get(MODEL_ENV), max_tokens, table, os.environ.get(WINDOW_ENV, ""), timeout)


@dataclass(frozen=True, slots=True)
class About:
    """A worker's engine."""

    name: str
    """The name that results are marked with."""
    ability: Ability


def opened(given: Task, pace: Pace) -> Model:
    """The task's engine, in this process. Raises ConfigError."""
    own = Task(None, None, None, "").versions
    if given.versions != own:
        raise ConfigError(
            f"A worker of the cluster has syriaevents {own[0]} (prompt {own[1]}, records {own[2]}), the driver "
            f"{given.versions[0]} (prompt {given.versions[1]}, records {given.versions[2]}): install the same on both."
        )
    os.environ[WINDOW_ENV] = given.window
    return open_model(given.model, pace=pace, timeout=given.timeout)


def _file_of(table: bytes | None) -> Path | None:
    """A file of this machine with this content, for as long as the process lives and after."""
    if table is None:
        return None
    with tempfile.NamedTemporaryFile("wb", prefix="syriaevents-actors-", suffix=".jsonl", delete=False) as file:
        file.write(table)
    return Path(file.name)


@dataclass(frozen=True, slots=True)
class Made:
    """What a worker made of an article."""

    result: Extraction | SyriaEventsError
    usage: Usage = Usage()
    midway: bool = False
    """Whether the server failed in the middle of the article."""
    overloaded: bool = False
    """Whether the server told to slow down meanwhile."""


class Worker:
    """Makes the records of articles, many at once; whatever goes wrong with one is handed back."""

    def __init__(self, given: Task, limits: str) -> None:
        self._given = given
        self._pace = SharedPace(limits)
        self._problem: ConfigError | None = None
        try:
            self._model = opened(given, self._pace)
            self._actors = _file_of(given.actors)
        except ConfigError as error:
            self._problem = error

    async def about(self) -> About | ConfigError:
        """What its engine is, or why it has none."""
        return self._problem or About(self._model.name, self._model.ability)

    async def make(self, article: Article, *, strict: bool) -> Made:
        """The records of one article. ``strict``: a server's failure in the middle costs all of it."""
        if self._problem is not None:
            return Made(self._problem)
        metered = Metered(self._model, Budget(Stop()), self._pace, strict)
        before = self._pace.overloaded
        result: Extraction | SyriaEventsError
        try:
            result = await extract_article(article, metered, max_tokens=self._given.max_tokens, actors=self._actors)
        except ServerDown as down:
            return Made(down.error, metered.usage, midway=True, overloaded=self._pace.overloaded > before)
        except SyriaEventsError as error:
            result = error
        return Made(result, metered.usage, overloaded=self._pace.overloaded > before)
