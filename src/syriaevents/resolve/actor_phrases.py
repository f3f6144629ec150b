"""What a phrase names by its parts: a country or body, times an office or force ("the Turkish foreign minister").

Pure lookups over an :class:`~syriaevents.resolve.actor_table.ActorTable`; nothing here knows the article.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from syriaevents.resolve.actor_entries import ActorEntry, Office, Term
from syriaevents.resolve.actor_keys import Word, key_of, name_key
from syriaevents.resolve.actor_table import ActorTable
from syriaevents.schema.vocabulary import ActorKind

_EDGES = frozenset({"of", "for", "the", "in", "at", "to", "and", "s", "من", "في", "ل"})
PAST = frozenset("former ex then ousted deposed late toppled overthrown fallen سابق مخلوع مخلوعه eski devrik".split())
_QUALITIES = frozenset(
    "acting new interim caretaker current incumbent de facto outgoing visiting senior top local entire whole own brave "
    "brutal moderate legitimate armed official federal innocent ordinary high level elected democratically vulnerable "
    "alleged suspected المؤقت جديد جديده yeni geçici".split()
)
_OF_GROUPS = frozenset(
    "jihadist jihadists jihadi islamist terrorist terror militant militants extremist extremists rebel rebels "
    "insurgent insurgents armed radical notorious paramilitary so called self proclaimed styled dominated main "
    "group groups organization organizations movement militia militias network alliance coalition faction factions "
    "fighters fighter forces force troops members member terrorists gunmen soldiers combatants militiamen elements "
    "leadership command units jihadis the sunni shiite shia kurdish lebanese palestinian iraqi syrian yemeni afghan "
    "تنظيم جماعه حركه ميليشيا ميليشيات مسلحي مقاتلي مقاتلو عناصر ارهابي ارهابيه orgutu teror grubu "
    "orgut savascilari unsurlari".split()
)
_OF_OTHERS = frozenset(
    "group agency news state run official staff monitor monitoring organization watchdog ngo rights based britain uk "
    "volunteers volunteer teams team crews network correspondent report channel newspaper television broadcaster wire "
    "وكاله منظمه قناه صحيفه ajansi haber kurulusu".split()
)
_KEEPS = {
    ActorKind.ARMED_GROUP: _OF_GROUPS,
    ActorKind.NGO: _OF_OTHERS,
    ActorKind.MONITOR: _OF_OTHERS,
    ActorKind.MEDIA: _OF_OTHERS,
}
HONORIFICS = frozenset(
    "mr mrs ms dr sir lord lady general gen colonel col lieutenant lt major maj brigadier captain capt admiral sheikh "
    "shaykh ayatollah prince princess ambassador professor prof judge archbishop minister ministers secretary envoy "
    "deputy special assistant undersecretary under chief head leader commander director chairman chairwoman chair "
    "representative adviser senior official spokesperson press acting permanent presidential state militant jihadist "
    "rebel opposition activist politician dictator strongman congressman congresswoman senator counterpart colleague "
    "سيد سيده دكتور شيخ لواء عميد عقيد جنرال سفير مبعوث قيادي ناشط sayın general albay tuğgeneral büyükelçi".split()
)


@dataclass(frozen=True, slots=True)
class Title:
    """An office or body as a phrase names it; ``owner`` is a country code or the id of a body, if it is said."""

    office: Office
    owner: str | None
    past: bool = False


def title_of(term: Term, table: ActorTable) -> Title:
    """The title of whoever holds an office."""
    return Title(table.offices[term.office], term.of)


def allowed(parts: Sequence[Word], table: ActorTable) -> bool:
    """False where a one-word key counts only in capitals and is not ("us", "who")."""
    return len(parts) != 1 or parts[0].key not in table.acronyms or parts[0].upper


def named(parts: Sequence[Word], table: ActorTable) -> tuple[ActorEntry, ...]:
    """The known actors that exactly these words name."""
    if not parts or not (parts[0].article or parts[0].key in table.firsts) or not allowed(parts, table):
        return ()
    return table.aliases.get(key_of(parts), ())


def countries(parts: Sequence[Word], table: ActorTable) -> Iterator[tuple[int, int, str]]:
    """Countries, adjectives, capitals and peoples in the words, longest first at each place, as (start, end, ISO)."""
    at = 0
    while at < len(parts):
        begins = parts[at].article or parts[at].key in table.country_firsts
        for end in range(min(len(parts), at + 5), at, -1) if begins else ():
            span = parts[at:end]
            key = key_of(span)
            code = table.owners.get(key) or table.demonyms.get(key)
            if code and allowed(span, table) and not any(word.bound for word in span):
                yield at, end, code
                at = end - 1
                break
        at += 1


def _bodies(parts: Sequence[Word], table: ActorTable) -> Iterator[tuple[int, int, str]]:
    at = 0
    while at < len(parts):
        begins = parts[at].article or parts[at].key in table.firsts
        for end in range(min(len(parts), at + table.longest), at, -1) if begins else ():
            found = named(parts[at:end], table)
            if found and found[0].kind not in (ActorKind.PERSON, ActorKind.STATE, ActorKind.PEOPLE):
                yield at, end, found[0].id
                at = end - 1
                break
        at += 1


def _trimmed(parts: Sequence[Word]) -> list[Word]:
    kept = list(parts)
    while kept and kept[0].key in _EDGES:
        kept.pop(0)
    while kept and kept[-1].key in _EDGES:
        kept.pop()
    return kept


def _office(parts: Sequence[Word], owner: str | None, table: ActorTable) -> Office | None:
    found = table.phrases.get(key_of(parts), ())
    if owner is None:
        return found[0] if found else None
    if owner not in table.states:
        held = [office for office in found if (office.id, owner) in table.holders]
        own = [office for office in found if not office.is_body]
        return next(iter(held or [office for office in own if office.body is None] or own), None)
    return next((office for office in found if office.body), None)


def read_title(parts: Sequence[Word], table: ActorTable) -> Title | None:
    """The office or body that the words name, with its owner where they say it; ``None``: they name none."""
    past = any(word.key in PAST for word in parts)
    kept = [word for word in parts if word.key not in PAST and word.key not in _QUALITIES]
    if not kept:
        return None
    if own := table.owned.get(key_of(kept)):
        return Title(own[0], own[1], past)
    for start, end, owner in (*_bodies(kept, table), *countries(kept, table)):
        rest = _trimmed([*kept[:start], *kept[end:]])
        if rest and (owned := table.owned.get(key_of(rest))) and owned[1] == owner:
            return Title(owned[0], owner, past)
        if rest and (office := _office(rest, owner, table)):
            return Title(office, owner, past)
    office = _office(_trimmed(kept), None, table)
    return Title(office, None, past) if office else None


def label(title: Title, table: ActorTable) -> str:
    """How a role is written: "Turkish foreign minister", "United Nations special envoy for Syria"."""
    text = title.office.labels.get(title.owner or "", title.office.label)
    if title.office.is_body:
        text = title.office.id.replace("-", " ")
    if title.owner in table.states:
        state = table.states[title.owner or ""]
        text = f"{state.adjectives[0] if state.adjectives else state.name} {text}"
    elif title.owner in table.entries:
        text = f"{table.entries[title.owner or ''].name} {text}"
    return f"former {text}" if title.past else text


def body_of(office: Office, owner: str, table: ActorTable) -> ActorEntry | None:
    """The body of a state by that name, as an entry of its own; for a body's office, that body."""
    if owner not in table.states:
        return table.entries.get(owner)
    body = table.offices.get(office.body or "")
    state = table.states[owner]
    if body is None or body.kind is None:
        return None
    name = body.label.format(state=state.name)
    adjectives = (adjective for adjective in state.adjectives[:1])
    return ActorEntry(
        id=f"{state.id}-{body.id}",
        name=name,
        kind=body.kind,
        country=owner,
        plover=f"{state.plover}{body.plover}",
        acled_inter=body.acled_inter,
        en=tuple(f"{adjective} {body.id.replace('-', ' ')}" for adjective in adjectives),
    )


def without_description(parts: Sequence[Word], table: ActorTable) -> tuple[ActorEntry, ...]:
    """The known group or body that the words name once words that leave it the same are set aside.

    "the jihadist group HTS", "ISIL fighters", "Sana news agency".
    """
    begin = [at for at, word in enumerate(parts) if word.article or word.key in table.firsts]
    for length in range(len(parts) - 1, 0, -1):
        for start in (at for at in begin if at + length <= len(parts)):
            found = named(parts[start : start + length], table)
            if not found:
                continue
            keeps = _KEEPS.get(found[0].kind)
            rest = (*parts[:start], *parts[start + length :])
            if keeps and found[0].id not in _GENERIC and all(word.key in keeps for word in rest):
                return found
    return ()


_GENERIC = frozenset(
    {"syrian-rebels", "jihadists", "syrian-opposition", "kurdish-forces", "foreign-militias", "iraqi-militias"}
)
"""Entries that stand for no one group: another word beside them changes whom they mean."""

GOVERNING = frozenset(name_key(word) for word in ("regime", "government", "administration", "نظام", "حكومة", "rejimi"))
FIGHTING = frozenset(
    name_key(word) for word in ("forces", "army", "troops", "military", "قوات", "جيش", "güçleri", "ordusu")
)
