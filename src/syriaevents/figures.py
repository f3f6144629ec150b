"""Numbers of people in a sentence, as digits or words, in English, Arabic and Turkish.

Own code, after trying what exists: text2num and number-parser rewrite English sentences without offsets and know
neither Arabic nor Turkish, word2number adds up unrelated numbers ("twenty-five and thirty" gave 130), PyArabic does
not know the dual, quantulum3 needs seconds to load and reads "two dozen" as 2. None reads "at least" or "dozens".

What is read: a number becomes (low, best, high). "12" is (12, 12, 12); "at least 12" and "more than 12" are
(12, 12, null); "up to 12" is (null, 12, 12); "about 12" is (null, 12, null); "between 20 and 30" is (20, null, 30).
Vague numbers have only a low end, the one that ACLED codes (its FAQ on fatalities): tens 10, dozens 12, hundreds
100, thousands 1000 and so on; "scores" is 20 in the same manner. "Several" and "many" are no figures.
"No one was killed" is (0, 0, 0); "no civilians were killed" says nothing about others, and is none.

What is left out: years, dates, clock times, percentages, ordinals, money, measures of length, weight and time, ages,
numbers that name something (M4, T-72, Resolution 2254), and decimals. Dots and commas before groups of three digits
are thousand separators in every language, for people are not counted in thousandths.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from syriaevents.folding import fold
from syriaevents.schema import Range

Kind = Literal["killed", "wounded", "force"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its qualifier: ``sentence[start:end] == text``; null ends are open or not stated."""

    start: int
    end: int
    text: str
    low: int | None
    best: int | None
    high: int | None


def _words(*lists: str) -> frozenset[str]:
    return frozenset(" ".join(lists).split())


def _numbered(words: str, first: int, step: int = 1) -> dict[str, int]:
    return {form: first + step * index for index, forms in enumerate(words.split()) for form in forms.split("/")}


# Every word below stands as folding leaves it: no accents, ة as ه, ى and ئ as ي, ı as i.
_ENGLISH = {
    **_numbered("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
                "seventeen eighteen nineteen", 0),
    **_numbered("twenty thirty forty/fourty fifty sixty seventy eighty ninety", 20, 10),
}  # fmt: skip
_ARABIC = {
    **_numbered("واحد/واحده اثنان/اثنين/اثنتان/اثنتين/اثنا/اثني/اثنتا/اثنتي ثلاث/ثلاثه اربع/اربعه خمس/خمسه "
                "ست/سته سبع/سبعه ثمان/ثماني/ثمانيه تسع/تسعه عشر/عشره", 1),
    "احد": 1, "احدي": 1,
    **_numbered("عشرون/عشرين ثلاثون/ثلاثين اربعون/اربعين خمسون/خمسين ستون/ستين سبعون/سبعين ثمانون/ثمانين "
                "تسعون/تسعين", 20, 10),
    "ميه": 100, "مايه": 100, "ميتان": 200, "ميتين": 200, "مايتان": 200, "مايتين": 200,
    **{unit + hundred: 100 * number for hundred in ("ميه", "مايه")
       for unit, number in _numbered("ثلاث اربع خمس ست سبع ثمان/ثماني تسع", 3).items()},
    "الفان": 2000, "الفين": 2000, "مليونان": 2_000_000, "مليونين": 2_000_000,
}  # fmt: skip
_TURKISH = {
    **_numbered("sifir bir iki uc dort bes alti yedi sekiz dokuz", 0),
    **_numbered("on yirmi otuz kirk elli altmis yetmis seksen doksan", 10, 10),
}
_SCALES = {
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "dozen": 12, "yuz": 100, "bin": 1000,
    "milyon": 10**6, "الف": 1000, "الفا": 1000, "الاف": 1000, "مليون": 10**6, "مليونا": 10**6, "ملايين": 10**6,
}  # fmt: skip
_TURKISH_SCALES = _words("yuz bin milyon")
_VAGUE = {
    "dozens": 12, "scores": 20, "tens": 10, "hundreds": 100, "thousands": 1000, "millions": 10**6,
    "عشرات": 10, "ميات": 100, "الاف": 1000, "ملايين": 10**6, "onlarca": 10, "duzinelerce": 12, "yuzlerce": 100,
    "binlerce": 1000, "milyonlarca": 10**6,
}  # fmt: skip
_KILLED_TWO = _words("قتيلان قتيلين شهيدان شهيدين")
_WOUNDED_TWO = _words("جريحان جريحين مصابان")
_DUALS = (
    _KILLED_TWO
    | _WOUNDED_TWO
    | _words(
        "شخصان شخصين جنديان جنديين مدنيان مقاتلان مسلحان قياديان مواطنان متظاهران طفلان طفلين طفلتان "
        "طفلتين امراتان امراتين عنصران "
        "عنصرين ضابطان ضابطين رجلان رجلين شرطيان شابان شابين سيدتان سيدتين شقيقان شقيقين صحفيان صحافيان"
    )
)  # the dual alone says "two"; forms that are plurals too (مدنيين) are left out
_ARABIC_ONE = _words("شخص طفل طفله جندي امراه مدني رجل شاب سيده شرطي ضابط")
_TURKISH_CUES = (
    _words("ve kisi asker kadar icin gore olarak ile en sivil kisinin yarim yaklasik") | _TURKISH.keys()
) - _words("on bes kirk elli alti en uc")
_ENGLISH_CUES = _words("the of and was were by from with said killed dead at to for people has have")

