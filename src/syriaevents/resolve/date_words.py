"""The words that date expressions are made of, in English, Arabic and Turkish.

A table maps a kind of word to its phrases and their values, in natural spelling; date_tokens folds
them. Values are numbers: months 1 to 12, weekdays 0 (Monday) to 6, units and edges as in
date_calendar, ``which`` -1 last, 0 this, 1 next. Levantine, Egyptian and Hijri month names stand
side by side.
"""

import re
from collections.abc import Mapping

Table = Mapping[str, Mapping[str, int]]


def _count(words: str, first: int = 1) -> dict[str, int]:
    """Phrases in order, separated by commas; those with the same value by a stroke."""
    return {
        phrase.strip(): value
        for value, phrases in enumerate(words.split(","), first)
        for phrase in phrases.split("|")
        if phrase.strip()
    }


def _same(words: str, value: int = 0) -> dict[str, int]:
    return {phrase.strip(): value for phrase in words.split(",")}


def _units(*by_length: str) -> dict[str, int]:
    return _count(",".join(by_length), 0)


# Month and weekday names that are other words too when nothing near says that they are a date.
UNSURE = {
    "en": frozenset("may march".split()),
    "ar": frozenset("آب مارس".split()),
    "tr": frozenset("ocak mart ekim aralık pazar cuma salı".split()),
}
# Abbreviations count only beside a day or a year; names like "Jan" and "Sun" are people and papers.
SHORT = frozenset(
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun".split()
)
# Nouns after a number that make it a count and not a year.
COUNTED = frozenset(
    "people persons civilians fighters soldiers troops militants rebels children women men dead deaths families "
    "refugees prisoners victims members homes houses villages km kilometers kilometres miles meters metres dollars "
    "euros tons tonnes feet cases wounded injured شخص شخصا مدني مدنيا مقاتل مقاتلا جندي عائلة كم متر كيلومتر دولار "
    "kişi sivil asker savaşçı aile çocuk km kilometre metre dolar ton".split()
)
# After a day and month these make a name: "the March 14 alliance".
NAMED = frozenset("alliance coalition movement bloc brigade brigades battalion forces university".split())

ENGLISH: Table = {
    "month": _count(
        "january|jan,february|feb,march|mar,april|apr,may,june|jun,july|jul,august|aug,september|sept|sep,"
        "october|oct,november|nov,december|dec"
    ),
    "weekday": _count(
        "monday|mon,tuesday|tue|tues,wednesday|wed,thursday|thu|thur|thurs,friday|fri,saturday|sat,sunday|sun", 0
    ),
    "hijri": _count(
        "muharram,safar,rabi al-awwal|rabi i|rabi al-awal,rabi al-thani|rabi ii|rabi al-akhir,"
        "jumada al-awwal|jumada i|jumada al-ula,jumada al-thani|jumada ii|jumada al-akhira,rajab,"
        "shaban|sha'ban,ramadan|ramazan,shawwal,dhu al-qadah|dhul qadah|dhu al-qa'dah,"
        "dhu al-hijjah|dhul hijjah|dhu al-hijja|dhul hijja"
    ),
    "ah": _same("ah, a.h."),
    "unit": _units("hour", "day", "week", "month", "year", "decade"),
    "units": _units("hours", "days", "weeks", "months", "years", "decades"),
    "season": _count("spring,summer,autumn|fall,winter", 0),
    "ordinal": _count("first,second,third,fourth,fifth"),
    "century": _same("century"),
    "quarter": _same("quarter", 4) | _same("half", 2),
    "weekend": _same("weekend"),
    "count": _count("one,two,three,four,five,six,seven,eight,nine,ten,eleven,twelve", 1) | _same("twenty", 20)
    | _same("fifteen", 15) | _same("thirty", 30),
    "article": _same("a, an", 1),
    "vague": _same("several, few, a few, couple, a couple of, couple of, some, many"),
    "recent": _same("recent"),
    "the": _same("the, its, his, her, their"),
    "which": _same("last", -1) | _same("this, current", 0) | _same("next, coming, upcoming", 1),
    "past": _same("past"),
    "fiscal": _same("fiscal, calendar, financial, academic"),
    "same": _same("previous, preceding, following, same, that"),
    "edge": _same("early, beginning, start, early in, outset", 0) | _same("mid, middle", 1)
    | _same("late, end, late in", 2),
    "sofar": _same("earlier", 0) | _same("later", 2),
    "deictic": _same("today, tonight", 0) | _same("yesterday", -1) | _same("tomorrow", 1)
    | _same("the day before yesterday, day before yesterday", -2)
    | _same("the day after tomorrow, day after tomorrow", 2),
    "overnight": _same("overnight"),
    "part": _same("morning, afternoon, evening, night, dawn, noon, midday, midnight, dusk, daybreak, nightfall"),
    "now": _same("now, currently, nowadays, recently, lately, at present, at the moment, in the future"),
    "ago": _same("ago"),
    "apart": _same("earlier, later, before, after, afterwards"),
    "since": _same("since"), "between": _same("between"), "from": _same("from"), "to": _same("to"), "and": _same("and"),
    "until": _same("until, till, through, by"),
    "in": _same("in, during, throughout, around, circa"), "of": _same("of"),
    "over": _same("over, within"), "for": _same("for, lasting, just, well, killed"), "on": _same("on"),
    "will": _same("will, 'll, shall, would, due, scheduled, expected, expects, set to, plans, plan, planned, planning, "
                  "going to, about to, intends, wants, hopes, postponed, slated, upcoming, deadline, ahead of, must"),
    "told": _same("said, says, told, announced, reported, added, stated, was, were, had, did, warned, called, "
                  "condemned, confirmed, met, visited, killed, attacked, according to, after"),
}  # fmt: skip

