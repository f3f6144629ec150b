"""A server on loopback that answers chat completions at once and in batches, by OpenAI's Batch API.

Files are uploaded, batches made of them, retrieved, listed; output and error files are served. What it answers
depends on the request alone, so that both ways can be compared. A plan says what goes wrong with which batch.
"""

import email.parser
import email.policy
import hashlib
import json
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Line = dict[str, Any]
Answer = Callable[[dict[str, Any]], tuple[int, Any]]
"""The body of a request → status, and the body of the answer."""
FINAL = ("completed", "failed", "expired", "cancelled")
_NUMBERED = re.compile(r"^\[(\d+)\] (.*)$", re.MULTILINE)
_NAME = re.compile(r"\b[A-Z][\w'-]+(?: al-[A-Z]\w+| [A-Z][\w'-]+)+")


@dataclass(frozen=True)
class Plan:
    """What happens to one batch."""

    polls: int = 1
    """How often it is retrieved before it has ended."""
    status: str = "completed"
    expires: Callable[[int], bool] = lambda _line: False
    """Lines (from 0) that are not answered before the batch ends."""
    fails: Callable[[int], int | None] = lambda _line: None
    """Lines that are answered with an error status."""
    loses: Callable[[int], bool] = lambda _line: False
    """Lines that stand in neither file."""
    errors: Sequence[dict[str, Any]] = ()
    """Why the batch as a whole is turned away, with status ``failed``."""
    spoilt_by: bytes = b"\0"
    """A batch with such a line is turned away, and the line is named."""
    lost_reply: bool = False
    """The batch is made, and the connection is cut before that is told."""


@dataclass
class Batch:
    """A batch as the server knows it."""

    id: str
    input_file: str
    metadata: dict[str, str]
    plan: Plan
    polls: int = 0
    status: str = "validating"
    made: int = field(default_factory=lambda: int(time.time()))
    files: dict[str, str | None] = field(default_factory=dict)
    errors: list[dict[str, Any]] = field(default_factory=list)

    def shown(self) -> dict[str, Any]:
        """As the API tells it."""
        return {
            "id": self.id, "object": "batch", "endpoint": "/v1/chat/completions", "completion_window": "24h",
            "created_at": self.made, "input_file_id": self.input_file, "metadata": self.metadata, "status": self.status,
            "output_file_id": self.files.get("output"), "error_file_id": self.files.get("error"),
            "errors": {"object": "list", "data": self.errors} if self.status == "failed" else None,
            "request_counts": {"total": 0, "completed": 0, "failed": 0},
        }  # fmt: skip


def completion(content: str, finish_reason: str = "stop") -> dict[str, Any]:
    """A chat completion."""
    return {
        "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "stub",
        "choices": [{"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": finish_reason}],
        "usage": {
            "prompt_tokens": 100, "completion_tokens": len(content), "total_tokens": 100 + len(content),
            "prompt_tokens_details": {"cached_tokens": 40},
        },
    }  # fmt: skip


def plausible(body: dict[str, Any]) -> tuple[int, Any]:
    """A statement for each sentence with a name in it; now and then a bad record, bad JSON or a cut-off answer."""
    asked = body["messages"][-1]["content"]
    mischief = int(hashlib.sha256(asked.encode()).hexdigest(), 16)
    if "not borne out" in asked or "not the JSON" in asked or "validation" in asked.lower():
        return 200, completion("{}")
    rows = _NUMBERED.findall(asked) or [("1", asked)]
    if len(rows) > 8 and mischief % 2:
        return 200, completion('{"statements": [{"sent', "length")
    if mischief % 11 == 0:
        return 200, completion("I would say that nothing of the kind is told here.")
    records = [
        {"sentence": int(number), "who": "Colonel Nobody" if (mischief + int(number)) % 5 == 0 else found.group(0),
         "act": "announce"}
        for number, text in rows if (found := _NAME.search(text))
    ]  # fmt: skip
    return 200, completion(json.dumps({"statements": records, "movements": [], "initiatives": []}))


