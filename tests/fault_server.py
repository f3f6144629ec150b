"""A chat-completions server on loopback that answers from a script, one behaviour a request.

It fails the ways that real servers fail, and records what it was sent. The script's last behaviour
answers all further requests.
"""

import json
import socket
import struct
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

EMPTY = '{"statements":[],"movements":[],"initiatives":[]}'
"""An answer without records."""
PROMPT_TOKENS, CACHED_TOKENS, COMPLETION_TOKENS = 100, 40, 7
"""The usage that every answer reports."""


@dataclass(frozen=True)
class Behaviour:
    """What the server does with one request."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    sleep: float = 0.0
    """Seconds before it answers; cut short when the server is closed."""
    send: int | None = None
    """Bytes of the body that are sent before the connection is reset; -1: not even the headers."""


@dataclass(frozen=True)
class Request:
    """A request as it came."""

    path: str
    headers: Mapping[str, str]
    body: dict[str, Any]
    at: float
    """Seconds of a monotonic clock."""
    client: tuple[str, int]
    """The other end; one for each connection."""


def answer(message: Mapping[str, Any], finish_reason: str = "stop") -> Behaviour:
    """One choice with a message."""
    choice = {"index": 0, "message": {"role": "assistant", **message}, "finish_reason": finish_reason}
    return completion([choice])


def completion(choices: Sequence[Mapping[str, Any]]) -> Behaviour:
    """A whole completion with usage."""
    whole = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "stub",
        "choices": list(choices),
        "usage": {
            "prompt_tokens": PROMPT_TOKENS,
            "completion_tokens": COMPLETION_TOKENS,
            "total_tokens": PROMPT_TOKENS + COMPLETION_TOKENS,
            "prompt_tokens_details": {"cached_tokens": CACHED_TOKENS},
        },
    }
    return Behaviour(body=json.dumps(whole).encode())


def ok(content: str | Mapping[str, Any] = EMPTY) -> Behaviour:
    """An answer with this text, or this value as JSON."""
    return answer({"content": content if isinstance(content, str) else json.dumps(content)})


def failing(status: int, **headers: str) -> Behaviour:
    """An error status; ``retry_after="1"`` becomes the header ``Retry-After: 1``."""
    body = json.dumps({"error": {"message": f"told with status {status}", "type": "error"}}).encode()
    return Behaviour(status, body, {name.replace("_", "-"): value for name, value in headers.items()})


def http_date(seconds_from_now: float) -> str:
    """A moment as Retry-After may have it."""
    return formatdate(time.time() + seconds_from_now, usegmt=True)


def truncated(content: str = '{"statements":[{"sentence":1,"wh') -> Behaviour:
    """Cut off by the token limit."""
    return answer({"content": content}, "length")


def refusal() -> Behaviour:
    """The model declines."""
    return answer({"content": None, "refusal": "I can't help with that."})


def filtered() -> Behaviour:
    """The provider's filter stepped in."""
    return answer({"content": None}, "content_filter")


def no_choices() -> Behaviour:
    """A completion without choices."""
    return completion([])


def no_content() -> Behaviour:
    """A choice without text."""
    return answer({"content": None})


def page(text: str = "<html><body>Welcome to the proxy</body></html>") -> Behaviour:
    """Something that is no completion at all, with status 200."""
    return Behaviour(body=text.encode(), headers={"Content-Type": "text/html"})


def reset() -> Behaviour:
    """The connection is reset before any answer."""
    return Behaviour(send=-1)


def reset_midway() -> Behaviour:
    """The connection is reset in the middle of the body."""
    whole = ok()
    return Behaviour(body=whole.body, send=len(whole.body) // 2)


def slow(seconds: float = 30.0) -> Behaviour:
    """An answer that takes so long."""
    return Behaviour(body=ok().body, sleep=seconds)


class FaultServer(ThreadingHTTPServer):
    """The server; ``requests`` grows while it runs."""

    daemon_threads = True

    def __init__(self, script: Sequence[Behaviour] = ()) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.script = list(script) or [ok()]
        self.requests: list[Request] = []
        self.closing = threading.Event()
        self._lock = threading.Lock()

    @property
    def spec(self) -> str:
        """The model as ``open_model`` takes it."""
        return f"http://127.0.0.1:{self.server_port}/v1#stub"

    @property
    def connections(self) -> int:
        """How many connections the requests came over."""
        return len({request.client for request in self.requests})

    def take(self, request: Request) -> Behaviour:
        """Record a request; the behaviour for it."""
        with self._lock:
            self.requests.append(request)
            return self.script[min(len(self.requests), len(self.script)) - 1]

    def waits(self) -> list[float]:
        """Seconds between the requests."""
        return [after.at - before.at for before, after in zip(self.requests, self.requests[1:], strict=False)]

    def handle_error(self, *_arguments: object) -> None:
        """A client that went away is no news."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: FaultServer

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        request = Request(self.path, dict(self.headers), json.loads(raw), time.monotonic(), self.client_address)
        behaviour = self.server.take(request)
        if behaviour.sleep:
            self.server.closing.wait(behaviour.sleep)
        if behaviour.send == -1:
            self._reset()
            return
        self.send_response(behaviour.status)
        headers = {"Content-Type": "application/json", "Content-Length": str(len(behaviour.body)), **behaviour.headers}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(behaviour.body[: behaviour.send])
        if behaviour.send is not None:
            self.wfile.flush()
            self._reset()

    def _reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()

    def log_message(self, *_arguments: object) -> None:
        """Tests print nothing."""


@contextmanager
def serving(*script: Behaviour) -> Iterator[FaultServer]:
    """A server that runs until the block ends."""
    server = FaultServer(script)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
