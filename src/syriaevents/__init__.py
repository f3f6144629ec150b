"""News articles about the Syrian conflict as typed, evidence-backed records.

>>> from syriaevents import Article, Extractor
>>> result = Extractor("local").extract(Article(text="…", published="2024-12-02"))  # doctest: +SKIP
"""

import typing

from syriaevents.errors import ArticleError, ConfigError, ModelError, SyriaEventsError
from syriaevents.schema import Actor, Article, DiplomaticInitiative, Extraction, MilitaryMovement, Statement

if typing.TYPE_CHECKING:
    from syriaevents.extract import Extractor, Failure

__version__ = "0.1.0"
__all__ = [
    "Actor", "Article", "ArticleError", "ConfigError", "DiplomaticInitiative", "Extraction", "Extractor", "Failure",
    "MilitaryMovement", "ModelError", "Statement", "SyriaEventsError",
]  # fmt: skip

_LATER = frozenset({"Extractor", "Failure"})
"""Names that bring the whole machinery with them; who only reads records need not wait for it."""


def __getattr__(name: str) -> typing.Any:
    """Import what extracts when it is first used."""
    if name in _LATER:
        from syriaevents import extract

        return getattr(extract, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """The public names, those imported later too."""
    return sorted({*globals(), *_LATER})
