"""How good predictions are: gold records against predicted ones, matched one to one.

A predicted record is right when it is paired with a gold record of its type whose
evidence it shares (at least half of the shorter of the two, in characters) and whose speaker, actor or
any initiator it names. Of all ways to pair, the one with the most pairs counts, and among those the one
in which most acts or actions agree.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from syriaevents.evaluate.claims import FIELDS, Claim, claims_of, compare, match
from syriaevents.evaluate.gold import Gold, load_gold, load_predictions
from syriaevents.schema import Extraction, RecordType

__all__ = ["Count", "Gold", "Mistake", "Prediction", "Score", "Share", "load_gold", "load_predictions", "score"]


@dataclass(frozen=True, slots=True)
class Prediction:
    """One article's predicted records, from whichever program, and the tokens they cost."""

    article_id: str
    claims: tuple[Claim, ...]
    completion_tokens: int = 0

    @classmethod
    def of(cls, result: Extraction) -> "Prediction":
        """The records of this library's own output."""
        claims = claims_of(result.model_dump(mode="json"), result.article.text)
        return cls(result.article.id, claims, result.meta.usage.completion_tokens)


@dataclass(frozen=True, slots=True)
class Count:
    """Records of gold, records predicted, and how many are both."""

    gold: int = 0
    predicted: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        """Share of the predicted records that are right; 0 where there are none."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold records that were found; 0 where there are none."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        return 2 * self.right / (self.gold + self.predicted) if self.right else 0.0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.gold + other.gold, self.predicted + other.predicted, self.right + other.right)

    def to_dict(self) -> dict[str, float]:
        """As JSON, shares included."""
        return {**asdict(self), "precision": self.precision, "recall": self.recall, "f1": self.f1}


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int = 0
    whole: int = 0

    @property
    def share(self) -> float | None:
        """Between 0 and 1; None where there is nothing to share."""
        return self.part / self.whole if self.whole else None

    def to_dict(self) -> dict[str, float | None]:
        """As JSON, the share included."""
        return {**asdict(self), "share": self.share}


@dataclass(frozen=True, slots=True)
class Mistake:
    """A record that only one side has."""

    kind: Literal["missed", "false"]
    article_id: str
    type: RecordType
    who: tuple[str, ...]
    action: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Score:
    """What came of comparing; shares and F1 lie between 0 and 1."""

    articles: int
    """Gold articles compared."""
    unanswered: tuple[str, ...]
    """Ids of gold articles without a prediction: all their records count as missed."""
    types: Mapping[RecordType, Count]
    fields: Mapping[RecordType, Mapping[str, Share]]
    """For each field that gold gives on a matched record: how often the prediction agrees."""
    verbatim: Share
    """Predicted records whose evidence stands in the article word for word."""
    completion_tokens: int
    mistakes: tuple[Mistake, ...]

    @property
    def micro(self) -> Count:
        """All record types as one."""
        return sum(self.types.values(), Count())

    @property
    def macro_f1(self) -> float:
        """Mean F1 over the record types that either side has."""
        met = [count.f1 for count in self.types.values() if count.gold or count.predicted]
        return sum(met) / len(met) if met else 0.0

    @property
    def tokens_a_right_record(self) -> float | None:
        """Output tokens spent for each right record; None where none is right."""
        return self.completion_tokens / self.micro.right if self.micro.right else None

    def to_dict(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "articles": self.articles,
            "unanswered": list(self.unanswered),
            "types": {kind: count.to_dict() for kind, count in self.types.items()},
            "micro": self.micro.to_dict(),
            "macro_f1": self.macro_f1,
            "fields": {
                kind: {name: share.to_dict() for name, share in shares.items()} for kind, shares in self.fields.items()
            },
            "verbatim": self.verbatim.to_dict(),
            "completion_tokens": self.completion_tokens,
            "tokens_a_right_record": self.tokens_a_right_record,
            "mistakes": [asdict(mistake) for mistake in self.mistakes],
        }


def score(gold: Iterable[Gold], predictions: Iterable[Extraction | Prediction]) -> Score:
    """Compare. Articles go together by id, where a prediction's text is that of the gold by their text.

    Predictions for other articles are left aside; of several for one article the last counts.
    """
    gold = tuple(gold)
    ids = {item.article.text: item.article.id for item in gold}
    given: dict[str, Prediction] = {}
    for item in predictions:
        one = Prediction.of(item) if isinstance(item, Extraction) else item
        key = ids.get(item.article.text, "") if isinstance(item, Extraction) else one.article_id
        given[key] = one
    return _scored(gold, given)


def _scored(gold: Sequence[Gold], given: Mapping[str, Prediction]) -> Score:
    counts = dict.fromkeys(FIELDS, Count())
    fields: dict[RecordType, dict[str, list[bool]]] = {kind: {} for kind in FIELDS}
    mistakes: list[Mistake] = []
    verbatim: list[bool] = []
    for item in gold:
        answer = given.get(item.article.id, Prediction(item.article.id, ()))
        verbatim += [claim.verbatim for claim in answer.claims]
        for kind in FIELDS:
            wanted = [claim for claim in item.claims if claim.type == kind]
            found = [claim for claim in answer.claims if claim.type == kind]
            pairs = match(wanted, found)
            counts[kind] += Count(len(wanted), len(found), len(pairs))
            for left, right in pairs:
                for name, agrees in compare(wanted[left], found[right]).items():
                    fields[kind].setdefault(name, []).append(agrees)
            mistakes += _mistakes("missed", item.article.id, wanted, {left for left, _ in pairs})
            mistakes += _mistakes("false", item.article.id, found, {right for _, right in pairs})
    ids = [item.article.id for item in gold]
    return Score(
        articles=len(gold),
        unanswered=tuple(name for name in ids if name not in given),
        types=counts,
        fields={kind: {name: Share(sum(said), len(said)) for name, said in fields[kind].items()} for kind in FIELDS},
        verbatim=Share(sum(verbatim), len(verbatim)),
        completion_tokens=sum(given[name].completion_tokens for name in ids if name in given),
        mistakes=tuple(mistakes),
    )


def _mistakes(
    kind: Literal["missed", "false"], article_id: str, claims: Sequence[Claim], paired: set[int]
) -> list[Mistake]:
    return [
        Mistake(kind, article_id, claim.type, claim.who, claim.action, claim.text)
        for index, claim in enumerate(claims)
        if index not in paired
    ]
