"""``POST /mcp``: the tools for assistants, behind the same door, access and bounds as all other routes."""

from __future__ import annotations

from typing import Any

from litestar import asgi
from litestar.handlers import ASGIRouteHandler
from litestar.types import Receive, Scope, Send
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

from service.answering import Answering, Wish
from service.errors import OnrecordError
from service.http.asked import Asked, ClientGone, again, read_body
from service.http.errors import MethodNotAllowed
from service.http.needs import opened_by
from service.http.problems import send_problem
from service.mcp.tools import Tools
from service.settings import Settings

PATH = "/mcp"
_ALLOW = {"Allow": "POST"}


class Assistants:
    """The protocol without sessions: each call stands for itself, so that any replica may answer it."""

    def __init__(self, answering: Answering, settings: Settings) -> None:
        self.manager = StreamableHTTPSessionManager(
            Tools(answering, settings, _wish_of).server(),
            json_response=True,
            stateless=True,
            max_request_body_size=settings.max_body_bytes,
        )
        self._most = settings.max_body_bytes

    def route(self) -> ASGIRouteHandler:
        """What the application mounts; its ``manager`` has to run meanwhile."""

        @asgi(PATH, opt=opened_by("extract"), copy_scope=False)
        async def mcp(scope: Scope, receive: Receive, send: Send) -> None:
            await self._answer(scope, receive, send)

        return mcp

    async def _answer(self, scope: Any, receive: Receive, send: Any) -> None:
        try:
            if scope["method"] != "POST":
                raise MethodNotAllowed("assistants post their calls")
            body = await read_body(receive, self._most)
        except OnrecordError as error:
            await send_problem(send, error, _ALLOW if isinstance(error, MethodNotAllowed) else None)
            return
        except ClientGone:
            return
        replayed: Any = again(body, receive)
        await self.manager.handle_request(scope, replayed, _in_full(send))


def _in_full(send: Any) -> Any:
    """Sends messages with the parts that may be left out, and that our layers read."""

    async def sending(message: Any) -> None:
        is_body = message["type"] == "http.response.body"
        await send({"body": b"", "more_body": False, **message} if is_body else message)

    return sending


def _wish_of(request: Any) -> Wish:
    """Who asks, and what of the cache: as for every other request."""
    state = request.scope["state"]
    asked = Asked(b"", state["fields"])
    return Wish(anew=asked.anew, store=not asked.no_store, caller=state["caller"])
