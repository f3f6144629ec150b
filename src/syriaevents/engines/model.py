"""What an engine is to the rest of the library: something that answers messages with a typed value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from pydantic import BaseModel

from syriaevents.errors import ModelError
from syriaevents.prompting.prompts import Message
from syriaevents.schema import Usage

T = TypeVar("T", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Ability:
    """What suits a model: how it is asked, and how long its answers may be."""

    window: int
    """Sentences a call, at the most."""
    brief: bool
    """Asked for few fields, and only for what the words of a sentence make possible."""
    answer_tokens: int
    """Tokens an answer may have."""
    reasks: int
    """How often the bad records of a window are asked again, with the reason."""


SMALL = Ability(window=1, brief=True, answer_tokens=300, reasks=0)
STRONG = Ability(window=80, brief=False, answer_tokens=8000, reasks=1)


@dataclass(frozen=True, slots=True)
class Retry:
    """When and how long to try again after a server's failure."""

    attempts: int = 6
    first_wait: float = 1.0
    """Seconds; doubled each time, with jitter."""
    longest_wait: float = 60.0
    """Seconds; a server that asks for more than this has failed the article."""

    @property
    def patience(self) -> float:
        """Seconds that all waits together take, where no server asks for others."""
        return sum(min(self.first_wait * 2.0**number, self.longest_wait) for number in range(self.attempts - 1))


@dataclass(frozen=True, slots=True)
class Reply(Generic[T]):
    """What came of asking: an answer or the error, and what all attempts cost."""

    answer: T | None
    error: ModelError | None
    usage: Usage


class Model(Protocol):
    """The one abstraction: something that answers messages with a typed value."""

    @property
    def name(self) -> str:
        """The name that results are marked with."""

    @property
    def ability(self) -> Ability:
        """How it is best asked."""

    async def ask(self, messages: Sequence[Message], response_model: type[T]) -> Reply[T]:
        """Ask until there is an answer or the retries are used up. Raises ModelUnavailable: no call can succeed."""

    async def close(self) -> None:
        """Give connections back."""


@dataclass(slots=True)
class Around:
    """What is around a model and asked in its place: it has the model's name and ability."""

    model: Model

    @property
    def name(self) -> str:
        """The model's name."""
        return self.model.name

    @property
    def ability(self) -> Ability:
        """The model's ability."""
        return self.model.ability


class Pace(Protocol):
    """What holds requests back to the rate that a server allows; who runs many articles brings one."""

    async def wait(self, size: int) -> None:
        """Return when another request of ``size`` bytes may be sent. Called before every request, repeated ones too."""

    def observe(self, status: int, headers: Mapping[str, str]) -> None:
        """Told of every response as it comes: status, and headers such as Retry-After by their lower-case names."""
