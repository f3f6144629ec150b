"""What one mention says by itself: a name of the table, a title with a name, a title, or an unknown name."""

from collections.abc import Sequence
from dataclasses import dataclass

from syriaevents.resolve.actor_entries import ActorEntry
from syriaevents.resolve.actor_keys import Word, key_of
from syriaevents.resolve.actor_phrases import (
    FIGHTING,
    GOVERNING,
    HONORIFICS,
    PAST,
    Title,
    allowed,
    countries,
    named,
    read_title,
    without_description,
)
from syriaevents.resolve.actor_table import ActorTable
from syriaevents.schema.codes import ActorKind

_WEAK = frozenset("mr mrs ms dr sir lord lady sheikh shaykh general gen سيد سيده sayın".split())
_PEOPLE_OF = frozenset({"of", "the", "and", "both", "all", "from", "in", "people", "innocent", "ordinary", "الشعب"})


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a mention, before the article is asked."""

    entries: tuple[ActorEntry, ...] = ()
    """The known actors it can mean; several only where the name is shared."""
    key: str = ""
    exact: bool = False
    """The name stands alone, without a title or description."""
    surname: bool = False
    """Known by a surname beside a title only."""
    weak: bool = False
    """The title ("Mr") says nothing of who it is: the article must give the full name."""
    title: Title | None = None
    role: str | None = None
    name: tuple[Word, ...] = ()
    """The words of an unknown person's name."""
    person: bool = False

    @property
    def names_person(self) -> bool:
        """True where somebody's name stands in the mention, known or not."""
        return self.person or (bool(self.entries) and self.entries[0].kind is ActorKind.PERSON)


def read_name(mention: str, parts: tuple[Word, ...], table: ActorTable) -> Reading:
    """Read a mention by the longest and most specific match."""
    if not parts:
        return Reading()
    whole = named(parts, table)
    if whole:
        return Reading(whole, key_of(parts), exact=True)
    if parts[0].key in {"a", "an", "one", "some"} and len(parts) > 1:
        parts = parts[1:]
    for separator in ("(", ",", " – ", " - "):
        if separator in mention:
            split = _apposition(mention, mention.index(separator), parts, table)
            if split is not None:
                return split
    return (
        _country(parts, table)
        or _people(parts, table)
        or _owned_by_person(parts, table)
        or _titled(mention, parts, table)
        or _plain(parts, table)
        or _stranger(mention, parts, table)
        or Reading()
    )


def _plain(parts: tuple[Word, ...], table: ActorTable) -> Reading | None:
    """A title, office or body by itself, or a known name with a description."""
    if title := read_title(parts, table):
        return Reading(title=title, role=None if title.office.is_body else _text_role(title, parts))
    if found := without_description(parts, table):
        return Reading(found, key_of(parts))
    return None


def _text_role(title: Title, parts: Sequence[Word]) -> str | None:
    return None if title.owner else " ".join(word.key for word in parts)


def _country(parts: tuple[Word, ...], table: ActorTable) -> Reading | None:
    """A country's adjective alone ("Syrian") or a description before its name ("NATO-member Norway")."""
    key = key_of(parts)
    if allowed(parts, table) and (code := table.owners.get(key)):
        return Reading((table.states[code],), key)
    return None


def _people(parts: tuple[Word, ...], table: ActorTable) -> Reading | None:
    """Read a people: "Syrians", "all Syrians", "people of Iraq"."""
    rest = tuple(word for word in parts if word.key not in _PEOPLE_OF)
    code = table.demonyms.get(key_of(rest)) if rest else None
    if code:
        return Reading(title=Title(table.offices["people"], code))
    return None


def _owned_by_person(parts: tuple[Word, ...], table: ActorTable) -> Reading | None:
    """Read the body of a leader's state: "Assad's government", "the Erdogan administration", "regime of Assad"."""
    body = next((index for index, word in enumerate(parts) if word.key in GOVERNING | FIGHTING), None)
    if body is None:
        return None
    for length in range(len(parts) - 1, 0, -1):
        for start in range(len(parts) - length + 1):
            if start <= body < start + length:
                continue
            span = parts[start : start + length]
            found = tuple(
                entry
                for entry in (*named(span, table), *(_heads(span, table) if length == 1 else ()))
                if entry.kind is ActorKind.PERSON and entry.country
            )
            rest = [word for word in (*parts[:start], *parts[start + length :]) if word is not parts[body]]
            if found and all(
                not word.capital
                or word.key in table.titles
                or word.key in PAST
                or table.owners.get(word.key) == found[0].country
                for word in rest
            ):
                return _body_of_person(found[0], parts[body].key, table)
    return None


def _heads(span: Sequence[Word], table: ActorTable) -> tuple[ActorEntry, ...]:
    """The only person of that surname who led a state or government ("the Bush administration")."""
    found = [
        entry
        for entry in table.shorts.get(key_of(span), ())
        if any(term.office in ("president", "prime-minister", "king") for term in entry.offices)
    ]
    return tuple(found) if len(found) == 1 and span[0].capital else ()


