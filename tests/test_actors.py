"""Actors: the table is sound, and mentions lead to whom they mean or stay the article's own."""

import datetime as dt
import json
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syriaevents.errors import ConfigError
from syriaevents.resolve.actor_entries import Term
from syriaevents.resolve.actor_keys import loose_text, may_stand_in, name_key, text_keys
from syriaevents.resolve.actors import Resolution, country_of, load_actors, resolve_actors
from syriaevents.schema.vocabulary import ActorKind

TABLE = load_actors()
OURS = [entry for entry in TABLE.entries.values() if entry.kind is not ActorKind.STATE]
FALL = dt.date(2024, 12, 8)
BEFORE, AFTER = dt.date(2024, 11, 30), dt.date(2025, 2, 1)

NO_ARABIC: frozenset[str] = frozenset()
"""Actors that Arabic texts have no name of their own for."""
NO_ACLED = {ActorKind.STATE, ActorKind.PERSON, ActorKind.GOVERNMENT, ActorKind.INTERNATIONAL_ORGANISATION,
            ActorKind.NGO, ActorKind.MONITOR, ActorKind.MEDIA, ActorKind.PEOPLE}  # fmt: skip


def resolve(*mentions: str, on: dt.date | None = None, text: str = "") -> tuple[Resolution, ...]:
    """Resolve mentions with the package's table."""
    return resolve_actors(mentions, TABLE, on=on, text=text)


def ids(*mentions: str, on: dt.date | None = None, text: str = "") -> list[str | None]:
    """Ids of the known actors that mentions lead to."""
    return [one.entry.id if one.entry else None for one in resolve(*mentions, on=on, text=text)]


def _bounds(term: Term) -> tuple[dt.date, dt.date]:
    return term.first or dt.date.min, term.last or dt.date.max


# The table


def test_size() -> None:
    """The table holds at least 300 actors besides the states of the world."""
    assert len(OURS) >= 300


def test_names_lead_to_one_actor() -> None:
    """A name that leads to two actors is a mistake: no entry of the table needs that."""
    shared = {key: [entry.id for entry in found] for key, found in TABLE.aliases.items() if len(found) > 1}
    assert {} == shared


def test_names_are_listed_once() -> None:
    """No actor lists the same spelling twice."""
    twice = {
        entry.id: [name for name, count in Counter((entry.name, *entry.en)).items() if count > 1]
        for entry in TABLE.entries.values()
    }
    assert {} == {key: names for key, names in twice.items() if names}


def test_one_holder_of_an_office_at_a_time() -> None:
    """Terms of one office overlap on the day they are handed over at most."""
    overlapping = []
    for (office, of), held in TABLE.holders.items():
        if office == "vice-president":
            continue
        for (one, first), (other, second) in combinations(held, 2):
            starts, ends = zip(_bounds(first), _bounds(second), strict=True)
            if max(starts) < min(ends) and first.first and second.first:
                overlapping.append((office, of, one.id, other.id))
    assert [] == overlapping


def test_offices_belong_to_somebody() -> None:
    """Every office is a country's or a known body's."""
    owners = {term.of for entry in TABLE.entries.values() for term in entry.offices}
    assert set() == owners - TABLE.states.keys() - TABLE.entries.keys()


def test_codes() -> None:
    """Every actor has a PLOVER code; every armed one an ACLED code too."""
    assert [] == [entry.id for entry in TABLE.entries.values() if not entry.plover]
    armed = [entry for entry in TABLE.entries.values() if entry.kind not in NO_ACLED]
    assert [] == [entry.id for entry in armed if entry.acled_inter is None]


def test_countries_are_known() -> None:
    """Every country that an actor belongs to is a state of the table, with a three-letter code."""
    assert set() == {entry.country for entry in OURS if entry.country} - TABLE.states.keys()
    assert [] == [state.id for state in TABLE.states.values() if len(state.plover or "") != 3]


def test_every_actor_has_an_arabic_name() -> None:
    """Every actor has a name in Arabic, but for those listed here."""
    assert NO_ARABIC == {entry.id for entry in TABLE.entries.values() if not entry.ar}


