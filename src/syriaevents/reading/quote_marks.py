"""How the quotation marks of one paragraph pair.

* Directed marks (curly, low-high, guillemets) open and close as they point. Mirrored pairs (``”…“`` in
  Arabic, ``»…«`` in German) and a low mark closed by ``“`` are recognised by the white space around them.
  A directed mark that is never closed is a quotation up to the end of its line, unless another one begins there.
* A straight double mark opens before a word and closes behind one. Closing without opening is no quotation,
  opening without closing neither; so an odd mark costs one quotation and never shifts the pairs behind it.
  A mark behind a digit is an inch sign where nothing is open, or where the next mark closes as well.
* Single marks are quotations where they cannot be apostrophes: opening at the start of a word, closing at the
  end of one, two words or more, on one line. ``the rebels’`` closes only where no later mark does.
* A new line that opens with a fresh mark while a quotation runs ends that one (newspaper convention: one
  quotation for each paragraph). A blank line ends everything.
* Three or more of one mark in a row are ornament.
* Marks of the same sort may be mixed (opened ``“``, closed ``"``).
"""

import re
from bisect import bisect_left
from dataclasses import dataclass, field

MARK = re.compile("([\"“”„‟«»‹›‘’‚'])(?P<run>\\1\\1+)?")
"""One mark, or a run of them."""
_NEW_LINE = re.compile("\n")
_WHITE = re.compile(r"\s*")
_ELISION = re.compile(r"(?:\d|(?:tis|twas|em|til|till|cause|bout|n)\b)", re.IGNORECASE)
_SORT = {
    **dict.fromkeys('"“”„‟', "double"), **dict.fromkeys("«»", "guillemet"),
    **dict.fromkeys("‹›", "single guillemet"), **dict.fromkeys("‘’‚'", "single"),
}  # fmt: skip
_OPENS, _CLOSES = frozenset("“„‟«‹‘‚"), frozenset("”»›")
_ARABIC_PREFIXES = frozenset("وفبلكـ")  # and, so, in, for, as: written on to the next word, marks and all
_BEFORE_OPENING = frozenset("([{<-–—/…:،,;\"“„‟«‹‘‚'”»’\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069")
_LONGEST_NAME = 200  # characters of a name in single marks that a Turkish suffix may follow

Marked = tuple[int, int, int, int]  # outer start, first character, end of the words, outer end


