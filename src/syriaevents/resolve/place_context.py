"""What an article's text tells about the places it names: countries spoken of, and words that call a name a place."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from syriaevents.folding import Folded, fold, folded
from syriaevents.remembered import Remembered
from syriaevents.resolve.gazetteer import Gazetteer

CLASS_WORDS = (
    r"(?:villages?|towns?|cit(?:y|ies)|hamlets?|settlements?|neighbou?rhoods?|districts?|sub-?districts?|"
    r"quarters?|suburbs?|farms?|camps?|hills?|mountains?|heights|hilltops?|checkpoints?|crossings?|crossroads?|roads?|highways?|bases?|"
    r"airports?|air ?bases?|fields?|dams?|valleys?|countryside|plains?|areas?|regions?|provinces?|governorates?|"
    r"hospitals?|stadium|college|station|springs|tower|bridge|factory|prison|company|industrial (?:area|city|zone))"
)
_AR_CLASS = r"(?:مدينه|بلده|قريه|قري|بلدات|حي|احياء|تل|جبل|مخيم|منطقه|حاجز|معبر|مطار|محافظه|ريف|ناحيه)"
_BEFORE_NAME = re.compile(
    rf"(?:\b(?:in|at|near|inside|outside|into|around|{CLASS_WORDS} of|{CLASS_WORDS})\s+"
    rf"|\b[وب]?(?:في|قرب|{_AR_CLASS})\s+)(?:the )?$"
)
_AFTER_NAME = re.compile(rf"\s+(?:\w+ )?{CLASS_WORDS}\b|'[dt][ae]n?\b|\s+(?:koyu|kasabasi|ilcesi|kenti|sehri|kirsali)")
_ATTACHED = re.compile(r"^(?:و|ب|ل|ف|وب|ول|لل)(?=\w{3})")
_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"[.!?؟]\s|\n")
_BEFORE_LENGTH, _LIST_LENGTH = 40, 400
_MOST_PLACES = 50  # of one name in one article: more say nothing new


@dataclass(frozen=True)
class Context:
    """An article's text, ready to be asked."""

    text: str
    gazetteer: Gazetteer

    @cached_property
    def folded(self) -> Folded:
        """The text, folded."""
        return fold(self.text)

    @cached_property
    def countries(self) -> Counter[str]:
        """How often each country is named or its people are."""
        return countries_in(self.folded.text, self.gazetteer)

    def places_of(self, name: str) -> Iterator[tuple[int, int]]:
        """Where the name stands in the folded text, as whole words."""
        needle = fold(name).text.strip()
        at = self.folded.text.find(needle) if needle else -1
        for _ in range(_MOST_PLACES):
            if at < 0:
                return
            end = at + len(needle)
            text = self.folded.text
            if not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum():
                yield at, end
            at = text.find(needle, end)

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """The span of the sentence around a span of the folded text, roughly: stops and line ends bound it."""
        first, last = self.folded.original(start, end)
        before = [m.end() for m in _SENTENCE_END.finditer(self.text, max(0, first - 600), first)]
        after = _SENTENCE_END.search(self.text, last)
        return (before[-1] if before else max(0, first - 600)), (
            after.start() if after else min(len(self.text), last + 600)
        )

    def called_a_place(self, name: str) -> bool:
        """Whether the text uses the name as a place's: "in Mare", "the town of Mare", "Mare village", "Mare'de"."""
        text = self.folded.text
        for start, end in self.places_of(name):
            before = text[max(0, start - _BEFORE_LENGTH) : start]
            if _BEFORE_NAME.search(before) or _AFTER_NAME.match(text, end):
                return True
        return False

    def stands_as_place(self, start: int, end: int) -> bool:
        """Whether a span of the folded text is a whole name that a class word makes a place's.

        "the villages of A, B and C", "A and B villages", "A Hill" inside the span; not "the Kurdish district of A".
        """
        first, last = self.folded.original(start, end)
        name, before, after = (
            self.text[first:last],
            self.text[max(0, first - _LIST_LENGTH) : first],
            self.text[last : last + 80],
        )
        if not _could_be_name(name, self.gazetteer):
            return False
        if _CAPITALISED_AFTER.match(after) or _CAPITALISED_BEFORE.search(before, _last_word(before)):
            return False
        return bool(_CLASS_INSIDE.search(name) or _CLASS_AFTER.match(after)) or _opens_list(before)


