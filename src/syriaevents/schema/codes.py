"""How each value of the closed vocabularies maps to PLOVER, CAMEO and ACLED.

Sources: PLOVER manual (February 2024), CAMEO manual (event roots), ACLED code book (event and
sub-event types). CAMEO 01 and 02 have no PLOVER type, hence the empty PLOVER cells below: such a
statement is still a record of its own here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from syriaevents.schema.vocabulary import ActorKind, Assertion, DiplomaticAction, MilitaryAction, SpeechAct, Status


@dataclass(frozen=True, slots=True)
class Coding:
    """One vocabulary value: its definition and its place in the code books (``None``: it has none)."""

    definition: str
    cameo: str | None = None
    plover: str | None = None
    mode: str | None = None
    acled_event: str | None = None
    acled_sub_event: str | None = None


QUADS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), "verbal cooperation"),
        **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), "material cooperation"),
        **dict.fromkeys(("REQUEST", "REJECT", "ACCUSE", "THREATEN"), "verbal conflict"),
        **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "material conflict"),
    }
)
"""PLOVER event type → quad class."""

_BATTLES, _REMOTE, _STRATEGIC = "Battles", "Explosions/Remote violence", "Strategic developments"

KINDS: Mapping[ActorKind, Coding] = MappingProxyType(
    {
        ActorKind.STATE: Coding("A country, also when named by its capital."),
        ActorKind.GOVERNMENT: Coding("A government, ministry, office or parliament."),
        ActorKind.PERSON: Coding("A named or titled individual."),
        ActorKind.ARMED_FORCES: Coding("The forces of a state, or a branch or unit of them."),
        ActorKind.ARMED_GROUP: Coding("An armed group or coalition that is not a state's."),
        ActorKind.INTERNATIONAL_ORGANISATION: Coding("A body of states and its agencies."),
        ActorKind.NGO: Coding("A non-governmental, relief or civil-society organisation."),
        ActorKind.MONITOR: Coding("A body that watches and counts the events of the war."),
        ActorKind.MEDIA: Coding("A news organisation or its correspondents."),
        ActorKind.PEOPLE: Coding("A population or part of one: civilians, refugees, a people."),
        ActorKind.UNKNOWN: Coding("Not known to the library; nothing was guessed."),
    }
)

SPEECH_ACTS: Mapping[SpeechAct, Coding] = MappingProxyType(
    {
        SpeechAct.ANNOUNCE: Coding("Makes a decision, plan or event of one's own known.", "01"),
        SpeechAct.REPORT: Coding("Tells facts or figures about what happened.", "01"),
        SpeechAct.COMMENT: Coding("Says what one thinks, hopes, fears or expects.", "01"),
        SpeechAct.DEMAND: Coding("Insists that somebody act or stop acting.", "10", "REQUEST", "change"),
        SpeechAct.APPEAL: Coding("Asks or urges without insisting.", "02"),
        SpeechAct.ACCUSE: Coding("Says that somebody did wrong.", "11", "ACCUSE", "allege"),
        SpeechAct.CONDEMN: Coding("Disapproves of somebody or something.", "11", "ACCUSE", "disapprove"),
        SpeechAct.SUPPORT: Coding("Approves, praises or backs somebody or something.", "05", "SUPPORT"),
        SpeechAct.WARN: Coding("Says that harm may come, not by one's own hand.", "01"),
        SpeechAct.THREATEN: Coding("Says that one will do harm or withhold something.", "13", "THREATEN"),
        SpeechAct.PROMISE: Coding("Commits oneself to a helpful act.", "03", "AGREE"),
        SpeechAct.DENY: Coding("Says that something is not so or was not done.", "01"),
        SpeechAct.REJECT: Coding("Turns a demand, offer or proposal down.", "12", "REJECT", "change"),
    }
)

MILITARY_ACTIONS: Mapping[MilitaryAction, Coding] = MappingProxyType(
    {
        MilitaryAction.ADVANCE: Coding(
            "Moves forward against an enemy or enters a place.",
            "19",
            "ASSAULT",
            "heavy-weapons",
            _BATTLES,
            "Armed clash",
        ),
        MilitaryAction.CAPTURE: Coding(
            "Takes control of a place, post or equipment.",
            "17",
            "COERCE",
            "seize",
            _BATTLES,
            "Non-state actor overtakes territory",
        ),
        MilitaryAction.ATTACK: Coding(
            "Attacks, raids or ambushes by means not stated.", "19", "ASSAULT", None, _BATTLES, "Armed clash"
        ),
        MilitaryAction.CLASH: Coding(
            "Exchanges fire with an enemy on the ground.", "19", "ASSAULT", "firearms", _BATTLES, "Armed clash"
        ),
        MilitaryAction.AIRSTRIKE: Coding(
            "Strikes from manned aircraft.", "19", "ASSAULT", "aerial", _REMOTE, "Air/drone strike"
        ),
        MilitaryAction.DRONE_STRIKE: Coding(
            "Strikes from or with an unmanned aircraft.", "19", "ASSAULT", "drone", _REMOTE, "Air/drone strike"
        ),
        MilitaryAction.SHELLING: Coding(
            "Fires artillery, rockets, mortars or missiles from the ground or sea.",
            "19",
            "ASSAULT",
            "heavy-weapons",
            _REMOTE,
            "Shelling/artillery/missile attack",
        ),
        MilitaryAction.BOMBING: Coding(
            "Sets off a planted, vehicle-borne or worn bomb or a mine.",
            "18",
            "ASSAULT",
            "explosives",
            _REMOTE,
            "Remote explosive/landmine/IED",
        ),
        MilitaryAction.SIEGE: Coding(
            "Surrounds or blockades a place.", "17", "COERCE", "restrict", _STRATEGIC, "Other"
        ),
        MilitaryAction.DEPLOY: Coding(
            "Sends or moves forces or weapons to a place, without a fight.",
            "15",
            "MOBILIZE",
            "troops",
            _STRATEGIC,
            "Other",
        ),
        MilitaryAction.REINFORCE: Coding(
            "Strengthens a position, border or ally with more forces.", "15", "MOBILIZE", "troops", _STRATEGIC, "Other"
        ),
        MilitaryAction.WITHDRAW: Coding(
            "Leaves a place or pulls forces back.",
            "08",
            "RETREAT",
            "withdraw",
            _STRATEGIC,
            "Non-violent transfer of territory",
        ),
        MilitaryAction.DETAIN: Coding(
            "Takes people prisoner or arrests them.", "17", "COERCE", "arrest", _STRATEGIC, "Arrests"
        ),
        MilitaryAction.INTERCEPT: Coding(
            "Shoots down or disrupts an incoming weapon or aircraft.",
            "19",
            "ASSAULT",
            "heavy-weapons",
            _STRATEGIC,
            "Disrupted weapons use",
        ),
    }
)

DIPLOMATIC_ACTIONS: Mapping[DiplomaticAction, Coding] = MappingProxyType(
    {
        DiplomaticAction.INVITE: Coding("Invites somebody to a visit, a meeting or talks.", "03", "AGREE"),
        DiplomaticAction.MEET: Coding("Meets, or holds a joint conference.", "04", "CONSULT"),
        DiplomaticAction.VISIT: Coding("Travels to see somebody.", "04", "CONSULT", "visit"),
        DiplomaticAction.PHONE: Coding("Talks by telephone or video.", "04", "CONSULT", "phone"),
        DiplomaticAction.MEDIATE: Coding(
            "Mediates between others, or offers to mediate or host.", "04", "CONSULT", "third-party"
        ),
        DiplomaticAction.OFFER: Coding("Offers help, a concession or a plan.", "03", "AGREE"),
        DiplomaticAction.CALL_FOR_TALKS: Coding(
            "Calls for talks, dialogue, reconciliation or a meeting.", "10", "REQUEST", "meet"
        ),
        DiplomaticAction.CALL_FOR_CEASEFIRE: Coding(
            "Calls for an end to attacks, a truce or calm.", "10", "REQUEST", "yield"
        ),
        DiplomaticAction.NEGOTIATE: Coding(
            "Takes part in talks, consultations or a peace process.", "04", "CONSULT", "multilateral"
        ),
        DiplomaticAction.AGREE: Coding("Reaches, signs or joins an agreement, or cooperates.", "05", "SUPPORT"),
        DiplomaticAction.SET_CONDITION: Coding(
            "Makes talks, relations or a deal depend on something.", "10", "REQUEST", "change"
        ),
        DiplomaticAction.REJECT: Coding("Turns down talks, an offer or an agreement.", "12", "REJECT", "meet"),
        DiplomaticAction.NORMALIZE: Coding("Restores or improves relations.", "05", "SUPPORT"),
        DiplomaticAction.SUSPEND: Coding(
            "Breaks off, freezes or lowers relations or talks.", "16", "SANCTION", "discontinue"
        ),
        DiplomaticAction.SANCTION: Coding("Imposes or tightens sanctions.", "16", "SANCTION", "discontinue"),
    }
)

STATUSES: Mapping[Status, Coding] = MappingProxyType(
    {
        Status.PROPOSED: Coding("Put forward; no answer told."),
        Status.PLANNED: Coding("Decided or expected, and still to come."),
        Status.ONGOING: Coding("Under way."),
        Status.COMPLETED: Coding("Has taken place."),
        Status.REJECTED: Coding("Turned down."),
        Status.STALLED: Coding("Begun or proposed, and stopped without a result."),
    }
)

ASSERTIONS: Mapping[Assertion, Coding] = MappingProxyType(
    {
        Assertion.REPORTED: Coding("The article tells it as a fact."),
        Assertion.CLAIMED: Coding("The article says that somebody says so."),
        Assertion.PLANNED: Coding("It is announced, expected or ordered, and has not happened."),
        Assertion.DENIED: Coding("It is said not to have happened."),
        Assertion.HYPOTHETICAL: Coding("It is a possibility, a condition or a demand."),
    }
)
