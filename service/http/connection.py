"""A connection: closed when it is silent, idle or unread, and what nobody waits for any more ends with it."""

from __future__ import annotations

import asyncio
import resource
import socket
from functools import cache
from typing import Any

from uvicorn._types import ASGI3Application, ASGIReceiveCallable, ASGISendCallable, Scope
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from service.errors import OnrecordError
from service.http.errors import BadRequest, HeadersTooLarge
from service.requests.problems import as_problem

_LOOK_S = 2.0
_HEAD_WITHIN_S = 10.0
_IDLE_S = 30.0
_READ_WITHIN_S = 30.0  # seconds that a client may take to read what is held here of its answer
_UNREAD_BYTES = 65_536
_HEAD_BYTES = 65_536
_IN_A_ROW = 16  # requests that may wait on a connection for the one that is being answered
_CONNECTIONS = 10_000
_OTHER_FILES = 512  # that are kept free of connections
_CLOSED_STATES = (7, 8)  # TCP_CLOSE and TCP_CLOSE_WAIT, in Linux's tcp_states.h


class Connection(HttpToolsProtocol):
    """Uvicorn's, with limits of its own."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._since = self.loop.time()  # when it began to wait for a request, or for the rest of one
        self._begun = True  # whether a request is to be there soon: the first is
        self._head_bytes = 0
        self._behind_bytes = 0
        self._unread_since: float | None = None
        self._serving: RequestResponseCycle | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def waiting_since(self) -> float | None:
        """Since when nothing is worked on here; None while something is."""
        return self._since if self.cycle is None or self.cycle.response_complete else None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        transport.set_write_buffer_limits(high=_UNREAD_BYTES)
        self._looking = self.loop.call_later(_LOOK_S, self._look)
        if len(self.connections) > _most_connections():
            self._make_room()

    def _make_room(self) -> None:
        """Close the connection that has waited longest for a request."""
        waiting = [(one.waiting_since, one) for one in self.connections if isinstance(one, Connection)]
        idle = min(
            ((since, one) for since, one in waiting if since is not None), key=lambda each: each[0], default=None
        )
        if idle is not None:
            idle[1].transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._looking.cancel()
        if self._task is not None and self._serving is not None and not self._task.done():
            self._serving.disconnected = True
            self._task.cancel()

    def _look(self) -> None:
        if self._overdue(self.loop.time()) or (self.flow.read_paused and self._hung_up()):
            self.transport.abort()
        else:
            self._looking = self.loop.call_later(_LOOK_S, self._look)

    def _overdue(self, now: float) -> bool:
        if self._unread_since is not None:
            return now - self._unread_since > _READ_WITHIN_S
        since = self.waiting_since
        return since is not None and now - since > (_HEAD_WITHIN_S if self._begun else _IDLE_S)

    def _hung_up(self) -> bool:
        """Whether the client has closed its side: while nothing is read, nothing else says so."""
        info = self.transport.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)
        return info[0] in _CLOSED_STATES

    def pause_writing(self) -> None:
        super().pause_writing()
        self._unread_since = self.loop.time()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._unread_since = None

    def data_received(self, data: bytes) -> None:
        self._head_bytes += len(data)
        super().data_received(data)
        if self._head_bytes > _HEAD_BYTES and self._in_head and not self.transport.is_closing():
            self._refuse(
                HeadersTooLarge("the headers are too many or too long", expected=f"at most {_HEAD_BYTES} bytes")
            )

    @property
    def _in_head(self) -> bool:
        return self.scope is not None and "method" not in self.scope

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._behind_bytes = 0
        self._since, self._begun = self.loop.time(), True

    def on_header(self, name: bytes, value: bytes) -> None:
        if self._in_head:
            super().on_header(name, value)
            return
        # What comes behind a body is no header: nobody would look at it again.
        self._behind_bytes += len(name) + len(value)
        if self._behind_bytes > _HEAD_BYTES:
            raise ValueError("more behind a body than there may be before it")

    def on_headers_complete(self) -> None:
        self._head_bytes = 0
        super().on_headers_complete()
        if len(self.pipeline) > _IN_A_ROW:
            self.transport.abort()
            raise ConnectionAbortedError  # there may be thousands more in what has come in

    def on_body(self, body: bytes) -> None:
        self._head_bytes = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        super().on_message_complete()
        if not self.pipeline:
            self.flow.resume_reading()  # all of the body is there; what may come now is that the client hangs up

    def on_response_complete(self) -> None:
        # What is left of a body that nobody wanted has as long to come in as a request has.
        self._since, self._begun = self.loop.time(), self.cycle.more_body
        super().on_response_complete()
        self._unset_keepalive_if_required()  # it is looked after here

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP."""
        self._refuse(BadRequest("this is not HTTP/1.1", expected=msg))

    def _refuse(self, error: OnrecordError) -> None:
        if self.transport.is_closing():
            return
        if self.cycle is not None and self.cycle.response_started and not self.cycle.response_complete:
            self.transport.abort()  # in the middle of an answer there is no other
            return
        body = as_problem(error).model_dump_json().encode()
        head = b"content-type: application/problem+json\r\ncontent-length: %d\r\nconnection: close\r\n\r\n" % len(body)
        self.transport.write(STATUS_LINE[error.status] + head + body)
        self.transport.close()

    def _unsupported_upgrade_warning(self) -> None:
        """No other protocol is spoken here, and what follows the wish for one is no request: it is the last that is answered."""
        self.cycle.keep_alive = False

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
        self._serving = cycle
        self._task = self.loop.create_task(cycle.run_asgi(_attended(app, cycle)))
        self._task.add_done_callback(self.tasks.discard)
        self.tasks.add(self._task)


def _attended(app: ASGI3Application, cycle: RequestResponseCycle) -> ASGI3Application:
    """``app``, which may be cancelled without complaint: the client is gone, or the server stops and waits no longer."""

    async def attended(scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        try:
            await app(scope, receive, send)
        except asyncio.CancelledError:
            cycle.disconnected = True
            cycle.transport.abort()

    return attended


@cache
def _most_connections() -> int:
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return max(64, min(_CONNECTIONS, files - _OTHER_FILES))
