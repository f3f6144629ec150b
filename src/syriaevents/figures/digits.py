"""Numbers in digits: "12", "1,117", "1 117" with hard spaces, "3.5 million".

Dots and commas before groups of three digits are thousand separators in every language, for people are not counted in
thousandths.
"""

import re

from syriaevents.figures.spelt import SCALES, TURKISH_SCALES, Read
from syriaevents.figures.tokens import Tokens

_GROUPED = re.compile(r"\d{1,3}(?:[.,٬]\d{3})+")
_SEPARATOR = re.compile(r"[.,٬]")
_GROUP = 3
_MOST_DIGITS = 15  # longer rows of digits count no people


def read_digits(tokens: Tokens, at: int, *, turkish: bool) -> Read | None:
    """The value of the digits at an index and the index behind them and their scale, or None."""
    text = tokens.words[at]
    if not tokens.digits(at) or len(text) > _MOST_DIGITS:
        return None
    scale = SCALES.get(tokens.bare(at + 1)) or (TURKISH_SCALES.get(tokens.word(at + 1)) if turkish else None)
    if scale:
        scaled = _scaled(text, scale)
        return None if scaled is None else (scaled, at + 2)
    text, end = _with_groups(tokens, at)
    if len(text) > _MOST_DIGITS or not (text.isdigit() or _GROUPED.fullmatch(text)):
        return None
    return int(_SEPARATOR.sub("", text)), end


def _scaled(text: str, scale: int) -> int | None:
    """ "3.5" times a million; None where that leaves a fraction."""
    _, *behind = _SEPARATOR.split(text)
    if len(behind) > 1 and not _GROUPED.fullmatch(text):
        return None
    decimals = len(behind[0]) if len(behind) == 1 else 0
    value, rest = divmod(int(_SEPARATOR.sub("", text)) * scale, 10**decimals)
    return None if rest else value


def _with_groups(tokens: Tokens, at: int) -> tuple[str, int]:
    """Digits with the groups of three that hard spaces part from them."""
    text, end = tokens.words[at], at + 1
    if text.isdigit() and len(text) <= _GROUP:
        while len(tokens.word(end)) == _GROUP and tokens.hard(end) and tokens.digits(end):
            if len(text) > _MOST_DIGITS:
                break
            text, end = text + tokens.words[end], end + 1
    return text, end
