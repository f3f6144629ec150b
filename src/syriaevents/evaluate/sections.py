"""A score as tables of words, the same for a terminal and for a page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from syriaevents.evaluate.calibration import calibration_error, reliability
from syriaevents.evaluate.claims import Claim
from syriaevents.evaluate.comparing import Line
from syriaevents.evaluate.counts import Count, Share
from syriaevents.evaluate.scoring import Score
from syriaevents.evaluate.support import FAULTS

NAMES: Mapping[str, str] = {
    "statement": "statements",
    "military_movement": "military movements",
    "diplomatic_initiative": "diplomatic initiatives",
    "micro": "all (micro)",
    "macro": "mean of the types (macro)",
}
_NONE = "–"


@dataclass(frozen=True, slots=True)
class Section:
    """A table: a title, the heads of its columns, and its rows."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def sections(score: Score, against: Score | None = None) -> tuple[Section, ...]:
    """All figures; those of the comparison with another run first. Sections without a row are left out."""
    found = (
        *([_comparison(score, against)] if against else []),
        _records(score),
        _characters(score),
        _fields(score),
        _languages(score),
        _reliability(score),
        _faults(score),
        _articles(score),
    )
    return tuple(section for section in found if section.rows)


def facts(score: Score) -> tuple[str, ...]:
    """What can be said in a line each."""
    usage, each = score.usage, score.tokens_a_right_record
    lines = [
        f"{len(score.compared)} articles; evidence verbatim: {_of(score.verbatim)} records",
        f"not supported by their own evidence: {_of(score.unsupported)} predicted records",
        f"turned away though right: {_of(score.turned_away)} records turned away",
        f"in no statement's evidence: {_of(score.uncovered)} direct quotations",
        f"{usage.prompt_tokens:,} tokens sent ({usage.cached_tokens:,} cached), {usage.completion_tokens:,} answered"
        + ("" if each is None else f", {each:.1f} answered for each right record"),
    ]
    if score.usd is not None:
        one = score.usd_a_right_record
        lines.append(f"{score.usd:.4f} US dollars" + ("" if one is None else f", {one:.6f} for each right record"))
    if score.estimates:
        lines.append(
            f"expected calibration error of the confidences: {calibration_error(score.estimates):.3f} "
            f"over {len(score.estimates)} records"
        )
    if score.unanswered:
        lines.append(f"without a prediction, counted as missed: {', '.join(score.unanswered)}")
    return tuple(lines)


def told(claim: Claim | None) -> str:
    """One side of a line: who, the act or action, and the other fields; several accepted values with "or" between."""
    if claim is None:
        return _NONE
    others = [f"{name}: {_either(values)}" for name, values in claim.fields.items() if name not in {"act", "action"}]
    return " · ".join(cell for cell in (_either(claim.who), _either(claim.action), *others) if cell)


def _either(values: tuple[object, ...]) -> str:
    return " or ".join(_either(value) if isinstance(value, tuple) else str(value) for value in values)


def differing(line: Line) -> tuple[str, ...]:
    """The fields in which a right record is not what gold says."""
    return tuple(name for name, agrees in line.fields.items() if not agrees)


def _of(share: Share) -> str:
    shown = "" if share.share is None else f" ({share.share:.1%})"
    return f"{share.part} of {share.whole}{shown}"


def _comparison(score: Score, against: Score) -> Section:
    rows = [
        (NAMES[name], f"{found.by:+.3f}", f"{found.low:+.3f} to {found.high:+.3f}", f"{found.p:.3f}", found.verdict)
        for name, found in score.differences(against).items()
    ]
    heads = ("F1 beside the other run", "difference", "95 % of draws", "p", "verdict")
    return Section("Beside the other run", heads, tuple(rows))


def _shares(count: Count) -> tuple[str, str, str]:
    return f"{count.precision:.3f}", f"{count.recall:.3f}", f"{count.f1:.3f}"


def _records(score: Score) -> Section:
    within = {name: f"{found.low:.3f} to {found.high:.3f}" for name, found in score.intervals.items()}
    counted = [*score.types.items(), ("micro", score.micro)]
    rows = [
        (NAMES[name], str(count.gold), str(count.predicted), str(count.right), *_shares(count), within[name])
        for name, count in counted
    ]
    rows.append((NAMES["macro"], "", "", "", "", "", f"{score.macro_f1:.3f}", within["macro"]))
    heads = ("records", "gold", "predicted", "right", "precision", "recall", "F1", "95 % of draws")
    return Section("Records", heads, tuple(rows))


def _characters(score: Score) -> Section:
    rows = [(NAMES[kind], *_shares(count)) for kind, count in score.characters.items() if count.gold or count.predicted]
    return Section("Evidence", ("characters of evidence", "precision", "recall", "F1"), tuple(rows))


def _fields(score: Score) -> Section:
    rows = [
        (f"{NAMES[kind]}: {name}", *_share(share))
        for kind, shares in score.fields.items()
        for name, share in shares.items()
    ]
    return Section("Fields", ("field, on right records", "agree", "of", "share"), tuple(rows))


def _share(share: Share) -> tuple[str, str, str]:
    return str(share.part), str(share.whole), _NONE if share.share is None else f"{share.share:.3f}"


def _languages(score: Score) -> Section:
    parts = score.languages
    rows = [_one(language, part) for language, part in parts.items() if len(parts) > 1]
    return Section("Languages", ("language", *_PART), tuple(rows))


_PART = ("articles", "statements F1", "movements F1", "initiatives F1", "macro-F1", "answered tokens a right record")


def _one(name: str, part: Score) -> tuple[str, ...]:
    """A score in one row."""
    each = part.tokens_a_right_record
    measured = [f"{count.f1:.3f}" if count.gold or count.predicted else _NONE for count in part.types.values()]
    return (name, str(len(part.compared)), *measured, f"{part.macro_f1:.3f}", _NONE if each is None else f"{each:.1f}")


def _reliability(score: Score) -> Section:
    rows = [
        (f"{one.low:.1f} to {one.high:.1f}", str(one.records), f"{one.confidence:.3f}", f"{one.right:.3f}",
         "#" * round(20 * one.right))
        for one in reliability(score.estimates)
    ]  # fmt: skip
    return Section("Confidence", ("confidence", "records", "mean", "right", "plot"), tuple(rows))


def _faults(score: Score) -> Section:
    rows = [(FAULTS[fault], str(many)) for fault, many in score.faults.items() if many]
    return Section("Inventions", ("predicted records with", "records"), tuple(rows))


def _articles(score: Score) -> Section:
    rows = [_one(item.article.id, Score((item,)))[:1] + _one("", Score((item,)))[2:] for item in score.compared]
    return Section("Articles", ("article", *_PART[1:]), tuple(rows) if len(rows) > 1 else ())


def listed(score: Score) -> Iterator[tuple[str, Line]]:
    """Every record that is not right in all its fields, with the id of its article."""
    for item in score.compared:
        yield from ((item.article.id, line) for line in item.lines if line.verdict != "right")
