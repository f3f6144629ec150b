"""What one date expression means: from its words and the anchor to an interval, or open with the reason."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import NamedTuple

from syriaevents.resolve.date_calendar import Span
from syriaevents.resolve.date_chunks import SYMBOLS
from syriaevents.resolve.date_tokens import Row, Token

NO_ANCHOR = "relative, and neither a publication date nor a dateline is known"
OTHER_EVENT = "relative to another event of the text"
VAGUE = "vague: the text gives no bounds"
_LOOK_BACK, _LOOK_AHEAD = 14, 10
_WILL, _TOLD, _COMMA, _TO, _STOP, _CRY = (SYMBOLS[kind] for kind in ("will", "told", "comma", "to", "stop", "cry"))
_CUES = re.compile(f"[{_WILL}{_TOLD}{_STOP}{_CRY}]")
_ENDS = frozenset({_TOLD, _COMMA, _TO, _STOP})


class Unresolved(Exception):
    """The expression is a date, but stays open; its text says why."""


class Reading(NamedTuple):
    """An interval with both ends, or one or none of them and a note that says why."""

    start: dt.date | None = None
    end: dt.date | None = None
    note: str | None = None


class Hit(NamedTuple):
    """The words ``tokens[first:last]`` that matched a pattern, in their sentence, with the anchor."""

    tokens: Row
    first: int
    last: int
    anchor: dt.date | None
    words: Sequence[Token]

    @classmethod
    def of(cls, tokens: Row, first: int, last: int, anchor: dt.date | None) -> "Hit":
        """The words of a row from one to another."""
        return cls(tokens, first, last, anchor, tokens[first:last])

    def values(self, *kinds: str) -> list[int]:
        """Values of all words of these kinds, in order."""
        return [token.value for token in self.words if token.kind in kinds]

    def value(self, *kinds: str) -> int | None:
        """Value of the first word of these kinds."""
        for token in self.words:
            if token.kind in kinds:
                return token.value
        return None

    def has(self, kind: str) -> bool:
        """Whether a word of this kind is among the words."""
        return self.tokens.kinds.find(SYMBOLS[kind], self.first, self.last) >= 0

    def before(self, steps: int = 1) -> Token | None:
        """The word before the expression."""
        return self.tokens[self.first - steps] if self.first >= steps else None

    def after(self) -> Token | None:
        """The word behind the expression."""
        return self.tokens[self.last] if self.last < len(self.tokens) else None

    def day(self) -> dt.date:
        """The anchor; without one the expression stays relative."""
        if self.anchor is None:
            raise Unresolved(NO_ANCHOR)
        return self.anchor

    def begun(self) -> bool:
        """Whether "since" stands before the expression."""
        return self.first > 0 and self.tokens.kinds[self.first - 1] == SYMBOLS["since"]

    def coming(self) -> bool:
        """Whether the words around say that the date lies ahead: the nearest cue before it decides.

        "will meet on Wednesday" and "to run through June" lie ahead, "will meet, he said on
        Wednesday" does not; without a cue before it, "On Friday, ministers will meet" does.
        """
        if self.begun():
            return False
        until = self.first > 0 and self.tokens.kinds[self.first - 1] == SYMBOLS["until"]
        if until and (verb := self.before(3)) and verb.text == "to":
            return True
        cues = _CUES.findall(self.tokens.kinds, max(0, self.first - _LOOK_BACK), self.first)
        if cues and cues[-1] not in (_STOP, _CRY):
            return bool(cues[-1] == _WILL)
        return self._leads_to_coming()

    def _leads_to_coming(self) -> bool:
        """Whether the expression opens a sentence whose verb lies ahead: "On Friday, ministers will meet"."""
        opens = self.first <= 1
        for kind in self.tokens.kinds[self.last : self.last + _LOOK_AHEAD]:
            if kind == _WILL:
                return self.first <= 3
            if kind in _ENDS and not (kind == _COMMA and opens):  # "On Friday, ..."
                return False
        return False


def known(span: Span, note: str | None = None) -> Reading:
    """A reading with both ends."""
    return Reading(span[0], span[1], note)
