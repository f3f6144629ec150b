"""A model that answers from a function instead of a server."""

import asyncio
import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from syriaevents.engines.llm import SMALL, STRONG, Ability, Reply
from syriaevents.errors import ModelError
from syriaevents.prompting.answers import WindowAnswer
from syriaevents.prompting.prompts import Message
from syriaevents.schema import Usage

COST = Usage(prompt_tokens=50, completion_tokens=10, requests=1)
"""What each question costs."""

Script = Callable[..., Any]
"""Messages, and the JSON Schema if it takes two arguments → records by kind, or the error to answer with."""


@dataclass
class StubModel:
    """Answers with what ``script`` returns; remembers what it was asked."""

    script: Script = lambda _messages: {}
    ability: Ability = STRONG
    name: str = "stub"
    asked: list[list[Message]] = field(default_factory=list)
    schemas: list[dict[str, Any]] = field(default_factory=list)
    closed: int = 0

    async def ask(self, messages: Sequence[Message], response_model: type[WindowAnswer]) -> Reply[WindowAnswer]:
        """One answer; other tasks get their turn before it."""
        asked, schema = list(messages), response_model.model_json_schema()
        self.asked.append(asked)
        self.schemas.append(schema)
        await asyncio.sleep(0)
        takes_schema = len(inspect.signature(self.script).parameters) > 1
        answer = self.script(asked, schema) if takes_schema else self.script(asked)
        if inspect.isawaitable(answer):
            answer = await answer
        if isinstance(answer, ModelError):
            return Reply(None, answer, COST)
        if isinstance(answer, Exception):
            raise answer
        return Reply(response_model.model_validate(answer), None, COST)

    async def close(self) -> None:
        """Remembered."""
        self.closed += 1

    @property
    def shown(self) -> list[str]:
        """The last message of each question."""
        return [messages[-1]["content"] for messages in self.asked]


def strong(script: Script, *, window: int = 80, reasks: int = 0) -> StubModel:
    """A model that is asked about many sentences at once."""
    return StubModel(script, Ability(window=window, brief=False, answer_tokens=8000, reasks=reasks))


def small(script: Script) -> StubModel:
    """A model that is asked about one sentence at a time."""
    return StubModel(script, SMALL)


def in_turn(*answers: Any) -> Script:
    """A script that gives these answers one after another; the last one again and again."""
    left = list(answers)
    return lambda _messages: left.pop(0) if len(left) > 1 else left[0]
