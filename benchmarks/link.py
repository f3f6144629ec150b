"""Linking: how right it is on the written happenings, and how its cost grows.

    python benchmarks/link.py                      # the examples, then 10,000 to 100,000 synthetic records
    python benchmarks/link.py --sizes 10000        # fewer
    python benchmarks/link.py --pred FILE.jsonl    # the examples' articles with records that a model gave

Synthetic articles are made of random words; of their happenings a third is told in one article, the others in up to
six, with other numbers, dates that are told or not, and names that are known or not. Time is that of reading the JSON
Lines and linking, on one core, in a process of its own; memory is the largest that the process had.
"""

import argparse
import datetime as dt
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).parents[1] / "examples" / "events"
SIZES = (10_000, 30_000, 100_000)
_DAYS = 730
_WORDS = 4000
_ACTIONS = "airstrike shelling attack capture withdraw deploy clash drone_strike detain".split()
_TALKS = "meet negotiate agree offer visit mediate".split()
_ACTS = "report accuse condemn demand warn deny announce".split()


def main() -> None:
    """Print what was asked for."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    options.add_argument("--pred", type=Path)
    options.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.one:
        print(json.dumps(measured(chosen.one)))
        return
    print_examples(chosen.pred)
    if chosen.sizes and not chosen.pred:
        print_growth(chosen.sizes)


# -- how right ---------------------------------------------------------------------------------------------------------


def print_examples(pred: Path | None) -> None:
    """B-cubed, planted disagreements and near-twins of the written happenings."""
    from syriaevents.evaluate.happenings import judge, load_happenings
    from syriaevents.link.linking import link
    from syriaevents.store.results import read_results

    given = tuple(read_results(pred)) if pred else ()
    for folder in (EXAMPLES, EXAMPLES / "later"):
        happenings = load_happenings(folder)
        ids = {article.id for article in happenings.articles}
        results = tuple(result for result in given if result.article.id in ids) if pred else happenings.results
        verdict = judge(happenings, results, tuple(link(results)))
        score = verdict.score
        print(f"{folder.name}: {len(results)} articles, {score.items} records judged of {verdict.records}")
        print(f"  B-cubed precision {score.precision:.3f}, recall {score.recall:.3f}, F1 {score.f1:.3f}")
        print(f"  planted disagreements found: {len(verdict.found)} of {len(happenings.planted)}")
        for missed in verdict.missed:
            print(f"    missed: {missed.event}, {missed.field}: {' / '.join(missed.values)}")
        print(f"  near-twins merged: {len(verdict.merged)} of {len(happenings.apart)}")
        print(f"  copies taken for one source: {verdict.copies} of {len(happenings.copies)}")


# -- how fast ----------------------------------------------------------------------------------------------------------


def print_growth(sizes: list[int]) -> None:
    """Seconds and memory for each number of records, and how seconds grow from one to the next."""
    print("\n  records articles   events  seconds  records/s  growth      MB  B-cubed F1")
    before: tuple[int, float] | None = None
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            path = Path(folder) / f"{size}.jsonl"
            articles = write_synthetic(path, size)
            run = subprocess.run(
                [sys.executable, __file__, "--one", str(path)], check=True, capture_output=True, text=True
            )
            told = json.loads(run.stdout)
            growth = f"{told['seconds'] / before[1] / (size / before[0]):.2f}" if before else "-"
            print(
                f"{size:9,} {articles:8,} {told['events']:8,} {told['seconds']:8.1f} {size / told['seconds']:10,.0f} "
                f"{growth:>7} {told['megabytes']:7.0f} {told['f1']:11.3f}",
                flush=True,
            )
            before = size, told["seconds"]
    print("growth: seconds a record against the size before; 1 is linear")


def measured(path: Path) -> dict[str, float]:
    """Link one file; record ids tell their happening."""
    from syriaevents.evaluate.bcubed import b_cubed
    from syriaevents.link.linking import link
    from syriaevents.store.results import read_results

    started = time.process_time()
    found = {(one.article_id, one.record_id): event.id for event in link(read_results(path)) for one in event.members}
    seconds = time.process_time() - started
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    gold = {key: key[1].rpartition("-")[0] for key in found}
    return {
        "seconds": seconds, "megabytes": megabytes, "events": len(set(found.values())), "f1": b_cubed(gold, found).f1,
    }  # fmt: skip


# -- synthetic articles ------------------------------------------------------------------------------------------------


def write_synthetic(path: Path, records: int) -> int:
    """Write articles with so many records altogether; return how many articles."""
    chance = random.Random(records)
    words = ["".join(chance.choices("abdefghiklmnorstuwz", k=chance.randint(3, 9))) for _ in range(_WORDS)]
    told: list[tuple[int, str, dict[str, Any]]] = []
    number = 0
    while len(told) < records:
        number += 1
        told += list(tellings(f"h{number}", chance, words))[: records - len(told)]
    chance.shuffle(told)
    told.sort(key=lambda one: one[0])  # by day; what one happening's articles tell else is of other happenings
    articles = 0
    with path.open("w", encoding="utf-8") as lines:
        while told:
            day, some = told[0][0], [told.pop() for _ in range(min(len(told), chance.randint(1, 5)))]
            day = max(one[0] for one in some)
            articles += 1
            lines.write(f"{json.dumps(article(f'a{articles}', day, some, chance, words))}\n")
    return articles


def tellings(name: str, chance: random.Random, words: list[str]) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """One happening as it is told by one to six articles: day of publication, list, record."""
    kind = chance.choices(("statements", "military_movements", "diplomatic_initiatives"), (5, 4, 1))[0]
    day, who, whom = chance.randrange(_DAYS), somebody(chance, words), somebody(chance, words)
    place, killed = chance.choice(places()), chance.randrange(1, 60)
    said = chance.choices(words, k=chance.randint(8, 20))
    action = chance.choice({"statements": _ACTS, "military_movements": _ACTIONS}.get(kind, _TALKS))
    for copy in range(chance.choice((1, 1, 2, 3, 4, 6))):
        spoken = [word for word in said if chance.random() > 0.1]
        date = day_of(day) if chance.random() < 0.7 else None
        text = " ".join((*chance.choices(words, k=6), *spoken))
        record: dict[str, Any] = {"id": f"{name}-{copy}", "date": date, "text": text}
        if kind == "statements":
            record |= {"speaker": who, "act": action, "quotes": [" ".join(spoken)] if chance.random() < 0.6 else []}
        elif kind == "military_movements":
            number = killed if chance.random() < 0.8 else killed * 2
            record |= {"actor": who, "target": whom, "action": action, "place": place, "killed": number}
        else:
            record |= {"initiators": [who], "counterparts": [whom], "action": action, "place": place}
        yield day + chance.choice((0, 0, 1)), kind, record


def somebody(chance: random.Random, words: list[str]) -> str:
    """An actor: known to the library, or a name of the articles' own."""
    if chance.random() < 0.6:
        return chance.choice(actors())
    return f"local:{chance.choice(words)} {chance.choice(words)}"


