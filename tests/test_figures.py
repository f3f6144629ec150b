"""Numbers of people are read from digits and words in three languages, and nothing else is."""

from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syriaevents.figures import Counts, Kind, count_of, counts_of, find_figures
from syriaevents.schema import Range

Ends = tuple[int | None, int | None, int | None]


def read(sentence: str) -> list[tuple[str, int | None, int | None, int | None]]:
    """Each figure's words and ends."""
    return [(figure.text, figure.low, figure.best, figure.high) for figure in find_figures(sentence)]


def counts(sentence: str) -> tuple[Ends | None, Ends | None, Ends | None]:
    """Killed, wounded and force of a sentence."""
    found = counts_of(sentence)
    return _ends(found.killed), _ends(found.wounded), _ends(found.force)


def _ends(count: Range | None) -> Ends | None:
    return (count.low, count.best, count.high) if count else None


def exactly(number: int) -> Ends:
    """The ends of a number without qualifier."""
    return number, number, number


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("at least 255 people", ("at least 255", 255, 255, None)),
        ("around 200 militia fighters", ("around 200", None, 200, None)),
        ("more than 3 million refugees", ("more than 3 million", 3_000_000, 3_000_000, None)),
        ("up to 50 men", ("up to 50", None, 50, 50)),
        ("between 20 and 30 men", ("between 20 and 30", 20, None, 30)),
        ("20–30 people", ("20–30", 20, None, 30)),
        ("two or three rebels", ("two or three", 2, None, 3)),
        ("200 or more fighters", ("200 or more", 200, 200, None)),
        ("200+ fighters", ("200+", 200, 200, None)),
        ("dozens were killed", ("dozens", 12, None, None)),
        ("tens of thousands fled", ("tens of thousands", 10_000, None, None)),
        ("a few hundred men", ("a few hundred", 100, None, None)),
        ("two dozen soldiers", ("two dozen", 24, 24, 24)),
        ("half a million people", ("half a million", 500_000, 500_000, 500_000)),
        ("3.5 million people", ("3.5 million", 3_500_000, 3_500_000, 3_500_000)),
        ("two hundred and fifty-five people", ("two hundred and fifty-five", 255, 255, 255)),
        ("1\u202f117 people", ("1\u202f117", 1117, 1117, 1117)),
        ("1.117 kişi", ("1.117", 1117, 1117, 1117)),
        ("en az 12 kişi", ("en az 12", 12, 12, None)),
        ("20'den fazla asker", ("20'den fazla", 20, 20, None)),
        ("yüz elli bin kişi", ("yüz elli bin", 150_000, 150_000, 150_000)),
        ("on iki kişi", ("on iki", 12, 12, 12)),
        ("on binlerce kişi", ("on binlerce", 10_000, None, None)),
        ("3,5 milyon kişi", ("3,5 milyon", 3_500_000, 3_500_000, 3_500_000)),
        ("١٬١١٧ شخصا", ("١٬١١٧", 1117, 1117, 1117)),
        ("۲۵ نفر", ("۲۵", 25, 25, 25)),
        ("أكثر من ٣٠٠ مقاتل", ("أكثر من ٣٠٠", 300, 300, None)),
        ("12 شخصا على الأقل", ("12 شخصا على الأقل", 12, 12, None)),
        ("بين 20 و30 مقاتلا", ("بين 20 و30", 20, None, 30)),
        ("خمسة وعشرين شخصا", ("خمسة وعشرين", 25, 25, 25)),
        ("مئتان وخمسة وخمسون قتيلا", ("مئتان وخمسة وخمسون", 255, 255, 255)),
        ("ثلاثة عشر جنديا", ("ثلاثة عشر", 13, 13, 13)),
        ("ثلاثة آلاف مقاتل", ("ثلاثة آلاف", 3000, 3000, 3000)),
        ("نصف مليون لاجئ", ("نصف مليون", 500_000, 500_000, 500_000)),
        ("عشرات الآلاف", ("عشرات الآلاف", 10_000, None, None)),
        ("جنديين", ("جنديين", 2, 2, 2)),
        ("مئة وعشرة أشخاص", ("مئة وعشرة", 110, 110, 110)),
        ("ثلاث مئة شخص", ("ثلاث مئة", 300, 300, 300)),
        ("مئتي ألف لاجئ", ("مئتي ألف", 200_000, 200_000, 200_000)),
        ("ألفين وخمسمئة مقاتل", ("ألفين وخمسمئة", 2500, 2500, 2500)),
        ("مليون وألف شخص", ("مليون وألف", 1_001_000, 1_001_000, 1_001_000)),
        ("وآلاف المدنيين", ("وآلاف", 1000, None, None)),
        ("1,117 people in May", ("1,117", 1117, 1117, 1117)),
        ("in May 1,117 people died", ("1,117", 1117, 1117, 1117)),
    ],
)
def test_one_figure(sentence: str, expected: tuple[str, int | None, int | None, int | None]) -> None:
    """A figure has its qualifier in its span and its ends in numbers."""
    assert [expected] == read(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "in 2016.", "2014-2016", "on 12 May 2016 and May 12", "2016-09-12 and 12-09-2016", "12/03/2016 and 12.03.2016",
        "at 14:30", "at 5 pm",
        "20%, 20 percent, 20 per cent, yüzde 20, %20", "the M4 road, a T-72 and a Su-24",
        "Resolution 2254", "القرار 2254",
        "5 km, 20 kilometres and 122mm", "a 12-year-old boy", "a six-year war", "over the last 24 hours",
        "aged 12", "the 12th day",
        "$200", "3.25", "one of the deadliest and no one", "عام 2016", "12 يوما",
        "12 yaşında", "2016 yılında", "24/7", "bin Salman left on Monday",
        "12345678901234567890", "يوم الأحد مع أحد القادة",
    ],
)  # fmt: skip
def test_what_counts_nothing(sentence: str) -> None:
    """Years, dates, times, shares, measures, ages, ordinals and names are no figures."""
    assert [] == read(sentence)


