"""Names of authors on lines of their own: bylines, signatures, biographies and credits."""

import re

_BYLINE = re.compile(
    r"(?:(?:By|BY|by|Written by|بقلم)\s*:?\s+|(?:Haber|Yazan|Muhabir|Yazar|كتب|كتبت|إعداد|تحرير|الكاتب)\s*:\s*)"
    r"(?P<names>\S.{2,99})\Z"
)
_STAFF = re.compile(r"(?:our|a|staff)\b.{0,40}\b(?:staff|reporters?|correspondents?|writers?|desk)\Z", re.IGNORECASE)
_POST = re.compile(r",?\s+(?:in|,)\s+.*|,\s.*\b(?:correspondent|reporter|editor|writer|analyst|columnist)\Z")
_CREDIT = re.compile(
    r"[(\s–—-]*(?:additional |further )?(?:reporting|writing|editing|compiled|edited|written|translated) by\b",
    re.IGNORECASE,
)
_CREDIT_JOIN = re.compile(
    r"\b(?:additional |further )?(?:reporting|writing|editing|compiled|edited|written|translated) by\b", re.IGNORECASE
)
_DESK = re.compile(r"\bthe (?:\w+ ){0,3}(?:desk|newsroom|bureau)\b")
_ARTICLE = re.compile(r"(?:al|el|ad|an|ar|as|ash|at|az)-(?=\w)")
_SEPARATORS = re.compile(r"[\s,/&]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*[.’']?\Z")
_PARTICLES = frozenset(
    {"al", "al-", "el", "de", "da", "di", "du", "la", "le", "van", "von", "der", "den", "bin", "ibn", "abu", "umm"}
    | {"and", "ve", "und", "in"}
)
_NOT_NAMES = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
    | {"january", "february", "march", "april", "may", "june", "july", "august"}
    | {"september", "october", "november", "december", "land", "sea", "air", "night", "day", "force", "law", "the"}
)
_ARABIC = re.compile("[\u0600-\u06ff]")
_FIRST_PERSON = re.compile(r"(?:I|My)\b")
_THIRD_PERSON = re.compile(
    r"(?:He|She|They)(?: is| was| has been| covers| writes| reports| has covered| has written| holds| lives)\b"
)
_PROFESSION = re.compile(
    r"\b(?:author|writer|journalist|reporter|correspondent|editor|columnist|fellow|analyst|researcher|professor|"
    r"lecturer|blogger|contributor|freelance\w*)\b"
)
_MIN_WORDS, _MAX_WORDS = 2, 5
_MAX_BYLINE_WORDS = 12
_MAX_NAME = 60  # characters
_ACTIVITY = re.compile(r"(?: is| was| has| covers| writes| reports| lives)\b")


def _are_names(text: str, most: int) -> bool:
    words = [_ARTICLE.sub("", word) for word in _SEPARATORS.split(text) if word]
    names = [word for word in words if word.casefold() not in _PARTICLES]
    if len(names) < _MIN_WORDS or len(words) > most:
        return False
    if any(word.casefold() in _NOT_NAMES for word in names):
        return False
    return all(_WORD.match(word) and (word[0].isupper() or _ARABIC.match(word)) for word in names)


def is_name(text: str) -> bool:
    """Whether a line can be a person's name and nothing else: two to five words, capitalised or in Arabic script."""
    return len(text) <= _MAX_NAME and _are_names(text, _MAX_WORDS)


def byline(text: str) -> str | None:
    """The author or authors that a line such as "By Jane Roe" names, or None where the line is no byline."""
    match = _BYLINE.match(text)
    if not match:
        return None
    names = re.split(r"[|•·–—]", match["names"])[0].strip()
    if _STAFF.match(names):
        return names
    names = _POST.sub("", names)
    return names if _are_names(names, _MAX_BYLINE_WORDS) else None


def is_credit(text: str) -> bool:
    """Whether a sentence only says who reported, wrote and edited: "Reporting by Jane Roe; Editing by John Doe"."""
    if not _CREDIT.match(text):
        return False
    parts = [part.strip(" ();.,-–—") for part in _CREDIT_JOIN.split(_DESK.sub("Desk", text))]
    names = [word for part in parts for word in re.split(r"[\s,;]+", part) if word]
    return bool(names) and all(word[0].isupper() or word.casefold() in _PARTICLES for word in names)


def opens_biography(text: str, byline_names: str) -> bool:
    """Whether a line near the end begins with an author from the byline and what that author does for a living."""
    names = re.split(r",\s*|\s+(?:and|ve|و)\s+", byline_names)
    return any(text.startswith(name) and _ACTIVITY.match(text, len(name)) for name in names if " " in name)


def is_biography(text: str, name: str) -> bool:
    """Whether the line after an author's name speaks about the author."""
    if _FIRST_PERSON.match(text) or _THIRD_PERSON.match(text):
        return True
    surname = name.rsplit(maxsplit=1)[-1]
    return text.startswith((name, surname)) and _PROFESSION.search(text) is not None
