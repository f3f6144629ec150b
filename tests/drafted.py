"""What a model might have answered, written by hand, and what becomes of it."""

from typing import Any

from hypothesis import strategies as st

from syriaevents.grounding.records import Grounded, ground
from syriaevents.prompting.drafts import Draft, InitiativeDraft, MovementDraft, StatementDraft
from syriaevents.reading.source import Source
from syriaevents.resolving import Resolved, resolve
from syriaevents.schema import Article, DiplomaticAction, MilitaryAction, SpeechAct, Status


def said(sentence: int, who: str, act: str = "comment", **fields: Any) -> StatementDraft:
    """Somebody speaks."""
    return StatementDraft.model_validate({"sentence": sentence, "who": who, "act": act, **fields})


def moved(sentence: int, who: str, action: str = "attack", **fields: Any) -> MovementDraft:
    """An armed actor does something."""
    return MovementDraft.model_validate({"sentence": sentence, "who": who, "action": action, **fields})


def acted(sentence: int, who: str | list[str], action: str = "meet", **fields: Any) -> InitiativeDraft:
    """Somebody acts diplomatically."""
    draft = {"sentence": sentence, "who": who, "action": action, "status": "completed", **fields}
    return InitiativeDraft.model_validate(draft)


def source_of(text: str, language: str | None = None) -> Source:
    """A text as what drafts are checked against."""
    return Source.of(Article(text=text, language=language))


def grounded(text: str, *drafts: Draft, language: str | None = None) -> Grounded:
    """What the text bears out."""
    return ground(source_of(text, language), drafts)


def resolved(text: str, *drafts: Draft, **about: Any) -> Resolved:
    """What the text bears out, with what is known of it; ``about`` are the article's other fields."""
    article = Article(text=text, **about)
    source = Source.of(article)
    return resolve(article, source, ground(source, drafts))


def number_of(source: Source, words: str) -> int:
    """The number of the first sentence with these words."""
    return next(sentence.number for sentence in source.sentences if words in sentence.text)


_PIECES = st.sampled_from([
    "Omar Rafiq ", "Lina Sabbagh ", "said ", "she ", "he said ", "“", "”", '"', "‘", "’s ", "Syrian ", "army ", "Army",
    "met ", "shelled ", "Hama ", "killed at least 255 people", "12 ", ". ", "\n", "\n\n", "\ud800", "\udc00", "\u202e",
    "\u2066", "\x00", "\x85", "الجيش ", "قال ", "«", "»", "İ", "ı", "½", "ـ", "[3] ", "{{7*7}}", "and ",
    "according to ",
])  # fmt: skip
TEXTS = st.one_of(st.text(st.characters(exclude_categories=())), st.lists(_PIECES, max_size=40).map("".join))
"""Any text: of any characters, lone surrogates among them, and of the words that this package looks at."""
_NAMES = st.one_of(
    st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=120).filter(str.strip),
    st.sampled_from("Omar Rafiq|she|He|they|it|Syrian army|Hama|الجيش|İ|½|the|.|Turkey and Iran".split("|")),
)
_NUMBERS = st.integers(1, 8)
_MAYBE = st.none() | _NAMES
_MANY = st.lists(_NAMES, max_size=3).map(tuple)
DRAFTS = st.one_of(
    st.builds(StatementDraft, sentence=_NUMBERS, who=_NAMES, act=st.sampled_from(SpeechAct), to=_MAYBE, about=_MAYBE),
    st.builds(
        MovementDraft, sentence=_NUMBERS, who=_NAMES, action=st.sampled_from(MilitaryAction), target=_MAYBE,
        where=_MAYBE, origin=_MAYBE, destination=_MAYBE, weapons=_MANY, according_to=_MAYBE,
    ),
    st.builds(
        InitiativeDraft, sentence=_NUMBERS, who=st.lists(_NAMES, min_size=1, max_size=3).map(tuple),
        action=st.sampled_from(DiplomaticAction), towards=_MANY, mediator=_MAYBE, topic=_MAYBE, conditions=_MANY,
        status=st.sampled_from(Status), where=_MAYBE,
    ),
)  # fmt: skip
"""Any drafts that have the form of one, whatever they say."""