@pytest.mark.parametrize("language", ["en", "ar", "tr"])
def test_scripts(language: str) -> None:
    """Arabic names are written in Arabic letters, the others in Latin ones."""
    wrong = [
        (entry.id, name)
        for entry in TABLE.entries.values()
        for name in getattr(entry, language)
        if any("\u0600" <= char <= "\u06ff" for char in name) is not (language == "ar")
        or (language == "ar" and any("a" <= char.lower() <= "z" for char in name))
    ]
    assert [] == wrong


def test_famous_surnames_are_persons() -> None:
    """Only persons have names that count as famous."""
    assert [] == [entry.id for entry in OURS if entry.alone and entry.kind is not ActorKind.PERSON]


def test_an_id_is_what_its_file_says() -> None:
    """No id is in two files (loading refuses that) and the most important are there."""
    wanted = {"turkey", "hts", "sdf", "sohr", "sana", "un", "bashar-al-assad", "kurds", "white-helmets", "isis"}
    assert set() == wanted - TABLE.entries.keys()


# Names


@pytest.mark.parametrize(
    ("mention", "expected"),
    [
        ("Ankara", "turkey"), ("the Kremlin", "russia"), ("the White House", "united-states"), ("أنقرة", "turkey"),
        ("Tahrir al-Sham", "hts"), ("Hay’at Tahrir ash-Sham", "hts"), ("HTS", "hts"), ("هيئة تحرير الشام", "hts"),
        ("HTŞ", "hts"), ("Hayat Tahrir al-Sham (HTS)", "hts"), ("Heyet Tahrir eş-Şam", "hts"),
        ("Bashar Assad", "bashar-al-assad"), ("Bashar al-Assad", "bashar-al-assad"), ("Beşar Esad", "bashar-al-assad"),
        ("بشار الأسد", "bashar-al-assad"), ("Erdogan", "recep-tayyip-erdogan"), ("Erdoğan", "recep-tayyip-erdogan"),
        ("ERDOĞAN", "recep-tayyip-erdogan"), ("أردوغان", "recep-tayyip-erdogan"), ("فيدان", "hakan-fidan"),
        ("Erdoğan'ın", "recep-tayyip-erdogan"), ("Suriye'nin", "syria"), ("وتركيا", "turkey"),
        ("U.S.", "united-states"),
        ("Da’esh", "isis"), ("the terrorist group ISIL", "isis"), ("ISIL fighters", "isis"), ("تنظيم داعش", "isis"),
        ("Syrian Democratic Forces", "sdf"), ("قسد", "sdf"), ("AFP correspondent", "afp"),
        ("60 civilians", "civilians"),
        ("Abu Muhammad al-Jolani", "ahmed-al-sharaa"), ("Assad’s brutal regime", "assad-government"),
        ("President Bashar al-Assad’s government", "assad-government"), ("Syrians", "syria-people"),
        ("people of Iraq", "iraq-people"), ("Iranian-backed militias", "iran-backed-militias"),
    ],
)  # fmt: skip
def test_names(mention: str, expected: str) -> None:
    """Spellings, scripts, suffixes, former names and descriptions of one actor lead to it."""
    assert [expected] == ids(mention)


@pytest.mark.parametrize(
    "mention",
    ["us", "who", "It", "we", "", "…", "Bashar al-Assad Hospital", "the Free Officers Movement", "Asad Hassan Aboud",
     "Erdogam", "U.S., German, and Canadian companies", "Syrian Paper Factory", "the president", "the ministry"],
)  # fmt: skip
def test_nothing_is_forced(mention: str) -> None:
    """Pronouns, unknown names and names that are nearly known stay unknown."""
    assert [None] == ids(mention, on=BEFORE)


def test_how() -> None:
    """The resolution says how it knew."""
    found = resolve("Turkey", "Ankara", "the Turkish foreign minister", "Hakan Fidan", "Sergei Shmatko", on=BEFORE)
    assert ["exact", "alias", "office", "exact", None] == [one.how for one in found]


# Offices


