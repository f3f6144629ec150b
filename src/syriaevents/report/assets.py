"""The page's style and programme: files of one job each, put together in order, and known to the browser by hash."""

import base64
import hashlib
from importlib.resources import files

STYLES = ("base", "controls", "charts", "reading", "print")
SCRIPTS = (
    "dom", "text", "data", "review", "filters", "pager", "charts", "timeline", "map", "network", "sayings", "events",
    "records", "articles", "segments", "card", "remarks", "correct", "reading", "marks", "acting", "gold",
    "keys", "theme", "app",
)  # fmt: skip


def style() -> str:
    """The style sheet."""
    return _joined("css", STYLES)


def script() -> str:
    """The programme, in a scope of its own."""
    return f'(() => {{\n"use strict";\n{_joined("js", SCRIPTS)}}})();\n'


def outline() -> str:
    """The map's outlines, JSON."""
    return (files(__package__) / "data" / "outline.json").read_text("utf-8")


def source_hash(text: str) -> str:
    """What a content security policy calls an inline style or script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _joined(kind: str, names: tuple[str, ...]) -> str:
    folder = files(__package__) / "templates" / kind
    return "\n".join((folder / f"{name}.{kind}").read_text("utf-8") for name in names)
