"""The closed vocabularies of the records."""

from enum import StrEnum


class ActorKind(StrEnum):
    """What sort of actor somebody is."""

    STATE = "state"
    GOVERNMENT = "government"
    PERSON = "person"
    ARMED_FORCES = "armed_forces"
    ARMED_GROUP = "armed_group"
    INTERNATIONAL_ORGANISATION = "international_organisation"
    NGO = "ngo"
    MONITOR = "monitor"
    MEDIA = "media"
    PEOPLE = "people"
    UNKNOWN = "unknown"


class SpeechAct(StrEnum):
    """What a speaker does by saying something."""

    ANNOUNCE = "announce"
    REPORT = "report"
    COMMENT = "comment"
    DEMAND = "demand"
    APPEAL = "appeal"
    ACCUSE = "accuse"
    CONDEMN = "condemn"
    SUPPORT = "support"
    WARN = "warn"
    THREATEN = "threaten"
    PROMISE = "promise"
    DENY = "deny"
    REJECT = "reject"


class MilitaryAction(StrEnum):
    """What an armed actor does."""

    ADVANCE = "advance"
    CAPTURE = "capture"
    ATTACK = "attack"
    CLASH = "clash"
    AIRSTRIKE = "airstrike"
    DRONE_STRIKE = "drone_strike"
    SHELLING = "shelling"
    BOMBING = "bombing"
    SIEGE = "siege"
    DEPLOY = "deploy"
    REINFORCE = "reinforce"
    WITHDRAW = "withdraw"
    DETAIN = "detain"
    INTERCEPT = "intercept"


class DiplomaticAction(StrEnum):
    """What an actor does to change relations by other means than force."""

    INVITE = "invite"
    MEET = "meet"
    VISIT = "visit"
    PHONE = "phone"
    MEDIATE = "mediate"
    OFFER = "offer"
    CALL_FOR_TALKS = "call_for_talks"
    CALL_FOR_CEASEFIRE = "call_for_ceasefire"
    NEGOTIATE = "negotiate"
    AGREE = "agree"
    SET_CONDITION = "set_condition"
    REJECT = "reject"
    NORMALIZE = "normalize"
    SUSPEND = "suspend"
    SANCTION = "sanction"


class Status(StrEnum):
    """How far a diplomatic initiative has come, as the article tells it."""

    PROPOSED = "proposed"
    PLANNED = "planned"
    ONGOING = "ongoing"
    COMPLETED = "completed"
    REJECTED = "rejected"
    STALLED = "stalled"


class Assertion(StrEnum):
    """How the article stands to a military movement it tells of."""

    REPORTED = "reported"
    CLAIMED = "claimed"
    PLANNED = "planned"
    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"
