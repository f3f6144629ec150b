"""Who the words of a sentence make the speaker: the subject of the verb of saying, "according to …".

A small model often names somebody who is merely talked about. Where grammar is plain, code reads the
speaker from the sentence, and the model's answer has to agree with it. English, and the plain forms
of Arabic and Turkish; where nothing is plain, nothing is said.
"""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import lru_cache

from syriaevents.folding import folded_words
from syriaevents.grounding import arabic
from syriaevents.grounding.latin import beginnings, by_letter
from syriaevents.schema import Assertion

_VERBS = (
    "said|says|told|tells|stated|states|added|adds|noted|insisted|insists|warned|warns|announced|"
    "declared|argued|claimed|claims|confirmed|denied|denies|accused|accuses|condemned|criticised|"
    "criticized|urged|demanded|reiterated|reaffirmed|stressed|emphasised|emphasized|explained|replied|"
    "wrote|vowed|pledged|promised|maintained|maintains|hinted|suggested|blamed|praised|rejected|"
    "complained|acknowledged|admitted|admits|admit|called for|called on|calls for|calls on|appealed|"
    "asked|expressed|voiced|justified|threatened|reported|argues|believes|explains|replies|announces|"
    "demands|urges|condemns|rejects|accuses|confirms|complains|recalls|suggests|justifies|vows|promises|"
    "pledges|ruled out|rules out|dismissed|dismisses|turned down|welcomed|welcomes|opposed|opposes|"
    "congratulated|described|signalled|signaled|writes|reports|puts the|recalled|testified|boasted|"
    "underscored|underlined|expects|expected|hopes|hoped|fears|feared|wrote|tweeted"
).split("|")
_SAYS = by_letter(_VERBS)
_AUXILIARY = r"(?:has|have|had|also|later|then|further|again|once|today|yesterday|repeatedly|himself|herself|which|who)"
_CAPITAL = r"(?:\b(?:al|el|ad|an|ar|as|ash|at|az)-)?[A-Z][\w.’'-]*+"
_NAME = rf"(?:{_CAPITAL}|al|el|bin|ibn|de|van|von|of|the|for|and)"
_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|I)\b")
"""Is found fast, unlike the many verbs before or behind it."""
_THEN_SAYS = re.compile(rf"\s+(?:{_AUXILIARY}\s+){{0,3}}{_SAYS}\b")
_SAYS_BEFORE = re.compile(rf"\b{_SAYS}\Z")
_LONGEST_VERB = 13
"""Letters; of those that stand before a pronoun."""
_ARABIC_ELLIPSIS = re.compile(
    r"^\W*[وف]?(?:قال|أضاف|تابع|أوضح|أكد|أشار|ذكر|لفت|شدد|اعتبر)ت?(?:\s+في\s+\w+)?\s*"
    r"(?::|أن\b|إن\b|أنه\b|إنه\b|أنها\b|قائلا|إلى أن\b)"
)
_ARABIC_LETTER = re.compile("[\u0620-\u064a]")
_PRONOUNS = frozenset("he she they it i".split())
"""Without which there is no such subject."""
_SAYING = frozenset(verb.split()[0] for verb in _VERBS)
"""Words without which there is no verb of saying."""
_ARABIC_ACCORDING = ("حسب", "وفق")
"""In one form or another."""
_ACCORDING = re.compile(
    r"\b[Aa]ccording to (?P<en>[^,.;:“”\"]{2,90})|(?:^|[\s،])(?:بحسب|وفقا ل|وفقاً ل|وفق|حسب) ?(?P<ar>[^،,.؛:«»]{2,70})"
)
_SUBJECT = re.compile(
    rf"(?P<name>[A-Z][\w.’'-]*+(?:\s+{_NAME}){{0,8}})(?:,[^,]{{1,80}},)?\s+(?:{_AUXILIARY}\s+){{0,3}}{_SAYS}\b"
)
"""Begins with a capital, which is found fast; an article before it is seen to afterwards."""
_ARTICLE = re.compile(r"\b(?:al|el|ad|an|ar|as|ash|at|az)-\Z")
_LONGEST_ARTICLE = 4
_SAYS_FIRST = r"(?:said|says|added|warned|warns)"
_INVERTED = re.compile(rf"\b{_SAYS_FIRST}\s+(?P<name>{_CAPITAL}(?:\s+{_NAME}){{0,6}})")
_INVERTING = beginnings(_SAYS_FIRST)
_WHEN = r"(?:(?:on\s+)?(?:yesterday|today|\w+day),?\s+){0,2}"
_APPOSED = re.compile(rf",\s+(?P<name>{_CAPITAL}(?:\s+{_NAME}){{0,4}}),\s+{_WHEN}(?:{_AUXILIARY}\s+){{0,3}}{_SAYS}\b")
_WORD = r"[\w’'.-]++"
_SAID = r"(?:said|say|says|reported|report|reports|told|added|warned|confirmed|claimed|claim)"
_CITING = beginnings(_SAID)
_CITED = re.compile(
    rf"[,”\"]\s+(?P<name>(?:{_WORD}\s+){{0,9}}?{_WORD})\s+(?:{_AUXILIARY}\s+){{0,2}}{_SAID}\b"
    rf"(?=\s*(?:[.,;:”]|$)|\s+(?:on|in|by|at|late|early|again|afterwards|later|us|\w+day)\b)"
)
"""Whoever is named at the end of what they said, or in its midst: ", residents and a rebel commander said."."""
_OPENING = re.compile(rf"\W*(?P<name>{_WORD}(?:\s+{_WORD}){{0,8}}?)\s+(?:{_AUXILIARY}\s+){{0,3}}{_SAID}\b")
"""A sentence that opens with who speaks: "A military source quoted by state media said …"."""
_OFFICES = (
    r"(?:minister|president|ministry|government|officials?|commander|envoy|ambassador|leaders?|chief|residents?|group|"
    r"centre|center|observatory|monitor|army|organisation|organization|agency|governor|mayor|source|kingdom|council|"
    r"union|elders?|NGO|doctor|diplomats?|spokes\w+)"
)
_ROLES = beginnings(_OFFICES)
_ROLE = re.compile(
    r"(?:^\W*|[,;]\s+(?:and\s+|but\s+|while\s+)?|\b(?:and|but|while)\s+)"
    r"(?P<name>(?:[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Tt]he|[Aa]n?)\s+"
    rf"(?:[\w’'-]++\s+){{0,4}}?{_OFFICES})\s+(?:{_AUXILIARY}\s+){{0,3}}{_SAYS}\b"
)
"""Somebody told by an office or a role: ", and its prime minister has warned"."""
_JOINS = re.compile(r"^(?:and|but|as|where|when|while|which|though|although|because|whom?)\s+", re.IGNORECASE)
_LAST_LINKS = re.compile(r"(?:\s+(?:of|the|for))+$")
_NOT_ALONE = frozenset("the a an its his her their this that".split())
_NOT_FIRST = frozenset(
    "he she it they we i you who that this there what neither nobody none in on at by for after before since under "
    "according with without from if".split()
)
_NOT_LAST = frozenset(
    "he she it they we i you who which that this there what nobody none neither both was were is are has have had did "
    "met and or but to not never".split()
)
_OTHER_VERBS = frozenset(
    "was were is are has have had did met struck hit took killed fired captured seized entered sent said will would "
    "could".split()
)
"""Words that are no subject of a verb of saying, do not begin one, do not end one, or are another verb."""
_WORDS = re.compile(r"\w+")


