"""``POST /v1/extractions``: a transcript in any of its forms to the records in it."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import partial
from typing import Any

from litestar import Controller, Request, Response, post
from litestar.di import NamedDependency

from service.answering import Wish
from service.cache import Outcome
from service.extract import MODEL_MODES, Options
from service.http import examples, versions
from service.http.asked import Asked
from service.http.cached import cache_status, has, quoted
from service.http.needs import opened_by
from service.http.openapi import PROBLEM, Paths, answer, json_content, reference
from service.http.state import Service
from service.read.registry import FORMATS
from service.read.transcript import Transcript
from service.requests.body import understood
from service.telemetry import metrics

JSON = "application/json"
_OWN_FORMS = {"text/vtt": "vtt", "application/x-subrip": "srt"}
_PACKED = ("application/gzip", "application/zip", "application/octet-stream")
# Any other type that a reader knows is told by what is in the body, as is a packed one.
RAW_FORMS = {
    media_type: _OWN_FORMS.get(media_type, "transcript")
    for media_type in (*dict.fromkeys(name for form in reversed(FORMATS) for name in form.media_types), *_PACKED)
    if media_type != JSON
}
MEDIA_TYPES = (JSON, *RAW_FORMS)


class Extractions(Controller):
    """Extractions are made on request, once a content, and kept in the cache alone."""

    path = "/v1/extractions"
    opt = opened_by("extract")

    @post("/", status_code=200)
    async def create_extraction(
        self, request: Request[Any, Any, Any], service: NamedDependency[Service]
    ) -> Response[bytes]:
        """The extraction of the transcript in the body; 304 if the caller has these very bytes already."""
        began = time.monotonic()
        asked: Asked = request.state.asked

        async def made() -> tuple[Outcome, float]:
            transcript, options = await _read(asked, service, request.state.caller)
            read = time.monotonic()
            left = service.settings.request_timeout_s - (read - began)
            wish = Wish(asked.alias, asked.fault, asked.anew, store=not asked.no_store, caller=request.state.caller)
            return await service.answering.answer(transcript, options, left, wish), read

        if asked.alias is None or asked.anew:
            outcome, read = await made()
        else:  # the very same bytes are read once, however many send them at once
            (outcome, read), joined = await service.arrivals.join(asked.alias, made)
            outcome = replace(outcome, collapsed=True, seconds=0.0) if joined and not outcome.hit else outcome
            read = max(read, began)
        headers = {
            "ETag": quoted(outcome.kept.etag),
            "Cache-Status": cache_status(outcome, "request" if asked.no_store or asked.anew else "uri-miss"),
            "Server-Timing": _timing(
                read=read - began, wait=time.monotonic() - read - outcome.seconds, extract=outcome.seconds
            ),
        }
        if has(asked.if_none_match, headers["ETag"]):
            return Response(b"", status_code=304, headers=headers, media_type=JSON)
        return Response(outcome.kept.body, media_type=JSON, headers=headers)


async def _read(asked: Asked, service: Service, caller: str) -> tuple[Transcript, Options]:
    media_type = asked.fields.media_type(MEDIA_TYPES, in_utf8=(JSON,))
    read = partial(
        understood,
        form=RAW_FORMS.get(media_type),
        query=asked.fields.query,
        charset=asked.fields.charset,
        limits=service.answering.limits,
    )
    return await service.answering.extractors.read(read, asked.body, service.settings.request_timeout_s, caller)


def _timing(**seconds: float) -> str:
    for name, value in seconds.items():
        metrics.STAGE_SECONDS.labels(name).observe(max(0.0, value))
    return ", ".join(f"{name};dur={max(0.0, value) * 1000:.1f}" for name, value in seconds.items())


def _option(name: str, description: str, **schema: Any) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "description": f"Where the body does not say it: {description}",
        "schema": {"type": "string", **schema},
    }


_OPTIONS = [
    _option("records", "record types, parted by commas.", examples=["elections,protests"]),
    _option("model", "whether a language model may be asked.", enum=list(MODEL_MODES)),
    _option("model_dry_run", "whether the answer only says what a model would be sent.", type="boolean"),
    _option("text", "whether the answer has the text that its offsets count in.", type="boolean"),
    _option("turns", "whether each labelled turn is a statement.", type="boolean"),
    _option("min_confidence", "records of less confidence are left out.", type="number", minimum=0, maximum=1),
    _option("title", "title of the report."),
    _option("source", "outlet, file or address that it comes from."),
    _option("language", "tag (BCP 47), code or English name of its language."),
    _option("published", "publication date, ISO 8601."),
]
_IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "description": "ETag of an earlier answer.",
    "schema": {"type": "string"},
}
_CACHE_CONTROL = {
    "name": "Cache-Control",
    "in": "header",
    "description": "`no-cache`: make the answer now. `no-store`: and keep it nowhere.",
    "schema": {"type": "string"},
}
_ANY = {"type": "string", "description": "A transcript in any form, told by what is in it: docs/formats.md lists them."}
_BODY = {
    **{media_type: {"schema": _ANY} for media_type in RAW_FORMS},
    **json_content(reference("ExtractionRequest"), examples={"report": {"value": examples.request()}}),
    "text/plain": {"schema": _ANY, "example": examples.request()["text"]},
    "text/vtt": {"schema": {"type": "string"}, "example": examples.VTT},
    "application/x-subrip": {"schema": {"type": "string"}, "example": examples.SRT},
}
_FOUND = answer(
    "The records, and how they were found.",
    json_content(reference("Extraction"), examples={"report": {"value": examples.response()}}),
    headers={
        "ETag": {"description": "Fingerprint of the answer.", "schema": {"type": "string"}},
        "Cache-Status": {"description": "A hit, or a miss and why (RFC 9211).", "schema": {"type": "string"}},
        versions.HEADER: {"description": "The version of the contract that it speaks.", "schema": {"type": "string"}},
        "Server-Timing": {"description": "Time spent, in milliseconds.", "schema": {"type": "string"}},
    },
)
_PROBLEMS = dict.fromkeys(("400", "401", "403", "406", "408", "413", "415", "422", "429", "500", "503", "504"), PROBLEM)

PATHS: Paths = {
    "/v1/extractions": {
        "post": {
            "operationId": "createExtraction",
            "summary": "Extract the records of a transcript",
            "description": "JSON with the transcript in one of its forms, or the transcript itself as the body, with "
            "the options in the query.",
            "tags": ["extractions"],
            "parameters": [*_OPTIONS, _IF_NONE_MATCH, _CACHE_CONTROL, versions.PARAMETER],
            "requestBody": {"required": True, "content": _BODY},
            "responses": {"200": _FOUND, "304": {"description": "The caller has this answer already."}, **_PROBLEMS},
        }
    }
}
