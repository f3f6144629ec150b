"""A worker: one process of the cluster with an engine of its own."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from syriaevents import __version__
from syriaevents.engines.llm import MODEL_ENV, WINDOW_ENV, Model, open_model
from syriaevents.errors import ConfigError, SyriaEventsError
from syriaevents.extract import BUDGET, Extractor
from syriaevents.prompting.prompts import PROMPT_VERSION
from syriaevents.schema import Article, Extraction
from syriaevents.schema.extraction import SCHEMA_VERSION


@dataclass(frozen=True, slots=True)
class Task:
    """All that shapes a worker's records besides the articles; it is sent to the workers. Keys never are."""

    model: str | None
    max_tokens: int | None
    actors: bytes | None
    """The user's own table, because a worker may run where the file is not."""
    window: str
    versions: tuple[str, ...] = (__version__, PROMPT_VERSION, SCHEMA_VERSION)


def task(model: str | None = None, *, max_tokens: int | None = BUDGET, actors: Path | None = None) -> Task:
    """The task with this process's settings. Raises ConfigError where the table of actors cannot be read."""
    try:
        table = actors.read_bytes() if actors else None
    except OSError as error:
        raise ConfigError(f"{actors} cannot be read: {error.strerror or error}.") from error
    return Task(model or os.environ.get(MODEL_ENV), max_tokens, table, os.environ.get(WINDOW_ENV, ""))


@dataclass(frozen=True, slots=True)
class About:
    """A worker's engine."""

    model: str
    """The name that results are marked with."""
    brief: bool
    """Asked sentence by sentence: one article at a time keeps it busy."""


def opened(given: Task) -> Model:
    """The task's engine, in this process. Raises ConfigError."""
    own = Task(None, None, None, "").versions
    if given.versions != own:
        raise ConfigError(
            f"A worker of the cluster has syriaevents {own[0]} (prompt {own[1]}, records {own[2]}), the driver "
            f"{given.versions[0]} (prompt {given.versions[1]}, records {given.versions[2]}): install the same on both."
        )
    os.environ[WINDOW_ENV] = given.window
    return open_model(given.model)


def _file_of(table: bytes | None) -> Path | None:
    """A file of this machine with this content, for as long as the process lives and after."""
    if table is None:
        return None
    with tempfile.NamedTemporaryFile("wb", prefix="syriaevents-actors-", suffix=".jsonl", delete=False) as file:
        file.write(table)
    return Path(file.name)


class Worker:
    """Answers articles, many at once; whatever goes wrong with one is handed back."""

    def __init__(self, given: Task) -> None:
        self._problem: ConfigError | None = None
        try:
            self._model = opened(given)
            self._extractor = Extractor(self._model, given.max_tokens, _file_of(given.actors))
        except ConfigError as error:
            self._problem = error

    async def about(self) -> About | ConfigError:
        """What its engine is, or why it has none."""
        return self._problem or About(self._model.name, self._model.ability.brief)

    async def extract(self, article: Article) -> Extraction | SyriaEventsError:
        """The records of one article, or what went wrong."""
        if self._problem is not None:
            return self._problem
        try:
            return await self._extractor.aextract(article)
        except SyriaEventsError as error:
            return error
