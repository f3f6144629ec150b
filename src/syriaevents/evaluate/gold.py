"""Gold: articles with the records that a person found in them, and predictions to hold against it.

A gold file is the JSON of an Extraction with only the fields that are sure. A list stands for several accepted
values; an article may be named by its path, relative to the gold file; evidence needs no offsets where its words
stand in the article once.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from syriaevents.errors import ConfigError
from syriaevents.evaluate.claims import LISTS, Claim, claims_of
from syriaevents.reading.articles import ArticleFailure, read_articles
from syriaevents.schema import Article

_SUFFIXES = (".json", ".jsonl")


@dataclass(frozen=True, slots=True)
class Gold:
    """One article with the records that a person found in it."""

    article: Article
    claims: tuple[Claim, ...]


def load_gold(path: Path) -> tuple[Gold, ...]:
    """The gold of a ``.json`` or ``.jsonl`` file, or of all in a folder, by name. Raises ConfigError: what is wrong."""
    files = sorted(file for file in path.iterdir() if file.suffix in _SUFFIXES) if path.is_dir() else [path]
    if not files:
        raise ConfigError(f"{path} holds no gold file (.json or .jsonl).")
    return tuple(gold for file in files for gold in _golds(file))


def _golds(file: Path) -> Iterator[Gold]:
    """The articles of one file: one document or a list of them, or one a line where the file's ending says so."""
    where = str(file)
    try:
        text = file.read_text(encoding="utf-8")
        parts = text.split("\n") if file.suffix == ".jsonl" else [text]
        for number, part in enumerate(parts, 1):
            where = f"{file}, line {number}," if len(parts) > 1 else str(file)
            if part.strip() or len(parts) == 1:
                data = json.loads(part)
                for one in data if data and isinstance(data, list) else [data]:
                    yield _gold(file, one)
    except OSError as error:
        raise ConfigError(f"{file} cannot be read: {error.strerror or error}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        what = f"has no {error}" if isinstance(error, KeyError) else str(error)
        raise ConfigError(f"{where} is no gold file: {what}") from error


def _gold(file: Path, data: Mapping[str, Any]) -> Gold:
    article = _article(file, data["article"])
    claims = claims_of(data, article.text)
    _check_evidence(data, article.text)
    return Gold(article, claims)


def _check_evidence(data: Mapping[str, Any], text: str) -> None:
    """Raise ValueError where evidence does not stand in the text, or where one cannot tell at which place it does."""
    for part in (part for key in LISTS for record in data.get(key, ()) for part in record["evidence"]):
        start, words = part.get("start"), part["text"]
        places = text.count(words) if start is None else int(text.startswith(words, start))
        if places != 1:
            raise ValueError(f"evidence must stand in the article once, word for word, not {places} times: {words}")


def _article(file: Path, fields: dict[str, Any]) -> Article:
    if "text" in fields:
        return Article(**fields)
    (found,) = read_articles([file.parent / fields["path"]])
    if isinstance(found, ArticleFailure):
        raise ValueError(f"its article {found.source} {found.reason}")
    return Article(**{**found.model_dump(), **{key: value for key, value in fields.items() if key != "path"}})
