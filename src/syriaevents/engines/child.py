"""The embedded engine's child process from the parent's side: started, greeted, listened to, stopped.

The first line of the child's standard input is its `Job` (see ``serving``) as JSON, with a random key that every
request must carry; so the key stands neither on a command line nor in an environment. The child answers with one line,
its greeting, as soon as the model is loaded; everything else it prints is kept for error messages and never reaches the
user's output.
"""

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from syriaevents.engines.serving import GREETING, Job
from syriaevents.errors import EngineUnavailable

_LINE = 4096  # the longest piece of a line that is looked at; output without a newline must not fill the memory
_WINDOWS = os.name == "nt"
_KEPT = 12  # lines of the engine's output that are kept for error messages


@dataclass(frozen=True)
class Child:
    """A child that has loaded its model."""

    process: subprocess.Popen[bytes]
    output: deque[str]
    """The last lines that it printed."""
    port: int


def start(command: tuple[str, ...], job: Job, start_seconds: float, stop_seconds: float) -> Child:
    """Start the child and wait until it listens.

    Raises:
        EngineUnavailable: it could not be started, ended while it loaded, or took too long. No child is left behind.
    """
    process = _spawn(command)
    output: deque[str] = deque(maxlen=_KEPT)
    try:
        port = _greeted(process, job, output, start_seconds)
        if port is None:
            raise EngineUnavailable(_failure(process, Path(job.model), output))
    except BaseException:  # also Ctrl-C while the model loads
        stop(process, stop_seconds)
        raise
    return Child(process, output, port)


def _spawn(command: tuple[str, ...]) -> subprocess.Popen[bytes]:
    """Start the child in a process group of its own, so that Ctrl-C interrupts this program and not the server."""
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment(os.environ, sys.path),
            process_group=None if _WINDOWS else 0,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),  # defined on Windows only
        )
    except OSError as error:
        raise EngineUnavailable(f"The embedded engine's process could not be started: {error}.") from error


def environment(current: Mapping[str, str], path: list[str]) -> dict[str, str]:
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


def stop(process: subprocess.Popen[bytes], seconds: float) -> None:
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