_PLANNED = re.compile(
    r"\b(?:will|shall|would|plans? to|planning to|planned to|prepar(?:e|es|ed|ing)(?: to| for)?|(?:is|are|was|were) "
    r"(?:to|expected to|set to|due to|about to)|intends? to|vow(?:s|ed) to|threaten(?:s|ed) to|expect(?:s|ed)?|"
    r"سوف|سي\w+|يعتزم|تعتزم|يستعد\w*|planl\w+|hazırlan\w+)\s+(?:[\w-]+\s+){0,3}$"
)
_HYPOTHETICAL = re.compile(
    r"\b(?:if|unless|could|might|may|whether|لو|اذا|قد|eğer|belki)\s+(?:[\w’'-]+\s+){0,4}$", re.IGNORECASE
)
_DENIALS = "not never no neither denied denies deny denying".split()
_DENIED = re.compile(rf"\b(?:{'|'.join(_DENIALS)})\s+(?:[\w’'-]+\s+){{0,3}}$", re.IGNORECASE)
_DENYING = frozenset(_DENIALS)
_TURNING = _DENYING | frozenset(
    "will shall would plan plans planning planned prepare prepares prepared preparing intend intends vows vowed "
    "threatens threatened expect expects expected if unless could might may whether eger belki".split()
)
_BEING = frozenset("is are was were".split())
_BE_TO = re.compile(r"\b(?:is|are|was|were) (?:to|set|due|about)\b")
_TURKISH_PLANS = ("planl", "hazırlan")


def may_deny(text: str) -> bool:
    """False for a text without a word that could turn an action into one that is denied."""
    return not _DENYING.isdisjoint(folded_words(text))


