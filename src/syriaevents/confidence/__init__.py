"""How sure a record is: an estimate from signals the library has, never the model's own word for it."""

from syriaevents.confidence.agreement import findings, seconded
from syriaevents.confidence.choosing import at_least, together
from syriaevents.confidence.estimating import confidences

__all__ = ["at_least", "confidences", "findings", "seconded", "together"]
