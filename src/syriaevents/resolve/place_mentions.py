"""Place names standing in a sentence, and the way a movement took: from, to."""

import re
from functools import lru_cache

from syriaevents.resolve.gazetteer import Gazetteer
from syriaevents.resolve.place_context import CLASS_WORDS
from syriaevents.resolve.place_entry import PlaceEntry
from syriaevents.resolve.place_keys import SHORT, plain_key

Found = tuple[int, int, str]

_TOKEN = re.compile(r"[^\W_]+(?:[.'’‘ʼ`´][^\W_]+)*")
_ARABIC = re.compile(r"[؀-ۿ]")
_ARTICLES = frozenset(
    {"al", "el", "ash", "as", "at", "ad", "ar", "an", "az", "es", "er", "et", "ez", "ed", "en", "ath", "adh"}
)
_GAP = re.compile(r"^[\s\-–/]{1,2}$")
_TURKISH_CASE = re.compile(r"['’](?:n?[iıuü]n|[dt][ae]n?|[yn]?[aeiıuü]|[dt][ae]ki|l[ae]r?)$")
_POSSESSIVE = re.compile(r"['’]s?$")
_CLITIC = re.compile(r"^[وفبلك](?=\w{3})|^(?:وب|ول|فب)(?=\w{3})")
_LOWER_PART = re.compile(
    rf"{CLASS_WORDS}$|(?:oil|gas|naval|military|border|refugee|of|the|and|air|base|canton|valley|river)$"
)
_LONGEST = 5
_WORD_LENGTH = 40  # how far a neighbouring word is looked for
_ACRONYM = 5  # so short a word in capitals is a place only where it is one's usual name: HOMS, not SANA
_SMALL = 20_000  # a place of fewer people beside another capitalised word is more likely part of a person's name
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
_OF_A_NAME = re.compile(
    r"(?:ibn|bin|bint|abu|abou|umm|abd|abdul|fatah|fateh|fath|jaysh|jaish|liwa|liwaa|jabhat|harakat|ahrar|jund|faylaq|"
    r"tahrir|ansar|hayat|hay'at|haraket|kataib|ابن|بن|عبد|فتح|جيش|لواء|حركة|أحرار|احرار|تحرير|فيلق|كتائب|أنصار|انصار)[\s-]+$",
    re.IGNORECASE,
)
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
    tokens = [(m.start(), m.end()) for m in _TOKEN.finditer(sentence)]
    found: list[Found] = []
    i = 0
    taken = 0
    while i < len(tokens):
        step = _longest(sentence, tokens, i, gazetteer)
        if step is None:
            i += 1
            continue
        after, start, end = step
        left = _LEFT.search(sentence, max(taken, start - 80), start)
        right = _RIGHT.match(sentence, end)
        first, last = (left.start() if left else start), (right.end() if right else end)
        found.append((first, last, sentence[first:last]))
        taken, i = last, after
        while i < len(tokens) and tokens[i][0] < last:
            i += 1
    return tuple(found)


def _longest(sentence: str, tokens: list[tuple[int, int]], i: int, gazetteer: Gazetteer) -> tuple[int, int, int] | None:
    first = tokens[i][0]
    if not _may_begin(sentence, tokens, i):
        return None
    limit = i + 1
    while limit < min(len(tokens), i + _LONGEST) and _goes_on(sentence, tokens[limit - 1], tokens[limit]):
        limit += 1
    for after in range(limit, i, -1):
        last = tokens[after - 1][1]
        for start, end in _spans(sentence, first, last):
            if _is_place(sentence, start, end, gazetteer):
                return after, start, end
    return None


def _goes_on(sentence: str, one: tuple[int, int], next_one: tuple[int, int]) -> bool:
    """Whether the next word may belong to the same name: no sign between, and not a common word."""
    if not _GAP.match(sentence[one[1] : next_one[0]]):
        return False
    word = sentence[next_one[0] : next_one[1]]
    return not word[0].islower() or word in _ARTICLES or _LOWER_PART.match(word) is not None


def _may_begin(sentence: str, tokens: list[tuple[int, int]], i: int) -> bool:
    start, end = tokens[i]
    word = sentence[start:end]
    if word[0].isupper() or _ARABIC.match(word):
        return True
    if word.lower() not in _ARTICLES or i + 1 == len(tokens):
        return False
    return _GAP.match(sentence[end : tokens[i + 1][0]]) is not None and sentence[tokens[i + 1][0]].isupper()


