"""The page: one HTML file, written article by article.

Whatever comes from an article stands as JSON in ``<script type="application/json">``, where ``<``, ``>`` and ``&`` are
escaped; the page's programme shows it as text. A content security policy lets nothing else run and nothing load.
"""

import functools
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

import syriaevents
from syriaevents.errors import ConfigError
from syriaevents.report import assets
from syriaevents.report.article import article_data
from syriaevents.report.index import Index
from syriaevents.schema import Event, Extraction
from syriaevents.schema.codes import ASSERTIONS, DIPLOMATIC_ACTIONS, MILITARY_ACTIONS, SPEECH_ACTS, STATUSES, Coding

_POLICY = (
    "default-src 'none'; script-src {script}; style-src {style}; base-uri 'none'; "
    "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
_BUFFERED = 64
"""Pieces of the page that are written at once."""


def write_report(results: Iterable[Extraction], out: Path, *, events: Iterable[Event] = ()) -> int:
    """Write the page and return its number of articles. ``out`` is replaced only by a whole page.

    ``results`` is gone through once, then ``events``; of these the page shows what several records tell of.
    Raises ConfigError where there is no result to show or the file cannot be written.
    """
    index = Index()
    part = out.with_name(f"{out.name}.part")
    try:
        with part.open("wb") as stream:
            for piece in _page(results, index, events):
                stream.write(piece.encode("utf-8", "backslashreplace"))  # half a surrogate becomes its JSON escape
        if not index.articles:
            raise ConfigError("There is no result to show; extract or run first.")
        part.replace(out)
    except OSError as error:
        raise ConfigError(f"--out {out} cannot be written: {error.strerror or error}.") from error
    finally:
        part.unlink(missing_ok=True)
    return len(index.articles)


def _page(results: Iterable[Extraction], index: Index, events: Iterable[Event]) -> Iterator[str]:
    """The page in pieces; the index grows while the articles go by, and stands behind them."""
    environment = Environment(
        loader=PackageLoader("syriaevents.report"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    environment.policies["json.dumps_function"] = _compact
    environment.policies["json.dumps_kwargs"] = {}
    style, script = assets.style(), assets.script()
    stream = environment.get_template("report.html").stream(
        articles=_articles(results, index),
        index=functools.partial(index.data, events),
        vocabularies=_vocabularies(),
        outline=json.loads(assets.outline()),
        style=Markup(style),  # noqa: S704  (the project's own files)
        script=Markup(script),  # noqa: S704
        policy=_POLICY.format(script=assets.source_hash(script), style=assets.source_hash(style)),
        version=syriaevents.__version__,
    )
    stream.enable_buffering(_BUFFERED)
    yield from stream


def _articles(results: Iterable[Extraction], index: Index) -> Iterator[dict[str, Any]]:
    for result in results:
        index.add(result)
        yield article_data(result)


def _compact(value: Any) -> str:
    """JSON in few bytes, without the two line ends that are none in JSON and are some elsewhere."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _vocabularies() -> dict[str, dict[str, str]]:
    """The closed vocabularies with their definitions, which corrections choose from."""
    tables: dict[str, Mapping[Any, Coding]] = {
        "S": SPEECH_ACTS, "M": MILITARY_ACTIONS, "D": DIPLOMATIC_ACTIONS, "assertion": ASSERTIONS, "status": STATUSES,
    }  # fmt: skip
    return {name: {str(value): coding.definition for value, coding in table.items()} for name, table in tables.items()}
