"""What the words of a sentence tell so plainly that code reads it: calls, armed action, diplomacy."""

import pytest
from drafted import acted, moved, said, source_of
from hypothesis import given
from hypothesis import strategies as st

from syriaevents.grounding.calls import calls_in
from syriaevents.grounding.dealings import counterparts_in, dealings_in
from syriaevents.grounding.deeds import deeds_in, doer
from syriaevents.grounding.records import Grounded, ground
from syriaevents.prompting.drafts import Draft
from syriaevents.schema import DiplomaticAction, MilitaryAction, Status

ANY_TEXT = st.text(st.characters(exclude_categories=()))
CEASEFIRE, TALKS = DiplomaticAction.CALL_FOR_CEASEFIRE, DiplomaticAction.CALL_FOR_TALKS


def plainly(text: str, *drafts: Draft, language: str = "en") -> Grounded:
    """What a small model's drafts and the words of a text make together."""
    return ground(source_of(text, language), drafts, plain=True)


# Calls


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Amman called for an end to attacks on Idlib.", [CEASEFIRE]),
        ("Amman urged both sides to return to the table.", [TALKS]),
        ("Amman calls for calm", [CEASEFIRE]),
        ("“The violence must stop at once,” Amman said.", [CEASEFIRE]),
        ("Amman demanded a ceasefire and called for talks.", [CEASEFIRE, TALKS]),
        ("Amman rejected calls for talks.", []),
        ("Amman called on people to stay at home.", []),
        ("ودعا المجلس الطرفين إلى هدنة", [CEASEFIRE]),
        ("Heyet ateşkes çağrısı yaptı", [CEASEFIRE]),
        ("Heyet tarafları müzakere masasına oturmaya çağırdı", [TALKS]),
    ],
)
def test_calls(text: str, expected: list[DiplomaticAction]) -> None:
    """Words of calling with talks or an end of fighting behind them are calls, in three languages."""
    assert expected == list(calls_in(text, "Amman"))


def test_whoever_tells_of_a_call_does_not_call() -> None:
    """Somebody whom the sentence cites for it did not make the call."""
    assert [] == list(calls_in("Russia proposed a ceasefire, according to two diplomats.", "two diplomats"))


def test_a_statement_that_calls_is_an_initiative_too() -> None:
    """A demand for talks is a statement and an initiative, though the model told of the statement alone."""
    (found,) = plainly("Amman called for talks.", said(1, "Amman", "demand")).initiatives
    assert (TALKS, Status.PROPOSED, "Amman") == (found.action, found.status, found.initiators[0].mention)


def test_a_call_is_not_told_twice() -> None:
    """What the model told of itself is not added again."""
    drafts = said(1, "Amman", "demand"), acted(1, "Amman", "call_for_talks")
    assert len(plainly("Amman called for talks.", *drafts).initiatives) == 1


# Armed action


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The rebels stormed a barracks and seized two tanks.", {("The rebels", "attack"), ("The rebels", "capture")}),
        ("It followed raids by Syrian aircraft.", {("Syrian aircraft", "airstrike")}),
        ("But local gunmen also attacked a convoy.", {("local gunmen", "attack")}),
        ("On Sunday Turkish artillery shelled a hill.", {("Turkish artillery", "shelling")}),
        ("A drone struck the road.", {("A drone", "drone_strike")}),
        ("Warplanes struck the road.", {("Warplanes", "airstrike")}),
        ("Fighters backed by Turkey seized the airport.", {("Fighters", "capture")}),
        ("The regime “had started shelling the town.”", {("The regime", "shelling")}),
        ("The minister attacked his critics.", set()),
        ("The army did not enter Hama.", set()),
        ("سيطر مقاتلو اللواء على تلة", {("مقاتلو اللواء", "capture")}),
        ("وذكر أن مقاتلي اللواء انسحبوا من التلة", {("مقاتلي اللواء", "withdraw")}),
        ("قصف مسلحون البلدة", set()),
    ],
)
def test_deeds(text: str, expected: set[tuple[str, str]]) -> None:
    """A force right before its verb, or behind "by"; in Arabic, behind the verb where the subject has an end."""
    assert expected == {(deed.who, deed.action.value) for deed in deeds_in(text)}


def test_what_the_model_left_out_is_added() -> None:
    """The second action of a sentence is a record, though the model told of the first alone."""
    found = plainly("The rebels stormed a barracks and seized two tanks.", moved(1, "The rebels", "attack")).movements
    assert {("The rebels", "attack"), ("The rebels", "capture")} == {(m.actor.mention, m.action.value) for m in found}


def test_the_sentence_knows_who_does_it() -> None:
    """Where the model names somebody who bears no arms, the subject of the verb is the actor."""
    text = "Two of our drivers were hurt when a drone struck the road."
    (found,) = plainly(text, moved(1, "our drivers", "drone_strike")).movements
    assert found.actor.mention == "drone"


