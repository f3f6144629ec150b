"""Places: from the words of an article to coordinates, precision, or an honest nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syriaevents.folding import fold
from syriaevents.resolve.place_context import Context
from syriaevents.resolve.place_names import TOKEN, may_begin, named
from syriaevents.resolve.places import find_place_mentions, find_route, load_gazetteer, resolve_places
from syriaevents.schema import Place


def place(mention: str, text: str = "", *others: str) -> Place:
    """The place of one mention, with other mentions of the article beside it."""
    return resolve_places([mention, *others], load_gazetteer(), text=text)[0]


def open_place(mention: str) -> Place:
    """A mention that leads nowhere."""
    return Place(mention=mention)


@pytest.mark.parametrize(
    "mention", ["Aleppo", "حلب", "Halep", "in Aleppo", "the city of Aleppo", "مدينة حلب", "Halep'te"]
)
def test_a_town_is_exact(mention: str) -> None:
    """A named town has its GeoNames id and precision 1 on both scales."""
    found = place(mention)
    assert ("Aleppo", 170063, "SY", "Aleppo", 1, 1, False) == (
        found.name, found.geonames_id, found.country, found.admin1, found.precision, found.acled_precision, found.near,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("east of the city of Idlib", "Idlib"), ("near Aleppo", "Aleppo"), ("outskirts of Damascus", "Damascus"),
        ("شرق مدينة إدلب", "Idlib"), ("قرب حلب", "Aleppo"), ("Halep'in kuzeyinde", "Aleppo"),
        ("2 km north of Saraqib", "Saraqib"), ("the northern outskirts of Hama", "Hama"),
        ("Damascus suburbs", "Damascus"),
    ],
)  # fmt: skip
def test_near_a_town_is_not_the_town(mention: str, name: str) -> None:
    """What lies near or to the east of a town keeps its coordinates with near and precision 2 on both scales."""
    found = place(mention)
    town = place(name)
    assert (town.lat, town.lon, True, 2, 2) == (
        found.lat, found.lon, found.near, found.precision, found.acled_precision,
    )  # fmt: skip


@pytest.mark.parametrize(
    "mention",
    [
        "Idlib province", "Idlib governorate", "the province of Idlib", "Idlib countryside", "southern Idlib",
        "the southern countryside of Idlib", "محافظة إدلب", "ريف إدلب", "ريف إدلب الجنوبي",
        "İdlib ili", "İdlib kırsalı",
    ],
)  # fmt: skip
def test_a_governorate_is_coarse(mention: str) -> None:
    """A province, or the countryside or a part of one, is the governorate: precision 4, ACLED 3."""
    found = place(mention)
    assert ("Idlib Governorate", "Idlib", 4, 3, None) == (
        found.name, found.admin1, found.precision, found.acled_precision, found.geonames_id,
    )  # fmt: skip


def test_the_countryside_of_damascus_is_a_governorate_of_its_own() -> None:
    """Rif Dimashq, in every wording."""
    wordings = [
        "Damascus countryside",
        "the southern countryside of Damascus",
        "rural Damascus",
        "ريف دمشق",
        "Rif Dimashq",
    ]
    assert {"Rif Dimashq"} == {place(wording).admin1 for wording in wordings}


def test_a_city_and_its_suburbs_is_wider_than_the_city() -> None:
    """The city is meant too, so it is not near; but precision is 2."""
    found = place("the city of Idlib and its suburbs")
    assert ("Idlib", 2, 2, False) == (found.name, found.precision, found.acled_precision, found.near)


def test_a_district_word_asks_for_the_district_or_the_quarter() -> None:
    """Afrin district is a district, Sheikh Maqsoud district a quarter of Aleppo."""
    assert ("Afrin District", 3) == (place("Afrin district").name, place("Afrin district").precision)
    assert ("Sheikh Maqsoud", "Aleppo", 2) == (
        place("Sheikh Maqsoud district of Aleppo").name,
        place("Sheikh Maqsoud district").admin1,
        place("Sheikh Maqsoud district").precision,
    )


def test_countries_and_their_parts() -> None:
    """A country is precision 6; a part of it 5, without coordinates of its own."""
    assert ("SY", 6, 3) == (place("Syria").country, place("Syria").precision, place("Syria").acled_precision)
    for wording in ("northern Syria", "شمال سوريا", "Suriye'nin kuzeyi", "southern Turkey"):
        found = place(wording)
        assert (None, None, 5, 3) == (found.lat, found.lon, found.precision, found.acled_precision)


@pytest.mark.parametrize(
    "mention",
    [
        "the border area", "Of", "of", "Salah", "Ali", "Mare", "mare", "van", "Van", "us", "harem",
        "the front", "the city",
        "Tahrir al-Sham", "the Syrian army", "Assad", "Hassan Nasrallah", "Free Syrian Army", "halep", "Kremlin", "...",
        "ابو",
        "Read", "SANA", "the ministry", "تحرير الشام", "Fidan", "Keceli",
    ],
)  # fmt: skip
def test_what_is_no_place_stays_open(mention: str) -> None:
    """Persons, groups, common and lower-case words keep their mention and nothing else."""
    assert open_place(mention) == place(mention)


def test_a_word_that_is_also_a_town_needs_the_text() -> None:
    """Mare is the town where the text says that something happened in it."""
    assert "Marea" == place("Mare", "Rebels fought in Mare, north of Aleppo, on Tuesday.").name
    assert "Marea" == place("the town of Mare").name
    assert open_place("Mare") == place("Mare", "The mare was ridden by Ali. Mare said nothing.")


def test_one_name_in_two_countries_is_decided_by_the_text() -> None:
    """Tripoli is Lebanese in a Lebanese sentence, Libyan in a Libyan one, and open without any."""
    assert (
        "LB" == place("Tripoli", "A blast in the Lebanese port city of Tripoli killed three, far from Syria.").country
    )
    assert "LY" == place("Tripoli", "Libyan officials in Tripoli said so.").country
    assert "LB" == place("Tripoli, Lebanon").country
    assert "LB" == place("Tripoli", "", "Beirut", "Sidon").country
    found = place("Tripoli")
    assert (None, None, 2) == (found.lat, found.name, len(found.candidates))


def test_one_name_in_two_governorates_is_decided_by_the_other_places() -> None:
    """Soran beside Halfaya lies in Hama, beside Azaz in Aleppo."""
    assert "Hama" == place("Souran", "", "Halfaya", "Morek").admin1
    assert "Aleppo" == place("صوران", "", "Azaz", "Akhtarin").admin1
    assert ("SY", 2) == (place("صوران").country, len(place("صوران").candidates))


def test_syria_is_not_forced_on_articles_of_elsewhere() -> None:
    """Sinjar in an article on Iraq is Iraq's."""
    assert "Nineveh" == place("Sinjar", "Iraqi forces entered Sinjar, west of Mosul, the Iraqi army said.").admin1
    assert "Idlib" == place("Sinjar", "The Syrian army took Sinjar in Idlib, southeast of Saraqib.").admin1


