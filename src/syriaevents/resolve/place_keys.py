"""Keys that spellings of one place name share: exact rules of transliteration, never a nearest match.

Arabic names reach Latin letters by many roads: al-/el-/ash-, q/k, ee/i, ou/u, -ah/-eh/-a, doubled letters. A key is
what is left when a rule has undone each of them. Two names are the same spelling when they share a key; there is no
distance and no threshold. ``e`` stands for *a* as often as for *i*, so a name with an ``e`` has more than one key.
"""

import itertools
import re
from functools import lru_cache

from syriaevents.folding import folded

_ARTICLE = re.compile(r"(?:al|el|ul|il)$")
_SUN_ARTICLE = re.compile(r"[aeiu]([dnrstzl]|sh|th|dh|ss|zz)$")  # ash-Shaykh, ez-Zor, an-Nabk
_JOINED_ARTICLE = re.compile(r"^e(zz|ss|rr|dd|tt|nn|sh(?=sh)|dh(?=dh))(?=[a-z]{2})")  # Ezzor
_ARABIC = re.compile(r"[؀-ۿ]")
_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), new)
    for pattern, new in (
        (r"tch|ch(?=ei|ai|ay|ey)", "sh"),  # Cheikh
        (r"(?<=[aeiou])ik$|(?<=ei)k$", "ik"),
        (r"q", "k"),
        (r"dj", "j"),
        (r"ph", "f"),
        (r"ee|ie(?!h?$)|iy(?![aeiou])|yi", "i"),
        (r"oo|ou|uw(?![aeiou])", "u"),
        (r"o", "u"),
        (r"ay|ey|ei", "ai"),
        (r"aw(?![aeiou])", "au"),
        (r"(?<=[kshd])uw(?=[aeiou])", "w"),  # Suwayda, Sweida
        (r"(i|y)+(?=[aeu]h?$)", "i"),  # -iyya, -iya, -ieh
        (r"([a-z])\1+", r"\1"),  # doubled letters
        (r"(?<=[^aeiou])[ae]h$", "a"),  # -ah, -eh
        (r"(?<=i)[ae]h?$", "a"),
        (r"([a-z])\1+", r"\1"),
    )
)
_SHAIKH = re.compile(r"^shai(k|h|kh)$")
SHORT = 3  # a name of so few letters must be written exactly as a table has it ("US", "T4", "Şam")
_MOST_E = 4  # a name with more letters e keeps the rest as a


@lru_cache(maxsize=4096)
def word_keys(word: str) -> tuple[str, ...]:
    """The keys of one folded Latin word."""
    for pattern, new in _RULES:
        word = pattern.sub(new, word)
    word = _SHAIKH.sub("shaikh", word)
    places = [i for i, char in enumerate(word) if char == "e"]
    if not places:
        return (word,)
    found: dict[str, None] = {}
    for choice in itertools.product("ai", repeat=min(len(places), _MOST_E)):
        chars = list(word)
        for place, vowel in itertools.zip_longest(places, choice, fillvalue="a"):
            chars[int(place)] = vowel
        found[re.sub(r"([a-z])\1+", r"\1", "".join(chars))] = None
    return tuple(found)


def is_article(word: str) -> bool:
    """Whether a folded Latin word is an Arabic article, or may be one before certain letters."""
    return bool(_ARTICLE.match(word) or _SUN_ARTICLE.match(word))


def _latin_words(name: str) -> list[str]:
    words: list[str] = []
    raw = re.findall(r"[^\W_]+", name.replace("'", "").replace("`", ""))
    for i, word in enumerate(raw):
        after = raw[i + 1] if i + 1 < len(raw) else ""
        sun = _SUN_ARTICLE.match(word)
        if after and (_ARTICLE.match(word) or (sun and after.startswith(sun[1]))):
            words.append("al")
        elif words and (joined := _JOINED_ARTICLE.match(word)):
            words.extend(("al", word[1 + len(joined[1]) // 2 :]))
        else:
            words.append(word)
    return words


@lru_cache(maxsize=4096)
def plain_key(name: str) -> str:
    """The folded name without spaces and signs: what two names share that are written alike."""
    return "".join(re.findall(r"[^\W_]+", folded(name)))


@lru_cache(maxsize=4096)
def name_keys(name: str) -> tuple[str, ...]:
    """The keys of a name in any script, strictest first; empty where it holds no letter or digit.

    The last keys leave the article out ("Raqqa" for "ar-Raqqah"), only where enough of the name stays.
    """
    text = folded(name)
    if _ARABIC.search(text):
        return _arabic_keys(text)
    words = _latin_words(text)
    if not words:
        return ()
    shortest = 4
    keys = _joined(words)
    bare = [word for i, word in enumerate(words) if word != "al" or i == len(words) - 1]
    if len(bare) < len(words) and len("".join(bare)) >= shortest:
        keys = keys | _joined(bare)
    return tuple(keys)


def _joined(words: list[str]) -> dict[str, None]:
    return {"".join(parts): None for parts in itertools.islice(itertools.product(*map(word_keys, words)), 64)}


def _arabic_keys(text: str) -> tuple[str, ...]:
    key = plain_key(text)
    shortest = 3
    bare = plain_key(re.sub(r"(?:^|(?<=\s))ال(?=\w{3})", "", text))
    return (key, bare) if bare != key and len(bare) >= shortest else (key,)
