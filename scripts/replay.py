"""What the embedded engine's recorded answers are worth: replayed, scored, and held against the floors.

    python scripts/replay.py [--out FILE.jsonl] [OPTIONS of syriaevents eval]

The recordings in ``tests/cassettes`` go through today's grounding and resolver; ``syriaevents eval examples/gold``
scores what comes of it, as it scores any extractions. Exit status 1 where a language falls below its floor in
``tests/cassettes/floors.json``. With ``--out`` the extractions are kept: ``python scripts/replay.py --against
BEFORE.jsonl`` then tells what a change did.
"""

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from recorded import GOLD, fallen, written

from syriaevents.cli import main as syriaevents


def main() -> int:
    """Replay, score, compare with the floors; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, metavar="FILE.jsonl", help="keep the replayed extractions")
    chosen, options = parser.parse_known_args()
    with tempfile.TemporaryDirectory() as folder:
        pred = written(chosen.out or Path(folder) / "replayed.jsonl")
        syriaevents(["eval", str(GOLD), "--pred", str(pred), *options])
    below = fallen()
    print("\n".join(below or ["Every language reaches its floor."]), file=sys.stderr)
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
