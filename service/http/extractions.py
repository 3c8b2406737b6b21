"""``POST /v1/extractions``: a transcript in any of its forms to the records in it."""

from __future__ import annotations

import asyncio
import hashlib
import time
from typing import Any

from litestar import Controller, Request, Response, post
from litestar.di import NamedDependency

from service.errors import InvalidRequest
from service.extract import MODEL_MODES, Options
from service.http import examples
from service.http.openapi import PROBLEM, Paths, answer, json_content, reference
from service.http.problems import UnsupportedMediaType
from service.http.raw import parse_raw
from service.http.state import Service
from service.read.transcript import Transcript
from service.requests import parse_json

JSON = "application/json"
RAW_FORMS = {"text/plain": "text", "text/vtt": "vtt", "application/x-subrip": "srt"}
MEDIA_TYPES = (JSON, *RAW_FORMS)


class Extractions(Controller):
    """Extractions are made on request and kept nowhere."""

    path = "/v1/extractions"

    @post("/", status_code=200)
    async def create_extraction(
        self, request: Request[Any, Any, Any], service: NamedDependency[Service]
    ) -> Response[bytes]:
        """The extraction of the transcript in the body; 304 if the caller has these very bytes already."""
        began = time.monotonic()
        media_type = _media_type(request)
        body = await request.body()
        transcript, options = await asyncio.to_thread(_read, media_type, body, request.url.query)
        read = time.monotonic()
        made = await service.extractors.extract(transcript, options, service.settings.request_timeout_s)
        headers = {
            "ETag": f'"{hashlib.sha256(made.body).hexdigest()[:32]}"',
            "Server-Timing": _timing(
                read=read - began, wait=time.monotonic() - read - made.seconds, extract=made.seconds
            ),
        }
        if _has(request.headers.get("if-none-match", ""), headers["ETag"]):
            return Response(b"", status_code=304, headers=headers, media_type=JSON)
        return Response(made.body, media_type=JSON, headers=headers)


def _media_type(request: Request[Any, Any, Any]) -> str:
    media_type, parameters = request.content_type
    media_type = media_type.lower()
    expected = f"one of: {', '.join(MEDIA_TYPES)}"
    if media_type not in MEDIA_TYPES:
        raise UnsupportedMediaType("the body's media type is not read here", field="Content-Type", expected=expected)
    charset = parameters.get("charset", "utf-8").strip("\"'").lower()
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise UnsupportedMediaType("the body's character set is not read here", field="Content-Type", expected="UTF-8")
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise UnsupportedMediaType("compressed bodies are not read here", field="Content-Encoding", expected="identity")
    return media_type


def _read(media_type: str, body: bytes, query: str) -> tuple[Transcript, Options]:
    if media_type != JSON:
        return parse_raw(RAW_FORMS[media_type], body, query)
    if query:
        raise InvalidRequest("a JSON request has its options in the body", expected="no query")
    return parse_json(body)


def _has(if_none_match: str, etag: str) -> bool:
    """Whether the header names ``etag``, by the weak comparison of RFC 9110."""
    named = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
    return etag in named or "*" in named


def _timing(**seconds: float) -> str:
    return ", ".join(f"{name};dur={max(0.0, value) * 1000:.1f}" for name, value in seconds.items())


def _option(name: str, description: str, **schema: Any) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "description": f"Raw bodies only: {description}",
        "schema": {"type": "string", **schema},
    }


_OPTIONS = [
    _option("records", "record types, parted by commas.", examples=["elections,protests"]),
    _option("model", "whether a language model may be asked.", enum=list(MODEL_MODES)),
    _option("title", "title of the report."),
    _option("source", "outlet, file or address that it comes from."),
    _option("language", "BCP 47 tag."),
    _option("published", "publication date, ISO 8601."),
]
_IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "description": "ETag of an earlier answer.",
    "schema": {"type": "string"},
}
_BODY = {
    **json_content(reference("ExtractionRequest"), examples={"report": {"value": examples.request()}}),
    "text/plain": {"schema": {"type": "string"}, "example": examples.request()["text"]},
    "text/vtt": {"schema": {"type": "string"}, "example": examples.VTT},
    "application/x-subrip": {"schema": {"type": "string"}, "example": examples.SRT},
}
_FOUND = answer(
    "The records, and how they were found.",
    json_content(reference("Extraction"), examples={"report": {"value": examples.response()}}),
    headers={
        "ETag": {"description": "Fingerprint of the answer.", "schema": {"type": "string"}},
        "Server-Timing": {"description": "Time spent, in milliseconds.", "schema": {"type": "string"}},
    },
)
_PROBLEMS = dict.fromkeys(("400", "413", "415", "422", "500", "503", "504"), PROBLEM)

PATHS: Paths = {
    "/v1/extractions": {
        "post": {
            "operationId": "createExtraction",
            "summary": "Extract the records of a transcript",
            "description": "JSON with the transcript in one of its forms, or the transcript itself as the body, with "
            "the options in the query.",
            "tags": ["extractions"],
            "parameters": [*_OPTIONS, _IF_NONE_MATCH],
            "requestBody": {"required": True, "content": _BODY},
            "responses": {"200": _FOUND, "304": {"description": "The caller has this answer already."}, **_PROBLEMS},
        }
    }
}
