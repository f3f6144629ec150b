"""Grounding: what the text holds becomes a record with exact evidence; what it does not is told, with the reason."""

import re

import pytest
from drafted import DRAFTS, TEXTS, acted, grounded, moved, said, source_of
from hypothesis import example, given, settings
from hypothesis import strategies as st

from syriaevents.grounding.records import Grounded, ground
from syriaevents.prompting.drafts import Draft, Unfit

TWO_SPEAK = (
    "Omar Rafiq said: “We shall leave the town tonight,” while Lina Sabbagh replied: “You will never be welcome back.”"
)
PRESS = (
    "Lina Sabbagh met envoys in Homs. “The road must be opened before the winter comes,” she said. "
    "“Omar Rafiq has promised it to all of us,” she added."
)


def speakers(found: Grounded) -> list[tuple[int, str]]:
    """Who speaks in which sentence."""
    return [(statement.evidence[0].sentence, statement.speaker.mention) for statement in found.statements]


def quoted(found: Grounded) -> list[tuple[str, ...]]:
    """The quotations of each statement."""
    return [tuple(quote.text for quote in statement.quotes) for statement in found.statements]


def reasons(found: Grounded) -> list[str]:
    """Why drafts were turned away."""
    return [rejected.reason for rejected in found.rejected]


# Evidence


def test_a_number_becomes_the_sentence() -> None:
    """The sentence that a draft points at is the evidence, to the character."""
    text = "Rain fell.\n\n  The army shelled Hama’s north.  Nobody came."
    (movement,) = grounded(text, moved(2, "The army", "shelling")).movements
    (span,) = movement.evidence
    assert (2, "The army shelled Hama’s north.") == (span.sentence, span.text)
    assert text[span.start : span.end] == span.text


@pytest.mark.parametrize("number", [4, 99, 10**30])
def test_a_wrong_number_is_rejected(number: int) -> None:
    """A sentence that does not exist is no evidence."""
    found = grounded("One fell. The army left. Rain fell.", moved(number, "The army", "withdraw"))
    assert () == found.movements
    assert [f"there is no sentence {number}"] == reasons(found)


@pytest.mark.parametrize("text", ["", "  \n\n "])
def test_nothing_is_evidence_of_nothing(text: str) -> None:
    """In an empty article every draft is rejected."""
    found = grounded(text, said(1, "Omar"), moved(1, "Omar"), acted(1, "Omar"))
    assert ["there is no sentence 1"] * 3 == reasons(found)


def test_records_come_in_the_articles_order() -> None:
    """However the drafts come, records follow the article."""
    text = "Rebels shelled Hama. Rebels entered Homs. Rebels left Idlib."
    drafts = [moved(3, "Rebels", "withdraw"), moved(1, "Rebels", "shelling"), moved(2, "Rebels", "advance")]
    assert [1, 2, 3] == [movement.evidence[0].sentence for movement in grounded(text, *drafts).movements]


# Quotations


def test_a_quotation_goes_to_its_statement() -> None:
    """Code finds the direct quotation of the cited sentence, without its marks."""
    text = "Omar Rafiq said: “We shall leave the town.” It rained."
    (statement,) = grounded(text, said(1, "Omar Rafiq")).statements
    (quote,) = statement.quotes
    assert ("We shall leave the town.", True) == (quote.text, statement.direct)
    assert text[quote.start : quote.end] == quote.text


def test_indirect_speech_is_not_direct() -> None:
    """Neither a sentence without quotation nor one with a single word in marks is direct speech."""
    found = grounded("Omar Rafiq said they would leave. Omar Rafiq called it “rain”.", said(1, "Omar Rafiq"),
                     said(2, "Omar Rafiq"))  # fmt: skip
    assert [False, False] == [statement.direct for statement in found.statements]


def test_two_speakers_share_a_sentence() -> None:
    """Of two statements in a sentence each takes the quotation that stands nearest to its speaker."""
    found = grounded(TWO_SPEAK, said(1, "Omar Rafiq"), said(1, "Lina Sabbagh"))
    expected = [("We shall leave the town tonight,",), ("You will never be welcome back.",)]
    assert expected == quoted(found)
    assert [True, True] == [statement.direct for statement in found.statements]


