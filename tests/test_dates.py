"""Dates: expressions in three languages against an anchor, and datelines."""

import datetime as dt
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syriaevents.resolve.date_calendar import hijri_day, precisions
from syriaevents.resolve.dates import DateMention, dateline, find_dates
from syriaevents.schema import Date

FRIDAY = dt.date(2024, 11, 29)
ARTICLES = Path(__file__).resolve().parents[2] / "shared/articles"


def only(text: str, language: str | None = "en", anchor: dt.date | None = FRIDAY) -> Date:
    """The one date of a text."""
    (mention,) = find_dates(text, language=language, anchor=anchor)
    assert text[mention.start : mention.end] == mention.date.mention
    return mention.date


def span(text: str, language: str | None = "en", anchor: dt.date | None = FRIDAY) -> tuple[str | None, str | None]:
    """First and last day of the one date of a text, as ISO dates."""
    date = only(text, language, anchor)
    return date.start.isoformat() if date.start else None, date.end.isoformat() if date.end else None


def day(text: str, language: str | None = "en", anchor: dt.date | None = FRIDAY) -> str | None:
    """The day of the one date of a text, which must be a single day."""
    start, end = span(text, language, anchor)
    assert start == end
    return start


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The two met on Wednesday.", "2024-11-27"),
        ("The two met on Friday.", "2024-11-29"),
        ("The two will meet on Wednesday.", "2024-12-04"),
        ("They will meet soldiers, he said on Wednesday.", "2024-11-27"),
        ("On Saturday, ministers will meet in Doha.", "2024-11-30"),
        ("He came last Thursday.", "2024-11-28"),
        ("He came last Friday.", "2024-11-22"),
        ("He comes next Monday.", "2024-12-02"),
        ("He comes this Saturday.", "2024-11-30"),
        ("The shelling on Wednesday morning stopped.", "2024-11-27"),
        ("He came on Wednesday last week.", "2024-11-20"),
    ],
)
def test_weekdays(text: str, expected: str) -> None:
    """A weekday is the latest on or before the anchor, or with a cue for the future the coming one."""
    assert expected == day(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ankara today called for calm.", "2024-11-29"),
        ("It was quiet this morning.", "2024-11-29"),
        ("It was loud last night.", "2024-11-28"),
        ("He said yesterday, Thursday, that it was over.", "2024-11-28"),
        ("He spoke two days ago.", "2024-11-27"),
        ("He spoke the day before yesterday.", "2024-11-27"),
    ],
)
def test_days_from_the_anchor(text: str, expected: str) -> None:
    """Today, yesterday and two days ago are counted from the anchor."""
    assert expected == day(text)


