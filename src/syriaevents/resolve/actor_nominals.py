"""What a common noun points back to in an article: "the ministry", "the group", "the spokesman"."""

from collections.abc import Sequence
from typing import NamedTuple

from syriaevents.resolve.actor_entries import ActorEntry
from syriaevents.resolve.actor_keys import Word, key_of, name_key
from syriaevents.resolve.actor_phrases import Title, body_of
from syriaevents.resolve.actor_table import ActorTable
from syriaevents.schema.vocabulary import ActorKind


class Antecedent(NamedTuple):
    """An actor that the article has named already."""

    local_key: str
    entry: ActorEntry | None
    role: str | None
    title: Title | None
    person: bool = False


def _keys(*nouns: str) -> frozenset[str]:
    return frozenset(map(name_key, nouns))


_MINISTRY = _keys("ministry", "وزارة", "bakanlık", "department")
_NOUNS: dict[str, frozenset[ActorKind]] = {}
for _nouns, _kinds in (
    (
        (
            "group",
            "militia",
            "terrorist group",
            "terrorist organization",
            "jihadist group",
            "barbaric group",
            "faction",
            "rebel group",
            "militant group",
            "armed group",
            "extremist group",
            "islamist group",
            "terrorists",
            "militants",
            "brutal terrorists",
            "تنظيم",
            "جماعة",
            "فصيل",
            "örgüt",
            "terör örgütü",
        ),
        {ActorKind.ARMED_GROUP},
    ),
    (("army", "military", "armed forces", "جيش", "ordu"), {ActorKind.ARMED_FORCES}),
    (
        ("NGO", "monitor", "war monitor", "monitoring group", "watchdog", "observatory", "UK-based monitor", "مرصد"),
        {ActorKind.MONITOR, ActorKind.NGO},
    ),
    (("news agency", "state news agency", "agency", "newspaper", "channel", "وكالة", "ajans"), {ActorKind.MEDIA}),
):
    for _noun in _nouns:
        _NOUNS[name_key(_noun)] = frozenset(_kinds)
_ORGANISATION = _keys("organization", "منظمة")
_MEN = {
    name_key(noun): ending
    for ending, nouns in {
        "spokesperson": ("spokesman", "spokesperson", "spokeswoman", "متحدث", "ناطق", "sözcü"),
        "minister": ("minister", "وزير", "bakan"),
        "envoy": ("envoy", "special envoy", "مبعوث", "temsilci"),
        "president": ("president", "رئيس", "cumhurbaşkanı", "devlet başkanı"),
        "commander": ("commander", "قائد", "komutan"),
        "leader": ("leader", "زعيم", "lider"),
        "secretary-general": ("secretary general", "أمين عام"),
        "prime-minister": ("prime minister", "premier", "رئيس وزراء", "başbakan"),
        "king": ("king", "monarch", "ملك", "kral"),
    }.items()
    for noun in nouns
}


def points_back(parts: Sequence[Word], title: Title | None) -> bool:
    """Whether a mention is a bare noun or title, which may mean somebody named before."""
    key = key_of(parts)
    bare = title is not None and title.owner is None and not title.office.is_body
    return bare or key in _MEN or key in _NOUNS or key in _MINISTRY or key in _ORGANISATION


def latest(
    parts: Sequence[Word], title: Title | None, before: Sequence[Antecedent], table: ActorTable
) -> Antecedent | None:
    """The latest actor before that a bare noun or title can mean; ``None``: none does."""
    key = key_of(parts)
    if key in _MINISTRY:
        return _ministry(before, table)
    kinds = _NOUNS.get(key)
    if kinds is None and key in _ORGANISATION:
        kinds = frozenset({ActorKind.ARMED_GROUP, ActorKind.NGO, ActorKind.MONITOR})
    if kinds:
        return next((one for one in reversed(before) if one.entry and one.entry.kind in kinds), None)
    ending = _MEN.get(key)
    office = title.office.id if title and title.owner is None and not title.office.is_body else None
    for one in reversed(before):
        is_person = one.entry.kind is ActorKind.PERSON if one.entry else one.person
        if not is_person or one.title is None:
            continue
        if one.title.office.id == office or (ending and one.title.office.id.endswith(ending)):
            return one
    return None


def _ministry(before: Sequence[Antecedent], table: ActorTable) -> Antecedent | None:
    """A ministry named before, or the one that somebody named before speaks for or heads."""
    for one in reversed(before):
        if one.title is None or not (one.title.office.body or "").endswith("ministry") or not one.title.owner:
            continue
        if one.title.owner not in table.states:
            continue
        office = table.offices[one.title.office.body or ""]
        held = table.holders.get((office.id, one.title.owner), ())
        entry = held[0][0] if held else body_of(office, one.title.owner, table)
        if entry:
            return Antecedent(entry.id, entry, None, Title(office, one.title.owner))
    return None