_AT_LEAST, _AT_MOST, _ABOUT = "low", "high", "about"
_BEFORE = {
    _AT_LEAST: "at least|no fewer than|no less than|not less than|a minimum of|more than|over|above|exceeding|"
    "in excess of|upwards of|greater than|ما لا يقل عن|لا يقل عن|اكثر من|ما يزيد عن|ما يزيد علي|يزيد عن|ازيد من|"
    "en az|en azindan",
    _AT_MOST: "up to|at most|no more than|not more than|fewer than|less than|as many as|as much as|under|ما يصل الي|"
    "اقل من|لا يزيد عن|en fazla|en cok",
    _ABOUT: "about|around|some|approximately|nearly|almost|roughly|an estimated|estimated|close to|circa|نحو|حوالي|"
    "قرابه|زهاء|ما يقارب|ما يقرب من|yaklasik|yaklasik olarak|tahminen",
}
_AFTER = {
    _AT_LEAST: "or more|+|علي الاقل|او اكثر|ten fazla|tan fazla|den fazla|dan fazla|u askin|i askin|a askin|e askin|"
    "yi askin|yi asan|i asan|u asan|fazla|askin",
    _AT_MOST: "or fewer|or less|at most|علي الاكثر",
    _ABOUT: "or so|تقريبا|kadar|civarinda|dolayinda|e yakin|a yakin|ye yakin|ya yakin",
}


def _phrases(table: dict[str, str]) -> dict[tuple[str, ...], str]:
    return {tuple(phrase.split()): sense for sense, phrases in table.items() for phrase in phrases.split("|")}


_QUALIFIERS_BEFORE, _QUALIFIERS_AFTER = _phrases(_BEFORE), _phrases(_AFTER)
_QUALIFIER_ENDS = frozenset(phrase[-1] for phrase in _QUALIFIERS_BEFORE) | {
    "و" + phrase[-1] for phrase in _QUALIFIERS_BEFORE
}
_LONGEST_QUALIFIER = 4

_UNITS = _words(
    "km kms kilometer kilometers kilometre kilometres mile miles meter meters metre metres m feet foot "
    "ft yards inch inches mm cm",
    "kg kilograms tons tonnes tonne ton hectares acres percent pct degrees dollars dollar euros euro "
    "pounds lira liras cent cents",
    "hour hours minute minutes second seconds day days week weeks weekend weekends month months year "
    "years decade decades century",
    "centuries night nights times time am pm gmt utc bst est edt local barrels litres liters calibre caliber",
    "كيلومتر كيلومترا كيلومترات كلم كم متر مترا امتار ميل ميلا اميال طن طنا اطنان دولار دولارا ليره يورو "
    "عام عاما اعوام سنه",
    "سنوات سنين يوم يوما ايام ساعه ساعات دقيقه دقايق اسبوع اسبوعا اسابيع شهر شهرا اشهر شهور مره مرات بالميه درجه",
    "metre kilometre kilometrelik mil ton dolar euro avro lira yil yillik yildir yilinda yili gun gunluk "
    "gundur gunde saat saatte",
    "saatlik dakika hafta haftalik ay aylik aydir yas yasinda yasindaki yaslarinda derece kez defa",
)
_NAMED_BY_NUMBER = _words(
    "resolution resolutions article articles law decree number no nr route road highway channel flight "
    "chapter page protocol phase",
    "level room gate area district grade brigade division regiment battalion corps unit aged age ages oclock",
    "قرار القرار رقم ماده الماده طريق فرقه الفرقه لواء اللواء فوج الفوج الساعه بعمر سن karar karari "
    "madde yolu saat yuzde sayili no'lu",
)
_YEAR_BEFORE = _words("year عام العام سنه السنه لعام وعام بعام")
_LATIN_MONTHS = _words(
    "january february march april may june july august september october november december jan feb mar "
    "apr jun jul aug sep sept oct",
    "nov dec ocak subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik",
)
_ARABIC_MONTHS = _words(
    "كانون شباط اذار نيسان ايار حزيران تموز اب ايلول تشرين يناير فبراير مارس ابريل مايو يونيو يوليو "
    "اغسطس سبتمبر اكتوبر نوفمبر ديسمبر",
    "محرم صفر رجب شعبان رمضان شوال",
)
_PEOPLE = _words(
    "people persons person civilians civilian others other more men man women woman children child "
    "soldiers soldier fighters fighter",
    "troops rebels rebel militants militant militiamen insurgents insurgent terrorists terrorist "
    "jihadists gunmen gunman policemen",
    "policeman officers officer members member residents villagers students teachers medics workers "
    "worker journalist journalists",
    "refugees boy boys girl girls victims combatants personnel commander commanders syrians turks iraqis "
    "iranians kurds russians",
    "servicemen serviceman protesters protester inhabitants dead killed wounded injured deaths "
    "fatalities martyrs lives",
    "شخص شخصا اشخاص مدنيا مدنيين مدني جنديا جنود جندي مقاتلا مقاتل مقاتلين عنصرا عنصر عناصر مسلحا مسلح "
    "مسلحين طفلا اطفال طفل",
    "قتيلا قتلي قتيل جريحا جرحي جريح مصابا مصاب مصابين شهيدا شهداء شهيد امراه نساء رجلا رجال",
    "kisi kisinin kisiyi kisilik asker askerin askeri sivil sivilin cocuk cocugun kadin polis militan "
    "terorist savasci olu yarali",
)