def test_contradicted_yesterday() -> None:
    """Where "yesterday, Thursday" and the anchor disagree, both days are possible and the note says so."""
    date = only("He said yesterday, Thursday, that it was over.", anchor=dt.date(2024, 11, 30))
    assert (dt.date(2024, 11, 28), dt.date(2024, 11, 29), 2) == (date.start, date.end, date.precision)
    assert date.note == "by the anchor this is Friday 2024-11-29, but the text says Thursday"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Clashes had been raging since Wednesday morning.", ("2024-11-27", "2024-11-29")),
        ("It has been violent since 2020.", ("2020-01-01", "2024-11-29")),
        ("It took them over two days into Aleppo.", ("2024-11-28", "2024-11-29")),
        ("Over the past three days it was quiet.", ("2024-11-27", "2024-11-29")),
        ("He came last week.", ("2024-11-18", "2024-11-24")),
        ("He came this week.", ("2024-11-25", "2024-12-01")),
        ("He came last month.", ("2024-10-01", "2024-10-31")),
        ("He came earlier this month.", ("2024-11-01", "2024-11-29")),
        ("He came late last year.", ("2023-09-01", "2023-12-31")),
        ("He came three weeks ago.", ("2024-11-05", "2024-11-11")),
        ("It was shelled overnight.", ("2024-11-28", "2024-11-29")),
        ("It fell between 3 and 7 March.", ("2024-03-03", "2024-03-07")),
        ("It fell on March 3-7, 2013.", ("2013-03-03", "2013-03-07")),
        ("It fell in March.", ("2024-03-01", "2024-03-31")),
        ("It fell in mid-March.", ("2024-03-11", "2024-03-20")),
        ("It fell in early 2013.", ("2013-01-01", "2013-04-30")),
        ("It fell last summer.", ("2024-06-01", "2024-08-31")),
        ("It was so in the 1990s.", ("1990-01-01", "1999-12-31")),
        ("It fell in the second week of March.", ("2024-03-08", "2024-03-14")),
        ("It lasted from Monday to Wednesday.", ("2024-11-25", "2024-11-27")),
        ("It fell in the past 24 hours.", ("2024-11-28", "2024-11-29")),
    ],
)
def test_intervals(text: str, expected: tuple[str, str]) -> None:
    """Weeks, months, spans and beginnings are intervals of whole days."""
    assert expected == span(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on March 7, 2011", "2011-03-07"),
        ("on 7 March 2011", "2011-03-07"),
        ("on the 7th of March, 2011", "2011-03-07"),
        ("on Nov. 29, 2024", "2024-11-29"),
        ("on 2025-03-07", "2025-03-07"),
        ("on 25/03/2025", "2025-03-25"),
        ("on 03/25/2025", "2025-03-25"),
    ],
)
def test_full_dates_need_no_anchor(text: str, expected: str) -> None:
    """A complete date is read without an anchor."""
    assert expected == day(text, anchor=None)


@pytest.mark.parametrize(
    "text",
    ["on Wednesday", "yesterday", "last week", "on March 7", "in March", "two days ago", "over two days", "in spring"],
)
def test_relative_without_anchor_stays_open(text: str) -> None:
    """Without an anchor a relative date is found, has no days and says why."""
    date = only(text, anchor=None)
    assert (None, None, None) == (date.start, date.end, date.precision)
    assert "neither a publication date nor a dateline" in (date.note or "")


def test_since_without_anchor() -> None:
    """Without an anchor "since 2020" has a beginning and no end."""
    assert ("2020-01-01", None) == span("since 2020", anchor=None)


@pytest.mark.parametrize(
    "text",
    ["in recent weeks", "in recent years", "several days ago", "in the coming days", "two days later", "the next day",
     "07/03/2025", "now", "31 June 2013"],
)  # fmt: skip
def test_vague_stays_open(text: str) -> None:
    """Vague, ambiguous and impossible dates and those of other events stay open with a note."""
    date = only(text)
    assert (None, None) == (date.start, date.end)
    assert date.note


@pytest.mark.parametrize(
    "text",
    ["They may march to Aleppo.", "May they rest.", "Women's March in Idlib", "the Sun reported", "a second time",
     "at least 255 people", "the M4 highway", "Resolution 2254", "of 2017 people", "at 3 p.m.", "Jan Egeland spoke",
     "the March 14 alliance", "Russia Today", "for over two years", "7,000 fighters", "a 2.5 percent rise",
     "September 11 attacks", "the fall of Aleppo", "no date here", ""],
)  # fmt: skip
def test_no_date(text: str) -> None:
    """Verbs, names, counts, roads and resolutions are no dates, and no expression is no date."""
    assert () == find_dates(text, language="en", anchor=FRIDAY)


