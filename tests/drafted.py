"""What a model might have answered, written by hand, and what becomes of it."""

from typing import Any

from syriaevents.drafts import Draft, InitiativeDraft, MovementDraft, StatementDraft
from syriaevents.grounding import Grounded, ground
from syriaevents.resolving import Resolved, resolve
from syriaevents.schema import Article
from syriaevents.source import Source


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