class BatchServer(ThreadingHTTPServer):
    """The server; what it was asked, both ways, is counted by the body of the request."""

    daemon_threads = True

    def __init__(self, answer: Answer, plans: Sequence[Plan]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer = answer
        self.plans = list(plans) or [Plan()]
        self.files: dict[str, bytes] = {}
        self.batches: list[Batch] = []
        self.direct: Counter[str] = Counter()
        self.batched: Counter[str] = Counter()
        self.answered: Counter[str] = Counter()
        """Those of the batched ones that were answered for good."""
        self.statuses: list[int] = []
        """Taken, first to last, by the next calls of the files and batches endpoints; 0 cuts the connection."""
        self.calls: list[str] = []
        self.lock = threading.RLock()

    @property
    def spec(self) -> str:
        """The model as ``open_model`` takes it."""
        return f"http://127.0.0.1:{self.server_port}/v1#stub"

    def handle_error(self, *_arguments: object) -> None:
        """A client that went away is no news."""

    def keep(self, content: bytes) -> str:
        """A new file."""
        name = f"file-{len(self.files) + 1}"
        self.files[name] = content
        return name

    def make(self, wanted: dict[str, Any]) -> Batch:
        """A new batch, with the next plan; the last one goes for all further ones."""
        plan = self.plans[min(len(self.batches), len(self.plans) - 1)]
        batch = Batch(f"batch_{len(self.batches) + 1}", wanted["input_file_id"], wanted.get("metadata") or {}, plan)
        self.batches.append(batch)
        return batch

    def look(self, batch: Batch) -> Batch:
        """The batch, which gets on each time somebody looks."""
        batch.polls += 1
        if batch.status not in FINAL:
            batch.status = "in_progress"
            if batch.polls >= batch.plan.polls:
                self._end(batch)
        return batch

    def _end(self, batch: Batch) -> None:
        lines = self.files[batch.input_file].splitlines()
        spoilt = [number for number, line in enumerate(lines, 1) if batch.plan.spoilt_by in line]
        batch.errors = [{"code": "invalid_request", "message": "bad", "line": number} for number in spoilt]
        batch.errors += batch.plan.errors
        batch.status = "failed" if batch.errors else batch.plan.status
        if batch.status == "failed":
            return
        output: list[Line] = []
        errors: list[Line] = []
        for number, line in enumerate(lines):
            self._run(batch.plan, number, json.loads(line), output, errors)
        for kind, rows in (("output", output), ("error", errors)):
            content = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in reversed(rows))
            batch.files[kind] = self.keep(content.encode()) if rows else None

    def _run(self, plan: Plan, number: int, line: Line, output: list[Line], errors: list[Line]) -> None:
        row: Line = {"id": f"batch_req_{number}", "custom_id": line["custom_id"], "response": None, "error": None}
        if plan.loses(number):
            return
        if plan.expires(number):
            message = "This request could not be executed before the completion window expired."
            errors.append({**row, "error": {"code": "batch_expired", "message": message}})
            return
        self.batched[told(line["body"])] += 1
        failure = plan.fails(number)
        status, body = (failure, {"error": {"message": "no"}}) if failure else self.answer(line["body"])
        row["response"] = {"status_code": status, "request_id": "req_1", "body": body}
        self.answered[told(line["body"])] += status == 200
        (output if status == 200 else errors).append(row)


def told(body: dict[str, Any]) -> str:
    """What makes two requests the same one."""
    return json.dumps(body, sort_keys=True)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: BatchServer

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path.endswith("/chat/completions"):
            body = json.loads(raw)
            with self.server.lock:
                self.server.direct[told(body)] += 1
            self._send(*self.server.answer(body))
            return
        with self.server.lock:
            if self._spoilt("POST"):
                pass
            elif self.path.endswith("/files"):
                self._send(200, self._uploaded(raw))
            elif self.path.endswith("/batches"):
                batch = self.server.make(json.loads(raw))
                if batch.plan.lost_reply:
                    self._cut()
                else:
                    self._send(200, batch.shown())

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        with self.server.lock:
            if self._spoilt("GET"):
                return
            if found := re.search(r"/files/([\w-]+)/content$", parts.path):
                self._send(200, self.server.files[found.group(1)])
            elif found := re.search(r"/batches/([\w-]+)$", parts.path):
                (batch,) = [batch for batch in self.server.batches if batch.id == found.group(1)]
                self._send(200, self.server.look(batch).shown())
            else:
                self._send(200, self._listed(parse_qs(parts.query)))

    def _listed(self, query: dict[str, list[str]]) -> dict[str, Any]:
        newest_first = [batch.shown() for batch in reversed(self.server.batches)]
        after = query.get("after", [""])[0]
        ids = [batch["id"] for batch in newest_first]
        start = ids.index(after) + 1 if after in ids else 0
        page = newest_first[start : start + int(query.get("limit", ["20"])[0])]
        return {"object": "list", "data": page, "has_more": start + len(page) < len(ids)}

    def _uploaded(self, raw: bytes) -> dict[str, Any]:
        head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
        form = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + raw)
        fields = {part.get_param("name", header="content-disposition"): part for part in form.iter_parts()}
        purpose = fields["purpose"].get_payload(decode=True)
        assert purpose == b"batch", purpose
        content = fields["file"].get_payload(decode=True)
        name = self.server.keep(content)
        return {"id": name, "object": "file", "bytes": len(content), "created_at": 1, "filename": "requests.jsonl",
                "purpose": "batch", "status": "processed"}  # fmt: skip

    def _spoilt(self, method: str) -> bool:
        self.server.calls.append(f"{method} {urlsplit(self.path).path}")
        status = self.server.statuses.pop(0) if self.server.statuses else 200
        if status == 0:
            self._cut()
        elif status != 200:
            self._send(status, {"error": {"message": f"told with status {status}"}})
        return status != 200

    def _cut(self) -> None:
        self.close_connection = True
        self.connection.close()

    def _send(self, status: int, body: Any) -> None:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_arguments: object) -> None:
        """Tests print nothing."""


@contextmanager
def serving_batches(
    *plans: Plan, answer: Answer = plausible, kind: type[BatchServer] = BatchServer
) -> Iterator[BatchServer]:
    """A server that runs until the block ends."""
    server = kind(answer, plans)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
