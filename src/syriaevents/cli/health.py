"""What is there to work with on this machine: engines, keys, weights and extras; what is missing, and how to get it.

Nothing is started, downloaded or contacted, and no key is ever shown.
"""

import importlib.util
import os
import platform
import re
import shutil
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import syriaevents
from syriaevents.engines.llm import KEY_ENV, MODEL_ENV
from syriaevents.engines.weights import CACHE_VARIABLE, INSTALL, QWEN, Weights, cache_dir, find_pieces, is_joined
from syriaevents.errors import EngineUnavailable
from syriaevents.schema.visible import visible

PACKAGE = "syriaevents"
ENGINE_MODULE = "xllamacpp"
PROVIDERS = (
    ("openai", "OPENAI_API_KEY", "openai"),
    ("anthropic", "ANTHROPIC_API_KEY", "anthropic"),
    ("google", "GOOGLE_API_KEY", "google.genai"),
    ("mistral", "MISTRAL_API_KEY", "mistralai"),
    ("azure_openai", "AZURE_OPENAI_API_KEY", "openai"),
    ("openrouter", "OPENROUTER_API_KEY", "openai"),
    ("deepseek", "DEEPSEEK_API_KEY", "openai"),
    ("perplexity", "PERPLEXITY_API_KEY", "openai"),
    ("together", "TOGETHER_API_KEY", "openai"),
)
"""Provider, the environment variable of its key, and the module its client needs; as instructor 1.17 has them."""

_REQUIREMENT = re.compile(r"([A-Za-z0-9._-]+)[^;]*;.*extra == ['\"]([A-Za-z0-9._-]+)['\"]")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked for."""

    part: str
    """Engines, keys, weights or extras."""
    name: str
    there: bool
    detail: str
    usable: bool = False
    """An article can be answered with this."""


@dataclass(frozen=True, slots=True)
class Report:
    """All that was looked for."""

    findings: tuple[Finding, ...]

    @property
    def usable(self) -> bool:
        """Whether some engine is ready."""
        return any(finding.usable for finding in self.findings)

    def text(self) -> str:
        """The report for a person, a line a finding; ``+`` is there, ``-`` is not."""
        lines = [f"syriaevents {syriaevents.__version__}, Python {platform.python_version()}, {platform.platform()}"]
        part = ""
        for finding in self.findings:
            if finding.part != part:
                part = finding.part
                lines += ["", part]
            lines.append(f"  {'+' if finding.there else '-'} {finding.name}: {visible(finding.detail)}")
        verdict = "Ready." if self.usable else f"No engine is ready. The quickest way to one, without a key: {INSTALL}"
        return "\n".join((*lines, "", verdict, ""))


def examine(weights: Weights = QWEN) -> Report:
    """Look at what is installed and set."""
    installed, joined, store = _pieces(weights), is_joined(weights), _store(weights)
    engine = _embedded(ready=joined or (installed.there and store.there))
    found = (
        engine,
        _default_model(engine),
        *map(_provider, PROVIDERS),
        _server_key(),
        installed,
        _joined(weights),
        store,
    )
    return Report((*found, *_extras()))


def _embedded(*, ready: bool) -> Finding:
    there = importlib.util.find_spec(ENGINE_MODULE) is not None
    detail = f"{ENGINE_MODULE} {_version(ENGINE_MODULE)}" if there else f"{ENGINE_MODULE} is not installed; {INSTALL}"
    if there and not ready:
        detail += "; its weights are not there (see below), but local:/path/to.gguf works with any GGUF file"
    return Finding("Engines", "local, embedded", there, detail, usable=there and ready)


def _default_model(engine: Finding) -> Finding:
    spec = os.environ.get(MODEL_ENV, "")
    if not spec:
        detail = (
            f"{MODEL_ENV} is not set; without --model the embedded engine is used{'' if engine.there else ', missing'}"
        )
        return Finding("Engines", "default model", engine.there, detail)
    if spec.startswith(("http://", "https://")):
        detail = f"{_without_secrets(spec)} (from {MODEL_ENV}; not contacted)"
        return Finding("Engines", "default model", True, detail, usable="#" in spec and "@" not in spec)
    if spec.startswith("local:"):
        there = Path(spec.removeprefix("local:")).is_file()
        detail = f"{spec} (from {MODEL_ENV}{'' if there else '; there is no such file'})"
        return Finding("Engines", "default model", there, detail, usable=there and engine.there)
    keyless = spec.startswith("ollama/")
    return Finding("Engines", "default model", True, f"{spec} (from {MODEL_ENV})", usable=keyless)


def _without_secrets(spec: str) -> str:
    """A server's address without a user, a password or a query, where keys may stand."""
    address, mark, model = spec.partition("#")
    scheme, _, rest = address.partition("://")
    shown = rest.rpartition("@")[2].partition("?")[0]
    hidden = " (a key in the address is not accepted: set it apart)" if "@" in rest else ""
    return f"{scheme}://{shown}{mark}{model}{hidden}"


