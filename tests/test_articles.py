"""Articles from files, folders, tables and standard input."""

import csv
import datetime as dt
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from syriaevents.reading import articles, language
from syriaevents.reading.articles import ArticleFailure, detect_language, read_articles
from syriaevents.schema.article import Article

NEWS = "The army took two villages near the city of Hama on Monday, residents said."
FA_KES = Path(__file__).parents[2] / "shared" / "data" / "fa_kes" / "dev.csv"


def read(*paths: str | Path, **options: Any) -> list[Article | ArticleFailure]:
    return list(read_articles(paths, **options))


def one(path: str | Path, **options: Any) -> Article:
    [article] = read(path, **options)
    assert isinstance(article, Article), article
    return article


def failure(path: str | Path, **options: Any) -> ArticleFailure:
    [failed] = read(path, **options)
    assert isinstance(failed, ArticleFailure), failed
    return failed


def write(path: Path, data: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def jsonl(path: Path, rows: Sequence[object]) -> Path:
    return write(path, "".join(json.dumps(row) + "\n" for row in rows))


def test_a_text_file_is_untouched(tmp_path: Path) -> None:
    """Only the byte order mark goes; line ends and white space stay, and the file's name is the id."""
    article = one(write(tmp_path / "a1.txt", f"\ufeff\r\n {NEWS}\r\n\x0c"))

    assert f"\r\n {NEWS}\r\n\x0c" == article.text
    assert ("a1", "en", None, None) == (article.id, article.language, article.title, article.published)


def test_the_given_day_is_for_articles_without_one(tmp_path: Path) -> None:
    """A row's own day goes before the one given for all."""
    rows = [{"text": NEWS}, {"text": NEWS, "published": "2024-12-02T23:30:00-05:00"}]
    read_rows = read(jsonl(tmp_path / "a.jsonl", rows), published=dt.date(2020, 1, 1))

    assert [dt.date(2020, 1, 1), dt.date(2024, 12, 2)] == [getattr(row, "published", None) for row in read_rows]


def test_all_fields_of_a_row(tmp_path: Path) -> None:
    """Known columns are taken, null and empty ones are None, others are passed over."""
    row = {
        "text": NEWS,
        "id": 7,
        "title": "T",
        "source": "S",
        "url": "",
        "language": "ar-SY",
        "published": None,
        "x": [],
    }
    article = one(jsonl(tmp_path / "a.ndjson", [row]))

    assert ("7", "T", "S", None, None, "ar") == (
        article.id,
        article.title,
        article.source,
        article.url,
        article.published,
        article.language,
    )


def test_columns_are_mapped(tmp_path: Path) -> None:
    """A table's own column names are mapped to the fields of an article."""
    path = write(tmp_path / "a.csv", f'unit,article_content\n9,"{NEWS}"\n')
    article = one(path, columns={"text": "article_content", "id": "unit"})

    assert ("9", NEWS) == (article.id, article.text)


def test_a_table_with_tabs(tmp_path: Path) -> None:
    """A .tsv file is separated by tabs."""
    assert NEWS == one(write(tmp_path / "a.TSV", f"id\ttext\n1\t{NEWS}\n")).text


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_a_missing_text_column_is_one_failure(tmp_path: Path, name: str) -> None:
    """It names the columns there are and the option that maps them."""
    data = '{"body": "a"}\n' if name.endswith("jsonl") else "body\na\nb\n"
    failed = failure(write(tmp_path / name, data))

    assert f"{tmp_path / name}:1" == failed.source
    assert "'body'" in failed.reason
    assert "--column text=NAME" in failed.reason


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"text": "  "}, "is empty"),
        ({"text": None}, "is empty"),
        ({"text": 5}, "has a text that is not a string but int"),
        ({"text": NEWS, "title": ["a"]}, "has a title that is not a string"),
        ({"text": NEWS, "id": True}, "has a id that is not a string"),
        ({"text": NEWS, "published": "02/12/2024"}, "no ISO 8601 day"),
        ({"text": NEWS, "published": "1733097600"}, "no ISO 8601 day"),
        ({"text": "a \ud800 b"}, "cannot be encoded"),
        ({"text": NEWS, "title": "\udc00"}, "cannot be encoded"),
    ],
)
def test_a_bad_row_never_stops_the_rest(tmp_path: Path, row: object, reason: str) -> None:
    """A row that is no article fails in its place, with its line and its reason."""
    path = jsonl(tmp_path / "a.jsonl", [{"text": "First. " + NEWS}, row, {"text": NEWS}])
    first, failed, last = read(path)

    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert isinstance(failed, ArticleFailure)
    assert f"{path}:2" == failed.source
    assert reason in failed.reason


