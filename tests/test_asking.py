"""Asking about one article: what one bad window or record costs, and what it does not."""

import asyncio
import json
from typing import Any

import pytest
from stub_model import COST, StubModel, in_turn, small, strong

from syriaevents.asking import Asked, Asker
from syriaevents.errors import (
    BudgetExceeded,
    EmptyAnswer,
    InvalidAnswer,
    ModelError,
    ModelUnavailable,
    Refused,
    ServerError,
    Truncated,
    Waiting,
)  # fmt: skip
from syriaevents.extract import extract_article
from syriaevents.prompting.prompts import whole_messages
from syriaevents.reading.source import Source
from syriaevents.schema import Article, Extraction, Usage

TEXT = (
    "Minister Zaynab al-Hakawati said the bridge would stay closed.\n"
    "Government troops shelled the village of Tell Qamar.\n"
    "General Rustum Dawud denied that his soldiers had crossed the river.\n"
    "Oman offered to host talks between the two sides.\n"
)
SAID = {"sentence": 1, "who": "Zaynab al-Hakawati", "act": "announce"}
SHELLED = {"sentence": 2, "who": "Government troops", "action": "shelling"}
DENIED = {"sentence": 3, "who": "Rustum Dawud", "act": "deny"}
INVENTED = {"sentence": 2, "who": "Colonel Nobody", "action": "shelling"}
OFFERED = {"sentence": 4, "who": ["Oman"], "action": "offer", "status": "proposed"}


def ask(model: StubModel, text: str = TEXT, budget: int | None = None, seen: list[Any] | None = None) -> Asked:
    """What asking about a text comes to."""
    source = Source.of(Article(text=text, language="en"))
    progress = None if seen is None else lambda done, total: seen.append((done, total))
    return asyncio.run(Asker(model, source, "en", budget).ask_all(progress))


def extract(model: StubModel, text: str = TEXT) -> Extraction:
    """What a user gets."""
    return asyncio.run(extract_article(Article(text=text, language="en"), model))


# -- windows -----------------------------------------------------------------------------------------


def test_sentence_numbers_of_a_window_become_those_of_the_article() -> None:
    """A record of the second window's first sentence belongs to the article's third."""
    model = strong(in_turn({"statements": [SAID]}, {"statements": [{**DENIED, "sentence": 1}]}), window=2)
    assert [1, 3] == [draft.sentence for draft in ask(model).drafts]


def test_usage_is_added_up() -> None:
    """Every question counts."""
    assert COST + COST == ask(strong(in_turn({}), window=2)).usage


def test_a_truncated_answer_splits_the_window() -> None:
    """A window whose answer is cut off is asked about in halves."""
    model = strong(in_turn(Truncated("cut"), {"statements": [SAID]}, {"statements": [{**DENIED, "sentence": 1}]}))
    asked = ask(model)
    assert [4, 2, 2] == [len(shown.splitlines()) for shown in model.shown]
    assert ([1, 3], []) == ([draft.sentence for draft in asked.drafts], asked.unread)


def test_a_single_sentence_that_is_cut_off_stays_unread() -> None:
    """Splitting ends at one sentence, which is told in ``unread``; its neighbours are read."""

    def script(messages: list[Any]) -> Any:
        return Truncated("cut") if "Rustum" in messages[-1]["content"] else {}

    asked = ask(strong(script))
    assert [(3, 3, "cut")] == [(part.first, part.last, part.reason) for part in asked.unread]


@pytest.mark.parametrize("error", [Refused("no"), EmptyAnswer("nothing"), InvalidAnswer("junk")])
def test_one_bad_window_costs_only_itself(error: ModelError) -> None:
    """A window that is refused, empty or unreadable is told; the records of the others stand."""
    result = extract(strong(in_turn(error, {"statements": [{**DENIED, "sentence": 1}]}), window=2))
    assert ["Rustum Dawud"] == [statement.speaker.mention for statement in result.statements]
    assert [(1, 2, str(error))] == [(part.first, part.last, part.reason) for part in result.meta.unread]


