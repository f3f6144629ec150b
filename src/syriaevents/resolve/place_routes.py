"""The way a movement took, as its sentence says it: from, to."""

import re

from syriaevents.folding import folded
from syriaevents.remembered import Remembered
from syriaevents.resolve.gazetteer import Gazetteer
from syriaevents.resolve.place_mentions import find_place_mentions
from syriaevents.resolve.place_names import ARABIC

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
_LEADING = (
    "from", "of", "left", "ing", "fled", "ed", "to", "toward", "towards", "into", "onto", "reach", "enter", "on",
    "in", "for", "at", "the", *map(folded, ("من", "إلى", "نحو", "باتجاه", "صوب")),
)  # fmt: skip
_LEADS = Remembered(lambda word: word.isspace() or folded(word).endswith(_LEADING))
"""Whether what stands right before a place, behind the last space, may lead from or to it."""
_MOVES = Remembered(lambda word: bool(_MOTION.search(word) or ARABIC.search(word)))
"""Whether a word tells of motion; Arabic is not asked for one."""
_TR_FROM, _TR_TO = re.compile(r"['’][dt][ae]n\b"), re.compile(r"['’][yn]?[ae]\b")
_REACH = 40


def find_route(sentence: str, gazetteer: Gazetteer) -> tuple[str | None, str | None]:
    """The mentions of a movement's origin and destination, each null where the sentence does not say it.

    "from X to Y", "withdrew from X", "advanced towards Y", "crossed into Syria through Y" (Syria is the destination),
    Arabic "من .. إلى", Turkish "X'ten Y'ye".
    """
    origin = destination = None
    places = find_place_mentions(sentence, gazetteer)
    moves = bool(places) and any(map(_MOVES.__getitem__, sentence.split(" ")))
    for start, end, text in places:
        low = max(0, start - _REACH)
        led = moves and _LEADS[sentence[max(low, sentence.rfind(" ", low, start - 1) + 1) : start]]
        turkish = sentence[end : end + 5]
        if origin is None and ((led and _FROM.search(sentence, low, start)) or _TR_FROM.match(turkish)):
            origin = text
        elif destination is None and ((led and _TO.search(sentence, low, start)) or _TR_TO.match(turkish)):
            destination = text
    return origin, destination
