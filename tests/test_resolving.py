"""Resolving: who, where and when, from the tables; what they do not hold stays as the article says it."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from drafted import DRAFTS, TEXTS, acted, moved, number_of, resolved, said, source_of
from hypothesis import given, settings
from hypothesis import strategies as st

from syriaevents.grounding.records import ground
from syriaevents.prompting.drafts import Draft
from syriaevents.reading.source import Source
from syriaevents.resolving import Resolved, anchor_of, resolve
from syriaevents.schema import Actor, ActorKind, Article, Assertion, MilitaryMovement

FRIDAY = dt.date(2024, 11, 29)
ARTICLES = Path(__file__).parents[2] / "shared" / "articles"


def actors(found: Resolved) -> dict[str, list[str]]:
    """Each actor's id and the words it is mentioned by."""
    return {actor.id: [mention.text for mention in actor.mentions] for actor in found.actors}


def only(found: Resolved) -> MilitaryMovement:
    """The one movement that was kept."""
    (movement,) = found.movements
    return movement


# Actors


def test_one_actor_for_all_its_names() -> None:
    """A name, a surname, another spelling and an office that lead to one person are mentions of one actor."""
    text = (
        "Recep Tayyip Erdogan said he would go. The Turkish president said it would rain. Erdoğan said it was late. "
        "Erdogan’s army shelled Hama."
    )
    drafts = [said(1, "Recep Tayyip Erdogan"), said(2, "The Turkish president"), said(3, "Erdoğan")]
    found = resolved(text, *drafts, published="2024-11-29")
    assert {"recep-tayyip-erdogan": ["Recep Tayyip Erdogan", "The Turkish president", "Erdoğan"]} == actors(found)
    assert ["recep-tayyip-erdogan"] * 3 == [statement.speaker.actor_id for statement in found.statements]


def test_mentions_are_exact() -> None:
    """Every mention is the article's own words, at its place, once."""
    text = "Rebels shelled Hama. Rebels shelled Homs. Damascus said rebels had left."
    found = resolved(text, moved(1, "Rebels", "shelling"), moved(2, "Rebels", "shelling"), said(3, "Damascus"))
    mentions = [mention for actor in found.actors for mention in actor.mentions]
    assert [0, 21, 42] == sorted(mention.start for mention in mentions)
    assert all(text[mention.start : mention.end] == mention.text for mention in mentions)


def test_what_is_known_of_an_actor() -> None:
    """A known actor has its name, kind and country from the table, its role of the day, and how it was known."""
    text = "The Turkish foreign minister said so."
    (actor,) = resolved(text, said(1, "The Turkish foreign minister"), published="2024-11-29").actors
    assert ("hakan-fidan", "Hakan Fidan", ActorKind.PERSON, "Turkish foreign minister", "TR", "office") == (
        actor.id, actor.name, actor.kind, actor.role, actor.country, actor.resolution,
    )  # fmt: skip


def test_an_unknown_actor_is_the_articles_own() -> None:
    """Nobody is forced to the nearest name: who is not in the table has a local id and the fullest form as name."""
    text = "Omar Rafiq said he would go. Rafiq said it was late."
    (actor,) = resolved(text, said(1, "Omar Rafiq"), said(2, "Rafiq")).actors
    assert ("local:omar-rafiq", "Omar Rafiq", None, None) == (
        actor.id, actor.name, actor.country, actor.resolution
    )  # fmt: skip


@pytest.mark.parametrize(
    ("published", "expected"), [("2024-11-30", "bashar-al-assad"), ("2025-02-01", "ahmed-al-sharaa")]
)
def test_an_office_has_its_holder_of_the_day(published: str, expected: str) -> None:
    """The Syrian president before and after December 2024 are two persons."""
    found = resolved("The Syrian president said so.", said(1, "The Syrian president"), published=published)
    assert [expected] == list(actors(found))


def test_who_plays_no_role_is_no_actor() -> None:
    """An actor whose only record was turned away is not listed."""
    found = resolved("The Observatory attacked. A spokesman attacked Hama.", moved(2, "A spokesman"))
    assert ((), ()) == (found.movements, found.actors)


@pytest.mark.parametrize("who", ["Idlib", "Violent clashes"])
def test_places_and_deeds_are_no_actors(who: str) -> None:
    """Where the article names only the place or the deed, the record is kept and leads to no actor."""
    found = resolved(f"{who} went on in the rain.", moved(1, who, "clash"))
    assert (who, None) == (only(found).actor.mention, only(found).actor.actor_id)
    assert () == found.actors


