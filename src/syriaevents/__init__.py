"""News articles about the Syrian conflict as typed, evidence-backed records.

>>> from syriaevents import Article, Extractor
>>> result = Extractor("local").extract(Article(text="…", published="2024-12-02"))  # doctest: +SKIP
"""

from syriaevents.errors import ArticleError, ConfigError, ModelError, SyriaEventsError
from syriaevents.extract import Extractor, Failure
from syriaevents.schema import Actor, Article, DiplomaticInitiative, Extraction, MilitaryMovement, Statement

__version__ = "0.1.0"
__all__ = [
    "Actor", "Article", "ArticleError", "ConfigError", "DiplomaticInitiative", "Extraction", "Extractor", "Failure",
    "MilitaryMovement", "ModelError", "Statement", "SyriaEventsError",
]  # fmt: skip
