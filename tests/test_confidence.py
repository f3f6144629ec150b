"""Records are chosen by their confidence, and confidences of independent sources are put together."""

import pytest
from drafted import moved, resolved, said

from syriaevents.confidence import at_least, together
from syriaevents.schema import Article, Extraction, Meta

TEXT = "Omar Rafiq said the road was open. Rebels shelled Nawa."


def extraction(*confidences: float | None) -> Extraction:
    """A statement and a movement with these confidences."""
    found = resolved(TEXT, said(1, "Omar Rafiq"), moved(2, "Rebels", "shelling"))
    statement, movement = (*found.statements, *found.movements)
    return Extraction(
        article=Article(text=TEXT),
        actors=found.actors,
        statements=(statement.model_copy(update={"confidence": confidences[0]}),),
        military_movements=(movement.model_copy(update={"confidence": confidences[1]}),),
        meta=Meta(model="m", prompt_version="1"),
    )


def test_records_below_the_least_confidence_go_with_their_actors() -> None:
    """What is left is as sure as was asked for, and nobody is listed who plays no role in it."""
    left = at_least(extraction(0.9, 0.4), 0.5)
    assert (1, 0) == (len(left.statements), len(left.military_movements))
    assert ["Omar Rafiq"] == [actor.name for actor in left.actors]


def test_the_least_confidence_itself_is_enough() -> None:
    """A record at the threshold stays."""
    assert extraction(0.5, 0.5) == at_least(extraction(0.5, 0.5), 0.5)


def test_an_unknown_confidence_is_not_enough_for_any() -> None:
    """Records that were never estimated stay only where nothing is asked for."""
    assert () == at_least(extraction(None, None), 0.01).statements
    assert extraction(None, None) == at_least(extraction(None, None), 0)


def test_independent_sources_make_surer() -> None:
    """Two sources that are right half of the time are both wrong a quarter of the time."""
    assert together([0.5, None, 0.5]) == pytest.approx(0.75)
    assert together([None]) is None
