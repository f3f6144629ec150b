"""The language of an article, stated or told from its text."""

import re
from itertools import islice

MIN_LETTERS = 20  # below this a language cannot be told
_LANGUAGE_CODE = re.compile(r"([A-Za-z]{2})(?:[-_]|\Z)")
_NO_LANGUAGE = "zxx"
_MARGIN = 2.0  # log-probability by which a language must lead; headlines full of names have less
_LANGUAGE_SAMPLE = 5000  # characters
_SURE = 60.0  # a lead that no more text of the same article turns round
_FIRST_LOOK = 600  # characters, in which nearly every article has such a lead
_SURROGATE = re.compile("[\ud800-\udfff]")
_LETTER = re.compile(r"[^\W\d_]")


def detect_language(text: str) -> str | None:
    """The ISO 639-1 code of a text's language, or None where there is too little text to tell."""
    return _leading(text[:_FIRST_LOOK], _SURE) or _leading(text[:_LANGUAGE_SAMPLE], _MARGIN)


def _leading(text: str, margin: float) -> str | None:
    """The language that leads by the margin in a text with enough letters."""
    sample = _SURROGATE.sub(" ", text)
    if sum(1 for _ in islice(_LETTER.finditer(sample), MIN_LETTERS)) < MIN_LETTERS:
        return None
    import py3langid  # noqa: PLC0415  (slow to import)

    ranked = py3langid.rank(sample)
    if ranked[0][0] == _NO_LANGUAGE:
        return None
    # Varieties have codes of three letters ("arz", "pcm"); the language they belong to is close behind them.
    (code, best), (_, second) = islice(((code, score) for code, score in ranked if len(code) == len("xx")), 2)
    return str(code) if best - second >= margin else None


def language_of(stated: str | None, text: str) -> str | None:
    """The ISO 639-1 code that is stated, else the one that the text tells."""
    code = _LANGUAGE_CODE.match(stated.strip()) if stated else None
    return code.group(1).lower() if code else detect_language(text)
