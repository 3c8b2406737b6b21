"""``/v1/jobs``: large batches, taken now and worked on by and by."""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from redis.exceptions import RedisError

from service.errors import InvalidRequest, OnrecordError, TooLarge
from service.http.errors import IdempotencyKeyReused, NotFound, QueueUnavailable, TooManyRequests
from service.http.fields import Fields
from service.http.needs import in_batches, opened_by
from service.http.openapi import PROBLEM, Paths, answer, json_content
from service.http.state import Jobs, Service
from service.http.stream import MEDIA_TYPE
from service.http.versions import PARAMETER
from service.jobs import batch
from service.jobs.batch import Batch
from service.jobs.queue import CHUNK, enqueue
from service.jobs.store import Bound, Job, TooMuchUnfinished
from service.jobs.webhook import ADDRESS
from service.requests.query import parameters
from service.telemetry.log import log

_JSON = "application/json"
_LINES = (MEDIA_TYPE, "application/jsonl", "application/ndjson")
_TYPES = (_JSON, *_LINES)
_MOST_OF_A_PAGE = 500
_BYTES_OF_A_PAGE = 8_388_608
_REACHED_WITHIN_S = 2.0
_KEY, _KEY_FORM = "Idempotency-Key", re.compile(r"[!-~]{1,255}")
_NO_STORE = {"Cache-Control": "no-store"}


@asynccontextmanager
async def _reached(service: Service) -> AsyncIterator[Jobs]:
    if service.jobs is None:
        raise QueueUnavailable("this service has no Redis", expected="ONRECORD_REDIS_URL in its settings")
    try:
        async with asyncio.timeout(_REACHED_WITHIN_S):
            await service.jobs.store.ping()
        yield service.jobs
    except (RedisError, OSError):
        raise QueueUnavailable("Redis cannot be reached") from None
    except OnrecordError:
        raise
    except Exception as error:
        # No reply that Redis gives: whoever reads it may stumble over it in any way.
        log.error("Redis cannot be read", exc_info=error)
        raise QueueUnavailable("Redis cannot be read") from None


class JobCalls(Controller):
    """A job is taken, looked after, and its results fetched, by the same caller."""

    path = "/v1/jobs"
    opt = opened_by("jobs")

    @post("/", status_code=202, request_max_body_size=None, opt=in_batches())
    async def create_job(self, request: Request[Any, Any, Any], service: NamedDependency[Service]) -> Response[Any]:
        """Take a batch. The same batch of the same caller is the same job: sent twice, it is worked on once.

        So is whatever comes with the same ``Idempotency-Key``.
        """
        if "no-store" in request.state.fields.cache_wishes:
            expected = "POST /v1/extractions or /v1/extractions/stream for what is to be kept nowhere"
            raise InvalidRequest(
                "a job is kept until its results are fetched", field="Cache-Control", expected=expected
            )
        body = await _body(request, service.settings.max_job_bytes)
        lines, webhook = await _batch(request, service, body)
        async with _reached(service) as jobs:
            if webhook is not None:
                jobs.webhooks.check(webhook)
            caller = _caller(request, service)
            name = await asyncio.to_thread(_id, service, caller, request, body)
            name = await _under_key(jobs, request, caller, name, body)
            await _keep(jobs, Job(name, caller, len(lines), webhook), lines, _bound(request, service))
            job = await jobs.store.get(name)
            assert job is not None
            if job.status != "done":
                await enqueue(jobs.queues, name, job.count)
        return Response(_shown(job), headers={"Location": f"/v1/jobs/{name}", **_NO_STORE})

    @get("/{job:str}")
    async def get_job(
        self, request: Request[Any, Any, Any], service: NamedDependency[Service], job: FromPath[str]
    ) -> Response[Any]:
        """How far the job is, and whom it told of its end; NotFound if the caller has none of that id."""
        async with _reached(service) as jobs:
            found = await _own(jobs, request, service, job)
        return Response(_shown(found), headers=_NO_STORE)

    @get("/{job:str}/results")
    async def get_results(
        self, request: Request[Any, Any, Any], service: NamedDependency[Service], job: FromPath[str]
    ) -> Response[bytes]:
        """A page of results, a line each, in the order of the transcripts, as far as they are there."""
        start, limit = _page(request)
        async with _reached(service) as jobs:
            found = await _own(jobs, request, service, job)
            lines = await _lines_of(jobs, job, start, min(start + limit, found.count))
        headers, after = dict(_NO_STORE), start + len(lines)
        if after < found.count:
            headers["Link"] = f'</v1/jobs/{job}/results?from={after}&limit={limit}>; rel="next"'
        return Response(b"".join(lines), media_type=MEDIA_TYPE, headers=headers)


