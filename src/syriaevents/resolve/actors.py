"""Who is meant: the mentions of one article, in its order, led to known actors, or to actors of the article's own.

Nothing is forced to the nearest name. A name that is not in the table stays unknown and gets a local key that
it shares with its other mentions; an office leads to its holder only where the day or the article says who it was.
"""

import datetime as dt
from collections.abc import Sequence

from syriaevents.resolve.actor_article import ArticleSoFar, How, Resolution
from syriaevents.resolve.actor_entries import ActorEntry
from syriaevents.resolve.actor_keys import name_key
from syriaevents.resolve.actor_mentions import Mention, country_of, look_at
from syriaevents.resolve.actor_nominals import Antecedent, latest
from syriaevents.resolve.actor_offices import by_office, role_of
from syriaevents.resolve.actor_reading import Reading
from syriaevents.resolve.actor_table import ActorTable, load_actors
from syriaevents.schema.vocabulary import ActorKind

__all__ = ["ActorEntry", "ActorTable", "How", "Resolution", "country_of", "load_actors", "resolve_actors"]


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
    looked = [look_at(mention, table) for mention in mentions]
    article = ArticleSoFar(table, on, text)
    for mention in looked:
        if mention.reading.entries and not mention.reading.surname:
            for entry in _of_the_day(mention.reading.entries, on):
                article.present[entry.id] = entry
    return tuple(_resolve(mention, article) for mention in looked)


def _of_the_day(entries: tuple[ActorEntry, ...], on: dt.date | None) -> tuple[ActorEntry, ...]:
    """Where a name is several actors', those that held something on the day."""
    if len(entries) < 2 or on is None:
        return entries
    return tuple(entry for entry in entries if any(term.covers(on) for term in entry.offices)) or entries


def _resolve(mention: Mention, article: ArticleSoFar) -> Resolution:
    reading = mention.reading
    if not mention.parts:
        return article.own(mention.text, mention.own, None, reading)
    if reading.entries and (found := _known(mention.text, reading, article)):
        return found
    if reading.title and reading.title.owner and not reading.names_person:
        return by_office(mention, reading.title, article)
    if not mention.anonymous and not reading.names_person:
        if (entry := _short(mention, article)) is not None:
            role = role_of(entry, article)
            return article.keep(Resolution(mention.text, entry, "in-article", role, entry.id), None)
        if mention.points_back and (found := _pointed_to(mention, article)):
            return found
    return article.own(mention.text, mention.own, reading.title, reading)


def _known(mention: str, reading: Reading, article: ArticleSoFar) -> Resolution | None:
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
    role = reading.role or role_of(entry, article)
    return article.keep(Resolution(mention, entry, how, role, entry.id), reading.title)


def _short(mention: Mention, article: ArticleSoFar) -> ActorEntry | None:
    """A surname or short name of an actor whose full name the article gives."""
    for found in mention.shorts:
        told = [entry for entry in found if article.tells_of(entry)]
        if len(told) == 1:
            return told[0]
    return None


def _pointed_to(mention: Mention, article: ArticleSoFar) -> Resolution | None:
    """Somebody named before, whom a common noun means."""
    title = mention.reading.title
    same = latest(mention.parts, title, article.before, article.table)
    if same is None:
        return None
    entry = same.entry
    article.before.append(Antecedent(same.local_key, entry, same.role, title or same.title, person=same.person))
    role = same.role if entry is None or entry.kind is ActorKind.PERSON else None
    return Resolution(mention.text, entry, "in-article", role, same.local_key)