def may_turn(text: str) -> bool:
    """False for a text without a word for which ``modality`` could find an action turned."""
    words = folded_words(text)
    if not _TURNING.isdisjoint(words) or any(map(text.__contains__, _TURKISH_PLANS)):
        return True
    if "to" in words and not _BEING.isdisjoint(words) and _BE_TO.search(text):
        return True
    return not text.isascii() and _ARABIC_LETTER.search(text) is not None


def modality(before: str) -> Assertion | None:
    """How the words before an action turn it: planned, hypothetical or denied; None where they tell it as done."""
    tail = before[-_TAIL:]
    if _DENIED.search(tail):
        return Assertion.DENIED
    if _PLANNED.search(tail):
        return Assertion.PLANNED
    return Assertion.HYPOTHETICAL if _HYPOTHETICAL.search(tail) else None


@lru_cache(maxsize=256)
def pronoun_speaks(outside: str) -> tuple[str, int] | None:
    """The pronoun that is the subject of a verb of saying, and where it stands, in a sentence without its quotations.

    Arabic leaves the pronoun out; it stands where the verb opens the sentence and a colon or "that" follows it.
    """
    words = folded_words(outside)
    for found in () if _PRONOUNS.isdisjoint(words) or _SAYING.isdisjoint(words) else _PRONOUN.finditer(outside):
        pronoun, begin = found.group(), found.start()
        before = outside[:begin].rstrip()
        said = _SAYS_BEFORE.search(before, max(0, len(before) - _LONGEST_VERB)) if len(before) < begin else None
        if said and pronoun.islower():  # "said he", which opens no sentence
            return pronoun, said.start()
        if _THEN_SAYS.match(outside, found.end()):
            return pronoun.lower(), begin
    ellipsis = None if outside.isascii() else _ARABIC_ELLIPSIS.match(outside)
    return ("he", ellipsis.start()) if ellipsis else None


@lru_cache(maxsize=256)
def named_speakers(outside: str) -> tuple[str, ...]:
    """The names that the sentence plainly makes speakers, in order, as it writes them."""
    names: list[str] = []
    for name in _named(outside):
        if name and not _NO_NAMES.match(name) and not any(name in other for other in names):
            names.append(name)
    return tuple(names)


def according_to(sentence: str) -> str | None:
    """Whose word the sentence gives something on ("according to …"), as it writes it."""
    arabic_too = () if sentence.isascii() else _ARABIC_ACCORDING
    if "ccording to " not in sentence and not any(map(sentence.__contains__, arabic_too)):
        return None
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
    if not outside.isascii() and _ARABIC_LETTER.search(outside):
        yield from arabic.speakers(outside)
    words = folded_words(outside)
    says, cites = not _SAYING.isdisjoint(words), not _CITING.isdisjoint(words)
    if says:
        for name in _subjects(outside, words):
            if not name.endswith(" and"):  # what comes before is another verb's object: "met in Homs and said"
                yield _LAST_LINKS.sub("", name).strip(" .,;:")
    source = according_to(outside) if "according" in words or not outside.isascii() else None
    if source:
        yield source
    roles = _ROLE.finditer(outside) if says and _may_name_role(outside, words) else ()
    opening = _OPENING.match(outside) if cites else None
    for found in (*(_CITED.finditer(outside) if cites else ()), *((opening,) if opening else ()), *roles):
        name = _JOINS.sub("", found.group("name")).strip(" .,;:")
        if name and _may_speak(name):
            yield name


def _may_speak(name: str) -> bool:
    """Whether words may be the subject of a verb of saying."""
    low = name.lower()
    words = _WORDS.findall(low)
    if not words or low in _NOT_ALONE or not _OTHER_VERBS.isdisjoint(words):
        return False
    return not (low.startswith(words[0]) and words[0] in _NOT_FIRST) and not (
        low.endswith(words[-1]) and words[-1] in _NOT_LAST
    )


def _subjects(outside: str, words: AbstractSet[str]) -> Iterator[str]:
    """Names that are written as names, beside a verb of saying."""
    for found in _APPOSED.finditer(outside):
        yield found.group("name").strip()
    for found in _SUBJECT.finditer(outside):
        begin = found.start()
        article = _ARTICLE.search(outside, max(0, begin - _LONGEST_ARTICLE), begin)
        yield outside[article.start() if article else begin : found.end("name")].strip()
    if not _INVERTING.isdisjoint(words):
        for found in _INVERTED.finditer(outside):
            yield found.group("name").strip()


def _may_name_role(outside: str, words: AbstractSet[str]) -> bool:
    return not _ROLES.isdisjoint(words) or "spokes" in outside