def test_a_quotation_is_taken_once() -> None:
    """A speaker who is only reported keeps off the other one's quotation."""
    text = "Omar Rafiq said no, but Lina Sabbagh said: “You will never be welcome back.”"
    found = grounded(text, said(1, "Omar Rafiq"), said(1, "Lina Sabbagh"))
    assert [(), ("You will never be welcome back.",)] == quoted(found)


def test_a_quotation_over_two_sentences_is_one() -> None:
    """A quotation that runs over two sentences is one quotation, and both sentences are evidence."""
    text = "Omar Rafiq said: “We shall leave the town.\nNobody of us will ever come back.”\nIt rained."
    source = source_of(text)
    assert 3 == len(source.sentences)
    (statement,) = ground(source, [said(1, "Omar Rafiq")]).statements
    assert [1, 2] == [span.sentence for span in statement.evidence]
    assert ["We shall leave the town.\nNobody of us will ever come back."] == [one.text for one in statement.quotes]
    assert () == ground(source, [said(1, "Omar Rafiq")]).uncovered


def test_long_quotations_that_nobody_took_are_listed() -> None:
    """A quotation of five words or more without a statement is uncovered; a shorter one may be a name."""
    text = "On a wall stood “we shall never leave here”. The “rebel army” left. He calls it “a very good day”."
    assert ["we shall never leave here"] == [span.text for span in grounded(text).uncovered]


def test_a_taken_quotation_is_covered() -> None:
    """What a statement took is not listed."""
    assert () == grounded(TWO_SPEAK, said(1, "Omar Rafiq"), said(1, "Lina Sabbagh")).uncovered


# Speakers


def test_she_is_who_spoke_last() -> None:
    """“She said” leads to the person who spoke last, not to a name inside the quotation."""
    text = "Lina Sabbagh warned of hunger. “Omar Rafiq must open the road to the town,” she said."
    found = grounded(text, said(1, "Lina Sabbagh", "warn"), said(2, "Omar Rafiq", "demand"))
    assert [(1, "Lina Sabbagh"), (2, "Lina Sabbagh")] == speakers(found)


@pytest.mark.parametrize("who", ["Omar Rafiq", "he"])
def test_a_name_in_a_quotation_does_not_speak(who: str) -> None:
    """Somebody who is only named inside a quotation is not its speaker."""
    found = grounded("“Omar Rafiq must open the road to the town,” the note read.", said(1, who))
    assert [] == speakers(found)
    assert [f"the speaker {who!r} does not stand in sentence 1 or near it"] == reasons(found)


def test_a_quotation_alone_goes_on() -> None:
    """A sentence that is nothing but a quotation goes on with the last speaker."""
    text = "Omar Rafiq spoke of the war.\n“Lina Sabbagh will open the road before night falls.”"
    for who in ("Lina Sabbagh", "he", "somebody"):
        assert [(1, "Omar Rafiq"), (2, "Omar Rafiq")] == speakers(grounded(text, said(1, "Omar Rafiq"), said(2, who)))


def test_nobody_goes_on_where_nobody_spoke() -> None:
    """A quotation alone, with no speaker before it, has none."""
    found = grounded("It rained.\n“Someone will open the road before night falls.”", said(2, "somebody"))
    assert [] == speakers(found)
    assert ["Someone will open the road before night falls."] == [span.text for span in found.uncovered]


def test_pronouns_after_pronouns() -> None:
    """The one meant stays meant as long as she goes on speaking."""
    found = grounded(PRESS, said(1, "Lina Sabbagh"), said(2, "she"), said(3, "she"))
    assert [(number, "Lina Sabbagh") for number in (1, 2, 3)] == speakers(found)


def test_a_force_is_no_she() -> None:
    """“She said” passes over a force that acted in between."""
    text = "Lina Sabbagh spoke in Homs. The Hama Brigade shelled a road. She said it was over."
    found = grounded(text, said(1, "Lina Sabbagh"), moved(2, "The Hama Brigade", "shelling"), said(3, "She"))
    assert [(1, "Lina Sabbagh"), (3, "Lina Sabbagh")] == speakers(found)