def test_a_village_that_no_table_has_is_placed_by_its_sentence() -> None:
    """It stands near the place that the sentence names, precision 3, never at an exact point."""
    found = place("Ashmix", "Nine were killed in the village of Ashmix in the western countryside of Kobane.")
    assert ("Kobani", True, 3, None) == (found.name, found.near, found.precision, found.geonames_id)
    assert open_place("Ashmix") == place("Ashmix", "Ashmix said in Kobane that nine were killed.")


@pytest.mark.parametrize(
    ("mention", "sentence"),
    [
        ("Kafr Nabux and Tell Hawax", "BEIRUT, May 9 - Troops captured the villages of Kafr Nabux and Tell Hawax."),
        ("Minyanx", "The jets took off from Hama and struck the village of Minyanx before they turned to Idlib."),
    ],
)
def test_a_village_is_not_placed_by_what_the_sentence_also_names(mention: str, sentence: str) -> None:
    """A dateline, and a place that something else happens at, say nothing of where a village lies."""
    assert place(mention, sentence).lat is None


def test_a_preposition_is_no_part_of_a_name() -> None:
    """ "at Al-Aliya" is not Antalya, whatever the letters together look like."""
    assert place("at Al-Aliya").name == place("Al-Aliya").name


def test_what_only_stands_at_a_town_has_no_geonames_id() -> None:
    """A crossing takes the nearest town's coordinates with precision 2, not its id."""
    found = place("Bab al-Hawa border crossing")
    assert ("Bab al-Hawa crossing", "Idlib", None, 2) == (found.name, found.admin1, found.geonames_id, found.precision)


