"""Predictions are scored against gold: matched one to one by evidence and participant, then counted."""

import json
from itertools import combinations, permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stub_model import strong

from syriaevents.errors import ConfigError, EmptyAnswer
from syriaevents.evaluate.assignment import best_pairs
from syriaevents.evaluate.claims import Claim, claims_of, locate, plain_claim, same_who
from syriaevents.evaluate.counts import Count
from syriaevents.evaluate.gold import Gold, load_gold
from syriaevents.evaluate.matching import match
from syriaevents.evaluate.prediction import Prediction
from syriaevents.evaluate.running import run_eval
from syriaevents.evaluate.scoring import Score, score
from syriaevents.prompting.prompts import Message
from syriaevents.schema import Article, Extraction, Meta, Ref, Rejected, Span, SpeechAct, Statement, Usage

TEXT = (
    "Minister Rima Haddad said the road was open. Rebels shelled Nawa, killing 12 people. "
    "“We will go,” she told reporters. Qatar offered to host talks between Damascus and Tunis."
)
SAID, SHELLED, GOING, OFFERED = (
    "Minister Rima Haddad said the road was open.", "Rebels shelled Nawa, killing 12 people.",
    "“We will go,” she told reporters.", "Qatar offered to host talks between Damascus and Tunis.",
)  # fmt: skip
GOLD = {
    "article": {"id": "a", "text": TEXT},
    "statements": [
        {"speaker": {"mention": ["Rima Haddad", "the minister"]}, "act": ["announce", "report"], "direct": False,
         "evidence": [{"text": SAID}]},
        {"speaker": {"mention": "Rima Haddad"}, "act": "promise", "direct": True, "quotes": [{"text": "We will go"}],
         "evidence": [{"text": GOING}]},
    ],
    "military_movements": [
        {"actor": {"mention": "Rebels"}, "action": "shelling", "place": {"mention": "Nawa"},
         "casualties": {"killed": {"best": [12, 13]}}, "evidence": [{"text": SHELLED}]},
    ],
    "diplomatic_initiatives": [
        {"initiators": [{"mention": "Doha"}, {"mention": ["Qatar"]}], "action": "offer", "status": "proposed",
         "counterparts": [{"mention": "Damascus"}, {"mention": "Tunis"}], "evidence": [{"text": OFFERED}]},
    ],
}  # fmt: skip


def gold_file(folder: Path, data: object = GOLD, name: str = "a.json") -> Path:
    """A gold file in a folder."""
    path = folder / name
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def scored(predicted: dict[str, object], tokens: int = 0) -> Score:
    """The score of predicted records, in the form of an Extraction, against the gold above."""
    gold = Gold(Article(id="a", text=TEXT), claims_of(GOLD, TEXT))
    return score([gold], [Prediction("a", claims_of(predicted, TEXT), Usage(completion_tokens=tokens))])


def extraction(text: str = TEXT, article_id: str = "a") -> Extraction:
    """A result with one statement, as the library gives it."""
    start = text.index(SAID)
    span = Span(sentence=1, start=start, end=start + len(SAID), text=SAID)
    said = Statement(id="s1", speaker=Ref(mention="Haddad"), act=SpeechAct.REPORT, evidence=(span,))
    meta = Meta(model="m", prompt_version="1", usage=Usage(completion_tokens=40))
    return Extraction(article=Article(id=article_id, text=text), statements=(said,), meta=meta)


def at(start: int, end: int, who: str = "Haddad", act: str | None = None) -> Claim:
    """A statement whose evidence stands at these offsets."""
    return Claim("statement", (who,), "x", ((start, end),), True, {"act": (act,)} if act else {})


def most(weights: list[list[int]]) -> int:
    """The greatest weight of a matching, by trying all of them."""
    rows, columns_ = range(len(weights)), range(len(weights[0]))
    return max(
        sum(weights[row][column] for row, column in zip(chosen, others, strict=True))
        for size in range(min(len(weights), len(weights[0])) + 1)
        for chosen in combinations(rows, size)
        for others in permutations(columns_, size)
    )


