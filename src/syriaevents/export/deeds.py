"""One record seen as an event of a code book: who, to whom, where, when, how many, on whose word."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from syriaevents.export.parties import Record, records, roles
from syriaevents.resolve.actor_table import load_actors
from syriaevents.schema import (
    Actor,
    Assertion,
    Date,
    Extraction,
    MilitaryMovement,
    Place,
    Range,
    Ref,
    Statement,
    Status,
)

HAPPENED = frozenset({Assertion.REPORTED, Assertion.CLAIMED})
"""Told as having happened; what is planned, denied or only thought of is no event."""
SECTORS = frozenset(
    "GOV MIL LEG JUD PTY REB SPY UAF COP OPP PRM UNK CVL REF LAB MED JRN EDU REL SOC BUS AGR CRM ELI PRE "
    "IGO UNO EUR NGO ISM IMG MNC".split()
)
"""PLOVER's actor sectors."""


@dataclass(frozen=True)
class Deed:
    """A record with its article."""

    result: Extraction
    kind: str
    record: Record

    @cached_property
    def id(self) -> str:
        """Tells the deed apart from all others."""
        return f"{self.result.article.id}/{self.record.id}"

    @property
    def date(self) -> Date | None:
        """When, as far as it is known."""
        return self.record.date

    @property
    def place(self) -> Place | None:
        """Where; of a movement that only tells where it leads, there."""
        if isinstance(self.record, Statement):
            return None
        if isinstance(self.record, MilitaryMovement):
            return self.record.place or self.record.destination
        return self.record.place

    @property
    def killed(self) -> Range:
        """How many died; all ends open where nothing is told."""
        hurt = self.record.casualties if isinstance(self.record, MilitaryMovement) else None
        return (hurt and hurt.killed) or Range()

    @property
    def assertion(self) -> Assertion:
        """How the article stands to it; an initiative that is still to come is planned."""
        if isinstance(self.record, MilitaryMovement):
            return self.record.assertion
        planned = not isinstance(self.record, Statement) and self.record.status in {Status.PROPOSED, Status.PLANNED}
        return Assertion.PLANNED if planned else Assertion.REPORTED

    @property
    def evidence(self) -> str:
        """The words that say so."""
        return " ".join(span.text for span in self.record.evidence)

    @cached_property
    def sources(self) -> tuple["Party", ...]:
        """Who does it."""
        return self._parties("speaker", "actor", "initiator")

    @cached_property
    def targets(self) -> tuple["Party", ...]:
        """To, with or against whom."""
        return self._parties("addressee", "target", "counterpart")

    @property
    def told_by(self) -> tuple["Party", ...]:
        """Whose word the article gives it on."""
        return self._parties("attributed_to")

    def _parties(self, *wanted: str) -> tuple["Party", ...]:
        known = {actor.id: actor for actor in self.result.actors}
        return tuple(
            Party(ref, known.get(ref.actor_id or "")) for role, ref in roles(self.kind, self.record) if role in wanted
        )


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody with a role: the words of the article, and who that is where it is known."""

    ref: Ref
    actor: Actor | None

    @property
    def name(self) -> str:
        """The usual name, else the words of the article."""
        return self.actor.name if self.actor else self.ref.mention

    @property
    def country(self) -> str:
        """ISO 3166-1 alpha-3, or nothing."""
        return country_code(self.actor.country if self.actor else None)

    @property
    def sector(self) -> str:
        """PLOVER's sector, or nothing: what an actor's code says beside a country."""
        code = (self.actor.codes.plover if self.actor else None) or ""
        return next((part for part in (code, code[3:]) if part in SECTORS), "")


def deeds(results: Iterable[Extraction]) -> Iterator[Deed]:
    """Every record of every article."""
    return (Deed(result, kind, record) for result in results for kind, record in records(result))


def country_code(country: str | None) -> str:
    """ISO 3166-1 alpha-2 → alpha-3; nothing for a country that is not in the table of actors."""
    state = load_actors().states.get(country or "")
    return (state and state.plover) or ""


def country_name(country: str | None) -> str:
    """ISO 3166-1 alpha-2 → the usual English name; nothing for a country that is not in the table of actors."""
    state = load_actors().states.get(country or "")
    return state.name if state else ""
