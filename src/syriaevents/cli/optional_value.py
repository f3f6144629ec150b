"""An option that may stand without a value, which typer has no way to say."""

import re
from typing import Any

from typer.core import TyperCommand

_OPTION = "--ray"
_ADDRESS = re.compile(r"auto|local|ray://\S+|[^/\s]+:\d+")
"""What is taken for the option's value where it follows the option; anything else is the next argument."""


def with_value(arguments: list[str]) -> list[str]:
    """The arguments with an empty value behind the option where none was given."""
    whole: list[str] = []
    for number, argument in enumerate(arguments):
        if argument == "--":
            return [*whole, *arguments[number:]]
        whole.append(argument)
        if argument == _OPTION and not _ADDRESS.fullmatch("".join(arguments[number + 1 : number + 2])):
            whole.append("")
    return whole


class RayCommand(TyperCommand):
    """A command whose ``--ray`` may stand without an address."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments."""
        return super().parse_args(ctx, with_value(args))