matrices = st.tuples(st.integers(1, 5), st.integers(1, 4)).flatmap(
    lambda size: st.lists(
        st.lists(st.integers(0, 7), min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0]
    )
)


@given(matrices)
def test_no_matching_weighs_more(weights: list[list[int]]) -> None:
    """The matching found weighs as much as the best of all matchings."""
    pairs = best_pairs(weights)
    assert most(weights) == sum(weights[row][column] for row, column in pairs)


@given(matrices)
def test_a_matching_is_one_to_one(weights: list[list[int]]) -> None:
    """No row and no column is used twice, and nothing is paired that must not be."""
    pairs = best_pairs(weights)
    assert len(pairs) == len({row for row, _ in pairs}) == len({column for _, column in pairs})
    assert all(weights[row][column] > 0 for row, column in pairs)


def test_nothing_matches_nothing() -> None:
    """Without records on one side there are no pairs."""
    assert [] == best_pairs([]) == best_pairs([[], []])


names_drawn = st.lists(st.sampled_from(["Haddad", "Rebels", "Qatar"]), min_size=1, max_size=2, unique=True)
claims_drawn = st.lists(
    st.builds(
        lambda start, gap, length, who, act: Claim(
            "statement", tuple(who), "x",
            ((start, start + length), (start + length + gap, start + 2 * length + gap)) if gap else ((start, start + length),),
            True, {"act": (act,)} if act else {},
        ),
        st.integers(0, 30), st.integers(0, 5), st.integers(1, 20), names_drawn, st.sampled_from(["report", "deny", None]),
    ),
    max_size=4,
)  # fmt: skip


def places(claim: Claim) -> set[int]:
    """The offsets of a claim's evidence, one by one."""
    return {offset for start, end in claim.spans for offset in range(start, end)}


def worth(pairs: list[tuple[int, int]], gold: list[Claim], found: list[Claim]) -> tuple[int, int, int]:
    """How good a way to pair is: pairs, equal acts, overlap in thousandths."""
    mine, theirs = [[places(claim) for claim in claims] for claims in (gold, found)]
    return (
        len(pairs),
        sum(bool(gold[i].action) and gold[i].action == found[j].action for i, j in pairs),
        sum(1000 * len(mine[i] & theirs[j]) // len(mine[i] | theirs[j]) for i, j in pairs),
    )


@settings(max_examples=300)
@given(claims_drawn, claims_drawn)
def test_matching_is_the_best_by_brute_force(gold: list[Claim], found: list[Claim]) -> None:
    """As many pairs as there can be, of those the most equal acts, of those the most overlap: all ways are tried."""

    def right(wanted: Claim, claim: Claim) -> bool:
        both = len(places(wanted) & places(claim))
        shorter = min(len(places(wanted)), len(places(claim)))
        return 0 < both and shorter <= 2 * both and bool(set(wanted.who) & set(claim.who))

    every = (
        list(zip(chosen, others, strict=True))
        for size in range(min(len(gold), len(found)) + 1)
        for chosen in combinations(range(len(gold)), size)
        for others in permutations(range(len(found)), size)
    )
    allowed = {(i, j) for i in range(len(gold)) for j in range(len(found)) if right(gold[i], found[j])}
    best = max(worth(pairs, gold, found) for pairs in every if allowed.issuperset(pairs))
    pairs = match(gold, found)
    assert allowed.issuperset(pairs)
    assert best == worth(pairs, gold, found)


def test_order_does_not_matter() -> None:
    """Two records of one sentence are paired by their actions, whatever their order."""
    gold = [at(0, 10, act="report"), at(0, 10, act="deny")]
    assert [(0, 1), (1, 0)] == match(gold, [at(0, 10, act="deny"), at(0, 10, act="report")])


@pytest.mark.parametrize(
    ("span", "pairs"), [((0, 50), 1), ((0, 10), 1), ((95, 115), 0), ((90, 110), 1), ((100, 120), 0)]
)
def test_half_of_the_shorter_evidence_is_shared(span: tuple[int, int], pairs: int) -> None:
    """Evidence overlaps where half of the shorter stands in the longer; touching is not enough."""
    assert pairs == len(match([at(0, 100)], [at(*span)]))


def test_another_speaker_is_another_record() -> None:
    """The same sentence with another name is no match."""
    assert [] == match([at(0, 10, "Haddad")], [at(0, 10, "Fidan")])


def test_evidence_in_pieces_counts_once() -> None:
    """Spans of one record that overlap are one stretch of evidence."""
    data = {"statements": [{"speaker": "Haddad", "evidence": [{"text": SAID}, {"text": "Rima Haddad said"}]}]}
    assert ((0, len(SAID)),) == claims_of(data, TEXT)[0].spans


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Rima Haddad", "Minister Haddad", True), ("The Minister", "minister", True),
        ("the president", "Haddad", False),
        ("Haddad", "Rima Haddad’s", True), ("", "Haddad", False), ("Syrian army", "Turkish army", False),
    ],
)  # fmt: skip
def test_who_is_the_same(one: str, other: str, expected: bool) -> None:
    """A name is within the other's, titles aside; a mere title is itself."""
    assert expected == same_who(one, other)