@pytest.mark.parametrize(
    ("sentence", "killed", "wounded", "force"),
    [
        ("The fighting has killed at least 255 people", (255, 255, None), None, None),
        ("255 people were killed", exactly(255), None, None),
        ("leaving 12 dead and 30 injured", exactly(12), exactly(30), None),
        ("The shelling left 20 others wounded the office added", None, exactly(20), None),
        ("Three killed over 70 injured in rocket attacks", exactly(3), (70, 70, None), None),
        ("13 civilians killed 43 others injured due to rockets", exactly(13), exactly(43), None),
        ("three suicide bombers killed at least two people near", (2, 2, None), None, None),
        ("12 foreign jets killed 43 people", exactly(43), None, None),
        ("12 people, including three children, were killed and 30 wounded", exactly(12), exactly(30), None),
        ("killed 44 civilians including 11 women nine children and a nurse", exactly(44), None, None),
        ("Bombs killed 12 soldiers and five civilians", exactly(17), None, None),
        ("a woman was killed and 30 other people were injured", exactly(1), exactly(30), None),
        ("the death toll has risen to 40", exactly(40), None, None),
        ("claimed 21 lives and wounded dozens of others", exactly(21), (12, None, None), None),
        ("15 of the wounded were in critical condition", None, None, None),
        ("killed or wounded 30 people", None, None, None),
        ("30 people were killed or wounded", None, None, None),
        ("No one was killed", exactly(0), None, None),
        ("There were no casualties", exactly(0), exactly(0), None),
        ("no civilians were killed", None, None, None),
        ("around 200 militia fighters crossed the border", None, None, (None, 200, None)),
        ("a 2,000-strong force", None, None, exactly(2000)),
        ("they captured 12 soldiers", None, None, None),
        ("200 fighters entered the town where civilians were killed", None, None, exactly(200)),
        ("a 12-year-old boy was killed", None, None, None),
        ("A suicide attack killed 12 people in 2016", exactly(12), None, None),
        ("said that one person was killed and 16 others were injured", exactly(1), exactly(16), None),
        ("Six civilians from one family were killed", exactly(6), None, None),
        ("At least 16 civilians and three children have been killed", (19, 19, None), None, None),
        ("30 soldiers and 20 rebels were killed and five wounded", exactly(50), exactly(5), None),
        ("at least 17 people were reported killed when a bomb went off", (17, 17, None), None, None),
        ("the army destroyed two dens for fighters near a rebel-held town", None, None, None),
        ("two others sustained injuries", None, exactly(2), None),
        ("مقتل 12 شخصا وإصابة 30", exactly(12), exactly(30), None),
        ("قتل جنديان وجرح ثلاثة", exactly(2), exactly(3), None),
        ("أسفر عن سقوط 5 قتلى و10 جرحى", exactly(5), exactly(10), None),
        ("سقط قتيلان وجريحان", exactly(2), exactly(2), None),
        ("مقتل شخص وإصابة خمسة", exactly(1), exactly(5), None),
        ("مقتل وإصابة 30 شخصا", None, None, None),
        ("مقتل أحد جنوده وإصابة آخر", exactly(1), None, None),
        ("مقتل ألفين وخمسمئة شخص", exactly(2500), None, None),
        ("دون وقوع ضحايا", exactly(0), None, None),
        ("نحو 300 مقاتل", None, None, (None, 300, None)),
        ("en az 12 kişi öldü, 30 kişi yaralandı", (12, 12, None), exactly(30), None),
        ("3'ü çocuk 12 kişi öldü", exactly(12), None, None),
        ("12 ölü, 30 yaralı", exactly(12), exactly(30), None),
        ("saldırıda 12 kişi hayatını kaybetti", exactly(12), None, None),
        ("12 kişi başkan oldu", None, None, None),
        ("yaklaşık 500 asker bölgeye gönderildi", None, None, (None, 500, None)),
    ],
)
def test_what_a_sentence_counts(sentence: str, killed: Ends | None, wounded: Ends | None, force: Ends | None) -> None:
    """The killed, the wounded and those who take part are told apart by the words around the number."""
    assert (killed, wounded, force) == counts(sentence)