@pytest.mark.parametrize("error", [Refused("no"), EmptyAnswer("nothing"), InvalidAnswer("junk"), Truncated("cut")])
@pytest.mark.parametrize("window", [1, 2, 80])
def test_an_article_without_any_answer_is_an_error(error: ModelError, window: int) -> None:
    """When no window can be answered, the article has failed, with the first reason."""
    with pytest.raises(type(error), match=str(error)):
        ask(strong(in_turn(error), window=window))


@pytest.mark.parametrize("error", [ServerError("down"), ModelUnavailable("key")])
def test_a_server_that_fails_ends_the_article(error: Exception) -> None:
    """There is no use in asking a server on that has failed after all retries."""
    model = strong(in_turn(error), window=1)
    with pytest.raises(type(error)):
        ask(model)
    assert 1 == len(model.asked)


def test_an_empty_article_is_not_asked_about() -> None:
    """Nothing to read, nothing to pay for."""
    for text in ("", " \n\t\n ", "\u200b"):
        model = strong(in_turn({}))
        assert Usage() == ask(model, text).usage
        assert [] == model.asked


def test_progress_is_told_in_sentences() -> None:
    """After each window the last sentence's number, and the total at the end."""
    seen: list[Any] = []
    ask(strong(in_turn({}), window=2), seen=seen)
    assert [(2, 4), (4, 4), (4, 4)] == seen


# -- budget --------------------------------------------------------------------------------------------


def test_the_budget_of_tokens_ends_the_article() -> None:
    """When the tokens of the answers so far reach the budget, nothing more is asked."""
    model = strong(in_turn({}), window=1)
    with pytest.raises(BudgetExceeded, match="100 tokens"):
        ask(model, budget=100)
    assert 2 == len(model.asked)


def test_a_budget_that_is_just_enough_is_enough() -> None:
    """The last question may use it up."""
    assert 4 == ask(strong(in_turn({}), window=1), budget=240).usage.requests


# -- bad records ------------------------------------------------------------------------------------------


def test_only_bad_records_are_asked_again() -> None:
    """The good records stand; the bad one goes back alone, with the reason, and comes back mended."""
    first = {"statements": [SAID, DENIED], "movements": [INVENTED], "initiatives": [OFFERED]}
    model = strong(in_turn(first, {"movements": [SHELLED]}), reasks=1)
    result = extract(model)
    assert ["Government troops"] == [movement.actor.mention for movement in result.military_movements]
    assert (2, 1, ()) == (len(result.statements), len(result.diplomatic_initiatives), result.rejected)
    again = model.asked[1]
    assert model.asked[0] == again[: len(model.asked[0])]
    assert {"movements": [INVENTED]} == json.loads(again[-2]["content"])
    assert "'Colonel Nobody' does not stand in sentence 2" in again[-1]["content"]


def test_the_model_is_told_the_numbers_that_it_knows() -> None:
    """In a later window, the record that is asked again has the window's sentence number, and so has the reason."""
    model = strong(in_turn({}, {"movements": [{**INVENTED, "sentence": 1}]}, {}), window=2, reasks=1)
    result = extract(model)
    again = model.asked[2]
    assert 1 == json.loads(again[-2]["content"])["movements"][0]["sentence"]
    assert "sentence 1 " in again[-1]["content"]
    assert [3] == [rejected.draft["sentence"] for rejected in result.rejected]


def test_what_still_fails_is_rejected() -> None:
    """A record that is bad again is kept with its reason."""
    model = strong(in_turn({"statements": [SAID], "movements": [INVENTED]}, {"movements": [INVENTED]}), reasks=1)
    result = extract(model)
    assert (2, 1) == (len(model.asked), len(result.statements))
    assert ["Colonel Nobody"] == [rejected.draft["who"] for rejected in result.rejected]


@pytest.mark.parametrize("answer", [{}, Refused("no"), ServerError("down"), Truncated("cut"), {"statements": [SAID]}])
def test_a_bad_record_that_does_not_come_back_is_rejected(answer: Any) -> None:
    """When asking again brings nothing, nothing is lost: good records stand and the bad one is rejected."""
    result = extract(strong(in_turn({"statements": [SAID], "movements": [INVENTED]}, answer), reasks=1))
    assert ["Hakawati"] == [statement.speaker.mention[-8:] for statement in result.statements]
    assert "Colonel Nobody" in [rejected.draft["who"] for rejected in result.rejected]


