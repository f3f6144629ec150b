"""A title with a name behind it: of somebody the table knows, or of a stranger."""

from collections.abc import Sequence

from syriaevents.resolve.actor_entries import ActorEntry
from syriaevents.resolve.actor_keys import Word, key_of
from syriaevents.resolve.actor_phrases import HONORIFICS, PAST, Title, allowed, countries, named, read_title
from syriaevents.resolve.actor_reading import Reading
from syriaevents.resolve.actor_table import ActorTable
from syriaevents.schema.vocabulary import ActorKind

_WEAK = frozenset("mr mrs ms dr sir lord lady sheikh shaykh general gen سيد سيده sayın".split())


def titled(mention: str, parts: tuple[Word, ...], table: ActorTable) -> Reading | None:
    """A title with a name behind it, as in "Turkish Foreign Minister Hakan Fidan"."""
    if len(parts) < 2:
        return None
    for start in range(1, len(parts)):  # the longest name first
        name, before = parts[start:], parts[:start]
        found = tuple(entry for entry in named(name, table) if entry.kind is ActorKind.PERSON)
        if found and (_is_title(before[-1:], table) or read_title(before, table) or before[-1].possessive):
            return Reading(found, key_of(name), title=read_title(before, table), role=written(mention, before))
    return None


def stranger(mention: str, parts: tuple[Word, ...], table: ActorTable) -> Reading | None:
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
    role = None if weak else written(mention, before)
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


def written(mention: str, parts: Sequence[Word]) -> str | None:
    """The words as the mention has them."""
    return mention[parts[0].start : parts[-1].end].strip() or None if parts else None