def test_as_many_places_as_mentions_in_their_order() -> None:
    """Every mention gets a place, resolved or not, with its words untouched."""
    mentions = ["Aleppo", "nowhere", "", "شرق حلب", "Aleppo"]
    assert mentions[:2] + mentions[3:] == [
        p.mention for p in resolve_places([m for m in mentions if m], load_gazetteer())
    ]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Clashes raged east of the city of Idlib.", ["east of the city of Idlib"]),
        ("They hold Deir ez-Zor and Abu Kamal.", ["Deir ez-Zor", "Abu Kamal"]),
        ("قصفت الطائرات ريف حلب الشمالي.", ["ريف حلب الشمالي"]),
        ("وصلت القوات إلى البوكمال ودير الزور", ["البوكمال", "دير الزور"]),
        ("Ordu Halep'in kuzeyinde ilerledi.", ["Halep'in kuzeyinde"]),
        ("Hassan Nasrallah and Ali spoke of Fatah Halab and Tahrir al-Sham.", []),
        ("Free Idlib Army and Euphrates Shield fighters left.", []),
        ("Be sure to read this.", []),
        ("They fled the outskirts  of the city of Raqqa.", ["the city of Raqqa"]),
        (
            "They met in the (north-eastern) Qamishli and near  the town of Tabqa.",
            ["Qamishli", "near  the town of Tabqa"],
        ),
    ],
)
def test_place_names_are_found_with_their_modifiers(sentence: str, found: list[str]) -> None:
    """Longest first, with what modifies them; parts of other names are left alone."""
    assert found == [text for _, _, text in find_place_mentions(sentence, load_gazetteer())]


@pytest.mark.parametrize(
    ("sentence", "route"),
    [
        ("The convoy moved from Idlib to Aleppo.", ("Idlib", "Aleppo")),
        ("Turkish tanks crossed into Syria through Bab al-Hawa.", (None, "Syria")),
        ("The army withdrew from Saraqib.", ("Saraqib", None)),
        ("Rebels advanced towards the city of Hama.", (None, "the city of Hama")),
        ("انسحبت القوات من حلب إلى حماة", ("حلب", "حماة")),
        ("Birlikler Halep'ten İdlib'e ilerledi.", ("Halep", "İdlib")),
        ("The convoy moved, according to Damascus.", (None, None)),
        ("A man from Homs spoke.", (None, None)),
    ],
)
def test_a_route_is_read_only_where_the_sentence_says_it(sentence: str, route: tuple[str | None, str | None]) -> None:
    """Origin and destination of a movement, each null where it is not said."""
    assert route == find_route(sentence, load_gazetteer())


@given(st.text(max_size=200))
def test_any_text_is_survived_and_offsets_are_true(text: str) -> None:
    """Whatever the text, spans are its own words in order, and resolving it is harmless."""
    gazetteer = load_gazetteer()
    found = find_place_mentions(text, gazetteer)
    assert all(text[start:end] == words for start, end, words in found)
    assert [span[0] for span in found] == sorted(span[0] for span in found)
    if text:
        assert text == resolve_places([text], gazetteer, text=text)[0].mention


def test_resolving_is_deterministic() -> None:
    """The same mentions and text give equal places."""
    text = "Clashes in Tripoli and Soran near Halfaya."
    one, two = (resolve_places(["Tripoli", "Soran", "Ali"], load_gazetteer(), text=text) for _ in range(2))
    assert one == two


@given(st.text("ab c\n\t \u00a0\u0640\u00e9\u0301\u0130\u00a8\ufdfa\u00bd\u200f.\u0627\u0650\u2028", max_size=40))
def test_an_article_folds_paragraph_by_paragraph_as_it_folds_whole(text: str) -> None:
    """Whatever stands at the edges of paragraphs, the folded text and where it came from are the same."""
    whole, parts = fold(text), Context(text, load_gazetteer()).folded
    assert (whole.text, list(whole.origin)) == (parts.text, list(parts.origin))


def test_a_name_may_begin_with_its_first_word() -> None:
    """No place of the tables is passed over because its first word was thought to begin none."""
    gazetteer = load_gazetteer()
    names = [entry.name for entry in gazetteer.entries if entry.name[0].isupper() and named(entry.name, gazetteer)]
    assert len(names) > len(gazetteer.entries) * 0.9
    assert [] == [name for name in names if not any(may_begin(word, gazetteer) for word in TOKEN.findall(name)[:1])]