@pytest.mark.parametrize(
    "mention", ["the Syrian president", "Syria’s president", "الرئيس السوري", "Suriye Devlet Başkanı"]
)
def test_an_office_leads_to_its_holder_of_the_day(mention: str) -> None:
    """The Syrian president is one person before the fall of Damascus and another after."""
    assert ["bashar-al-assad"] == ids(mention, on=BEFORE)
    assert ["ahmed-al-sharaa"] == ids(mention, on=AFTER)


@pytest.mark.parametrize("on", [None, dt.date(2025, 1, 10), dt.date(2026, 6, 1)])
def test_an_office_without_a_sure_holder_is_its_body(on: dt.date | None) -> None:
    """Undated, vacant, or later than the table knows: the presidency, and the role says which office."""
    (found,) = resolve("the Syrian president", on=on)
    assert ("syria-presidency", "office", "Syrian president") == (found.entry and found.entry.id, found.how, found.role)


def test_an_undated_office_is_held_by_a_person_of_the_article() -> None:
    """Without a date "the Turkish president" is the one that the article names."""
    first, second = resolve("Turkish President Recep Tayyip Erdogan", "The Turkish president")
    assert first.local_key == second.local_key
    assert "in-article" == second.how


@pytest.mark.parametrize(
    ("mention", "expected"),
    [
        ("Turkish Foreign Minister", "hakan-fidan"), ("وزير الخارجية التركي", "hakan-fidan"),
        ("Türkiye Dışişleri Bakanı", "hakan-fidan"), ("Turkish Foreign Ministry", "turkey-foreign-ministry"),
        ("Türkiye Dışişleri Bakanlığı", "turkey-foreign-ministry"), ("الخارجية التركية", "turkey-foreign-ministry"),
        ("Russian air force", "russian-aerospace-forces"), ("سلاح الجو الروسي", "russian-aerospace-forces"),
        ("Turkish forces", "turkish-armed-forces"), ("the Syrian army", "syrian-arab-army"),
        ("UN special envoy for Syria", "geir-pedersen"), ("regime forces", "syrian-arab-army"),
        ("US Secretary of State", "antony-blinken"), ("State Department", "us-state-department"),
        ("the Iraqi parliament", "iraq-parliament"), ("وزارة الدفاع الروسية", "russia-defence-ministry"),
    ],
)  # fmt: skip
def test_countries_times_offices(mention: str, expected: str) -> None:
    """Offices and bodies are understood by their parts, in three languages."""
    assert [expected] == ids(mention, on=BEFORE)


def test_bodies_change_with_the_state() -> None:
    """The Syrian government and army are others after 8 December 2024."""
    assert ["assad-government", "syrian-arab-army"] == ids("Syrian government", "Syrian army", on=BEFORE)
    assert ["syrian-transitional-government", "new-syrian-army"] == ids("Syrian government", "Syrian army", on=AFTER)


def test_a_former_holder_is_not_the_holder() -> None:
    """The former Syrian president is nobody in office."""
    (found,) = resolve("the former Syrian president", on=BEFORE)
    assert (None, "former Syrian president") == (found.entry, found.role)


def test_a_title_gives_the_role() -> None:
    """A name with a title leads to the person, with the title as role."""
    (found,) = resolve("Turkish Foreign Minister Hakan Fidan")
    assert ("hakan-fidan", "Turkish Foreign Minister") == (found.entry and found.entry.id, found.role)


def test_an_unknown_name_is_not_the_known_holder() -> None:
    """A person whom the table does not know has the office as role, and is nobody else."""
    found = resolve("Turkish Foreign Minister Mehmet Yoktur", "the Turkish foreign minister", on=BEFORE)
    assert [None, None] == [one.entry for one in found]
    assert "Turkish Foreign Minister" == found[0].role
    assert found[0].local_key == found[1].local_key


def test_a_surname_needs_a_fitting_title() -> None:
    """A surname beside a title that its bearer held is known; beside another country's it is somebody else's."""
    assert ["francois-hollande", "john-kerry", None] == ids(
        "President Hollande", "Secretary Kerry", "Fijian Foreign Minister Kerry"
    )


# Coreference


def test_a_surname_after_the_full_name() -> None:
    """A surname that is not famous counts once the article, or its text, gives the full name."""
    assert [None] == ids("Johnson")
    assert ["boris-johnson", "boris-johnson", "boris-johnson"] == ids("Boris Johnson", "Mr Johnson", "Johnson")
    assert ["boris-johnson"] == ids("Johnson", text="Boris Johnson spoke in London.")


