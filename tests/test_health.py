"""What the doctor finds, and that it gives no secret away."""

from pathlib import Path

import pytest

from syriaevents.cli import health
from syriaevents.cli.health import Finding, examine
from syriaevents.engines.weights import Piece, Weights

NONE = Weights("none.gguf", 10, "0" * 64, (Piece("no-such-package", "1", "none.bin"),))
SECRET = "sk-very-secret"


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine with no key, no default model and an empty cache."""
    for _, variable, _ in health.PROVIDERS:
        monkeypatch.delenv(variable, raising=False)
    for variable in ("SYRIAEVENTS_MODEL", "SYRIAEVENTS_API_KEY"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("SYRIAEVENTS_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(health, "ENGINE_MODULE", "no_such_engine")


def found(name: str) -> Finding:
    """The finding of a name."""
    return next(finding for finding in examine(NONE).findings if finding.name == name)


def test_a_bare_machine_is_told_what_to_install() -> None:
    """Nothing is usable, and the report names the quickest way to an engine."""
    report = examine(NONE)

    assert not report.usable
    assert (
        'No engine is ready. The quickest way to one, without a key: pip install "syriaevents[local]"' in report.text()
    )
    assert "- pieces: The embedded engine's weights are not complete" in report.text()


def test_a_key_is_present_and_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """The variable's name stands there, its value does not."""
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    monkeypatch.setenv("SYRIAEVENTS_API_KEY", SECRET)
    monkeypatch.setenv("SYRIAEVENTS_MODEL", f"https://user:{SECRET}@example.org/v1?key={SECRET}#model")
    report = examine(NONE)

    assert report.usable
    assert "+ openai: OPENAI_API_KEY is set" in report.text()
    assert "https://example.org/v1#model" in report.text()
    assert SECRET not in report.text()


def test_a_key_without_its_client_is_not_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """The missing client is named."""
    monkeypatch.setenv("GOOGLE_API_KEY", SECRET)
    monkeypatch.setattr(health, "PROVIDERS", (("google", "GOOGLE_API_KEY", "no_parent.genai"),))

    assert not examine(NONE).usable
    assert "its client is missing: pip install no_parent-genai" in found("google").detail


@pytest.mark.parametrize(
    ("spec", "usable"),
    [
        ("http://127.0.0.1:8080/v1#qwen", True),
        ("http://127.0.0.1:8080/v1", False),
        ("http://user@127.0.0.1:8080/v1#qwen", False),
        ("ollama/qwen3:8b", True),
        ("openai/gpt-5-mini", False),
        ("local:/nowhere.gguf", False),
    ],
)
def test_a_default_model_is_judged_by_what_it_needs(monkeypatch: pytest.MonkeyPatch, spec: str, usable: bool) -> None:
    """A server needs a model's name and no key in its address, a provider its key, a file to exist."""
    monkeypatch.setenv("SYRIAEVENTS_MODEL", spec)

    assert usable == examine(NONE).usable


def test_an_engine_without_weights_takes_any_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Installed but without weights: not ready, but a GGUF of one's own is."""
    monkeypatch.setattr(health, "ENGINE_MODULE", "json")
    assert "local:/path/to.gguf works" in found("local, embedded").detail
    assert not examine(NONE).usable

    (tmp_path / "m.gguf").write_bytes(b"")
    monkeypatch.setenv("SYRIAEVENTS_MODEL", f"local:{tmp_path}/m.gguf")
    assert examine(NONE).usable


def test_joined_weights_make_the_engine_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    """Engine and joined file: nothing else is needed."""
    monkeypatch.setattr(health, "ENGINE_MODULE", "json")
    monkeypatch.setattr(health, "is_joined", lambda _weights: True)

    assert examine(NONE).usable
    assert found("joined").there


def test_installed_pieces_and_room_make_the_engine_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not joined yet is no obstacle, a full disk is."""
    monkeypatch.setattr(health, "ENGINE_MODULE", "json")
    monkeypatch.setattr(health, "find_pieces", lambda _weights: (Path("a"), Path("b")))
    assert examine(NONE).usable
    assert "all 2 installed" == found("pieces").detail

    huge = Weights("huge.gguf", 10**18, "0" * 64, ())
    assert not examine(huge).usable
    assert "SYRIAEVENTS_CACHE" in examine(huge).text()


def test_extras_name_what_they_lack(monkeypatch: pytest.MonkeyPatch) -> None:
    """An extra with missing packages names three of them and how to get all."""

    class Told:
        def get_all(self, name: str) -> list[str]:
            lines = [f"no-such-{n}>=1; extra == 'big'" for n in range(5)]
            needed = [*lines, "pytest ; extra == 'small'", "syriaevents[big]; extra == 'all'", "pydantic>=2"]
            return ["big", "small", "all"] if name == "Provides-Extra" else needed

    monkeypatch.setattr(health.metadata, "metadata", lambda _name: Told())

    assert (False, 'no-such-0, no-such-1, no-such-2 and 2 more not installed; pip install "syriaevents[big]"') == (
        found("big").there,
        found("big").detail,
    )
    assert found("small").there
    assert not [finding for finding in examine(NONE).findings if finding.name == "all"]


def test_a_source_folder_has_no_extras(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an installed package there is nothing to tell about extras."""

    def missing(_name: str) -> None:
        raise health.metadata.PackageNotFoundError

    monkeypatch.setattr(health.metadata, "metadata", missing)

    assert not [finding for finding in examine(NONE).findings if finding.part == "Extras"]
