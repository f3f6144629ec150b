"""What everything that is not the model costs: ``python benchmarks/pure.py [--rounds 20] [--fa-kes FILE.csv]``.

Articles go the whole way, from their text to the JSON line of their records, with answers that are ready before the
clock starts, so that what is left is this library: sentences, quotations, cues, windows and messages, reading the
answer, grounding, resolving, the result. Two ways of asking (a strong model is given the whole article, a small one
sentence by sentence) over two sets of articles:

- the example articles, answered with their gold, every field of it
- FA-KES (``--fa-kes``: a table with ``article_content`` and ``date``), answered with what the words of each sentence
  make possible, by whoever the sentence names first

Every sentence is marked anew in every round, so that no article is met twice and caches over words
and names hold what a run over many articles makes them hold. The first round warms up and is not counted. Figures are
processor time of one core; the stages are measured one after the other by themselves, ``whole way`` by the recipe.
``--profile`` prints where the time of the whole way goes.
"""

import argparse
import asyncio
import cProfile
import csv
import json
import pstats
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from syriaevents.engines.llm import SMALL, STRONG, Ability, Reply
from syriaevents.evaluate.claims import Claim
from syriaevents.evaluate.gold import load_gold
from syriaevents.evaluate.report import columns
from syriaevents.extract import extract_article
from syriaevents.grounding.attribution import named_speakers
from syriaevents.grounding.records import ground
from syriaevents.prompting.answers import WindowAnswer, answer_model
from syriaevents.prompting.cues import cues
from syriaevents.prompting.drafts import INITIATIVE, KINDS, MOVEMENT, STATEMENT, Draft
from syriaevents.prompting.prompts import Message, brief_messages, whole_messages
from syriaevents.prompting.windows import Window, brief_windows, whole_windows
from syriaevents.reading.articles import detect_language
from syriaevents.reading.quotes import find_quotes
from syriaevents.reading.sentences import split
from syriaevents.reading.source import Source
from syriaevents.resolving import casting, dating, placing, records
from syriaevents.schema import Article, Extraction, Meta, Usage

HERE = Path(__file__).resolve().parent
GOLD = HERE.parent / "examples/gold"
_FULL_STOP = re.compile(r"(?<=[^\W\d_]{3})\.(?=\s)")
_NAME = re.compile(r"(?:[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3})")


@dataclass(frozen=True, slots=True)
class Task:
    """One article with the answer that each of its windows gets."""

    article: Article
    answers: tuple[tuple[Window, str], ...]


@dataclass(slots=True)
class Ready:
    """A model whose answers are ready: the next window's each time."""

    ability: Ability
    answers: Iterator[str] = field(default_factory=lambda: iter(()))
    name: str = "ready"

    async def ask(self, messages: Sequence[Message], response_model: type[WindowAnswer]) -> Reply[WindowAnswer]:
        """The next answer, as a client reads it; nothing where the recipe asks once more than there are windows."""
        assert messages
        return Reply(response_model.model_validate_json(next(self.answers, "{}")), None, Usage(requests=1))

    async def close(self) -> None:
        """Nothing to give back."""


# -- articles and answers ----------------------------------------------------------------------------------


def marked(text: str, number: int) -> str:
    """The text with a number in letters behind every full stop, so that no sentence is met twice."""
    mark = "".join(chr(ord("a") + int(digit)) for digit in f"{number:04d}")
    return _FULL_STOP.sub(f" (q{mark}).", text)


def gold_rows(claims: Sequence[Claim], source: Source) -> list[dict[str, Any]]:
    """The claims of an article as an answer's records, with the article's sentence numbers."""
    rows = []
    for claim in claims:
        kind = next(kind for kind in KINDS if kind.type == claim.type)
        who = next((name for name in claim.who if name in claim.text), claim.who[0])
        names = {"addressee": "to", "place": "where", "counterparts": "towards"}
        row: dict[str, Any] = {"kind": kind.key, "sentence": source.sentence_at(claim.spans[0][0]).number}
        for name, accepted in claim.fields.items():
            value = accepted[0] if accepted else None
            value = value[0] if isinstance(value, tuple) and value else value
            target = names.get(name, name)
            if value and target in kind.draft.model_fields:
                row[target] = [value] if target == "towards" else value
        row["who"] = [who] if kind is INITIATIVE else who
        rows.append(row)
    return rows