def test_who_backs_a_force_does_not_act() -> None:
    """Behind "supported by" stands somebody who is not said to act."""
    text = "Fighters, supported by Turkey, launched an offensive."
    found = plainly(text, moved(1, "Turkey", "attack"), moved(1, "Fighters", "attack"))
    assert ["Fighters"] == [movement.actor.mention for movement in found.movements]
    assert "'Turkey' backs whoever acts; it is not said to act itself" == found.rejected[0].reason


@pytest.mark.parametrize("who", ["rebel fighters", "Warplanes"])
def test_forces_that_the_model_names_stay(who: str) -> None:
    """Another force may do the same in another clause."""
    assert who == doer(who, MilitaryAction.SHELLING, "The army shelled Hama.")


def test_one_clash_told_from_both_sides_is_one() -> None:
    """Two movements that name each other as the other side are the same clash."""
    text = "Clashes broke out between the rebels and the army."
    drafts = moved(1, "the rebels", "clash", target="the army"), moved(1, "the army", "clash", target="the rebels")
    assert len(plainly(text, *drafts).movements) == 1


# Diplomacy


@pytest.mark.parametrize(
    ("text", "who", "action", "towards", "where"),
    [
        ("Omar Rafiq met with Lina Sabbagh in Doha.", "Omar Rafiq", "meet", "Lina Sabbagh", None),
        ("Its envoy, Omar Rafiq, visited Homs on Monday.", "Omar Rafiq", "visit", None, "Homs"),
        ("Oman has offered to host talks.", "Oman", "mediate", None, None),
        ("Oman dismissed the offer.", "Oman", "reject", None, None),
        ("Oman invited both sides to Muscat.", "Oman", "invite", "both sides", None),
        ("The two presidents signed a border accord.", "The two presidents", "agree", None, None),
        ("Oman suspended the peace talks.", "Oman", "suspend", None, None),
        ("Oman, by contrast, reopened its embassy.", "Oman", "normalize", None, None),
        ("On Monday he telephoned Lina Sabbagh.", "he", "phone", "Lina Sabbagh", None),
    ],
)
def test_dealings(text: str, who: str, action: str, towards: str | None, where: str | None) -> None:
    """A name right before the verb acts; with whom and where, if that stands right behind."""
    (found,) = dealings_in(text)
    assert (who, action, towards, where) == (found.who, found.action.value, found.towards, found.where)


@pytest.mark.parametrize("text", ["Oman did not invite them.", "HOMS visited Hama.", "Talks were suspended.", ""])
def test_no_dealings(text: str) -> None:
    """No name before the verb, a word of denial between, or a dateline: nothing is plain."""
    assert () == dealings_in(text)


def test_dealings_become_records() -> None:
    """An act that the model left out is a record with its other side."""
    (found,) = plainly("Omar Rafiq met with Lina Sabbagh in Doha.").initiatives
    assert ("Omar Rafiq", "Lina Sabbagh") == (found.initiators[0].mention, found.counterparts[0].mention)


def test_the_subject_takes_the_initiative() -> None:
    """Where the model takes the one invited for the one who invites, grammar decides."""
    (found,) = plainly("Oman invited the Syrian envoy to Muscat.", acted(1, "the Syrian envoy", "invite")).initiatives
    assert ("Oman", Status.PROPOSED) == (found.initiators[0].mention, found.status)


def test_what_nobody_does_is_no_initiative() -> None:
    """An act that every word for it stands denied is turned away, with the reason."""
    found = plainly("Syria never signed this agreement.", acted(1, "Syria", "agree"))
    assert () == found.initiatives
    assert "the sentence tells that nobody did so: agree" == found.rejected[0].reason


@pytest.mark.parametrize(
    ("text", "action", "expected"),
    [
        ("Oman offered to host talks between Damascus and the rebels.", "mediate", ("Damascus", "the rebels")),
        ("It resumed relations with Damascus.", "normalize", ("Damascus",)),
        ("Oman urged all parties to stop.", "call_for_ceasefire", ("all parties",)),
        ("Oman met in Muscat.", "meet", ()),
        ("It rained.", "meet", ()),
    ],
)
def test_counterparts(text: str, action: str, expected: tuple[str, ...]) -> None:
    """Whom it is done with, by the prepositions of the act."""
    assert expected == counterparts_in(text, DiplomaticAction(action))


def test_a_strong_models_drafts_stand_alone() -> None:
    """Nothing is added to what a model told that read the whole article."""
    found = ground(source_of("The rebels seized two tanks. Oman invited both sides to Muscat.", "en"), ())
    assert (0, 0) == (len(found.movements), len(found.initiatives))


@given(ANY_TEXT)
def test_any_text(text: str) -> None:
    """For any text, what is found stands in it."""
    assert all(deed.who in text for deed in deeds_in(text) if text.isascii())
    assert all(dealing.who in text for dealing in dealings_in(text))
    assert set(calls_in(text, "Oman")) <= {CEASEFIRE, TALKS}
    assert all(name in text for action in DiplomaticAction for name in counterparts_in(text, action))