@lru_cache(maxsize=2)
def context_of(text: str, gazetteer: Gazetteer) -> Context:
    """The context of an article, which is asked about one record after the other."""
    return Context(text, gazetteer)


_CLASS_INSIDE = re.compile(rf"^(?:jabal|jebel|tal|tall|tel|wadi|mount) \S|\s{CLASS_WORDS}$", re.IGNORECASE)
_CLASS_AFTER = re.compile(
    rf"(?: and (?:the )?[A-Z][\w'’‘-]*(?: [A-Z][\w'’‘-]*)?)? {CLASS_WORDS}\b(?! of\b)", re.IGNORECASE
)
_CAPITALISED_BEFORE = re.compile(rf"(?!{CLASS_WORDS}\s)\b[A-Z][\w'’‘-]*[ -]$")
_CAPITALISED_AFTER = re.compile(rf"[ -](?!{CLASS_WORDS}\b)(?!(?i:{CLASS_WORDS})\b)[A-Z]")
_FUNCTION_WORD = re.compile(
    r"(?:the|in|on|at|no|of|this|that|these|those|a|an|and|but|its?|his|her|their|he|she|they|we|as|to|from|by|for|one|two|"
    r"kurdish|arab|sunni|shi'?ite|shia|alawite|druze|christian|turkmen|islamist|jihadist|rebel|military|industrial|"
    rf"islamic|state|army|air|force|time|day|khan|tal|tel|deir|abu|jabal|wadi|kafr|{CLASS_WORDS})$",
    re.IGNORECASE,
)
_LIST_WORD = re.compile(r"(?:of|and|at|in|the|both|near)$|[A-Z‘'\d]|(?:al|ash|as|at|ad|ar|an|az|el|ez|es)-")


@lru_cache(maxsize=4096)
def _could_be_name(name: str, gazetteer: Gazetteer) -> bool:
    """Capitalised, no function word, no acronym, no country or people."""
    bare = re.sub(r"^(?:al|el|a[snrtdz]|ash|ez|es)-", "", name).lstrip("‘’'")
    if not bare[:1].isupper() or _FUNCTION_WORD.match(name) or (name.isupper() and len(name) > 1):
        return False
    return not countries_in(folded(name), gazetteer)


def _last_word(text: str) -> int:
    """Where the last word of a text begins."""
    words = text.rsplit(None, 1)
    return len(text.rstrip()) - len(words[-1]) if words else 0


def _opens_list(before: str) -> bool:
    """Whether only names and list signs stand between the last class word and the end."""
    clause = re.split(r"[.!?;\n]\s", before)[-1]
    last = None
    for match in re.finditer(rf"\b{CLASS_WORDS}\b", clause):
        last = match
    if last is None:
        return False
    words = re.sub(r"\([^)]{1,20}\)", " ", clause[last.end() :]).replace(",", " ").split()
    return bool(words) and all(_LIST_WORD.match(word) for word in words)


def countries_in(folded_text: str, gazetteer: Gazetteer) -> Counter[str]:
    """How often each country or its people are named in folded text."""
    countries = map(_country_words(gazetteer).__getitem__, _WORD.findall(folded_text))
    return Counter([country for country in countries if country])


@lru_cache(maxsize=1)
def _country_words(gazetteer: Gazetteer) -> Mapping[str, str | None]:
    """The country that a folded word means, with or without what Arabic writes before it."""
    words = gazetteer.country_words
    return Remembered(lambda word: words.get(word) or words.get(_ATTACHED.sub("", word)))
