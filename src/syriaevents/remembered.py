"""What is made of words again and again, looked up instead: articles say the same few thousand words over and over."""

from collections.abc import Callable
from typing import TypeVar

Made = TypeVar("Made")
_MOST = 8192
_LONGEST = 40
"""Characters; what is longer than that does not come again."""


class Remembered(dict[str, Made]):
    """What is made of each text, kept for the first few thousand short ones.

    For what a sentence is cut into at its spaces: ``map`` over it looks a whole sentence up at several times the speed
    of calls, cached or not.
    """

    def __init__(self, make: Callable[[str], Made]) -> None:
        self._make = make

    def __missing__(self, text: str) -> Made:
        made = self._make(text)
        if len(self) < _MOST and len(text) <= _LONGEST:
            self[text] = made
        return made
