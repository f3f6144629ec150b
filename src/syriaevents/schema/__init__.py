"""The public records: what users see, store and exchange."""

from syriaevents.schema.actor import Actor, ActorCodes
from syriaevents.schema.article import Article, text_digest
from syriaevents.schema.event import Disagreement, Event, Link, Member, Party, RecordKey, Version
from syriaevents.schema.extraction import SCHEMA_VERSION, Extraction, Meta, RecordType, Rejected, Unread, Usage
from syriaevents.schema.initiative import DiplomaticInitiative
from syriaevents.schema.movement import MilitaryMovement
from syriaevents.schema.statement import Statement
from syriaevents.schema.values import Casualties, Codes, Date, Mention, Place, Range, Ref, Span
from syriaevents.schema.vocabulary import ActorKind, Assertion, DiplomaticAction, MilitaryAction, SpeechAct, Status

__all__ = [
    "SCHEMA_VERSION", "Actor", "ActorCodes", "ActorKind", "Article", "Assertion", "Casualties", "Codes", "Date",
    "DiplomaticAction", "DiplomaticInitiative", "Disagreement", "Event", "Extraction", "Link", "Member", "Mention",
    "Meta", "MilitaryAction", "MilitaryMovement", "Party", "Place", "Range", "RecordKey", "RecordType", "Ref",
    "Rejected", "Span", "SpeechAct", "Statement", "Status", "Unread", "Usage", "Version", "text_digest",
]  # fmt: skip