def test_gold_against_itself_is_perfect() -> None:
    """Gold as its own prediction scores 1 everywhere."""
    result = scored(GOLD, tokens=80)
    assert Count(gold=4, predicted=4, right=4) == result.micro
    assert 1.0 == result.macro_f1 == result.micro.f1 == result.verbatim.share
    assert all(share.share == 1.0 for fields in result.fields.values() for share in fields.values())
    assert 20.0 == result.tokens_a_right_record
    assert {"right"} == {line.verdict for line in result.lines}


def test_one_of_several_accepted_values_is_enough() -> None:
    """Any accepted name and value, and any of the initiators, is right."""
    result = scored(
        {
            "statements": [{"speaker": {"mention": "the Minister"}, "act": "report", "evidence": [{"text": SAID}]}],
            "military_movements": [
                {"actor": {"mention": "rebels"}, "action": "attack", "casualties": {"killed": {"best": 13}},
                 "evidence": [{"text": SHELLED}]}
            ],
            "diplomatic_initiatives": [
                {"initiators": [{"mention": "Qatar"}], "action": "offer", "status": "planned",
                 "counterparts": [{"mention": "Tunis"}], "evidence": [{"text": OFFERED}]}
            ],
        }
    )  # fmt: skip
    assert 3 == result.micro.right
    assert (1, 1) == _parts(result, "statement", "act")
    assert (0, 1) == _parts(result, "military_movement", "action")
    assert (0, 1) == _parts(result, "military_movement", "place")
    assert (1, 1) == _parts(result, "military_movement", "casualties.killed.best")
    assert (0, 1) == _parts(result, "diplomatic_initiative", "status")
    assert (0, 1) == _parts(result, "diplomatic_initiative", "counterparts")


def _parts(result: Score, kind: str, name: str) -> tuple[int, int]:
    share = result.fields[kind][name]  # type: ignore[index]
    return share.part, share.whole


def test_quotations_agree_by_their_words() -> None:
    """Punctuation at the ends of a quotation does not count."""
    said = {"speaker": "Haddad", "direct": True, "quotes": [{"text": "We will go,"}], "evidence": [{"text": GOING}]}
    result = scored({"statements": [said]})
    assert (1, 1) == _parts(result, "statement", "quotes")
    assert (0, 1) == _parts(result, "statement", "act")


def test_gold_and_prediction_stand_side_by_side() -> None:
    """In the order of the text: what is right, what differs in a field, and what only one side has."""
    said = [
        {"speaker": "Fidan", "act": "deny", "evidence": [{"text": SAID}]},
        {"speaker": "Haddad", "act": "deny", "evidence": [{"text": GOING}]},
        {"speaker": "Qatar", "act": "promise", "evidence": [{"text": OFFERED}]},
    ]
    result = scored({**GOLD, "statements": said, "diplomatic_initiatives": []})
    assert ["other who", "right", "differs", "false", "missed"] == [line.verdict for line in result.lines]
    assert {"act": False, "direct": False, "quotes": False} == result.lines[2].fields
    assert (("Rima Haddad", "the minister"), ("Fidan",)) == (result.lines[0].gold.who, result.lines[0].found.who)  # type: ignore[union-attr]
    assert [SAID, SHELLED, GOING, OFFERED, OFFERED] == [line.evidence for line in result.lines]