@pytest.mark.parametrize("text", ["in 2020", "of 2020", "(2020)", "the 2020 truce"])
def test_years(text: str) -> None:
    """A number is a year where the words around say so."""
    assert ("2020-01-01", "2020-12-31") == span(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال أمس الخميس إن", ("2024-11-28", "2024-11-28")),
        ("وصل يوم الأربعاء", ("2024-11-27", "2024-11-27")),
        ("مساء الأحد", ("2024-11-24", "2024-11-24")),
        ("الأسبوع الماضي", ("2024-11-18", "2024-11-24")),
        ("منذ عام 2020", ("2020-01-01", "2024-11-29")),
        ("في 7 آذار 2011", ("2011-03-07", "2011-03-07")),
        ("٧ كانون الأول ٢٠٢٣", ("2023-12-07", "2023-12-07")),
        ("كانون الثاني/يناير 2023", ("2023-01-01", "2023-01-31")),
        ("في 21 مايو (أيار) 2005", ("2005-05-21", "2005-05-21")),
        ("السابع عشر من تشرين الثاني", ("2024-11-17", "2024-11-17")),
        ("قبل يومين", ("2024-11-27", "2024-11-27")),
        ("الأيام الثلاثة الماضية", ("2024-11-27", "2024-11-29")),
        ("مطلع عام 2013", ("2013-01-01", "2013-04-30")),
    ],
)
def test_arabic(text: str, expected: tuple[str, str]) -> None:
    """Levantine and Egyptian months, Arabic digits and attached letters are read, offsets in the original."""
    assert expected == span(text, "ar")


def test_arabic_mention_without_conjunction() -> None:
    """What Arabic writes in front of a word is not part of the mention."""
    assert "الأربعاء" == only("والأربعاء", "ar").mention


@pytest.mark.parametrize("text", ["أب وأم", "مارس حقه", "مدير عام المشفى", "عبد الأحد"])
def test_arabic_words_that_are_no_dates(text: str) -> None:
    """Father, "exercised", "general" and a name are no dates."""
    assert () == find_dates(text, language="ar", anchor=FRIDAY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7 Mart 2025'te", ("2025-03-07", "2025-03-07")),
        ("çarşamba günü", ("2024-11-27", "2024-11-27")),
        ("PERŞEMBE sabahı", ("2024-11-28", "2024-11-28")),
        ("dün", ("2024-11-28", "2024-11-28")),
        ("geçen hafta", ("2024-11-18", "2024-11-24")),
        ("2020'den beri", ("2020-01-01", "2024-11-29")),
        ("Mart ayında", ("2024-03-01", "2024-03-31")),
        ("iki gün önce", ("2024-11-27", "2024-11-27")),
        ("son üç günde", ("2024-11-27", "2024-11-29")),
        ("1990'larda", ("1990-01-01", "1999-12-31")),
    ],
)
def test_turkish(text: str, expected: tuple[str, str]) -> None:
    """Turkish months and weekdays are read with their suffixes."""
    assert expected == span(text, "tr")


@pytest.mark.parametrize("text", ["12 Ramadan 1446", "١٢ رمضان ١٤٤٦", "12 Ramazan 1446"])
def test_hijri_day(text: str) -> None:
    """A Hijri day is converted to within two days, and says so."""
    date = only(text, None)
    assert (dt.date(2025, 3, 10), dt.date(2025, 3, 14), 2) == (date.start, date.end, date.precision)
    assert date.note == "Hijri date: converted to within two days"


@pytest.mark.parametrize("month", ["Ramadan", "Sha'ban"])
def test_hijri_day_without_year(month: str) -> None:
    """A Hijri day without a year stays open, however its month is written."""
    (found,) = find_dates(f"They met on 10 {month} in the city.", language="en", anchor=None)
    assert found.date.mention == f"10 {month}"
    assert found.date.note == "Hijri date without a year"


def test_hijri_epoch_and_year() -> None:
    """The tabular calendar starts on 16 July 622 (Julian), and 1 Muharram 1446 is about 7 July 2024."""
    assert dt.date(622, 7, 19) == hijri_day(1, 1, 1)
    assert abs(hijri_day(1446, 1, 1) - dt.date(2024, 7, 7)) <= dt.timedelta(days=2)
    assert only("عام 1446 هـ", "ar").precision == 5