@dataclass(slots=True)
class Paragraph:
    """The state of reading one paragraph's marks from left to right."""

    text: str
    start: int
    end: int
    turkish: bool = False
    marks: list[int] = field(init=False)
    lines: list[int] = field(init=False)
    open: list[int] = field(init=False, default_factory=list)  # offsets of marks not yet closed, outermost first
    depths: dict[str, list[int]] = field(init=False, default_factory=dict)  # for each sort, where in ``open`` it is
    closed: list[Marked] = field(init=False, default_factory=list)
    unclosed: list[Marked] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        found = MARK.finditer(self.text, self.start, self.end)
        self.marks = [match.start() for match in found if match["run"] is None]
        self.lines = [match.start() for match in _NEW_LINE.finditer(self.text, self.start, self.end)]

    def spans(self) -> list[Marked]:
        """Quotations in order of their beginning, outermost before inner; the caller keeps the first of each nest."""
        for index, at in enumerate(self.marks):
            following = self.marks[index + 1] if index + 1 < len(self.marks) else None
            if _SORT[self.text[at]] == "single":
                self._read_single(at, index)
            elif self._closes(at, following):
                self._close(at)
            elif self._opens(at):
                self._open(at)
        self._abandon(0, self.end)
        begins = sorted(span[0] for span in self.closed)
        kept = [span for span in self.unclosed if not _any_between(begins, span[0] + 1, span[3])]
        return sorted(self.closed + kept, key=lambda span: (span[0], -span[3]))

    def _is_open(self, sort: str) -> bool:
        return bool(self.depths.get(sort))

    def _space_before(self, at: int) -> bool:
        return at <= self.start or self.text[at - 1].isspace()

    def _space_behind(self, at: int) -> bool:
        return at + 1 >= self.end or self.text[at + 1].isspace()

    def _at_word_start(self, at: int) -> bool:
        if self._space_behind(at):
            return False
        return self._space_before(at) or self.text[at - 1] in _BEFORE_OPENING

    def _may_open_straight(self, at: int) -> bool:
        before = self.text[at - 1] if at > self.start else " "
        return self._at_word_start(at) or (before in _ARABIC_PREFIXES and not self._space_behind(at))

    def _closes(self, at: int, following: int | None) -> bool:
        mark = self.text[at]
        if not self._is_open(_SORT[mark]):
            return False
        if mark in _CLOSES:
            return True
        if mark == '"':
            return self._straight_closes(at, following)
        mirrored = any(self.text[begin] in "„‟”»›" for begin in self.open[-1:])
        leans_back = not self._space_before(at) and not self._at_word_start(at)
        return mark in "“«‹" and leans_back and (mirrored or self._space_behind(at))

    def _straight_closes(self, at: int, following: int | None) -> bool:
        if self._space_before(at):  # a mark in the white: closing, unless a word begins behind it
            return self._space_behind(at)
        if not self.text[at - 1].isdigit() or following is None or self.text[following] != '"':
            return self.open[-1] != at - 1 or self._space_behind(at)
        closes_too = not self._space_before(following) and not self._may_open_straight(following)
        return not closes_too

    def _opens(self, at: int) -> bool:
        mark = self.text[at]
        if mark in _OPENS:
            return True
        if mark in _CLOSES:
            return self._space_before(at) and not self._space_behind(at)
        return self._may_open_straight(at) or (self._space_before(at) and at + 1 < self.end)

    def _open(self, at: int) -> None:
        sort = _SORT[self.text[at]]
        if self._is_open(sort):
            outer = self.depths[sort][0]
            if self._line(self.open[outer]) != self._line(at):
                self._abandon(outer, at)
        self.depths.setdefault(sort, []).append(len(self.open))
        self.open.append(at)

    def _close(self, at: int) -> None:
        sort = _SORT[self.text[at]]
        while True:
            begin = self._pop()
            if _SORT[self.text[begin]] == sort:
                break
        self.closed.append((begin, begin + 1, at, at + 1))

    def _pop(self) -> int:
        begin = self.open.pop()
        self.depths[_SORT[self.text[begin]]].pop()
        return begin

    def _line(self, at: int) -> int:
        """The number of the line an offset is in."""
        return bisect_left(self.lines, at)

    def _abandon(self, outer: int, at: int) -> None:
        """Give up what is open from ``outer`` on, at a fresh mark or the end of the paragraph."""
        continued = len(self.open) > outer and self._continued(at)
        while len(self.open) > outer:
            begin = self._pop()
            line = self._line(begin)
            if continued:
                last = self.lines[self._line(at) - 1] if at < self.end else self.end
            elif self.text[begin] in "“„‟«":
                last = self.lines[line] if line < len(self.lines) else self.end
            else:
                continue
            self.unclosed.append((begin, begin + 1, last, last))

    def _continued(self, at: int) -> bool:
        """Whether a line or paragraph that begins with a mark follows: the convention for speech that goes on."""
        if at < self.end:
            line = self._line(at)
            return line > 0 and not self.text[self.lines[line - 1] : at].strip()
        behind = _WHITE.match(self.text, self.end)
        return behind is not None and behind.end() < len(self.text) and self.text[behind.end()] in '"“„«'

    def _read_single(self, at: int, index: int) -> None:
        if self._is_open("double") or self._is_open("guillemet") or self._is_open("single guillemet"):
            return  # nested, or an apostrophe: either way inside
        if self._is_open("single"):
            if self._line(self.open[-1]) != self._line(at):
                self._pop()
            elif self._single_closes(at, index):
                self._close(at)
                return
        if self._single_opens(at) and not self._is_open("single"):
            self._open(at)

    def _single_opens(self, at: int) -> bool:
        if not self._at_word_start(at) or self.text[at] == "’" or _ELISION.match(self.text, at + 1, self.end):
            return False
        return self.text[at + 1].isalnum() or self.text[at + 1] in '"“«[('

    def _single_closes(self, at: int, index: int) -> bool:
        if self.text[at] not in "’'" or self._space_before(at):
            return False
        behind = self.text[at + 1] if at + 1 < self.end else " "
        if behind.isalnum():
            if not self.turkish or at - self.open[-1] > _LONGEST_NAME:
                return False
            return len(self.text[self.open[-1] : at].split()) > 1 and not self._closer_follows(index)
        possessive = self.text[at - 1] in "sS" and behind.isspace() and self.text[at + 2 : at + 3].isalnum()
        return not (possessive and self._closer_follows(index))

    def _closer_follows(self, index: int) -> bool:
        """Whether the next single mark of the line that is no apostrophe inside a word closes."""
        for at in self.marks[index + 1 : index + 9]:
            if self._line(at) != self._line(self.marks[index]) or self._at_word_start(at):
                return False
            if self.text[at] in "’'" and not self.text[at + 1 : at + 2].isalnum():
                return True
        return False


def _any_between(ordered: list[int], low: int, high: int) -> bool:
    at = bisect_left(ordered, low)
    return at < len(ordered) and ordered[at] < high