_AR_UNITS = ("واحد|الاول|اول,ثاني|ثان,ثالث,رابع,خامس,سادس,سابع,ثامن,تاسع,عاشر,حادي عشر,ثاني عشر,ثالث عشر,رابع عشر,"
             "خامس عشر,سادس عشر,سابع عشر,ثامن عشر,تاسع عشر,عشرين|عشرون,حادي والعشرين|حادي والعشرون,"
             "ثاني والعشرين|ثاني والعشرون,ثالث والعشرين|ثالث والعشرون,رابع والعشرين|رابع والعشرون,"
             "خامس والعشرين|خامس والعشرون,سادس والعشرين|سادس والعشرون,سابع والعشرين|سابع والعشرون,"
             "ثامن والعشرين|ثامن والعشرون,تاسع والعشرين|تاسع والعشرون,ثلاثين|ثلاثون,حادي والثلاثين")  # fmt: skip

ARABIC: Table = {
    "month": _count(
        "كانون الثاني|يناير,شباط|فبراير,آذار|مارس,نيسان|أبريل|إبريل,أيار|مايو,حزيران|يونيو|يونيه,تموز|يوليو|يوليه,"
        "آب|أغسطس,أيلول|سبتمبر,تشرين الأول|أكتوبر,تشرين الثاني|نوفمبر,كانون الأول|ديسمبر"
    ),
    "weekday": _count("الاثنين,الثلاثاء,الأربعاء,الخميس,الجمعة,السبت,الأحد", 0),
    "hijri": _count("محرم|المحرم,صفر,ربيع الأول,ربيع الثاني|ربيع الآخر,جمادى الأولى,جمادى الآخرة|جمادى الثانية,رجب,"
                    "شعبان,رمضان,شوال,ذو القعدة|ذي القعدة,ذو الحجة|ذي الحجة"),
    "ah": _same("هـ, هجري, هجرية, للهجرة"),
    "unit": _units("ساعة|الساعة", "يوم", "أسبوع|الأسبوع", "شهر|الشهر", "عام|سنة|العام|السنة", "عقد"),
    "units": _units("ساعات|الساعات", "أيام|الأيام|يوما", "أسابيع|الأسابيع|أسبوعا", "أشهر|الأشهر|شهور|الشهور|شهرا",
                    "أعوام|سنوات|الأعوام|السنوات|سنين|عاما", "عقود|العقود"),
    "dual": _units("ساعتين|الساعتين", "يومين|اليومين", "أسبوعين|الأسبوعين", "شهرين|الشهرين", "عامين|سنتين|العامين",
                   "عقدين|العقدين"),
    "season": _count("ربيع,صيف,خريف,شتاء", 0),
    "ordinal": _count(_AR_UNITS) | _count(re.sub(r"(^|[,|])", r"\1ال", _AR_UNITS)),
    "count": _count("واحد,اثنين,ثلاثة|ثلاث|الثلاثة,أربعة|أربع|الأربعة,خمسة|خمس|الخمسة,ستة|ست|الستة,سبعة|سبع|السبعة,"
                    "ثمانية|ثماني|ثمان|الثمانية,تسعة|تسع|التسعة,عشرة|عشر|العشرة"),
    "vague": _same("عدة, بضعة, بضع, بعض"),
    "which": _same("الماضي, الماضية, الماضيين, الفائت, الفائتة, المنصرم, المنصرمة", -1)
    | _same("الجاري, الحالي, الحالية, الجارية", 0) | _same("المقبل, القادم, المقبلة, القادمة, المقبلين", 1),
    "this": _same("هذا, هذه"),
    "recent": _same("الأخيرة, الأخير"),
    "same": _same("التالي, التالية, السابقة, نفسه, ذاته, نفسها"),
    "edge": _same("أوائل, مطلع, بداية, مستهل", 0) | _same("منتصف, أواسط", 1) | _same("أواخر, نهاية, ختام", 2),
    "deictic": _same("اليوم", 0) | _same("أمس, الأمس, البارحة", -1) | _same("غدا, الغد, غد", 1)
    | _same("أول أمس, أول من أمس", -2) | _same("بعد غد", 2),
    "part": _same("صباح, فجر, ظهر, مساء, ليل, ليلة, عصر, صباحا, مساء, فجرا, ليلا, منتصف ليل"),
    "now": _same("الآن, حاليا, مؤخرا, حديثا, قريبا, في الماضي, في المستقبل"),
    "since": _same("منذ"), "before": _same("قبل"), "between": _same("بين"), "from": _same("من"),
    "to": _same("إلى, حتى"), "and": _same("و"), "in": _same("في, خلال, بحلول, نحو, إبان"),
    "span": _same("طوال, طيلة, على مدى, على مدار"),
    "will": _same("سوف, ستعقد, سيعقد, سيلتقي, ستلتقي, المقرر, يعتزم, تعتزم, سيكون, ستكون, سيزور, ستزور"),
    "told": _same("قال, قالت, أعلن, أعلنت, أكد, أكدت, ذكر, ذكرت, أفاد, أفادت, كان, كانت"),
}  # fmt: skip

