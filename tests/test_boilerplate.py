"""What belongs to the page and what belongs to the article."""

import pytest

from syriaevents.reading.sentences import split

PROSE = (
    "The army took the village of Tell Hawash on Monday.\n"
    "Residents said that planes had bombed the road for two hours.\n"
    "The ministry did not answer a request for comment.\n"
)


def marked(text: str, language: str = "en") -> list[str]:
    return [sentence.text for sentence in split(text, language) if sentence.boilerplate]


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "Leave a Reply",
        "Please enter your comment!",
        "CAPTCHA user score failed.",
        "Your email address will not be published.",
        "Continue on app",
        "Share this story: Facebook | Twitter | Email",
        "Sign up for our free newsletter",
        "Follow us on Telegram",
        "We use cookies to improve your experience.",
        "© 2024 Levant Wire",
        "Copyright 2018 Levant Wire. All rights reserved",
        "Reuters",
        "AFP/Reuters",
        "Source: Reuters",
        "Photo: Jane Roe/Levant Wire",
        "(Reporting by Jane Roe in Beirut; editing by John Doe)",
        "- Editing by the Ankara desk",
        "Read more: Army takes two villages",
        "12 comments",
        "* * *",
        "إعلان",
        "جميع الحقوق محفوظة © 2024",
        "شارك هذا الخبر",
        "اقرأ أيضاً",
        "لن يتم نشر عنوان بريدك الإلكتروني.",
        "Reklam",
        "Tüm hakları saklıdır.",
        "E-posta adresiniz yayınlanmayacak.",
        "Haberi paylaş: Facebook · X · E-posta",
        "İLGİLİ HABERLER",
    ],
)
def test_furniture_is_marked(line: str) -> None:
    """A line of page furniture between paragraphs is boilerplate, and the paragraphs are not."""
    expected = [sentence.text for sentence in split(line, "en")]

    assert expected == marked(f"{PROSE}\n{line}\n\n{PROSE}")


@pytest.mark.parametrize(
    "line",
    [
        "Reporting by the UN shows that 200 civilians were killed.",
        "Copyright law was not discussed at the talks in Astana.",
        "“We baked cookies for the fighters,” she said.",
        "“Join us or leave the group,” the commander told them.",
        "“Share this burden with us,” the minister said.",
        "Read more closely, the agreement gives Ankara a veto.",
        "To subscribe to such a plan would be a mistake, the minister said.",
        "By Tuesday evening, rebels had taken the base.",
        "By Tuesday Evening",
        "Sources: Army strikes Manbij",
        "Comments by the minister angered Damascus.",
        "DAMASCUS, Dec 2 (Reuters) - The army withdrew.",
        "11 October 2016",
        "The Path Forward",
        "Advertisement revenue paid for the militia, the report says.",
        "The station in Homs was closed.",
        "تابعنا باهتمام ما نشر على فيسبوك، قال الوزير.",
        "كتب الرئيس على منصة إكس أن الجيش انسحب",
        "Bu haberi bakanlık yalanladı.",
        "Yorum yapmaktan kaçınan bakan Ankara'ya döndü.",
    ],
)
def test_prose_headings_and_datelines_are_kept(line: str) -> None:
    """What can be a sentence, a headline or a dateline of the news is never boilerplate."""
    assert [] == marked(f"{line}\n{PROSE}\n{line}\n\n{PROSE}{line}")


def test_a_headline_is_kept() -> None:
    """The first line of an article is its headline, also where it has the form of a name."""
    assert [] == marked(f"Hama Falls\n\n{PROSE}")


def test_related_articles_take_the_headlines_below_them() -> None:
    """Headlines under "Related articles" are of other articles, to the end of the text."""
    tail = ["Related articles", "Swiss watch exports slip", "Ski resorts pray for snow"]

    assert tail == marked(PROSE + "\n" + "\n".join(tail))


def test_prose_resumes_after_a_tail() -> None:
    """A full sentence after "Related articles" belongs to the article again."""
    text = f"{PROSE * 2}\nRelated articles\nSwiss watch exports slip\n\n{PROSE}"

    assert ["Related articles", "Swiss watch exports slip"] == marked(text)


def test_a_box_near_the_top_takes_only_its_heading() -> None:
    """In the first half of a text a section heading may stand below "Related articles"."""
    assert ["Related articles"] == marked(f"{PROSE}Related articles\nThe Path Forward\n{PROSE * 3}")


def test_a_list_of_headlines_alone_is_kept() -> None:
    """Where there is no prose at all, the headlines are the text."""
    assert ["Latest news"] == marked("Latest news\nArmy takes Hama\nRebels leave Idlib")


@pytest.mark.parametrize(
    "line",
    [
        "By Jane Roe",
        "By Jane Roe and Omar al-Haddad",
        "BY JANE ROE",
        "by Jane Roe",
        "By Jane Roe, Bekaa correspondent",
        "By Jane Roe in Gaziantep",
        "By J. R. Roe | 2 December 2024",
        "By our diplomatic staff",
        "بقلم ليلى الحداد",
        "إعداد: ليلى الحداد",
        "Haber: Ayşe Yılmaz",
    ],
)
def test_a_byline_is_marked(line: str) -> None:
    """A byline below the headline is boilerplate."""
    assert [line] == marked(f"Army takes two villages in the north of Hama\n{line}\n{PROSE}")


def test_an_author_twice_with_a_biography() -> None:
    """A name that stands twice near the end, and the first-person line after it, are about the author."""
    author = ["Jane Roe", "Jane Roe", "I'm a reporter because the truth matters to all of us."]

    assert author == marked(PROSE + "\n" + "\n".join(author))


def test_a_biography_of_the_author_in_the_byline() -> None:
    """What the author named above does for a living is no news, with the rest of its line."""
    biography = ["Jane Roe covers Turkey and Syria.", "Her book will be published in the autumn of this year."]

    assert ["By Jane Roe", *biography] == marked(f"By Jane Roe\n{PROSE}{' '.join(biography)}")


def test_about_the_author() -> None:
    """The line after "About the author" is a biography."""
    tail = ["About the author", "She lives in Amman and has written for many papers over the years."]

    assert tail == marked(PROSE + "\n".join(tail))


def test_an_author_signs() -> None:
    """A name alone on the last line, after a finished sentence, is a signature."""
    assert ["Jane Roe"] == marked(f"{PROSE}Jane Roe")


@pytest.mark.parametrize(
    "end",
    ["Read Also", "Source LevantWire and agencies", "(Source: Syrian Coalition) Twitter", "218-11", "SSH 11"],
)
def test_furniture_glued_to_the_last_line(end: str) -> None:
    """Where a page was flattened into one line, furniture after its last sentence is still seen."""
    assert [end] == marked(f"{PROSE.replace(chr(10), ' ')}{end}")


def test_the_same_words_inside_the_line_are_kept() -> None:
    """A short sentence in the middle of prose is not furniture."""
    assert [] == marked("The army said: Read more. It took the village on Monday. He agreed.")
