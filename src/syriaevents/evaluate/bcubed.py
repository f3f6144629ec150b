"""How well records are put into groups: B-cubed precision and recall.

Source: A. Bagga and B. Baldwin, "Entity-Based Cross-Document Coreferencing Using the Vector Space Model" (COLING-ACL
1998). For each item, precision is the share of its predicted group that belongs to its gold group, the item itself
included, and recall the share of its gold group that is in its predicted group; both are averaged over the items. They
punish a wrong merge by how many items it touches and meet the formal demands that E. Amigó et al. set up ("A comparison
of extrinsic clustering evaluation metrics", Information Retrieval 12, 2009).
"""

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)


@dataclass(frozen=True, slots=True)
class BCubed:
    """Averages over the items, 0 to 1; all 0 where there is no item."""

    items: int
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def b_cubed(gold: Mapping[Item, str], predicted: Mapping[Item, str]) -> BCubed:
    """Compare groupings of the same items, each a mapping from item to the name of its group.

    Raises ValueError where the items are not the same.
    """
    if gold.keys() != predicted.keys():
        raise ValueError("Both groupings must be of the same items.")
    wanted, found = Counter(gold.values()), Counter(predicted.values())
    shared = Counter((gold[item], predicted[item]) for item in gold)
    count = len(gold) or 1
    precision = sum(many * many / found[group] for (_, group), many in shared.items()) / count
    recall = sum(many * many / wanted[group] for (group, _), many in shared.items()) / count
    return BCubed(len(gold), precision, recall)
