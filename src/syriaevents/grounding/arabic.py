"""Who speaks and who acts with arms in an Arabic sentence, where its verb comes first and its subject right behind.

"وأعلن الدالي أن …", "ونفى المتحدث باسم اللواء، أبو سيف الرامي، …", "سيطر مقاتلو اللواء على تلة": the subject ends
at a mark, a conjunction or a preposition. An office with a name in apposition gives the name.
"""

import re
import unicodedata
from collections.abc import Iterator

from syriaevents.schema import MilitaryAction

A = MilitaryAction
_SAYS = (
    r"(?:قال|يقول|تقول|ذكر|يذكر|اضاف|أضاف|أعلن|اعلن|أكد|يؤكد|أوضح|أشار|أفاد|يفيد|تفيد|نفى|اتهم|يتهم|حذر|يحذر|طالب|يطالب|دعا|دعت|"
    r"يدعو|تدعو|رحب|أدان|دان|ندد|استنكر|هدد|توعد|تعهد|وعد|رفض|يرفض|ناشد|شدد|كشف|زعم|رأى|اعتبر|صرح|كتب|لفت|تابع|اشترط|انتقد|أشاد)"
)
_QUOTED = r"«[^»]{2,40}»"
_LINKS = r"أن|إن|أنه|أنها|إنه|إنها|بأن|من|إلى|على|عن|في|مع|خلال|بعد|قبل|حول|ضد|بشأن"
_NOUN = rf"(?:{_QUOTED}|(?!(?:{_LINKS}|لكن|وقال)(?:\s|$))[^\s،,:.؛«»]+)"
_SUBJECT = rf"(?P<name>{_NOUN}(?:\s+{_NOUN}){{0,5}}?)"
_ENDS = rf"\s+(?:{_LINKS}|لل\S+|ب(?!ن\s|اسم\s)\S{{3,}})(?:\s|$|:)"
_STOP = rf"(?=\s*(?:[،,:.؛]|$)|{_ENDS})"
_PREPOSITION = rf"(?={_ENDS})"
_SPEAKS = re.compile(
    rf"(?:^|(?<!لكنه)(?<!لكنها)(?<!أنه)(?<!وهو)[\s،(])[و]?{_SAYS}(?:ت|وا)?\s+{_SUBJECT}{_STOP}(?:\s*،\s*(?=\S)(?P<person>(?!(?:في|من|إلى|على|عن|مع|أمس|اليوم|خلال|وقال|لكن|بعد)\s)"
    r"[^،:«»]{3,40})\s*(?=[،:]))?"
)
_FORCE = (
    r"(?:ال)?(?:قوات|جيش|مقاتل\S*|مسلح\S*|فصائل|فصيل|كتائب|لواء|ألوية|طائر\S*|طيران|مقاتلات|مدفعية|ميليشي\S*|مليشي\S*|عناصر|تنظيم|وحدات|"
    r"قسد|جنود|مروحيات|حرس|تجمع)"
)
_ARMED = rf"(?P<who>(?:{_FORCE})(?:\s+(?:من\s+)?{_NOUN}){{0,3}}?)"
_DEEDS: tuple[tuple[str, MilitaryAction], ...] = (
    (r"قصف", A.SHELLING),
    (r"هاجم|استهدف", A.ATTACK),
    (r"سيطر|استولى|استولت|استعاد|انتزع", A.CAPTURE),
    (r"انسحب|تراجع", A.WITHDRAW),
    (r"اقتحم|دخل|تقدم|توغل", A.ADVANCE),
    (r"حاصر", A.SIEGE),
    (r"أسقط", A.INTERCEPT),
)
_FIRST = tuple(
    (re.compile(rf"(?:^|[\s،–-])[وف]?(?:{verb})(?:ت)?\s+(?:خلالها\s+)?{_ARMED}{_PREPOSITION}"), action)
    for verb, action in _DEEDS
)
_AFTER = tuple(
    (re.compile(rf"(?:^|[\s،])(?:أن|إن)?\s*{_ARMED}\s+(?:قد\s+)?(?:{verb})(?:ت|وا)\b"), action)
    for verb, action in _DEEDS
)


_TOPIC = re.compile(rf"(?:^|\s)[وف]?أما\s+(?P<name>{_NOUN}(?:\s+{_NOUN}){{0,4}}?)\s*،?\s+ف{_SAYS}(?:ت|وا)?(?:\s|$)")
_MARK = re.compile(r"[^\w\s]")
"""Punctuation and signs, vowel signs among them."""
_LETTER = re.compile("[\u0620-\u064a]")
_NOBODY = frozenset("به بها بهم فيه فيها له لها عنه عنها ذلك هذا هذه".split())


def bare(text: str) -> str:
    """A text without its vowel signs; names in it are found again all the same."""
    return text if text.isascii() else _MARK.sub(_unless_combining, text)


def _unless_combining(mark: re.Match[str]) -> str:
    return "" if unicodedata.combining(mark[0]) else mark[0]


def speakers(text: str) -> Iterator[str]:
    """The subjects of verbs of saying, in order; the person where an office has one beside it."""
    plain = bare(text)
    yield from (found.group("name") for found in _TOPIC.finditer(plain))
    for found in _SPEAKS.finditer(plain):
        name = (found.group("person") or found.group("name")).strip()
        if name not in _NOBODY:
            yield name.split("»")[0].lstrip("«") if name.startswith("«") else name


def deeds(text: str) -> Iterator[tuple[str, MilitaryAction]]:
    """Who does what with arms."""
    if not _LETTER.search(text):
        return
    plain = bare(text)
    for patterns in (_FIRST, _AFTER):
        for pattern, action in patterns:
            for found in pattern.finditer(plain):
                yield found.group("who").strip(), action
