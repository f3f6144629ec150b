"""Put the commands' real --help into README.md, or check that it is what stands there.

    python scripts/help_in_readme.py [--check] [README.md]

Each text between ``<!-- help:NAME -->`` and ``<!-- /help -->`` is replaced by the help of command NAME, and by that of
the program itself for ``help:syriaevents``. Every command must have such a block. With ``--check`` nothing is written,
and the exit status is 1 where something differs.
"""

import contextlib
import difflib
import io
import os
import re
import sys
from pathlib import Path

PROGRAM = "syriaevents"
BLOCK = re.compile(r"(?<=<!-- help:)(?P<name>[a-z-]+)(?P<mark> -->\n)(?P<body>.*?)(?=<!-- /help -->)", re.DOTALL)
WIDTH = "88"


def commands() -> list[str]:
    """The program and its commands."""
    import typer

    from syriaevents.cli import app

    return [PROGRAM, *getattr(typer.main.get_command(app), "commands", {})]


def help_of(name: str) -> str:
    """What ``--help`` prints, 88 columns wide and without colour."""
    from syriaevents.cli import main

    os.environ.update(COLUMNS=WIDTH, TERMINAL_WIDTH=WIDTH, TERM="dumb", NO_COLOR="1")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        main(["--help"] if name == PROGRAM else [name, "--help"])
    return "\n".join(line.rstrip() for line in printed.getvalue().strip().splitlines())


def filled(text: str) -> str:
    """The text with every block's contents made anew. Raises SystemExit where a block is missing or unknown."""
    known, named = commands(), [match["name"] for match in BLOCK.finditer(text)]
    wrong = [f"no block for {name}" for name in known if name not in named]
    wrong += [f"a block for {name}, which is no command" for name in named if name not in known]
    if wrong:
        raise SystemExit(
            f"README: {'; '.join(wrong)}. A block: <!-- help:NAME --> and <!-- /help --> on lines of their own."
        )
    return BLOCK.sub(lambda match: f"{match['name']}{match['mark']}```\n{help_of(match['name'])}\n```\n", text)


def run(arguments: list[str]) -> int:
    """Fill or check the file; return the exit status."""
    path = Path(next((argument for argument in arguments if argument != "--check"), "README.md"))
    before = path.read_text("utf-8")
    after = filled(before)
    if "--check" not in arguments:
        path.write_text(after, "utf-8", newline="\n")
        return 0
    changes = difflib.unified_diff(before.splitlines(), after.splitlines(), str(path), "as it should be", lineterm="")
    told = "\n".join(changes)
    if told:
        print(f"{told}\nMake it anew with: python scripts/help_in_readme.py", file=sys.stderr)
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
