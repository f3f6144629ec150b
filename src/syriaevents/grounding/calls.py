"""Calls for talks or a ceasefire that a statement makes: diplomacy that is done by speaking.

Whoever calls for talks makes a statement and takes an initiative at once; a small model often answers with the
statement alone. The words of such calls are few, so code sees them, in English, Turkish and Arabic.
"""

import re
from collections.abc import Iterator

from syriaevents.folding import folded
from syriaevents.grounding.attribution import according_to
from syriaevents.grounding.names import same_name
from syriaevents.schema import DiplomaticAction, SpeechAct

CALLING = frozenset(
    {SpeechAct.DEMAND, SpeechAct.APPEAL, SpeechAct.ANNOUNCE, SpeechAct.COMMENT, SpeechAct.WARN, SpeechAct.PROMISE}
)
"""Acts of speech that may call for something."""

_CALLS = (
    r"\b(?:call(?:s|ed|ing)? (?:again |once more |jointly |today |yesterday )?(?:for|on)|urg(?:e|es|ed|ing)|urgency of|"
    r"appeal(?:s|ed|ing)?|demand(?:s|ed|ing)?|press(?:es|ed|ing)? for|push(?:es|ed|ing) for|need for|ask(?:s|ed)? for|"
    r"propos(?:es|ed|ing)|must|should|need to)\b"
)
_FIGHTING = r"(?:attacks?|fighting|violence|hostilities|shelling|bombing|bombardment|bloodshed|war|escalation|shooting)"
_CEASEFIRE = (
    r"\b(?:cease-?fire|truce|(?:end|halt|stop|cessation|cease)(?:ing)? (?:to |of )?(?:the |all |any |these |military )?"
    rf"{_FIGHTING}|calm\b|de-escalat\w+|restraint|step back|lay down)"
)
_TALKS = r"\b(?:dialogue|talks|reconcil\w+|negotiat\w+|political (?:solution|settlement|process)|consultations|table)\b"
_NEAR = r"(?:\W+[\w'-]+){0,7}?\W+"
_PATTERNS = (
    (DiplomaticAction.CALL_FOR_CEASEFIRE, re.compile(
        rf"{_CALLS}{_NEAR}{_CEASEFIRE}|\b{_FIGHTING} (?:must|should|has to|needs to) (?:stop|end|cease)\b|"
        r"ates(?:kes|i kes)\w*(?: \w+){0,4} (?:cagri|cagir|iste)|catismalari(?: \w+){0,2} durdur\w*(?: \w+){0,3} cagir|"
        r"(?:دعا|دعت|يدعو|تدعو|طالب\w*|ناشد\w*)(?: \S+){0,6} "
        r"(?:هدنه|وقف (?:فوري )?(?:ا?لاطلاق|اطلاق|القتال|القصف)|التهديه|ضبط النفس)"
    )),
    (DiplomaticAction.CALL_FOR_TALKS, re.compile(
        rf"{_CALLS}{_NEAR}{_TALKS}|"
        r"(?:muzakere|diyalo[gk]|gorusme|masa)\w*(?: \w+){0,4} (?:cagri|cagir)|"
        r"(?:دعا|دعت|يدعو|تدعو|طالب\w*|ناشد\w*)(?: \S+){0,6} (?:ال)?(?:حوار|محادثات|مفاوضات|مصالحه|تفاوض)"
    )),
)  # fmt: skip
_STEMS = {
    DiplomaticAction.CALL_FOR_CEASEFIRE: tuple(
        "cease cessation truce end halt stop calm de-escalat restraint step lay ates catis هدن وقف تهد ضبط".split()
    ),
    DiplomaticAction.CALL_FOR_TALKS: tuple(
        "dialogue talks reconcil negotiat political consultations table muzakere diyalo gorusme masa "
        "حوار محادثات مفاوضات مصالحه تفاوض".split()
    ),
}
"""Letters without some of which no text calls for it."""
_TURNED = re.compile(r"\b(?:reject|refus|dismiss|ignor|den(?:y|ied)|after|despite)\w*\W+(?:\w+\W+){0,3}$")
"""Words before a call that make it somebody else's, or turn it down."""


def calls_in(text: str, speaker: str) -> Iterator[DiplomaticAction]:
    """What the words of a statement call for; nothing where its speaker only tells of another's call."""
    source = according_to(text)
    if source and same_name(source, speaker):
        return
    view = folded(text)
    for action, pattern in _PATTERNS:
        found = pattern.search(view) if any(map(view.__contains__, _STEMS[action])) else None
        if found and not _TURNED.search(view[: found.start()]):
            yield action