def test_a_half_written_last_line(tmp_path: Path) -> None:
    """What was cut off while being written fails alone."""
    good, bad = read(write(tmp_path / "a.jsonl", json.dumps({"text": NEWS}) + '\n{"text": "The ar'))

    assert isinstance(good, Article)
    assert isinstance(bad, ArticleFailure)
    assert "cut off" in bad.reason


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b"\xef\xbb\xbf \n", "is empty"),
        ("a.txt", b"%PDF-1.4", "is not text (a PDF document)"),
        ("a.html", b" ", "is empty"),
        ("a.html", b"<html></html>", "no article text"),
        ("a.jsonl", b"\n\n", "is empty"),
        ("a.csv", b"text\n", "is empty"),
        ("a.csv", b"PK\x03\x04", "is not text"),
        ("a.jsonl", b"\xff\xfe" + '{"text": "a"}'.encode("utf-16-le") + b"\x00\xd8\n\x00", "is damaged"),
        ("a.docx", b"PK", "is not of a kind that is read"),
    ],
)
def test_files_that_are_no_articles(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    """Each fails with a reason, and none of them is missing."""
    failed = failure(write(tmp_path / name, data))

    assert str(tmp_path / name) in failed.source
    assert reason in failed.reason
    assert not failed.missing


def test_a_missing_path(tmp_path: Path) -> None:
    """A path that does not exist is told apart from a bad one."""
    assert ArticleFailure(str(tmp_path / "no.txt"), "does not exist", missing=True) == failure(tmp_path / "no.txt")


def test_a_file_that_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's reason is passed on."""
    path = write(tmp_path / "a.txt", NEWS)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "cannot be read: Permission denied" == failure(path).reason


def test_a_folder(tmp_path: Path) -> None:
    """Folders are read with the folders in them, by name; hidden and unknown files are passed over."""
    for name in ["b.txt", "a.txt", ".hidden.txt", "notes.md", "sub/c.txt", ".git/d.txt"]:
        write(tmp_path / name, NEWS)

    assert ["a", "b", "c"] == [getattr(article, "id", None) for article in read(tmp_path)]


def test_a_folder_without_articles(tmp_path: Path) -> None:
    """It fails, and says what is read."""
    write(tmp_path / "notes.md", NEWS)

    assert ".txt" in failure(tmp_path).reason


def test_reading_is_lazy(tmp_path: Path) -> None:
    """The first article is there before the second file exists."""
    found = read_articles([write(tmp_path / "a.txt", NEWS), tmp_path / "b.txt"])
    assert "a" == getattr(next(found), "id", None)
    write(tmp_path / "b.txt", NEWS)
    assert "b" == getattr(next(found), "id", None)


def test_a_web_page(tmp_path: Path) -> None:
    """The language is that of the text, whatever the page's template declares."""
    text = "قال وزير الخارجية إن الجيش سيطر على المدينة صباح اليوم الاثنين."
    article = one(write(tmp_path / "a.htm", f'<html lang="en"><body><article><p>{text}</p></article></body></html>'))

    assert ("a", text, "ar") == (article.id, article.text, article.language)


@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """An article over the limit is refused before it is decoded."""
    monkeypatch.setattr(articles, "MAX_BYTES", 1000)

    assert "too much for one article" in failure(write(tmp_path / name, NEWS * 20)).reason


def test_a_row_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit holds for rows too."""
    monkeypatch.setattr(articles, "MAX_BYTES", 1000)

    assert "too much for one article" in failure(jsonl(tmp_path / "a.jsonl", [{"text": NEWS * 20}])).reason


def test_five_megabytes(tmp_path: Path) -> None:
    """A long article is an article."""
    text = f"{NEWS}\n" * (5_000_000 // len(NEWS))

    assert text == one(write(tmp_path / "a.txt", text)).text


@pytest.mark.parametrize("text", [NEWS, "{{7*7}} " + NEWS, "{% raw %} " + NEWS, "{ " + NEWS])
def test_plain_text_on_standard_input(text: str) -> None:
    """Text is read as it is, also where it begins with a brace."""
    assert text == one("-", stdin=io.BytesIO(text.encode())).text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_jsonl_on_standard_input(encoding: str) -> None:
    """What begins as a JSON object is JSONL; the rows' places are named."""
    rows = "".join(json.dumps({"text": f"{number} {NEWS}"}) + "\n" for number in range(200)) + "oops\n"
    *good, bad = read("-", stdin=io.BytesIO(rows.encode(encoding)))

    assert [f"{number} {NEWS}" for number in range(200)] == [getattr(row, "text", None) for row in good]
    assert isinstance(bad, ArticleFailure)
    assert "standard input:201" == bad.source


@pytest.mark.parametrize(("data", "reason"), [(b"", "is empty"), (b"%PDF-1.4", "is not text")])
def test_bad_standard_input(data: bytes, reason: str) -> None:
    """Nothing, or something that is not text, is a failure."""
    failed = failure("-", stdin=io.BytesIO(data))

    assert "standard input" == failed.source
    assert reason in failed.reason


def test_standard_input_that_breaks() -> None:
    """An error while reading is a failure."""

    class Broken(io.BytesIO):
        def read(self, *_: object) -> bytes:
            raise OSError("pipe broke")

    assert "cannot be read: pipe broke" == failure("-", stdin=Broken()).reason


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (NEWS, "en"),
        ("SDF rejects deal with Damascus", "en"),
        ("الأسد يلتقي بوتين في موسكو", "ar"),
        ("Şam ve Ankara anlaştı mı?", "tr"),
        ("Fidan: Suriye'de yeni dönem", "tr"),
        ("Hello", None),
        ("12345 " * 100, None),
        ("", None),
        ("\ud800" * 100, None),
        ("aGVsbG8gd29ybGQ=" * 5, None),
        ("Hayat Tahrir al-Sham, Aleppo", None),
    ],
)
def test_language(text: str, expected: str | None) -> None:
    """English, Arabic and Turkish are told apart, also in a headline; too little text or names only are not."""
    assert expected == detect_language(text)