def cue_rows(source: Source) -> list[dict[str, Any]]:
    """What the words of each sentence make possible, one record of a type, by whoever it names first."""
    rows: list[dict[str, Any]] = []
    for sentence in source.sentences:
        outside, inside = source.unquoted(sentence)
        seen = cues(outside, inside)
        names = [*named_speakers(outside), *_NAME.findall(sentence.text)]
        if not names or sentence.boilerplate:
            continue
        base = {"sentence": sentence.number, "who": names[0]}
        if seen.acts:
            act = next(iter(sorted(seen.acts - {"neutral"})), "comment")
            rows.append({"kind": STATEMENT.key, **base, "act": act})
        if seen.military:
            row = {"kind": MOVEMENT.key, **base, "action": min(seen.military), "where": names[-1]}
            rows.append(row | ({"target": names[1]} if len(names) > 2 else {}))
        if seen.diplomatic:
            row = {"kind": INITIATIVE.key, **base, "who": [names[0]], "action": min(seen.diplomatic)}
            rows.append(row | {"status": "ongoing", "towards": [names[-1]]})
    return rows


def answered(windows: Sequence[Window], rows: Sequence[dict[str, Any]]) -> tuple[tuple[Window, str], ...]:
    """Each window with its answer."""
    answers = []
    for window in windows:
        numbers = [sentence.number for sentence in window.sentences]
        answer: dict[str, list[dict[str, Any]]] = {kind.key: [] for kind in KINDS}
        for row in rows:
            if row["sentence"] in numbers:
                record = {name: value for name, value in row.items() if name != "kind"}
                answer[row["kind"]].append(record | {"sentence": numbers.index(row["sentence"]) + 1})
        answers.append((window, json.dumps(answer, ensure_ascii=False)))
    return tuple(answers)


def _windows(source: Source, ability: Ability) -> list[Window]:
    return list(brief_windows(source) if ability.brief else whole_windows(source, ability.window))


def example_tasks(ability: Ability, rounds: int) -> list[list[Task]]:
    """The example articles, so many times, each time marked anew."""
    tasks = []
    for number in range(rounds):
        tasks.append([])
        for gold in load_gold(GOLD):
            rows = gold_rows(gold.claims, Source.of(gold.article))
            article = gold.article.model_copy(update={"text": marked(gold.article.text, number)})
            tasks[-1].append(Task(article, answered(_windows(Source.of(article), ability), rows)))
    return tasks


def table_tasks(path: Path, ability: Ability, number: int) -> list[Task]:
    """The articles of a table, marked by this number."""
    tasks = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            article = Article(text=marked(row["article_content"], number), language="en")
            source = Source.of(article)
            tasks.append(Task(article, answered(_windows(source, ability), cue_rows(source))))
    return tasks


