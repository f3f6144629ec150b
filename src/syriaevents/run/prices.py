"""What tokens cost: a table that is data. None is built in, because prices change and an invented one would mislead."""

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from syriaevents.errors import ConfigError
from syriaevents.schema import Usage

_MILLION = 1_000_000


class Price(BaseModel):
    """US dollars for a million tokens."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    input: float = Field(ge=0, description="Tokens sent.")
    output: float = Field(ge=0, description="Tokens answered.")
    cached: float | None = Field(default=None, ge=0, description="Tokens sent that the prompt cache had; else as sent.")
    batch: float = Field(
        default=1.0, gt=0, le=1, description="What a token costs in a batch, as a share of these prices: 0.5 is half."
    )

    @property
    def in_batches(self) -> "Price":
        """The prices that hold in a batch."""
        cached = None if self.cached is None else self.cached * self.batch
        return Price(input=self.input * self.batch, output=self.output * self.batch, cached=cached)

    def of(self, usage: Usage) -> float:
        """US dollars."""
        cached = self.input if self.cached is None else self.cached
        fresh = usage.prompt_tokens - usage.cached_tokens
        total = fresh * self.input + usage.cached_tokens * cached + usage.completion_tokens * self.output
        return total / _MILLION


_PRICES = TypeAdapter(dict[str, Price])


@dataclass(frozen=True, slots=True)
class Prices:
    """Prices by the name of the model, as results are marked with it."""

    by_model: dict[str, Price]

    def of(self, model: str) -> Price | None:
        """The model's price; None where none is known."""
        return self.by_model.get(model)

    def cost(self, model: str, usage: Usage) -> float | None:
        """US dollars for a model's tokens; None where no price is known."""
        price = self.of(model)
        return price.of(usage) if price else None


def load_prices(path: Path | None) -> Prices:
    """The user's price table, or an empty one.

    TOML or JSON: a table ``models`` with an entry a model, as in
    ``[models."openai/gpt-5-mini"]`` ``input = 1.0`` ``cached = 0.5`` ``output = 2.0`` ``batch = 0.5``.
    Raises ConfigError.
    """
    if path is None:
        return Prices({})
    try:
        text = path.read_text(encoding="utf-8")
        table: Any = json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text)
        return Prices(_PRICES.validate_python(table["models"]))
    except OSError as error:
        raise ConfigError(f"--prices {path} cannot be read: {error.strerror or error}.") from error
    except ValidationError as error:
        where, what = error.errors()[0]["loc"], error.errors()[0]["msg"]
        raise ConfigError(f"--prices {path}: {'.'.join(map(str, where))}: {what}.") from error
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise ConfigError(
            f"--prices {path} is no price table. It is TOML or JSON with US dollars for a million tokens, as in "
            '[models."provider/name"] input = 1.0, output = 2.0.'
        ) from error
