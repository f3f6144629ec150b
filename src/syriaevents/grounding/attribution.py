"""Who the words of a sentence make the speaker: the subject of the verb of saying, "according to …".

A small model often names somebody who is merely talked about. Where grammar is plain, code reads the
speaker from the sentence, and the model's answer has to agree with it. English, and the plain forms
of Arabic and Turkish; where nothing is plain, nothing is said.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from syriaevents.schema import Assertion

_SAYS = (
    r"(?:said|says|told|tells|stated|states|added|adds|noted|insisted|insists|warned|warns|announced|declared|argued|"
    r"claimed|claims|confirmed|denied|denies|accused|accuses|condemned|criticised|criticized|urged|demanded|"
    r"reiterated|reaffirmed|stressed|emphasised|emphasized|explained|replied|wrote|vowed|pledged|promised|"
    r"maintained|maintains|hinted|suggested|blamed|praised|rejected|complained|acknowledged|admitted|admits|admit|"
    r"called for|called on|calls for|calls on|appealed|asked|expressed|voiced|justified|threatened|reported|"
    r"recalled|testified|boasted|underscored|underlined|expects|expected|hopes|hoped|fears|feared|wrote|tweeted)"
)
_AUXILIARY = r"(?:has|have|had|also|later|then|further|again|once|today|yesterday|repeatedly|himself|herself|which|who)"
_CAPITAL = r"(?:\b(?:al|el|ad|an|ar|as|ash|at|az)-)?[A-Z][\w.’'-]*"
_NAME = rf"(?:{_CAPITAL}|al|el|bin|ibn|de|van|von|of|the|for|and)"
_PRONOUN_SUBJECT = re.compile(
    rf"\b([Hh]e|[Ss]he|[Tt]hey|I)\s+(?:{_AUXILIARY}\s+){{0,3}}{_SAYS}\b|\b{_SAYS}\s+(he|she|they)\b"
)
_ACCORDING = re.compile(
    r"\b[Aa]ccording to (?P<en>[^,.;:“”\"]{2,90})|(?:^|[\s،])(?:بحسب|وفقا ل|وفقاً ل|وفق|حسب) ?(?P<ar>[^،,.؛:«»]{2,70})"
)
_SUBJECT = re.compile(
    rf"(?P<name>{_CAPITAL}(?:\s+{_NAME}){{0,8}})(?:,[^,]{{1,80}},)?\s+(?:{_AUXILIARY}\s+){{0,3}}{_SAYS}\b"
)
_INVERTED = re.compile(rf"\b(?:said|says|added|warned|warns)\s+(?P<name>{_CAPITAL}(?:\s+{_NAME}){{0,6}})")
_APPOSED = re.compile(rf",\s+(?P<name>{_CAPITAL}(?:\s+{_NAME}){{0,4}}),\s+(?:{_AUXILIARY}\s+){{0,3}}{_SAYS}\b")


_PLANNED = re.compile(
    r"\b(?:will|shall|would|plans? to|planning to|planned to|prepar(?:e|es|ed|ing)(?: to| for)?|(?:is|are|was|were) "
    r"(?:to|expected to|set to|due to|about to)|intends? to|vow(?:s|ed) to|threaten(?:s|ed) to|expect(?:s|ed)?|"
    r"سوف|سي\w+|يعتزم|تعتزم|يستعد\w*|planl\w+|hazırlan\w+)\s+(?:[\w-]+\s+){0,3}$"
)
_HYPOTHETICAL = re.compile(
    r"\b(?:if|unless|could|might|may|whether|لو|اذا|قد|eğer|belki)\s+(?:[\w’'-]+\s+){0,4}$", re.IGNORECASE
)
_DENIED = re.compile(r"\b(?:not|never|no|neither|denied|denies|deny|denying)\s+(?:[\w’'-]+\s+){0,3}$", re.IGNORECASE)


def modality(before: str) -> Assertion | None:
    """How the words before an action turn it: planned, hypothetical or denied; None where they tell it as done."""
    tail = before[-_TAIL:]
    if _DENIED.search(tail):
        return Assertion.DENIED
    if _PLANNED.search(tail):
        return Assertion.PLANNED
    return Assertion.HYPOTHETICAL if _HYPOTHETICAL.search(tail) else None


@lru_cache(maxsize=256)
def pronoun_speaks(outside: str) -> str | None:
    """The pronoun that is the subject of a verb of saying, in a sentence without its quotations."""
    found = _PRONOUN_SUBJECT.search(outside)
    return (found.group(1) or found.group(2)).lower() if found else None


@lru_cache(maxsize=256)
def named_speakers(outside: str) -> tuple[str, ...]:
    """The names that the sentence plainly makes speakers, in order, as it writes them."""
    return tuple(dict.fromkeys(name for name in _named(outside) if name and not _NO_NAMES.match(name)))


def according_to(sentence: str) -> str | None:
    """Whose word the sentence gives something on ("according to …"), as it writes it."""
    found = _ACCORDING.search(sentence)
    return (found.group("en") or found.group("ar")).strip() if found else None


_TAIL = 60
"""Characters before an action in which a word turns it."""
_NO_NAMES = re.compile(
    r"^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|"
    r"October|November|December|Neither|Both|Nobody|But|And|However|He|She|They|It|We|I|You|This|That|Who|Which)$"
)
"""Words with a capital that begin a sentence and name nobody."""


def _named(outside: str) -> Iterator[str]:
    for pattern in (_APPOSED, _SUBJECT, _INVERTED):
        for found in pattern.finditer(outside):
            yield re.sub(r"(?:\s+(?:of|the|for|and))+$", "", found.group("name")).strip(" .,;:")
    source = according_to(outside)
    if source:
        yield source
