"""A client whose questions to a model are answered from what is known, or noted and answered later.

Everything above it stays the same: the requests that would be sent are what is noted, byte for byte.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx2


@dataclass(frozen=True, slots=True)
class Answered:
    """What a server answered to a request."""

    status: int
    body: bytes


Known = Callable[[bytes], Answered]
"""The body of a request → its answer. Raises Waiting where there is none yet, ServerError where there will be none."""


class DeferredClient(httpx2.AsyncClient):
    """Answers chat completions by ``known`` and sends everything else on its way, for ``open_model(http_client=…)``."""

    def __init__(self, known: Known) -> None:
        super().__init__(http2=True, follow_redirects=True)
        self._known = known

    async def send(self, request: httpx2.Request, **options: Any) -> httpx2.Response:
        """The answer to one request."""
        if not request.url.path.endswith("/chat/completions"):
            return await super().send(request, **options)
        answer = self._known(await request.aread())
        headers = {"content-type": "application/json"}
        return httpx2.Response(answer.status, content=answer.body, headers=headers, request=request)
