"""Records get a confidence from what grounds them; they are chosen by it, and independent sources add up."""

import json
from importlib import resources
from pathlib import Path

import pytest
from drafted import DRAFTS, TEXTS, acted, moved, resolved, said
from hypothesis import given
from hypothesis import strategies as st
from recorded import CASSETTES, NAMES, gold_of, result_of

from syriaevents.cli import main
from syriaevents.confidence import at_least, findings, seconded, together
from syriaevents.confidence.agreement import with_agreement
from syriaevents.confidence.estimating import ALWAYS, probability, shipped_weights
from syriaevents.confidence.signals import SIGNALS, signals_of
from syriaevents.evaluate.calibration import calibration_error
from syriaevents.evaluate.scoring import score
from syriaevents.prompting.drafts import Draft
from syriaevents.reading.source import Source
from syriaevents.schema import Article, Extraction, Meta

TEXT = "Omar Rafiq said the road was open. Rebels shelled Nawa."


def estimated(result: Extraction) -> Extraction:
    """A finished extraction, its records with the confidences that are read of them now."""
    weights = shipped_weights()
    sure = {id(record): probability(found, weights) for record, found in signals_of(result, Source.of(result.article))}
    lists = ("statements", "military_movements", "diplomatic_initiatives")
    return result.model_copy(
        update={
            name: tuple(record.model_copy(update={"confidence": sure[id(record)]}) for record in getattr(result, name))
            for name in lists
        }
    )


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
    assert 0.75 == together([0.5, None, 0.5])
    assert together([None]) is None


def drafted(text: str, *drafts: Draft) -> Extraction:
    """What the text bears out, as the library gives it but for the confidences."""
    found = resolved(text, *drafts)
    return Extraction(
        article=Article(text=text),
        actors=found.actors,
        statements=found.statements,
        military_movements=found.movements,
        diplomatic_initiatives=found.initiatives,
        meta=Meta(model="m", prompt_version="1"),
    )


def signals(text: str, *drafts: Draft) -> list[dict[str, float]]:
    """The signals of each record, without those that say nothing."""
    result = drafted(text, *drafts)
    told = signals_of(result, Source.of(result.article))
    return [{name: value for name, value in found.items() if value} for _, found in told]


BEFORE = "The road to the town was quiet. Nobody was there. Nothing else happened. "
"""Sentences before the one that matters, which is then no headline."""


@pytest.mark.parametrize(
    ("text", "draft", "expected"),
    [
        ("Omar Rafiq said the road was open.", said(4, "Omar Rafiq"), {"subject": 1, "capital": 1}),
        ("“We will not leave this town,” said Omar Rafiq.", said(4, "Omar Rafiq"), {"quoted": 1, "subject": 1, "capital": 1}),
        ("The road was open, a driver said.", said(4, "a driver"), {"subject": 1}),
        ("Gunmen shelled Nawa.", moved(4, "Gunmen", "shelling"), {"movement": 1, "capital": 1, "cues": 1}),
        ("Russia offered to host talks.", acted(4, "Russia", "offer"), {"initiative": 1, "capital": 1, "known": 1, "cues": 4}),
        (
            "“We will shell the town again,” the rebels warned.", moved(4, "rebels", "shelling"),
            {"movement": 1, "known": 1, "cues": 1, "spoken": 1},
        ),
    ],
)  # fmt: skip
def test_signals_say_how_a_record_is_grounded(text: str, draft: Draft, expected: dict[str, float]) -> None:
    """Quotation, grammar, names, known actors and the words for what is done."""
    (found,) = signals(BEFORE + text, draft)
    assert expected == found


def test_signals_say_what_stands_beside_a_record() -> None:
    """Rivals in one sentence, names that stand near it only, and the headline."""
    both = "Rebels and soldiers shelled Nawa."
    first, second = signals(BEFORE + both, moved(4, "Rebels", "shelling"), moved(4, "soldiers", "shelling"))
    assert 1.0 == first["rivals"] == second["rivals"]
    (near,) = signals("Omar Rafiq came. He said the road was open.", said(2, "Omar Rafiq"))
    assert {"near": 1, "capital": 1, "opening": 1} == near


@pytest.mark.parametrize("name", NAMES)
def test_a_record_is_made_with_the_confidence_that_it_would_get_afterwards(name: str) -> None:
    """What is read of a record before it is made is what the finished one says."""
    result = result_of(name)
    assert result == estimated(result)


def test_every_signal_has_a_weight() -> None:
    """The weights and the signals are the same, and their meaning is told."""
    assert {ALWAYS, *SIGNALS} == set(shipped_weights())
    assert set(SIGNALS) == set(next(signals_of(result_of(NAMES[0]), Source.of(gold_of(NAMES[0]).article)))[1])


def test_more_weight_is_more_confidence() -> None:
    """Without any weight it is even; each signal moves it the way of its weight."""
    assert 0.5 == probability({"a": 1.0}, {ALWAYS: 0.0, "a": 0.0})
    assert probability({"a": 1.0}, {ALWAYS: 0.0, "a": -2.0}) < 0.5 < probability({"a": 2.0}, {ALWAYS: 0.0, "a": 1.0})