def test_an_unknown_person_stays_one() -> None:
    """An unknown person's full name, surname and title share one local key."""
    first = "Turkish Foreign Ministry spokesman Ohsu Keceli"
    found = resolve(first, "the ministry", "Keceli", "the spokesman", on=BEFORE)
    assert 1 == len({found[at].local_key for at in (0, 2, 3)})
    assert "turkey-foreign-ministry" == found[1].local_key
    assert [None, "in-article", "in-article", "in-article"] == [one.how for one in found]


def test_nouns_point_back() -> None:
    """A common noun is the latest actor of its kind, and nobody without one."""
    assert [None, None, None] == ids("the group", "the NGO", "the Observatory")
    names = ["Hayat Tahrir al-Sham", "the group", "Syrian Observatory for Human Rights", "the Observatory", "the NGO"]
    assert ["hts", "hts", "sohr", "sohr", "sohr"] == ids(*names)


def test_unknown_names_are_told_apart() -> None:
    """Two unknown actors have two keys; the same name again has the same."""
    keys = [one.local_key for one in resolve("Liwa Nonexistent", "Abu Unknown", "Liwa Nonexistent")]
    assert [True, False] == [keys[0] == keys[2], keys[0] == keys[1]]


# Countries, own tables, anything


@pytest.mark.parametrize(
    ("mention", "expected"),
    [("Russian official", "RU"), ("NATO-member Norway", "NO"), ("anti-Syria journalist", None), ("UN", None),
     ("Iraqi President Saddam Hussein", "IQ"), ("Khartoum government", "SD"), ("Turkish-backed fighters", "SY")],
)  # fmt: skip
def test_country_of(mention: str, expected: str | None) -> None:
    """A mention's country is the actor's own, else the one its words name."""
    assert expected == country_of(mention, TABLE)


def test_own_table(tmp_path: Path) -> None:
    """A user's actors are added, and replace the package's by id."""
    path = tmp_path / "mine.jsonl"
    rows = [
        {"id": "liwa-mine", "name": "Liwa Mine", "kind": "armed_group", "plover": "SYRREB", "acled": 2},
        {"id": "ahmed-al-sharaa", "name": "Ahmed al-Sharaa", "kind": "person", "country": "SY",
         "offices": [{"office": "president", "of": "SY", "start": "2025-01-29"}]},
    ]  # fmt: skip
    path.write_text("\n\n".join(map(json.dumps, rows)), "utf-8")
    table = load_actors(path)
    found = resolve_actors(["Liwa Mine", "the Syrian president"], table, on=dt.date(2026, 6, 1))
    assert ["liwa-mine", "ahmed-al-sharaa"] == [one.entry and one.entry.id for one in found]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "line 2"), ("[]", "not a JSON object"), ('{"id": "a", "name": "A"}', "kind"),
        ('{"id": "A b", "name": "A", "kind": "ngo"}', "slug"), ('{"id": "a", "name": "A", "kind": "club"}', "club"),
        ('{"id": "a", "name": "A", "kind": "ngo", "colour": 1}', "colour"),
        ('{"id": "a", "name": "A", "kind": "ngo", "country": "Syria"}', "ISO"),
        ('{"id": "a", "name": "A", "kind": "ngo", "acled": 9}', "ACLED"),
        ('{"id": "a", "name": "A", "kind": "ngo", "en": "A"}', "list"),
        ('{"id": "a", "name": "A", "kind": "person", "offices": [{"office": "pope", "of": "SY"}]}', "pope"),
        ('{"id": "a", "name": "A", "kind": "person", "offices": [{"office": "king", "of": "SY", "end": 1}]}', "1"),
    ],
)  # fmt: skip
def test_a_wrong_line_is_named(tmp_path: Path, line: str, reason: str) -> None:
    """A line that is not an actor is refused with its number and the reason."""
    path = tmp_path / "mine.jsonl"
    path.write_text(f"\n{line}\n", "utf-8")
    with pytest.raises(ConfigError, match="line 2") as caught:
        load_actors(path)
    assert reason in str(caught.value)


