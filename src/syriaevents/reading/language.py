"""The language of an article, stated or told from its text."""

import re

MIN_LETTERS = 20  # below this a language cannot be told
_LANGUAGE_CODE = re.compile(r"([A-Za-z]{2})(?:[-_]|\Z)")
_NO_LANGUAGE = "zxx"
_MARGIN = 2.0  # log-probability by which a language must lead; headlines full of names have less
_LANGUAGE_SAMPLE = 5000  # characters
_SURROGATE = re.compile("[\ud800-\udfff]")


def detect_language(text: str) -> str | None:
    """The ISO 639-1 code of a text's language, or None where there is too little text to tell."""
    sample = _SURROGATE.sub(" ", text[:_LANGUAGE_SAMPLE])
    if sum(char.isalpha() for char in sample) < MIN_LETTERS:
        return None
    import py3langid  # noqa: PLC0415  (slow to import)

    ranked = py3langid.rank(sample)
    if ranked[0][0] == _NO_LANGUAGE:
        return None
    # Varieties have codes of three letters ("arz", "pcm"); the language they belong to is close behind them.
    (code, best), (_, second) = [(code, score) for code, score in ranked if len(code) == len("xx")][:2]
    return str(code) if best - second >= _MARGIN else None


def language_of(stated: str | None, text: str) -> str | None:
    """The ISO 639-1 code that is stated, else the one that the text tells."""
    code = _LANGUAGE_CODE.match(stated.strip()) if stated else None
    return code.group(1).lower() if code else detect_language(text)
