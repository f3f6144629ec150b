"""What is made of words again and again, looked up instead: articles say the same few thousand words over and over."""

from collections.abc import Callable
from typing import TypeVar

Made = TypeVar("Made")
_MOST = 4096
_LONGEST = 40
"""Characters; what is longer than that does not come again."""


class Remembered(dict[str, Made]):
    """What is made of each text, kept for short ones that came lately, of which it holds a bounded number.

    For what a sentence is cut into at its spaces: ``map`` over it looks a whole sentence up at several times the speed
    of calls, cached or not. When it is full it begins anew, and takes what comes again from what it held before.
    """

    def __init__(self, make: Callable[[str], Made], most: int = _MOST) -> None:
        self._make, self._most = make, most
        self._before: dict[str, Made] = {}

    def __missing__(self, text: str) -> Made:
        if len(text) > _LONGEST:
            return self._make(text)
        made = self._before[text] if text in self._before else self._make(text)
        if len(self) >= self._most:
            self._before = dict(self)
            self.clear()
        self[text] = made
        return made
