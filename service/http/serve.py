"""The server: uvicorn, with as many HTTP processes as the settings say, and connections that have limits."""

from __future__ import annotations

import os
import resource
import socket

from uvicorn import Config
from uvicorn.supervisors import Multiprocess

from service.errors import OnrecordError
from service.http.connection import Connection
from service.http.keyring import keyring
from service.language.pipeline import check_pipeline
from service.settings import Settings
from service.telemetry.log import configure, log
from service.telemetry.metrics import over_processes

_BACKLOG = 4096
_STOP_WITHIN_S = 35
_HUNG_AFTER_S = 60  # an HTTP process that does not answer for so long is replaced
_FILES = 65_536
# What the kernel holds of an answer that is not read, in bytes; it takes twice as much.
_KERNEL_BYTES = 131_072


class CannotListen(OnrecordError):
    """The address is not to be had: another program listens there, or it is no address of this machine."""

    slug = "cannot-listen"
    title = "The service cannot listen there"
    status = 503


def serve(settings: Settings | None = None) -> None:
    """Serve until SIGINT or SIGTERM; requests that were taken on are answered first."""
    settings = settings or Settings()
    keyring(settings)  # without keys where they are needed, nothing is started
    check_pipeline(settings.pipeline)
    configure(settings.log_level, settings.secrets)
    if settings.workers > 1:
        over_processes()
    os.environ.update(settings.environment())  # the HTTP processes read their settings there
    supervise(f"{__package__}.app:create_app", settings.host, settings.port, settings.workers, settings.log_level, True)


def supervise(app: str, host: str, port: int, workers: int, log_level: str, factory: bool) -> None:
    """Serve the application of that name in processes that are replaced when they die."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, _FILES)) if hard > 0 else soft, hard))
    config = Config(
        app,
        factory=factory,
        host=host,
        port=port,
        workers=workers,
        http=Connection,
        ws="none",
        loop="uvloop",
        interface="asgi3",
        backlog=_BACKLOG,
        access_log=False,
        log_config=None,
        log_level=log_level,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=_STOP_WITHIN_S,
        timeout_worker_healthcheck=_HUNG_AFTER_S,
    )
    listening = _listening(host, port)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _KERNEL_BYTES)
    log.info("listening", host=host, port=listening.getsockname()[1])
    Multiprocess(config, sockets=[listening]).run()


def _listening(host: str, port: int) -> socket.socket:
    """The address, taken: CannotListen where it cannot be had."""
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise CannotListen(
            f"cannot listen on {host}, port {port}: {error.strerror}",
            field="ONRECORD_PORT",
            expected="an address of this machine (ONRECORD_HOST, --host) and a port that is free (ONRECORD_PORT, --port)",
        ) from None
    listening.set_inheritable(True)
    return listening
