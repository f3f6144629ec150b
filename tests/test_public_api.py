"""The names that users import, and what importing costs."""

import subprocess
import sys
from types import ModuleType

import pytest

import syriaevents

HEAVY = (
    "instructor", "openai", "tenacity", "httpx2", "trafilatura", "xllamacpp", "sentencex", "py3langid", "rich", "typer",
)  # fmt: skip


def test_all_are_the_real_public_names() -> None:
    """``__all__`` holds what can be imported, sorted, and nothing that is not meant to be."""
    real = {
        name
        for name in dir(syriaevents)
        if not name.startswith("_") and not isinstance(getattr(syriaevents, name), ModuleType)
    }
    assert sorted(real) == syriaevents.__all__


@pytest.mark.parametrize("name", syriaevents.__all__)
def test_every_public_name_can_be_imported_and_says_what_it_is(name: str) -> None:
    """Also those that are imported later."""
    assert getattr(syriaevents, name).__doc__


def test_a_name_that_is_none_is_told_as_usual() -> None:
    """Importing names later does not hide a slip of the pen."""
    with pytest.raises(AttributeError, match="has no attribute 'Extracter'"):
        _ = syriaevents.Extracter


def _imported_by(code: str) -> set[str]:
    told = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint(*sys.modules)"], capture_output=True, text=True, check=True
    )
    return set(told.stdout.split())


def test_importing_the_package_is_light() -> None:
    """No library, and none of the tables, is imported before it is needed."""
    loaded = _imported_by("import syriaevents")
    assert set() == loaded & {*HEAVY, "pydantic", "asyncio", "syriaevents.extractor", "syriaevents.resolving"}


def test_an_extractor_opens_nothing_before_the_first_article() -> None:
    """Making one does not import the client libraries either."""
    loaded = _imported_by("from syriaevents import Extractor; Extractor('openai/gpt-5-mini')")
    assert set() == loaded & set(HEAVY)
