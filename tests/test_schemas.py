"""The schema files are those of the models."""

from pathlib import Path

import pytest

from syriaevents.errors import ConfigError
from syriaevents.export import schemas

ROOT = Path(__file__).parents[1]


def test_the_projects_files_are_those_of_the_models() -> None:
    """schemas/ in the project is up to date."""
    assert [] == schemas.check(ROOT / "schemas")


def test_every_difference_is_told(tmp_path: Path) -> None:
    """Missing, extra, changed and unreadable files, each with its name."""
    assert len(schemas.texts()) == len(schemas.check(tmp_path / "nowhere"))

    schemas.write(tmp_path)
    (tmp_path / "actor.json").unlink()
    (tmp_path / "article.json").write_text("{}", "utf-8")
    (tmp_path / "statement.json").write_bytes(b"\xff")
    (tmp_path / "old.json").write_text("{}", "utf-8")
    told = schemas.check(tmp_path)

    assert [
        "actor.json is missing",
        "old.json does not belong there",
        "article.json differs",
        "statement.json differs",
    ] == [line.removeprefix(f"{tmp_path}/").removesuffix(" from the models") for line in told]


def test_a_folder_that_cannot_be_written_is_wrong_use(tmp_path: Path) -> None:
    """A file in the way is told in words."""
    (tmp_path / "file").write_text("", "utf-8")

    with pytest.raises(ConfigError, match="cannot be written"):
        schemas.write(tmp_path / "file")
