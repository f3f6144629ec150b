"""How many actors are led to the right entry: re3d (mentions) and PLOVER (countries).

re3d has no dates, so offices resolve only from within the article. A mention *names an actor of the table* when a
word or run of words in it is a name, a country's adjective or an office of the table; pronouns never do. The
sample is for checking by eye: whether a resolution is right cannot be told from the data set.
"""

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from syriaevents.resolve.actor_keys import key_of, words
from syriaevents.resolve.actor_phrases import allowed, named
from syriaevents.resolve.actors import ActorTable, Resolution, country_of, load_actors, resolve_actors

PRONOUNS = frozenset("i we you he she it they me us him her them my our your his its their both others".split())
TYPES = frozenset({"Organisation", "Person", "Nationality"})
ALPHA3 = {"JAP": "JPN"}  # PLOVER's own spelling
NOWHERE = frozenset({"IGO", "NGO", "ISM"})


def re3d(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Text and mentions, in order, of every document; the crowd's confidence is at least 0.5."""
    for part in sorted(folder.iterdir()):
        texts = {row["_id"]: row["text"] for row in map(json.loads, (part / "documents.json").open(encoding="utf-8"))}
        mentions: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        for row in map(json.loads, (part / "entities.json").open(encoding="utf-8")):
            if row["type"] in TYPES and row["confidence"] >= 0.5:
                mentions[row["documentId"]].append((row["begin"], row["value"]))
        for key, text in texts.items():
            yield text, [value for _, value in sorted(mentions[key])]


def names_known(mention: str, table: ActorTable) -> bool:
    """True where some words of the mention are a name, country, people or office of the table."""
    parts = words(mention)
    if len(parts) == 1 and parts[0].key in PRONOUNS and not parts[0].upper:
        return False
    for start in range(len(parts)):
        for end in range(start + 1, len(parts) + 1):
            span = parts[start:end]
            key = key_of(span)
            capital = any(word.capital for word in span)
            known = key in table.owners or key in table.demonyms or key in table.owned or key in table.shorts
            if allowed(span, table) and (named(span, table) or (capital and known)):
                return True
    return False


def measure_re3d(folder: Path, table: ActorTable, sample: int, seed: int) -> None:
    """Print the shares resolved, the commonest unresolved mentions and a sample to check by eye."""
    everything: list[tuple[Resolution, bool, str]] = []
    for text, mentions in re3d(folder):
        found = resolve_actors(mentions, table, on=None, text=text)
        everything += [(one, names_known(one.mention, table), text) for one in found]
    resolved = [one for one in everything if one[0].entry]
    ours = [one for one in everything if one[1]]
    of_ours = sum(1 for one in ours if one[0].entry)
    print(f"re3d: {len(resolved)}/{len(everything)} = {len(resolved) / len(everything):.1%} of all mentions resolved")
    share = of_ours / len(ours)
    print(f"re3d: {of_ours}/{len(ours)} = {share:.1%} of those that name an actor of the table (70 % wanted)")
    for title, chosen in (("of the table's", True), ("other", False)):
        missed = Counter(one.mention for one, known, _ in everything if known is chosen and not one.entry)
        print(f"unresolved, {title}: {missed.most_common(40)}")
    for one, _, text in random.Random(seed).sample(resolved, min(sample, len(resolved))):
        at = text.find(one.mention)
        context = " ".join(text[max(0, at - 50) : at + len(one.mention) + 40].split())
        print(f"  {one.mention!r} -> {one.entry.id if one.entry else None} ({one.how}; {one.role})   … {context} …")


def measure_plover(path: Path, table: ActorTable) -> None:
    """Print how often the country of source and target actors is right, and every miss."""
    right = wrong = none = 0
    misses = []
    for event in json.loads(path.read_text("utf-8")):
        for actor in (*event.get("source", ()), *event.get("target", ())):
            country = country_of(actor["actorText"], table)
            code = ALPHA3.get(actor["code"], actor["code"])
            if country is None:
                none += code not in NOWHERE
                misses += [] if code in NOWHERE else [f"{actor['actorText']!r}: none, not {code}"]
            elif table.states[country].plover == code:
                right += 1
            else:
                wrong += 1
                misses.append(f"{actor['actorText']!r}: {table.states[country].plover}, not {code}")
    share = right / (right + wrong)
    print(f"PLOVER: country right in {right}/{right + wrong} = {share:.1%} of those resolved (80 % wanted)")
    print(f"PLOVER: {none} actors with a country left unresolved")
    print("\n".join(f"  {miss}" for miss in misses))


def main() -> None:
    """Run both measurements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared" / "data")
    parser.add_argument("--sample", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    table = load_actors()
    measure_re3d(args.data / "re3d", table, args.sample, args.seed)
    measure_plover(args.data / "plover_gsr" / "dev.json", table)


if __name__ == "__main__":
    main()
