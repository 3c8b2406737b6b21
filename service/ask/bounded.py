"""A client for HTTP that takes an answer of so many bytes and no more, as it is sent, from where it was asked."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx2
import openai


class TooMuch(Exception):
    """The answer is longer than may be, or packed, so that nobody knows how long it is."""


def bounded_client(most: int) -> httpx2.AsyncClient:
    """A client for a model's server: no redirections, nothing packed, ``most`` bytes an answer; TooMuch for others."""

    async def bound(response: httpx2.Response) -> None:
        if response.headers.get("content-encoding", "identity").strip().lower() != "identity":
            raise TooMuch
        assert isinstance(response.stream, httpx2.AsyncByteStream)
        response.stream = _Bounded(response.stream, most)

    client = openai.DefaultAsyncHttpxClient(follow_redirects=False, event_hooks={"response": [bound]})
    client.headers["accept-encoding"] = "identity"
    return client


class _Bounded(httpx2.AsyncByteStream):
    def __init__(self, stream: httpx2.AsyncByteStream, most: int) -> None:
        self._stream, self._left = stream, most

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for piece in self._stream:
            self._left -= len(piece)
            if self._left < 0:
                raise TooMuch
            yield piece

    async def aclose(self) -> None:
        await self._stream.aclose()
