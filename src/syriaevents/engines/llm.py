"""Engines: from a model's name to something that answers. The only module that makes models' clients.

What they answer with, and how they are asked, is in `model` and `instructed`; that is offered here too, because whoever
needs an engine needs it.
"""

import importlib.util
import logging
import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from syriaevents.engines.connections import connections, left_to_wait
from syriaevents.engines.instructed import InstructorModel
from syriaevents.engines.model import SMALL, STRONG, Ability, Model, Pace, Reply, Retry
from syriaevents.engines.notices import Notices
from syriaevents.errors import ConfigError

if TYPE_CHECKING:
    import httpx2
    import instructor
    import openai

__all__ = [
    "KEY_ENV", "MODEL_ENV", "SMALL", "STRONG", "WINDOW_ENV",
    "Ability", "InstructorModel", "Model", "Pace", "Reply", "Retry", "open_model",
]  # fmt: skip

MODEL_ENV = "SYRIAEVENTS_MODEL"
KEY_ENV = "SYRIAEVENTS_API_KEY"
WINDOW_ENV = "SYRIAEVENTS_WINDOW"
TIMEOUT = 600.0
"""Seconds for one call: a small machine may need minutes for a whole article."""
_WITH_SCHEMA = ("openai/", "ollama/")
"""Providers known to hold an answer to its JSON Schema; the others are asked as instructor thinks best."""


@dataclass(frozen=True, slots=True)
class _Way:
    """How a server is reached, whichever it is."""

    retry: Retry
    http_client: "httpx2.AsyncClient | None"
    pace: Pace | None
    timeout: float


def open_model(
    spec: str | None = None,
    *,
    retry: Retry = Retry(),
    http_client: "httpx2.AsyncClient | None" = None,
    pace: Pace | None = None,
    timeout: float | None = None,
) -> Model:
    """The model a SPEC names; may start the embedded engine, which takes seconds.

    SPEC is ``provider/model`` as instructor has it, ``http://host:port/v1#model``, ``local`` or
    ``local:/path/to.gguf``. Without one: SYRIAEVENTS_MODEL, else ``local`` where its extra is installed.

    ``http_client`` sends the requests in place of the client made here (a transport that records or collects
    them, a proxy); it is closed with the model. It serves every SPEC behind OpenAI's interface. ``pace`` is
    waited for before every request and sees every response's status and headers. ``timeout`` is how many seconds a
    server may be silent, and how many its answer may take from the first byte to the last; 600 unless told otherwise.

    Raises ConfigError where the engine cannot be used; the message says what to do.
    """
    spec = spec or os.environ.get(MODEL_ENV) or _default_spec()
    way = _Way(retry, http_client, pace, timeout or TIMEOUT)
    _hush()
    if spec == "local" or spec.startswith("local:"):
        return _local_model(spec, way)
    if spec.startswith(("http://", "https://")):
        return _server_model(spec, way)
    return _provider_model(spec, way)


def _hush() -> None:
    """Keep article text out of the logs: the client libraries write it there, one even with its errors."""
    logging.getLogger("instructor").setLevel(logging.CRITICAL)
    client = logging.getLogger("openai")
    client.setLevel(max(client.level, logging.INFO))


def _default_spec() -> str:
    if importlib.util.find_spec("xllamacpp"):
        return "local"
    raise ConfigError(
        "No model. Three ways to get one: pip install 'syriaevents[local]' (embedded engine, no key); "
        "--model http://host:port/v1#name (your own server); --model provider/name with the provider's key in its "
        f"environment variable, such as openai/gpt-5-mini. {MODEL_ENV} sets a default."
    )


def _local_model(spec: str, way: _Way) -> Model:
    from syriaevents.engines.local import Engine, serve
    from syriaevents.engines.prefixes import Prefixed, prefix_folder
    from syriaevents.engines.weights import cache_dir, weights_path

    path = Path(spec.removeprefix("local:")) if spec != "local" else weights_path()
    folder = prefix_folder(cache_dir())
    server = serve(path, Engine(states=folder))
    name = "local" if spec == "local" else f"local:{path.name}"
    model = _openai_compatible(name, server.base_url, path.stem, server.api_key, SMALL, way)
    return Prefixed(model, server, folder) if folder else model


