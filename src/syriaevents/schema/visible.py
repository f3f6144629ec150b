"""Text that is safe to show.

Article text is hostile: it may hold terminal escapes, or characters that turn the reading direction of what stands
beside it.
"""

import re
import unicodedata

EVIDENCE_LENGTH = 120
"""Characters of a sentence that are shown."""
_SPACES = re.compile(r"\s+")
_JOINERS = "\u200c\u200d"  # they shape Arabic and Persian letters and move nothing
_PICTURES = 0x2400  # Unicode's pictures of the control characters start here
_DELETE = 0x7F


def visible(text: str) -> str:
    """The text on one line, with nothing in it that a terminal obeys or that changes the reading direction.

    Control characters become their pictures (ESC: ``␛``), half surrogates ``�``; direction marks and other invisible
    format characters are left out.
    """
    line = _SPACES.sub(" ", text)
    return line if line.isascii() and line.isprintable() else "".join(map(_visible_character, line))


def _visible_character(char: str) -> str:
    if char.isprintable() or char in _JOINERS:
        return char
    category = unicodedata.category(char)
    if category == "Cc":
        code = ord(char)
        return chr(0x2421) if code == _DELETE else chr(_PICTURES + code) if code < _DELETE else "�"
    if category == "Cf":
        return ""
    return " " if category.startswith("Z") else "�"


def shortened(text: str, length: int = EVIDENCE_LENGTH) -> str:
    """The text made visible and cut after a word, with an ellipsis, where it is longer than ``length`` characters."""
    line = visible(text).strip()
    if len(line) <= length:
        return line
    cut = line[: length - 1]
    return f"{cut.rsplit(' ', 1)[0] if ' ' in cut[length // 2 :] else cut}…"
