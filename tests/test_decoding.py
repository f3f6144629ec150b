"""Bytes to text."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syriaevents.errors import ArticleError
from syriaevents.reading.decoding import decode, encoding_of

ENGLISH = "The minister said “we stay” – and left for the café on Monday.\r\n"
TURKISH = "Dışişleri Bakanı, Suriye’de geçiş sürecinin desteklenmesi gerektiğini söyledi.\n"
ARABIC = "قال وزير الخارجية إن بلاده ستواصل دعم سوريا، وأضاف أن الحوار مستمر.\n"
RUSSIAN = "Министр иностранных дел заявил о поддержке Сирии.\n"


@pytest.mark.parametrize("text", [ENGLISH, TURKISH, ARABIC, RUSSIAN])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings(text: str, encoding: str) -> None:
    """Unicode is read with and without a byte order mark, which is dropped; line ends stay."""
    assert text == decode(text.encode(encoding))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "cp1252"),
        ("café ok", "cp1252"),
        ("The café", "latin-1"),
        (TURKISH, "cp1254"),
        (TURKISH.replace("’", "'"), "iso8859_9"),
        ("Şam’da çatışma", "cp1254"),
        (ARABIC, "cp1256"),
        ("قصف على إدلب", "cp1256"),
        (ARABIC, "iso8859_6"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
    ],
)
def test_legacy_encodings(text: str, encoding: str) -> None:
    """Encodings from before Unicode are told apart by what they would say."""
    assert text == decode(text.encode(encoding))


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 ...",
        b"PK\x03\x04...",
        b"\x89PNG\r\n",
        b"abc\x00def",
        b"\x00\x01" * 50,
        b"\x01\x02\x03" * 50,
        b"\x01\x02\x03\xe9" * 50,
    ],
)
def test_binary_data(data: bytes) -> None:
    """What is not text is refused, with a word on what it is."""
    with pytest.raises(ArticleError, match="is not text"):
        decode(data)


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ("“Army” ".encode() + b"\xe9 left", "byte 11"),
        ("“Army” left ’".encode()[:-1], "byte 16"),
        (b"\xff\xfea", "byte 2"),
    ],
)
def test_damaged_text(data: bytes, place: str) -> None:
    """UTF-8 with a bad byte is not read as something else, and nothing is replaced: the place is told."""
    with pytest.raises(ArticleError, match=place):
        decode(data)


def test_a_beginning_may_end_within_a_character() -> None:
    """The beginning of a stream says the encoding, also where it is cut in the middle of a character."""
    assert "utf-8-sig" == encoding_of("قال".encode()[:-1], partial=True)


@settings(deadline=None)
@given(st.text())
def test_every_utf8_text_comes_back_or_is_refused(text: str) -> None:
    """No text is ever altered."""
    try:
        decoded = decode(text.encode())
    except ArticleError:
        return
    assert text.removeprefix("\ufeff") == decoded


@settings(deadline=None)
@given(st.binary())
def test_any_bytes(data: bytes) -> None:
    """Any bytes are text or an ArticleError."""
    with suppress(ArticleError):
        assert isinstance(decode(data), str)
