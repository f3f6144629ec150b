"""What a run has spent, and the model that will not spend more than it may."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from pydantic import BaseModel

from syriaevents.engines.model import Around, Reply
from syriaevents.errors import ConfigError, ServerError, SyriaEventsError
from syriaevents.prompting.prompts import Message
from syriaevents.run.prices import Price
from syriaevents.run.stopping import Stop, Why
from syriaevents.schema import Usage
from syriaevents.store.answers import Noted
from syriaevents.store.entries import content_hash

T = TypeVar("T", bound=BaseModel)


class ServerDown(SyriaEventsError):
    """The server failed in the middle of an article; what was read of it is dropped: records must not vary."""

    def __init__(self, error: ServerError) -> None:
        super().__init__(str(error))
        self.error = error


@dataclass(slots=True)
class Budget:
    """What a store's runs have spent under a setting, and what they may."""

    stop: Stop
    price: Price | None = None
    max_tokens: int | None = None
    max_usd: float | None = None
    usage: Usage = field(default_factory=Usage)
    usd: float | None = 0.0
    """None where a price is not known."""

    @property
    def tokens(self) -> int:
        """Tokens sent and answered; those from a prompt cache count too."""
        return self.usage.prompt_tokens + self.usage.completion_tokens

    def cost_of(self, usage: Usage) -> float | None:
        """US dollars; None where no price is known."""
        return self.price.of(usage) if self.price else None

    def add(self, usage: Usage) -> None:
        """Count a question, whatever came of it."""
        self.usage += usage
        cost = self.cost_of(usage)
        self.usd = None if self.usd is None or cost is None else self.usd + cost

    def take_back(self, usage: Usage) -> None:
        """Count it no longer: it will be counted again."""
        kept = {name: getattr(self.usage, name) - getattr(usage, name) for name in Usage.model_fields}
        self.usage = Usage(**kept)
        cost = self.cost_of(usage)
        self.usd = None if self.usd is None or cost is None else max(0.0, self.usd - cost)

    def check(self) -> None:
        """Stop the run where the budget is used up; raises Stopped where no further question may be asked."""
        if self.max_tokens is not None and self.tokens >= self.max_tokens:
            self.stop.now(Why.BUDGET, f"the budget of {self.max_tokens:,} tokens is used up ({self.tokens:,} spent)")
        if self.max_usd is not None and self.usd is not None and self.usd >= self.max_usd:
            self.stop.now(Why.BUDGET, f"the budget of {self.max_usd:.2f} US dollars is used up ({self.usd:.2f} spent)")
        self.stop.check()


Note = Callable[[str, Noted], Awaitable[object]]


class Allowance(Protocol):
    """What sets tokens aside for a question."""

    async def tokens(self, characters: int) -> float:
        """Return when a question of so many characters may be asked: the tokens that were set aside for it."""

    def settle(self, characters: int, expected: float, used: int) -> None:
        """Tell what a question did cost."""


@dataclass(frozen=True, slots=True)
class _Question:
    """A question that was answered."""

    messages: Sequence[Message]
    response_model: type[BaseModel]
    answer: BaseModel
    usage: Usage

    @property
    def digest(self) -> str:
        """What it is known by."""
        return _digest(self.messages, self.response_model)

    @property
    def noted(self) -> Noted:
        """What is kept of it."""
        return Noted(self.answer.model_dump_json(), self.usage)


@dataclass(slots=True)
class Metered(Around):
    """A model for one article: paced, within the budget, and with a meter."""

    budget: Budget
    pacer: Allowance
    strict: bool
    """Whether a server's failure in the middle of an article costs all of it."""
    answers: Mapping[str, Noted] = field(default_factory=dict)
    """What was answered about the article before, by the digest of the question."""
    note: Note | None = None
    """Keeps an answer, before the next question about the article is asked."""
    usage: Usage = field(default_factory=Usage)
    _last: "_Question | None" = None
    """What was answered and is not kept yet; most articles need one answer only, and then it never is."""

    async def ask(self, messages: Sequence[Message], response_model: type[T]) -> Reply[T]:
        """Ask, once the limits allow it. Raises Stopped, ServerDown, or ModelUnavailable."""
        known = self.answers.get(_digest(messages, response_model)) if self.answers else None
        if known is not None:
            self._count(known.usage)
            return Reply(response_model.model_validate_json(known.answer), None, known.usage)
        if self.note is not None and self._last is not None:
            await self.note(self._last.digest, self._last.noted)
        self.budget.check()
        characters = sum(len(message["content"]) for message in messages)
        expected = await self.pacer.tokens(characters)
        self.budget.check()
        try:
            reply = await self.model.ask(messages, response_model)
        except ConfigError as error:
            self.budget.stop.because_of(error)
            raise
        used = reply.usage
        self.pacer.settle(characters, expected, used.prompt_tokens + used.completion_tokens)
        self._count(used)
        answer = reply.answer
        self._last = _Question(messages, response_model, answer, used) if answer is not None else None
        if self.strict and isinstance(reply.error, ServerError):
            raise ServerDown(reply.error)
        return reply

    def _count(self, used: Usage) -> None:
        self.usage += used
        self.budget.add(used)

    async def close(self) -> None:
        """The run closes the model, not the article."""
        await asyncio.sleep(0)


def _digest(messages: Sequence[Message], response_model: type[BaseModel]) -> str:
    return content_hash(json.dumps([messages, response_model.model_json_schema()], ensure_ascii=False))