ENGLISH = (
    "The minister said that the government of Damascus had agreed to talks, and that it would send an envoy to the "
    "border in the coming days. Residents of the town, which was shelled on Monday, have not been able to return."
)
ARABIC = "وقال الوزير إن الحكومة في دمشق وافقت على محادثات مع المعارضة في إدلب بعد أيام من القتال، كما أكد أن التي"
TURKISH = (
    "Bakan, Şam ile yapılan görüşmelerin sürdüğünü ve bu hafta bir heyetin sınıra gideceğini söyledi. Ancak kentte "
    "yaşayanlar için durum daha da zor olarak görülüyor, dün gece için de çok sayıda kişi göç etti."
)
DUTCH = (
    "De minister zei dat de regering in Damascus en de oppositie in Idlib het eens zijn. Het was de eerste keer dat de "
    "partijen in de stad of in de omgeving bij elkaar kwamen. Hij had eerder gezegd dat dit niet kon."
)
PERSIAN = (
    "وزیر امور خارجه گفت که دولت دمشق و مخالفان در ادلب توافق کرده‌اند و نیروها شهر را ترک کردند، این نخستین بار است"
)
AZERBAIJANI = (
    "Nazir bildirib ki, Dəməşq hökuməti və müxalifət atəşkəs barədə razılığa gəliblər. Bu, bir ilk olub, çox da yox."
)


@pytest.mark.parametrize(("text", "expected"), [(ENGLISH, "en"), (ARABIC, "ar"), (TURKISH, "tr")])
def test_plain_language(text: str, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text full of a language's small words is told by them alone, and as the statistics tell it."""
    assert expected == language._leading(text, language._MARGIN)
    monkeypatch.setattr(language, "_leading", lambda *_: pytest.fail("the statistics were asked"))

    assert expected == detect_language(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (DUTCH, "nl"),
        (PERSIAN, "fa"),
        (AZERBAIJANI, "az"),
        (f"{ARABIC} {PERSIAN}", None),
        (f"{DUTCH} {ENGLISH}", None),
        (f"{ENGLISH} {ARABIC}", None),
    ],
)
def test_language_that_small_words_do_not_tell(text: str, expected: str | None) -> None:
    """A neighbour with words or letters in common, and a mixture, are left to the statistics."""
    assert language._plainly(text) is None
    assert expected is None or expected == detect_language(text)


@pytest.mark.skipif(not FA_KES.is_file(), reason="the shared data is not here")
def test_fa_kes() -> None:
    """A hundred real articles come through whole."""
    with FA_KES.open(encoding="utf-8-sig", newline="") as stream:
        expected = [row["article_content"] for row in csv.DictReader(stream)]

    found = read(FA_KES, columns={"text": "article_content", "id": "unit_id", "title": "article_title"})
    assert expected == [getattr(article, "text", None) for article in found]