def test_a_name_near_by_may_speak() -> None:
    """A speaker may be named in a sentence near the cited one, and nowhere else."""
    far = " ".join(["Rain fell again."] * 6)
    text = f"It began at dawn. Lina Sabbagh waited. The answer was that nobody had come. {far} Nobody, was the answer."
    assert [(3, "Lina Sabbagh")] == speakers(grounded(text, said(3, "Lina Sabbagh")))
    assert [] == speakers(grounded(text, said(10, "Lina Sabbagh")))


# Names


@pytest.mark.parametrize(
    ("who", "sentence", "mention"),
    [
        ("ERDOGAN", "Then Erdoğan’s men attacked.", "Erdoğan"),
        ("General Omar Rafiq", "Omar Rafiq attacked Hama.", "Omar Rafiq"),
        ("Omar Rafiq", "General Rafiq attacked Hama.", "Rafiq"),
        ("جيش", "هاجم بالجيش البلدة", "الجيش"),
        ("Türkiye", "Türkiye'nin ordusu saldırdı.", "Türkiye"),
    ],
)
def test_the_mention_is_the_texts_own(who: str, sentence: str, mention: str) -> None:
    """However the model writes a name, the record has the article's words."""
    (movement,) = grounded(sentence, moved(1, who)).movements
    assert mention == movement.actor.mention


@pytest.mark.parametrize("who", ["Syrian army", "the Kurds", "الجيش السوري", "Lina Rafiq"])
def test_names_that_are_not_there_are_rejected(who: str) -> None:
    """Another force, another first name or another script is not in the text, and neither is its movement."""
    found = grounded("The Syrian National Army and Omar Rafiq attacked Hama.", moved(1, who))
    assert () == found.movements
    assert [f"the actor {who!r} does not stand in sentence 1 or near it"] == reasons(found)


def test_they_are_who_acted_last() -> None:
    """A pronoun as an actor leads to whoever was named last."""
    found = grounded("Fighters shelled Hama. They captured the town.", moved(1, "Fighters", "shelling"),
                     moved(2, "They", "capture"))  # fmt: skip
    assert ["Fighters", "Fighters"] == [movement.actor.mention for movement in found.movements]


# Fields


def test_a_wrong_field_does_not_cost_the_record() -> None:
    """A target or a place that the text does not hold is left out and told; the record is kept."""
    draft = moved(1, "Rebels", "shelling", target="the Kurds", where="Homs", weapons=["mortars", "tanks"])
    found = grounded("Rebels shelled Hama with mortars.", draft)
    (movement,) = found.movements
    assert (None, None, ("mortars",)) == (movement.target, movement.place, movement.weapons)
    assert [
        "target: 'the Kurds' does not stand in the sentence or near it",
        "where: 'Homs' does not stand in the sentence",
        "weapons: 'tanks' does not stand in the sentence",
    ] == reasons(found)
    assert {"the Kurds"} == {rejected.draft["target"] for rejected in found.rejected}


def test_fields_that_stand_there_are_kept() -> None:
    """Target, places, weapons and whose word it is are taken in the text's words."""
    text = "Rebels shelled the Army’s base near Hama with mortars, according to residents."
    draft = moved(1, "rebels", "shelling", target="army", where="HAMA", weapons="Mortars", according_to="Residents",
                  assertion="claimed")  # fmt: skip
    (movement,) = grounded(text, draft).movements
    assert movement.target
    assert movement.place
    assert movement.attributed_to
    assert ("Army", "Hama", ("mortars",), "residents", "claimed") == (
        movement.target.mention, movement.place.mention, movement.weapons, movement.attributed_to.mention,
        movement.assertion,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "killed", "force"),
    [
        ("The shelling killed at least 255 people.", (255, 255, None), None),
        ("The shelling killed twelve people.", (12, 12, 12), None),
        ("The shelling came after about 200 fighters crossed.", None, (None, 200, None)),
        ("The shelling began in 2020.", None, None),
    ],
)
def test_figures_are_read_from_the_sentence(
    sentence: str, killed: tuple[int, int, int | None] | None, force: tuple[int | None, ...] | None
) -> None:
    """How many were killed or took part is what the sentence says, in digits or words; nothing is made up."""
    (movement,) = grounded(sentence, moved(1, "The shelling", "shelling")).movements
    dead = movement.casualties.killed if movement.casualties else None
    size = movement.force_size
    assert killed == ((dead.low, dead.best, dead.high) if dead else None)
    assert force == ((size.low, size.best, size.high) if size else None)