def _provider(provider: tuple[str, str, str]) -> Finding:
    name, variable, module = provider
    key, client = bool(os.environ.get(variable)), _has_module(module)
    detail = f"{variable} is {'set' if key else 'not set'}"
    if key and not client:
        detail += f"; its client is missing: pip install {module.replace('.', '-')}"
    return Finding("Keys", name, key, detail, usable=key and client)


def _server_key() -> Finding:
    key = bool(os.environ.get(KEY_ENV))
    detail = f"{KEY_ENV} is {'set' if key else 'not set; needed only where http://host:port/v1#model asks for a key'}"
    return Finding("Keys", "own server", key, detail)


def _pieces(weights: Weights) -> Finding:
    try:
        return Finding("Weights", "pieces", True, f"all {len(find_pieces(weights))} installed")
    except EngineUnavailable as error:
        return Finding("Weights", "pieces", False, str(error))


def _joined(weights: Weights) -> Finding:
    path = cache_dir() / weights.name
    if is_joined(weights):
        return Finding("Weights", "joined", True, f"{path}, {weights.size / 1e6:,.0f} MB")
    return Finding("Weights", "joined", False, f"not yet; done once at first use, into {path}")


def _store(weights: Weights) -> Finding:
    folder = cache_dir()
    present = next(parent for parent in (folder, *folder.absolute().parents) if parent.exists())
    free = shutil.disk_usage(present).free
    enough = is_joined(weights) or free >= weights.size
    detail = f"{free / 1e6:,.0f} MB free in {present}"
    if not enough:
        detail += f", {weights.size / 1e6:,.0f} MB needed; free some, or set {CACHE_VARIABLE} to a folder with room"
    return Finding("Weights", "disk", enough, detail)


def _extras() -> tuple[Finding, ...]:
    """Each extra of the installed package, with the packages it lacks."""
    try:
        told = metadata.metadata(PACKAGE)
    except metadata.PackageNotFoundError:  # run from a source folder that was never installed
        return ()
    wanted = [match.groups() for line in told.get_all("Requires-Dist") or () if (match := _REQUIREMENT.match(line))]
    return tuple(
        _extra(extra, [package for package, of in wanted if of == extra and package != PACKAGE])
        for extra in told.get_all("Provides-Extra") or ()
        if any(of == extra and package != PACKAGE for package, of in wanted)
    )


def _extra(extra: str, packages: list[str]) -> Finding:
    missing = [package for package in packages if not _version(package)]
    if not missing:
        return Finding("Extras", extra, True, f"complete, {len(packages)} packages")
    named = ", ".join(missing[:3]) + (f" and {len(missing) - 3} more" if len(missing) > 3 else "")
    return Finding("Extras", extra, False, f'{named} not installed; pip install "{PACKAGE}[{extra}]"')


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def _has_module(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:  # its parent package is missing
        return False
