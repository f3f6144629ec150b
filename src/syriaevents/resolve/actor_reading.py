"""What one mention says before its article is asked: whom it names, with which office."""

from dataclasses import dataclass

from syriaevents.resolve.actor_entries import ActorEntry
from syriaevents.resolve.actor_keys import Word
from syriaevents.resolve.actor_phrases import Title
from syriaevents.schema.vocabulary import ActorKind


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a mention, before the article is asked."""

    entries: tuple[ActorEntry, ...] = ()
    """The known actors it can mean; several only where the name is shared."""
    key: str = ""
    exact: bool = False
    """The name stands alone, without a title or description."""
    surname: bool = False
    """Known by a surname beside a title only."""
    weak: bool = False
    """The title ("Mr") says nothing of who it is: the article must give the full name."""
    title: Title | None = None
    role: str | None = None
    name: tuple[Word, ...] = ()
    """The words of an unknown person's name."""
    person: bool = False

    @property
    def names_person(self) -> bool:
        """True where somebody's name stands in the mention, known or not."""
        return self.person or (bool(self.entries) and self.entries[0].kind is ActorKind.PERSON)
