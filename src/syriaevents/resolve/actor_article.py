"""What is known of an article while its mentions are gone through: who was named, known or not."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from syriaevents.resolve.actor_entries import ActorEntry
from syriaevents.resolve.actor_keys import loose_text, may_stand_in, name_key, text_keys
from syriaevents.resolve.actor_mentions import Own
from syriaevents.resolve.actor_nominals import Antecedent
from syriaevents.resolve.actor_phrases import Title, title_of
from syriaevents.resolve.actor_reading import Reading
from syriaevents.resolve.actor_table import ActorTable
from syriaevents.schema.vocabulary import ActorKind

How = Literal["exact", "alias", "office", "in-article"]


class Resolution(NamedTuple):
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
class ArticleSoFar:
    """Whom an article has named so far."""

    table: ActorTable
    on: dt.date | None
    text: str
    present: dict[str, ActorEntry] = field(default_factory=dict)
    before: list[Antecedent] = field(default_factory=list)
    _strangers: dict[tuple[str, ...], tuple[int, Antecedent]] = field(default_factory=dict)
    _surnames: dict[str, tuple[int, Antecedent]] = field(default_factory=dict)
    _loose: str | None = None
    _keys: str | None = None

    def tells_of(self, entry: ActorEntry) -> bool:
        """True where the article gives a full name of the actor."""
        if entry.id in self.present:
            return True
        names = (name_key(name) for name in (entry.name, *entry.en, *entry.ar, *entry.tr))
        if self._loose is None:
            self._loose = loose_text(self.text)
        full = [key for key in names if " " in key and may_stand_in(key, self._loose)]
        if full and self._keys is None:
            self._keys = text_keys(self.text)
        return any(f" {key} " in (self._keys or "") for key in full)

    def keep(self, found: Resolution, title: Title | None) -> Resolution:
        """Remember somebody whom a mention led to, with the office that it or the day gives."""
        entry = found.entry
        if entry is not None:
            self.present.setdefault(entry.id, entry)
            if title is None and entry.kind is ActorKind.PERSON:
                held = (term for term in entry.offices if self.on is None or term.covers(self.on))
                title = next((title_of(term, self.table) for term in held), None)
        self.before.append(Antecedent(found.local_key, entry, found.role, title))
        return found

    def own(self, mention: str, own: Own, title: Title | None, reading: Reading) -> Resolution:
        """An actor of the article's own; the same person or body gets the same key again."""
        if before := self._stranger(own):
            known, how = before
            role = reading.role or known.role
            again = Antecedent(known.local_key, known.entry, role, title or known.title, person=known.person)
            self.before.append(again)
            return Resolution(mention, None, how, role, known.local_key)
        key = f"local:{own.slug}"
        made = Antecedent(key, None, reading.role, title, person=reading.person or title is not None)
        if own.name and (own.capital or reading.person):
            found = (len(self._strangers), made)
            self._strangers[own.name] = found
            if len(own.name) > 1:
                self._surnames.setdefault(own.name[-1], found)
        self.before.append(made)
        return Resolution(mention, None, None, reading.role, key)

    def _stranger(self, own: Own) -> tuple[Antecedent, How | None] | None:
        """The one named before by this name, or by a longer one that ends in it, whichever came first."""
        same = self._strangers.get(own.name)
        longer = self._surnames.get(own.name[0]) if own.capital and len(own.name) == 1 else None
        if longer and not (same and same[0] < longer[0]):
            return longer[1], "in-article"
        return (same[1], None) if same else None