async def _lines_of(jobs: Jobs, job: str, start: int, end: int) -> list[bytes]:
    """Results from ``start`` on, as far as they are there, and until they have so many bytes that they are a page."""
    lines: list[bytes] = []
    size = 0
    for at in range(start, end, CHUNK):
        for line in await jobs.store.results(job, at, min(at + CHUNK, end)):
            if line is None or size > _BYTES_OF_A_PAGE:
                return lines
            lines.append(line)
            size += len(line)
    return lines


async def _keep(jobs: Jobs, job: Job, lines: list[tuple[int, bytes]], bound: Bound) -> None:
    try:
        await jobs.store.create(job, lines, bound)
    except TooMuchUnfinished as found:
        raise TooManyRequests(
            f"{found.jobs} jobs with {found.transcripts} transcripts are not done; "
            f"at most {bound.jobs} jobs and {bound.transcripts} transcripts may be"
        ) from None


def _bound(request: Request[Any, Any, Any], service: Service) -> Bound:
    """Without keys all see all jobs, but each address has its own."""
    settings = service.settings
    return Bound(request.scope["state"]["caller"], settings.caller_jobs, settings.caller_transcripts)


async def _body(request: Request[Any, Any, Any], limit: int) -> bytes:
    parts, size = [], 0
    async for part in request.stream():
        parts.append(part)
        size += len(part)
        if size > limit:
            raise TooLarge(f"the body has more than {limit} bytes", expected=f"at most {limit} bytes")
    return b"".join(parts)


async def _batch(request: Request[Any, Any, Any], service: Service, body: bytes) -> Batch:
    """The lines with their numbers, and whom to tell."""
    fields: Fields = request.state.fields
    settings, is_json = service.settings, fields.media_type(_TYPES) == _JSON
    read = partial(batch.from_json if is_json else batch.from_lines, most=settings.max_job_transcripts)
    extractors = service.answering.extractors
    lines, webhook = await extractors.read(read, body, settings.request_timeout_s, request.state.caller)
    if not lines:
        raise InvalidRequest("a job needs a transcript", field="/transcripts", expected="at least one")
    asked = parameters(fields.query, ("webhook",)).get("webhook")
    if asked is not None and webhook is not None:
        raise InvalidRequest("given in the body as well", field="/webhook", expected="one value, in body or query")
    return lines, webhook if webhook is not None else asked


def _caller(request: Request[Any, Any, Any], service: Service) -> str:
    return str(request.scope["state"]["caller"]) if service.settings.keys_needed else ""


def _id(service: Service, caller: str, request: Request[Any, Any, Any], body: bytes) -> str:
    keys, fields = service.answering.keys, request.state.fields
    media_type, query = fields.media_type(_TYPES), fields.query.decode("latin-1")
    head = json.dumps([keys.rules, keys.model, caller, media_type, query]).encode()
    return hashlib.sha256(head + b"\n" + body).hexdigest()[:32]


async def _under_key(jobs: Jobs, request: Request[Any, Any, Any], caller: str, name: str, body: bytes) -> str:
    """The job that the request's idempotency key stands for, from its first use on; ``name`` where it has none.

    IdempotencyKeyReused where it came with another body before.
    """
    key = request.state.fields.text(_KEY.lower().encode())
    if not key:
        return name
    if not _KEY_FORM.fullmatch(key):
        raise InvalidRequest("no idempotency key", field=_KEY, expected="1 to 255 visible ASCII characters")
    own = hashlib.sha256(json.dumps([caller, key]).encode()).hexdigest()
    fields = request.state.fields
    content = hashlib.sha256(json.dumps([fields.media_type(_TYPES), fields.query.decode("latin-1")]).encode() + body)
    found = await jobs.store.under_key(own, name, content.hexdigest())
    if found is None:
        raise IdempotencyKeyReused(
            "it was sent with another batch", field=_KEY, expected="a key of its own for each batch"
        )
    return found


async def _own(jobs: Jobs, request: Request[Any, Any, Any], service: Service, name: str) -> Job:
    job = await jobs.store.get(name)
    if job is None or job.caller != _caller(request, service):
        raise NotFound("there is no such job", field="job", expected="the id of a job of yours")
    return job


def _page(request: Request[Any, Any, Any]) -> tuple[int, int]:
    """First result, counted from 0, and most of a page."""
    values, given_in = [], parameters(request.state.fields.query, ("from", "limit"))
    for name, default, least, most in (("from", 0, 0, 2**31), ("limit", 100, 1, _MOST_OF_A_PAGE)):
        given = given_in.get(name, str(default))
        if not (given.isascii() and given.isdigit() and len(given) < 11 and least <= int(given) <= most):
            raise InvalidRequest("no such number", field=name, expected=f"an integer from {least} to {most}")
        values.append(int(given))
    return values[0], values[1]


