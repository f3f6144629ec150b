"""One of the processes beside: makes records of articles, many at once, and has its questions asked by the first.

``python -m syriaevents.processes.worker``: frames on standard input and standard output. It ends when its input does,
so it never outlives the process that started it.
"""

import asyncio
import gc
import os
import pickle
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from pydantic import BaseModel

from syriaevents.engines.model import Ability, Reply
from syriaevents.errors import SyriaEventsError
from syriaevents.extract import extract_article
from syriaevents.processes.frames import (
    Answered,
    Begin,
    Drop,
    Failed,
    FromThere,
    Made,
    Question,
    Ready,
    packed,
    received,
)
from syriaevents.prompting.answers import WindowAnswer
from syriaevents.prompting.prompts import Message
from syriaevents.schema.written import Written

T = TypeVar("T", bound=BaseModel)
Task = asyncio.Task[None]
Say = Callable[[FromThere], None]

_YOUNG = 20_000
"""Objects between two looks for cycles: an article makes many, and hardly a cycle."""


@dataclass(slots=True)
class Home:
    """The model of one article, which is asked by the process that began it."""

    number: int
    name: str
    ability: Ability
    say: Say
    answered: "asyncio.Future[Answered]" = field(init=False)

    async def ask(self, messages: Sequence[Message], response_model: type[T]) -> Reply[T]:
        """Have it asked there; errors that end the article end it there."""
        assert issubclass(response_model, WindowAnswer)
        self.answered = asyncio.get_running_loop().create_future()
        self.say(Question(self.number, messages, response_model.request))
        come = await self.answered
        answer = None if come.answer is None else response_model.model_validate(come.answer)
        return Reply(answer, come.error, come.usage)

    async def close(self) -> None:
        """Nothing is open here."""


async def serve(pipe: asyncio.StreamReader, say: Say) -> None:
    """Make the records of what is begun, until the pipe ends."""
    homes: dict[int, Home] = {}
    tasks: dict[int, Task] = {}

    say(Ready())
    async for frame in received(pipe):
        if isinstance(frame, Begin):
            home = homes[frame.number] = Home(frame.number, frame.model, frame.ability, say)
            task = tasks[frame.number] = asyncio.create_task(_make(frame, home))
            task.add_done_callback(partial(_forget, frame.number, homes, tasks))
        elif isinstance(frame, Answered) and frame.number in homes:
            homes[frame.number].answered.set_result(frame)
        elif isinstance(frame, Drop) and frame.number in tasks:
            tasks[frame.number].cancel()


def _forget(number: int, homes: dict[int, Home], tasks: dict[int, Task], _task: Task) -> None:
    del homes[number], tasks[number]


async def _make(begun: Begin, home: Home) -> None:
    try:
        result = await extract_article(begun.article, home, max_tokens=begun.max_tokens, actors=begun.actors)
    except SyriaEventsError as error:
        home.say(Failed(begun.number, error))
    except Exception as error:  # noqa: BLE001  (a defect of ours: raised again where the records are awaited)
        home.say(Failed(begun.number, _portable(error)))
    else:
        home.say(Made(begun.number, Written.of(result)))


def _portable(error: Exception) -> Exception:
    """The error with where it happened, or its words where it cannot go through a pipe."""
    error.add_note(traceback.format_exc())
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301  (made in the same line)
    except Exception:  # noqa: BLE001  (whatever keeps it from being packed)
        return RuntimeError(traceback.format_exc())
    return error


async def _main(answers: int) -> None:
    loop = asyncio.get_running_loop()
    pipe = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(pipe), sys.stdin.buffer)
    out, _ = await loop.connect_write_pipe(asyncio.BaseProtocol, os.fdopen(answers, "wb", buffering=0))

    def say(frame: FromThere) -> None:
        if not out.is_closing():  # as it is once nobody listens
            out.write(packed(frame))

    await serve(pipe, say)
    os._exit(0)  # there is nothing to save, and a thread may still be at work on a long text


def main() -> None:
    """Serve; what any library prints goes to standard error, because standard output is for frames."""
    answers = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    gc.set_threshold(_YOUNG, *gc.get_threshold()[1:])
    asyncio.run(_main(answers))


if __name__ == "__main__":
    main()
