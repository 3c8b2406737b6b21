"""The server: granian, with as many HTTP processes as the settings say."""

from __future__ import annotations

import os

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import Server

from service.http.access import api_keys
from service.settings import Settings
from service.telemetry.metrics import over_processes

# More requests than these at once wait in the kernel's queue: what is taken on can be answered before its deadline.
_BACKPRESSURE = 256
_BACKLOG = 1024
_HEADERS_WITHIN_MS = 10_000
_STOP_WITHIN_S = 35


def serve(settings: Settings | None = None) -> None:
    """Serve until SIGINT or SIGTERM; requests that were taken on are answered first."""
    settings = settings or Settings()
    api_keys(settings)  # without keys where they are needed, nothing is started
    if settings.workers > 1:
        over_processes()
    os.environ.update(settings.environment())  # the HTTP processes read their settings there
    Server(
        "service.http.app:create_app",
        factory=True,
        address=settings.host,
        port=settings.port,
        workers=settings.workers,
        interface=Interfaces.ASGI,
        http=HTTPModes.auto,
        websockets=False,
        backlog=_BACKLOG,
        backpressure=_BACKPRESSURE,
        http1_settings=HTTP1Settings(header_read_timeout=_HEADERS_WITHIN_MS),
        log_level=LogLevels(settings.log_level),
        respawn_failed_workers=True,
        workers_kill_timeout=_STOP_WITHIN_S,
    ).serve()
