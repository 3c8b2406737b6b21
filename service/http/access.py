"""Who may come in, and how often: API keys with scopes, and rates that hold over all replicas."""

from __future__ import annotations

import ipaddress
from functools import lru_cache

from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Receive, Scope, Send

from service.errors import OnrecordError
from service.http.errors import BadRequest, Forbidden, TooManyRequests, Unauthorized
from service.http.fields import Fields
from service.http.keyring import Keyring
from service.http.problems import send_problem
from service.http.rates import Rates
from service.telemetry import metrics

_CHALLENGE = {"WWW-Authenticate": 'Bearer realm="onrecord"'}


class Access:
    """Lets requests through to ``app`` or turns them away. ``keys`` is None where nobody needs one."""

    def __init__(self, app: ASGIApp, keys: Keyring | None, rates: Rates | None) -> None:
        self._app = app
        self._keys = keys
        self._rates = rates

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        needed = scope["state"]["needs"] if scope["type"] == ScopeType.HTTP else None
        if scope["type"] == ScopeType.HTTP and needed is not None:
            try:
                await self._admit(scope, needed)
            except OnrecordError as refusal:
                metrics.REFUSED.labels(refusal.slug).inc()
                await send_problem(send, refusal, self._headers(refusal))
                return
        await self._app(scope, receive, send)

    async def _admit(self, scope: HTTPScope, needed: str) -> None:
        caller = self._caller(scope, needed)
        scope["state"]["caller"] = caller
        if self._rates is not None and not await self._rates.admits(caller):
            raise TooManyRequests(f"more than {self._rates}", expected=f"at most {self._rates}")

    def _caller(self, scope: HTTPScope, needed: str) -> str:
        """The name of the key; without keys, the address of the client. Raises Unauthorized or Forbidden."""
        if self._keys is None:
            client = scope.get("client")
            return _site(client[0]) if client else "unknown"
        presented = _presented(scope["state"]["fields"])
        if presented is None:
            raise Unauthorized("an API key is needed", field="Authorization", expected="Bearer and an API key")
        key = self._keys.find(presented)
        if key is None:
            raise Unauthorized("this API key is not known", field="Authorization", expected="Bearer and an API key")
        if needed not in key.scopes:
            raise Forbidden(f"this API key may not do that: it lacks the scope {needed}")
        return key.name

    def _headers(self, refusal: OnrecordError) -> dict[str, str]:
        if isinstance(refusal, Unauthorized):
            return _CHALLENGE
        return {"Retry-After": str(self._rates.retry_after_s)} if self._rates and refusal.status == 429 else {}


@lru_cache(4096)
def _site(address: str) -> str:
    """The address; of IPv6, the 64 bits of which whoever has one has all."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv4Address):
        return address
    return str(known.ipv4_mapped or ipaddress.IPv6Network((int(known) >> 64 << 64, 64)))


def _presented(fields: Fields) -> str | None:
    """The key, from the one header or the other. BadRequest where they name two."""
    named = {fields.text(b"x-api-key").strip()}
    kind, _, key = fields.text(b"authorization").partition(" ")
    if kind.lower() == "bearer":
        named.add(key.strip())
    named.discard("")
    if len(named) > 1:
        raise BadRequest("two API keys", field="Authorization", expected="one of Authorization and X-API-Key")
    return named.pop() if named else None