TURKISH: Table = {
    "month": _count("ocak,şubat,mart,nisan,mayıs,haziran,temmuz,ağustos,eylül,ekim,kasım,aralık"),
    "weekday": _count("pazartesi,salı,çarşamba,perşembe,cuma,cumartesi,pazar", 0),
    "hijri": _count("muharrem,safer,rebiülevvel,rebiülahir,cemaziyelevvel,cemaziyelahir,recep,şaban,ramazan,şevval,"
                    "zilkade,zilhicce"),
    "ah": _same("hicri, hicrî"),
    "unit": _units("saat", "gün", "hafta", "ay", "yıl|sene", "on yıl"),
    "units": _units("saatler", "günler", "haftalar", "aylar", "yıllar|seneler", ""),
    "season": _count("ilkbahar|bahar,yaz,sonbahar|güz,kış", 0),
    "count": _count("bir,iki,üç,dört,beş,altı,yedi,sekiz,dokuz,on"),
    "vague": _same("birkaç, bazı, bir kaç"),
    "which": _same("geçen, geçtiğimiz", -1) | _same("bu, içinde bulunduğumuz", 0) | _same("gelecek, önümüzdeki", 1),
    "past": _same("son"),
    "same": _same("ertesi, aynı, önceki, sonraki"),
    "edge": _same("başı, başında, başından, başlarında, başlangıcı, ilk", 0)
    | _same("ortası, ortasında, ortalarında", 1) | _same("sonu, sonunda, sonlarında, sonuna", 2),
    "deictic": _same("bugün, bu sabah, bu gece, bu akşam", 0) | _same("dün, dün gece, dün akşam, dün sabah", -1)
    | _same("yarın", 1) | _same("evvelsi gün", -2),
    "part": _same("sabahı, sabah, akşamı, akşam, gecesi, gece, öğleden sonra, sabahından"),
    "now": _same("şimdi, halen, şu anda, şu an, son dönemde, yakında, geçmişte, gelecekte"),
    "ago": _same("önce"), "apart": _same("sonra"), "since": _same("beri, bu yana, itibaren"),
    "suffix": _same("'de, 'da, 'te, 'ta, 'den, 'dan, 'ten, 'tan, 'in, 'ün, 'un, 'ın, 'e, 'a, 'ye, 'ya, 'nin, 'nın, "
                    "'deki, 'daki, 'teki, 'taki, 'i, 'ı, 'u, 'ü, 'si, 'sı, 'nde, 'nda, 'nden, 'ndan"),
    "decades": _same("'lar, 'ler, 'larda, 'lerde, 'ların, 'lerin, 'larin, 'lardan, 'lerden"),
    "day": _same("günü, gününden, gününe, gününün, günkü"), "monthly": _same("ayı, ayında, ayından, ayının"),
    "yearly": _same("yılı, yılında, yılından, yılının, yılındaki, senesinde"),
    "to": _same("ile, ila"), "and": _same("ve"), "between": _same("arasında, arası"),
    "will": _same("planlıyor, planlanan, beklenen, edilecek, yapılacak, olacak, görüşecek, düzenlenecek"),
    "told": _same("dedi, söyledi, açıkladı, duyurdu, bildirdi"),
}  # fmt: skip

TABLES: Mapping[str, Table] = {"en": ENGLISH, "ar": ARABIC, "tr": TURKISH}
