"""A request as it came in: its body, within limits of size and time, and what its headers say about the cache."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from litestar.types import HTTPReceiveMessage, Receive, WebSocketReceiveMessage

from service.errors import TooLarge
from service.http.errors import BodyTimeout
from service.http.fields import Fields


class ClientGone(Exception):
    """The client hung up before its body was there: there is nobody to answer."""


@dataclass(slots=True)
class Asked:
    """``alias`` is the cache's key of these very bytes; ``fault`` why the shared store could not be asked for them."""

    body: bytes
    fields: Fields
    no_store: bool = False  # the caller wants no trace of this request in any cache
    anew: bool = False  # the caller wants the answer made now; it may be kept
    alias: str | None = None
    fault: str | None = None

    def __post_init__(self) -> None:
        wishes = self.fields.cache_wishes
        self.no_store, self.anew = "no-store" in wishes, "no-cache" in wishes

    @property
    def if_none_match(self) -> str:
        """ETags that the caller has answers to."""
        return self.fields.text(b"if-none-match")


class Patience:
    """Receives a body that has to be there within ``seconds``; where ``streams``, each line of it has that long.

    Time runs from the first that is asked for. Raises BodyTimeout. Once the body is there, whoever waits for the client
    to hang up may wait for ever.
    """

    def __init__(self, receive: Receive, seconds: float, *, streams: bool = False) -> None:
        self._receive = receive
        self._seconds = seconds
        self._streams = streams
        self._until: float | None = None
        self._complete = False

    async def __call__(self) -> HTTPReceiveMessage | WebSocketReceiveMessage:
        if self._complete:
            return await self._receive()
        if self._until is None:
            self._until = asyncio.get_running_loop().time() + self._seconds
        try:
            async with asyncio.timeout_at(self._until):
                message = await self._receive()
        except TimeoutError:
            what = "a line" if self._streams else "the body"
            raise BodyTimeout(f"{what} was not there within {self._seconds:g} seconds") from None
        self._complete = not message.get("more_body")
        if self._streams and message["type"] == "http.request" and b"\n" in message["body"]:
            self._until = None  # and the next line has as long
        return message


async def read_body(receive: Receive, limit: int) -> bytes:
    """All of the body. TooLarge over ``limit`` bytes, ClientGone if the client hung up, and what ``receive`` raises."""
    chunks: list[bytes] = []
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            raise ClientGone
        chunks.append(message["body"])
        size, more = size + len(message["body"]), message["more_body"]
        if size > limit:
            raise TooLarge(f"the body has more than {limit} bytes", expected=f"at most {limit} bytes")
    return chunks[0] if len(chunks) == 1 else b"".join(chunks)


def again(body: bytes, receive: Receive) -> Receive:
    """The body once more; after it, whatever else comes in."""
    pending: list[HTTPReceiveMessage] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> object:
        return pending.pop() if pending else await receive()

    return replay  # type: ignore[return-value]
