"""The table of known actors: its records, how it is read and checked, and its indexes.

The package's own table lies in ``data/actors/*.jsonl``, one actor a line, written from public knowledge.
A user's table has the same form; an id that exists already replaces the package's actor.
"""

import datetime as dt
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from syriaevents.errors import ConfigError
from syriaevents.resolve.actor_keys import name_key, name_words
from syriaevents.schema.codes import ActorKind

_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_COUNTRY = re.compile(r"[A-Z]{2}")
_LISTS = ("en", "ar", "tr", "alone", "short", "capitals", "adjectives", "people")
_FIELDS = frozenset({"id", "name", "kind", "country", "plover", "acled", "offices", *_LISTS})
_FIRST, _LAST = dt.date.min, dt.date.max


@dataclass(frozen=True, slots=True)
class Term:
    """An office held, or a state's body stood for, with the days for which that is certain (both included).

    ``start`` and ``end`` are as written: a day, or a month or year where only that is known, or ``None``.
    An office whose start is not known is never certain on a day; it still explains a title beside a name.
    """

    office: str
    of: str
    start: str | None
    end: str | None
    first: dt.date | None
    last: dt.date | None

    def covers(self, on: dt.date) -> bool:
        """True where the term certainly holds on that day."""
        return self.first is not None and self.last is not None and self.first <= on <= self.last