def test_roles_lead_to_actors() -> None:
    """Addressee, counterparts, mediator and target are led to actors like those who act."""
    text = "Turkey met Iran through Qatar. Russia attacked Israel. Damascus told Moscow so."
    found = resolved(text, acted(1, "Turkey", towards=["Iran"], mediator="Qatar"), moved(2, "Russia", target="Israel"),
                     said(3, "Damascus", to="Moscow"))  # fmt: skip
    (initiative,), (statement,) = found.initiatives, found.statements
    assert initiative.mediator
    assert statement.addressee
    assert (["turkey"], ["iran"], "qatar") == (
        [ref.actor_id for ref in initiative.initiators], [ref.actor_id for ref in initiative.counterparts],
        initiative.mediator.actor_id,
    )  # fmt: skip
    target = only(found).target
    assert target
    assert ("israel", "russia") == (target.actor_id, statement.addressee.actor_id)


# Who acts with arms


@pytest.mark.parametrize(
    ("sentence", "who", "reason"),
    [
        ("The Syrian Observatory for Human Rights attacked Hama.", "Syrian Observatory for Human Rights",
         "is a monitor: who tells of armed action, not who takes it"),
        ("Erdogan attacked Hama.", "Erdogan", "is a person: who tells of armed action, not who takes it"),
        ("The United Nations attacked Hama.", "United Nations", "is an international organisation"),
        ("A spokesman attacked Hama.", "A spokesman", "names somebody who does not act with arms"),
        ("Two doctors attacked Hama.", "Two doctors", "names somebody who does not act with arms"),
    ],
)  # fmt: skip
def test_tellers_take_no_armed_action(sentence: str, who: str, reason: str) -> None:
    """Monitors, persons of office, bodies of states and witnesses are no armed actors; the reason says so."""
    found = resolved(sentence, moved(1, who))
    assert () == found.movements
    (rejected,) = found.rejected
    assert f"{who!r} {reason}" in rejected.reason
    assert "military_movement" == rejected.type


def test_who_speaks_does_not_act() -> None:
    """A person who tells of an attack in a sentence did not make it."""
    draft = moved(1, "Omar Rafiq")
    found = resolved("Omar Rafiq said rebels attacked Hama.", said(1, "Omar Rafiq"), draft)
    (rejected,) = found.rejected
    assert "'Omar Rafiq' speaks in this sentence; it does not say that they act" == rejected.reason


@pytest.mark.parametrize("who", ["The army", "Israel", "Rebels", "Hezbollah", "Warplanes"])
def test_forces_and_states_do(who: str) -> None:
    """Forces, groups, states and their weapons act with arms."""
    assert who == only(resolved(f"{who} attacked Hama.", moved(1, who))).actor.mention


# On whose word, and how far it is so


def test_told_by_the_one_who_speaks() -> None:
    """A movement in a sentence in which somebody speaks is claimed, and theirs to answer for."""
    found = resolved("Damascus said that rebels shelled Hama.", said(1, "Damascus"), moved(1, "rebels", "shelling"))
    teller = only(found).attributed_to
    assert teller
    assert (Assertion.CLAIMED, "Damascus", "syria") == (only(found).assertion, teller.mention, teller.actor_id)


def test_told_according_to() -> None:
    """Of two who speak in a sentence, it is told on the word of the one that it cites."""
    text = "Omar Rafiq said no and rebels shelled Hama, according to Lina Sabbagh."
    found = resolved(text, said(1, "Omar Rafiq"), said(1, "Lina Sabbagh"), moved(1, "rebels", "shelling"))
    teller = only(found).attributed_to
    assert teller
    assert "Lina Sabbagh" == teller.mention


def test_the_models_own_attribution_stays() -> None:
    """Where the draft says on whose word and how, that stands, led to an actor."""
    draft = moved(1, "rebels", "shelling", assertion="denied", according_to="Damascus")
    found = resolved("Rebels shelled Hama, which Damascus disputed.", draft)
    teller = only(found).attributed_to
    assert teller
    assert (Assertion.DENIED, "syria") == (only(found).assertion, teller.actor_id)


def test_a_denial_makes_it_denied() -> None:
    """What the speaker denies is denied."""
    text = "The army denied that it shelled Hama."
    found = resolved(text, said(1, "The army", "deny"), moved(1, "it", "shelling"), moved(1, "The army", "shelling"))
    assert Assertion.DENIED is only(found).assertion


