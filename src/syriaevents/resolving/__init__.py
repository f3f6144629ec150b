"""Grounded records → records with known actors, places and dates. Pure: tables in, records out.

What the tables do not hold stays as the article says it: the mention, and nothing beside it.
"""

from syriaevents.resolving.dating import anchor_of
from syriaevents.resolving.records import Resolved, Resolving, resolve

__all__ = ["Resolved", "Resolving", "anchor_of", "resolve"]
