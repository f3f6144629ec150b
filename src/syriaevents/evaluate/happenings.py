"""Gold for linking: articles about known happenings, their records, and which records tell of the same thing.

A folder holds ``articles.jsonl`` and ``gold.json``. A record is annotated as what a faultless model would answer, a
draft whose sentence is given by words of it, and goes the same way as a model's: it is checked against the text, its
actors, places and dates are resolved. So linking is measured apart from the model, and with everything else.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from syriaevents.errors import ConfigError
from syriaevents.evaluate.bcubed import BCubed, b_cubed
from syriaevents.evaluate.claims import LISTS, Claim, claims_of
from syriaevents.evaluate.matching import match
from syriaevents.grounding.records import ground
from syriaevents.prompting.drafts import KINDS
from syriaevents.reading.source import Source
from syriaevents.resolving import Resolved, resolve
from syriaevents.schema import (
    Article,
    DiplomaticInitiative,
    Disagreement,
    Event,
    Extraction,
    Meta,
    MilitaryMovement,
    Statement,
)

Key = tuple[str, str]
"""Article id, record id."""


@dataclass(frozen=True, slots=True)
class Planted:
    """A disagreement that the articles of an event were written with."""

    event: str
    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Happenings:
    """The articles with their annotated records, and what is to be found in them."""

    articles: tuple[Article, ...]
    results: tuple[Extraction, ...]
    events: Mapping[Key, str]
    """The event that each record tells of."""
    planted: tuple[Planted, ...]
    apart: tuple[tuple[str, str], ...]
    """Events that are much alike and not the same."""
    copies: tuple[tuple[str, str], ...]
    """Ids of articles, the second a copy of the first."""


def load_happenings(folder: Path) -> Happenings:
    """Read a folder. Raises ConfigError, naming what is wrong: an annotation that its article does not bear out."""
    try:
        gold = json.loads((folder / "gold.json").read_text("utf-8"))
        lines = (folder / "articles.jsonl").read_text("utf-8").splitlines()
        articles = tuple(Article.model_validate_json(line) for line in lines if line)
        read = [_result(article, gold["records"][article.id]) for article in articles]
        return Happenings(
            articles=articles,
            results=tuple(result for result, _ in read),
            events={key: event for _, events in read for key, event in events},
            planted=tuple(Planted(one["event"], one["field"], tuple(one["values"])) for one in gold["disagreements"]),
            apart=tuple((one, other) for one, other in gold["apart"]),
            copies=tuple((one, other) for one, other in gold["copies"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigError(f"{folder} holds no gold for linking: {error}") from error


def _result(article: Article, annotations: Sequence[Mapping[str, Any]]) -> tuple[Extraction, list[tuple[Key, str]]]:
    source = Source.of(article)
    numbers = [_sentence(source, annotation["sentence"]) for annotation in annotations]
    drafts = [
        next(kind.draft for kind in KINDS if kind.type == annotation["type"]).model_validate(
            {**annotation["draft"], "sentence": number}
        )
        for annotation, number in zip(annotations, numbers, strict=True)
    ]
    grounded = ground(source, drafts)
    resolved = resolve(article, source, grounded)
    turned_away = (*grounded.rejected, *resolved.rejected)
    if turned_away:
        raise ValueError(f"{article.id}: {turned_away[0].draft} is turned away: {turned_away[0].reason}")
    records = list(_records(resolved))
    events = [
        ((article.id, _id(records, annotation, number)), annotation["event"])
        for annotation, number in zip(annotations, numbers, strict=True)
    ]
    result = Extraction(
        article=article,
        actors=resolved.actors,
        statements=resolved.statements,
        military_movements=resolved.movements,
        diplomatic_initiatives=resolved.initiatives,
        meta=Meta(model="annotated by hand", prompt_version="none"),
    )
    return result, events


def _records(resolved: Resolved) -> Iterator[tuple[str, Statement | MilitaryMovement | DiplomaticInitiative]]:
    yield from (("statement", record) for record in resolved.statements)
    yield from (("military_movement", record) for record in resolved.movements)
    yield from (("diplomatic_initiative", record) for record in resolved.initiatives)


def _sentence(source: Source, words: str) -> int:
    found = [sentence.number for sentence in source.sentences if words in sentence.text]
    if len(found) != 1:
        raise ValueError(f"{words!r} must stand in one sentence, not in {len(found)}")
    return found[0]


def _id(
    records: Sequence[tuple[str, Statement | MilitaryMovement | DiplomaticInitiative]],
    annotation: Mapping[str, Any],
    sentence: int,
) -> str:
    """The record that came of an annotation: one of its type in its sentence."""
    found = [
        record.id for kind, record in records if kind == annotation["type"] and record.evidence[0].sentence == sentence
    ]
    if len(found) != 1:
        raise ValueError(f"{annotation['sentence']!r}: {len(found)} records came of one annotation")
    return found[0]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What linking made of the happenings."""

    records: int
    """Records linked; of a model's, those that pair with no annotated one are not judged."""
    score: BCubed
    found: tuple[Planted, ...]
    missed: tuple[Planted, ...]
    merged: tuple[tuple[str, str], ...]
    """Events that must stay apart and did not."""
    copies: int
    """Copies that stand in an event as such."""


