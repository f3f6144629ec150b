"""A score as one HTML page that needs nothing else: figures, reliability, and every record beside its gold."""

from collections.abc import Sequence
from functools import cache
from importlib import resources

from jinja2 import Environment, StrictUndefined, Template

from syriaevents.evaluate.calibration import Bin, reliability
from syriaevents.evaluate.comparing import VERDICTS
from syriaevents.evaluate.scoring import Score
from syriaevents.evaluate.sections import differing, facts, sections, told
from syriaevents.schema.visible import visible

_SIDE = 240
"""Pixels of the plot."""


def as_page(score: Score, against: Score | None = None) -> str:
    """The page. Whatever texts and names hold is escaped, and shown without invisible characters."""
    articles = [
        {
            "id": visible(item.article.id),
            "title": visible(item.article.title or ""),
            "wrong": sum(line.verdict != "right" for line in item.lines),
            "lines": [
                {
                    "verdict": line.verdict,
                    "type": line.type.replace("_", " "),
                    "text": visible(line.evidence),
                    "gold": visible(told(line.gold)),
                    "found": visible(told(line.found)),
                    "fields": differing(line),
                }
                for line in item.lines
            ],
        }
        for item in score.compared
    ]
    return _template().render(
        sections=[(section.title, section.heads, [map(visible, row) for row in section.rows])
                  for section in sections(score, against)],
        facts=map(visible, facts(score)),
        points=_points(reliability(score.estimates)),
        side=_SIDE,
        articles=articles,
        verdicts=VERDICTS,
    )  # fmt: skip


def _points(bins: Sequence[Bin]) -> list[dict[str, float]]:
    """Where the bins stand in the plot, and how large: by the number of their records."""
    most = max((one.records for one in bins), default=1)
    return [
        {
            "x": round(_SIDE * one.confidence, 1),
            "y": round(_SIDE * (1 - one.right), 1),
            "r": round(3 + 7 * (one.records / most) ** 0.5, 1),
        }
        for one in bins
    ]


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(resources.files(__package__).joinpath("data", "score.html").read_text("utf-8"))
