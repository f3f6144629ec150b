"""An answer that trickles in is cut off: a read timeout alone starts anew with every byte."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx2


def within(seconds: float) -> "Callable[[httpx2.Response], Awaitable[None]]":
    """A response hook: the body must have come whole so many seconds after the headers, else ReadTimeout is raised."""
    import httpx2

    class Timed(httpx2.AsyncByteStream):
        def __init__(self, stream: httpx2.AsyncByteStream, until: float) -> None:
            self._stream, self._until = stream, until

        async def __aiter__(self) -> AsyncIterator[bytes]:
            chunks = aiter(self._stream)
            while True:
                try:
                    async with asyncio.timeout_at(self._until):
                        chunk = await anext(chunks, None)
                except TimeoutError:
                    raise httpx2.ReadTimeout(f"The answer had not come whole after {seconds:.0f} s.") from None
                if chunk is None:
                    return
                yield chunk

        async def aclose(self) -> None:
            await self._stream.aclose()

    async def limit(response: httpx2.Response) -> None:
        assert isinstance(response.stream, httpx2.AsyncByteStream)
        response.stream = Timed(response.stream, asyncio.get_running_loop().time() + seconds)

    return limit