def test_of_two_bad_records_the_one_left_out_is_rejected() -> None:
    """The mended record takes the place of the one of its sentence; the other is rejected."""
    also = {**INVENTED, "sentence": 3, "who": "Captain Nemo"}
    result = extract(strong(in_turn({"movements": [also, INVENTED]}, {"movements": [SHELLED]}), reasks=1))
    assert ["Government troops"] == [movement.actor.mention for movement in result.military_movements]
    assert ["Captain Nemo"] == [rejected.draft["who"] for rejected in result.rejected]


def test_a_record_that_does_not_fit_is_asked_again() -> None:
    """An unknown act and a wrong sentence number are bad records like any other."""
    first = {"statements": [{**SAID, "act": "sing"}, {**DENIED, "sentence": 9}]}
    model = strong(in_turn(first, {"statements": [SAID, DENIED]}), reasks=1)
    assert 2 == len(extract(model).statements)
    assert "act:" in model.asked[1][-1]["content"]
    assert "there is no sentence 9 among the 4 shown" in model.asked[1][-1]["content"]


def test_a_pronoun_that_is_clear_from_the_sentence_before_is_not_asked_again() -> None:
    """A speaker named "He" is borne out by the drafts before it, and costs no second question."""
    text = "Minister Omar al-Hakawati said the bridge was closed.\nHe denied that it had been bombed."
    he = {"sentence": 2, "who": "He", "act": "deny"}
    model = strong(in_turn({"statements": [{**SAID, "who": "Omar al-Hakawati"}, he]}), reasks=1)
    assert 2 == len(extract(model, text).statements)
    assert 1 == len(model.asked)


def test_a_small_model_is_not_asked_again() -> None:
    """It would answer the same."""
    model = small(in_turn({"statements": [{"who": "Colonel Nobody", "act": "deny"}]}))
    extract(model, "General Rustum Dawud denied that his soldiers had crossed the river.")
    assert 1 == len(model.asked)


# -- quotations ----------------------------------------------------------------------------------------------

QUOTED = "The envoy Idris Qandil spoke in Muscat.\n“We will come back when the roads are open again,” Qandil said."


@pytest.mark.parametrize("make", [strong, small])
def test_a_quotation_that_no_statement_took_is_asked_for_once_more(make: Any) -> None:
    """The speaker of a long quotation is asked for alone; the answer takes the quotation."""

    def script(messages: list[Any], schema: dict[str, Any]) -> Any:
        only = list(schema["properties"]) == ["statements"] and "spoke in Muscat" in messages[-1]["content"]
        roads = "roads" in messages[-1]["content"]
        return {"statements": [{"who": "Qandil", "act": "promise"}]} if only and roads else {}

    model = make(script)
    result = extract(model, QUOTED)
    assert ["Qandil"] == [statement.speaker.mention for statement in result.statements]
    assert () == result.meta.uncovered
    assert 1 == sum(list(schema["properties"]) == ["statements"] for schema in model.schemas[-1:])


def test_a_strong_model_is_asked_for_a_quotation_in_its_own_form() -> None:
    """The schema that asks for a quotation's speaker keeps the rules of strict providers."""
    model = strong(in_turn({}))
    extract(model, QUOTED)
    record = model.schemas[-1]["properties"]["statements"]["items"]
    assert list(record["properties"]) == record["required"]
    assert whole_messages([])[:-1] == model.asked[-1][:-1]


@pytest.mark.parametrize("answer", [{}, Refused("no"), ServerError("down"), Truncated("cut"), InvalidAnswer("junk")])
def test_a_quotation_that_stays_uncovered_is_listed(answer: Any) -> None:
    """When asking for it fails, in whatever way, the article stands and the quotation is in ``meta``."""
    result = extract(strong(in_turn({}, answer)), QUOTED)
    assert 1 == len(result.meta.uncovered)
    assert "when the roads are open" in result.meta.uncovered[0].text
    assert 2 == result.meta.usage.requests


