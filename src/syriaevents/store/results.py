"""Results of a run, from its store or from a JSON Lines file, one at a time."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from syriaevents.errors import ConfigError
from syriaevents.schema import Extraction


def read_results(path: Path) -> Iterator[Extraction]:
    """The extractions of a run's store or a JSONL file, streamed. Raises ConfigError, naming the line that is none."""
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _extraction(line, f"{path}, line {number}")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} cannot be read: {error}.") from error


def _extraction(line: str, where: str) -> Extraction:
    try:
        return Extraction.model_validate_json(line)
    except ValidationError as error:
        raise ConfigError(f"{where}: this is no extraction.") from error
