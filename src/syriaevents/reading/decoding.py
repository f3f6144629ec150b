"""Bytes to text: UTF-8, UTF-16 and UTF-32, and the legacy encodings of English, Arabic, Turkish and Russian pages.

What is valid UTF-8 is UTF-8. Of the rest, UTF-16 is seen by its byte order mark or by where its zero bytes stand, and
``charset-normalizer`` tells the legacy encodings apart. Nothing is replaced: bytes that fit no encoding are an error
with their place, because an article whose text was altered could no longer be quoted.
"""

import codecs
import re

from syriaevents.errors import ArticleError

_MAGIC = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a RIFF media file"),
    (b"\x1f\x8b", "compressed by gzip"),
    (b"BZh", "compressed by bzip2"),
    (b"\xfd7zXZ", "compressed by xz"),
    (b"(\xb5/\xfd", "compressed by zstandard"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"SQLite format 3", "a SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"\x7fELF", "a program"),
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with that one
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Central European encodings are left out: they cannot be told from cp1252 in a text with few accents.
_LATIN = ["cp1252", "cp1254"]
_LEGACY = [*_LATIN, "cp1256", "iso8859_6", "cp1251", "koi8_r"]
_LATIN_SHARE = 0.3  # a text with fewer letters than this beyond ASCII is in Latin script
_TURKISH = re.compile(b"[\xd0\xdd\xde\xf0\xfd\xfe]")  # the six places where cp1254 differs from cp1252
_ASCII_LETTER = re.compile(b"[A-Za-z]")
_LAST_ASCII = 0x7F
_SAMPLE = 200_000  # bytes that the legacy encodings are told apart by, from ...
_BEFORE = 500  # ... so many bytes before the first that is not ASCII
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
_MOST_CONTROLS = 0.02
_UTF16_SPACES = 0.02  # real text has more white space than this


def decode(data: bytes) -> str:
    """The text of a file; only a byte order mark is dropped.

    Raises ArticleError with a reason that continues "this file ...".
    """
    encoding = encoding_of(data)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ArticleError(
            f"is damaged: byte {error.start} (0x{data[error.start]:02x}) is not valid {error.encoding.upper()}; "
            "save the file again as UTF-8"
        ) from None


def encoding_of(data: bytes, *, partial: bool = False) -> str:
    """The name of the encoding, from a whole file, or from its beginning where ``partial`` is set.

    Raises ArticleError where the data is not text, or is in no encoding known here.
    """
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise ArticleError(f"is not text ({what}); convert it to plain text first")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    if b"\0" in data:
        return _utf16_without_mark(data)
    if _fits(data, "utf-8", partial=partial):
        if _is_binary(data[:_SAMPLE].decode("utf-8", "ignore")):
            raise ArticleError("is not text (control characters)")
        return "utf-8-sig"
    return "utf-8-sig" if _is_damaged_utf8(data) else _legacy(data)


def _fits(data: bytes, encoding: str, *, partial: bool) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)().decode(data, final=not partial)
    except UnicodeDecodeError:
        return False
    return True


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether more characters are right in UTF-8 than wrong: then no other encoding would read the rest as it is."""
    text = data.decode("utf-8", "surrogateescape")
    beyond_ascii = sum(1 for _ in re.finditer("[^\x00-\x7f]", text))
    wrong = sum(1 for _ in re.finditer("[\udc80-\udcff]", text))
    right = beyond_ascii - wrong
    return right > wrong or (right > 0 and _fits(data, "utf-8", partial=True))


def _is_binary(text: str) -> bool:
    return len(_CONTROLS.findall(text)) > _MOST_CONTROLS * len(text) + 1


def _utf16_without_mark(data: bytes) -> str:
    even = data[: min(len(data), _SAMPLE) & ~1]
    for encoding in ("utf-16-le", "utf-16-be"):
        if not _fits(even, encoding, partial=True):
            continue
        text = even.decode(encoding, "ignore")
        spaces = text.count(" ") + text.count("\n")
        if "\0" not in text and not _is_binary(text) and spaces > _UTF16_SPACES * len(text):
            return encoding
    raise ArticleError("is not text (zero bytes)")


def _legacy(data: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415  (only old files need it)

    first = next(index for index, byte in enumerate(data) if byte > _LAST_ASCII)
    sample = data[max(0, first - _BEFORE) :][:_SAMPLE]
    beyond_ascii = sum(byte > _LAST_ASCII for byte in sample)
    letters = len(_ASCII_LETTER.findall(sample)) + beyond_ascii
    is_latin = beyond_ascii < _LATIN_SHARE * letters
    best = from_bytes(sample, cp_isolation=_LATIN if is_latin else _LEGACY).best()
    encoding = best.encoding if best else "cp1252"
    if encoding in ("cp1252", "cp1254"):
        # Those letters are Turkish in one and Icelandic in the other; the library gives both the same score.
        encoding = "cp1254" if _TURKISH.search(data) else "cp1252"
    if _is_binary(sample.decode(encoding, "replace")):
        raise ArticleError("is not text, or in an encoding that is not known here; save it as UTF-8")
    return encoding
