"""Linking on the written happenings, and how it is scored."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from recorded import NAMES, result_of

from syriaevents.errors import ConfigError
from syriaevents.evaluate.bcubed import b_cubed
from syriaevents.evaluate.happenings import Happenings, judge, load_happenings
from syriaevents.link.linking import link
from syriaevents.schema import Event, Extraction

FOLDER = Path(__file__).parents[1] / "examples" / "events"


@pytest.fixture(scope="module")
def happenings() -> Happenings:
    return load_happenings(FOLDER)


@pytest.fixture(scope="module")
def events(happenings: Happenings) -> tuple[Event, ...]:
    return tuple(link(happenings.results))


def test_the_happenings_are_told_apart_and_put_together(happenings: Happenings, events: tuple[Event, ...]) -> None:
    """B-cubed F1 of at least 0.85, every planted disagreement, no near-twins merged, every copy known as one."""
    verdict = judge(happenings, happenings.results, events)

    assert len(happenings.articles) >= 30
    assert verdict.records == verdict.score.items >= 90
    assert verdict.score.f1 >= 0.95
    assert () == verdict.missed
    assert () == verdict.merged
    assert len(happenings.copies) == verdict.copies


def test_happenings_written_later_are_no_worse() -> None:
    """Neighbouring towns on one day, a denial dated by itself, three languages, two meetings of the same two people."""
    later = load_happenings(FOLDER / "later")
    verdict = judge(later, later.results, tuple(link(later.results)))

    assert verdict.score.f1 >= 0.95
    assert () == verdict.missed == verdict.merged
    assert len(later.copies) == verdict.copies


def test_articles_about_different_things_share_no_event() -> None:
    """What the real engine answered about the example articles, its mistakes included: nothing is joined across."""
    found = link(result_of(name) for name in NAMES)

    assert all(len({member.article_id for member in event.members}) == 1 for event in found)


def test_nothing_depends_on_the_order_of_the_articles(happenings: Happenings, events: tuple[Event, ...]) -> None:
    """The same events, whichever article is read first."""
    halves = happenings.results[::2], happenings.results[1::2]

    assert events == tuple(link(reversed(happenings.results)))
    assert events == tuple(link((*halves[1], *halves[0])))


def test_a_later_article_leaves_the_ids_of_events(happenings: Happenings, events: tuple[Event, ...]) -> None:
    """An event is known by its first record."""
    earlier = [result for result in happenings.results if str(result.article.published) < "2025-03-08"]

    assert {event.id for event in link(earlier)} <= {event.id for event in events}


def test_every_record_is_in_one_event(happenings: Happenings, events: tuple[Event, ...]) -> None:
    """No record is lost, none counts twice; ties join the members as a tree."""
    members = [(one.article_id, one.record_id) for event in events for one in event.members]

    assert sorted(happenings.events) == sorted(members)
    assert all(len(event.links) == len(event.members) - 1 for event in events)


def test_a_result_without_its_article_is_not_judged(happenings: Happenings) -> None:
    """Records of a model that pair with no annotated one count neither way, and what is not found is missed."""
    some = happenings.results[:1]
    other = some[0].model_copy(update={"article": some[0].article.model_copy(update={"id": "another"})})
    verdict = judge(happenings, (*some, other), tuple(link((*some, other))))

    assert verdict.records == 2 * verdict.score.items
    assert set(verdict.missed) | set(verdict.found) == set(happenings.planted)
    assert verdict.missed


def test_a_merge_of_near_twins_is_told(happenings: Happenings) -> None:
    """An event that holds records of both is a false merge."""
    records = [(result.article.id, record.id) for result in happenings.results for record in _records(result)]
    whole = next(iter(link(happenings.results)))
    members = tuple(
        whole.members[0].model_copy(update={"article_id": article, "record_id": record}) for article, record in records
    )
    verdict = judge(happenings, happenings.results, (whole.model_copy(update={"members": members}),))

    assert happenings.apart == verdict.merged
    assert verdict.score.precision < 0.2
    assert 1.0 == verdict.score.recall


def _records(result: Extraction) -> Iterator[object]:
    yield from (*result.statements, *result.military_movements, *result.diplomatic_initiatives)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"sentence": "words that stand nowhere"}, "must stand in one sentence"),
        ({"draft": {"who": "Nobody Named", "action": "shelling"}}, "is turned away"),
        ({"type": "statement"}, "gold for linking"),
    ],
)
def test_an_annotation_that_the_text_does_not_bear_out_is_told(
    tmp_path: Path, change: dict[str, object], told: str
) -> None:
    """A sentence that is not there, somebody who is not named, a record of another type."""
    gold = json.loads((FOLDER / "gold.json").read_text("utf-8"))
    first = (FOLDER / "articles.jsonl").read_text("utf-8").splitlines()[0]
    gold["records"]["ariha-1"][0] |= change
    (tmp_path / "articles.jsonl").write_text(first, "utf-8")
    (tmp_path / "gold.json").write_text(json.dumps(gold), "utf-8")

    with pytest.raises(ConfigError, match=told):
        load_happenings(tmp_path)


# -- B-cubed -----------------------------------------------------------------------------------------------------------


def test_b_cubed_of_the_example_it_was_introduced_with() -> None:
    """Bagga and Baldwin's: chains of 5, 2 and 5; joining the two of 5 costs more than joining 5 with 2."""
    gold = {item: "A" if item <= 5 else "B" if item <= 7 else "C" for item in range(1, 13)}
    small = {item: "B" if group == "A" else group for item, group in gold.items()}
    large = {item: "C" if group == "A" else group for item, group in gold.items()}

    assert pytest.approx((5 * 5 / 7 + 2 * 2 / 7 + 5) / 12) == b_cubed(gold, small).precision
    assert pytest.approx((10 * 0.5 + 2) / 12) == b_cubed(gold, large).precision
    assert 1.0 == b_cubed(gold, small).recall == b_cubed(gold, large).recall


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), min_size=1, max_size=30))
def test_b_cubed_is_the_average_over_items(pairs: list[tuple[str, str]]) -> None:
    """The same as counting item by item; swapping the two groupings swaps precision and recall."""
    gold, found = ({at: pair[side] for at, pair in enumerate(pairs)} for side in (0, 1))
    one, other = b_cubed(gold, found), b_cubed(found, gold)
    by_item = [
        sum(gold[other] == gold[item] for other in found if found[other] == found[item])
        / sum(found[other] == found[item] for other in found)
        for item in gold
    ]

    assert pytest.approx(sum(by_item) / len(by_item)) == one.precision == other.recall
    assert pytest.approx(one.f1) == other.f1
    assert 1.0 == b_cubed(gold, gold).f1


def test_b_cubed_of_nothing_is_nothing_and_of_different_things_an_error() -> None:
    """No item, no score; other items, no comparison."""
    assert 0.0 == b_cubed({}, {}).f1
    with pytest.raises(ValueError, match="same items"):
        b_cubed({1: "a"}, {2: "a"})
