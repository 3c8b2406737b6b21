"""Structured logs: a JSON object a line on standard error, with the id of the request it belongs to, and no secret."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

import orjson
import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

_HIDDEN = "***"
_STANDARD_ERROR = 2
_TALKATIVE = ("httpx", "httpcore", "mcp")  # a line a request, at a level at which we say what matters


def configure(level: str, secrets: Iterable[str] = ()) -> None:
    """Send our own log and that of all libraries to standard error, from ``level`` up, with ``secrets`` blacked out."""
    number = getattr(logging, level.upper())
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.processors.format_exc_info,
        Blackout(secrets),
    ]
    render = structlog.processors.JSONRenderer(serializer=lambda value, **_: orjson.dumps(value, default=str))
    structlog.configure(
        processors=[*shared, render],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.BytesLoggerFactory(open(_STANDARD_ERROR, "wb", buffering=0, closefd=False)),  # noqa: SIM115
        cache_logger_on_first_use=False,  # an application made later may have settings of its own
    )
    handler = logging.StreamHandler(open(_STANDARD_ERROR, "w", encoding="utf-8", closefd=False))  # noqa: SIM115
    # A library's record has its logger's name, and goes the same way from here.
    after: list[Processor] = [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        lambda _, __, event: orjson.dumps(event, default=str).decode(),
    ]
    foreign = [structlog.stdlib.add_logger_name, *shared]
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=foreign, processors=after))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(number)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(number, logging.WARNING))


class Blackout:
    """Blacks out secrets wherever they stand in a line: in a message, an address, a traceback."""

    def __init__(self, secrets: Iterable[str]) -> None:
        self._secrets = [secret for secret in secrets if secret]

    def __call__(self, _: WrappedLogger, __: str, event: EventDict) -> EventDict:
        if not self._secrets:
            return event
        return {name: self._hidden(value) for name, value in event.items()}

    def _hidden(self, value: Any) -> Any:
        if isinstance(value, int | float | bool) or value is None:
            return value
        text = value if isinstance(value, str) else str(value)
        for secret in self._secrets:
            text = text.replace(secret, _HIDDEN)
        return text


log: structlog.typing.FilteringBoundLogger = structlog.get_logger("onrecord")
