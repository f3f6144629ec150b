"""How commands end: their exit statuses, and one clear line instead of a traceback whatever happens."""

import contextlib
import functools
import logging
import os
import sys
from collections.abc import Callable, Iterator
from typing import ParamSpec

import typer

from syriaevents.cli.progress import Bars
from syriaevents.errors import ConfigError
from syriaevents.schema.visible import visible

OK, SOME_FAILED, WRONG_USE, INTERNAL, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 70, 130, 141
DEBUG_ENV = "SYRIAEVENTS_DEBUG"

P = ParamSpec("P")


def guarded(command: Callable[P, None]) -> Callable[P, None]:
    """The command, ending in one clear line instead of a traceback whatever happens."""

    @functools.wraps(command)
    def run(*arguments: P.args, **options: P.kwargs) -> None:
        try:
            command(*arguments, **options)
            sys.stdout.flush()
        except ConfigError as error:
            say(str(error))
            raise typer.Exit(WRONG_USE) from None
        except KeyboardInterrupt:
            say("Interrupted. What was finished has been written.")
            raise typer.Exit(INTERRUPTED) from None
        except BrokenPipeError:  # the reader has had enough, as with `| head`
            with open(os.devnull, "w") as nowhere:
                os.dup2(nowhere.fileno(), sys.stdout.fileno())  # or the interpreter's own flush at the end complains
            raise typer.Exit(PIPE_CLOSED) from None
        except typer.Exit:
            raise
        except Exception as error:
            if os.environ.get(DEBUG_ENV) == "1":
                raise
            say(f"Internal error, please report it: {type(error).__name__}. {DEBUG_ENV}=1 shows where it happened.")
            raise typer.Exit(INTERNAL) from None

    return run


def say(text: str, bars: Bars | None = None) -> None:
    """Tell the user, on standard error; whatever the text quotes cannot drive the terminal."""
    if bars is not None:
        bars.hide()
    typer.echo("\n".join(map(visible, text.splitlines())), err=True)


@contextlib.contextmanager
def warnings_told(tell: Callable[[str], None]) -> Iterator[None]:
    """What the library warns of within the block is told to the user this way."""

    class Telling(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            tell(record.getMessage())

    log, handler = logging.getLogger("syriaevents"), Telling(logging.WARNING)
    log.addHandler(handler)
    try:
        yield
    finally:
        log.removeHandler(handler)
