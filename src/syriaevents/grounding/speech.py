"""What a sentence tells plainly of a speech act, where a small model's statement says too much or too little of it."""

import re
from collections.abc import Sequence

from syriaevents.folding import folded_words
from syriaevents.prompting.cues import NEUTRAL, cues
from syriaevents.prompting.drafts import StatementDraft
from syriaevents.reading.quotes import Quote
from syriaevents.reading.source import SPEECH_WORDS
from syriaevents.schema import SpeechAct

_WHOM = (
    r"(?:[A-Z]|(?:the|this|both|all|an?|his|her|its|their|our|foreign|local|reporters|journalists|families|residents)\b)"
    r"(?:[\w’'-]*)(?: (?!(?:and|or|to|that|who)\b)[\w’'-]+){0,5}?"
)
_TOLD = re.compile(
    r"(?<!was )(?<!were )(?<!been )(?<!be )"
    r"(?:\b(?:urge[sd]?|ask(?:s|ed)|call(?:s|ed) on|appeal(?:s|ed) to|warn(?:s|ed)) "
    rf"[\"“]?(?P<asked>{_WHOM})[\"”]?(?= (?:not )?to\b)|\b(?:told|tells) [\"“]?(?P<told>{_WHOM})[\"”]?"
    r"(?= (?:that|to|not|in|on|at|by|over|last|about|why|how|his|her|the|there)\b|\s*[,:.]| [\"“]))"
)
"""Words between the verb and what is said: "urged Ankara to …", "told reporters that …"."""
_TELLING = frozenset("urge urges urged asks asked calls called appeals appealed warns warned told tells".split())
"""Words without one of which nobody is told anything."""
_MERELY_SAYS = re.compile(r"\b(?:said|says|told|tells|added|adds|wrote|writes)\b")


def plainly(draft: StatementDraft, outside: str, quotes: Sequence[Quote]) -> StatementDraft:
    """A statement with what its sentence tells by itself; ``outside`` is the sentence without its quotations."""
    act, to = _act(draft.act, outside, quotes), draft.to or addressee(outside)
    return draft if (act, to) == (draft.act, draft.to) else draft.model_copy(update={"act": act, "to": to})


def _act(act: SpeechAct, outside: str, quotes: Sequence[Quote]) -> SpeechAct:
    """A quotation beside a verb that only tells that somebody speaks announces nothing: it comments."""
    spoken = any(quote.words >= SPEECH_WORDS for quote in quotes)
    if act is SpeechAct.ANNOUNCE and spoken and _MERELY_SAYS.search(outside) and cues(outside).acts <= {NEUTRAL}:
        return SpeechAct.COMMENT
    return act


def addressee(outside: str) -> str | None:
    """To whom something is said in so many words, in English; None where nothing tells, or where it may be two."""
    if _TELLING.isdisjoint(folded_words(outside)):
        return None
    found = {match["asked"] or match["told"] for match in _TOLD.finditer(outside)}
    return found.pop() if len(found) == 1 else None