_DIGITS = re.compile(r"\d+(?:[.,٬]\d+)*")
_GROUPED = re.compile(r"\d{1,3}(?:[.,٬]\d{3})+")
_TOKEN = re.compile(rf"(?P<digits>{_DIGITS.pattern})|[^\W\d_]+|[^\w\s]|_")
_ARABIC_PREFIX = re.compile(r"(?:[وف]?(?:ال|[بلك]ال|لل|[بلك])|[وف])(?=.)")
_NOT_ONE = _words("no any every some which each another")
_GLUED_ARABIC = _words("و ف ب ل ك ال وال بال لل ول وب ول ه")  # "and 30" is one word
_TEN, _HUNDRED, _THOUSANDS, _YEAR_DIGITS, _DAYS = 10, 100, 3, 4, 31
_HARD_SPACES = frozenset("\u00a0\u2009\u202f")
_MILLION_DIGITS = 15  # longer rows of digits count no people
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


@dataclass(frozen=True, slots=True)
class _Token:
    word: str  # as folded
    bare: str  # without an attached Arabic conjunction, preposition or article
    source: str
    start: int  # in the sentence
    end: int
    glued: bool  # no white space before it
    digits: bool
    hard: bool  # a hard or thin space before it, which parts groups of digits


@dataclass(frozen=True, slots=True)
class _Number:
    """A number without its qualifiers: tokens[first:last]; ``low`` alone where it is vague."""

    first: int
    last: int
    value: int | None
    low: int


def _tokens(sentence: str) -> list[_Token]:
    whole = fold(sentence)
    tokens: list[_Token] = []
    last = -1
    for match in _TOKEN.finditer(whole.text):
        start, end = whole.original(*match.span())
        word = match.group()
        prefix = _ARABIC_PREFIX.match(word) if "؀" <= word[0] <= "ۿ" else None
        known = word in _ARABIC or word in _SCALES or word in _VAGUE
        bare = word[prefix.end() :] if prefix and not known else word
        glued = match.start() == last
        digits = match["digits"] is not None and not any(
            char.isnumeric() and not char.isdecimal() for char in sentence[start:end]
        )
        hard = start > 0 and sentence[start - 1] in _HARD_SPACES
        tokens.append(_Token(word, bare, sentence[start:end], start, end, glued, digits, hard))
        last = match.end()
    return tokens


def find_figures(sentence: str) -> tuple[Figure, ...]:
    """Every number of people or things in a sentence, in order, with its qualifiers."""
    tokens = _tokens(sentence)
    return tuple(figure for figure, _, _ in _figures(sentence, tokens))


_Placed = tuple[Figure, int, int]  # a figure and its tokens [first:last]


def _figures(sentence: str, tokens: Sequence[_Token]) -> list[_Placed]:
    numbers = [number for number in _numbers(tokens) if _counts(tokens, number)]
    placed: list[_Placed] = []
    index = 0
    while index < len(numbers):
        number = numbers[index]
        other = numbers[index + 1] if index + 1 < len(numbers) else None
        joined = other is not None and _is_range(tokens, number, other)
        first, last, sense = _qualified(tokens, number.first, other.last if joined and other else number.last)
        low, best, high = _ends(number, other if joined else None, sense)
        start, end = tokens[first].start, tokens[last - 1].end
        if not placed or (placed[-1][2] <= first and placed[-1][0].end <= start):
            placed.append((Figure(start, end, sentence[start:end], low, best, high), first, last))
        index += 2 if joined else 1
    return placed


def _ends(number: _Number, other: _Number | None, sense: str | None) -> tuple[int | None, int | None, int | None]:
    value = number.value
    if value is None:
        return number.low, None, None
    if other is not None:
        return value, None, other.value
    if sense is None:
        return value, value, value
    return (value if sense == _AT_LEAST else None), value, (value if sense == _AT_MOST else None)


def _numbers(tokens: Sequence[_Token]) -> list[_Number]:
    turkish = _is_turkish(tokens)
    found: list[_Number] = []
    index = 0
    while index < len(tokens):
        number = _vague(tokens, index, turkish) or _exact(tokens, index, turkish)
        if number is None:
            index += 1
        else:
            found.append(number)
            index = number.last
    return found


def _is_turkish(tokens: Sequence[_Token]) -> bool:
    """Whether "on" is ten and "bin" a thousand here."""
    words = {token.word for token in tokens}
    return bool(words & _TURKISH_CUES) and not words & _ENGLISH_CUES


def _vague(tokens: Sequence[_Token], index: int, turkish: bool) -> _Number | None:
    words = [token.word for token in tokens[index : index + 4]]
    if turkish and len(words) > 1 and words[0] in ("on", "yuz") and words[1] == "binlerce":
        return _Number(index, index + 2, None, 10_000 if words[0] == "on" else 100_000)
    if (
        words[0] in ("several", "few", "many")
        and len(words) > 1
        and words[1] in ("dozen", "hundred", "thousand", "million")
    ):
        first = index - 1 if index and tokens[index - 1].word == "a" else index
        return _Number(first, index + 2, None, _SCALES[words[1]])
    low = _VAGUE.get(tokens[index].bare)
    if low is None:
        return None
    last = index + 1
    if words[1:2] == ["of"] and len(words) > 2 and words[2] in ("thousands", "millions"):
        return _Number(index, index + 3, None, low * _VAGUE[words[2]])
    if last < len(tokens) and tokens[last].bare in ("الاف", "الوف", "ملايين"):
        return _Number(index, last + 1, None, low * _VAGUE.get(tokens[last].bare, 1000))
    return _Number(index, last, None, low)


