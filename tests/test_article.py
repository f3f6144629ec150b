"""The input record: text untouched, an id that stays, a day of publication."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from syriaevents.schema import Article, text_digest

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@given(ANY_TEXT)
def test_the_text_is_never_altered(text: str) -> None:
    """Whatever the characters are, lone surrogates among them, they stay."""
    assert text == Article(text=text).text


@given(ANY_TEXT)
def test_an_id_is_made_of_the_text(text: str) -> None:
    """Without an id, an article has 16 hex digits that depend on its text alone."""
    article = Article(text=text, title="a title")
    assert text_digest(text) == article.id
    assert 16 == len(article.id)
    assert set(article.id) <= set("0123456789abcdef")


@pytest.mark.parametrize("missing", [{}, {"id": ""}, {"id": None}])
def test_no_id_is_none(missing: dict[str, str | None]) -> None:
    """An empty id is no id."""
    assert text_digest("Rain fell.") == Article.model_validate({"text": "Rain fell.", **missing}).id


def test_a_given_id_is_kept() -> None:
    """The source's own id wins."""
    assert "story-7" == Article(id="story-7", text="Rain fell.").id


def test_other_texts_have_other_ids() -> None:
    """One character more is another article."""
    assert text_digest("Rain fell.") != text_digest("Rain fell. ")


@pytest.mark.parametrize(
    "published",
    [
        "2024-11-29", dt.date(2024, 11, 29), dt.datetime(2024, 11, 29, 23, 30, tzinfo=dt.UTC),
        "2024-11-29T23:30:00Z", "2024-11-29T23:30:00+03:00", "2024-11-29 23:30:00",
    ],
)  # fmt: skip
def test_days_and_moments(published: object) -> None:
    """The day of publication is the day the source states, in its own time zone."""
    assert dt.date(2024, 11, 29) == Article.model_validate({"text": "", "published": published}).published


@pytest.mark.parametrize("published", ["29 November", "2024-13-01", "2024-11-29 or so", "", 7.5])
def test_what_is_no_day_is_an_error(published: object) -> None:
    """A day that cannot be read is told, never dropped."""
    with pytest.raises(ValidationError, match="published"):
        Article.model_validate({"text": "", "published": published})


@pytest.mark.parametrize("data", [{}, {"text": None}, {"text": 5}, {"text": "a", "body": "b"}, ["text"], "text"])
def test_what_is_no_article_is_an_error(data: object) -> None:
    """A text is needed, and there are no other fields than the contract's."""
    with pytest.raises(ValidationError):
        Article.model_validate(data)


def test_articles_survive_json() -> None:
    """What is written is what is read."""
    article = Article(text="İdlib’de yağmur\r\n", published="2024-11-29", language="tr", title="Yağmur")
    assert article == Article.model_validate_json(article.model_dump_json())
