"""An OpenAI-compatible server that gives every chat completion the same answer after the same delay.

``python benchmarks/fixed_delay_server.py CONTENT_FILE [--delay 0.1]``: the content of the answer is read from the
file; the first line of output is the server's address, ending in ``/v1``. Needs aiohttp.
"""

import argparse
import asyncio
import json
from pathlib import Path

from aiohttp import web

_MAX_REQUEST = 64 * 1024 * 1024


def application(content: str, delay: float) -> web.Application:
    """The server: ``content`` after ``delay`` seconds."""
    answer = {
        "id": "fixed", "object": "chat.completion", "created": 1, "model": "m",
        "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": content}}],
        "usage": {"prompt_tokens": 1000, "completion_tokens": 200, "total_tokens": 1200},
    }  # fmt: skip
    body = json.dumps(answer).encode()

    async def complete(request: web.Request) -> web.Response:
        await request.read()
        await asyncio.sleep(delay)
        return web.Response(body=body, content_type="application/json")

    app = web.Application(client_max_size=_MAX_REQUEST)
    app.router.add_post("/v1/chat/completions", complete)
    return app


async def serve(content: str, delay: float) -> None:
    """Serve on a free port of this machine until cancelled; the address is printed."""
    runner = web.AppRunner(application(content, delay), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(f"http://127.0.0.1:{runner.addresses[0][1]}/v1", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("content", type=Path)
    parser.add_argument("--delay", type=float, default=0.1, metavar="SECONDS")
    chosen = parser.parse_args()
    asyncio.run(serve(chosen.content.read_text(encoding="utf-8"), chosen.delay))