def judge(happenings: Happenings, results: Sequence[Extraction], events: Sequence[Event]) -> Verdict:
    """Compare events with the gold. ``results`` are what was linked: the annotated records, or a model's.

    A model's record is judged where it pairs with an annotated one, as :func:`syriaevents.evaluate.claims.match` does.
    """
    gold = _paired(happenings, results)
    home = {(one.article_id, one.record_id): event.id for event in events for one in event.members}
    told: dict[str, set[str]] = {}
    for key, name in gold.items():
        told.setdefault(name, set()).add(home[key])
    disputes = {
        (gold.get((one.article_id, one.record_id), ""), str(dispute.field), _values(dispute))
        for event in events
        for dispute in event.disagreements
        for one in event.members
    }
    seen = {planted: any(_tells(dispute, planted) for dispute in disputes) for planted in happenings.planted}
    copied = {(one.copy_of, one.article_id) for event in events for one in event.members}
    return Verdict(
        records=len(home),
        score=b_cubed(gold, {key: home[key] for key in gold}),
        found=tuple(planted for planted, was in seen.items() if was),
        missed=tuple(planted for planted, was in seen.items() if not was),
        merged=tuple(pair for pair in happenings.apart if told.get(pair[0], set()) & told.get(pair[1], set())),
        copies=sum(pair in copied for pair in happenings.copies),
    )


def _values(dispute: Disagreement) -> frozenset[str]:
    return frozenset(version.value.casefold() for version in dispute.versions)


def _tells(dispute: tuple[str, str, frozenset[str]], planted: Planted) -> bool:
    event, field, values = dispute
    return (event, field) == (planted.event, planted.field) and values >= {one.casefold() for one in planted.values}


def _paired(happenings: Happenings, results: Sequence[Extraction]) -> dict[Key, str]:
    """The event of each record that pairs with an annotated one."""
    annotated = {result.article.id: result for result in happenings.results}
    events: dict[Key, str] = {}
    for result in results:
        wanted = annotated.get(result.article.id)
        if wanted is None:
            continue
        for kind in LISTS:
            mine, theirs = getattr(wanted, kind), getattr(result, kind)
            for one, other in match(_claims(wanted, kind), _claims(result, kind)):
                events[result.article.id, theirs[other].id] = happenings.events[result.article.id, mine[one].id]
    return events


def _claims(result: Extraction, kind: str) -> tuple[Claim, ...]:
    return claims_of({kind: result.model_dump(mode="json")[kind]}, result.article.text)