@given(TEXTS, st.lists(DRAFTS, max_size=4))
def test_every_record_gets_a_confidence(text: str, drafts: list[Draft]) -> None:
    """Whatever text and answers are: between 0 and 1, the same each time, and nothing else is changed."""
    if not text.strip():
        return
    result = drafted(text, *drafts)
    sure = estimated(result)
    every = [*sure.statements, *sure.military_movements, *sure.diplomatic_initiatives]
    assert all(record.confidence is not None and 0 <= record.confidence <= 1 for record in every)
    assert sure == estimated(sure)
    assert [record.id for record in result.statements] == [record.id for record in sure.statements]


def test_confidences_mean_what_they_say() -> None:
    """On the recorded answers the expected calibration error is at most 0.10, and it was so on held-out articles."""
    reached = score(map(gold_of, NAMES), map(result_of, NAMES))
    assert len(reached.estimates) == reached.micro.predicted
    assert calibration_error(reached.estimates) <= 0.10
    told = json.loads(resources.files("syriaevents.confidence").joinpath("weights.json").read_text("utf-8"))
    error = told["held_out"]["expected_calibration_error"]
    assert error <= 0.10
    assert f"Expected calibration error {error:.3f}" in Path(__file__).parents[1].joinpath("README.md").read_text(
        "utf-8"
    )


def test_surer_records_are_more_often_right() -> None:
    """Asking for more confidence leaves records of which more are right."""
    names = sorted(path.stem for path in CASSETTES.glob("*.yaml"))
    shares = [
        score(map(gold_of, names), (at_least(result_of(name), least) for name in names)).micro.precision
        for least in (0.0, 0.5, 0.8)
    ]
    assert shares == sorted(shares)
    assert shares[-1] > shares[0] + 0.1


def test_agreement_is_told_from_disagreement() -> None:
    """The same record of another result makes surer, another speaker, type or sentence less sure; the rest stays."""
    result = extraction(0.6, 0.6)
    agreeing = findings(drafted(TEXT, said(1, "Rafiq")))
    sure = seconded(result, [agreeing])
    assert sure.statements[0].confidence == with_agreement(0.6, 1.0)
    assert sure.military_movements[0].confidence == with_agreement(0.6, 0.0)
    assert result.statements[0].model_copy(update={"confidence": None}) == sure.statements[0].model_copy(
        update={"confidence": None}
    )
    assert with_agreement(0.6, 0.5) == seconded(result, [agreeing, ()]).statements[0].confidence


def test_agreement_counts_for_each_type() -> None:
    """Initiatives are held against initiatives."""
    text = "Russia offered to host talks. Rebels shelled Nawa."
    result = estimated(drafted(text, acted(1, "Russia", "offer")))
    (mine,) = result.diplomatic_initiatives
    (same,) = seconded(result, [findings(result)]).diplomatic_initiatives
    (alone,) = seconded(result, [findings(drafted(text, moved(2, "Rebels")))]).diplomatic_initiatives
    assert mine.confidence is not None
    assert (with_agreement(mine.confidence, 1.0), with_agreement(mine.confidence, 0.0)) == (
        same.confidence,
        alone.confidence,
    )


def test_nothing_is_changed_without_another_result() -> None:
    """No others, and no confidence to change."""
    assert extraction(0.6, 0.6) == seconded(extraction(0.6, 0.6), [])
    assert extraction(None, None) == seconded(extraction(None, None), [()])


@pytest.mark.parametrize("confidence", [0.0, 1.0])
def test_even_certainty_can_be_weighed(confidence: float) -> None:
    """A confidence of 0 or 1 has log odds without end, and is taken for a little less."""
    assert 0 <= with_agreement(confidence, 0.0) <= with_agreement(confidence, 1.0) <= 1


def test_exports_take_a_second_engines_results(tmp_path: Path) -> None:
    """``--second`` changes confidences where the same article is in both, and leaves others as they are."""
    other = drafted("Nobody said anything in this one.")
    lines = {
        "mine.jsonl": [extraction(0.6, 0.6), other],
        "second.jsonl": [drafted(TEXT, said(1, "Rafiq"))],
    }
    for name, results in lines.items():
        (tmp_path / name).write_text("".join(f"{result.model_dump_json()}\n" for result in results), "utf-8")
    mine, second, out = (str(tmp_path / name) for name in ("mine.jsonl", "second.jsonl", "out.jsonl"))
    assert 0 == main(["export", mine, "--to", "jsonl", "--out", out, "--second", second, "--quiet"])
    first, last = (Extraction.model_validate_json(line) for line in Path(out).read_text("utf-8").splitlines())
    assert seconded(extraction(0.6, 0.6), [findings(drafted(TEXT, said(1, "Rafiq")))]) == first
    assert other == last
