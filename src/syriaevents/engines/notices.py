"""What a person should know while a model is asked, each told once: its server is away, or another model answers.

Told as warnings of this library's log: on standard error unless a program takes them elsewhere.
"""

import logging
from dataclasses import dataclass

from syriaevents.schema.visible import shortened

_LOG = logging.getLogger("syriaevents")


@dataclass(slots=True)
class Notices:
    """The notices about one model."""

    server: str = "The server"
    """Its address, as a person knows it."""
    _away: bool = False
    _answering: str | None = None
    _moved: bool = False

    def unreachable(self, seconds: float) -> None:
        """No connection to the server was had, and it is tried again for about so long."""
        if not self._away:
            self._away = True
            _LOG.warning(
                "%s cannot be reached; trying again for about %.0f s. Is it running, and is the address right?",
                self.server,
                seconds,
            )

    def answered(self, by: object) -> None:
        """The server answered, and said which model it was; providers move a name to another model without a word."""
        self._away = False
        if not isinstance(by, str) or not by or self._moved:
            return
        self._answering = self._answering or by
        if by != self._answering:
            self._moved = True
            _LOG.warning(
                "%s answered with the model %s so far, and now with %s: results before and after may differ.",
                self.server,
                shortened(self._answering),
                shortened(by),
            )
