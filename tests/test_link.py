"""Which records become one event, and what an event says of its sources."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linked import ARIHA, DARAA, IDLIB, SARAQIB, acted, exactly, joined, linked, moved, on, result, said
from sample_results import hostile

from syriaevents.link import blocking
from syriaevents.link.days import Days, agreement, exclude
from syriaevents.link.linking import link
from syriaevents.link.names import consonants, same_actor, stranger
from syriaevents.link.numbers import meet, told
from syriaevents.link.where import Relation, relation, standing, where_of
from syriaevents.schema import Article, Date, Disagreement, Event, Place, Range

TURKEY = {"Turkish army": "turkish-army", "Turkey": "turkey"}
QUOTE = "We will not leave our homes as long as one of us can stand"


def fields(event: Event) -> dict[str, tuple[str, ...]]:
    """The disputed fields with their values."""
    return {one.field: tuple(version.value for version in one.versions) for one in event.disagreements}


# -- movements ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (moved("the brigade"), moved("the brigade")),
        (moved("the brigade", date=None), moved("the brigade")),
        (moved("the Dawn Brigade"), moved("Dawn Brigade", "attack")),
        (moved("Maher Dali"), moved("ماهر الدالي")),
        (moved("the brigade", place=IDLIB), moved("the brigade", text="It shelled houses near the river.")),
        (moved("the brigade", date=on(1, 9)), moved("the brigade", date=on(2, 12))),
        (moved("the army", killed=exactly(4)), moved("gunmen", killed=exactly(4))),
        (moved("A one", "attack", target={"mention": "B two"}), moved("B two", "attack", target={"mention": "A one"})),
        (moved("the brigade", place=ARIHA.model_copy(update={"near": True, "precision": 2})), moved("the brigade")),
        (moved("the brigade", place=Place(mention="Tall Sarj")), moved("the brigade", place=Place(mention="Tal Sarj"))),
    ],
    ids="same undated named-alike scripts region long-times blamed swapped beside spelt".split(),
)  # fmt: skip
def test_records_of_one_happening_become_one_event(one: Any, other: Any) -> None:
    """Also where one says less, says it in other words, or blames somebody else for the same dead."""
    assert [["a", "b"]] == joined(result("a", one), result("b", other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (moved("the brigade"), moved("the brigade", date=on(7))),
        (moved("the brigade"), moved("the brigade", place=DARAA)),
        (moved("the brigade"), moved("the brigade", place=SARAQIB)),
        (moved("the brigade"), moved("the brigade", "withdraw")),
        (moved("the brigade"), moved("the militia")),
        (moved("the brigade", place=None), moved("the brigade", place=None)),
        (moved("the brigade", place=Place(mention="Tall Sarj")), moved("the brigade", place=Place(mention="Kafr Umm"))),
        (moved("the brigade"), acted("the brigade")),
    ],
    ids="day place neighbouring-town action actor no-place unknown-places type".split(),
)
def test_records_of_different_happenings_stay_apart(one: Any, other: Any) -> None:
    """A day, a town, an action or an actor between them; or too little told to say that it is one."""
    assert [["a"], ["b"]] == joined(result("a", one), result("b", other))


def test_a_vague_record_does_not_join_two_near_twins() -> None:
    """What may be either goes to one of them; the days apart stay apart."""
    either = moved("the brigade", date=None)
    events = joined(
        result("a", moved("the brigade"), published=6), result("b", moved("the brigade", date=on(7)), published=7),
        result("c", either, published=7), result("d", either, published=8),
    )  # fmt: skip

    assert not any({"a", "b"} <= set(articles) for articles in events)
    assert ["a", "b", "c", "d"] == sorted(article for articles in events for article in articles)


def test_an_undated_record_is_near_its_publication() -> None:
    """Not weeks before it, and not after it; without any day it may be any."""
    undated = moved("the brigade", date=None)

    assert [["a"], ["b"]] == joined(result("a", moved("the brigade")), result("b", undated, published=25))
    assert [["b"], ["a"]] == joined(result("a", moved("the brigade")), result("b", undated, published=3))
    assert [["a"], ["b"]] == joined(result("a", moved("the brigade")), result("b", undated, published=None))


def test_a_state_and_its_army_are_related() -> None:
    """Turkey struck, the Turkish army struck: one strike, and no disagreement about who."""
    (event,) = linked(
        result("a", moved("Turkish army"), known=TURKEY), result("b", moved("Turkey"), known=TURKEY)
    )  # fmt: skip

    assert 2 == len(event.members)
    assert {} == fields(event)


# -- what an event says ------------------------------------------------------------------------------------------------


def test_numbers_that_cannot_both_be_true_are_a_contradiction() -> None:
    """Four and nine exclude each other; 255 and "at least 200" differ and may both be true."""
    (event,) = linked(
        result("a", moved("the brigade", killed=exactly(4))), result("b", moved("the brigade", killed=exactly(9))),
        result("c", moved("the brigade", killed=exactly(4))),
    )  # fmt: skip
    assert {"killed": ("4", "9")} == fields(event)
    assert (3, 2, 1) == (event.sources, event.corroborated, event.contradicted)
    assert [["Outlet aaa", "Outlet ccc"], ["Outlet bbb"]] == [
        list(one.sources) for one in event.disagreements[0].versions
    ]

    (event,) = linked(
        result("a", moved("the brigade", killed=exactly(255))),
        result("b", moved("the brigade", killed=Range(low=200, best=200))),
    )
    assert {"killed": ("255", "at least 200")} == fields(event)
    assert [False] == [one.exclusive for one in event.disagreements]
    assert 0 == event.contradicted


def test_a_source_does_not_disagree_with_itself() -> None:
    """Two numbers in two articles of one outlet are an update or a slip."""
    (event,) = linked(
        result("a", moved("the brigade", killed=exactly(4)), source="Post"),
        result("b", moved("the brigade", killed=exactly(9)), source="Post"),
    )

    assert ({}, 0) == (fields(event), event.contradicted)


def test_a_claim_stands_against_a_denial() -> None:
    """Whoever reports the denial contradicts; nobody who denies corroborates."""
    (event,) = linked(
        result("a", moved("the brigade", assertion="claimed", attributed_to={"mention": "a monitor"})),
        result("b", moved("the brigade", assertion="denied")),
    )  # fmt: skip

    assert {"claim": ("it happened", "it did not happen")} == fields(event)
    assert ("a monitor",) == event.disagreements[0].versions[0].told_by
    assert [False, True] == [member.denies for member in event.members]
    assert (0, 1) == (event.corroborated, event.contradicted)


def test_a_statement_of_denial_is_held_against_what_it_denies() -> None:
    """In the same article, or in another one by a party that names the place; not one about something else."""
    denial = said("the brigade", "The brigade did not fire a shell at Ariha.", act="deny")
    other = said("the brigade", "The brigade knows of no prisoners.", act="deny")
    report = moved("the brigade", text="The brigade fired a shell at a school in Ariha.")
    late = result("c", denial.model_copy(update={"date": on(28)}), published=28)

    for results, disputed in (
        ((result("a", report, denial),), True),
        ((result("a", report), result("b", denial)), True),
        ((result("a", report), result("b", other)), False),
        ((result("a", report), late), False),
        ((result("a", report), result("b", denial, published=None)), False),
        ((result("a", report), result("b", denial.model_copy(update={"speaker": said("x", "x").speaker}))), False),
    ):
        (event,) = (event for event in linked(*results) if event.type == "military_movement")
        assert disputed == ("claim" in fields(event))


def test_a_denial_in_an_article_about_another_day_is_not_of_this_one() -> None:
    """What its own article tells is what it denies."""
    denial = said("the brigade", "The brigade did not fire a shell at Ariha.", act="deny")
    report = moved("the brigade", text="The brigade fired a shell at Ariha.")
    again = result("b", report.model_copy(update={"date": on(7)}))
    first, second = (event for event in linked(result("a", report, denial), again) if event.type != "statement")

    assert "claim" in fields(first)
    assert {} == fields(second)


def test_places_are_disputed_where_all_else_agrees() -> None:
    """Two towns named for the same dead at the same time; a governorate that holds the town is no dispute."""
    text = "The brigade fired mortars at a school bus at noon."
    one, other = (moved("the brigade", killed=exactly(7), text=text, place=place) for place in (ARIHA, SARAQIB))
    (event,) = linked(result("a", one), result("b", other), result("c", one))

    assert {"place": ("Ariha", "Saraqib")} == fields(event)
    assert event.place
    assert "Ariha" == event.place.name


def test_the_standing_of_a_city_is_disputed() -> None:
    """The largest city, and the second largest one."""
    texts = "the largest city of the country", "the country's second-largest city", "that city"
    (event,) = linked(*(result(name, moved("the brigade", text=text)) for name, text in zip("abc", texts, strict=True)))

    assert {"standing": ("largest city", "second largest city")} == fields(event)


def test_who_began_is_disputed() -> None:
    """Each side attacked the other; a clash has no beginner."""

    def sides(action: str) -> tuple[Any, Any]:
        one = moved("North Guard", action, target={"mention": "South Watch"})
        return one, moved("South Watch", action, target={"mention": "North Guard"})

    attack, clash = (
        [result(name, side) for name, side in zip("ab", sides(action), strict=True)] for action in ("attack", "clash")
    )

    assert {"started": ("North Guard", "South Watch")} == fields(*linked(*attack))
    assert {} == fields(*linked(*clash))


def test_an_event_knows_its_days_and_parties() -> None:
    """The days that all dates allow; every party once, by its fullest name."""
    (event,) = linked(
        result("a", moved("Dawn Brigade", date=on(5, 7), target={"mention": "the market"})),
        result("b", moved("the Dawn Brigade of Ariha", date=on(6, 8))),
    )

    assert (dt.date(2025, 3, 6), dt.date(2025, 3, 7)) == (event.start, event.end)
    assert ["the Dawn Brigade of Ariha"] == [party.name for party in event.parties]
    assert ["the market"] == [party.name for party in event.counterparts]
    (link,) = event.links
    assert {"actors", "action", "place", "date"} <= set(link.agree)
    assert 0.5 < link.score <= 1


def test_a_record_without_any_day_has_none() -> None:
    """Neither date nor publication."""
    (event,) = linked(result("a", moved("the brigade", date=None), published=None))

    assert (None, None) == (event.start, event.end)


def test_copies_and_an_outlets_own_articles_are_one_source() -> None:
    """A copy in another outlet, a second article of the first outlet, its Arabic service: one source."""
    text = "Mortars fell on the market of the town at nine in the morning and killed four people who sold bread there."
    report = moved("the brigade")
    (event,) = linked(
        result("a", report, text=text, source="Nasim News", published=6),
        result("b", report, text=f"{text} (agency)", source="Coast Courier", published=7),
        result("c", report, source="NASIM news", published=7),
        result("d", report, source="وكالة نسيم", published=7),
        result("e", report, source=None, published=7),
    )

    assert [None, "a", None, None, None] == [member.copy_of for member in event.members]
    assert (2, 1) == (event.sources, event.corroborated)


def test_what_one_sentence_tells_stays_as_it_was_told_apart() -> None:
    """Two records of a sentence are two; of two sentences, one record may repeat the other."""
    text = "The brigade shelled the school road and the mill."
    twice = moved("the brigade", text=text), moved("the brigade", id="m2", text=text, target={"mention": "the mill"})
    again = twice[1].model_copy(
        update={"evidence": (twice[1].evidence[0].model_copy(update={"start": 60, "end": 109}),)}
    )

    assert [["a"], ["a"]] == joined(result("a", *twice))
    assert [["a", "a"]] == joined(result("a", twice[0], again))


def test_a_speaker_says_several_things_in_an_article() -> None:
    """Their name and topic alone do not make two things told one."""
    one = said("Sheikh Ali", "Sheikh Ali said the brigades had left Kafr Nabuda and held the high ground.")
    other = said(
        "Sheikh Ali", "The brigades prepare to return to Kafr Nabuda, Sheikh Ali said, but gave no date.", id="s2"
    )
    later = other.model_copy(update={"evidence": (other.evidence[0].model_copy(update={"start": 90, "end": 171}),)})

    assert [["a"], ["a"]] == joined(result("a", one, later))


def test_an_article_that_comes_twice_counts_once() -> None:
    """The same id and text; another text under the same id is another article."""
    one = result("a", moved("the brigade"))

    assert [["a"]] == joined(one, one)
    assert [["a", "a"]] == joined(one, result("a", moved("the brigade", id="m2"), text="other"))


# -- statements --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (said("Salim Qabbani", "He said it.", QUOTE), said("Qabbani", "He said so today.", QUOTE[:40])),
        (said("Salim Qabbani", "He said it.", QUOTE), said("a shopkeeper", "Somebody said it.", QUOTE)),
        (
            said("Salim Qabbani", "Qabbani warned that bread would run out within days."),
            said("Salim Qabbani", "Bread will run out within days, Qabbani warned."),
        ),
    ],
    ids=["shortened", "speaker-unnamed", "told"],
)
def test_one_utterance_in_several_wordings_is_one(one: Any, other: Any) -> None:
    """A shorter quotation, one given to nobody by name, the same words told."""
    assert [["a", "b"]] == joined(result("a", one), result("b", other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (said("Salim Qabbani", "x", QUOTE), said("Salim Qabbani", "x", "Bread costs twice what it cost")),
        (said("Salim Qabbani", "Bread will run out soon."), said("Omar Sabbagh", "Bread will run out soon.")),
        (said("Salim Qabbani", "x", QUOTE, date=on(5)), said("Salim Qabbani", "x", QUOTE, date=on(6))),
        (said("Salim Qabbani", "x", "Never"), said("Omar Sabbagh", "x", "Never again")),
    ],
    ids=["other-words", "other-speaker", "other-day", "short"],
)
def test_different_utterances_stay_apart(one: Any, other: Any) -> None:
    """Other words, another speaker of words told, the same words on another day, a word or two."""
    assert [["a"], ["b"]] == joined(result("a", one), result("b", other))


def test_an_utterance_is_recognised_in_another_language() -> None:
    """By speaker, day, act and what a translation keeps: the numbers and places it names, or those of its article."""
    english = said("Salim Qabbani", "Qabbani said that 31 bakeries in Idlib would close.", act="warn")
    arabic = said("سليم قباني", "وقال قباني إن 31 مخبزاً في إدلب ستغلق.", act="warn")
    quoted = said("Salim Qabbani", "Qabbani spoke.", QUOTE, act="warn")
    translated = said("سليم قباني", "تحدث قباني.", "لن نترك بيوتنا ما دام أحد منا قادراً على الوقوف", act="warn")
    texts = {"text": "31 bakeries, 212 people"}, {"text": "31 مخبزا و212 شخصا", "language": "ar"}

    assert [["a", "b"]] == joined(result("a", english), result("b", arabic, language="ar"))
    assert [["a", "b"]] == joined(result("a", quoted, **texts[0]), result("b", translated, **texts[1]))
    assert [["a"], ["b"]] == joined(result("a", quoted), result("b", translated, language="ar"))
    other = translated.model_copy(update={"act": english.act.__class__("deny")})
    assert [["a"], ["b"]] == joined(result("a", english), result("b", other, language="ar"))


# -- initiatives -------------------------------------------------------------------------------------------------------


def test_a_meeting_is_one_whoever_is_named_first() -> None:
    """Parties are compared across roles; the place may be disputed."""
    one, other = (
        acted("Tariq Bitar", "Hilal Sohari", place=ARIHA),
        acted("Hilal Sohari", "Tariq Bitar", action="negotiate"),
    )
    assert [["a", "b"]] == joined(result("a", one), result("b", other))

    elsewhere = acted("Tariq Bitar", "Hilal Sohari", place=DARAA, text="Bitar and Sohari met over lists of names.")
    here = acted("Tariq Bitar", "Hilal Sohari", place=ARIHA, text="Bitar met Sohari over lists of names.")
    (event,) = linked(result("a", here), result("b", elsewhere))
    assert {"place": ("Ariha", "Daraa")} == fields(event)


def test_meetings_with_others_stay_apart() -> None:
    """One party in common is not enough, none is nothing."""
    one = acted("Tariq Bitar", "Hilal Sohari", place=ARIHA)

    assert [["a"], ["b"]] == joined(result("a", one), result("b", acted("Tariq Bitar", "Omar Sabbagh")))
    assert [["a"], ["b"]] == joined(result("a", one), result("b", acted("Lina Halabi", "Omar Sabbagh", place=ARIHA)))


def test_hostile_texts_are_linked_like_any() -> None:
    """NUL, halves of surrogate pairs, markup and formulas in every field: each record in one event, copies found."""
    results = tuple(hostile())
    events = linked(*results, *(one.model_copy(update={"article": _renamed(one.article)}) for one in results))

    records = sum(
        len(one.statements) + len(one.military_movements) + len(one.diplomatic_initiatives) for one in results
    )
    assert 2 * records == sum(len(event.members) for event in events)
    assert any(len(event.members) > 1 for event in events)


def _renamed(article: Article) -> Article:
    return article.model_copy(update={"id": f"{article.id}-again"})


# -- cost --------------------------------------------------------------------------------------------------------------


def test_the_work_grows_with_records_not_with_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a block of any size, a record is compared with a bounded number of others; likely ones are among them."""
    monkeypatch.setattr(blocking, "LARGEST", 10)
    monkeypatch.setattr(blocking, "NEIGHBOURS", 4)
    results = [result(f"{number:03}", moved("the brigade", killed=exactly(5))) for number in range(100)]
    traits = [trait for one in results for trait in _traits(one)]

    assert len(list(blocking.candidates(traits))) < 100 * 4 * 4
    assert [100] == [len(event.members) for event in link(results)]


