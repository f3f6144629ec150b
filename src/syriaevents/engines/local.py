"""The embedded engine: llama.cpp's own HTTP server on loopback, in a child process.

A child process, because ``xllamacpp`` holds the interpreter's lock for all the seconds that a model takes to load, a
native crash would take a notebook down with it, and the memory comes back only when a process ends.

The child lives exactly as long as its standard input stays open. The system closes that pipe however this process
ends (return, Ctrl-C, SIGTERM, SIGKILL, a crash), on every platform, so no server is left behind and no signal handler
is installed in the user's program. Linux's parent-death signal is not used: it fires when the *thread* that started
the child ends, which in a notebook or a thread pool is long before the process does.

The first line of standard input is the child's `Job` (see ``serving``) as JSON, with a random key that every request
must carry; so the key stands neither on a command line nor in an environment. The child answers with one line, its
greeting, as soon as the model is loaded; everything else it prints is kept for error messages and never reaches the
user's output.
"""

import atexit
import contextlib
import importlib.util
import json
import os
import queue
import secrets
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Self

from syriaevents.engines.cores import usable_cores
from syriaevents.engines.serving import GREETING, Job
from syriaevents.engines.weights import INSTALL
from syriaevents.errors import EngineUnavailable

_LINE = 4096  # the longest piece of a line that is looked at; output without a newline must not fill the memory
_WINDOWS = os.name == "nt"
_KEPT = 12  # lines of the engine's output that are kept for error messages


@dataclass(frozen=True)
class Engine:
    """How the server is run. The defaults are the fastest settings found for short, constrained answers."""

    command: tuple[str, ...] = (sys.executable, "-P", "-m", "syriaevents.engines.serving")
    """The child's command. ``-P`` keeps a stray ``xllamacpp.py`` in the working folder from being imported."""
    module: str = "xllamacpp"
    """The top-level module that the command needs."""
    context: int = 8192
    """Tokens of prompt and answer together."""
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
            _stop(self._process, self._stop_seconds)

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
    job = Job(str(model), secrets.token_urlsafe(24), engine.context, usable_cores())
    process = _spawn(engine.command)
    output: deque[str] = deque(maxlen=_KEPT)
    try:
        port = _greeted(process, job, output, engine.start_seconds)
        if port is None:
            raise EngineUnavailable(_failure(process, model, output))
    except BaseException:  # also Ctrl-C while the model loads
        _stop(process, engine.stop_seconds)
        raise
    return LocalServer(f"http://127.0.0.1:{port}/v1", model, job.api_key, process, output, engine.stop_seconds)


def _spawn(command: tuple[str, ...]) -> subprocess.Popen[bytes]:
    """Start the child in a process group of its own, so that Ctrl-C interrupts this program and not the server."""
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=_environment(os.environ, sys.path),
            process_group=None if _WINDOWS else 0,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),  # defined on Windows only
        )
    except OSError as error:
        raise EngineUnavailable(f"The embedded engine's process could not be started: {error}.") from error


def _environment(current: Mapping[str, str], path: list[str]) -> dict[str, str]:
    """Return the child's environment: it must find the modules that this process finds, however it came by them."""
    here = str(Path(__file__).parents[2])
    return {**current, "PYTHONPATH": os.pathsep.join([entry for entry in path if entry] + [here])}


def _greeted(process: subprocess.Popen[bytes], job: Job, output: deque[str], seconds: float) -> int | None:
    """Send the job and wait for the greeting; return the port, or None when the child ended without one."""
    assert process.stdin is not None  # opened as a pipe
    assert process.stdout is not None
    with contextlib.suppress(OSError):  # it has ended already; why, the reader finds out
        process.stdin.write(json.dumps(asdict(job)).encode() + b"\n")
        process.stdin.flush()
    greeting: queue.SimpleQueue[int | None] = queue.SimpleQueue()
    reader = threading.Thread(target=_listen, args=(process.stdout, output, greeting), daemon=True)
    reader.start()
    try:
        port = greeting.get(timeout=seconds)
    except queue.Empty:
        raise EngineUnavailable(
            f"The embedded engine did not load {job.model} within {seconds:g} seconds. The machine may be busy or "
            f"short of memory.{_quoted(output)}"
        ) from None
    if port is None:
        process.wait()
    return port


def _listen(pipe: IO[bytes], output: deque[str], greeting: "queue.SimpleQueue[int | None]") -> None:
    """Read the child's output until it ends, so that it never blocks; pass the port on, keep the last other lines."""
    for line in iter(lambda: pipe.readline(_LINE), b""):
        text = line.decode("utf-8", "replace").strip()
        port = text.removeprefix(GREETING)
        if port != text and port.isdecimal():
            greeting.put(int(port))
        elif text:
            output.append(text)
    greeting.put(None)
    pipe.close()


def _stop(process: subprocess.Popen[bytes], seconds: float) -> None:
    """End the child and collect it; it has nothing to save."""
    process.terminate()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdin is not None:
        with contextlib.suppress(OSError):
            process.stdin.close()


def _failure(process: subprocess.Popen[bytes], model: Path, output: deque[str]) -> str:
    killed = process.returncode in (-9, 137)
    short = killed or any("alloc" in line.lower() or "MemoryError" in line for line in output)
    reason = (
        "memory ran out: it needs about twice the size of the file, here "
        f"{2 * model.stat().st_size / 1e9:.1f} GB. Close other programs, or use a smaller model"
        if short
        else "the file may be damaged, or of a kind of model that llama.cpp does not know"
    )
    return (
        f"The embedded engine stopped while it loaded {model} (exit status {process.returncode}); probably {reason}."
        f"{_quoted(output)}"
    )


def _quoted(output: deque[str]) -> str:
    lines = "\n".join(output)
    return f" Its last words:\n{lines}" if lines else ""