def test_a_missing_table_is_a_configuration_error(tmp_path: Path) -> None:
    """A table that cannot be read is the caller's mistake."""
    with pytest.raises(ConfigError, match="cannot read"):
        load_actors(tmp_path / "none.jsonl")


NAMES = st.one_of(
    st.text(max_size=40),
    st.lists(
        st.sampled_from(
            [*TABLE.aliases, *TABLE.phrases, *TABLE.owners, "the", "a", "(", ",", "'s", "-", "of", "المتحدث", "'nin"]
        ),
        max_size=5,
    ).map(" ".join),
)


@given(st.lists(NAMES, max_size=6), st.none() | st.dates(), st.text(max_size=60))
def test_anything_resolves(mentions: list[str], on: dt.date | None, text: str) -> None:
    """Any strings give one resolution each, in order, the same one again for the same input."""
    found = resolve_actors(mentions, TABLE, on=on, text=text)
    assert mentions == [one.mention for one in found]
    assert found == resolve_actors(mentions, TABLE, on=on, text=text)
    assert all(one.local_key for one in found)
    assert all(one.entry is None or one.local_key == one.entry.id for one in found)
    assert all(one.how or one.entry is None for one in found)


@given(NAMES)
def test_a_country_is_a_state_of_the_table(mention: str) -> None:
    """A country found is one that the table has."""
    assert country_of(mention, TABLE) in {None, *TABLE.states}


def test_every_name_leads_back() -> None:
    """Each name of each actor, in each language, leads to it."""
    wrong = {(entry.id, name): ids(name) for entry in TABLE.entries.values() for name in entry.names}
    assert {} == {key: found for key, found in wrong.items() if found != [key[0]]}


def test_a_long_string_is_no_name() -> None:
    """A megabyte that is called a mention is answered at once, as unknown."""
    assert [None] == ids("the Syrian " * 100_000 + "president")


@pytest.mark.parametrize(
    ("before", "mention", "expected"),
    [
        ("Turkish Foreign Minister Hakan Fidan", "the ministry", "turkey-foreign-ministry"),
        ("Turkish Foreign Minister Hakan Fidan", "the minister", "hakan-fidan"),
        ("an official of the Turkish foreign ministry", "the ministry", "turkey-foreign-ministry"),
        ("Hayat Tahrir al-Sham", "the organisation", "hts"),
        ("Hayat Tahrir al-Sham", "the ministry", None),
    ],
)
def test_a_bare_noun_means_the_one_that_fits_it(before: str, mention: str, expected: str | None) -> None:
    """A ministry is that of the minister named before, an organisation the group named before, or nobody's."""
    assert expected == ids(before, mention, on=BEFORE)[1]


def test_a_stranger_named_with_an_office_holds_it() -> None:
    """Where the article names somebody in an office, the office alone leads to the same person."""
    named, office = resolve("Zambian foreign minister Mbewe Ngoma", "the Zambian foreign minister", on=BEFORE)
    assert (named.local_key, None, "in-article") == (office.local_key, office.entry, office.how)


def test_an_office_of_a_body_without_a_known_holder_is_the_body() -> None:
    """An office that nobody of the table is known to hold leads to the body, or to somebody of the article's own."""
    assert ["zambia-foreign-ministry"] == ids("the Zambian foreign minister", on=BEFORE)
    assert ["turkey-foreign-ministry"] == ids("a Turkish foreign ministry spokesman", on=BEFORE)


def test_signs_name_nobody() -> None:
    """A mention without a word is nobody, and still has a key."""
    (found,) = resolve("...")
    assert (None, "local:unnamed") == (found.entry, found.local_key)


def test_a_name_that_stands_in_a_text_may_stand_in_it() -> None:
    """No full name of the table is passed over in a text that gives it, however it is spelt."""
    missed = [
        name
        for entry in TABLE.entries.values()
        for name in entry.names
        for text in (f"Then {name} spoke.", f"«{name.upper()}» ({name}'s)")
        if f" {name_key(name)} " in text_keys(text) and not may_stand_in(name_key(name), loose_text(text))
    ]
    assert [] == missed