def test_the_models_own_assertion_stays() -> None:
    """What the draft calls planned stays planned where somebody tells of it."""
    draft = moved(1, "rebels", "shelling", assertion="planned")
    found = only(resolved("Damascus said rebels shelled Hama.", said(1, "Damascus"), draft))
    assert found.attributed_to
    assert (Assertion.PLANNED, "Damascus") == (found.assertion, found.attributed_to.mention)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The army shelled Hama.", Assertion.REPORTED), ("The army will shell Hama soon.", Assertion.PLANNED),
        ("The army could shell Hama.", Assertion.HYPOTHETICAL), ("The army did not shell Hama.", Assertion.DENIED),
        ("The army shelled Hama and will shell Homs.", Assertion.REPORTED),
    ],
)  # fmt: skip
def test_how_the_article_stands_to_it(sentence: str, expected: Assertion) -> None:
    """What is to come, may be, or is not so is no report; what has once been done is."""
    assert expected is only(resolved(sentence, moved(1, "The army", "shelling"))).assertion


# Where


def test_places_have_coordinates_and_their_modifiers() -> None:
    """A place keeps the words around it: “east of Idlib” is near Idlib and not Idlib."""
    found = only(resolved("Clashes raged east of the city of Idlib.", moved(1, "Clashes", "clash", where="Idlib")))
    assert found.place
    assert ("east of the city of Idlib", "Idlib", "SY", True, 2) == (
        found.place.mention, found.place.name, found.place.country, found.place.near, found.place.precision,
    )  # fmt: skip
    assert found.place.lat is not None


def test_a_way_has_two_ends() -> None:
    """Origin and destination are read from the sentence where the draft leaves them out."""
    found = only(resolved("Fighters moved from Idlib to Aleppo.", moved(1, "Fighters", "deploy")))
    assert found.origin
    assert found.destination
    assert ("Idlib", "Aleppo") == (found.origin.name, found.destination.name)


def test_unknown_places_stay_as_they_are() -> None:
    """A village that no table has keeps its name and has no coordinates."""
    found = only(resolved("Rebels shelled Qasr Umm Tut.", moved(1, "Rebels", "shelling", where="Qasr Umm Tut")))
    assert found.place
    assert ("Qasr Umm Tut", None, None) == (found.place.mention, found.place.name, found.place.lat)


def test_who_reports_is_no_place() -> None:
    """A model that takes the source for the place is not followed; the sentence's own place is."""
    source = "Orontes Documentation Centre"
    sentence = f"Troops shelled the outskirts of Saraqib, according to the {source}."
    found = only(resolved(sentence, said(1, source), moved(1, "Troops", "shelling", where=source)))
    assert found.place
    assert "the outskirts of Saraqib" == found.place.mention


def test_words_that_name_no_place_are_none() -> None:
    """Where the draft gives words that are no place, there is none."""
    found = only(resolved("Rebels shelled them for hours.", moved(1, "Rebels", "shelling", where="hours")))
    assert found.place is None


def test_initiatives_have_places() -> None:
    """Talks take place somewhere, too."""
    (initiative,) = resolved("Turkey met Iran in Doha.", acted(1, "Turkey", where="Doha")).initiatives
    assert initiative.place
    assert ("Doha", "QA") == (initiative.place.name, initiative.place.country)


# When


def test_relative_dates_count_from_publication() -> None:
    """“Yesterday, Thursday” in an article of a Friday is the Thursday before, to the day."""
    found = only(resolved("Rebels shelled Hama yesterday, Thursday.", moved(1, "Rebels", "shelling"), published=FRIDAY))
    assert found.date
    assert ("yesterday, Thursday", dt.date(2024, 11, 28), dt.date(2024, 11, 28), 1, None) == (
        found.date.mention, found.date.start, found.date.end, found.date.precision, found.date.note,
    )  # fmt: skip


def test_relative_dates_count_from_the_dateline() -> None:
    """Without a day of publication, a dateline that gives a whole date serves."""
    text = "DAMASCUS, Nov 30, 2024 — It rained.\nRebels shelled Hama yesterday."
    number = number_of(source_of(text), "Rebels")
    found = only(resolved(text, moved(number, "Rebels", "shelling")))
    assert found.date
    assert FRIDAY == found.date.start


def test_relative_dates_may_stay_open() -> None:
    """With neither, a relative date has no days, and a note that says why; never the day it is read on."""
    found = only(resolved("Rebels shelled Hama yesterday.", moved(1, "Rebels", "shelling")))
    assert found.date
    assert ("yesterday", None, None) == (found.date.mention, found.date.start, found.date.end)
    assert found.date.note


