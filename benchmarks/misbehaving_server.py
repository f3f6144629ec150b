"""An OpenAI-compatible server that misbehaves on a seeded schedule, and keeps a log of what it did.

``python benchmarks/misbehaving_server.py [--bad 0.3] [--seed 1] [--delay 0.02]``: the first line of output is the
server's address, ending in ``/v1``. What a question meets depends on the seed, the question and how often it was asked,
not on the time (but for storms), so that runs can be compared. ``GET /log`` answers with one JSON object a line for
each request: ``at`` (seconds), ``question`` (a digest of the last message), ``did``; ``--log-to FILE`` notes the same.
Needs aiohttp.
"""

import argparse
import asyncio
import hashlib
import json
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, TextIO

from aiohttp import web

_MAX_REQUEST = 64 * 1024 * 1024
ANSWER = '{"statements":[],"movements":[],"initiatives":[]}'
BAD = (
    "delay", "overload", "overload with Retry-After", "error 500", "error 503", "reset", "wrong JSON", "truncated",
    "slow loris", "other model",
)  # fmt: skip
"""What a bad answer may be."""
HOPELESS = ("refused", "wrong JSON", "error 500")
"""What a question that is never answered meets each time."""


@dataclass
class Schedule:
    """What the server does, and what it did."""

    seed: int = 1
    bad: float = 0.3
    """Share of the requests that are answered badly."""
    hopeless: float = 0.02
    """Share of the questions that are never answered well."""
    storm_every: int = 0
    """After so many requests all meet a 429 for ``storm`` seconds; 0: never."""
    storm: float = 2.0
    revoke_at: int | None = None
    """Request from which on the key is refused."""
    delay: float = 0.02
    """Seconds of a good answer."""
    loris: float = 8.0
    """Seconds in which a slow loris sends its answer."""
    rpm: int | None = None
    """Requests a minute that the headers tell of."""
    answer: str = ANSWER
    storm_until: float = 0.0
    log_to: TextIO | None = None
    """Where each request is noted too."""
    asked: Counter[str] = field(default_factory=Counter)
    log: list[dict[str, Any]] = field(default_factory=list)

    def behaviour(self, question: str) -> str:
        """What this request meets."""
        number, self.asked[question] = len(self.log), self.asked[question] + 1
        if self.revoke_at is not None and number >= self.revoke_at:
            return "revoked"
        if self.storm_every and number and number % self.storm_every == 0:
            self.storm_until = time.monotonic() + self.storm
        if time.monotonic() < self.storm_until:
            return "overload"
        fate = random.Random(f"{self.seed}:{question}")
        if fate.random() < self.hopeless:
            return fate.choice(HOPELESS)
        chance = random.Random(f"{self.seed}:{question}:{self.asked[question]}")
        return chance.choice(BAD) if chance.random() < self.bad else "good"


def completion(content: str | None, *, model: str = "m", finish: str = "stop", refusal: str | None = None) -> bytes:
    """A whole answer."""
    message = {"role": "assistant", "content": content, "refusal": refusal}
    choice = {"index": 0, "finish_reason": finish, "message": message}
    usage = {"prompt_tokens": 1000, "completion_tokens": 200, "total_tokens": 1200}
    answer = {"id": "x", "object": "chat.completion", "created": 1, "model": model, "choices": [choice], "usage": usage}
    return json.dumps(answer).encode()


def application(schedule: Schedule) -> web.Application:
    """The server."""

    async def complete(request: web.Request) -> web.StreamResponse:
        messages = json.loads(await request.read())["messages"]
        question = hashlib.sha256(messages[-1]["content"].encode()).hexdigest()[:16]
        did = schedule.behaviour(question)
        entry = {"at": time.monotonic(), "question": question, "did": did}
        schedule.log.append(entry)
        if schedule.log_to is not None:
            print(json.dumps(entry), file=schedule.log_to, flush=True)
        return await _respond(request, schedule, did)

    async def log(_request: web.Request) -> web.Response:
        return web.Response(text="".join(f"{json.dumps(entry)}\n" for entry in schedule.log))

    app = web.Application(client_max_size=_MAX_REQUEST)
    app.router.add_post("/v1/chat/completions", complete)
    app.router.add_get("/log", log)
    return app


async def _respond(request: web.Request, schedule: Schedule, did: str) -> web.StreamResponse:
    good = completion(schedule.answer)
    await asyncio.sleep(schedule.delay * (20 if did == "delay" else 1))
    failures = {"overload": 429, "overload with Retry-After": 429, "error 500": 500, "error 503": 503, "revoked": 401}
    if did in failures:
        headers = {"Retry-After": "1"} if did == "overload with Retry-After" else {}
        return web.json_response({"error": {"message": did}}, status=failures[did], headers=headers)
    if did == "reset":
        return await _trickled(request, good, cut=len(good) // 2, seconds=0)
    if did == "slow loris":
        return await _trickled(request, good, cut=None, seconds=schedule.loris)
    bodies = {
        "wrong JSON": completion('{"statements": [{"sentence": "first", oh no'),
        "truncated": completion('{"statements": [{"sentence": 1, "wh', finish="length"),
        "refused": completion(None, refusal="I would rather not."),
        "other model": completion(schedule.answer, model="another-model-2"),
    }
    headers = {"x-ratelimit-limit-requests": str(schedule.rpm)} if schedule.rpm else {}
    return web.Response(body=bodies.get(did, good), content_type="application/json", headers=headers)


async def _trickled(request: web.Request, body: bytes, *, cut: int | None, seconds: float) -> web.StreamResponse:
    """The body piece by piece; with ``cut`` the connection is reset after so many bytes."""
    response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": str(len(body))})
    await response.prepare(request)
    pieces = 10
    step = -(-len(body) // pieces)
    for start in range(0, cut or len(body), step):
        await asyncio.sleep(seconds / pieces)
        try:
            await response.write(body[start : min(start + step, cut or len(body))])
        except ConnectionError:
            return response  # the client has had enough
    if cut and request.transport is not None:
        request.transport.abort()
    return response


async def serve(schedule: Schedule, port: int = 0) -> None:
    """Serve on a port of this machine until cancelled; the address is printed."""
    runner = web.AppRunner(application(schedule), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port, reuse_address=True).start()
    print(f"http://127.0.0.1:{runner.addresses[0][1]}/v1", flush=True)
    await asyncio.Event().wait()


def main() -> None:
    """Read the options and serve."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bad", type=float, default=0.3, help="share of bad answers")
    parser.add_argument("--hopeless", type=float, default=0.02, help="share of questions that are never answered well")
    parser.add_argument("--storm-every", type=int, default=0, metavar="N", help="requests between two storms of 429")
    parser.add_argument("--storm", type=float, default=2.0, metavar="SECONDS", help="how long a storm lasts")
    parser.add_argument("--loris", type=float, default=8.0, metavar="SECONDS", help="of an answer that trickles in")
    parser.add_argument("--revoke-at", type=int, metavar="N", help="request from which on the key is refused")
    parser.add_argument("--delay", type=float, default=0.02, metavar="SECONDS")
    parser.add_argument("--rpm", type=int, help="requests a minute that the headers tell of")
    parser.add_argument("--answer", default=ANSWER, help="content of a good answer")
    parser.add_argument("--log-to", type=argparse.FileType("a", encoding="utf-8"), metavar="FILE")
    parser.add_argument("--port", type=int, default=0)
    chosen = vars(parser.parse_args())
    port = chosen.pop("port")
    asyncio.run(serve(Schedule(**chosen), port))


if __name__ == "__main__":
    main()
