"""How many gold place names of ``event_location`` resolve to coordinates in the right country, and what is invented.

Run from the project's folder: ``python benchmarks/resolve_places.py [FOLDER OF THE DATA]``. Three questions:

1. Of the gold places (event_location, all in or around Syria), how many get coordinates inside the right country:
   from the name alone, and with the sentence as context? Wrong and unresolved ones are listed.
2. Of names that are no places (re3d Person and Organisation mentions, capitalised words of the same sentences that are
   not gold places), how many get one?
3. Is the governorate right (FA-KES, one location an article)?
"""

import csv
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from syriaevents.resolve.places import find_place_mentions, load_gazetteer, resolve_places
from syriaevents.schema import Place

# Rough boxes: south, north, west, east. Gold places of event_location outside Syria are named below.
BOXES = {"SY": (32.2, 37.4, 35.5, 42.5), "TR": (35.7, 42.3, 25.6, 45.0), "LB": (33.0, 34.8, 35.0, 36.8)}
COUNTRY = {"Gaziantep": "TR", "Halba": "LB"}
SURE = 0.5  # re3d: less confident mentions are noise the crowd rejected
GOVERNORATES = {"hasakeh": "Hasakah", "deir ezzor": "Deir ez-Zor", "damascus": "Damascus"}


def gold(data: Path) -> Iterator[tuple[str, str]]:
    """Place name and sentence."""
    with (data / "event_location" / "dev.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            for span in record["spans"]:
                if span["label"] == "LOCATION":
                    yield span["text"].strip(), record["text"]


def verdict(name: str, place: Place) -> str:
    """right, wrong or open."""
    country = COUNTRY.get(name, "SY")
    if place.lat is None or place.lon is None:
        return "open"
    south, north, west, east = BOXES[country]
    inside = south <= place.lat <= north and west <= place.lon <= east
    return "right" if place.country == country and inside else "wrong"


def gold_places(data: Path) -> None:
    """Question 1."""
    gazetteer = load_gazetteer()
    records = list(gold(data))
    for label, with_text in (("name alone", False), ("with the sentence", True)):
        found = Counter[str]()
        own = Counter[str]()
        rest = []
        for name, sentence in records:
            place = resolve_places([name], gazetteer, text=sentence if with_text else "")[0]
            outcome = verdict(name, place)
            found[outcome] += 1
            if outcome == "right":
                own["near (placed by the sentence)" if place.near else f"precision {place.precision}"] += 1
            else:
                rest.append((outcome, name, place.name, place.country, place.candidates))
        total = len(records)
        print(
            f"{label}: {found['right']}/{total} = {found['right'] / total:.1%} right, "
            f"{found['wrong']} wrong, {found['open']} open"
        )
        print("  ", dict(sorted(own.items())))
        for line in sorted(rest, key=str):
            print("  ", *line)


def not_places(data: Path) -> None:
    """Question 2."""
    gazetteer = load_gazetteer()
    names = []
    for path in sorted((data / "re3d").glob("*/entities.json")):
        for line in path.read_text(encoding="utf-8").splitlines():
            mention = json.loads(line)
            if mention["confidence"] >= SURE and mention["type"] in {"Person", "Organisation"}:
                names.append(mention["value"])
    taken = Counter(n for n in names if resolve_places([n], gazetteer)[0].name)
    print(f"re3d persons and organisations: {sum(taken.values())} of {len(names)} taken for a place")
    print("  ", taken.most_common(60))
    outside = Counter[str]()
    for name, sentence in dict.fromkeys(gold(data)):
        golden = {n for n, s in gold(data) if s == sentence}
        for word in sentence.split():
            bare = word.strip(".,;:()[]\"'“”’")
            if (
                bare[:1].isupper()
                and not any(bare in g for g in golden)
                and resolve_places([bare], gazetteer, text=sentence)[0].name
            ):
                outside[bare] += 1
        del name
    print("capitalised words outside the gold span taken for a place (to be read: most are places)")
    print("  ", outside.most_common(200))


def governorates(data: Path) -> None:
    """Question 3: the most named governorate of an article against FA-KES's location."""
    gazetteer = load_gazetteer()
    right = total = 0
    with (data / "fa_kes" / "dev.csv").open(encoding="utf-8", errors="replace") as lines:
        for row in csv.DictReader(lines):
            text = f"{row['article_title']}. {row['article_content']}"
            names = [name for _, _, name in find_place_mentions(text, gazetteer)]
            found = Counter(
                p.admin1 for p in resolve_places(names, gazetteer, text=text) if p.admin1 and p.country == "SY"
            )
            wanted = GOVERNORATES.get(row["location"].lower(), row["location"].title())
            got = found.most_common(1)[0][0] if found else None
            right += got == wanted or (got == "Rif Dimashq" and wanted == "Damascus")
            total += 1
    print(f"FA-KES: the most named governorate is the article's in {right}/{total}")


def main() -> None:
    """Print all three."""
    data = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[2] / "shared" / "data")
    begin = time.perf_counter()
    load_gazetteer()
    print(f"loading: {(time.perf_counter() - begin) * 1e3:.0f} ms")
    gold_places(data)
    not_places(data)
    governorates(data)
    records = list(gold(data))
    begin = time.process_time()
    for name, sentence in records:
        resolve_places([name], load_gazetteer(), text=sentence)
    print(
        f"speed: {(time.process_time() - begin) / len(records) * 1e3:.2f} ms of processor time "
        "a mention with its sentence"
    )


if __name__ == "__main__":
    main()