def test_an_unknown_kind_is_an_error() -> None:
    """Only the three kinds can be asked for."""
    with pytest.raises(ValueError, match="captured"):
        count_of("12 captured", "captured")  # type: ignore[arg-type]


def test_counts_are_read_together_or_one_by_one() -> None:
    """One count of a sentence is a field of all its counts."""
    sentence = "200 fighters entered the town; 12 people were killed and at least 30 wounded"
    found = counts_of(sentence)
    expected = Counts(
        killed=Range(low=12, best=12, high=12),
        wounded=Range(low=30, best=30),
        force=Range(low=200, best=200, high=200),
    )
    assert expected == found
    assert [found.killed, found.wounded, found.force] == [count_of(sentence, kind) for kind in get_args(Kind)]


NUMBERS = st.integers(0, 999_999)


@settings(deadline=None)
@given(NUMBERS, st.sampled_from(["", ",", ".", "٬"]))
def test_any_number_in_digits(number: int, separator: str) -> None:
    """A number in digits is found with its value, whatever parts its thousands."""
    digits = f"{number:,}".replace(",", separator)
    sentence = f"Shelling killed {digits} people there."
    (figure,) = find_figures(sentence)
    assert (digits, number) == (figure.text, figure.best)
    assert exactly(number) == counts(sentence)[0]


@settings(deadline=None)
@given(NUMBERS, st.sampled_from([0x660, 0x6F0]))
def test_any_number_in_eastern_digits(number: int, zero: int) -> None:
    """Arabic-Indic and Persian digits count alike."""
    digits = "".join(chr(zero + int(digit)) for digit in str(number))
    (figure,) = find_figures(f"مقتل {digits} شخصا")
    assert (digits, number) == (figure.text, figure.best)


SMALL = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spelt(number: int, joint: str = " and ", dash: str = "-") -> str:
    """A number below a million in English words."""
    if number < len(SMALL):
        return SMALL[number]
    if number < 100:
        tens, unit = divmod(number, 10)
        return TENS[tens - 2] + (dash + SMALL[unit] if unit else "")
    size, name = (1000, "thousand") if number >= 1000 else (100, "hundred")
    lead, rest = divmod(number, size)
    link = joint if rest and rest < 100 else " "
    return f"{spelt(lead, joint, dash)} {name}" + (link + spelt(rest, joint, dash) if rest else "")


@settings(deadline=None)
@given(NUMBERS, st.sampled_from([" and ", " "]), st.sampled_from(["-", " "]))
def test_any_number_in_words(number: int, joint: str, dash: str) -> None:
    """A number in English words is found with its value, in British and American manner."""
    words = spelt(number, joint, dash)
    (figure,) = find_figures(f"Shelling killed {words} people there.")
    assert (words, number) == (figure.text, figure.best)


PIECES = st.sampled_from(
    [
        "12", "1,117", "killed", "wounded", "and", ",", ".", "-", "people", "including", "three", "dozens",
        "of", "at", "least", "في", "مقتل", "و30", "ثلاثة", "وعشرون", "kişi", "öldü", "yüz", "bin",
        "on", "a", "hundred", "million", "half", "between", "to", "2016", "May", "%", "٣", "½",
        "İ",
    ]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(PIECES | st.text(max_size=3), max_size=40).map(" ".join) | st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    """Figures are in order, apart, and point into the text; counting never fails."""
    behind = 0
    for figure in find_figures(text):
        assert behind <= figure.start < figure.end
        assert figure.text == text[figure.start : figure.end]
        behind = figure.end
    counts(text)


@pytest.mark.parametrize(
    "unit",
    ["12 ", "hundred ", "one thousand and ", "killed 12 including ", "1,", "7", "ثلاثة و", "yüz bin ", "123\u202f"],
)
def test_endless_numbers(unit: str) -> None:
    """Endless rows of numbers are read to the end."""
    text = unit * 1_000
    assert all(figure.end <= len(text) for figure in find_figures(text))
    counts(text)
