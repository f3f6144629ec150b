"""Web pages to text and metadata, by trafilatura."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from syriaevents.errors import ArticleError
from syriaevents.reading.decoding import decode

_HEAD = 4096  # bytes in which a page declares its encoding
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_LANGUAGE = re.compile(r"<html[^>]{0,500}?\slang\s*=\s*[\"']?([A-Za-z]{2})\b", re.IGNORECASE)
# Below this many characters trafilatura gives up its own finding for the flattened text of the whole page, which has no
# paragraphs any more; its default of 250 does so to short news.
_MIN_TEXT = "20"


@dataclass(frozen=True, slots=True)
class Page:
    """The main text of a page, one paragraph a line, and what the page says about itself; None where it does not."""

    text: str
    title: str | None
    source: str | None
    url: str | None
    published: str | None  # ISO 8601 day
    language: str | None  # ISO 639-1, as declared


def read_page(data: bytes) -> Page:
    """The main text and metadata of a web page, without comments, menus and tables (tables only if nothing else).

    Raises ArticleError with a reason that continues "this page ...".
    """
    markup = decode_page(data)
    document = _extract(markup, tables=False)
    if document is None or not document.text:
        document = _extract(markup, tables=True)
    if document is None or not document.text:
        raise ArticleError("holds no article text that could be found; save the article's text as .txt")
    language = _LANGUAGE.search(markup, 0, _HEAD)
    return Page(
        text=document.text,
        title=document.title or None,
        source=document.sitename or None,
        url=document.url or None,
        published=document.date or None,
        language=language.group(1).lower() if language else None,
    )


def decode_page(data: bytes) -> str:
    """The markup, in the encoding that the page declares if it fits, else as any other text."""
    declared = _CHARSET.search(data, 0, _HEAD)
    if declared and b"\0" not in data and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode(declared.group(1).decode("ascii"))
        except (LookupError, UnicodeError):
            pass  # wrongly declared
    return decode(data)


def _extract(markup: str, *, tables: bool) -> Any:
    from trafilatura import bare_extraction  # noqa: PLC0415  (slow to import)

    return bare_extraction(
        markup,
        with_metadata=True,
        include_comments=False,
        include_tables=tables,
        config=_config(),
        # Only a date that the page states: a guess from the text would become the anchor of every relative date.
        date_extraction_params={"original_date": True, "extensive_search": False},
    )


@lru_cache(maxsize=1)
def _config() -> Any:
    from trafilatura.settings import use_config  # noqa: PLC0415  (slow to import)

    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", _MIN_TEXT)
    return config