# Duplicates


@pytest.mark.parametrize(
    ("text", "draft"),
    [
        ("Omar Rafiq said no.", said(1, "Omar Rafiq")),
        ("Rebels shelled Hama.", moved(1, "Rebels", "shelling", where="Hama")),
        ("Omar Rafiq met envoys.", acted(1, "Omar Rafiq")),
    ],
)
def test_duplicates_are_one(text: str, draft: Draft) -> None:
    """The same record twice is one record, and the second is told."""
    found = grounded(text, draft, draft)
    assert 1 == len([*found.statements, *found.movements, *found.initiatives])
    assert ["says the same as another record of this sentence"] == reasons(found)


def test_different_places_are_different_movements() -> None:
    """The same force doing the same in two places is two records."""
    text = "Rebels shelled Hama and Homs."
    found = grounded(text, *(moved(1, "Rebels", "shelling", where=where) for where in ("Hama", "Homs")))
    assert [2, []] == [len(found.movements), reasons(found)]


def test_initiatives_of_a_sentence_are_joined() -> None:
    """Two initiatives with the same action are one with all its parties; a known party alone adds nothing."""
    text = "Turkey and Iran met Russia in Astana."
    first = acted(1, "Turkey", towards=["Russia"])
    found = grounded(text, first, acted(1, "Iran"), acted(1, "Russia"), acted(1, "Turkey"))
    (initiative,) = found.initiatives
    assert ["Turkey", "Iran"] == [ref.mention for ref in initiative.initiators]
    assert 2 == reasons(found).count("says the same as another record of this sentence")


def test_two_names_in_one_are_two_parties() -> None:
    """“Turkey and Iran” are two initiators, and nobody is towards themselves."""
    found = grounded("Turkey and Iran met Russia.", acted(1, "Turkey and Iran", towards=["Iran", "Russia"]))
    (initiative,) = found.initiatives
    assert ["Turkey", "Iran"] == [ref.mention for ref in initiative.initiators]
    assert ["Russia"] == [ref.mention for ref in initiative.counterparts]


def test_a_meeting_is_no_party() -> None:
    """What is done takes no part in it, and neither meets nor speaks: it is turned away with the reason."""
    text = "Turkey called for a trilateral meeting with Russia."
    found = grounded(text, acted(1, "Turkey", towards=["Russia", "trilateral meeting"]))
    (initiative,) = found.initiatives
    assert ["Russia"] == [ref.mention for ref in initiative.counterparts]
    assert ["towards: 'trilateral meeting' tells what is done, not who does it"] == reasons(found)
    assert () == grounded(text, acted(1, "trilateral meeting")).initiatives
    assert () == grounded("The press conference went on for an hour.", said(1, "The press conference")).statements


def test_an_initiator_must_be_there() -> None:
    """An initiative with a party that the text does not hold is rejected."""
    found = grounded("Turkey and Iran met.", acted(1, ["Turkey", "Qatar"]))
    assert () == found.initiatives
    assert ["the initiator 'Qatar' does not stand in sentence 1 or near it"] == reasons(found)


def test_who_calls_is_who_speaks() -> None:
    """A call for a ceasefire is the speaker's, whomever the model named."""
    text = "Omar Rafiq urged the army to stop the fighting."
    call = acted(1, "the army", "call_for_ceasefire", status="proposed")
    (initiative,) = grounded(text, said(1, "Omar Rafiq", "appeal"), call).initiatives
    assert ["Omar Rafiq"] == [ref.mention for ref in initiative.initiators]


