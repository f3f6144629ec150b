"""The ``eval`` command: gold against a file of predictions or a model's answers, and the result as text."""

import asyncio
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from syriaevents.engines.llm import Model
from syriaevents.evaluate.claims import FIELDS
from syriaevents.evaluate.gold import Gold, load_gold, load_predictions
from syriaevents.evaluate.scoring import Mistake, Score, Share, score
from syriaevents.extract import Extractor, Failure
from syriaevents.schema import Extraction
from syriaevents.schema.visible import shortened

_TEXT_LENGTH = 160
_NAMES = {
    "statement": "statements",
    "military_movement": "military movements",
    "diplomatic_initiative": "diplomatic initiatives",
}


def run_eval(
    gold: Path,
    *,
    pred: Path | None = None,
    model: str | Model | None = None,
    concurrency: int = 1,
    say: Callable[[str], None] = lambda _line: None,
) -> Score:
    """Score the predictions of a JSONL file, or ask a model about the gold's articles and score what it answers.

    ``model`` is a SPEC, an open model, or None for the default one; it is asked only where ``pred`` is None.
    ``say`` is told one line for each article that could not be answered; those are in ``Score.unanswered``.
    Raises ConfigError for unreadable files and models that cannot be used.
    """
    known = load_gold(gold)
    if pred is not None:
        return score(known, load_predictions(pred))
    return score(known, asyncio.run(_answers(known, model, concurrency, say)))


async def _answers(
    gold: Sequence[Gold], model: str | Model | None, concurrency: int, say: Callable[[str], None]
) -> list[Extraction]:
    extractor, answers = Extractor(model), []
    try:
        async for result in extractor.aextract_many([item.article for item in gold], concurrency=concurrency):
            if isinstance(result, Failure):
                say(f"{result.article.id}: {result.error}")
            else:
                answers.append(result)
    finally:
        await extractor.aclose()
    return answers


def rendered(result: Score, form: str = "table", *, mistakes: bool = True) -> str:
    """A score as a plain-text ``table`` or as ``json``; what was missed and what was false is listed too."""
    if form == "json":
        return json.dumps(result.to_dict(), ensure_ascii=False, indent=1)
    parts = [_counts(result), *_fields(result), _rest(result)]
    if mistakes and result.mistakes:
        parts.append("\n".join(map(_mistake, result.mistakes)))
    return "\n\n".join(parts)


def columns(rows: Iterable[Sequence[str]]) -> str:
    """Rows of cells as aligned text: the first column to the left, the others to the right."""
    rows = list(rows)
    widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    return "\n".join("  ".join(_padded(row, widths)).rstrip() for row in rows)


def _padded(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    for index, (cell, width) in enumerate(zip(row, widths, strict=True)):
        yield cell.rjust(width) if index else cell.ljust(width)


def _counts(result: Score) -> str:
    rows: list[tuple[str, ...]] = [("", "gold", "predicted", "right", "precision", "recall", "F1")]
    named = [*((_NAMES[kind], count) for kind, count in result.types.items()), ("all (micro)", result.micro)]
    for name, count in named:
        shares = (f"{share:.3f}" for share in (count.precision, count.recall, count.f1))
        rows.append((name, str(count.gold), str(count.predicted), str(count.right), *shares))
    rows.append(("macro-F1", "", "", "", "", "", f"{result.macro_f1:.3f}"))
    return columns(rows)


def _fields(result: Score) -> Iterator[str]:
    met = [(kind, name) for kind in FIELDS for name in FIELDS[kind] if name in result.fields[kind]]
    rows = [(f"{_NAMES[kind]}: {name}", *_share(result.fields[kind][name])) for kind, name in met]
    if rows:
        yield columns([("field, on right records", "agree", "of", "share"), *rows])


def _share(share: Share) -> tuple[str, str, str]:
    return str(share.part), str(share.whole), "–" if share.share is None else f"{share.share:.3f}"


def _rest(result: Score) -> str:
    each = result.tokens_a_right_record
    lines = [
        f"{result.articles} articles; evidence verbatim: {result.verbatim.part} of {result.verbatim.whole} records",
        f"{result.completion_tokens:,} output tokens" + ("" if each is None else f", {each:.1f} for each right record"),
    ]
    if result.unanswered:
        lines.append(f"without a prediction, counted as missed: {', '.join(result.unanswered)}")
    return "\n".join(lines)


def _mistake(mistake: Mistake) -> str:
    who, action = (values[0] if values else "–" for values in (mistake.who, mistake.action))
    text = shortened(mistake.text, _TEXT_LENGTH)
    kind = mistake.type.replace("_", " ")
    return f"{mistake.article_id}: {mistake.kind} {kind}: {shortened(who, 60)}, {action} | {text}"