# -- the stages ----------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Clock:
    """Seconds of processor time by stage; a stage inside another counts for itself alone."""

    seconds: dict[str, float] = field(default_factory=dict)
    inner: list[float] = field(default_factory=list)

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, its time added to a stage."""

        def run(*arguments: Any, **options: Any) -> Any:
            self.inner.append(0.0)
            started = time.process_time()
            try:
                return function(*arguments, **options)
            finally:
                spent = time.process_time() - started
                self.seconds[stage] = self.seconds.get(stage, 0.0) + spent - self.inner.pop()
                if self.inner:
                    self.inner[-1] += spent

        return run


STAGES = (
    "language", "sentences", "quotations", "windows, messages", "reading answers", "grounding",
    "actors", "places", "dates", "rest of resolving", "result, JSON",
)  # fmt: skip

RESOLVING = (
    (casting, "resolve_actors", "actors"),
    (casting, "is_no_actor", "places"),
    (placing, "resolve_places", "places"),
    (placing, "find_place_mentions", "places"),
    (placing, "find_route", "places"),
    (dating, "find_dates", "dates"),
    (records, "anchor_of", "dates"),
)
"""What resolving calls for its stages: where the name is looked up, and the stage it counts for."""


def stages(clock: Clock, tasks: Sequence[Task], ability: Ability) -> None:
    """Every stage of every article, by itself."""
    timed = clock.timed
    for task in tasks:
        article = task.article
        timed("language", detect_language)(article.text)
        sentences = timed("sentences", split)(article.text, article.language)
        quotes = timed("quotations", find_quotes)(article.text, article.language)
        source = Source(article.text, sentences, quotes)
        timed("windows, messages", _asked)(source, ability, article.language)
        drafts = timed("reading answers", _read)(task)
        grounded = timed("grounding", ground)(source, drafts, plain=ability.brief)
        resolved = timed("rest of resolving", records.resolve)(article, source, grounded)
        timed("result, JSON", _json)(article, grounded, resolved)


def _asked(source: Source, ability: Ability, language: str | None) -> None:
    for window in _windows(source, ability):
        texts = [sentence.text for sentence in window.sentences]
        json.dumps(brief_messages(texts[0], language) if ability.brief else whole_messages(texts))
        answer_model(window.request).model_json_schema()


def _read(task: Task) -> list[Draft]:
    drafts: list[Draft] = []
    for window, answer in task.answers:
        numbers = [sentence.number for sentence in window.sentences]
        read = answer_model(window.request).model_validate_json(answer).read().drafts
        drafts += (draft.model_copy(update={"sentence": numbers[draft.sentence - 1]}) for draft in read)
    return drafts


def _json(article: Article, grounded: Any, resolved: Any) -> str:
    return Extraction(
        article=article, actors=resolved.actors, statements=resolved.statements,
        military_movements=resolved.movements, diplomatic_initiatives=resolved.initiatives,
        rejected=(*grounded.rejected, *resolved.rejected),
        meta=Meta(model="m", prompt_version="1", usage=Usage(), seconds=0.0, uncovered=grounded.uncovered),
    ).model_dump_json()  # fmt: skip


def whole_way(tasks: Sequence[Task], ability: Ability) -> int:
    """The recipe itself; records found."""

    async def run() -> int:
        model, found = Ready(ability), 0
        for task in tasks:
            model.answers = iter([answer for _, answer in task.answers])
            result = await extract_article(task.article, model)
            found += len(result.statements) + len(result.military_movements) + len(result.diplomatic_initiatives)
            result.model_dump_json()
        return found

    return asyncio.run(run())


def measure(rounds: Sequence[Sequence[Task]], ability: Ability) -> dict[str, float]:
    """Milliseconds an article, by stage and in all: the first round warms up, half of the others for each."""
    half = len(rounds) // 2
    warm, tasks, again = (
        [task for one in some for task in one] for some in (rounds[:1], rounds[1 : half + 1], rounds[half + 1 :])
    )
    whole_way(warm, ability)
    stages(Clock(), warm, ability)
    started = time.process_time()
    found = whole_way(tasks, ability)
    figures = {"whole way": time.process_time() - started}
    clock = Clock()
    originals = [(module, name, getattr(module, name), stage) for module, name, stage in RESOLVING]
    for module, name, original, stage in originals:
        setattr(module, name, clock.timed(stage, original))
    try:
        stages(clock, again, ability)
    finally:
        for module, name, original, _ in originals:
            setattr(module, name, original)
    figures = {**{stage: clock.seconds.get(stage, 0.0) for stage in STAGES}, **figures}
    return {
        **{stage: seconds * 1000 / len(again) for stage, seconds in figures.items()},
        "articles/s a core": len(tasks) / figures["whole way"],
        "records an article": found / len(tasks),
    }


def main() -> None:
    """Read the options; measure or profile."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=10, help="how often the articles are gone through")
    parser.add_argument("--fa-kes", type=Path, metavar="FILE.csv")
    parser.add_argument("--profile", choices=("strong", "small"), help="profile this way of asking instead")
    chosen = parser.parse_args()
    sources: dict[str, Callable[[Ability, int], list[list[Task]]]] = {"examples": example_tasks}
    if chosen.fa_kes:
        sources["FA-KES"] = lambda ability, rounds: [
            table_tasks(chosen.fa_kes, ability, number) for number in range(min(rounds, 5))
        ]
    abilities = {"strong": STRONG, "small": SMALL}
    if chosen.profile:
        ability = abilities[chosen.profile]
        warm, *rounds = list(sources.values())[-1](ability, 3)
        whole_way(warm, ability)
        with cProfile.Profile(time.process_time) as profile:
            whole_way([task for one in rounds for task in one], ability)
        pstats.Stats(profile).sort_stats("tottime").print_stats(45).sort_stats("cumtime").print_stats(70)
        return
    figures = {
        f"{source}, {name}": measure(tasks(ability, 2 * chosen.rounds + 1), ability)
        for name, ability in abilities.items()
        for source, tasks in sources.items()
    }
    names = list(next(iter(figures.values())))
    rows = [("ms an article", *figures), *((name, *(f"{row[name]:.2f}" for row in figures.values())) for name in names)]
    print(columns(rows))


if __name__ == "__main__":
    main()