def _spans(sentence: str, start: int, end: int) -> list[tuple[int, int]]:
    """The span, and the span without what Turkish, English and Arabic attach to a name."""
    text = sentence[start:end]
    cuts = (ending.search(text) for ending in (_POSSESSIVE, _TURKISH_CASE))
    spans = [(start, end), *((start, start + cut.start()) for cut in cuts if cut)]
    if _ARABIC.match(text) and (cut := _CLITIC.match(text)):
        spans.append((start + cut.end(), end))
    return spans


def _is_place(sentence: str, start: int, end: int, gazetteer: Gazetteer) -> bool:
    name = sentence[start:end]
    entries = named(name, gazetteer)
    if not entries:
        return False
    before = sentence[max(0, start - _WORD_LENGTH) : start].split()[-1:]
    after = sentence[end : end + _WORD_LENGTH].split(maxsplit=1)[:1]
    following = after[0].strip(",.;:!?\"')”’") if after and sentence[end : end + 1] == " " else ""
    if following and _ORGANISATION.match(following) and following[0].isupper():
        return False
    if _OF_A_NAME.search(sentence, max(0, start - 12), start):
        return False
    if plain_key(name) in gazetteer.weak:
        return _called_so(sentence, start, end)
    small = all(entry.population < _SMALL and entry.geonames_id is not None for entry in entries)
    if not small or len(_TOKEN.findall(name)) > 1 or _ARABIC.match(name):
        return True
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


def named(name: str, gazetteer: Gazetteer) -> tuple[PlaceEntry, ...]:
    """Entries that a written name may mean: capitalised in Latin letters, and exact where it is very short."""
    if not _ARABIC.search(name) and not any(char.isupper() for char in name):
        return ()
    if len(plain_key(name)) <= SHORT and name not in gazetteer.short_names:
        return ()
    entries = gazetteer.find(name)
    if name.isupper() and len(name) <= _ACRONYM and name not in gazetteer.short_names:
        return tuple(entry for entry in entries if plain_key(entry.name) == plain_key(name))
    return entries


_MOTION = re.compile(
    r"\b(?:withdr[ae]w\w*|advanc\w+|mov(?:e|ed|es|ing)|cross\w*|fle[ed]\w*|arriv\w+|travel\w*|return\w*|retreat\w*|"
    r"transfer\w*|deploy\w*|redeploy\w*|sen[dt]\w*|march\w*|push\w*|evacuat\w+|pull\w*|head(?:ed|ing)|enter\w*|went|"
    r"le(?:ave|aving|ft)|convoys?|fl(?:y|ew|own|ying)|transport\w*|driv\w+|drove|reach\w*|reinforce\w*|relocat\w+|"
    r"fir(?:e|ed|ing)|launch\w*|com(?:e|ing)|came|infiltrat\w+|progress\w*)\b",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"(?:\b(?:from|out of|left|leaving|fled|fleeing|evacuat(?:ed|ing)|depart(?:ed|ing))\s+(?:the )?|\bمن\s+)$",
    re.IGNORECASE,
)
_TO = re.compile(
    r"(?:(?<!according )(?<!belonging )(?<!loyal )(?<!close )(?<!due )(?<!next )"
    r"(?<!north )(?<!south )(?<!east )(?<!west )\bto\s+(?:the )?"
    r"|\b(?:towards?|into|onto|reach(?:ed|ing)?|enter(?:ed|ing)?|advanc(?:ed|ing) (?:on|in)|bound for|headed for"
    r"|arriv(?:ed|ing) (?:in|at))\s+(?:the )?"
    r"|(?:\b(?:إلى|الى|نحو|باتجاه|صوب)\s+))$",
    re.IGNORECASE,
)
_TR_FROM, _TR_TO = re.compile(r"['’][dt][ae]n\b"), re.compile(r"['’][yn]?[ae]\b")
_REACH = 40


def find_route(sentence: str, gazetteer: Gazetteer) -> tuple[str | None, str | None]:
    """The mentions of a movement's origin and destination, each null where the sentence does not say it.

    "from X to Y", "withdrew from X", "advanced towards Y", "crossed into Syria through Y" (Syria is the destination),
    Arabic "من .. إلى", Turkish "X'ten Y'ye".
    """
    origin = destination = None
    moves = _MOTION.search(sentence) is not None or _ARABIC.search(sentence) is not None
    for start, end, text in find_place_mentions(sentence, gazetteer):
        low = max(0, start - _REACH)
        turkish = sentence[end : end + 5]
        if origin is None and ((moves and _FROM.search(sentence, low, start)) or _TR_FROM.match(turkish)):
            origin = text
        elif destination is None and ((moves and _TO.search(sentence, low, start)) or _TR_TO.match(turkish)):
            destination = text
    return origin, destination
