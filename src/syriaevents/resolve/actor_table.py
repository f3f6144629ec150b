"""The table of known actors and its indexes.

The package's own table lies in ``data/actors/*.jsonl``, one actor a line, written from public knowledge.
A user's table has the same form; an id that exists already replaces the package's actor.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from syriaevents.errors import ConfigError
from syriaevents.resolve.actor_entries import ActorEntry, Office, Term, read_entries, vocabulary
from syriaevents.resolve.actor_keys import name_key, name_words
from syriaevents.schema.vocabulary import ActorKind


@dataclass(frozen=True, slots=True, eq=False)
class ActorTable:
    """The known actors and the indexes that resolution looks them up in; never changed, and compared by identity."""

    entries: Mapping[str, ActorEntry]
    offices: Mapping[str, Office]
    aliases: Mapping[str, tuple[ActorEntry, ...]]
    acronyms: frozenset[str]
    """Keys that count only when written in capitals: "WHO", never "who"."""
    shorts: Mapping[str, tuple[ActorEntry, ...]]
    states: Mapping[str, ActorEntry]
    """ISO country code → state."""
    owners: Mapping[str, str]
    """Key of a country's name, adjective or capital → ISO code."""
    demonyms: Mapping[str, str]
    """Key of a people's name ("Syrians") → ISO code."""
    phrases: Mapping[str, tuple[Office, ...]]
    owned: Mapping[str, tuple[Office, str]]
    """Phrases that say whose office it is by themselves: "Foreign Secretary", "Kremlin spokesman"."""
    holders: Mapping[tuple[str, str], tuple[tuple[ActorEntry, Term], ...]]
    titles: frozenset[str]
    """Every word that can be part of a title."""
    longest: int
    """Words in the longest name."""
    firsts: frozenset[str]
    """The first words of all names: nearly no word is one of them."""
    country_firsts: frozenset[str]
    """The first words of all names of countries and of their peoples."""


@lru_cache(maxsize=8)
def load_actors(extra: Path | None = None) -> ActorTable:
    """The package's actors, with the user's own added or put in their place by id. Cached.

    Args:
        extra: a JSON Lines file of the same form as ``data/actors/*.jsonl``.

    Raises:
        ConfigError: the file cannot be read, or one of its lines is not an actor; names the line.
    """
    data, offices = vocabulary()
    horizon = dt.date.fromisoformat(data["known_until"])
    entries: dict[str, ActorEntry] = {}
    folder = files("syriaevents.resolve") / "data" / "actors"
    for file in sorted(folder.iterdir(), key=lambda item: item.name):
        for entry in read_entries(file.read_text("utf-8"), file.name, offices, horizon):
            if entry.id in entries:
                raise ConfigError(f"{file.name}: id {entry.id!r} is there twice")
            entries[entry.id] = entry
    if extra is not None:
        try:
            text = extra.read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"cannot read the table of actors {extra}: {error}") from error
        entries |= {entry.id: entry for entry in read_entries(text, str(extra), offices, None)}
    return build_table(entries.values(), data, offices)


def _surnames(entry: ActorEntry) -> Iterator[str]:
    """Keys that stand for the actor only after a full name."""
    if entry.short is not None:
        yield from map(name_key, entry.short)
        return
    if entry.kind is not ActorKind.PERSON:
        return
    for name in (entry.name, *entry.en, *entry.ar, *entry.tr):
        parts = name_words(name)
        if len(parts) > 1 and len(parts[-1][0]) > 2:
            yield parts[-1][0]
            if parts[-2][1]:
                yield f"al {parts[-1][0]}"


