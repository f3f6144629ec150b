"""Who is meant: the mentions of one article, in its order, led to known actors, or to actors of the article's own.

Nothing is forced to the nearest name. A name that is not in the table stays unknown and gets a local key that
it shares with its other mentions; an office leads to its holder only where the day or the article says who it was.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

from syriaevents.folding import folded
from syriaevents.resolve.actor_entries import ActorEntry, Term
from syriaevents.resolve.actor_keys import Word, is_indefinite, key_of, name_key, name_words, readings, words
from syriaevents.resolve.actor_keys import without_determiner as definite
from syriaevents.resolve.actor_names import Reading, read_name
from syriaevents.resolve.actor_nominals import Antecedent, latest
from syriaevents.resolve.actor_phrases import Title, allowed, body_of, countries, label
from syriaevents.resolve.actor_table import ActorTable, load_actors
from syriaevents.schema.codes import ActorKind

How = Literal["exact", "alias", "office", "in-article"]
_LONGEST = 300  # characters: what is longer is a sentence, not a name
_NOT_SLUG = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Resolution:
    """What one mention leads to.

    ``entry`` is ``None`` for an actor that the table does not know; ``local_key`` is the same for all mentions of one
    actor of the article, known (the entry's id) or not (``local:`` and a slug). ``role`` is the office or function
    that the mention names, or that the person held on the article's day.
    """

    mention: str
    entry: ActorEntry | None
    how: How | None
    role: str | None
    local_key: str


@dataclass(slots=True)
class _Article:
    """What is known of the article while its mentions are gone through."""

    table: ActorTable
    on: dt.date | None
    text: str
    present: dict[str, ActorEntry] = field(default_factory=dict)
    before: list[Antecedent] = field(default_factory=list)
    strangers: list[tuple[tuple[str, ...], Antecedent]] = field(default_factory=list)
    _keys: str | None = None

    def tells_of(self, entry: ActorEntry) -> bool:
        """True where the article gives a full name of the actor."""
        if entry.id in self.present:
            return True
        if self._keys is None:
            self._keys = f" {' '.join(key for key, article in name_words(self.text) if not article)} "
        keys = (name_key(name) for name in (entry.name, *entry.en, *entry.ar, *entry.tr))
        return any(" " in key and f" {key} " in self._keys for key in keys)


def resolve_actors(
    mentions: Sequence[str], table: ActorTable, *, on: dt.date | None, text: str = ""
) -> tuple[Resolution, ...]:
    """Lead the mentions of one article, given in its order, to actors.

    Args:
        mentions: words of the article that name somebody.
        table: the known actors, from :func:`load_actors`.
        on: the article's day; without it an office leads to a person only where the article or the table leaves
            no other.
        text: the article, where it is at hand: full names in it let surnames stand for them.

    Returns:
        One resolution a mention, in the same order.
    """
    read = [_read(mention[:_LONGEST], table) for mention in mentions]
    article = _Article(table, on, text)
    for reading in read:
        if reading.entries and not reading.surname:
            for entry in _of_the_day(reading.entries, on):
                article.present[entry.id] = entry
    return tuple(_resolve(mention, reading, article) for mention, reading in zip(mentions, read, strict=True))


def country_of(mention: str, table: ActorTable) -> str | None:
    """ISO 3166-1 alpha-2 code of the country that a mention belongs to, as far as its words say.

    The actor's own country where it is known, else the first country, adjective or capital named in it.
    """
    mention = mention[:_LONGEST]
    reading = _read(mention, table)
    if reading.entries:
        found = {entry.country for entry in reading.entries}
        country = next(iter(found)) if len(found) == 1 else None
        if country or reading.entries[0].kind is ActorKind.INTERNATIONAL_ORGANISATION:
            return country
    if reading.title and reading.title.owner:
        owner = reading.title.owner
        return owner if owner in table.states else table.entries[owner].country
    for parts in readings(words(mention)):
        for start, end, code in countries(parts, table):
            if key_of(parts[start:end]):
                return code
    return None


@lru_cache(maxsize=8192)
def _read(mention: str, table: ActorTable) -> Reading:
    best = Reading()
    for parts in readings(words(mention)):
        reading = read_name(mention, definite(parts), table)
        if reading.entries or reading.title:
            return reading
        if reading.person and not best.person:
            best = reading
    return best


def _of_the_day(entries: tuple[ActorEntry, ...], on: dt.date | None) -> tuple[ActorEntry, ...]:
    """Where a name is several actors', those that held something on the day."""
    if len(entries) < 2 or on is None:
        return entries
    return tuple(entry for entry in entries if any(term.covers(on) for term in entry.offices)) or entries


def _resolve(mention: str, reading: Reading, article: _Article) -> Resolution:
    every = words(mention[:_LONGEST])
    parts, anonymous = definite(every), is_indefinite(every)
    if not parts:
        return _own(mention, (), None, reading, article)
    if reading.entries:
        found = _known(mention, reading, article)
        if found:
            return found
    if reading.title and reading.title.owner and not reading.names_person:
        return _by_office(mention, reading.title, parts, article, anonymous=anonymous)
    if not anonymous and not reading.names_person:
        if (entry := _short(parts, article)) is not None:
            return _keep(Resolution(mention, entry, "in-article", _role(entry, article), entry.id), None, article)
        if (same := latest(parts, reading.title, article.before, article.table)) is not None:
            known = same.entry
            title = reading.title or same.title
            person = known is None or known.kind is ActorKind.PERSON
            found = Resolution(mention, known, "in-article", same.role if person else None, same.local_key)
            article.before.append(replace(same, title=title))
            return found
    return _own(mention, parts, reading.title, reading, article)


def _known(mention: str, reading: Reading, article: _Article) -> Resolution | None:
    """A name of the table; a surname beside a title counts only where it fits one person."""
    entries = _of_the_day(reading.entries, article.on)
    if reading.surname:
        told = tuple(entry for entry in entries if article.tells_of(entry))
        entries = told if len(told) == 1 or reading.weak else entries
    if len(entries) != 1:
        told = tuple(entry for entry in entries if entry.id in article.present) if len(entries) > 1 else ()
        if len(told) != 1 or not reading.surname:
            return None
        entries = told
    entry = entries[0]
    exact = reading.exact and name_key(entry.name) == reading.key
    how: How = "in-article" if reading.weak else "exact" if exact else "alias"
    role = reading.role or _role(entry, article)
    return _keep(Resolution(mention, entry, how, role, entry.id), reading.title, article)


def _role(entry: ActorEntry, article: _Article) -> str | None:
    """The office held on the article's day."""
    if entry.kind is not ActorKind.PERSON or article.on is None:
        return None
    for term in entry.offices:
        if term.covers(article.on):
            return label(_title(term, article.table), article.table)
    return None


def _title(term: Term, table: ActorTable) -> Title:
    return Title(table.offices[term.office], term.of)


def _keep(found: Resolution, title: Title | None, article: _Article) -> Resolution:
    if found.entry is not None:
        article.present.setdefault(found.entry.id, found.entry)
        if title is None and found.entry.kind is ActorKind.PERSON:
            held = [term for term in found.entry.offices if article.on is None or term.covers(article.on)]
            title = _title(held[0], article.table) if held else None
    article.before.append(Antecedent(found.local_key, found.entry, found.role, title))
    return found


def _by_office(mention: str, title: Title, parts: Sequence[Word], article: _Article, *, anonymous: bool) -> Resolution:
    """An office or body with its owner, without a name: its holder where that is sure, else the body."""
    table, owner = article.table, title.owner or ""
    role = label(title, table)
    office = title.office.id
    if title.past:
        return _own(mention, parts, title, Reading(role=role), article)
    held = table.holders.get((office, owner), ())
    if title.office.is_body:
        return _by_body(mention, title, article)
    if not anonymous:
        same = [one for one in article.before if one.title == title and one.entry is None]
        if same and all(one.local_key == same[0].local_key for one in same):
            return _keep(Resolution(mention, None, "in-article", same[-1].role, same[-1].local_key), title, article)
        sure = {
            entry.id: entry
            for entry, term in held
            if (term.covers(article.on) if article.on else article.tells_of(entry))
        }
        everyone = {entry.id: entry for entry, _ in held}
        if article.on is None and not sure and len(everyone) == 1 and held[0][1].first:
            sure = everyone
        if len(sure) == 1:
            entry = next(iter(sure.values()))
            how: How = "in-article" if article.on is None and article.tells_of(entry) else "office"
            return _keep(Resolution(mention, entry, how, role, entry.id), title, article)
    body = _stands_for(title.office.body or "", owner, article) or body_of(title.office, owner, table)
    if body is None:
        return _own(mention, parts, title, Reading(role=role), article)
    return _keep(Resolution(mention, body, "office", role, body.id), title, article)


def _stands_for(body: str, owner: str, article: _Article) -> ActorEntry | None:
    """The entry that is this body of the state on the article's day, or the only one the article tells of."""
    held = article.table.holders.get((body, owner), ())
    if article.on is not None:
        sure = [entry for entry, term in held if term.covers(article.on)]
    elif len(held) == 1:
        sure = [held[0][0]]
    else:
        sure = [entry for entry, _ in held if article.tells_of(entry)]
    return sure[0] if len(sure) == 1 else None


def _by_body(mention: str, title: Title, article: _Article) -> Resolution:
    owner = title.owner or ""
    entry = _stands_for(title.office.id, owner, article) or body_of(title.office, owner, article.table)
    if entry is None:
        return _own(mention, (), title, Reading(), article)
    return _keep(Resolution(mention, entry, "alias", None, entry.id), title, article)


def _short(parts: tuple[Word, ...], article: _Article) -> ActorEntry | None:
    """A surname or short name of an actor whose full name the article gives."""
    for form in readings(parts):
        found = article.table.shorts.get(key_of(form), ()) if allowed(form, article.table) else ()
        if found and any(word.capital for word in form):
            told = [entry for entry in found if article.tells_of(entry)]
            if len(told) == 1:
                return told[0]
    return None


def _own(mention: str, parts: Sequence[Word], title: Title | None, reading: Reading, article: _Article) -> Resolution:
    """An actor of the article's own; the same person or body gets the same key again."""
    name = tuple(word.key for word in (reading.name or parts) if not word.article)
    capital = bool(reading.name or parts) and all(word.capital for word in (reading.name or parts))
    for keys, known in article.strangers:
        same = keys == name or (capital and len(name) == 1 and len(keys) > 1 and keys[-1] == name[0])
        if same and name:
            how: How | None = "in-article" if keys != name else None
            found = Resolution(mention, None, how, reading.role or known.role, known.local_key)
            article.before.append(replace(known, title=title or known.title, role=found.role))
            return found
    slug = _NOT_SLUG.sub("-", " ".join(name) or folded(mention[:_LONGEST])).strip("-_") or "unnamed"
    key = f"local:{slug}"
    made = Antecedent(key, None, reading.role, title, person=reading.person or title is not None)
    if name and (capital or reading.person):
        article.strangers.append((name, made))
    article.before.append(made)
    return Resolution(mention, None, None, reading.role, key)


__all__ = ["ActorEntry", "ActorTable", "How", "Resolution", "country_of", "load_actors", "resolve_actors"]
