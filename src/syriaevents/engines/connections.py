"""The connections that questions go over: kept from one to the next, timed, and paced where that is wanted."""

import weakref
from typing import TYPE_CHECKING, Any

from syriaevents.engines.deadline import within
from syriaevents.engines.model import Pace

if TYPE_CHECKING:
    import httpx2

_IDLE = 60.0
"""Seconds that a connection is kept for the next call."""
_MOST = 1000


def connections(url: str, timeout: float) -> "httpx2.AsyncClient":
    """HTTP/2 where it may be spoken; plain HTTP through aiohttp, which takes a third less of the processor's time."""
    import httpx2
    import openai

    limits = httpx2.Limits(max_connections=_MOST, max_keepalive_connections=_MOST, keepalive_expiry=_IDLE)
    client: httpx2.AsyncClient
    if url.startswith("https:"):
        client = openai.DefaultAsyncHttpxClient(http2=True, limits=limits, timeout=timeout)
    else:
        client = openai.DefaultAioHttpClient(limits=limits, timeout=timeout)
        weakref.finalize(client, _left_open, client._transport)
    client.event_hooks["response"].append(within(timeout))
    return client


def _left_open(transport: Any) -> None:
    """Let go of what a program did not close, which ends with it; aiohttp would complain about each connection."""
    session = transport.client
    if session is not None and not session.closed:
        connector = session.connector
        session.detach()
        connector._close()


def left_to_wait(client: Any, pace: Pace | None) -> Pace | None:
    """The pace, where the connections cannot be told to keep it for every single request."""
    hooks = getattr(client, "event_hooks", None)
    if pace is None or not isinstance(hooks, dict):
        return pace

    async def wait(request: "httpx2.Request") -> None:
        await pace.wait(len(request.content))

    async def observe(response: "httpx2.Response") -> None:
        pace.observe(response.status_code, response.headers)

    hooks["request"].append(wait)
    hooks["response"].append(observe)
    return None