def _server_model(spec: str, way: _Way) -> Model:
    url, _, model = spec.partition("#")
    if "@" in url or "?" in url:
        raise ConfigError(f"Give a server's key in {KEY_ENV}, not in its address, which is http://host:port/v1#model.")
    if not _has_host(url):
        raise ConfigError(f"{spec}: this is no address, which is http://host:port/v1#model.")
    if not model:
        raise ConfigError(f"{spec}: name the model after a '#', as in http://127.0.0.1:8080/v1#qwen3.")
    return _openai_compatible(model, url, model, os.environ.get(KEY_ENV) or "none", _ability(), way)


def _has_host(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and parts.port != 0  # reading the port checks it
    except ValueError:
        return False


def _openai_compatible(name: str, url: str, model: str, key: str, ability: Ability, way: _Way) -> Model:
    import openai

    client = way.http_client or connections(url, way.timeout)
    sdk = openai.AsyncOpenAI(base_url=url, api_key=key, max_retries=0, timeout=way.timeout, http_client=client)
    options = {"model": model, "temperature": 0.0, "max_tokens": ability.answer_tokens}
    pace = left_to_wait(client, way.pace)
    return InstructorModel(name, ability, _instructed(sdk), options, way.retry, pace, _notices(sdk))


def _instructed(sdk: "openai.AsyncOpenAI") -> "instructor.AsyncInstructor":
    """Instructor over a server that holds an answer to its JSON Schema."""
    import instructor

    from syriaevents.engines.chat import MODE, created

    create = partial(created, sdk)
    return instructor.AsyncInstructor(client=sdk, create=create, mode=MODE, provider=instructor.Provider.OPENAI)


def _provider_model(spec: str, way: _Way) -> Model:
    import instructor
    import openai
    from instructor.core.exceptions import ConfigurationError

    mode = instructor.Mode.JSON_SCHEMA if spec.startswith(_WITH_SCHEMA) else None
    limit = "max_completion_tokens" if spec.startswith("openai/") else "max_tokens"
    try:
        client = instructor.from_provider(spec, async_client=True, mode=mode)
    except (ConfigurationError, ImportError, ValueError) as error:
        raise ConfigError(f"{spec}: {_first_line(error)}") from None
    except Exception as error:  # each provider's SDK has its own error for a missing key
        raise ConfigError(f"{spec}: the provider's client cannot start: {_first_line(error)}") from None
    sdk: Any = client.client
    if hasattr(sdk, "max_retries"):  # not every provider's client takes these when it is made
        sdk.max_retries, sdk.timeout = 0, way.timeout
    if isinstance(sdk, openai.AsyncOpenAI):  # the same holds for the connections
        sdk._client = way.http_client or connections(str(sdk.base_url), way.timeout)
    elif way.http_client is not None:
        raise ConfigError(f"{spec}: this provider's own client sends the requests; it takes no other.")
    options: dict[str, Any] = {limit: STRONG.answer_tokens}
    pace = left_to_wait(getattr(sdk, "_client", None), way.pace)
    if mode:
        options["model"], client = spec.partition("/")[2], _instructed(sdk)
    return InstructorModel(spec, STRONG, client, options, way.retry, pace, _notices(sdk))


def _notices(sdk: Any) -> Notices:
    """Notices about the client's server; not every client tells where that is."""
    address = urlsplit(str(getattr(sdk, "base_url", ""))).netloc
    return Notices(f"The server at {address}" if address else "The server")


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def _ability() -> Ability:
    """A server's model is taken for a strong one unless SYRIAEVENTS_WINDOW=1 says that it is small."""
    return SMALL if os.environ.get(WINDOW_ENV) == "1" else STRONG
