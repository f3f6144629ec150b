"""A client whose questions to a model are answered from what is known, or noted and answered later.

Everything above it stays the same: the requests that would be sent are what is noted, byte for byte.
"""

from collections.abc import Callable
from dataclasses import dataclass

import httpx2


@dataclass(frozen=True, slots=True)
class Answered:
    """What a server answered to a request."""

    status: int
    body: bytes


Known = Callable[[bytes], Answered]
"""The body of a request → its answer. Raises Waiting where there is none yet, ServerError where there will be none."""


class Deferred(httpx2.AsyncBaseTransport):
    """Answers chat completions by ``known`` and sends everything else on its way."""

    def __init__(self, known: Known, beneath: httpx2.AsyncBaseTransport) -> None:
        self._known = known
        self._beneath = beneath

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """The answer to one request."""
        if not request.url.path.endswith("/chat/completions"):
            return await self._beneath.handle_async_request(request)
        answer = self._known(await request.aread())
        return httpx2.Response(answer.status, content=answer.body, headers={"content-type": "application/json"})

    async def aclose(self) -> None:
        """Give connections back."""
        await self._beneath.aclose()


def deferred_client(known: Known) -> httpx2.AsyncClient:
    """The client, for ``open_model(http_client=…)``."""
    return httpx2.AsyncClient(transport=Deferred(known, httpx2.AsyncHTTPTransport(http2=True)))