def _exact(tokens: Sequence[_Token], index: int, turkish: bool) -> _Number | None:
    token = tokens[index]
    if token.bare in _DUALS:
        return _Number(index, index + 1, 2, 2)
    if token.digits:
        return _digits(tokens, index, turkish)
    if token.word in ("half", "yarim", "نصف"):
        return _half(tokens, index)
    if (
        token.word in ("a", "an")
        and index + 1 < len(tokens)
        and tokens[index + 1].word in ("hundred", "thousand", "million", "dozen")
    ):
        return _spelt(tokens, index + 1, _ENGLISH, index)
    if token.word in _ENGLISH:
        return _spelt(tokens, index, _ENGLISH, index)
    if turkish and (token.word in _TURKISH or token.word in _TURKISH_SCALES):
        return _spelt(tokens, index, _TURKISH, index)
    if token.bare in _ARABIC or token.bare in ("الف", "مليون"):
        return _spelt(tokens, index, _ARABIC, index)
    return None


def _half(tokens: Sequence[_Token], index: int) -> _Number | None:
    at = index + 2 if index + 1 < len(tokens) and tokens[index + 1].word == "a" else index + 1
    scale = _SCALES.get(tokens[at].word) if at < len(tokens) else None
    return _Number(index, at + 1, scale // 2, scale // 2) if scale else None


def _digits(tokens: Sequence[_Token], index: int, turkish: bool) -> _Number | None:
    """A number in digits, with a scale word behind it ("3.5 million") or groups parted by hard spaces."""
    text, last = tokens[index].word, index + 1
    scale = _SCALES.get(tokens[last].bare) if last < len(tokens) else None
    if scale and (turkish or tokens[last].word not in _TURKISH_SCALES):
        parts = re.split(r"[.,٬]", text)
        grouped = _GROUPED.fullmatch(text) and len(parts) > 2
        if len(text) > _MILLION_DIGITS or (len(parts) > 2 and not grouped):
            return None
        digits, decimals = ("".join(parts), 0) if grouped or len(parts) == 1 else ("".join(parts), len(parts[-1]))
        value, rest = divmod(int(digits) * scale, 10**decimals)
        return None if rest else _Number(index, last + 1, value, value)
    if text.isdigit() and len(text) <= _THOUSANDS:
        while last < len(tokens) and tokens[last].hard and tokens[last].digits and len(tokens[last].word) == _THOUSANDS:
            text += tokens[last].word
            last += 1
    if len(text) > _MILLION_DIGITS or not (text.isdigit() or _GROUPED.fullmatch(text)):
        return None
    value = int(re.sub(r"\D", "", text))
    return _Number(index, last, value, value)


def _spelt(tokens: Sequence[_Token], index: int, words: dict[str, int], first: int) -> _Number | None:
    """A number in words: groups under a thousand, each times its scale, largest scale first."""
    total = group = 0
    room, scale_room = 1000, 10**12  # what comes next must be smaller than this
    last, joined = index, False
    for at in range(index, len(tokens)):
        word = tokens[at].bare if words is _ARABIC else tokens[at].word
        if at > index and not joined and _joins(word, room, words):
            joined = True
            continue
        value, scale = words.get(word), _SCALES.get(word)
        if word in _TURKISH_SCALES and words is not _TURKISH:
            break
        if word == "dozen":
            return _Number(first, at + 1, max(group, 1) * 12, max(group, 1) * 12)
        if scale == _HUNDRED and group < _HUNDRED and not (joined and group):
            group, room = max(group, 1) * _HUNDRED, _HUNDRED
        elif scale and _HUNDRED < scale < scale_room and (group or at == index or words is not _ENGLISH):
            total += max(group, 1) * scale
            group, room, scale_room = 0, 1000, scale
        elif value is not None and (_arabic_adds(tokens, at, index, group) if words is _ARABIC else value < room):
            group += value
            room = 10 if value in range(20, 100, 10) or (words is _TURKISH and value == _TEN) else 0
        else:
            break
        last, joined = at + 1, False
    return _Number(first, last, total + group, total + group) if last > index else None


def _joins(word: str, room: int, words: dict[str, int]) -> bool:
    if words is _ENGLISH:
        return (word == "and" and room >= _HUNDRED) or (word == "-" and room == _TEN)
    return words is _ARABIC and word == "و"


def _arabic_adds(tokens: Sequence[_Token], at: int, index: int, group: int) -> bool:
    """Arabic adds with و: hundreds, then units, then tens (255 is "two hundred and five and fifty")."""
    value, units, tens = _ARABIC[tokens[at].bare], group % 10, group % 100 // 10
    if at == index:
        return True
    if value == _TEN:  # "three ten" is 13
        return units > 0 and tens == 0
    if tokens[at].bare == tokens[at].word and tokens[at - 1].word != "و":
        return False
    if value < _TEN:
        return units == 0 and tens == 0
    return tens == 0 if value < _HUNDRED else group == 0


def _counts(tokens: Sequence[_Token], number: _Number) -> bool:
    """Whether a number counts something, and is no date, time, measure, ordinal or name."""
    first, last = number.first, number.last
    before = tokens[first - 1] if first else None
    behind = tokens[last] if last < len(tokens) else None
    if before and (_NAMED_BY_NUMBER & {before.word, before.bare} or before.word in ("$", "€", "£", "%", "٪", "#", "°")):
        return False
    if behind and (behind.word in ("%", "٪", "°", "$", "€") or _UNITS & {behind.word, behind.bare}):
        return False
    words = [token.word for token in tokens[last : last + 3]]
    if words[:2] in (["per", "cent"], ["في", "الميه"], ["o", "'"]) or (
        words[:1] == ["-"] and words[1:2] and words[1] in _UNITS
    ):
        return False
    if tokens[first].digits:
        return not _is_part(tokens, first, last) and not _is_date(tokens, first, last)
    if tokens[first].word in ("one", "bir") and last == first + 1:
        return _is_one(tokens, first)
    return not (before and behind and before.word == "the" and behind.word == "of")


def _is_one(tokens: Sequence[_Token], at: int) -> bool:
    """ "One" and "bir" are numbers where they are not pronouns or articles."""
    before = tokens[at - 1].word if at else ""
    behind = tokens[at + 1].word if at + 1 < len(tokens) else ""
    if tokens[at].word == "bir":
        return behind in _PEOPLE
    return before not in _NOT_ONE and behind not in ("of", "another", "another's", "side", "hand", "thing", "'")


def _is_part(tokens: Sequence[_Token], first: int, last: int) -> bool:
    """Digits that belong to a name, an ordinal, a time, a fraction or a date in figures."""
    token = tokens[first]
    if first and token.glued:
        before = tokens[first - 1]
        arabic = "\u0600" <= before.word[0] <= "\u06ff"
        if (before.word.isalpha() and not (arabic and before.word in _GLUED_ARABIC)) or before.word in ":/_'\\@.":
            return True
        stem = tokens[first - 2] if first > 1 and before.glued else None
        if before.word == "-" and stem:
            day = (
                stem.digits
                and len(token.word) < _THOUSANDS
                and (len(stem.word) == _YEAR_DIGITS or _third_part(tokens, first - 4))
            )
            if day or stem.word.isalpha():
                return True
        if before.word == "." and first > 1 and tokens[first - 2].digits and before.glued:
            return True
    if last < len(tokens) and tokens[last].glued:
        behind = tokens[last]
        following = tokens[last + 1] if last + 1 < len(tokens) else None
        if behind.word.isalpha() and not "\u0600" <= behind.word[0] <= "\u06ff":
            return True
        tight = following is not None and following.glued
        return tight and (behind.word in ":/_" or (behind.word == "-" and _third_part(tokens, last + 1)))
    return False


def _third_part(tokens: Sequence[_Token], at: int) -> bool:
    """Whether a dash leads to one more dash and digits, as in 2016-09-12."""
    parts = tokens[at : at + 3] if at >= 0 else ()
    return (
        len(parts) == _THOUSANDS
        and parts[0].digits
        and parts[1].word == "-"
        and parts[1].glued
        and parts[2].digits
        and parts[2].glued
    )


def _is_month(token: _Token) -> bool:
    return token.bare in _ARABIC_MONTHS or (token.word in _LATIN_MONTHS and not token.source[:1].islower())


def _is_date(tokens: Sequence[_Token], first: int, last: int) -> bool:
    behind = tokens[last : last + 2]
    if (
        behind
        and _is_month(behind[0])
        and not (behind[0].word == "may" and behind[1:] and behind[1].word in ("have", "be", "not"))
    ):
        return True
    if behind and behind[0].word == "of" and behind[1:] and _is_month(behind[1]):
        return True
    before = [token for token in tokens[max(first - 2, 0) : first] if token.word not in (".", ",")]
    text = tokens[first].word
    if (
        before
        and _is_month(before[-1])
        and (int(text) <= _DAYS if text.isdigit() and len(text) < _YEAR_DIGITS else True)
    ):
        return True
    if (
        last > first + 1
        or not text.isdigit()
        or len(text) != _YEAR_DIGITS
        or not _FIRST_YEAR <= int(text) <= _LAST_YEAR
    ):
        return False
    return bool(before and before[-1].bare in _YEAR_BEFORE) or not (
        behind and (behind[0].bare in _PEOPLE or behind[0].word in _PEOPLE)
    )


def _is_range(tokens: Sequence[_Token], number: _Number, other: _Number) -> bool:
    """Whether two numbers are the ends of one: "20-30", "20 to 30", "between 20 and 30"."""
    if number.value is None or other.value is None or number.value >= other.value:
        return False
    if other.first == number.last:  # "بين عشرين وثلاثين"
        return tokens[other.first].word.startswith("و") and _between(tokens, number)
    if other.first != number.last + 1:
        return False
    joint = tokens[number.last].word
    if joint in ("and", "و", "ile", "ve"):
        return _between(tokens, number)
    return joint in ("-", "to", "or", "الي", "او", "veya", "ila")


def _between(tokens: Sequence[_Token], number: _Number) -> bool:
    return number.first > 0 and tokens[number.first - 1].word in ("between", "بين")


def _qualified(tokens: Sequence[_Token], first: int, last: int) -> tuple[int, int, str | None]:
    """The span with the qualifiers before and behind it, and what they say."""
    sense: str | None = None
    lengths = range(_LONGEST_QUALIFIER, 0, -1) if first and tokens[first - 1].word in _QUALIFIER_ENDS else ()
    for length in lengths:
        words = tuple(token.word for token in tokens[max(first - length, 0) : first])
        plain = tuple(
            token.bare if token.word.startswith("و") else token.word for token in tokens[max(first - length, 0) : first]
        )
        sense = _QUALIFIERS_BEFORE.get(words) or _QUALIFIERS_BEFORE.get(plain)
        if sense and len(words) == length:
            first -= length
            break
        sense = None
    if first and tokens[first - 1].word in ("between", "بين"):
        first -= 1
    if sense is not None:
        return first, last, sense
    for gap in (0, 1, 2):  # "200 or more", "20'den fazla", "12 شخصا علي الاقل"
        begin = last + gap
        if gap and (begin > len(tokens) or not (tokens[begin - 1].bare in _PEOPLE or tokens[begin - 1].word == "'")):
            break
        for length in (3, 2, 1):
            words = tuple(token.word for token in tokens[begin : begin + length])
            if len(words) == length and words in _QUALIFIERS_AFTER:
                return first, begin + length, _QUALIFIERS_AFTER[words]
    return first, last, None


_AUXILIARIES = _words("was were been being is are be got gets get reportedly also have has had")
_FILLERS = _words(
    "of the another some other others also a an further additional total reportedly to up as many that "
    "and/or their his killing off "
    "more about least number people civilians person شخص نحو بحياه بارواح علي عن ب الي"
)
_INCLUDING = _words("including among mostly بينهم بينها منهم منها بمن aralarinda")
_OF_THEM = ("of them", "of whom", "of these", "of those", "of the")
_CLAUSE_ENDS = _words("who which where when while after before because but as whose though")
_SENTENCE_MARKS = frozenset(".;:!?؟؛")
_ADJECTIVES_IN_ED = _words(
    "reported confirmed believed feared armed united masked suspected allied sustained suffered "
    "unidentified uniformed hundred red allied"
)
_REACH = 14  # words between a number and its verb

_KILLING = _words(  # "killed 12", "مقتل 12"
    "kill kills killed killing slaughtered executed execute executing beheaded murdered assassinated "
    "massacred deaths death toll lives",
    "dead مقتل قتل قتلت قتلوا يقتل استشهاد استشهد وفاه مصرع سقوط ارواح بمقتل واستشهاد بحياه اعدام اعدم حصيله لقي",
)
_KILLED = _words(  # "12 killed"
    "killed dead died dies die slain executed beheaded murdered assassinated massacred martyred perished "
    "deaths fatalities lives martyrs",
    "قتيل قتيلا قتلي شهيد شهيدا شهداء قتلوا حتفهم مصرعهم حتفه مصرعه استشهدوا",
)
_WOUNDING = _words(
    "wound wounds wounded wounding injure injures injured injuring hurt maimed اصابه اصيب اصابت جرح جرحت "
    "اصابات وجرح يصيب"
)
_WOUNDED = _words("wounded injured hurt injuries جريح جريحا جرحي مصاب مصابا مصابين مصابون اصيبوا جرحوا")
_FORCE = _words(
    "fighters fighter troops soldiers soldier militiamen militants militant rebels rebel insurgents "
    "gunmen jihadists mercenaries",
    "commandos personnel combatants paratroopers servicemen conscripts recruits men strong terrorists "
    "marines guards policemen",
    "مقاتل مقاتلا مقاتلين جندي جنديا جنود مسلح مسلحا مسلحين عنصر عنصرا عناصر asker askeri askeriyle "
    "savasci milis militan komando",
)
_FORCE_REACH = 4
_NOT_WITHIN = _CLAUSE_ENDS | _words("for in on at by with to from and against between")
_TAKEN = _words(
    "strike strikes struck striking eliminated eliminating targeted targeting hit captured capture "
    "capturing detained arrested seized taking took freed released surrounded besieged displaced"
)


_SAID_BEFORE: dict[str, Kind] = {**dict.fromkeys(_WOUNDING, "wounded"), **dict.fromkeys(_KILLING, "killed")}
_SAID_BEHIND: dict[str, Kind] = {**dict.fromkeys(_WOUNDED, "wounded"), **dict.fromkeys(_KILLED, "killed")}


def count_of(sentence: str, kind: Kind) -> Range | None:
    """How many people a sentence says were killed, were wounded or took part; None where it gives no number.

    Parts of a number ("12 people, including three children") are not counted again, numbers under one verb are
    added ("killed 12 soldiers and five civilians"), and of several counts the first is given. One number for both
    ("killed or wounded 30") is neither.
    """
    if not isinstance(sentence, str) or kind not in ("killed", "wounded", "force"):
        raise ValueError(f"unknown kind of count: {kind!r}")
    tokens = _tokens(sentence)
    if kind != "force" and _is_none(tokens, kind):
        return Range(low=0, best=0, high=0)
    counted = [figure for figure, role in _roles(sentence, tokens) if role == kind]
    if not counted:
        return None
    return Range(low=counted[0].low, best=counted[0].best, high=counted[0].high)


_NONE = {
    "killed": re.compile(
        r"\b(?:no one|nobody|none) (?:was |were |had been |has been |is "
        r")?(?:killed|died)|\b(?:no|without|without any) (?:casualties|deaths|"
        r"fatalities)\b|\bcan kaybi (?:yasanmadi|olmadi|yok)|(?:دون|لا|عدم) (?:وقوع |سقوط |وجود "
        r")?(?:ضحايا|قتلي|خساير بشريه)"
    ),
    "wounded": re.compile(
        r"\b(?:no one|nobody|none) (?:was |were |had been |has been |is "
        r")?(?:wounded|injured|hurt)|\b(?:no|without|without any) (?:casualties|"
        r"injuries)\b|\byaralanan (?:olmadi|yok)|(?:دون|لا|عدم) (?:وقوع |سقوط |وجود )?(?:اصابات|جرحي)"
    ),
}


def _is_none(tokens: Sequence[_Token], kind: Kind) -> bool:
    return _NONE[kind].search(" ".join(token.word for token in tokens)) is not None


def _roles(sentence: str, tokens: Sequence[_Token]) -> list[tuple[Figure, Kind]]:
    """Each number that counts people, with what happened to them; numbers under one verb as one."""
    placed = sorted([*_figures(sentence, tokens), *_singles(tokens)], key=lambda item: item[1])
    earliest = placed[0][2] if placed else 0
    placed = [item for item in placed if not _is_share(tokens, item, earliest)]
    used: set[int] = set()  # event words that have their number
    roles: list[tuple[Figure, Kind]] = []
    waiting: _Placed | None = None  # may share the verb of the next number: "16 civilians and three children died"
    previous: tuple[int, Kind] | None = None  # where the last counted number ends, and what it counts
    for index, (figure, first, last) in enumerate(placed):
        stop = next(
            (item[1] for item in placed[index + 1 : index + 3] if tokens[item[1] - 1].word != "from"), len(tokens)
        )
        role = _own(tokens, first) or _left(tokens, first, used) or _right(tokens, last, stop, used)
        if role is None and previous and _coordinated(tokens, previous[0], first, last):
            roles[-1] = (_sum(roles[-1][0], figure), previous[1])
            previous = (last, previous[1])
            continue
        previous = None
        if role is not None:
            if waiting and _coordinated(tokens, waiting[2], first, last):
                roles = [item for item in roles if item[0] is not waiting[0]]
                figure = _sum(waiting[0], figure)
            roles.append((figure, role))
            previous, waiting = (last, role), None
            continue
        waiting = (figure, first, last)
        if figure.text and _is_force(tokens, first, last):
            roles.append((figure, "force"))
    return roles


def _singles(tokens: Sequence[_Token]) -> list[_Placed]:
    """ "A woman" and "شخص" are one person where they stand for a number."""
    found: list[_Placed] = []
    for at, token in enumerate(tokens):
        behind = tokens[at + 1] if at + 1 < len(tokens) else None
        compound = at + 2 < len(tokens) and tokens[at + 2].word == "-"  # "a rebel-held town"
        english = (
            token.word in ("a", "an")
            and not compound
            and behind is not None
            and behind.word in _PEOPLE
            and not behind.word.endswith(("s", "ies"))
        )
        arabic = (
            at > 0
            and token.word in _ARABIC_ONE
            and bool((_KILLING | _WOUNDING) & {tokens[at - 1].word, tokens[at - 1].bare})
        )
        if english and behind and behind.word not in ("dead", "more", "other", "troops", "family"):
            found.append((Figure(token.start, behind.end, "", 1, 1, 1), at, at + 1))
        elif arabic:
            found.append((Figure(token.start, token.end, "", 1, 1, 1), at, at + 1))
    return found


def _is_share(tokens: Sequence[_Token], item: _Placed, earliest: int) -> bool:
    """Whether a number is a part of another: behind "including", or before "of them"."""
    _, first, last = item
    if " ".join(token.word for token in tokens[last : last + 2]) in _OF_THEM:
        return True
    for at in range(first - 1, max(first - 1 - 2 * _REACH, -1), -1):
        word = tokens[at].word
        if word in _INCLUDING or tokens[at].bare in _INCLUDING:
            return earliest <= at
        if (
            word in _SENTENCE_MARKS
            or word in _AUXILIARIES
            or _event(tokens[at], left=True)
            or _event(tokens[at], left=False)
        ):
            return False
    return False


def _own(tokens: Sequence[_Token], first: int) -> Kind | None:
    word = tokens[first].bare
    return "killed" if word in _KILLED_TWO else "wounded" if word in _WOUNDED_TWO else None


def _event(token: _Token, *, left: bool) -> Kind | None:
    """What a word says of the number behind it (``left``) or before it."""
    table = _SAID_BEFORE if left else _SAID_BEHIND
    said = table.get(token.word) or table.get(token.bare)
    if said is not None or left:
        return said
    if token.word.startswith("yaralan") or token.word in ("yarali", "yaralidir"):
        return "wounded"
    dying = (
        token.word.startswith(("oldu", "oldur", "olen", "olum", "olu", "olenler"))
        and "o" not in token.source[:1].lower()
    )
    dying = dying or (token.word.startswith("ol") and token.source[1:2] == "\u0308")
    return (
        "killed"
        if dying or token.word in ("kaybetti", "kaybettigi", "sehit") or token.word.startswith("katled")
        else None
    )


def _left(tokens: Sequence[_Token], first: int, used: set[int]) -> Kind | None:
    """The verb or noun before a number: "killed 12", "a death toll of 12", "إصابة 30"."""
    reach = 5
    for at in range(first - 1, max(first - 1 - reach, -1), -1):
        role = _event(tokens[at], left=True)
        if role is not None:
            free = at not in used
            used.add(at)
            return role if free and not _both(tokens, at, role, used) else None
        if tokens[at].word not in _FILLERS and tokens[at].bare not in _FILLERS and tokens[at].word not in _TOLL_VERBS:
            return None
    return None


_TOLL_VERBS = _words("rose risen rises has stands stood reached at to climbed now")


def _both(tokens: Sequence[_Token], at: int, role: Kind, used: set[int]) -> bool:
    """Whether the word shares its number with the other sort of harm: "killed or wounded"."""
    for step in (-1, 1):
        joint, other = at + step, at + 2 * step
        if not 0 <= joint < len(tokens):
            continue
        attached = tokens[joint].word.startswith("و") and tokens[joint].bare != tokens[joint].word
        written = tokens[at].word.startswith("و") and step < 0
        near = tokens[joint] if (attached and step > 0) or written else None
        if near is None and tokens[joint].word in ("or", "and", "او", "و", "ve", "veya") and 0 <= other < len(tokens):
            near = tokens[other]
        if (near is tokens[joint] and joint in used) or (
            0 <= other < len(tokens) and near is tokens[other] and other in used
        ):
            continue
        beyond = _event(near, left=True) or _event(near, left=False) if near else None
        if beyond and beyond != role:
            return step < 0 or not _number_follows(tokens, other if attached is False else joint)
    return False


def _number_follows(tokens: Sequence[_Token], at: int) -> bool:
    """Whether a number stands right behind a word, perhaps with a qualifier."""
    return any(
        _exact(tokens, index, False) or _vague(tokens, index, False)
        for index in range(at + 1, min(at + 4, len(tokens)))
    )


def _right(tokens: Sequence[_Token], last: int, stop: int, used: set[int]) -> Kind | None:
    """The verb or noun behind a number: "12 people were killed", "12 dead", "12 kişi öldü"."""
    skip_to_comma = False
    passed = 0
    for at in range(last, min(len(tokens), last + 2 * _REACH)):
        token = tokens[at]
        if token.word in _INCLUDING or (
            token.word == "," and at + 1 < len(tokens) and tokens[at + 1].word in _INCLUDING
        ):
            skip_to_comma = True
            continue
        if skip_to_comma:
            if token.word in ("was", "were", "been") or (token.word == "," and at > last + 1):
                skip_to_comma = False
                passed = 0
            if token.word in _SENTENCE_MARKS:
                return None
            continue
        role = _event(token, left=False)
        if role is not None:
            if at in used or not _receives(tokens, at, last, stop):
                return None
            used.add(at)
            return None if _both(tokens, at, role, used) else role
        passed += 1
        verb = token.word.endswith("ed") and token.word not in _ADJECTIVES_IN_ED and tokens[at - 1].word != "-"
        if (
            at >= stop
            or passed > _REACH
            or verb
            or token.word in _CLAUSE_ENDS
            or token.word in _SENTENCE_MARKS
            or token.word == ","
        ):
            return None
    return None


_PARTICIPLES = _words("killed wounded injured executed beheaded murdered assassinated massacred")
_LEAVING = _words("left leaving leaves leave")
_AFTER_PARTICIPLE = _words(
    "in by on when as at during after near and since across over for inside along overnight today this "
    "last or due according amid outside yesterday"
)


def _receives(tokens: Sequence[_Token], at: int, last: int, stop: int) -> bool:
    """Whether the people before a participle suffered it ("12 rebels killed there") or did it ("jets killed ten")."""
    token = tokens[at]
    if token.word not in _PARTICIPLES or at == last:
        return True
    if any(tokens[index].word in _LEAVING for index in range(max(last - _REACH, 0), last)):
        return True
    if any(tokens[index].word in _AUXILIARIES for index in range(max(at - 3, 0), at)):
        return True
    if at + 1 >= len(tokens):
        return True
    if stop < len(tokens) and stop - at <= 2:
        return any(_event(tokens[index], left=False) for index in range(stop, min(stop + 4, len(tokens))))
    behind = tokens[at + 1].word
    return behind in _AFTER_PARTICIPLE or not behind.isalpha()


def _coordinated(tokens: Sequence[_Token], ended: int, first: int, last: int) -> bool:
    """Whether a number is the next object of the same verb: "killed 12 soldiers and five civilians"."""
    between = tokens[ended:first]
    joins = bool(between) and (between[-1].word in ("and", "و", "ve", ",") or tokens[first].word.startswith("و"))
    people = any(token.word in _PEOPLE or token.bare in _PEOPLE for token in tokens[last : last + 2])
    return joins and people and len(between) <= _FORCE_REACH and not any(t.word in _SENTENCE_MARKS for t in between)


def _sum(one: Figure, other: Figure) -> Figure:
    def plus(left: int | None, right: int | None) -> int | None:
        return None if left is None or right is None else left + right

    return Figure(
        one.start, other.end, "", plus(one.low, other.low), plus(one.best, other.best), plus(one.high, other.high)
    )


def _is_force(tokens: Sequence[_Token], first: int, last: int) -> bool:
    """Whether a number counts armed people who act: one of the next words names them, and nobody took them."""
    if first and (tokens[first - 1].word in _TAKEN or tokens[first - 1].word == "captive"):
        return False
    for token in tokens[last : last + _FORCE_REACH]:
        if token.word in _FORCE or token.bare in _FORCE:
            return True
        if token.word in _PEOPLE or not (token.word.isalpha() or token.word == "-") or token.word in _NOT_WITHIN:
            return False
    return False
