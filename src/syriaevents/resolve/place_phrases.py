"""What stands around a place's name: "east of the city of Idlib", "ريف حلب الشمالي", "Halep'in kuzeyinde".

A phrase is taken apart into the name and what the rest says about it. Patterns are matched on folded text, so one
spelling of each word is enough; every pattern is anchored and without nested repetition.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from syriaevents.folding import Folded, fold

DIRECTION = (
    r"(?:(?:far )?(?:north|south)[- ]?(?:east|west)?(?:ern)?(?:most)?"
    r"|(?:far )?(?:east|west)(?:ern)?(?:most)?|central|upper|lower)"
)
ADMIN_WORD = r"(?:province|governorate|muhafazah?|vilayet)"
TOWN_WORD = r"(?:cit(?:y|ies)|towns?|villages?|hamlets?|settlements?|municipality|capital|port)"
QUARTER_WORD = r"(?:districts?|sub-?districts?|neighbou?rhoods?|quarters?|suburb)"
_AROUND = r"(?:outskirts|suburbs|vicinity|surroundings|environs|edges?|periphery|gates|entrances?|approaches|perimeter)"
_RURAL = r"(?:countryside|rural areas?|hinterland)"
_PART = r"(?:parts?|areas?|regions?|sectors?|half|flank|side)"
_AR_DIR = r"(?:(?:ال)?(?:شمال|جنوب|شرق|غرب)ي?ه?)"
_TR_DIR = r"(?:kuzey|guney)?(?:dogu|bati)?"

# name of the effect, pattern before the name
_BEFORE: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (effect, re.compile(pattern + r"\s+(?=\S)"))
    for effect, pattern in (
        ("none", r"^(?:in|at|inside|within|on|from|the|whole of|all of|parts of)"),
        (
            "near",
            (
                r"^(?:(?:just|some|about|around|\d+(?:\.\d+)?\s?-?(?:km|kilomet(?:re|er)s?|miles?)) )*"
                rf"(?:to )?(?:the )?{DIRECTION} of"
            ),
        ),
        (
            "near",
            r"^(?:near(?:by)?|near to|close to|next to|outside(?: of)?|around|not far from|adjacent to|overlooking)",
        ),
        ("near", rf"^(?:{DIRECTION} )?{_AROUND} of"),
        ("rural", rf"^(?:{DIRECTION} )?{_RURAL} of"),
        ("rural", rf"^(?:{DIRECTION} )?rural"),
        ("part", rf"^{DIRECTION} {_PART} of"),
        ("admin", rf"^(?:{DIRECTION} )?{ADMIN_WORD} of"),
        ("quarter", rf"^(?:(?:the|{DIRECTION}) ){{0,2}}{QUARTER_WORD} of"),
        ("town", rf"^(?:[\w-]+ ){{0,4}}{TOWN_WORD} of"),
        ("none", r"^areas? of|^regions? of"),
        ("part", rf"^{DIRECTION}"),
        ("near", rf"^{_AR_DIR}(?: {_AR_DIR})?(?=\s+(?:مدينه|بلده|قريه))"),
        ("part", rf"^{_AR_DIR}(?: {_AR_DIR})?"),
        ("near", r"^(?:ب?القرب من|قرب|في محيط|محيط|ضواحي|مشارف|اطراف|تخوم|خارج|حول)"),
        ("rural", r"^ب?ريف(?: (?:محافظه|مدينه|بلده))?"),
        ("admin", r"^ب?محافظه"),
        ("town", r"^(?:ب?مدينه|ب?بلده|ب?قريه)"),
        ("quarter", r"^(?:ب?حي|ب?منطقه|ناحيه)"),
        ("none", r"^(?:في|من|الي|علي|نحو|باتجاه)"),
    )
)
_TR_GENITIVE = r"'?(?:n?[iu]n)?"
_AFTER: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (effect, re.compile(r"(?<=\S)" + pattern + r"$"))
    for effect, pattern in (
        ("broad", rf"\s+and (?:its|the) (?:surrounding )?(?:{_AROUND}|{_RURAL}|areas?)"),
        ("near", rf"(?:'s)?\s+(?:{DIRECTION} )?{_AROUND}"),
        ("near", r"(?:'s)?\s+suburb"),
        ("rural", rf"(?:'s)?\s+(?:{DIRECTION} )?{_RURAL}"),
        ("admin", rf"(?:'s)?\s+{ADMIN_WORD}"),
        ("quarter", rf"\s+{QUARTER_WORD}"),
        ("town", rf"\s+(?:{TOWN_WORD}|city cent(?:re|er))"),
        ("none", r"(?:'s)?\s+(?:regions?|areas?|front(?:line)?s?|axis)"),
        ("facility", r"(?:'s)?\s+(?:(?:international|military|civilian) )?(?:airports?|air ?bases?|airfields?)"),
        ("none", rf"\s+{_AR_DIR}(?: {_AR_DIR})?"),
        ("near", rf"{_TR_GENITIVE}\s+{_TR_DIR}(?:kuzey|guney|dogu|bati|yakin|cevre|disi|etek|civar)[a-z]{{0,9}}"),
        ("rural", r"'?(?:n?[iu]n)?\s+(?:(?:kuzey|guney|dogu|bati)\w* )?kirsal[a-z]{0,6}"),
        ("admin", r"\s+(?:ili|vilayeti)[a-z]{0,4}"),
        ("town", r"\s+(?:kenti|sehri|kasabasi|koyu|sehir merkezi)[a-z]{0,4}"),
        ("quarter", r"\s+(?:ilcesi|mahallesi|bolgesi)[a-z]{0,4}"),
        ("none", r"'(?:s|n?[iu]n|[dt][ae]n?|[yn]?[aeiu]|[dt][ae]ki|lar|ler)?"),
    )
)
_IN = re.compile(
    rf"(?:,\s*|\s+(?:in|inside|near|at|on|outside|within|{QUARTER_WORD} (?:of|in)|{TOWN_WORD} in|في|قرب)\s+)(?:the\s+)?"
)
_MOST_PARTS = 6


@dataclass(frozen=True, slots=True)
class Phrase:
    """A mention taken apart: the name as written, what the words around it do to it, where it says the name lies."""

    head: str
    near: bool = False
    part: bool = False
    rural: bool = False
    broad: bool = False
    facility: bool = False
    wanted: str | None = None
    within: str = ""
    comma: bool = False


def _applied(phrase: Phrase, effect: str) -> Phrase:
    """The phrase with one more effect; the outermost word for what it is (city, province) holds."""
    wanted = effect if effect in {"admin", "town", "quarter"} and phrase.wanted is None else phrase.wanted
    return replace(
        phrase,
        near=phrase.near or effect == "near",
        part=phrase.part or effect == "part",
        rural=phrase.rural or effect == "rural",
        broad=phrase.broad or effect == "broad",
        facility=phrase.facility or effect == "facility",
        wanted=wanted,
    )


def _cut(words: Folded, start: int, end: int) -> str:
    first, last = words.original(start, end)
    return words.source[first:last].strip()


@lru_cache(maxsize=4096)
def phrases(mention: str) -> tuple[Phrase, ...]:
    """The readings of a mention, fullest name first: as it stands, then with one more modifier taken off each time."""
    words = fold(mention)
    start, end = 0, len(words.text.rstrip())
    found = [Phrase(mention.strip())]
    phrase = found[0]
    for _ in range(_MOST_PARTS):
        step = _peel(words.text[start:end])
        if step is None:
            break
        effect, left, right = step
        if effect == "none" and left and _cut(words, start, end)[:1].islower():
            found.pop()  # "at Aliya": a preposition is no part of the name
        start, end = start + left, start + right
        phrase = replace(_applied(phrase, effect), head=_cut(words, start, end))
        found.append(phrase)
    for reading in tuple(found):
        folded_head = fold(reading.head)
        if cut := _IN.search(folded_head.text, 1):
            head, within = _cut(folded_head, 0, cut.start()), _cut(folded_head, cut.end(), len(folded_head.text))
            inner = phrases(head) if head else ()
            found.extend(
                replace(
                    p,
                    within=within,
                    comma=cut[0].startswith(","),
                    near=p.near or reading.near,
                    part=p.part or reading.part,
                    wanted=p.wanted or reading.wanted,
                )
                for p in inner
            )
            break
    return tuple(dict.fromkeys(found))


def _peel(text: str) -> tuple[str, int, int] | None:
    """The first modifier that stands before or after, and the span that is left of it."""
    for effect, pattern in _BEFORE:
        if found := pattern.match(text):
            return effect, found.end(), len(text)
    for effect, pattern in _AFTER:
        if found := pattern.search(text):
            return effect, 0, found.start()
    return None