def test_no_date_is_none() -> None:
    """A sentence without a date gives none, not the day of publication."""
    found = only(resolved("Rebels shelled Hama.", moved(1, "Rebels", "shelling"), published=FRIDAY))
    assert found.date is None


def test_a_statement_is_not_dated_by_what_it_says() -> None:
    """A date inside a quotation is what the speaker speaks of, not when."""
    text = "Omar Rafiq said on Wednesday: “We shall leave the town tomorrow.”"
    (statement,) = resolved(text, said(1, "Omar Rafiq"), published=FRIDAY).statements
    assert statement.date
    assert dt.date(2024, 11, 27) == statement.date.start


def test_a_known_date_is_preferred() -> None:
    """Of two dates in a sentence, the one that can be counted is taken."""
    found = only(resolved("After days, rebels shelled Hama on 28 November 2024, a Thursday.",
                          moved(1, "rebels", "shelling")))  # fmt: skip
    assert found.date
    assert dt.date(2024, 11, 28) == found.date.start


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        (Article(text="Rain.", published=FRIDAY), FRIDAY),
        (Article(text="DAMASCUS, Nov 30, 2024 — Rain.", language="en"), dt.date(2024, 11, 30)),
        (Article(text="DAMASCUS, Nov 30, 2024 — Rain.", language="en", published=FRIDAY), FRIDAY),
        (Article(text="Rain fell on 30 November 2024."), None),
        (Article(text=""), None),
    ],
)
def test_what_dates_count_from(article: Article, expected: dt.date | None) -> None:
    """The day of publication, else the dateline, else nothing."""
    assert expected == anchor_of(article)


# Codes that depend on who


@pytest.mark.parametrize(
    ("sentence", "draft", "event", "sub_event"),
    [
        ("The Syrian army captured Hama.", moved(1, "The Syrian army", "capture"), "Battles",
         "Government regains territory"),
        ("Rebels captured Hama.", moved(1, "Rebels", "capture"), "Battles", "Non-state actor overtakes territory"),
        ("Rebels attacked civilians.", moved(1, "Rebels", target="civilians"), "Violence against civilians", "Attack"),
        ("Rebels attacked the Syrian army.", moved(1, "Rebels", target="the Syrian army"), "Battles", "Armed clash"),
    ],
)  # fmt: skip
def test_acled_events_depend_on_the_parties(sentence: str, draft: Draft, event: str, sub_event: str) -> None:
    """A state regains territory, others overtake it; an attack on civilians is violence against them."""
    codes = only(resolved(sentence, draft, published=FRIDAY)).codes
    assert (event, sub_event) == (codes.acled_event, codes.acled_sub_event)


# Real articles


def extracted(name: str, published: str, drafts: Callable[[Callable[[str], int]], list[Draft]]) -> Resolved:
    """One of the articles with drafts that are told sentences by their words."""
    found = next(iter(sorted(ARTICLES.glob(f"{name}_*.txt"))), None)
    if found is None:
        pytest.skip("the folder with real articles is not here")
    article = Article(text=found.read_text("utf-8"), published=published, language="en")
    source = Source.of(article)
    grounded = ground(source, drafts(lambda words: number_of(source, words)))
    assert () == grounded.rejected
    return resolve(article, source, grounded)


def by_id(found: Resolved) -> dict[str, Actor]:
    """The actors by their ids."""
    return {actor.id: actor for actor in found.actors}


def test_an_invitation() -> None:
    """In a report about an invitation, name, surname and office are one president."""
    found = extracted("003", "2024-07-08", lambda at: [
        said(at("announced plans"), "Recep Tayyip Erdogan", "announce"),
        acted(at("announced plans"), "Turkish President", "invite", towards=["Bashar Assad"], where="Ankara"),
        acted(at("met with Russian"), "Erdogan", towards=["Vladimir Putin"]),
        acted(at("decision to invite"), "The Turkish president", "invite", towards=["Assad"]),
    ])  # fmt: skip
    mentions = actors(found)
    assert {"recep-tayyip-erdogan", "bashar-al-assad", "vladimir-putin"} == set(mentions)
    expected = {"Recep Tayyip Erdogan", "Turkish President", "Erdogan", "The Turkish president"}
    assert expected == set(mentions["recep-tayyip-erdogan"])
    assert {"Bashar Assad", "Assad"} == set(mentions["bashar-al-assad"])
    place = found.initiatives[0].place
    assert place
    assert ("Ankara", "TR") == (place.name, place.country)


