"""Web pages."""

import pytest

from syriaevents.errors import ArticleError
from syriaevents.reading.html import decode_page, read_page

PAGE = """<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Army takes villages | Levant Wire</title>
<meta property="og:site_name" content="Levant Wire"><meta property="og:title" content="Army takes villages">
<link rel="canonical" href="https://example.org/a/1">
<meta property="article:published_time" content="2024-12-02T10:00:00+03:00"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Army takes villages</h1><p>HAMA - The army took two villages on Monday, residents said.</p>
<h2>Reactions</h2><p>“We are worried,” said the mayor. “People flee &amp; hide.”</p></article>
<div id="comments"><h3>Comments</h3><p>Nice article, thank you for it.</p></div>
<footer>© 2024 Levant Wire. All rights reserved.</footer></body></html>"""


def test_a_page() -> None:
    """Main text with a line for each paragraph, without menu, comments and footer, and the metadata."""
    page = read_page(PAGE.encode())

    assert (
        "Army takes villages\n"
        "HAMA - The army took two villages on Monday, residents said.\n"
        "Reactions\n"
        "“We are worried,” said the mayor. “People flee & hide.”"
    ) == page.text
    assert "Army takes villages" == page.title
    assert "Levant Wire" == page.source
    assert "https://example.org/a/1" == page.url
    assert "2024-12-02" == page.published
    assert "en" == page.language


def test_a_page_without_metadata() -> None:
    """What a page does not state stays empty; a date in its text is not taken for its own."""
    page = read_page(b"<html><body><p>The army took two villages on 3 May 2019, residents said.</p></body></html>")

    assert "The army took two villages on 3 May 2019, residents said." == page.text
    assert (None, None, None, None) == (page.source, page.url, page.published, page.language)


def test_a_table_is_read_where_nothing_else_is() -> None:
    """Some pages lay their text out as a table."""
    row = "<tr><td>The army took two villages near the city on Monday, residents said.</td></tr>"

    assert "two villages" in read_page(f"<html><body><table>{row}</table></body></html>".encode()).text


@pytest.mark.parametrize("markup", [b"<html></html>", b"no markup", b"<html><body><script>x()</script></body></html>"])
def test_a_page_without_text(markup: bytes) -> None:
    """A page without an article is refused."""
    with pytest.raises(ArticleError, match="no article text"):
        read_page(markup)


@pytest.mark.parametrize("declared", ["windows-1256", "utf-8", "no-such-encoding"])
def test_the_declared_encoding(declared: str) -> None:
    """The declared encoding is used where it fits; one that does not fit or exist is passed over."""
    markup = f'<meta charset="{declared}"><p>قال وزير الخارجية إن الجيش سيطر على المدينة.</p>'

    assert markup == decode_page(markup.encode("cp1256"))