def _shown(job: Job) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "id": job.id, "status": job.status, "transcripts": job.count, "done": job.done, "failed": job.failed,
        "results": f"/v1/jobs/{job.id}/results",
    }  # fmt: skip
    return {**shown, "webhook": {"url": job.webhook, "deliveries": list(job.deliveries)}} if job.webhook else shown


_NUMBER = {"type": "integer", "minimum": 0}
_JOB = {
    "type": "object",
    "required": ["id", "status", "transcripts", "done", "failed", "results"],
    "properties": {
        "id": {"type": "string"},
        "status": {"enum": ["queued", "running", "done"]},
        "transcripts": _NUMBER,
        "done": _NUMBER,
        "failed": _NUMBER,
        "results": {"type": "string", "description": "Where the results are."},
        "webhook": {"type": "object", "properties": {"url": {"type": "string"}, "deliveries": {"type": "array"}}},
    },
}
_BATCH = {
    "type": "object",
    "required": ["transcripts"],
    "properties": {
        "transcripts": {
            "type": "array",
            "minItems": 1,
            "items": {"type": "object"},
            "description": "Requests as `POST /v1/extractions` takes them, each with an `id` of the caller's choice.",
        },
        "webhook": {"type": ["string", "null"], "pattern": ADDRESS, "description": "Is told when all are done."},
    },
    "additionalProperties": False,
}
_LINE = {"schema": {"description": "JSON lines: a request each."}, "example": '{"id": "a1", "text": "It rained."}\n'}
_SENT = {
    **json_content(_BATCH, example={"transcripts": [{"id": "a1", "text": "Police arrested 14 dockers in Halvik."}]}),
    **dict.fromkeys(_LINES, _LINE),
}
_WEBHOOK = {
    "name": "webhook",
    "in": "query",
    "description": "The same, where the body does not say it.",
    "schema": {"type": "string", "pattern": ADDRESS},
}
_IDEMPOTENCY = {
    "name": _KEY,
    "in": "header",
    "description": "The caller's name for this call: sent again, it is the same job, though a release came between; with another "
    "batch it is refused.",
    "schema": {"type": "string", "pattern": "^[!-~]{1,255}$"},
}
_NAME = {"name": "job", "in": "path", "required": True, "schema": {"type": "string"}}
_FROM = {
    "name": "from",
    "in": "query",
    "description": "First result, from 0.",
    "schema": {**_NUMBER, "default": 0, "maximum": 2**31},
}
_LIMIT = {
    "name": "limit",
    "in": "query",
    "description": "Most results of a page.",
    "schema": {"type": "integer", "minimum": 1, "maximum": _MOST_OF_A_PAGE, "default": 100},
}
_FAULTS = dict.fromkeys(("400", "401", "403", "429", "500", "503"), PROBLEM)
_LINK = {"Link": {"description": 'The next page, while there is one (`rel="next"`).', "schema": {"type": "string"}}}

PATHS: Paths = {
    "/v1/jobs": {
        "post": {
            "operationId": "createJob",
            "summary": "Take a batch of transcripts",
            "tags": ["jobs"],
            "parameters": [_WEBHOOK, _IDEMPOTENCY],
            "requestBody": {"required": True, "content": _SENT},
            "responses": {
                "202": answer(
                    "The job.",
                    json_content(_JOB),
                    headers={"Location": {"description": "Where the job is.", "schema": {"type": "string"}}},
                ),
                **_FAULTS,
                **dict.fromkeys(("408", "413", "415", "422"), PROBLEM),
            },
        }
    },
    "/v1/jobs/{job}": {
        "get": {
            "operationId": "getJob",
            "summary": "How far a job is",
            "tags": ["jobs"],
            "parameters": [_NAME],
            "responses": {"200": answer("The job.", json_content(_JOB)), "404": PROBLEM, **_FAULTS},
        }
    },
    "/v1/jobs/{job}/results": {
        "get": {
            "operationId": "getResults",
            "summary": "Results of a job, page by page",
            "tags": ["jobs"],
            "parameters": [_NAME, _FROM, _LIMIT, PARAMETER],
            "responses": {
                "200": answer(
                    "A line each: `id` with `extraction` or with `problem`.",
                    {MEDIA_TYPE: {"schema": {"type": "string"}}},
                    headers=_LINK,
                ),
                **dict.fromkeys(("404", "406", "422"), PROBLEM),
                **_FAULTS,
            },
        }
    },
}
