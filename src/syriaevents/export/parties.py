"""The records of an article, and who plays which role in them."""

from collections.abc import Iterator

from syriaevents.schema import DiplomaticInitiative, Extraction, MilitaryMovement, Ref, Statement

Record = Statement | MilitaryMovement | DiplomaticInitiative
_ROLES = {
    "statement": ("speaker", "addressee"),
    "military_movement": ("actor", "target", "attributed_to"),
    "diplomatic_initiative": ("initiators", "counterparts", "mediator"),
}


def records(result: Extraction) -> Iterator[tuple[str, Record]]:
    """Every record of an article with its type, statements first."""
    yield from (("statement", one) for one in result.statements)
    yield from (("military_movement", one) for one in result.military_movements)
    yield from (("diplomatic_initiative", one) for one in result.diplomatic_initiatives)


def roles(kind: str, record: Record) -> Iterator[tuple[str, Ref]]:
    """Who plays which role in a record."""
    for name in _ROLES[kind]:
        filled = getattr(record, name)
        for ref in filled if isinstance(filled, tuple) else (filled,):
            if ref is not None:
                yield name.removesuffix("s"), ref
