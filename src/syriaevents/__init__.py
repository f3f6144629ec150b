"""News articles about the Syrian conflict as typed, evidence-backed records.

>>> from syriaevents import Article, Extractor
>>> result = Extractor("local").extract(Article(text="…", published="2024-12-02"))  # doctest: +SKIP
"""

import typing

from syriaevents.errors import ArticleError, ConfigError, ModelError, SyriaEventsError

if typing.TYPE_CHECKING:
    from syriaevents.export.results import Results
    from syriaevents.extractor import Extractor, Failure
    from syriaevents.schema import Actor, Article, DiplomaticInitiative, Extraction, MilitaryMovement, Statement
    from syriaevents.store.results import read_results

__version__ = "0.1.0"
__all__ = [
    "Actor", "Article", "ArticleError", "ConfigError", "DiplomaticInitiative", "Extraction", "Extractor", "Failure",
    "MilitaryMovement", "ModelError", "Results", "Statement", "SyriaEventsError", "read_results",
]  # fmt: skip

_HOMES = {
    "Extractor": "syriaevents.extractor",
    "Failure": "syriaevents.extractor",
    "Results": "syriaevents.export.results",
    "read_results": "syriaevents.store.results",
}
_LATER = frozenset(__all__).difference(globals())
"""Names whose modules are imported when they are first used: who names the package need not wait for it."""


def __getattr__(name: str) -> typing.Any:
    """Import a public name from its module."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES.get(name, "syriaevents.schema")), name)


def __dir__() -> list[str]:
    """The public names, those imported later too."""
    return sorted({*globals(), *_LATER})