def test_precision_scales() -> None:
    """Precision follows UCDP date_prec and ACLED time_precision; ACLED has nothing beyond a month."""
    lengths = {1: (1, 1), 2: (2, 2), 6: (2, 2), 7: (3, 2), 30: (4, 3), 365: (5, None)}
    assert lengths == {n: precisions(FRIDAY, FRIDAY + dt.timedelta(days=n - 1)) for n in lengths}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Damascus, 12 March 2025 (Agency) The army", dt.date(2025, 3, 12)),
        ("A title\n\nAMMAN, Jordan, Nov. 29, 2024 (Agency) - Talks", dt.date(2024, 11, 29)),
        ("دمشق، 12 آذار 2025 (وكالة) – قال", dt.date(2025, 3, 12)),
        ("Halep, 7 Mart 2025 - Ordu", dt.date(2025, 3, 7)),
        ("11 Oct 2016 Jets pounded", dt.date(2016, 10, 11)),
    ],
)
def test_dateline(text: str, expected: dt.date) -> None:
    """A complete date at the head of an article anchors it."""
    found = dateline(text, language=None)
    assert found is not None
    assert expected == found.day
    assert text[found.start : found.end] == found.date.mention


def test_dateline_without_year() -> None:
    """A dateline without a year stays open until the publication date gives it."""
    text = "BEIRUT, March 7 - Fighters said"
    found = dateline(text, language="en")
    assert found is not None
    assert found.day is None
    dated = dateline(text, language="en", published=dt.date(2025, 3, 8))
    assert dated is not None
    assert dt.date(2025, 3, 7) == dated.day


@pytest.mark.parametrize(
    "text",
    ["The army said on 7 March 2025 - at last - that", "BEIRUT (Agency) - He said Wednesday", "In 2020 it fell.", ""],
)
def test_no_dateline(text: str) -> None:
    """A date inside the first sentence is no dateline."""
    assert dateline(text, language="en") is None


def test_count_after_a_month() -> None:
    """A count of people behind a month is not its day."""
    assert ("2024-03-01", "2024-03-31") == span("In March 20 people died.")


def test_longest_match_in_order() -> None:
    """Mentions come in order, without overlap, the longest where several fit."""
    found = find_dates("On Thursday, March 7, 2024, and since early 2020 and today", language="en", anchor=FRIDAY)
    assert ["Thursday, March 7, 2024", "since early 2020", "today"] == [mention.date.mention for mention in found]


def test_folded_lengths() -> None:
    """Offsets point into the original text behind letters whose folding changes length."""
    text = "İDLİB ve e\u0301 \u200f«2020'de» dün"
    found = find_dates(text, language="tr", anchor=FRIDAY)
    assert ["2020'de", "dün"] == [text[mention.start : mention.end] for mention in found]


WORDS = st.sampled_from(
    "on in since last next the May March 7 31 2020 1446 , - ( ) Wednesday yesterday week years two several ago of "
    "early and from to between 07/03/2025 2020-02-30 0 99999999999 Ramadan over past منذ آذار أمس الماضي Mart 'den "
    "günü beri 1990s century second quarter 1st".split()
)


@settings(deadline=None)
@given(
    st.lists(WORDS | st.text(max_size=3), max_size=30),
    st.sampled_from([None, "en", "ar", "tr"]),
    st.dates() | st.none(),
)
def test_any_text(words: list[str], language: str | None, anchor: dt.date | None) -> None:
    """Whatever the text and anchor, mentions are ordered words of the text, and an open date says why."""
    text = " ".join(words)
    found: tuple[DateMention, ...] = find_dates(text, language=language, anchor=anchor)
    for mention in found:
        assert text[mention.start : mention.end] == mention.date.mention
        assert mention.date.note or (mention.date.start and mention.date.end)
    assert all(first.end <= second.start for first, second in pairwise(found))


