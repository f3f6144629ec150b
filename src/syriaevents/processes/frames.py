"""What two processes of one run say to each other, and how it goes through a pipe.

::

    the one that asks                 one beside it
    Begin(article)           ──▶
                             ◀──      Question(messages)      as many as the article needs, one at a time
    Answered(answer)         ──▶
                             ◀──      Made(records) or Failed(error)
    Drop                     ──▶                              where nobody waits for the article any more

A frame is its length in four bytes, then a pickle: both ends are the same program of the same user, and article text is
only ever a string in it.
"""

import pickle
import struct
from asyncio import IncompleteReadError, StreamReader
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from syriaevents.engines.model import Ability
from syriaevents.errors import ModelError
from syriaevents.prompting.drafts import Request
from syriaevents.prompting.prompts import Message
from syriaevents.schema import Article, Usage
from syriaevents.schema.written import Written

_LENGTH = struct.Struct("!I")


@dataclass(frozen=True, slots=True)
class Begin:
    """Make the records of an article. ``number`` names the article in all that is said about it."""

    number: int
    article: Article
    model: str
    """The name that results are marked with."""
    ability: Ability
    max_tokens: int | None
    actors: Path | None


@dataclass(frozen=True, slots=True)
class Question:
    """The model is to be asked."""

    number: int
    messages: Sequence[Message]
    request: Request
    """What the answer is to hold: its response model is made anew on the other side."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of a question."""

    number: int
    answer: dict[str, Any] | None
    """Its plain values, to be read by the response model."""
    error: ModelError | None
    usage: Usage


@dataclass(frozen=True, slots=True)
class Made:
    """An article's records."""

    number: int
    written: Written


@dataclass(frozen=True, slots=True)
class Failed:
    """Why an article has none."""

    number: int
    error: Exception


@dataclass(frozen=True, slots=True)
class Drop:
    """Nobody waits for an article's records any more."""

    number: int


@dataclass(frozen=True, slots=True)
class Ready:
    """A process can take articles."""


FromHere = Begin | Answered | Drop
FromThere = Ready | Question | Made | Failed


def packed(frame: FromHere | FromThere) -> bytes:
    """A frame as it goes through the pipe."""
    body = pickle.dumps(frame, pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(body)) + body


async def received(pipe: StreamReader) -> AsyncIterator[Any]:
    """The frames that come, until the other end closes the pipe or dies in the middle of one."""
    while True:
        try:
            (length,) = _LENGTH.unpack(await pipe.readexactly(_LENGTH.size))
            body = await pipe.readexactly(length)
        except (IncompleteReadError, ConnectionError):
            return
        yield pickle.loads(body)  # noqa: S301  (our own process)