def _traits(one: Any) -> list[Any]:
    from syriaevents.link.traits import traits_of

    return list(traits_of(one))


def test_a_long_time_meets_single_days() -> None:
    """A record about a fortnight is compared with one about a day of it, also in other weeks."""
    assert [["a", "b"]] == joined(
        result("a", moved("the brigade", date=on(1, 14), text="The brigade shelled the school road for days.")),
        result("b", moved("the brigade", date=on(13), text="The brigade shelled the school road."), published=13),
    )  # fmt: skip


# -- the parts ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "sureness"),
    [
        ("Colonel Maher al-Dali", "العقيد ماهر الدالي", 1.0),
        ("Maher al-Dali", "Mahir Dali", 1.0),
        ("Maher al-Dali", "Omar al-Dali", 0.0),
        ("Sanabel network", "شبكة سنابل للرصد", 0.6),
        ("the army", "The Army", 1.0),
        ("the", "a", 0.0),
    ],
)
def test_names_are_compared_across_scripts_and_spellings(one: str, other: str, sureness: float) -> None:
    """By consonants; a surname alone does not make two persons one."""
    assert sureness == same_actor(stranger(one), stranger(other))


def test_titles_and_articles_are_no_part_of_a_name() -> None:
    """In English, Arabic and Turkish."""
    assert frozenset({"xtb"}) == consonants("General al-Khatib") == consonants("العميد الخطيب")
    assert frozenset({"htb"}) == consonants("Komutan el-Hatib")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (ARIHA, ARIHA, Relation.SAME),
        (ARIHA, SARAQIB, Relation.DISPUTED),
        (ARIHA, DARAA, Relation.APART),
        (ARIHA, IDLIB, Relation.WITHIN),
        (DARAA, IDLIB, Relation.APART),
        (ARIHA, None, Relation.UNKNOWN),
        (ARIHA, Place(mention="Kafr Umm"), Relation.UNKNOWN),
        (ARIHA, ARIHA.model_copy(update={"geonames_id": None}), Relation.SAME),
        (ARIHA, ARIHA.model_copy(update={"geonames_id": 1, "name": "x", "lat": 35.9, "precision": 2}), Relation.NEAR),
        (ARIHA, ARIHA.model_copy(update={"geonames_id": 1, "name": "x", "precision": 2}), Relation.SAME),
        (IDLIB, Place(mention="Syria", lat=33.5, lon=36.3, country="SY", precision=6), Relation.WITHIN),
        (IDLIB, Place(mention="Turkey", lat=39.9, lon=32.8, country="TR", precision=6), Relation.APART),
        (Place(mention="the north", precision=5), Place(mention="Kafr Umm"), Relation.UNKNOWN),
    ],
)
def test_places_stand_to_each_other(one: Place | None, other: Place | None, expected: Relation) -> None:
    """The same, near, one in the other, too far to be one, or not to be told; either way round."""
    assert expected == relation(where_of(one), where_of(other)) == relation(where_of(other), where_of(one))


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("Aleppo, Syria's largest city", 1),
        ("the country's second-largest city", 2),
        ("حلب ثاني أكبر مدن البلاد", 2),
        ("ülkenin en büyük ikinci şehri Halep", 2),
        ("Suriye'nin ikinci büyük kenti", 2),
        ("ülkenin en büyük kenti", 1),
        ("a large city", None),
    ],
)
def test_a_citys_rank_is_read(text: str, rank: int | None) -> None:
    """In English, Arabic and Turkish."""
    assert rank == standing(text)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (exactly(1255), "1,255"),
        (Range(low=200, best=200), "at least 200"),
        (Range(best=12, high=12), "at most 12"),
        (Range(best=150), "about 150"),
        (Range(low=20, high=30), "20 to 30"),
        (Range(), "unknown"),
    ],
)
def test_numbers_are_told_in_words(number: Range, words: str) -> None:
    """As the text gave them."""
    assert words == told(number)