def test_topics_and_conditions_are_the_sentences_words() -> None:
    """What talks are about, and what they depend on, must stand in the sentence."""
    text = "Damascus will hold talks on the border once all foreign troops leave."
    draft = acted(1, "Damascus", "set_condition", topic="the border", status="stalled",
                  conditions=["all foreign troops leave", "elections are held"])  # fmt: skip
    found = grounded(text, draft)
    (initiative,) = found.initiatives
    assert ("the border", ("all foreign troops leave",)) == (initiative.topic, initiative.conditions)
    assert ["conditions: 'elections are held' does not stand in the sentence"] == reasons(found)


# What was turned away before, and ids


def test_unfit_answers_are_kept() -> None:
    """What did not even have the form of a record is rejected as it came."""
    unfit = [
        Unfit(type="statement", raw={"who": 7}, reason="who: not a string"),
        Unfit(type="military_movement", raw="rebels", reason="record: not an object"),
    ]
    found = ground(source_of("Rain fell."), [], unfit)
    assert [{"who": 7}, {"answer": "rebels"}] == [rejected.draft for rejected in found.rejected]
    assert ["who: not a string", "record: not an object"] == reasons(found)


def test_ids_are_stable() -> None:
    """The same words of the same article have the same id; another record has another."""
    drafts = [said(1, "Omar Rafiq"), moved(2, "Rebels", "shelling"), acted(3, "Turkey")]
    text = "Omar Rafiq said so. Rebels shelled Hama. Turkey met envoys. Rebels shelled Homs."
    once, again = (grounded(text, *drafts, moved(4, "Rebels", "shelling")) for _ in range(2))
    assert once == again
    ids = [record.id for record in (*once.statements, *once.movements, *once.initiatives)]
    assert 4 == len(set(ids))
    assert all(re.fullmatch(r"[smd]-[0-9a-f]{10}", one) for one in ids)


def test_no_two_records_of_an_article_share_an_id() -> None:
    """One actor may do one thing in two places, as one sentence tells it."""
    text = "Rebels shelled Hama and Homs, and Rebels shelled other towns."
    drafts = [moved(1, "Rebels", "shelling", where=where) for where in ("Hama", "Homs", None)]
    movements = grounded(text, *drafts).movements
    assert 3 == len(movements)
    assert 3 == len({movement.id for movement in movements})


# Anything at all


@given(TEXTS, st.lists(DRAFTS, max_size=6))
@settings(max_examples=300)
@example("The Syrian \ud800 army left.", [moved(1, "Syrian army", "withdraw", where="Syrian army", target="army")])
@example(".“a", [said(1, "a"), said(2, "a")])
@example("\u202eOmar\u202c said \x00“a b c d e\u2066”", [said(1, "Omar")])
def test_whatever_comes_is_exact(text: str, drafts: list[Draft]) -> None:
    """For any text and any drafts: spans and mentions are the article's own words, and no quotation is given twice."""
    found = ground(source_of(text), drafts)
    records = [*found.statements, *found.movements, *found.initiatives]
    spans = [span for record in records for span in record.evidence]
    spans += [quote for statement in found.statements for quote in statement.quotes]
    assert all(text[span.start : span.end] == span.text != "" for span in [*spans, *found.uncovered])
    assert all(text[role.found.start : role.found.end] == role.found.text for role in found.named)
    taken = [(quote.start, quote.end) for statement in found.statements for quote in statement.quotes]
    assert len(taken) == len(set(taken))
    for movement in found.movements:
        places = (movement.place, movement.origin, movement.destination)
        assert all(place.mention in movement.evidence[0].text for place in places if place)
    assert len(records) <= len(drafts)
    assert bool(drafts) == bool(records or found.rejected)


@pytest.mark.parametrize(
    "who", ["\ud800", "Omar\udfff", "", "   ", "\n", "a" * 121], ids="lone behind none blank line long".split()
)  # fmt: skip
def test_what_is_no_name_is_no_draft(who: str) -> None:
    """Half a character, nothing, or a whole paragraph never gets as far as the text."""
    with pytest.raises(ValueError, match="who"):
        said(1, who)
