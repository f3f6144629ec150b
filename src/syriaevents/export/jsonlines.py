"""JSON Lines: an Extraction a line, as every command of this package reads them."""

import json
from collections.abc import Iterable
from pathlib import Path

from pydantic_core import PydanticSerializationError

from syriaevents.export.shapes import storable_json
from syriaevents.schema import Extraction


def write_file(results: Iterable[Extraction], out: Path) -> dict[str, int]:
    """One line an article; return how many."""
    articles = 0
    with out.open("w", encoding="utf-8", newline="\n") as file:
        for articles, result in enumerate(results, 1):  # noqa: B007  the number of the last is how many there are
            file.write(f"{_line(result)}\n")
    return {"articles": articles}


def _line(result: Extraction) -> str:
    try:
        return result.model_dump_json()
    except PydanticSerializationError:  # half a surrogate pair, which UTF-8 has no room for
        return json.dumps(storable_json(result.model_dump()), ensure_ascii=False, separators=(",", ":"), default=str)
