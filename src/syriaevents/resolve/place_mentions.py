"""Place names standing in a sentence, with what modifies them."""

import re
from functools import lru_cache

from syriaevents.folding import folded
from syriaevents.resolve.gazetteer import Gazetteer
from syriaevents.resolve.place_context import CLASS_WORDS
from syriaevents.resolve.place_names import ARTICLES, TOKEN, Spelling, may_begin, spellings

Found = tuple[int, int, str]

_GAP = re.compile(r"^[\s\-–/]{1,2}$")
_LOWER_PART = re.compile(
    rf"{CLASS_WORDS}$|(?:oil|gas|naval|military|border|refugee|of|the|and|air|base|canton|valley|river)$"
)
_WIDEST_GAP = 3
_LONGEST = 5  # words of a name
_LONGEST_WORD = 100  # letters and signs; no word of a name has more
_WORD_LENGTH = 40  # how far a neighbouring word is looked for
_NOT_A_NEIGHBOUR = re.compile(
    rf"^(?:{CLASS_WORDS}|north\w*|south\w*|east\w*|west\w*|central|rural|syria\w*|iraq\w*|turk\w*|leban\w*|israel\w*|"
    r"military|international|industrial|oil|gas|road|(?:mon|tues|wednes|thurs|fri|satur|sun)day|the|in|at|on|from|and|"
    r"to|near|after|before|of|following|while|when|as|once|with|by|for|since|but|however|meanwhile|yesterday|today)$",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"^(?:army|armies|brigades?|battalions?|divisions?|front|council|movement|shield|observatory|party|forces?|"
    r"committee|coalition|agreements?|process|talks|legion|operations?|media|today|times|post|news|rebels?|"
    r"assembly|group|platform|conference|foundation|university|defen[cs]e|conquest)$",
    re.IGNORECASE,
)
# Before a name: part of a person's or a group's name ("Ibn Sina", "Fatah Halab", "تحرير الشام").
_NAMING = (
    "ibn", "bin", "bint", "abu", "abou", "umm", "abd", "abdul", "fatah", "fateh", "fath", "jaysh", "jaish", "liwa",
    "liwaa", "jabhat", "harakat", "ahrar", "jund", "faylaq", "tahrir", "ansar", "hayat", "hay'at", "haraket", "kataib",
    "ابن", "بن", "عبد", "فتح", "جيش", "لواء", "حركة", "أحرار", "احرار", "تحرير", "فيلق", "كتائب", "أنصار", "انصار",
)  # fmt: skip
_OF_A_NAME = re.compile(rf"(?:{'|'.join(_NAMING)})[\s-]+$", re.IGNORECASE)
_NAMING_ENDS = tuple(map(folded, _NAMING))
_LEFT = re.compile(
    r"(?:\b(?:(?:just |some |about )?(?:\d+ (?:km|kilomet(?:re|er)s?|miles) )?(?:to )?(?:the )?"
    r"(?:(?:north|south)[- ]?)?(?:east|west|north|south)(?:ern)?"
    r"(?: (?:outskirts|suburbs|countryside|parts?|edges?|side))?"
    r"(?: of)?|near|outside(?: of)?|around|(?:the )?(?:outskirts|suburbs|vicinity|countryside) of|rural)\s+"
    r"(?:the )?(?:(?:strategic |border )?(?:city|town|village|province|governorate|district|area|region) of\s+)?"
    r"|\b(?:the )?(?:city|town|village|province|governorate|district|camp) of\s+"
    r"|(?:(?:شمال|جنوب|شرق|غرب)ي?(?: (?:شرق|غرب)ي?)?|ريف|محافظة|مدينة|بلدة|قرية|قرب|محيط|ضواحي|مشارف|حي|مخيم)\s+"
    r"(?:(?:مدينة|بلدة|قرية|محافظة)\s+)?)$",
    re.IGNORECASE,
)
_LEFT_ENDS = (
    "east", "west", "north", "south", "ern", "outskirts", "suburbs", "countryside", "part", "parts", "edge", "edges",
    "side", "of", "near", "outside", "around", "rural", "the",
    *map(folded, "شمال شمالي جنوب جنوبي شرق شرقي غرب غربي ريف محافظة مدينة بلدة قرية قرب محيط ضواحي مشارف حي".split()),
    folded("مخيم"),
)  # fmt: skip
"""What the folded word right before a name ends in, where any of it stands there."""
_RIGHT = re.compile(
    r"(?:['’]s)?\s+(?:(?:north|south)?(?:east|west|north|south)(?:ern)?\s+)?"
    r"(?:province|governorate|countryside|district|city|town|village|suburbs|outskirts|region)\b"
    r"|\s+(?:ال(?:شمال|جنوب|شرق|غرب)ي)(?:\s+ال(?:شرق|غرب)ي)?\b"
    r"|['’]?(?:n?[iıuü]n)?\s+(?:kuzey|güney|doğu|batı|kırsal|çevre|yakın)\w{0,10}|\s+(?:ili|vilayeti|kırsalı)\w{0,5}",
    re.IGNORECASE,
)


