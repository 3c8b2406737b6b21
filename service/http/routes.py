"""Which route will serve a request: found once, before anything is decided by it, and by the framework's own router."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from litestar import Litestar
from litestar.enums import HttpMethod, ScopeType
from litestar.exceptions import HTTPException
from litestar.types import ASGIApp, Receive, RouteHandlerType, Scope, Send
from litestar.utils import normalize_path

from service.errors import OnrecordError
from service.http.asked import Patience
from service.http.errors import MethodNotAllowed, NotFound
from service.http.fields import fields_of
from service.http.needs import KIND, NEEDS, Kind
from service.http.problems import kind_of, send_problem
from service.http.spoken import TEMPLATES, Earlier
from service.http.versions import earlier_version

# A slash that was encoded is part of a name to a proxy, and parts names to the router.
_HIDDEN_SLASHES = (b"%2f", b"%5c")
# No route of ours has a longer address. Found routes are remembered here and in the framework, by the address as it came.
_LONGEST = 256
_NOTHING = "there is nothing at this address"


class Routes:
    """Puts route and fields of each request into its state, for the layers further in; answers what has no route."""

    def __init__(self, app: ASGIApp, framework: Litestar, body_timeout_s: float) -> None:
        self._app = app
        self._find: Callable[..., tuple[Any, RouteHandlerType, str, Any, str]] = framework.asgi_router.handle_routing
        self._body_timeout_s = body_timeout_s
        self._route = lru_cache(1024)(self._found)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        state = scope["state"]
        # A HEAD is a GET of which the server sends the head alone: whatever is decided by the method is decided alike.
        method = "GET" if scope["method"] == "HEAD" else scope["method"]
        try:
            raw = scope.get("raw_path") or b""
            if max(len(raw), len(scope["path"])) > _LONGEST:
                raise NotFound(_NOTHING)
            route = self._route(scope["path"], raw, method)
            state["fields"] = fields = fields_of(scope)
            earlier = earlier_version(fields)
        except HTTPException as error:
            await send_problem(send, kind_of(error), _with_head(error.headers))
            return
        except OnrecordError as error:
            await send_problem(send, error)
            return
        scope["path_template"], state[NEEDS], state[KIND] = route
        if earlier is not None and route[0] in TEMPLATES:
            send = Earlier(send, earlier, route[0], fields)
        served: Scope = scope if method == scope["method"] else {**scope, "method": HttpMethod.GET}
        await self._app(served, Patience(receive, self._body_timeout_s, streams=state[KIND] == "stream"), send)

    def _found(self, path: str, raw: bytes, method: str) -> tuple[str, str | None, Kind]:
        """Path template of the route, the scope that it needs and the kind of its requests.

        Nobody gets to a route that does not say whom it serves, nor to any by a name that is not its own.
        """
        own = normalize_path(path)
        hidden = b"%" in raw and any(slash in raw.lower() for slash in _HIDDEN_SLASHES)
        if path not in (own, own.rstrip("/") + "/") or hidden:
            raise NotFound(_NOTHING)
        _, handler, _, _, template = self._find(path=own, method=method)
        if NEEDS not in handler.opt:
            raise MethodNotAllowed("this address does not answer to this method")
        return template, handler.opt[NEEDS], handler.opt.get(KIND, "request")


def _with_head(headers: dict[str, str] | None) -> dict[str, str] | None:
    """The headers of an error; where they name methods, HEAD beside GET."""
    allowed = (headers or {}).get("allow", "").split(", ")
    return {**(headers or {}), "allow": ", ".join([*allowed, "HEAD"])} if "GET" in allowed else headers