def test_an_escalation() -> None:
    """In a feature with two spellings of one name, offices are known and places have coordinates."""
    found = extracted("000", "2024-12-02", lambda at: [
        said(at("Hakan Fidan emphasised"), "Hakan Fidan", "demand"),
        said(at("Fidan stated"), "Fidan"),
        said(at("expressed hope"), "Recep Tayyip Erdoğan"),
        said(at("According to the Syrian"), "Syrian Observatory for Human Rights", "report"),
        moved(at("According to the Syrian"), "militia fighters", "deploy", where="Bou Kamal"),
    ])  # fmt: skip
    known = by_id(found)
    assert {"hakan-fidan", "recep-tayyip-erdogan", "sohr", "local:militia-fighters"} == set(known)
    assert ("Turkish foreign minister", "Turkish president") == (
        known["hakan-fidan"].role, known["recep-tayyip-erdogan"].role
    )  # fmt: skip
    movement = only(found)
    assert movement.place
    assert movement.attributed_to
    assert (True, "SY", "Deir ez-Zor") == (
        movement.place.lat is not None, movement.place.country, movement.place.admin1,
    )  # fmt: skip
    assert ("sohr", Assertion.CLAIMED) == (movement.attributed_to.actor_id, movement.assertion)
    assert movement.force_size
    assert 200 == movement.force_size.best


def test_an_offensive() -> None:
    """In a day's report, “yesterday, Thursday” is a date, east of Idlib is near, an unknown office stays open."""
    found = extracted("004", "2024-11-29", lambda at: [
        said(at("Keceli"), "Ohsu Keceli"),
        said(at("yesterday, Thursday"), "Mohammad al-Bashir"),
        moved(at("entered Aleppo"), "Hayat Tahrir al-Sham", "advance", where="Aleppo"),
        moved(at("at least 255"), "The fighting", "clash"),
        moved(at("violent clashes"), "violent clashes", "clash", where="Idlib"),
    ])  # fmt: skip
    known = by_id(found)
    assert "hts" in known
    keceli = next(actor for actor in found.actors if actor.name == "Ohsu Keceli")
    assert (None, None) == (keceli.role, keceli.resolution)
    date = found.statements[1].date
    assert date
    assert (dt.date(2024, 11, 28), dt.date(2024, 11, 28)) == (date.start, date.end)
    entered, fighting, clashes = found.movements
    assert entered.place
    assert entered.date
    assert ("Aleppo", FRIDAY) == (entered.place.name, entered.date.start)
    assert entered.place.lat is not None
    assert fighting.casualties
    assert fighting.casualties.killed
    assert (255, None) == (fighting.casualties.killed.low, fighting.casualties.killed.high)
    assert clashes.place
    assert ("Idlib", True) == (clashes.place.name, clashes.place.near)


# Anything at all


@given(TEXTS, st.lists(DRAFTS, max_size=5), st.none() | st.just(FRIDAY), st.sampled_from([None, "en", "ar", "tr"]))
@settings(max_examples=150)
def test_whatever_comes_is_resolved(
    text: str, drafts: list[Draft], published: dt.date | None, language: str | None
) -> None:
    """For any text and any drafts: mentions are exact, ids are unique, and every reference leads to an actor."""
    found = resolved(text, *drafts, published=published, language=language)
    mentions = [mention for actor in found.actors for mention in actor.mentions]
    assert all(text[mention.start : mention.end] == mention.text != "" for mention in mentions)
    ids = [actor.id for actor in found.actors]
    assert len(ids) == len(set(ids))
    used = {statement.speaker.actor_id for statement in found.statements}
    used |= {movement.actor.actor_id for movement in found.movements}
    used |= {ref.actor_id for initiative in found.initiatives for ref in initiative.initiators}
    assert used - {None} <= set(ids)


def test_a_visit_to_a_town_has_it_for_its_place() -> None:
    """Whom a model names as the other side of a visit, though it is a town, is where the visit takes place."""
    found = resolved(
        "The envoy Selma Arin visited Aleppo.",
        acted(1, "Selma Arin", "visit", towards=["Aleppo"]),
    )
    (visit,) = found.initiatives
    assert visit.place
    assert ((), "Aleppo") == (visit.counterparts, visit.place.name)


def test_a_meeting_takes_place_where_its_sentence_says() -> None:
    """A meeting without a place of its own has its sentence's only one behind "in"."""
    found = resolved(
        "Selma Arin met residents in Idlib.",
        acted(1, "Selma Arin", towards=["residents"]),
    )
    (meeting,) = found.initiatives
    assert meeting.place
    assert "Idlib" == meeting.place.name