@lru_cache(maxsize=512)
def find_place_mentions(sentence: str, gazetteer: Gazetteer) -> tuple[Found, ...]:
    """The place names of a sentence, longest first at each spot, with what modifies them: start, end, text.

    Ends are Python string offsets: ``sentence[start:end] == text``. Names that are also words or persons are found only
    where the sentence calls them a place.
    """
    words = list(TOKEN.finditer(sentence))
    begin = [at for at, word in enumerate(words) if len(word[0]) <= _LONGEST_WORD and may_begin(word[0], gazetteer)]
    tokens = [word.span() for word in words] if begin else []
    found: list[Found] = []
    taken = 0
    for at in begin:
        if tokens[at][0] < taken or (span := _longest(sentence, tokens, at, gazetteer)) is None:
            continue
        start, end = span
        right = _RIGHT.match(sentence, end)
        left = None
        if at and folded(_word(sentence, tokens[at - 1])).endswith(_LEFT_ENDS):
            left = _LEFT.search(sentence, max(taken, start - 80), start)
        first, taken = (left.start() if left else start), (right.end() if right else end)
        found.append((first, taken, sentence[first:taken]))
    return tuple(found)


def _word(sentence: str, token: tuple[int, int]) -> str:
    return sentence[token[0] : token[1]]


def _longest(sentence: str, tokens: list[tuple[int, int]], at: int, gazetteer: Gazetteer) -> tuple[int, int] | None:
    """The longest name that begins with a word and is a place here."""
    first = tokens[at][0]
    limit = at + 1
    while limit < min(len(tokens), at + _LONGEST) and _goes_on(sentence, tokens[limit - 1], tokens[limit]):
        limit += 1
    if sentence[first].islower() and (limit == at + 1 or not sentence[tokens[at + 1][0]].isupper()):
        return None  # an article, and no name behind it
    before = _word(sentence, tokens[at - 1]) if at else ""
    for after in range(limit, at, -1):
        for spelling in spellings(sentence[first : tokens[after - 1][1]], gazetteer):
            start, end = first + spelling.start, first + spelling.end
            if _is_place(sentence, start, end, spelling, before):
                return start, end
    return None


def _goes_on(sentence: str, one: tuple[int, int], next_one: tuple[int, int]) -> bool:
    """Whether the next word may belong to the same name: no sign between, and not a common word."""
    word = sentence[next_one[0] : next_one[1]]
    if len(word) > _LONGEST_WORD or (word[0].islower() and not _is_part(word)):
        return False
    gap = sentence[one[1] : next_one[0]]
    return gap == " " or (len(gap) <= _WIDEST_GAP and _GAP.match(gap) is not None)


@lru_cache(maxsize=8192)
def _is_part(word: str) -> bool:
    """Whether a word without a capital may stand in a name."""
    return word in ARTICLES or _LOWER_PART.match(word) is not None


def _is_place(sentence: str, start: int, end: int, spelling: Spelling, word_before: str) -> bool:
    """Whether the words around let a name be a place's."""
    after = sentence[end : end + _WORD_LENGTH].split(maxsplit=1)[:1] if sentence[end : end + 1] == " " else ()
    following = after[0].strip(",.;:!?\"')”’") if after else ""
    if following and following[0].isupper() and _ORGANISATION.match(following):
        return False
    if folded(word_before).endswith(_NAMING_ENDS) and _OF_A_NAME.search(sentence, max(0, start - 12), start):
        return False
    if spelling.weak:
        return _called_so(sentence, start, end)
    if not spelling.small:
        return True
    before = sentence[max(0, start - _WORD_LENGTH) : start].split()[-1:]
    preceding = before[0] if before and not before[0].endswith((",", ".", ":", ";", ")")) else ""
    neighbours = [word for word in (preceding, following) if word[:1].isupper() and not _NOT_A_NEIGHBOUR.match(word)]
    return not neighbours


_CALLED_BEFORE = re.compile(
    rf"(?:\b(?:in|at|near|{CLASS_WORDS} of|{CLASS_WORDS})\s+|(?:في|قرب|مدينة|بلدة|قرية|حي|مخيم|معبر)\s+)(?:the )?$",
    re.IGNORECASE,
)
_CALLED_AFTER = re.compile(rf"\s+{CLASS_WORDS}\b|['’][dt][ae]n?\b", re.IGNORECASE)


def _called_so(sentence: str, start: int, end: int) -> bool:
    return bool(_CALLED_BEFORE.search(sentence, max(0, start - 60), start) or _CALLED_AFTER.match(sentence, end))
