"""The word tables of ``words.toml``, folded, as sets."""

import tomllib
from importlib import resources
from typing import Any

from syriaevents.folding import folded

TABLES: dict[str, Any] = tomllib.loads(resources.files(__package__).joinpath("words.toml").read_text("utf-8"))


def word_set(table: str, *names: str) -> frozenset[str]:
    """The words of one or several entries of a table."""
    return frozenset(word for name in names for word in folded(TABLES[table][name]).split())


PEOPLE = word_set("people", "people")
"""Nouns for the people whom a number counts."""
ARMED = word_set("people", "armed")
"""Those of them that carry arms."""