def test_an_unfit_answer_about_a_quotation_is_rejected_not_lost() -> None:
    """Also here a record that does not fit is kept with its reason."""
    result = extract(strong(in_turn({}, {"statements": [{"who": "Qandil", "act": "sing"}]})), QUOTED)
    assert ["sing"] == [rejected.draft["act"] for rejected in result.rejected]


def test_the_budget_does_not_cost_what_was_read() -> None:
    """When it is used up before the quotations are asked for, they stay uncovered."""
    asked = ask(strong(in_turn({})), QUOTED, budget=60)
    assert 1 == asked.usage.requests


# -- answers that come in batches ------------------------------------------------------------------------


def in_rounds(model: StubModel, text: str = TEXT) -> tuple[list[int], Extraction]:
    """Ask until nothing is waited for, each round's questions answered before the next; questions a round."""
    known: dict[str, Any] = {}
    rounds: list[int] = []
    script = model.script

    def patient(messages: list[Any]) -> Any:
        key = json.dumps(messages)
        if key not in known:
            open_questions[key] = messages
            raise Waiting("not there yet")
        return known[key]

    model.script = patient
    while True:
        open_questions: dict[str, list[Any]] = {}
        try:
            return rounds, extract(model, text)
        except Waiting:
            rounds.append(len(open_questions))
            known |= {key: script(messages) for key, messages in open_questions.items()}


def by_content(messages: list[Any]) -> Any:
    """An answer that depends on what is asked: a bad record at first, a good one when asked again."""
    shown = messages[-1]["content"]
    if "not borne out" in shown:
        return {"movements": [{**SHELLED, "sentence": 1}]}
    if "Tell Qamar" in shown and shown.count("[") > 1:
        return Truncated("cut off")
    if "Tell Qamar" in shown:
        return {"movements": [{**INVENTED, "sentence": 1}]}
    return {"statements": [{**SAID, "sentence": 1}]} if "Zaynab" in shown else {}


def test_an_article_asked_in_rounds_gets_the_records_that_it_gets_at_once() -> None:
    """Everything that can be asked is asked in one round; splits and re-asks make the next; nothing is asked in vain."""
    at_once = strong(by_content, window=2, reasks=1)
    expected = extract(at_once)
    rounds, result = in_rounds(strong(by_content, window=2, reasks=1))
    assert [2, 2, 1] == rounds
    assert len(at_once.asked) == sum(rounds)
    assert expected.model_copy(update={"meta": result.meta}) == result
    assert expected.meta.usage == result.meta.usage


def test_what_a_later_window_asks_again_waits_for_the_windows_before() -> None:
    """Whether a record is asked for again may depend on earlier answers: it is not asked before they are there."""

    def script(messages: list[Any]) -> Any:
        shown = messages[-1]["content"]
        return by_content(messages) if "not borne out" in shown or "[2]" not in shown else {}

    text = "Mayor Ilyas Haddad said the road was open.\n" * 2 + "Government troops shelled the village of Tell Qamar.\n"
    seen: list[str] = []

    def late_first(messages: list[Any]) -> Any:
        seen.append(messages[-1]["content"])
        if "[2]" in seen[-1]:
            raise Waiting("not there yet")
        return script(messages)

    with pytest.raises(Waiting):
        extract(strong(late_first, window=2, reasks=1), text)
    assert 2 == len(seen)
    assert not any("not borne out" in shown for shown in seen)


def test_questions_about_quotations_are_asked_in_one_round() -> None:
    """Speakers of quotations that nobody took are asked for together, once everything else is answered."""
    text = (
        "“We will stay in this village until the road opens,” said the mayor.\n"
        "Nothing moved in the old town that day.\n"
        "“Nobody has asked us what we want from this,” she added.\n"
    )
    rounds, result = in_rounds(strong(lambda _messages: {}), text)
    assert [1, 2] == rounds
    assert 2 == len(result.meta.uncovered)
