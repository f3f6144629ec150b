"""Intervals and comparisons are drawn over articles, come out the same every time, and find what is there."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syriaevents.evaluate.counts import MEASURES, TYPES, Count, Counts, macro_f1, totals
from syriaevents.evaluate.resampling import Difference, Interval, differences, intervals


def article(right: int, *, predicted: int = 10, gold: int = 10) -> Counts:
    """An article with statements only."""
    return {**dict.fromkeys(TYPES, Count()), "statement": Count(gold, predicted, right)}


counts_drawn = st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(0, 5)).map(
    lambda drawn: article(min(drawn), predicted=drawn[0], gold=drawn[1])
)


def interval(articles: list[Counts]) -> Interval:
    """Where the macro-F1 lies."""
    return intervals(articles, {"macro": macro_f1})["macro"]


def difference(one: list[Counts], other: list[Counts]) -> Difference:
    """How the macro-F1 differs."""
    return differences(one, other, {"macro": macro_f1})["macro"]


def test_an_interval_holds_the_figure_and_narrows_with_more_articles() -> None:
    """Articles that differ give a wide interval around the figure; many of them a narrower one."""
    few = [article(right) for right in (2, 5, 8, 9)]
    some, many = interval(few), interval(few * 10)
    assert some.low < many.low < macro_f1(totals(few)) < many.high < some.high
    assert some == interval(few)


def test_articles_that_are_alike_leave_no_doubt() -> None:
    """Where every article has the same counts, every draw gives the same figure."""
    found = interval([article(5)] * 6)
    assert (0.5, 0.5) == (found.low, found.high)


def test_no_articles_have_no_interval() -> None:
    """Nothing to draw from is no error."""
    found = difference([], [])
    assert (0.0, 0.0, 1.0, "can't tell") == (found.by, found.low, found.p, found.verdict)


@pytest.mark.parametrize(("one", "other", "verdict"), [(8, 5, "better"), (5, 8, "worse"), (6, 6, "can't tell")])
def test_a_difference_in_every_article_is_told(one: int, other: int, verdict: str) -> None:
    """A run that does better everywhere is better, the other one is worse, and the same run is neither."""
    found = difference([article(one)] * 8, [article(other)] * 8)
    assert verdict == found.verdict == found.to_dict()["verdict"]
    assert (one - other) / 10 == pytest.approx(found.by)
    assert found.low == pytest.approx(found.high)


def test_few_articles_cannot_tell() -> None:
    """With five articles even a difference in each may be chance: two of 32 ways are as extreme."""
    found = difference([article(9)] * 5, [article(1)] * 5)
    assert (2 / 32, "can't tell") == (found.p, found.verdict)


def test_a_difference_that_goes_both_ways_is_chance() -> None:
    """Better here and worse there is no difference."""
    found = difference([article(8), article(5)] * 10, [article(5), article(8)] * 10)
    assert (1.0, "can't tell") == (found.p, found.verdict)
    assert found.low < 0 < found.high


def test_many_articles_are_drawn_at_random() -> None:
    """Where there are too many ways to swap, some are drawn, the same each time."""
    one, other = [article(8), article(5), article(7)] * 10, [article(6), article(5), article(6)] * 10
    found = difference(one, other)
    assert 0 < found.p < 0.01
    assert found == difference(one, other)


@settings(max_examples=30)
@given(st.lists(st.tuples(counts_drawn, counts_drawn), min_size=1, max_size=5))
def test_chance_is_the_share_of_swaps_as_extreme(pairs: list[tuple[Counts, Counts]]) -> None:
    """The p of a few articles is what trying every way to swap their answers gives."""

    def apart(swaps: tuple[bool, ...]) -> float:
        sides = [pair[::-1] if swap else pair for pair, swap in zip(pairs, swaps, strict=True)]
        one, other = (totals(side) for side in zip(*sides, strict=True))
        return macro_f1(one) - macro_f1(other)

    ways = [abs(apart(swaps)) for swaps in product((False, True), repeat=len(pairs))]
    extreme = sum(way >= ways[0] - 1e-9 for way in ways) / len(ways)
    assert extreme == pytest.approx(difference([one for one, _ in pairs], [other for _, other in pairs]).p)


def test_every_measure_is_the_f1_it_says() -> None:
    """The measures are those of the types, of all as one, and their mean."""
    counts: Counts = {
        "statement": Count(2, 2, 1), "military_movement": Count(1, 1, 1), "diplomatic_initiative": Count(),
    }  # fmt: skip
    assert {
        "statement": 0.5, "military_movement": 1.0, "diplomatic_initiative": 0.0, "micro": pytest.approx(2 / 3), "macro": 0.75,
    } == {name: measure(counts) for name, measure in MEASURES.items()}  # fmt: skip
