"""Do Arabic spans survive folding? Share of annotated words that come back with the same characters; wanted: 100 %.

    python benchmarks/fold_arabic.py [FILE]

FILE is a JSON list of sentences with ``text`` and ``spans`` (lists of words by role), by default the development
part of arabic_event_gsr in ``../shared/data``. A word is looked up in the text as it stands; its span is taken into
the folded text and back (``map``), and the folded word is searched in the folded text (``find``).
"""

import json
import sys
import time
from pathlib import Path

from syriaevents.folding import fold, folded

DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "data" / "arabic_event_gsr" / "assault_dev.json"


def main() -> int:
    """Print the shares; exit status 1 where a span does not come back, 2 where there is no data."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    if not path.exists():
        print(f"no data at {path}", file=sys.stderr)
        return 2
    sentences = json.loads(path.read_text(encoding="utf-8"))
    begun = time.perf_counter()
    total = absent = mapped = searched = inner = 0
    for sentence in sentences:
        text = sentence["text"]
        whole = fold(text)
        for span in sentence["spans"]:
            for word in (word for words in span.values() if isinstance(words, list) for word in words):
                at = text.find(word)
                if not word or at < 0:
                    absent += 1
                    continue
                total += 1
                place = (at, at + len(word))
                back = whole.original(whole.position(place[0]), whole.position(place[1]))
                if back == place:
                    mapped += 1
                else:
                    print(f"map  {word!r} came back as {text[slice(*back)]!r}")
                spans = [text[start:end] for start, end in whole.find(folded(word))]
                searched += word in spans
                inner += not spans
    seconds = time.perf_counter() - begun
    share = mapped / total if total else 0.0
    print(f"{len(sentences)} sentences, {total} words found in the text, {absent} not in the text as they stand")
    print(f"map:  {mapped} of {total} back with the same characters ({share:.2%})")
    print(f"find: {searched} of {total} as whole words ({inner} stand inside a longer word)")
    print(f"{seconds:.2f} s")
    return int(mapped != total)


if __name__ == "__main__":
    sys.exit(main())
