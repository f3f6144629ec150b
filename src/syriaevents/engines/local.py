"""The embedded engine: llama.cpp's own HTTP server on loopback, in a child process.

A child process, because ``xllamacpp`` holds the interpreter's lock for all the seconds that a model takes to load, a
native crash would take a notebook down with it, and the memory comes back only when a process ends.

The child lives exactly as long as its standard input stays open. The system closes that pipe however this process
ends (return, Ctrl-C, SIGTERM, SIGKILL, a crash), on every platform, so no server is left behind and no signal handler
is installed in the user's program. Linux's parent-death signal is not used: it fires when the *thread* that started
the child ends, which in a notebook or a thread pool is long before the process does.
"""

import atexit
import importlib.util
import os
import secrets
import subprocess
import sys
import threading
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from syriaevents.engines import child
from syriaevents.engines.cores import usable_cores
from syriaevents.engines.serving import Job
from syriaevents.engines.weights import INSTALL
from syriaevents.errors import EngineUnavailable


@dataclass(frozen=True)
class Engine:
    """How the server is run. The defaults are the fastest settings found for short, constrained answers."""

    command: tuple[str, ...] = (sys.executable, "-P", "-m", "syriaevents.engines.serving")
    """The child's command. ``-P`` keeps a stray ``xllamacpp.py`` in the working folder from being imported."""
    module: str = "xllamacpp"
    """The top-level module that the command needs."""
    context: int = 8192
    """Tokens of prompt and answer together."""
    states: Path | None = None
    """A folder for what the server has read, see ``prefixes``."""
    start_seconds: float = 600.0
    """How long loading may take; a slow disk or a busy machine can need minutes. A child that ends is seen at once."""
    stop_seconds: float = 5.0
    """How long the child may take to end when it is told to, before it is killed."""


@dataclass(frozen=True)
class LocalServer:
    """A running server, which belongs to the process that started it; also a context manager that stops it.

    A process forked from that one may ask the server, but cannot stop it.
    """

    base_url: str
    """Where the OpenAI-compatible API is: ``http://127.0.0.1:PORT/v1``."""
    model: Path
    api_key: str = field(repr=False)
    """What requests must carry as their bearer token; no other user of this machine can ask the server."""
    _process: subprocess.Popen[bytes] = field(repr=False, compare=False)
    _output: deque[str] = field(repr=False, compare=False)
    _stop_seconds: float = field(repr=False, compare=False)
    _owner: int = field(repr=False, compare=False, default_factory=os.getpid)

    @property
    def pid(self) -> int:
        """The process id of the server."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the server still runs. A forked process cannot tell, and is answered yes."""
        return os.getpid() != self._owner or self._process.poll() is None

    @property
    def last_words(self) -> str:
        """The last lines of the server's output: what to show when it died while answering. Empty as a rule."""
        return "\n".join(self._output)

    def close(self) -> None:
        """Stop the server and free its memory; does nothing the second time, and in a forked process."""
        if os.getpid() == self._owner:
            child.stop(self._process, self._stop_seconds)

    def _let_go(self) -> None:
        """Close a forked process's copy of the pipe that keeps the server alive."""
        if self._process.stdin is not None:
            self._process.stdin.close()

    def __enter__(self) -> Self:
        """Return the server itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop the server."""
        self.close()


_ENGINE = Engine()
_servers: dict[tuple[Path, Engine], LocalServer] = {}
_lock = threading.Lock()


@atexit.register
def close_all() -> None:
    """Stop every server that this process started."""
    for server in tuple(_servers.values()):
        server.close()


def _forget_pipes() -> None:
    """In a process just forked: let go of what belongs to the parent.

    Another thread may have held the lock; and a server must end with the process that started it, though its forked
    workers live on, so they must not hold its standard input open.
    """
    global _lock  # noqa: PLW0603
    _lock = threading.Lock()
    for server in _servers.values():
        server._let_go()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_pipes)


def serve(model: Path, engine: Engine = _ENGINE) -> LocalServer:
    """Return a server for a GGUF file, starting it when this process has none that is alive.

    Safe to call from many threads at once: one starts the server, the others wait for it. It is stopped when the
    process ends, in whatever way, or by `LocalServer.close`.

    Raises:
        EngineUnavailable: ``xllamacpp`` is not installed, the file is missing or no GGUF file, memory is short, or
            the server did not come up in time. The message says what to do.
    """
    path = Path(model).expanduser().resolve()
    with _lock:
        running = _servers.get((path, engine))
        if running is None or not running.alive:
            _check_model(path)
            running = _servers[path, engine] = _start(path, engine)
        return running


def _check_model(path: Path) -> None:
    """Find the usual mistakes before a process is started for them."""
    try:
        with path.open("rb") as file:
            magic = file.read(4)
    except OSError as error:
        raise EngineUnavailable(f"The model file {path} cannot be read: {error.strerror}.") from error
    if magic != b"GGUF":
        raise EngineUnavailable(
            f"{path} is not a GGUF model file (it starts with {magic!r}). The embedded engine reads models in "
            f"llama.cpp's GGUF format only; a tiny text file in its place is a download that was not completed."
        )


def _start(model: Path, engine: Engine) -> LocalServer:
    if importlib.util.find_spec(engine.module) is None:
        raise EngineUnavailable(f"The embedded engine is not installed ({engine.module} is missing): {INSTALL}")
    job = Job(str(model), secrets.token_urlsafe(24), engine.context, usable_cores(), str(engine.states or ""))
    started = child.start(engine.command, job, engine.start_seconds, engine.stop_seconds)
    url = f"http://127.0.0.1:{started.port}/v1"
    return LocalServer(url, model, job.api_key, started.process, started.output, engine.stop_seconds)
