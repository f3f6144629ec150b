"""How good predictions are, over many articles: counts, shares and what they cost."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from syriaevents.evaluate.claims import FIELDS
from syriaevents.evaluate.comparing import Compared, Line, compared
from syriaevents.evaluate.counts import MEASURES, TYPES, Count, Share, macro_f1, micro, totals
from syriaevents.evaluate.gold import Gold
from syriaevents.evaluate.prediction import Prediction
from syriaevents.evaluate.resampling import Difference, Interval, differences, intervals
from syriaevents.evaluate.support import FAULTS, Fault
from syriaevents.schema import Extraction, RecordType, Usage


@dataclass(frozen=True, slots=True)
class Score:
    """What came of comparing; shares and F1 lie between 0 and 1."""

    compared: tuple[Compared, ...]
    """One an article of the gold, in its order."""
    usd: float | None = None
    """What the tokens cost, US dollars; None where that is not known of all."""

    @property
    def unanswered(self) -> tuple[str, ...]:
        """Ids of gold articles without a prediction: all their records count as missed."""
        return tuple(item.article.id for item in self.compared if not item.answered)

    @property
    def lines(self) -> tuple[Line, ...]:
        """All records, side by side."""
        return tuple(line for item in self.compared for line in item.lines)

    @property
    def types(self) -> Mapping[RecordType, Count]:
        """Records by type."""
        return totals(item.records for item in self.compared)

    @property
    def micro(self) -> Count:
        """All record types as one."""
        return micro(self.types)

    @property
    def macro_f1(self) -> float:
        """Mean F1 over the record types that either side has."""
        return macro_f1(self.types)

    @property
    def characters(self) -> Mapping[RecordType, Count]:
        """Characters of evidence by type: how well the places are found, whoever is named."""
        return totals(item.characters for item in self.compared)

    @property
    def fields(self) -> Mapping[RecordType, Mapping[str, Share]]:
        """For each field that gold gives on a matched record: how often the prediction agrees."""
        lines = self.lines
        said = {
            kind: {
                name: Share.of(line.fields[name] for line in lines if line.type == kind and name in line.fields)
                for name in FIELDS[kind]
            }
            for kind in TYPES
        }
        return {kind: {name: share for name, share in said[kind].items() if share.whole} for kind in TYPES}

    @property
    def verbatim(self) -> Share:
        """Predicted records whose evidence stands in the article word for word."""
        return Share.of(line.found.verbatim for line in self.lines if line.found)

    @property
    def unsupported(self) -> Share:
        """Predicted records that their evidence does not support, whatever gold says: the rate of inventions."""
        return Share.of(bool(line.faults) for line in self.lines if line.found)

    @property
    def faults(self) -> Mapping[Fault, int]:
        """How often each thing was amiss."""
        return {fault: sum(fault in line.faults for line in self.lines) for fault in FAULTS}

    @property
    def turned_away(self) -> Share:
        """Of the records that were turned away: those that gold has, and nothing else found."""
        return sum((item.turned_away for item in self.compared), Share())

    @property
    def uncovered(self) -> Share:
        """Of the direct quotations of five words or more: those that stand in no predicted statement's evidence."""
        return sum((item.uncovered for item in self.compared), Share())

    @property
    def usage(self) -> Usage:
        """Tokens and calls."""
        return sum((item.usage for item in self.compared), Usage())

    @property
    def tokens_a_right_record(self) -> float | None:
        """Output tokens spent for each right record; None where none is right."""
        return self.usage.completion_tokens / self.micro.right if self.micro.right else None

    @property
    def usd_a_right_record(self) -> float | None:
        """US dollars for each right record; None where none is right or the cost is not known."""
        return None if self.usd is None or not self.micro.right else self.usd / self.micro.right

    def priced(self, price: Callable[[str, Usage], float | None]) -> "Score":
        """The score with what its tokens cost; ``price`` gives US dollars for a model's tokens, None if unknown."""
        costs = [price(item.model, item.usage) for item in self.compared if item.answered]
        known = [cost for cost in costs if cost is not None]
        return replace(self, usd=sum(known) if len(known) == len(costs) else None)

    @property
    def estimates(self) -> tuple[tuple[float, bool], ...]:
        """The confidence of each predicted record that has one, and whether it is right."""
        return tuple(
            (line.found.confidence, line.right)
            for line in self.lines
            if line.found and line.found.confidence is not None
        )

    @property
    def languages(self) -> Mapping[str, "Score"]:
        """The scores by the articles' languages, where there are several."""
        met = sorted({item.article.language or "–" for item in self.compared})
        return {
            language: Score(tuple(item for item in self.compared if (item.article.language or "–") == language))
            for language in met
        }

    @property
    def intervals(self) -> Mapping[str, Interval]:
        """For each of the measures, where it lies in 95 of 100 draws of as many articles."""
        return intervals([item.records for item in self.compared], MEASURES)

    def differences(self, other: "Score") -> Mapping[str, Difference]:
        """For each of the measures, how much better this score is than another one against the same gold."""
        mine, theirs = ([item.records for item in one.compared] for one in (self, other))
        return differences(mine, theirs, MEASURES)

    def to_dict(self, *, lines: bool = True) -> dict[str, Any]:
        """As JSON; with ``lines`` each article has all its records, gold and predicted side by side."""
        return {
            "articles": len(self.compared),
            "unanswered": list(self.unanswered),
            "types": {kind: count.to_dict() for kind, count in self.types.items()},
            "micro": self.micro.to_dict(),
            "macro_f1": self.macro_f1,
            "f1_intervals": {name: [found.low, found.high] for name, found in self.intervals.items()},
            "characters": {kind: count.to_dict() for kind, count in self.characters.items()},
            "fields": {
                kind: {name: share.to_dict() for name, share in shares.items()} for kind, shares in self.fields.items()
            },
            "verbatim": self.verbatim.to_dict(),
            "unsupported": {**self.unsupported.to_dict(), "because_of": dict(self.faults)},
            "turned_away_though_right": self.turned_away.to_dict(),
            "uncovered_quotations": self.uncovered.to_dict(),
            "usage": self.usage.model_dump(),
            "tokens_a_right_record": self.tokens_a_right_record,
            "usd": self.usd,
            "usd_a_right_record": self.usd_a_right_record,
            "by_article": [item.to_dict(lines=lines) for item in self.compared],
        }


def score(gold: Iterable[Gold], predictions: Iterable[Extraction | Prediction]) -> Score:
    """Compare. Articles go together by id, where a prediction's text is that of the gold by their text.

    Predictions for other articles are left aside; of several for one article the last counts.
    """
    gold = tuple(gold)
    ids = {item.article.text: item.article.id for item in gold}
    given: dict[str, Prediction] = {}
    for item in predictions:
        if isinstance(item, Prediction):
            given[item.article_id] = item
        elif item.article.text in ids:
            given[ids[item.article.text]] = Prediction.of(item)
    return Score(tuple(compared(item, given.get(item.article.id)) for item in gold))
