"""Who goes with whom: the matching of greatest weight between two lists, exactly.

The Hungarian method with potentials, rows added one by one (shortest augmenting paths), in whole
numbers: O(rows² columns), which for the records of one article is nothing.
"""

from collections.abc import Sequence


def best_pairs(weights: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Pairs (row, column), each row and column at most once, whose weights add up to the most.

    ``weights[row][column]`` is 0 where the two must not be paired, else positive. Pairs come in the
    order of their rows.
    """
    if not weights or not weights[0]:
        return []
    if len(weights) > len(weights[0]):
        turned = best_pairs([list(column) for column in zip(*weights, strict=True)])
        return sorted((row, column) for column, row in turned)
    partner = _assign([[-weight for weight in row] for row in weights])
    return sorted((row, column) for column, row in partner.items() if weights[row][column] > 0)


def _assign(costs: list[list[int]]) -> dict[int, int]:
    """For each used column its row, every row used, at the least cost; not more rows than columns."""
    rows, columns = len(costs), len(costs[0])
    row_price, column_price = [0] * rows, [0] * columns
    partner: dict[int, int] = {}
    for new in range(rows):
        slack: list[int | None] = [None] * columns  # what reaching a column costs beyond its price
        came_from: list[int | None] = [None] * columns  # the column before it on the way
        reached: set[int] = set()  # columns whose way is settled
        at: int | None = None  # the column whose row is being looked from; None: the new row itself
        while True:
            row = new if at is None else partner[at]
            for column in set(range(columns)).difference(reached):
                cost = costs[row][column] - row_price[row] - column_price[column]
                best = slack[column]
                if best is None or cost < best:
                    slack[column], came_from[column] = cost, at
            step, nearest = min(
                (cost, column) for column, cost in enumerate(slack) if cost is not None and column not in reached
            )
            row_price[new] += step
            for column in reached:
                row_price[partner[column]] += step
                column_price[column] -= step
            slack = [cost if cost is None or column in reached else cost - step for column, cost in enumerate(slack)]
            if nearest not in partner:
                break
            reached.add(nearest)
            at = nearest
        _turn(partner, came_from, nearest, new)
    return partner


def _turn(partner: dict[int, int], came_from: list[int | None], last: int, new: int) -> None:
    """Shift the rows along the way that ends at a free column, so that the new row has one too."""
    column = last
    while (before := came_from[column]) is not None:
        partner[column] = partner[before]
        column = before
    partner[column] = new
