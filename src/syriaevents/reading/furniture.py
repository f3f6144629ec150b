"""Lines that web pages put around articles, in English, Arabic and Turkish.

Compared in a plain form: lower case, Arabic letter forms made equal, vowel signs and direction marks dropped,
punctuation at the ends and runs of white space removed. The phrases (``data/furniture.txt``) and patterns are what
stands on pages of news sites, forums and content management systems; one is here only if no sentence of news prose
could be that line.
"""

import re
from functools import lru_cache
from importlib.resources import files

_ARABIC_FORMS = {"آ": "ا", "أ": "ا", "إ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": None}
_MARKS = dict.fromkeys([*range(0x064B, 0x0653), *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_KEPT = {code: code for code in (*range(0x700), *range(0x2000, 0x2070))}  # one that is listed is soon looked up
_PLAIN = {**_KEPT, **str.maketrans({"İ": "i", "ı": "i", "’": "'", "‘": "'", **_ARABIC_FORMS}), **_MARKS}
_EDGES = " \t\xa0.,:;!?…؟،؛*-–—|•·>»«<[](){}\"'“”#_=+/\\©"


def plain(text: str) -> str:
    """The form in which lines are compared."""
    whole = text if text.isascii() else text.translate(_PLAIN)
    return " ".join(whole.casefold().split()).strip(_EDGES)


@lru_cache(maxsize=1)
def _phrases() -> tuple[frozenset[str], frozenset[str]]:
    """Headings that open a tail, and all lines of furniture, these included; both in plain form."""
    source = files(__package__).joinpath("data", "furniture.txt").read_text(encoding="utf-8")
    _, openers, alone = re.split(r"^\[.*\]$", source, flags=re.MULTILINE)
    opening = frozenset(plain(line) for line in openers.splitlines() if line)
    return opening, opening | frozenset(plain(line) for line in alone.splitlines() if line)


_AGENCY = (
    r"(?:afp|ap|associated press|reuters|dpa|efe|ansa|tass|interfax|xinhua|upi|pa|bbc|cnn|al jazeera|sana|anha|"
    r"anadolu(?: agency| ajansi)?|aa|iha|dha|anka|north press|rudaw|enab baladi|agencies|news agencies|staff|"
    r"ajanslar|وكالات|سانا|رويترز|ا ف ب|فرانس برس|اسوشيتد برس|الاناضول|الجزيره|وكاله (?:سانا|الاناضول|رويترز))"
)
_AGENCIES = rf"{_AGENCY}(?:\s*(?:[,/|&+-]|\band\b|\bve\b|و)\s*{_AGENCY})*"

_UNSUBSCRIBE = r"to (?:subscribe|unsubscribe)\b.{0,60}\b(?:click|write|e-?mail|visit|newsletter|address)\b"

# Matched from the beginning of the plain line; the ends of open ones are bounded by the length of a line.
_PATTERNS = re.compile(
    "|".join(
        (
            # agency credits
            rf"(?:source|sources|kaynak|المصدر|مصدر)?\s*:?\s*{_AGENCIES}\Z",
            r"source \S+ and (?:news )?agencies\Z",
            r"(?:news |other )?agencies (?:have )?contributed to this (?:report|story|article)\b",
            (
                r"(?:additional reporting|with (?:inputs?|contributions|additional reporting|reporting)) (?:from|by) "
                r"(?:our |the |news )?(?:agencies|correspondents?|staff|afp|reuters|ap)\Z"
            ),
            r"our standards\s*:\s*the thomson reuters trust principles\Z",
            r"(?:senior |chief |staff |foreign |diplomatic |middle east )*(?:writer|correspondent|reporter|editor)\Z",
            # press releases
            r"notes? (?:to|for) editors\Z",
            r"(?:press|media) (?:contacts?|enquiries|inquiries)\b",
            r"for (?:more|further) information,? (?:please )?(?:contact|call|visit)\b",
            r"donate now\Z",
            # comment forms
            r"please enter (?:your|a valid|an?)\b",
            r"you have entered an incorrect\b",
            r"captcha\b",
            r"your (?:e-?mail(?: address)?) (?:address )?will not be published\b",
            r"required fields are marked\b",
            r"save my (?:name|details|information)\b",
            _UNSUBSCRIBE,
            r"get (?:the|our) .{0,40}\b(?:briefing|digest)\b.{0,60}\bsign up\b",
            r"notify me (?:of|when|via)\b",
            r"this site (?:uses akismet|is protected by)\b",
            r"you must (?:be logged|log) in to (?:post|leave|comment|reply)\b",
            r"(?:log|sign) in (?:to|or|with)\b.{0,40}\b(?:comment|reply|register|subscribe|account|reading)\b",
            r"(?:no|one|be the first to) comments?(?: yet)?\Z",
            r"\d+ (?:comments?|replies|responses|shares|views|likes|yorum|تعليق|تعليقات|مشاهده)\Z",
            r"(?:comments|yorumlar|التعليقات)\s*\(?\d+\)?\Z",
            r"comments? (?:are|is) closed\b",
            r"forgot your password\b",
            r"لن يتم نشر (?:عنوان )?بريدك\b",
            r"الحقول (?:الالزاميه|المطلوبه) مشار\b",
            r"e-?posta (?:adresiniz|hesabiniz) yayi[mn]lanmayacak\b",
            r"gerekli alanlar\b",
            r"yorum yap(?:abil)?mak için\b",
            # newsletters, following, cookies
            (
                r"(?:sign up|subscribe)\b.{0,120}\b(?:newsletters?|inbox|updates|our (?:channel|podcast|alerts)|"
                r"facebook|youtube|telegram|e-?mails?)\b"
            ),
            r"get (?:the|our|all) .{0,60}\b(?:inbox|newsletter|notifications|e-?mail)\b",
            (
                r"follow (?:us|me|him|her|them|@\w+|\w+(?: \w+){0,2}) on (?:x|twitter|facebook|instagram|"
                r"telegram|youtube|google news|whatsapp|social media)\b"
            ),
            r"(?:join|like) (?:us on|our) .{0,30}\b(?:telegram|whatsapp|facebook|channel)\b",
            r"(?:we|this (?:web)?site|our (?:web)?site)(?: and our partners)? uses? .{0,40}\bcookies\b",
            r"by (?:continuing|clicking|using)\b.{0,100}\b(?:cookies|terms of use|privacy policy)\b",
            (
                r"(?:تابعونا|تابعنا) (?:علي|عبر|في) .{0,20}(?:فيسبوك|تويتر|تلغرام|تيلغرام|تليغرام|واتساب|"
                r"يوتيوب|غوغل).{0,20}\Z"
            ),
            r"(?:اشترك|اشتركوا|انضم|انضموا) .{0,20}(?:قناتنا|مجموعتنا|نشرتنا|النشره البريديه)",
            r"(?:bizi|haberleri) .{0,40}\btakip edin\b",
            r"(?:bültenimize|kanalimiza|e-?bültene|bülten).{0,40}\b(?:abone|katil|kaydol)",
            r"(?:bu (?:internet|web) ?site|sitemiz|web sitemiz).{0,60}\bçerez",
            # pointers to other pages
            r"(?:click|tap) (?:here|on the|to)\b",
            r"(?:read|see|watch) (?:also|next|(?:the )?full (?:story|article))\b",
            r"(?:read|see|watch) more(?:\s*[:>»]| (?:about|at|from|here|in|on)\b)",
            r"(?:also|must) read\s*:",
            r"(?:related|more)\s*:\s",
            r"(?:اقرا|شاهد|طالع) (?:ايضا|المزيد|كذلك)\b",
            r"(?:ayrica (?:okuyun|bakin)|bunu da oku)",
            r"this (?:article|story|piece|post) (?:was )?(?:originally|first) (?:published|appeared)\b",
            r"the views expressed (?:here|in this|are those|by the author)\b",
            r"(?:download|get) (?:the|our) .{0,20}\bapp\b",
            r"(?:tags|etiketler|الوسوم|كلمات مفتاحيه|العلامات)\s*:",
            r"share this (?:article|story|post|page|news|report|video|on)\b.{0,40}\Z",
            # rights
            r"(?:copyright\W*|c\)\W*)(?:19|20)\d\d.{0,160}\Z",
            # the bar at the foot of a page
            r"about .{0,60}\b(?:careers|contact us)\b.{0,160}\b(?:privacy policy|cookie policy|terms of use)\b",
            # pictures
            r"(?:file )?(?:photo|image|picture)\Z",
            (
                r"(?:photo|image|picture|photograph|foto|fotograf|fotoğraf|صوره|تصوير|الصوره)\s*(?:by|credit|"
                r"courtesy of|kredisi|[:/©])\s*\S+(?: \S+){0,4}\Z"
            ),
            rf"(?:getty images|shutterstock|{_AGENCY})\s*/\s*\S+(?: \S+){{0,2}}\Z",
        )
    )
)
_RESERVED = re.compile(
    r"(?:.{0,160}\ball rights reserved|"
    r".{0,120}(?:جميع الحقوق محفوظه|كافه الحقوق محفوظه|حقوق النشر محفوظه).{0,60}|"
    r".{0,120}\b(?:tüm haklari|her hakki|bütün haklari) sakli(?:dir)?.{0,60})\Z"
)
_RESERVING = ("reserved", "محفوظه", "sakli")
"""Without one of which no line reserves rights."""
_RIGHTS = re.compile(r"\s*(?:©|\(c\)\s*(?:19|20)\d\d)", re.IGNORECASE)

_PLACE = (
    r"(?:facebook|twitter|x|whatsapp|telegram|instagram|linkedin|youtube|e-?mail|e-?posta|print|copy link|"
    r"yazdir|bağlantiyi kopyala|فيسبوك|تويتر|اكس|واتساب|تلغرام|تيلغرام|تليغرام|بريد|نسخ الرابط|طباعه)"
)
_SHARING = re.compile(
    rf"(?:.{{0,40}}:\s*)?{_PLACE}(?:\s*[|·•/,]\s*{_PLACE})+\Z"
    r"|شارك هذ[اه] (?:الخبر|المقال|المقاله|الصفحه|التقرير)\Z"
    r"|(?:bu |haberi|içeriği|yaziyi).{0,20}paylaş(?:in)?\Z"
)

# Only after the last sentence of prose, where a page was flattened into one line.
_TRAILING = re.compile(
    r"(?:read also|twitter|facebook|english bulletin)\Z"
    r"|source .{0,40}\bagencies\Z"
    r"|(?:agencies|reuters|afp) contributed to this report\b.{0,20}\Z"
    r"|.{0,200}\b(?:comment via facebook|comment via sputnik news)\Z"
    r"|subscribe .{0,60} on facebook\b.{0,200}\Z"
    r"|.{0,200}\b(?:privacy policy|legal terms of use).{0,40}\bcookie policy\Z"
    rf"|{_UNSUBSCRIBE}"
    r"|(?:source|kaynak|المصدر)\s*: [^.]{0,60}\Z"
)
_CODE = re.compile(r"[A-Z]{0,5}\s?[\d-]{0,9}\Z")


def opens_tail(text: str) -> bool:
    """Whether a line is a heading that opens a comment form or a list of other articles."""
    return plain(text) in _phrases()[0]


def is_furniture(text: str) -> bool:
    """Whether a line of its own is furniture of the page."""
    line = plain(text)
    if line in _phrases()[1] or _RIGHTS.match(text):
        return True
    reserves = any(map(line.__contains__, _RESERVING)) and _RESERVED.match(line)
    return bool(reserves or _PATTERNS.match(line) or _SHARING.match(line))


def is_trailing(text: str) -> bool:
    """Whether the last sentence of a text is furniture, also where it does not stand on a line of its own."""
    return _TRAILING.match(plain(text)) is not None or any(form.match(text) for form in (_RIGHTS, _CODE))