def test_nothing_right_divides_nothing() -> None:
    """Where no record is right, shares are 0 and a right record has no price."""
    result = scored({"statements": [{"speaker": "Fidan", "act": "deny", "evidence": [{"text": SAID}]}]}, tokens=9)
    assert Count(gold=4, predicted=1, right=0) == result.micro
    assert result.tokens_a_right_record is None
    assert 0.0 == result.micro.precision == result.micro.recall == result.macro_f1


def test_places_are_scored_by_characters() -> None:
    """Evidence is compared character by character, each counted once, whoever is named."""
    both = [{"speaker": who, "evidence": [{"text": SAID}]} for who in ("Fidan", "Haddad")]
    count = scored({"statements": both}).characters["statement"]
    assert Count(gold=len(SAID) + len(GOING), predicted=len(SAID), right=len(SAID)) == count


@pytest.mark.parametrize(
    ("record", "faults"),
    [
        ({"speaker": "Rima Haddad", "evidence": [{"text": SAID}]}, set()),
        ({"speaker": "Rima Haddad", "evidence": [{"text": GOING}]}, set()),
        ({"speaker": "the Minister Haddad", "evidence": [{"text": SAID}], "addressee": "Fidan"}, {"name"}),
        ({"speaker": "Rima Haddad", "evidence": [{"text": SHELLED}]}, {"cue"}),
        ({"speaker": "Omar", "evidence": [{"text": "Omar said no."}]}, {"name", "evidence"}),
    ],
)
def test_inventions_are_told_from_mistakes(record: dict[str, object], faults: set[str]) -> None:
    """A record whose words or names the article lacks, or without a word for what it claims, is an invention."""
    result = scored({"statements": [record]})
    assert faults == result.lines[[line.found is not None for line in result.lines].index(True)].faults
    assert (int(bool(faults)), 1) == (result.unsupported.part, result.unsupported.whole)


def test_names_in_every_role_must_stand_in_the_article() -> None:
    """Parties and mediators are looked for as well as the one who acts."""
    offered = {"initiators": ["Qatar"], "counterparts": [{"mention": "Damascus"}, {"mention": "Paris"}],
               "evidence": [{"text": OFFERED}]}  # fmt: skip
    assert {"evidence": 0, "name": 1, "cue": 0} == scored({"diplomatic_initiatives": [offered]}).faults


def test_records_turned_away_though_right_are_counted() -> None:
    """Of the records that were rejected, those that gold has and the result lacks; doubles of kept ones aside."""
    drafts = [
        ("statement", {"sentence": 3, "who": "Rima Haddad", "act": "promise"}),
        ("statement", {"sentence": 1, "who": "Haddad", "act": "deny"}),
        ("statement", {"sentence": 2, "who": "Rebels"}),
        ("statement", {"sentence": 9, "who": "Haddad"}),
        ("statement", {"answer": "Haddad"}),
        (
            "military_movement",
            {"actor": {"mention": "Rebels"}, "evidence": [{"start": 45, "end": 84, "text": SHELLED}]},
        ),
    ]
    away = tuple(Rejected(type=kind, draft=draft, reason="x") for kind, draft in drafts)  # type: ignore[arg-type]
    gold = Gold(Article(id="a", text=TEXT), claims_of(GOLD, TEXT))
    result = score([gold], [extraction().model_copy(update={"rejected": away})])
    assert (2, 3) == (result.turned_away.part, result.turned_away.whole)


def test_quotations_in_no_statement_are_counted() -> None:
    """A direct quotation of five words or more is covered by a statement whose evidence it stands in."""
    text = "“We will never leave this town,” she said. “They came at night with tanks,” he said."
    said = {"speaker": "she", "evidence": [{"text": "“We will never leave this town,” she said."}]}
    result = score([Gold(Article(id="a", text=text), ())], [Prediction("a", claims_of({"statements": [said]}, text))])
    assert (1, 2) == (result.uncovered.part, result.uncovered.whole)


