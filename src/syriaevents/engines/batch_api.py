"""OpenAI's Batch API, through the client of a model: files up, batches made and looked at, files down.

Looking and loading are tried again by the client itself. Making a batch is not: a batch whose making was
not confirmed may have been made, and is looked for first.
"""

from collections.abc import AsyncIterator, Coroutine, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from syriaevents.engines.failures import told
from syriaevents.engines.model import Model
from syriaevents.errors import ConfigError, ModelUnavailable

T = TypeVar("T")

ENDPOINT = "/v1/chat/completions"
"""What the requests of a batch go to."""
_TRIES = 4
"""How often the client tries again what changes nothing, or nothing that costs."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a batch was turned away as a whole."""

    code: str
    message: str
    line: int | None
    """Number of the line of the file that is at fault, from 1."""


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch as the provider tells it."""

    id: str
    status: str
    output_file: str | None
    error_file: str | None
    faults: tuple[Fault, ...]

    @property
    def files(self) -> tuple[str, ...]:
        """The files with answers, where there are any."""
        return tuple(file for file in (self.output_file, self.error_file) if file)


class BatchApi:
    """The Batch API of the server behind a model. Raises ConfigError for a model whose client has none."""

    def __init__(self, model: Model) -> None:
        sdk: Any = getattr(model, "sdk", None)
        if not hasattr(sdk, "batches") or model.name.partition(":")[0] == "local":
            raise ConfigError(
                f"{model.name}: batches go through OpenAI's Batch API, which it does not have. "
                "They work with openai/NAME and with http://host:port/v1#name."
            )
        self._name = model.name
        self._sdk = sdk
        self._patient = sdk.with_options(max_retries=_TRIES)

    async def upload(self, file: Path) -> str:
        """Upload a file of requests; its id."""
        with file.open("rb") as content:  # sent piece by piece; a path would be read whole
            return str((await self._told(self._patient.files.create(file=content, purpose="batch"))).id)

    async def create(self, file: str, marks: Mapping[str, str]) -> Batch:
        """Make a batch of an uploaded file, with marks to find it by."""
        made = self._sdk.batches.create(
            input_file_id=file, endpoint=ENDPOINT, completion_window="24h", metadata=dict(marks)
        )
        return _batch(await self._told(made))

    async def retrieve(self, batch: str) -> Batch:
        """How a batch stands."""
        return _batch(await self._told(self._patient.batches.retrieve(batch)))

    async def find(self, marks: Mapping[str, str], since: float) -> Batch | None:
        """The newest batch with these marks that was made at or after ``since``, seconds since 1970."""

        async def search() -> Any:
            async for batch in self._patient.batches.list(limit=100):  # the newest first
                if batch.created_at < since:
                    break
                if marks.items() <= (batch.metadata or {}).items():
                    return batch
            return None

        found = await self._told(search())
        return None if found is None else _batch(found)

    async def lines(self, file: str) -> AsyncIterator[bytes]:
        """The lines of a file, as they come."""
        rest = b""
        try:
            async with self._patient.files.with_streaming_response.content(file) as response:
                async for chunk in response.iter_bytes():
                    *whole, rest = (rest + chunk).split(b"\n")  # by bytes: a text may hold other line ends
                    for line in whole:
                        yield line
        except Exception as error:
            raise self._words(error) from None
        if rest:
            yield rest

    async def _told(self, work: Coroutine[Any, Any, T]) -> T:
        try:
            return await work
        except Exception as error:
            raise self._words(error) from None

    def _words(self, error: Exception) -> Exception:
        if getattr(error, "status_code", None) in (404, 405, 501):
            return ModelUnavailable(f"{self._name}: the server has no Batch API, or does not know this batch.")
        return told(self._name, error, None)


def _batch(told_batch: Any) -> Batch:
    faults = (told_batch.errors.data if told_batch.errors else None) or ()
    return Batch(
        told_batch.id,
        told_batch.status,
        told_batch.output_file_id,
        told_batch.error_file_id,
        tuple(Fault(fault.code or "", fault.message or "", fault.line) for fault in faults),
    )