def article(
    key: str, day: int, told: list[tuple[int, str, dict[str, Any]]], chance: random.Random, words: list[str]
) -> dict[str, Any]:
    """An Extraction's JSON for some records, their sentences in a row."""
    lists: dict[str, list[Any]] = {"statements": [], "military_movements": [], "diplomatic_initiatives": []}
    named: dict[str, str] = {}
    text = ""
    for number, (_, kind, record) in enumerate(told, 1):
        start = len(text)
        text += f"{record.pop('text')}. "
        span = {"sentence": number, "start": start, "end": len(text) - 1, "text": text[start:-1]}
        for quote in record.pop("quotes", []):
            at = text.index(quote, start)
            record["quotes"] = [{"sentence": number, "start": at, "end": at + len(quote), "text": quote}]
        if "killed" in record:
            killed = record.pop("killed")
            record["casualties"] = {"killed": {"low": killed, "best": killed, "high": killed}}
        for role in ("speaker", "actor", "target"):
            if role in record:
                record[role] = ref(record[role], named)
        for role in ("initiators", "counterparts"):
            if role in record:
                record[role] = [ref(one, named) for one in record[role]]
        lists[kind].append(
            {**record, "evidence": [span], **({"status": "completed"} if "initiators" in record else {})}
        )
    text += " ".join(chance.choices(words, k=100))
    return {
        "article": {
            "id": key, "source": f"Outlet {chance.choice(words[:80])}", "published": str(date_of(day)),
            "language": "en", "text": text,
        },
        "actors": [{"id": id, "name": name} for id, name in named.items()],
        **lists,
        "meta": {"model": "synthetic", "prompt_version": "none"},
    }  # fmt: skip


def ref(actor: str, named: dict[str, str]) -> dict[str, str]:
    """A reference to an actor, who is noted as one of the article's."""
    name = actor.removeprefix("local:").title()
    named[actor.replace(" ", "-")] = name
    return {"mention": name, "actor_id": actor.replace(" ", "-")}


def date_of(day: int) -> dt.date:
    """A day of the synthetic years."""
    return dt.date(2023, 1, 1) + dt.timedelta(days=day)


def day_of(day: int) -> dict[str, Any]:
    """A date as records have it."""
    return {"mention": "that day", "start": str(date_of(day)), "end": str(date_of(day)), "precision": 1}


def places() -> list[dict[str, Any]]:
    """Known places of Syria."""
    if not _PLACES:
        from syriaevents.resolve.gazetteer import load_gazetteer

        _PLACES.extend(
            {
                "mention": entry.name, "name": entry.name, "geonames_id": entry.geonames_id, "lat": entry.lat,
                "lon": entry.lon, "admin1": entry.admin1, "country": entry.country, "precision": entry.precision,
            }
            for entry in load_gazetteer().entries
            if entry.country == "SY" and entry.geonames_id and entry.precision == 1
        )  # fmt: skip
    return _PLACES


def actors() -> list[str]:
    """Ids of known actors."""
    if not _ACTORS:
        from syriaevents.resolve.actor_table import load_actors

        _ACTORS.extend(sorted(load_actors().entries)[:300])
    return _ACTORS


_PLACES: list[dict[str, Any]] = []
_ACTORS: list[str] = []

if __name__ == "__main__":
    main()
