"""Bodies that are called by the one who leads them: "Assad's government", "the Erdogan administration"."""

from collections.abc import Sequence

from syriaevents.resolve.actor_entries import ActorEntry
from syriaevents.resolve.actor_keys import Word, key_of
from syriaevents.resolve.actor_phrases import FIGHTING, GOVERNING, PAST, Title, named
from syriaevents.resolve.actor_reading import Reading
from syriaevents.resolve.actor_table import ActorTable
from syriaevents.schema.vocabulary import ActorKind

_LEADING = ("president", "prime-minister", "king")


def owned_by_leader(parts: tuple[Word, ...], table: ActorTable) -> Reading | None:
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
        entry for entry in table.shorts.get(key_of(span), ()) if any(term.office in _LEADING for term in entry.offices)
    ]
    return tuple(found) if len(found) == 1 and span[0].capital else ()


def _body_of_person(person: ActorEntry, word: str, table: ActorTable) -> Reading | None:
    body = "government" if word in GOVERNING else "armed-forces"
    country = person.country or ""
    if not any(term.office in _LEADING for term in person.offices):
        return None
    if country == "SY" and person.id == "bashar-al-assad":
        known = "assad-government" if body == "government" else "syrian-arab-army"
        if known in table.entries:
            return Reading((table.entries[known],), "")
    return Reading(title=Title(table.offices[body], country))
