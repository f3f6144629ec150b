"""One known actor, as a line of the table gives it: the record, how it is read and what makes it wrong."""

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from syriaevents.errors import ConfigError
from syriaevents.resolve.actor_keys import name_key
from syriaevents.schema.vocabulary import ActorKind

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


def _bounds(text: str) -> tuple[dt.date, dt.date]:
    """First and last day that a day, month or year can mean."""
    if not isinstance(text, str) or not _DAY.fullmatch(text):
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


def _lists(data: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    lists: dict[str, tuple[str, ...]] = {}
    for name in _LISTS:
        value = data.get(name, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and name_key(item) for item in value):
            raise ValueError(f"{name} is not a list of names")
        if name in data:
            lists[name] = tuple(value)
    return lists


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
    return ActorEntry(
        id=data["id"],
        name=data["name"],
        kind=ActorKind(data["kind"]),
        country=country,
        plover=data.get("plover"),
        acled_inter=inter,
        offices=tuple(_term(term, offices, horizon) for term in data.get("offices", [])),
        **_lists(data),
    )


def read_entries(
    text: str, source: str, offices: Mapping[str, Office], horizon: dt.date | None
) -> Iterator[ActorEntry]:
    """The actors of a JSON Lines text; a line that is not one raises :class:`ConfigError` with its number.

    An open end of an office is certain up to ``horizon``, or for ever without one.
    """
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield _entry(json.loads(line), offices, horizon)
        except (ValueError, TypeError, AttributeError, RecursionError) as error:
            raise ConfigError(f"{source}, line {number}: {error}") from error


def vocabulary() -> tuple[dict[str, Any], dict[str, Office]]:
    """The offices and bodies that the package knows: the file as read, and each by its id."""
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
