"""What one mention says by itself: a name of the table, a title with a name, a title, or an unknown name."""

from collections.abc import Sequence

from syriaevents.resolve.actor_keys import Word, key_of
from syriaevents.resolve.actor_leaders import owned_by_leader
from syriaevents.resolve.actor_phrases import (
    Title,
    allowed,
    named,
    read_title,
    without_description,
)
from syriaevents.resolve.actor_reading import Reading
from syriaevents.resolve.actor_table import ActorTable
from syriaevents.resolve.actor_titles import stranger, titled, written
from syriaevents.schema.vocabulary import ActorKind

_PEOPLE_OF = frozenset({"of", "the", "and", "both", "all", "from", "in", "people", "innocent", "ordinary", "الشعب"})


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
        or owned_by_leader(parts, table)
        or titled(mention, parts, table)
        or _plain(parts, table)
        or stranger(mention, parts, table)
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
        return Reading(found, key_of(name), title=title, role=written(mention, other))
    if mention[at] == ",":
        return None
    reading = read_name("", left, table)
    return reading if reading.entries or reading.title or reading.person else None
