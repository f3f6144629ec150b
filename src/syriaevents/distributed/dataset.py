"""Ray Data: a dataset of articles → a dataset of results, one row an article.

Columns of the result, whatever those of the input are:

========================================================  ============================================================
``article_id, title, source, url, published, language``   of the article
``model, statements, military_movements,``                the model, and how many records there are
``diplomatic_initiatives, rejected``
``requests, prompt_tokens, completion_tokens, seconds``   what it cost
``extraction``                                            the whole result as JSON, a line of JSONL
``error, cause``                                          why there is no result: name of the error, and its words
========================================================  ============================================================
"""

import asyncio
import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from syriaevents.background import BackgroundLoop
from syriaevents.distributed.cluster import join
from syriaevents.distributed.limits import shared_limits
from syriaevents.distributed.worker import Task, Worker, task
from syriaevents.errors import ArticleError, SyriaEventsError
from syriaevents.extract import BUDGET
from syriaevents.reading.articles import ArticleFailure, article_of
from syriaevents.schema import Article, Extraction

if TYPE_CHECKING:
    import pyarrow as pa
    from ray.data import Dataset

_ROUNDS = 4
"""Articles in a batch of rows for each that is asked about at once: the last ones of a batch leave less idle."""
_TEXTS = ("article_id", "title", "source", "url", "language", "model", "extraction", "error", "cause")
_COUNTS = (
    "statements", "military_movements", "diplomatic_initiatives", "rejected",
    "requests", "prompt_tokens", "completion_tokens",
)  # fmt: skip


def extract_dataset(
    ds: "Dataset",
    *,
    model: str | None = None,
    workers: int = 2,
    concurrency: int = 8,
    num_cpus: float = 0.5,
    columns: Mapping[str, str] = {},
    published: dt.date | None = None,
    max_tokens: int | None = BUDGET,
    actors: Path | None = None,
    rpm: float | None = None,
    tpm: float | None = None,
) -> "Dataset":
    """The results of a dataset's articles, lazily, in the cluster that is joined (or a new one on this machine).

    Its rows are articles as in a table: ``text``, and where there are, ``id``, ``title``, ``source``, ``url``,
    ``published`` and ``language``; ``columns`` maps these names to other ones. ``max_tokens`` is the budget for one
    article, ``rpm`` and ``tpm`` are requests and tokens a minute of all workers together. ``workers`` processes have an
    engine each, reserve ``num_cpus`` processors each (reading and writing the dataset need some too) and ask about
    ``concurrency`` articles at once. What cannot be answered, or is no article, is a
    row with ``error`` and ``cause``, and stops nothing. Raises ConfigError where the extra ``ray`` is missing.

    >>> import ray
    >>> ds = ray.data.read_json("articles.jsonl", lines=True)  # doctest: +SKIP
    >>> extract_dataset(ds, model="openai/gpt-5-mini").write_parquet("results")  # doctest: +SKIP
    """
    join()
    from ray.data import ActorPoolStrategy

    kept, limits = shared_limits(rpm, tpm)
    settings = {
        "given": task(model, max_tokens=max_tokens, actors=actors),
        "limits": limits,
        "kept": kept,
        "columns": dict(columns),
        "published": published,
        "concurrency": concurrency,
    }
    return ds.map_batches(
        Rows,
        fn_constructor_kwargs=settings,
        batch_format="pyarrow",
        batch_size=_ROUNDS * concurrency,
        compute=ActorPoolStrategy(size=workers),
        num_cpus=num_cpus,
    )


class Rows:
    """A worker of Ray Data: rows of articles in, rows of results out."""

    def __init__(
        self,
        given: Task,
        limits: str,
        kept: Any,  # noqa: ARG002  (the actor lives as long as somebody holds its handle)
        columns: Mapping[str, str],
        published: dt.date | None,
        concurrency: int,
    ) -> None:
        self._worker = Worker(given, limits)
        self._columns, self._published = columns, published
        self._loop = BackgroundLoop()
        self._free = asyncio.Semaphore(concurrency)

    def __call__(self, batch: "pa.Table") -> "pa.Table":
        """The results, in the order of the rows."""
        import pyarrow as pa

        return pa.Table.from_pylist(self._loop.run(self._all(batch.to_pylist())), schema=_schema())

    async def _all(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return await asyncio.gather(*map(self._one, rows))

    async def _one(self, cells: dict[str, Any]) -> dict[str, Any]:
        found = article_of("The row", cells, self._columns, self._published)
        if isinstance(found, ArticleFailure):
            given = cells.get(self._columns.get("id", "id"))
            error = ArticleError(f"{found.source} {found.reason}.")
            return {"article_id": None if given is None else str(given), **_told(error)}
        async with self._free:
            try:
                result = (await self._worker.make(found, strict=False)).result
            except Exception as error:  # noqa: BLE001  (one row, whatever it holds, must not end a job of a million)
                return {**_about(found), "error": type(error).__name__, "cause": "Internal error, please report it."}
        if isinstance(result, SyriaEventsError):
            return {**_about(found), **_told(result)}
        return {**_about(result.article), **_counted(result)}


def _about(article: Article) -> dict[str, Any]:
    return {
        "article_id": article.id,
        **{name: getattr(article, name) for name in ("title", "source", "url", "published", "language")},
    }


def _told(error: SyriaEventsError) -> dict[str, Any]:
    return {"error": type(error).__name__, "cause": str(error)}


def _counted(result: Extraction) -> dict[str, Any]:
    usage = result.meta.usage
    return {
        "model": result.meta.model,
        "seconds": result.meta.seconds,
        **{name: getattr(usage, name) for name in ("requests", "prompt_tokens", "completion_tokens")},
        **{name: len(getattr(result, name)) for name in _COUNTS[:4]},
        "extraction": result.model_dump_json(),
    }


def _schema() -> "pa.Schema":
    """The same for every batch: one of failures alone has no values to tell types by."""
    import pyarrow as pa

    types = {
        **dict.fromkeys(_TEXTS[:4], pa.string()), "published": pa.date32(), **dict.fromkeys(_TEXTS[4:6], pa.string()),
        **dict.fromkeys(_COUNTS, pa.int64()), "seconds": pa.float64(), **dict.fromkeys(_TEXTS[6:], pa.string()),
    }  # fmt: skip
    return pa.schema(list(types.items()))