def build_table(entries: Iterable[ActorEntry], data: Mapping[str, Any], offices: Mapping[str, Office]) -> ActorTable:
    """Index the entries; ``data`` is the vocabulary of offices and bodies."""
    known = {entry.id: entry for entry in entries}
    aliases: dict[str, tuple[ActorEntry, ...]] = {}
    shorts: dict[str, tuple[ActorEntry, ...]] = {}
    holders: defaultdict[tuple[str, str], list[tuple[ActorEntry, Term]]] = defaultdict(list)
    for entry in known.values():
        for key in (*map(name_key, entry.names), *(name_key(name).removeprefix("al ") for name in entry.alone)):
            _add(aliases, key, entry)
        for key in _surnames(entry):
            _add(shorts, key, entry)
        for term in entry.offices:
            holders[term.office, term.of].append((entry, term))
    states = {entry.country: entry for entry in known.values() if entry.kind is ActorKind.STATE and entry.country}
    owners, demonyms = _countries(states)
    phrases, owned, titles = _phrases(data, offices)
    return ActorTable(
        entries=known,
        offices=offices,
        aliases=aliases,
        acronyms=_acronyms(known.values()),
        shorts=shorts,
        states=states,
        owners=owners,
        demonyms=demonyms,
        phrases=phrases,
        owned=owned,
        holders={key: tuple(found) for key, found in holders.items()},
        titles=titles,
        longest=max((key.count(" ") + 2 for key in aliases), default=1),
        firsts=_firsts(aliases),
        country_firsts=_firsts((*owners, *demonyms)),
    )


def _firsts(keys: Iterable[str]) -> frozenset[str]:
    return frozenset(key.partition(" ")[0] for key in keys)


def _add(index: dict[str, tuple[ActorEntry, ...]], key: str, entry: ActorEntry) -> None:
    found = index.get(key, ())
    if all(other is not entry for other in found):
        index[key] = (*found, entry)


def _acronyms(entries: Iterable[ActorEntry]) -> frozenset[str]:
    """Keys of up to three letters that the table writes in capitals only."""
    capitals: dict[str, bool] = {}
    for entry in entries:
        for name in (*entry.names, *entry.adjectives):
            if len(name) <= len("U.S.A."):
                key = name_key(name)
                capitals[key] = capitals.get(key, True) and len(key) <= len("USA") and name.isupper()
    return frozenset(key for key, only in capitals.items() if only)


def _countries(states: Mapping[str, ActorEntry]) -> tuple[dict[str, str], dict[str, str]]:
    """Keys of countries' names and adjectives, and of their peoples, to ISO codes."""
    owners: dict[str, str] = {}
    demonyms: dict[str, str] = {}
    for country, state in states.items():
        for name in state.names:
            owners.setdefault(name_key(name), country)
        for name in state.adjectives:
            for key in _inflected(name_key(name)):
                owners.setdefault(key, country)
            for key in _plurals(name_key(name)):
                demonyms.setdefault(key, country)
        for name in state.people:
            demonyms.setdefault(name_key(name), country)
    return owners, demonyms


def _phrases(
    data: Mapping[str, Any], offices: Mapping[str, Office]
) -> tuple[dict[str, tuple[Office, ...]], dict[str, tuple[Office, str]], frozenset[str]]:
    """Phrases to offices, phrases that name their owner too, and the words of titles."""
    phrases: defaultdict[str, list[Office]] = defaultdict(list)
    owned: dict[str, tuple[Office, str]] = {}
    titles: set[str] = set()
    for row in (*data["offices"], *data["bodies"]):
        office = offices[row["id"]]
        for phrase in row["phrases"]:
            phrases[name_key(phrase)].append(office)
            if not office.is_body:
                titles.update(name_key(phrase).split())
        for country, several in row.get("owned", {}).items():
            owned |= {name_key(phrase): (office, country) for phrase in several}
    return {key: tuple(found) for key, found in phrases.items()}, owned, frozenset(titles)


def _inflected(key: str) -> Iterator[str]:
    """An Arabic adjective agrees with its noun: تركي, تركية."""
    yield key
    if "\u0600" <= key[:1] <= "\u06ff":
        yield " ".join(f"{word}ه" for word in key.split())


def _plurals(key: str) -> Iterator[str]:
    """The people named after an adjective, where the rule is regular."""
    if "\u0600" <= key[:1] <= "\u06ff":
        yield from (f"{key}ون", f"{key}ين")
    elif key.endswith(("an", "i", "er", "lu", "ot", "iot")) and len(key) > 3:
        yield f"{key}s"


__all__ = ["ActorEntry", "ActorTable", "Office", "Term", "build_table", "load_actors"]
