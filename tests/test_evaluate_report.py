"""A score as a table, as JSON and as a page: the same figures, and nothing in them that a reader's programs obey."""

import json
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from syriaevents.evaluate.claims import claims_of
from syriaevents.evaluate.gold import Gold
from syriaevents.evaluate.page import as_page
from syriaevents.evaluate.prediction import Prediction
from syriaevents.evaluate.report import as_json, as_table, columns
from syriaevents.evaluate.scoring import Score, score
from syriaevents.schema import Article, Usage

SAID, SHELLED = "Minister Rima Haddad said the road was open.", "Rebels shelled Nawa, killing 12 people."
TEXT = f"{SAID} {SHELLED}"
GOLD = {
    "statements": [{"speaker": ["Rima Haddad", "the minister"], "act": "report", "evidence": [{"text": SAID}]}],
    "military_movements": [{"actor": "Rebels", "action": "shelling", "place": "Nawa", "evidence": [{"text": SHELLED}]}],
}
HOSTILE = "Fidan\x1b[2J</td><script>alert(1)</script>{{7*7}}"


def scored(*predicted: dict[str, object], languages: str = "en", confidence: float | None = None) -> Score:
    """A score over as many articles as there are predictions."""
    codes = languages.split()
    gold = [
        Gold(Article(id=f"a{at}", text=TEXT, language=codes[at % len(codes)]), claims_of(GOLD, TEXT))
        for at in range(len(predicted))
    ]
    answers = [
        Prediction(
            f"a{at}",
            tuple(replace(claim, confidence=confidence) for claim in claims_of(found, TEXT)),
            Usage(completion_tokens=30),
        )
        for at, found in enumerate(predicted)
    ]
    return score(gold, answers)


def wrong(who: str = HOSTILE) -> dict[str, object]:
    """Gold's movement with another action, and its statement from somebody else."""
    return {
        "statements": [{"speaker": who, "act": "deny", "evidence": [{"text": SAID}]}],
        "military_movements": [{"actor": "Rebels", "action": "attack", "evidence": [{"text": SHELLED}]}],
    }


def _rows(table: str) -> list[list[str]]:
    return [line.split() for line in table.splitlines()]


def test_a_table_shows_gold_and_prediction_side_by_side() -> None:
    """Counts, fields and tokens are shown, and what is not right; what is quoted cannot drive the terminal."""
    text = as_table(scored(wrong()))
    assert "mean of the types (macro)" in text
    assert ["military", "movements:", "action", "0", "1", "0.000"] in _rows(text)
    assert "30 answered, 30.0 answered for each right record" in text
    assert (
        f"a0: other who statement | {SAID}\n"
        "    gold       Rima Haddad or the minister · report\n"
        "    predicted  Fidan␛[2J</td><script>alert(1)</script>{{7*7}} · deny" in text
    )
    assert f"a0: differs military movement (action, place) | {SHELLED}" in text
    assert "other who" not in as_table(scored(wrong()), mistakes=False)


def test_a_perfect_score_lists_no_mistake() -> None:
    """What is right in all its fields is not listed."""
    assert "predicted  " not in as_table(scored(GOLD)).partition("articles;")[2]


def test_missing_answers_are_told() -> None:
    """Where there is nothing to divide by, nothing is divided."""
    gold = Gold(Article(id="a", text=TEXT), claims_of(GOLD, TEXT))
    text = as_table(score([gold], []))
    assert "without a prediction, counted as missed: a" in text
    assert "evidence verbatim: 0 of 0 records" in text


def test_runs_stand_beside_each_other() -> None:
    """Another run's figures are subtracted, and the verdict is told."""
    mine, other = scored(*[GOLD] * 7), scored(*[wrong()] * 7)
    assert ["statements", "+1.000", "+1.000", "to", "+1.000", "0.016", "better"] in _rows(as_table(mine, other))
    assert "worse" == json.loads(as_json(other, mine))["against"]["statement"]["verdict"]
    assert "can&#39;t tell" in as_page(mine, mine)


def test_languages_are_told_apart_where_there_are_several() -> None:
    """Each language has its figures; a single one does not need them again."""
    both = scored(GOLD, wrong(), languages="ar tr")
    assert ["ar", "1", "1.000", "1.000", "–", "1.000", "15.0"] in _rows(as_table(both))
    assert "language " not in as_table(scored(GOLD))
    assert {"ar", "tr"} == json.loads(as_json(both))["languages"].keys()


def test_a_score_is_json() -> None:
    """The JSON form holds the same figures, and each record."""
    data = json.loads(as_json(scored(GOLD, GOLD)))
    assert (1.0, 4, 15.0) == (data["macro_f1"], data["micro"]["right"], data["tokens_a_right_record"])
    assert {"part": 2, "whole": 2, "share": 1.0} == data["fields"]["military_movement"]["place"]
    assert [1.0, 1.0] == data["f1_intervals"]["macro"]
    line = data["by_article"][0]["lines"][1]
    assert ("right", ["Rebels"], ["Rebels"]) == (line["verdict"], line["gold"]["who"], line["predicted"]["who"])
    assert "confidence" not in data


def test_costs_are_told_where_prices_are_known() -> None:
    """What all tokens cost, and a right record."""
    priced = scored(GOLD).priced(lambda _model, usage: usage.completion_tokens / 1000)
    assert "0.0300 US dollars, 0.015000 for each right record" in as_table(priced)
    assert "US dollars" not in as_table(scored(GOLD))
    assert "0.0300 US dollars\n" in f"{as_table(scored({}).priced(lambda _model, _usage: 0.03), mistakes=False)}\n"


def test_confidences_are_held_against_the_gold() -> None:
    """Where records come with a confidence, it is told how far it can be believed."""
    sure = scored(GOLD, wrong(), confidence=0.75)
    assert "expected calibration error of the confidences: 0.000 over 4 records" in as_table(sure)
    assert ["0.7", "to", "0.8", "4", "0.750", "0.750", "#" * 15] in _rows(as_table(sure))
    assert 0.0 == json.loads(as_json(sure))["confidence"]["expected_calibration_error"]
    assert '<circle cx="180.0" cy="60.0" r="10.0"' in as_page(sure)
    assert "<circle" not in as_page(scored(GOLD))


class _Page(HTMLParser):
    """What a browser would make of a page: its tags, what they point to, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in {"href", "src"} or name.startswith("on")]

    def handle_data(self, data: str) -> None:
        self.words += data


def test_a_page_needs_nothing_else_and_obeys_nobody() -> None:
    """No script, no link, no style from elsewhere; names stand in it as they are, but for what cannot be seen."""
    page = _Page(as_page(scored(wrong(), GOLD)))
    assert "script" not in page.tags
    assert [] == page.links
    assert "Fidan␛[2J</td><script>alert(1)</script>{{7*7}} · deny" in page.words
    assert "Rima Haddad or the minister · report" in page.words


@pytest.mark.parametrize("many", [1, 40])
def test_a_page_is_small(many: int) -> None:
    """Some kilobytes, and about two an article of two records."""
    assert len(as_page(scored(*[wrong()] * many))) < 8_000 + 2_000 * many


def test_columns_are_aligned() -> None:
    """The first column is set to the left, the others to the right."""
    assert "a   10\nbb   9" == columns([("a", "10"), ("bb", "9")])