_NUMBERS = st.integers(0, 50)


@given(st.builds(Range, low=_NUMBERS | st.none(), best=_NUMBERS | st.none(), high=_NUMBERS | st.none()), _NUMBERS)
def test_every_number_meets_itself_and_what_it_allows(number: Range, other: int) -> None:
    """Meeting goes both ways; an exact number meets the ranges it lies in."""
    assert meet(number, exactly(other)) == meet(exactly(other), number)
    if number.low is not None and number.high is not None and number.low <= number.high:
        assert (number.low <= other <= number.high) == meet(number, exactly(other))


@pytest.mark.parametrize(
    ("one", "other", "excluded"),
    [
        ((6, 6, True), (7, 7, True), True),
        ((6, 6, True), (5, 7, True), False),
        ((6, 6, True), (10, 12, False), False),
        ((6, 6, True), (20, 22, False), True),
        ((6, 6, True), (3, 5, False), True),
        ((3, 5, False), (7, 9, False), False),
    ],
    ids="days-apart overlap told-later told-much-later told-before both-undated".split(),
)
def test_days_exclude_each_other(one: Any, other: Any, excluded: bool) -> None:
    """Told days that do not overlap; a publication before the day, or long after it."""
    assert excluded == exclude(Days(*one), Days(*other)) == exclude(Days(*other), Days(*one))
    assert not exclude(None, Days(*one))
    assert (agreement(Days(*one), Days(*other)) > 0) == (one[0] <= other[1] and other[0] <= one[1])


def test_a_date_that_stays_open_counts_as_none() -> None:
    """A relative date without an anchor leaves the day of publication."""
    (event,) = linked(result("a", moved("the brigade", date=Date(mention="yesterday"))))

    assert (dt.date(2025, 3, 6), dt.date(2025, 3, 8)) == (event.start, event.end)


def test_a_disagreement_has_two_sides() -> None:
    """One value is none."""
    with pytest.raises(ValueError, match="at least 2"):
        Disagreement(field="killed", versions=())


# -- how sure ----------------------------------------------------------------------------------------------------------


def test_an_event_is_as_sure_as_its_independent_sources_together() -> None:
    """The surest record of each source that says so counts; a copy adds nothing, and a denial neither."""
    first, second = moved("the brigade", confidence=0.5), moved("the brigade", confidence=0.8)
    denied = moved("the brigade", confidence=0.9, assertion="denied")
    (event,) = linked(
        result("a", first, source="One"), result("b", second, source="Two"), result("c", first, source="Two")
    )
    assert 0.9 == event.confidence
    assert 0.5 == linked(result("a", first, source="One"), result("b", denied, source="Two"))[0].confidence
    assert linked(result("a", moved("the brigade")))[0].confidence is None