def test_types_that_neither_side_has_do_not_count_in_the_mean() -> None:
    """Macro-F1 is over the record types that are met."""
    gold = Gold(Article(id="a", text=TEXT), claims_of({"statements": GOLD["statements"]}, TEXT))
    assert 1.0 == score([gold], [Prediction("a", gold.claims)]).macro_f1
    assert 0.0 == score([], []).macro_f1


def test_an_article_without_prediction_is_missed() -> None:
    """What was not answered costs recall and is told."""
    gold = Gold(Article(id="a", text=TEXT), claims_of(GOLD, TEXT))
    result = score([gold], [Prediction("b", gold.claims)])
    assert (("a",), 0, 0) == (result.unanswered, result.micro.predicted, result.usage.completion_tokens)
    assert result.verbatim.share is None


def test_extractions_go_with_the_gold_of_their_text() -> None:
    """An extraction is compared with the gold of the same text, whatever its id; other texts are left aside."""
    gold = Gold(Article(id="a", text=TEXT), claims_of(GOLD, TEXT))
    result = score([gold], [extraction(article_id="other"), extraction(text=f"{TEXT} More.")])
    assert (1, 1, 40) == (result.micro.right, result.micro.predicted, result.usage.completion_tokens)


def test_evidence_of_others_is_placed_through_folding() -> None:
    """Copied words with other marks or spaces have a place, but are not verbatim; invented words have none."""
    copied = plain_claim("statement", "Haddad", '"We will go," she  told reporters.', TEXT, "promise")
    assert (False, ((TEXT.index(GOING), TEXT.index(GOING) + len(GOING)),)) == (copied.verbatim, copied.spans)
    assert ((), False) == (plain_claim("statement", "", "Never said.", TEXT).spans, False)
    assert plain_claim("statement", "Haddad", SAID, TEXT).verbatim
    assert locate("  ", TEXT) is None
    assert locate("\u200f", TEXT) is None


def test_gold_files_are_read(tmp_path: Path) -> None:
    """A folder's gold files are read by name; an article may stand beside its gold."""
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    article = {"path": "b.txt", "published": "2025-03-07", "language": "en"}
    gold_file(tmp_path, {**GOLD, "article": article}, "b.json")
    gold_file(tmp_path)
    first, second = load_gold(tmp_path)
    assert ["a", "b"] == [first.article.id, second.article.id]
    assert (TEXT, "2025-03-07") == (second.article.text, str(second.article.published))
    assert first.claims == second.claims


def test_a_gold_file_may_hold_an_article_a_line(tmp_path: Path) -> None:
    """JSON Lines hold several articles, empty lines aside; what is wrong is told with its line."""
    path = tmp_path / "review.jsonl"
    line = json.dumps({**GOLD, "article": {"text": TEXT}})
    path.write_text(f"{line}\n\n{line}\n", encoding="utf-8")
    assert load_gold(path) == load_gold(tmp_path)
    assert 2 == len(load_gold(path))
    path.write_text(f"{line}\n{{}}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"review\.jsonl, line 2, is no gold file: has no 'article'"):
        load_gold(path)


def test_a_gold_file_may_be_a_list(tmp_path: Path) -> None:
    """A JSON list holds several articles, too."""
    one = {**GOLD, "article": {"text": TEXT}}
    assert 2 == len(load_gold(gold_file(tmp_path, [one, one])))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"article": {"text": "x"}, "statements": [{"speaker": "A", "evidence": [{"text": "y"}]}]}, "0 times: y"),
        ({"article": {"text": "x x"}, "statements": [{"speaker": "A", "evidence": [{"text": "x"}]}]}, "2 times: x"),
        ({"article": {"text": "x"}, "statements": [{"speaker": "A", "evidence": []}]}, "without evidence"),
        ({"article": {"text": "x"}, "statements": [{"speaker": None, "evidence": [{"text": "x"}]}]}, "without speaker"),
        ({"article": {"text": "x"}, "statements": [{"speaker": 3, "evidence": [{"text": "x"}]}]}, "3 is no name"),
        (
            {"article": {"text": "x"}, "statements": [{"speaker": "A", "act": "sing", "evidence": [{"text": "x"}]}]},
            "'sing' is no act",
        ),
        ({"article": {"path": "none.txt"}}, "does not exist"),
        ({"article": {}}, "has no 'path'"),
        ({}, "has no 'article'"),
        ([], "no gold file"),
    ],
)
def test_wrong_gold_is_told(tmp_path: Path, data: object, reason: str) -> None:
    """A gold file that cannot be scored by is an error that names the file and what is wrong."""
    with pytest.raises(ConfigError, match=reason) as caught:
        load_gold(gold_file(tmp_path, data))
    assert "a.json" in str(caught.value)


