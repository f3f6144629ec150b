"""A process beside this one, from this one's side: started, given articles, listened to, ended."""

import asyncio
import contextlib
import os
import sys
from asyncio.subprocess import PIPE, Process
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from syriaevents.engines.child import environment
from syriaevents.engines.model import Model
from syriaevents.processes.frames import (
    Answered,
    Begin,
    Drop,
    Failed,
    FromHere,
    FromThere,
    Made,
    Question,
    Ready,
    packed,
    received,
)
from syriaevents.prompting.answers import answer_model
from syriaevents.schema import Article
from syriaevents.schema.written import Written

_COMMAND = (sys.executable, "-m", "syriaevents.processes.worker")
_PATIENCE = 2.0
"""Seconds that a process has to end by itself."""
_NUMBERS = count(1)


class Died(Exception):
    """The process ended before the article's records were made."""


@dataclass(slots=True, eq=False)
class Beside:
    """A process that makes the records of articles; their questions are asked by this one.

    ``len`` tells how many it has at hand.
    """

    process: Process
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    ended: bool = False
    _awaited: "dict[int, asyncio.Future[Question | Made | Failed]]" = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self._awaited)

    @classmethod
    async def start(cls) -> "Beside":
        """Start one; it is ready a little later. Raises OSError.

        It has a process group of its own, so that Ctrl-C is for this process alone to act upon.
        """
        return cls(
            await asyncio.create_subprocess_exec(
                *_COMMAND, stdin=PIPE, stdout=PIPE, env=environment(os.environ, sys.path), process_group=0
            )
        )

    async def listen(self) -> None:
        """Hear what it says until it ends; articles that it has then are told so."""
        assert self.process.stdout is not None  # opened as a pipe
        try:
            async for frame in received(self.process.stdout):
                self._hear(frame)
        finally:
            self.ended = True
            for awaited in self._awaited.values():
                if not awaited.done():
                    awaited.set_exception(Died)

    def _hear(self, frame: FromThere) -> None:
        if isinstance(frame, Ready):
            self.ready.set()
            return
        awaited = self._awaited.get(frame.number)
        if awaited is not None and not awaited.done():
            awaited.set_result(frame)

    async def make(self, article: Article, model: Model, max_tokens: int | None, actors: Path | None) -> Written:
        """The records of one article. Raises what making them raises, what asking raises, and Died."""
        number = next(_NUMBERS)
        try:
            said = await self._say(Begin(number, article, model.name, model.ability, max_tokens, actors))
            while isinstance(said, Question):
                said = await self._say(await _asked(said, model))
        except BaseException:
            self._send(Drop(number))
            raise
        finally:
            self._awaited.pop(number, None)
        if isinstance(said, Failed):
            raise said.error
        return said.written

    async def _say(self, frame: Begin | Answered) -> Question | Made | Failed:
        """Send it and wait for what is said in return."""
        if self.ended:
            raise Died
        awaited = self._awaited[frame.number] = asyncio.get_running_loop().create_future()
        self._send(frame)
        said: Question | Made | Failed = await awaited
        return said

    def _send(self, frame: FromHere) -> None:
        assert self.process.stdin is not None  # opened as a pipe
        if not self.process.stdin.is_closing():  # as it is once the process has ended
            self.process.stdin.write(packed(frame))

    async def end(self) -> None:
        """Let it end; it has nothing to save."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        try:
            await asyncio.wait_for(self.process.wait(), _PATIENCE)
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                self.process.kill()
            await self.process.wait()


async def _asked(question: Question, model: Model) -> Answered:
    reply = await model.ask(question.messages, answer_model(question.request))
    answer = None if reply.answer is None else reply.answer.model_extra
    return Answered(question.number, answer, reply.error, reply.usage)
