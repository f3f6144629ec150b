"""What the embedded engine has read of a prompt, kept on disk for its next start.

All questions in a language begin with the same instructions and worked examples. Reading them takes a small machine up
to half a minute, at every start; llama.cpp's server can write down where it stands then (some 24 MB) and go on from
there in a moment. What is written down holds the constant part of a prompt only, never a word of an article.

Each file's name ends in the hash of its content: the server would crash over a damaged one.
"""

import asyncio
import contextlib
import hashlib
import importlib.metadata
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from syriaevents.engines.local import LocalServer
from syriaevents.engines.model import Around, Reply
from syriaevents.prompting.prompts import Message

T = TypeVar("T", bound=BaseModel)

_KEPT = 6
"""Files that are kept, the last used ones: a few languages of one or two models."""
_SHORTEST = Message(role="user", content=".")
"""A question that is asked for the sake of what precedes it."""
_SECONDS = 600


@dataclass(slots=True)
class Prefixed(Around):
    """The embedded engine's model, which reads each prefix once for all its starts.

    Nothing here can fail a question: where the disk or the server will not, the prefix is read again.
    """

    server: LocalServer
    folder: Path
    _standing: Sequence[Message] = ()
    """The prefix that the server has read."""
    _known: dict[str, Path] = field(default_factory=dict)
    """Files whose content was checked, by their prefix."""
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def ask(self, messages: Sequence[Message], response_model: type[T]) -> Reply[T]:
        """Ask, once the server has read what the question begins with."""
        import httpx2

        async with self._turn:
            with contextlib.suppress(OSError, httpx2.HTTPError):
                await self._stand_behind(messages[:-1])
        return await self.model.ask(messages, response_model)

    async def close(self) -> None:
        """Give the connections back."""
        await self.model.close()

    def _key(self, prefix: Sequence[Message]) -> str:
        """What must be the same for a file to be of use: prompt, weights, engine."""
        weights = self.server.model.stat()
        engine = importlib.metadata.version("xllamacpp")
        whole = json.dumps([prefix, self.server.model.name, weights.st_size, weights.st_mtime_ns, engine])
        return hashlib.sha256(whole.encode()).hexdigest()[:32]

    async def _stand_behind(self, prefix: Sequence[Message]) -> None:
        """Have the server go on from behind the prefix. Raises OSError and HTTPError where that cannot be had."""
        if prefix == self._standing:
            return
        key = self._key(prefix)
        if not await self._taken_up(key) and await self._post(
            "/chat/completions", messages=[*prefix, _SHORTEST], max_tokens=1, temperature=0
        ):
            await self._write_down(key)
        self._standing = prefix

    async def _taken_up(self, key: str) -> bool:
        """Whether the prefix was read from its file."""
        file = self._known.get(key) or await asyncio.to_thread(self._found, key)
        if file is None:
            return False
        if not await self._post("/slots/0?action=restore", filename=file.name):
            file.unlink(missing_ok=True)  # of another build of the engine
            return False
        self._known[key] = file
        os.utime(file)
        return True

    def _found(self, key: str) -> Path | None:
        """The prefix's file; one that is damaged is removed."""
        for file in self.folder.glob(f"{key}.*"):
            if file.suffix == f".{_hash_of(file)}":
                return file
            file.unlink(missing_ok=True)
        return None

    async def _write_down(self, key: str) -> None:
        draft = self.folder / f"draft-{key}-{os.getpid()}"
        try:
            if await self._post("/slots/0?action=save", filename=draft.name):
                file = self._known[key] = self.folder / f"{key}.{await asyncio.to_thread(_hash_of, draft)}"
                draft.replace(file)
        finally:
            draft.unlink(missing_ok=True)
        for old in sorted(self.folder.iterdir(), key=lambda one: one.stat().st_mtime)[:-_KEPT]:
            old.unlink(missing_ok=True)

    async def _post(self, path: str, **body: Any) -> bool:
        """Ask the server beside its API; whether it did so. Raises HTTPError where it cannot be reached."""
        import httpx2

        headers = {"Authorization": f"Bearer {self.server.api_key}"}
        async with httpx2.AsyncClient(headers=headers, timeout=_SECONDS, trust_env=False) as client:
            return (await client.post(self.server.base_url.removesuffix("/v1") + path, json=body)).is_success


def prefix_folder(cache: Path) -> Path | None:
    """Where the files live; None where there can be no such folder."""
    folder = cache / "prefixes"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder


def _hash_of(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