def test_missing_gold_is_told(tmp_path: Path) -> None:
    """A path that is not there and a folder without gold are errors."""
    with pytest.raises(ConfigError, match="cannot be read"):
        load_gold(tmp_path / "none.json")
    with pytest.raises(ConfigError, match="holds no gold"):
        load_gold(tmp_path)


def test_an_extraction_is_gold_too(tmp_path: Path) -> None:
    """The library's own output, offsets and all, can be corrected by hand and used as gold."""
    path = gold_file(tmp_path, extraction().model_dump(mode="json"))
    assert (("Haddad",), ((0, len(SAID)),)) == (load_gold(path)[0].claims[0].who, load_gold(path)[0].claims[0].spans)


def test_predictions_are_read_line_by_line(tmp_path: Path) -> None:
    """A JSONL file of extractions is scored; empty lines are passed over."""
    path = tmp_path / "pred.jsonl"
    path.write_text(f"{extraction().model_dump_json()}\n\n", encoding="utf-8")
    assert 1 == run_eval(gold_file(tmp_path), pred=path).micro.right


def test_wrong_predictions_are_told(tmp_path: Path) -> None:
    """A line that is no extraction is an error that names it."""
    path = tmp_path / "pred.jsonl"
    path.write_bytes(b"{}")
    with pytest.raises(ConfigError, match="line 1"):
        run_eval(gold_file(tmp_path), pred=path)


def test_a_model_is_asked_about_the_articles_of_the_gold(tmp_path: Path) -> None:
    """Without predictions a model is asked; an article it cannot answer is told, and missed."""
    told: list[str] = []
    gold_file(tmp_path)
    gold_file(tmp_path, {"article": {"id": "b", "text": "Nothing of the sort was said on Sunday."}}, "b.json")

    def script(messages: list[Message]) -> object:
        if "Sunday" in messages[-1]["content"]:
            return EmptyAnswer("no text")
        return {"movements": [{"sentence": 2, "who": "Rebels", "action": "shelling"}]}

    result = run_eval(tmp_path, model=strong(script), say=told.append)
    assert (1, 1, ("b",)) == (result.micro.right, result.micro.predicted, result.unanswered)
    assert ["b: no text"] == told


@pytest.mark.parametrize(
    "path", sorted(Path(__file__).parents[1].glob("examples/gold/*.json")), ids=lambda path: path.stem
)
def test_the_examples_can_be_scored_by(path: Path) -> None:
    """Each gold file of the examples is sound, and perfect against itself."""
    gold = load_gold(path)
    assert 1.0 == score(gold, [Prediction(item.article.id, item.claims) for item in gold]).macro_f1


def test_what_a_right_record_costs() -> None:
    """The price of all tokens over the right records; unknown where any price is."""
    result = score([Gold(Article(id="a", text=TEXT), claims_of(GOLD, TEXT))], [extraction()])
    prices = {"m": 0.5}
    priced = result.priced(lambda model, usage: prices[model] * usage.completion_tokens)
    assert (20.0, 20.0) == (priced.usd, priced.usd_a_right_record)
    assert result.priced(lambda _model, _usage: None).usd is None
    assert score([], []).priced(lambda _model, _usage: 1.0).usd_a_right_record is None