def _body_of_person(person: ActorEntry, word: str, table: ActorTable) -> Reading | None:
    body = "government" if word in GOVERNING else "armed-forces"
    country = person.country or ""
    if not any(term.office in ("president", "prime-minister", "king") for term in person.offices):
        return None
    if country == "SY" and person.id == "bashar-al-assad":
        known = "assad-government" if body == "government" else "syrian-arab-army"
        if known in table.entries:
            return Reading((table.entries[known],), "")
    return Reading(title=Title(table.offices[body], country))


def _apposition(mention: str, at: int, parts: tuple[Word, ...], table: ActorTable) -> Reading | None:
    """Read a name and what explains it: "Hayat Tahrir al-Sham (HTS)", "Tobias Ellwood, Foreign Office Minister"."""
    left = tuple(word for word in parts if word.end <= at)
    right = tuple(word for word in parts if word.start > at)
    if not left or not right:
        return None
    for name, other in ((left, right), (right, left)):
        found = named(name, table)
        if not found:
            continue
        if found[0].kind is not ActorKind.PERSON:
            if mention[at] == ",":  # "U.S., German and Canadian companies" is a list
                continue
            return Reading(found, key_of(name))
        title = read_title(other, table)
        return Reading(found, key_of(name), title=title, role=_written(mention, other))
    if mention[at] == ",":
        return None
    reading = read_name("", left, table)
    return reading if reading.entries or reading.title or reading.person else None


def _written(mention: str, parts: Sequence[Word]) -> str | None:
    return mention[parts[0].start : parts[-1].end].strip() or None if parts else None


def _is_title(parts: Sequence[Word], table: ActorTable) -> bool:
    """True where every word belongs to a title, a country or a body."""
    inside: set[int] = set()
    for start, end, _ in countries(parts, table):
        inside.update(range(start, end))
    return bool(parts) and all(
        index in inside
        or not word.capital
        or word.key in table.titles
        or word.key in HONORIFICS
        or word.key in PAST
        or any(entry.kind is not ActorKind.PERSON for entry in named((word,), table))
        for index, word in enumerate(parts)
    )


def _titled(mention: str, parts: tuple[Word, ...], table: ActorTable) -> Reading | None:
    """A title with a name behind it, as in "Turkish Foreign Minister Hakan Fidan"."""
    if len(parts) < 2:
        return None
    for start in range(1, len(parts)):  # the longest name first
        name, before = parts[start:], parts[:start]
        found = tuple(entry for entry in named(name, table) if entry.kind is ActorKind.PERSON)
        if found and (_is_title(before[-1:], table) or read_title(before, table) or before[-1].possessive):
            return Reading(found, key_of(name), title=read_title(before, table), role=_written(mention, before))
    return None


def _stranger(mention: str, parts: tuple[Word, ...], table: ActorTable) -> Reading | None:
    """A title with a surname or with a name that the table does not know."""
    for start in range(len(parts) - 1, 0, -1):
        name, before = parts[start:], parts[:start]
        if before[-1].article:
            continue
        title = read_title(before, table)
        if not title and not _is_title(before, table):
            continue
        if not all(word.capital or word.article for word in name) or _is_title(name, table):
            continue
        if title and title.office.is_body:
            continue
        if not title and not any(word.key in HONORIFICS for word in before):
            continue
        return _surname(mention, before, name, title, table)
    return None


def _surname(
    mention: str, before: tuple[Word, ...], name: tuple[Word, ...], title: Title | None, table: ActorTable
) -> Reading:
    weak = all(word.key in _WEAK for word in before)
    role = None if weak else _written(mention, before)
    known = table.shorts.get(key_of(name), ()) if allowed(name, table) else ()
    fitting = tuple(entry for entry in known if _fits(entry, before, title))
    if not fitting and (title is None or title.owner is None):
        fitting, weak = known, True
    return Reading(fitting, key_of(name), surname=True, weak=weak, title=title, role=role, name=name, person=True)


def _fits(entry: ActorEntry, before: Sequence[Word], title: Title | None) -> bool:
    """True where the person held the office that the title names, for the owner it names."""
    last = before[-1].key
    for term in entry.offices:
        if title and term.office == title.office.id and title.owner in (None, term.of):
            return True
        if title and title.owner not in (None, term.of):
            continue
        if last == "minister" and term.office.endswith("minister"):
            return True
        if last == "secretary" and term.office in ("foreign-minister", "defence-minister", "deputy-foreign-minister"):
            return term.of in ("US", "GB")
        if last == "spokesperson" and term.office.endswith("spokesperson"):
            return True
        if last in ("envoy", "مبعوث") and term.office.endswith("envoy"):
            return True
    return False
