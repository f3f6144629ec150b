"""Who holds an office, or is the body of a state, on an article's day: "the Turkish foreign minister"."""

from syriaevents.resolve.actor_article import ArticleSoFar, How, Resolution
from syriaevents.resolve.actor_entries import ActorEntry
from syriaevents.resolve.actor_mentions import Mention, own_name
from syriaevents.resolve.actor_phrases import Title, body_of, label, title_of
from syriaevents.resolve.actor_reading import Reading
from syriaevents.schema.vocabulary import ActorKind


def role_of(entry: ActorEntry, article: ArticleSoFar) -> str | None:
    """The office that a person held on the article's day."""
    if entry.kind is not ActorKind.PERSON or article.on is None:
        return None
    for term in entry.offices:
        if term.covers(article.on):
            return label(title_of(term, article.table), article.table)
    return None


def by_office(mention: Mention, title: Title, article: ArticleSoFar) -> Resolution:
    """An office or body with its owner, without a name: its holder where that is sure, else the body."""
    table, owner = article.table, title.owner or ""
    role = label(title, table)
    own = own_name(mention.text, mention.parts)
    if title.past:
        return article.own(mention.text, own, title, Reading(role=role))
    if title.office.is_body:
        return _by_body(mention, title, article)
    if not mention.anonymous and (found := _holder(mention, title, role, article)):
        return article.keep(found, title)
    body = _stands_for(title.office.body or "", owner, article) or body_of(title.office, owner, table)
    if body is None:
        return article.own(mention.text, own, title, Reading(role=role))
    return article.keep(Resolution(mention.text, body, "office", role, body.id), title)


def _holder(mention: Mention, title: Title, role: str, article: ArticleSoFar) -> Resolution | None:
    """Who holds the office: somebody the article named with it, else whoever held it on the day."""
    held = article.table.holders.get((title.office.id, title.owner or ""), ())
    same = [one for one in article.before if one.title == title and one.entry is None]
    if same and all(one.local_key == same[0].local_key for one in same):
        return Resolution(mention.text, None, "in-article", same[-1].role, same[-1].local_key)
    sure = {
        entry.id: entry for entry, term in held if (term.covers(article.on) if article.on else article.tells_of(entry))
    }
    everyone = {entry.id: entry for entry, _ in held}
    if article.on is None and not sure and len(everyone) == 1 and held[0][1].first:
        sure = everyone
    if len(sure) != 1:
        return None
    entry = next(iter(sure.values()))
    how: How = "in-article" if article.on is None and article.tells_of(entry) else "office"
    return Resolution(mention.text, entry, how, role, entry.id)


def _stands_for(body: str, owner: str, article: ArticleSoFar) -> ActorEntry | None:
    """The entry that is this body of the state on the article's day, or the only one the article tells of."""
    held = article.table.holders.get((body, owner), ())
    if article.on is not None:
        sure = [entry for entry, term in held if term.covers(article.on)]
    elif len(held) == 1:
        sure = [held[0][0]]
    else:
        sure = [entry for entry, _ in held if article.tells_of(entry)]
    return sure[0] if len(sure) == 1 else None


def _by_body(mention: Mention, title: Title, article: ArticleSoFar) -> Resolution:
    owner = title.owner or ""
    entry = _stands_for(title.office.id, owner, article) or body_of(title.office, owner, article.table)
    if entry is None:
        return article.own(mention.text, own_name(mention.text, ()), title, Reading())
    return article.keep(Resolution(mention.text, entry, "alias", None, entry.id), title)
