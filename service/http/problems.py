"""Every error as problem details (RFC 9457), and a few words on each kind at its ``type``."""

from __future__ import annotations

from inspect import cleandoc
from typing import Any

from litestar import Controller, Request, Response, get
from litestar.exceptions import HTTPException
from litestar.params import FromPath
from litestar.types import Send

from service.errors import InvalidRequest, NotJson, OnrecordError, PipelineMissing, TooLarge, UnreadableTranscript
from service.http.errors import (
    BadRequest,
    BodyTimeout,
    Forbidden,
    HeadersTooLarge,
    IdempotencyKeyReused,
    InternalError,
    MethodNotAllowed,
    NotFound,
    QueueUnavailable,
    TooManyRequests,
    Unauthorized,
    UnsupportedMediaType,
    VersionNotServed,
)
from service.http.needs import open_to_all
from service.http.openapi import PROBLEM, Paths, answer, for_all, json_content
from service.jobs.webhook import WebhookRefused
from service.pool import DeadlineExceeded, WorkersUnavailable
from service.requests.problems import as_problem, type_of
from service.telemetry.log import log

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_S = 5
# From within the framework, 429 is of jobs: those take their time.
_RETRY_AFTER_S = {429: 60, 503: RETRY_AFTER_S}

KINDS: dict[str, type[OnrecordError]] = {
    kind.slug: kind
    for kind in (
        BadRequest, BodyTimeout, DeadlineExceeded, Forbidden, HeadersTooLarge, IdempotencyKeyReused, InternalError,
        InvalidRequest, MethodNotAllowed, NotFound, NotJson, PipelineMissing, QueueUnavailable,
        TooLarge, TooManyRequests, Unauthorized, UnreadableTranscript, UnsupportedMediaType,
        VersionNotServed, WebhookRefused, WorkersUnavailable,
    )
}  # fmt: skip

_OF_STATUS: dict[int, type[OnrecordError]] = {
    404: NotFound,
    405: MethodNotAllowed,
    413: TooLarge,
    415: UnsupportedMediaType,
}


def _respond(error: OnrecordError, headers: dict[str, str] | None = None) -> Response[bytes]:
    headers = dict(headers or {})
    if after_s := _RETRY_AFTER_S.get(error.status):
        headers["Retry-After"] = str(after_s)
    body = as_problem(error).model_dump_json().encode()
    return Response(body, status_code=error.status, media_type=MEDIA_TYPE, headers=headers)


async def send_problem(send: Send, error: OnrecordError, headers: dict[str, str] | None = None) -> None:
    """Answer with ``error`` from outside the framework."""
    body = as_problem(error).model_dump_json().encode()
    fields = {"content-type": MEDIA_TYPE, "content-length": str(len(body)), **(headers or {})}
    raw = [(name.encode(), value.encode("latin-1", "replace")) for name, value in fields.items()]
    await send({"type": "http.response.start", "status": error.status, "headers": raw})
    await send({"type": "http.response.body", "body": body, "more_body": False})


def on_our_error(_: Request[Any, Any, Any], error: OnrecordError) -> Response[bytes]:
    """The answer to an error that names its own kind."""
    return _respond(error)


def kind_of(error: HTTPException) -> OnrecordError:
    """An error that the framework found, as one of ours: no such address, method or media type, or too large a body."""
    if error.status_code >= 500:
        return InternalError("the request could not be answered")
    kind = _OF_STATUS.get(error.status_code, BadRequest)
    return kind(error.detail or kind.title)


def on_http_error(_: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    """The answer to an error that the framework found."""
    return _respond(kind_of(error), error.headers)


def on_unexpected(_: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """The answer to a fault of ours: it says nothing of our insides, which go to the log."""
    log.error("unexpected error", exc_info=error)
    return _respond(InternalError("the request could not be answered"))


HANDLERS: dict[int | type[Exception], Any] = {
    OnrecordError: on_our_error,
    HTTPException: on_http_error,
    Exception: on_unexpected,
}


def _described(kind: type[OnrecordError]) -> dict[str, str | int]:
    description = " ".join(cleandoc(kind.__doc__ or "").split())
    return {"type": type_of(kind), "title": kind.title, "status": kind.status, "description": description}


class Problems(Controller):
    """The kinds of problem, each at the address that is its ``type``."""

    path = "/problems"
    opt = open_to_all()

    @get("/", sync_to_thread=False)
    def list_problems(self) -> list[dict[str, str | int]]:
        """All kinds of problem."""
        return [_described(kind) for kind in KINDS.values()]

    @get("/{slug:str}", sync_to_thread=False)
    def get_problem(self, slug: FromPath[str]) -> dict[str, str | int]:
        """One kind of problem; NotFound if there is none of that name."""
        if slug not in KINDS:
            raise NotFound("there is no such kind of problem", field="slug", expected=f"one of: {', '.join(KINDS)}")
        return _described(KINDS[slug])


_KIND = {
    "type": "object",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "description": {"type": "string"},
    },
}

PATHS: Paths = for_all(
    {
        "/problems": {
            "get": {
                "operationId": "listProblems",
                "summary": "The kinds of problem",
                "tags": ["problems"],
                "responses": {"200": answer("All kinds of problem.", json_content({"type": "array", "items": _KIND}))},
            }
        },
        "/problems/{slug}": {
            "get": {
                "operationId": "getProblem",
                "summary": "What the type of a problem means",
                "tags": ["problems"],
                "parameters": [
                    {"name": "slug", "in": "path", "required": True, "schema": {"type": "string", "enum": list(KINDS)}}
                ],
                "responses": {
                    "200": answer("The kind of problem.", json_content(_KIND)),
                    "404": PROBLEM,
                },
            }
        },
    }
)
