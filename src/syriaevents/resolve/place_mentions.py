"""Place names standing in a sentence, with what modifies them."""

import re
from functools import lru_cache

from syriaevents.folding import folded
from syriaevents.remembered import Remembered
from syriaevents.resolve.gazetteer import Gazetteer
from syriaevents.resolve.place_context import CLASS_WORDS
from syriaevents.resolve.place_names import TOKEN, Spelling, spellings
from syriaevents.resolve.place_words import LONGEST_WORD, beginnings, is_part

Found = tuple[int, int, str]

_NEXT = re.compile(rf"[\s\-–/]{{1,2}}({TOKEN.pattern})")
_GOES_ON = Remembered(lambda word: len(word) <= LONGEST_WORD and (not word[0].islower() or is_part(word)))
"""Whether the next word may belong to the same name: no common one."""
_LONGEST = 5  # words of a name
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
_NAMES = Remembered(lambda word: folded(word).endswith(_NAMING_ENDS))
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
_MODIFIES = Remembered(
    lambda words: (
        re.search(
            r"(?:\b(?:just|some|about|\d+|km|kilomet(?:re|er)s?|miles|to|the|(?:(?:north|south)-?)?(?:east|west|north|south)"
            r"(?:ern)?|outskirts|suburbs|vicinity|countryside|parts?|edges?|side|of|near|outside|around|rural|strategic|"
            r"border|city|town|village|province|governorate|district|area|region|camp)"
            r"|(?:شمال|جنوب|شرق|غرب)ي?|ريف|محافظة|مدينة|بلدة|قرية|قرب|محيط|ضواحي|مشارف|حي|مخيم|^)\s*$",
            words,
            re.IGNORECASE,
        )
        is not None
    )
)
"""Whether what stands between two spaces ends in a word of ``_LEFT``, or is nothing."""
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
    found: list[Found] = []
    taken = 0
    for word in beginnings(sentence, gazetteer):
        if word[0] >= taken and (span := _longest(sentence, *word, gazetteer)):
            start, end = span
            right = _RIGHT.match(sentence, end)
            left = _LEFT.search(sentence, _led_from(sentence, max(taken, start - 80), start), start)
            first, taken = (left.start() if left else start), (right.end() if right else end)
            found.append((first, taken, sentence[first:taken]))
    return tuple(found)


def _led_from(sentence: str, low: int, start: int) -> int:
    """Where the words that may modify a name begin, which stand right before it, but not before ``low``."""
    first = start
    while first > low:
        before = max(low, sentence.rfind(" ", low, first - 1) + 1)
        if not _MODIFIES[sentence[before:first]]:
            break
        first = before
    return first


def _longest(sentence: str, start: int, end: int, gazetteer: Gazetteer) -> tuple[int, int] | None:
    """The longest name that begins with a word and is a place here."""
    following: list[re.Match[str]] = []
    while len(following) < _LONGEST - 1:
        word = _NEXT.match(sentence, following[-1].end() if following else end)
        if not word or not _GOES_ON[word[1]]:
            break
        following.append(word)
    if sentence[start].islower() and not (following and following[0][1][0].isupper()):
        return None  # an article, and no name behind it
    for last in (*[word.end() for word in reversed(following)], end):
        for spelling in spellings(sentence[start:last], gazetteer):
            if _is_place(sentence, start + spelling.start, start + spelling.end, spelling):
                return start + spelling.start, start + spelling.end
    return None


def _is_place(sentence: str, start: int, end: int, spelling: Spelling) -> bool:
    """Whether the words around let a name be a place's."""
    after = sentence[end : end + _WORD_LENGTH].split(maxsplit=1)[:1] if sentence[end : end + 1] == " " else ()
    following = after[0].strip(",.;:!?\"')”’") if after else ""
    if following and following[0].isupper() and _ORGANISATION.match(following):
        return False
    if _is_part_of_a_name(sentence[max(0, start - 12) : start]):
        return False
    if spelling.weak:
        return _called_so(sentence, start, end)
    if not spelling.small:
        return True
    before = sentence[max(0, start - _WORD_LENGTH) : start].split()[-1:]
    preceding = before[0] if before and not before[0].endswith((",", ".", ":", ";", ")")) else ""
    neighbours = [word for word in (preceding, following) if word[:1].isupper() and not _NOT_A_NEIGHBOUR.match(word)]
    return not neighbours


def _is_part_of_a_name(before: str) -> bool:
    words = before.replace("-", " ").split()
    return bool(words) and _NAMES[words[-1]] and _OF_A_NAME.search(before) is not None


_CALLED_BEFORE = re.compile(
    rf"(?:\b(?:in|at|near|{CLASS_WORDS} of|{CLASS_WORDS})\s+|(?:في|قرب|مدينة|بلدة|قرية|حي|مخيم|معبر)\s+)(?:the )?$",
    re.IGNORECASE,
)
_CALLED_AFTER = re.compile(rf"\s+{CLASS_WORDS}\b|['’][dt][ae]n?\b", re.IGNORECASE)


def _called_so(sentence: str, start: int, end: int) -> bool:
    return bool(_CALLED_BEFORE.search(sentence, max(0, start - 60), start) or _CALLED_AFTER.match(sentence, end))