@dataclass(frozen=True, slots=True)
class ActorEntry:
    """One known actor. ``country`` is ISO 3166-1 alpha-2 (``XK`` for Kosovo); ``plover`` a PLOVER/CAMEO actor code."""

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    plover: str | None = None
    acled_inter: int | None = None
    en: tuple[str, ...] = ()
    ar: tuple[str, ...] = ()
    tr: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    """Surnames so well known that they need no full name before them."""
    short: tuple[str, ...] | None = None
    """Names that hold only after a full name in the article; ``None``: the last words of a person's names."""
    capitals: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    offices: tuple[Term, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that stands for the actor by itself, in all languages."""
        return (self.name, *self.en, *self.ar, *self.tr, *self.alone, *self.capitals)


@dataclass(frozen=True, slots=True)
class Office:
    """An office (``body`` is where it sits) or a body of a state, by the phrases that name it."""

    id: str
    label: str
    body: str | None
    labels: Mapping[str, str]
    kind: ActorKind | None = None
    plover: str = ""
    acled_inter: int | None = None

    @property
    def is_body(self) -> bool:
        """True for a ministry, army or people; False for an office that one person holds."""
        return self.kind is not None


@dataclass(frozen=True, slots=True)
class ActorTable:
    """The known actors and the indexes that resolution looks them up in; never changed once built."""

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
    longest: int = field(default=1)
    """Words in the longest name."""


def _bounds(text: str) -> tuple[dt.date, dt.date]:
    """First and last day that a day, month or year can mean."""
    if not _DAY.fullmatch(text):
        raise ValueError(f"{text!r} is not a date: write YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = (*map(int, text.split("-")), 0, 0)[:3]
    if day:
        exact = dt.date(year, month, day)
        return exact, exact
    if month:
        following = dt.date(year + month // 12, month % 12 + 1, 1)
        return dt.date(year, month, 1), following - dt.timedelta(days=1)
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _term(data: Mapping[str, Any], offices: Mapping[str, Office], horizon: dt.date | None) -> Term:
    unknown = set(data) - {"office", "of", "start", "end"}
    if unknown or "office" not in data or "of" not in data:
        raise ValueError(f"an office needs office and of, and may have start and end; got {sorted(data)}")
    if data["office"] not in offices:
        raise ValueError(f"no office {data['office']!r}; known: {', '.join(sorted(offices))}")
    start, end = data.get("start"), data.get("end")
    first = _bounds(start)[1] if start else None
    last = _bounds(end)[0] if end else (horizon or _LAST)
    if offices[data["office"]].is_body:  # a body's unknown start is an open one: armies are older than the table
        first, last = first or _FIRST, (last if end else _LAST)
    if first and first > last and _bounds(start or "0001")[0] > _bounds(end or "9999")[1]:
        raise ValueError(f"{data['office']} ends before it starts")
    return Term(data["office"], data["of"], start, end, first, last)


def _entry(data: Any, offices: Mapping[str, Office], horizon: dt.date | None) -> ActorEntry:
    if not isinstance(data, dict):
        raise ValueError("not a JSON object")
    if unknown := set(data) - _FIELDS:
        raise ValueError(f"unknown field {', '.join(sorted(unknown))}; known: {', '.join(sorted(_FIELDS))}")
    for name in ("id", "name", "kind"):
        if not isinstance(data.get(name), str) or not data[name].strip():
            raise ValueError(f"{name} is missing or not text")
    if not _SLUG.fullmatch(data["id"]):
        raise ValueError(f"id {data['id']!r} is not a slug of a-z, 0-9 and hyphens")
    country, inter = data.get("country"), data.get("acled")
    if country is not None and not (isinstance(country, str) and _COUNTRY.fullmatch(country)):
        raise ValueError(f"country {country!r} is not an ISO 3166-1 alpha-2 code")
    if inter is not None and not (isinstance(inter, int) and 1 <= inter <= 8):
        raise ValueError(f"acled {inter!r} is not an ACLED inter code from 1 to 8")
    lists: dict[str, tuple[str, ...]] = {}
    for name in _LISTS:
        value = data.get(name, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and name_key(item) for item in value):
            raise ValueError(f"{name} is not a list of names")
        if name in data:
            lists[name] = tuple(value)
    return ActorEntry(
        id=data["id"],
        name=data["name"],
        kind=ActorKind(data["kind"]),
        country=country,
        plover=data.get("plover"),
        acled_inter=inter,
        offices=tuple(_term(term, offices, horizon) for term in data.get("offices", [])),
        **lists,
    )


def _read(text: str, source: str, offices: Mapping[str, Office], horizon: dt.date | None) -> Iterator[ActorEntry]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield _entry(json.loads(line), offices, horizon)
        except (ValueError, TypeError, AttributeError, RecursionError) as error:
            raise ConfigError(f"{source}, line {number}: {error}") from error


def _vocabulary() -> tuple[dict[str, Any], dict[str, Office]]:
    data = json.loads((files("syriaevents.resolve") / "data" / "offices.json").read_text("utf-8"))
    offices = {
        row["id"]: Office(row["id"], row["label"], row.get("body"), row.get("labels", {})) for row in data["offices"]
    } | {
        row["id"]: Office(
            row["id"], row["name"], row["id"], {}, ActorKind(row["kind"]), row["plover"], row.get("acled")
        )
        for row in data["bodies"]
    }
    return data, offices


@lru_cache(maxsize=8)
def load_actors(extra: Path | None = None) -> ActorTable:
    """The package's actors, with the user's own added or put in their place by id. Cached.

    Args:
        extra: a JSON Lines file of the same form as ``data/actors/*.jsonl``.

    Raises:
        ConfigError: the file cannot be read, or one of its lines is not an actor; names the line.
    """
    data, offices = _vocabulary()
    horizon = dt.date.fromisoformat(data["known_until"])
    entries: dict[str, ActorEntry] = {}
    folder = files("syriaevents.resolve") / "data" / "actors"
    for file in sorted(folder.iterdir(), key=lambda item: item.name):
        for entry in _read(file.read_text("utf-8"), file.name, offices, horizon):
            if entry.id in entries:
                raise ConfigError(f"{file.name}: id {entry.id!r} is there twice")
            entries[entry.id] = entry
    if extra is not None:
        try:
            text = extra.read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"cannot read the table of actors {extra}: {error}") from error
        entries |= {entry.id: entry for entry in _read(text, str(extra), offices, None)}
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
    aliases: defaultdict[str, dict[str, ActorEntry]] = defaultdict(dict)
    shorts: defaultdict[str, dict[str, ActorEntry]] = defaultdict(dict)
    holders: defaultdict[tuple[str, str], list[tuple[ActorEntry, Term]]] = defaultdict(list)
    owners: dict[str, str] = {}
    demonyms: dict[str, str] = {}
    capitals_only: dict[str, bool] = {}

    def written(name: str) -> str:
        key = name_key(name)
        capitals_only[key] = capitals_only.get(key, True) and len(key) <= 3 and name.isupper()
        return key

    for entry in known.values():
        for name in entry.names:
            aliases[written(name)][entry.id] = entry
        for name in entry.alone:
            aliases[name_key(name).removeprefix("al ")][entry.id] = entry
        for key in _surnames(entry):
            shorts[key][entry.id] = entry
        for term in entry.offices:
            holders[term.office, term.of].append((entry, term))
        if entry.kind is ActorKind.STATE and entry.country:
            for name in (*entry.names, *entry.adjectives):
                for key in _inflected(written(name), adjective=name in entry.adjectives):
                    owners.setdefault(key, entry.country)
            for name in entry.people:
                demonyms.setdefault(name_key(name), entry.country)
            for name in entry.adjectives:
                for key in _plurals(name_key(name)):
                    demonyms.setdefault(key, entry.country)
    phrases: defaultdict[str, list[Office]] = defaultdict(list)
    owned: dict[str, tuple[Office, str]] = {}
    titles: set[str] = set()
    for row in (*data["offices"], *data["bodies"]):
        office = offices[row["id"]]
        for phrase in row["phrases"]:
            phrases[name_key(phrase)].append(office)
        for country, several in row.get("owned", {}).items():
            owned |= {name_key(phrase): (office, country) for phrase in several}
        if not office.is_body:
            titles.update(word for phrase in row["phrases"] for word in name_key(phrase).split())
    return ActorTable(
        entries=known,
        offices=offices,
        aliases={key: tuple(found.values()) for key, found in aliases.items()},
        acronyms=frozenset(key for key, only in capitals_only.items() if only),
        shorts={key: tuple(found.values()) for key, found in shorts.items()},
        states={entry.country: entry for entry in known.values() if entry.kind is ActorKind.STATE and entry.country},
        owners=owners,
        demonyms=demonyms,
        phrases={key: tuple(found) for key, found in phrases.items()},
        owned=owned,
        holders={key: tuple(found) for key, found in holders.items()},
        titles=frozenset(titles),
        longest=max(map(str.count, aliases, [" "] * len(aliases)), default=0) + 2,
    )


def _inflected(key: str, *, adjective: bool) -> Iterator[str]:
    """An Arabic adjective agrees with its noun: تركي, تركية."""
    yield key
    if adjective and "\u0600" <= key[:1] <= "\u06ff":
        yield " ".join(f"{word}ه" for word in key.split())


def _plurals(key: str) -> Iterator[str]:
    """The people named after an adjective, where the rule is regular."""
    if "\u0600" <= key[:1] <= "\u06ff":
        yield from (f"{key}ون", f"{key}ين")
    elif key.endswith(("an", "i", "er", "lu", "ot", "iot")) and len(key) > 3:
        yield f"{key}s"


__all__ = ["ActorEntry", "ActorTable", "Office", "Term", "build_table", "load_actors"]