@pytest.mark.skipif(not ARTICLES.is_dir(), reason="the shared articles are not here")
def test_article() -> None:
    """The dates of a whole article, published on a Friday."""
    text = next(ARTICLES.glob("004_*.txt")).read_text(encoding="utf-8")
    found = find_dates(text, language="en", anchor=FRIDAY)
    dates = {mention.date.mention: (str(mention.date.start), str(mention.date.end)) for mention in found}
    assert dates["yesterday, Thursday"] == ("2024-11-28", "2024-11-28")
    assert dates["since Wednesday morning"] == ("2024-11-27", "2024-11-29")
    assert dates["since 2020"] == ("2020-01-01", "2024-11-29")
    assert dates["2017"] == ("2017-01-01", "2017-12-31")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("the war of 2011-2013", "2011-01-01", "2013-12-31"),
        ("in the 1957-58 crisis", "1957-01-01", "1958-12-31"),
        ("in the second quarter of 2019", "2019-04-01", "2019-06-30"),
        ("in the last quarter of 2019", "2019-10-01", "2019-12-31"),
        ("in the 20th century", "1901-01-01", "2000-12-31"),
        ("in the early 1990s", "1990-01-01", "1993-12-31"),
        ("in the mid-1990s", "1994-01-01", "1996-12-31"),
        ("in the late 1990s", "1997-01-01", "1999-12-31"),
        ("in late 2013", "2013-09-01", "2013-12-31"),
        ("in the second week of March 2013", "2013-03-08", "2013-03-14"),
        ("in the last week of March 2013", "2013-03-25", "2013-03-31"),
        ("on the last day of March 2013", "2013-03-31", "2013-03-31"),
        ("in the summer of 2014", "2014-06-01", "2014-08-31"),
        ("last winter", "2023-12-01", "2024-02-29"),
        ("next spring", "2025-03-01", "2025-05-31"),
        ("last weekend", "2024-11-23", "2024-11-24"),
        ("overnight", "2024-11-28", "2024-11-29"),
        ("last night", "2024-11-28", "2024-11-28"),
        ("earlier this month", "2024-11-01", "2024-11-29"),
        ("later this week", "2024-11-29", "2024-12-01"),
        ("earlier today", "2024-11-29", "2024-11-29"),
        ("late last year", "2023-09-01", "2023-12-31"),
        ("over two days", "2024-11-28", "2024-11-29"),
        ("from Monday to Wednesday", "2024-11-25", "2024-11-27"),
        ("from 3 to 7 March 2013", "2013-03-03", "2013-03-07"),
        ("between March and May 2013", "2013-03-01", "2013-05-31"),
        ("between 3 March and 5 April 2013", "2013-03-03", "2013-04-05"),
        ("two decades ago", "2004-01-01", "2004-12-31"),
        ("a week ago", "2024-11-19", "2024-11-25"),
        ("12 hours ago", "2024-11-28", "2024-11-29"),
        ("in the next two days", "2024-11-29", "2024-12-01"),
        ("next March", "2025-03-01", "2025-03-31"),
        ("on Saturday of next week", "2024-12-07", "2024-12-07"),
        ("on 15 Ramadan 1437", "2016-06-19", "2016-06-23"),
    ],
)
def test_parts_and_spans(text: str, first: str, last: str) -> None:
    """Ranges, parts of longer times and times before or after the anchor have both their ends."""
    assert (first, last) == span(text)


def test_a_text_of_nothing_but_words_of_dates_is_read_in_order() -> None:
    """However long a row of date words is, its dates are found, and phrases in it are joined."""
    found = find_dates("in the past a few " * 300 + "on Monday", language="en", anchor=FRIDAY)
    assert found[-1].date.mention == "Monday"
    assert 300 <= len(found)
    assert all(one.end <= other.start for one, other in pairwise(found))
