"""The tools, whichever way they are reached: what they are called with and answer are the published schemas."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import orjson
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp_types import (
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    Tool,
    ToolAnnotations,
)

from schemas import json_schema
from service import __version__
from service.answering import Answering, Wish
from service.contract.data.asked import SMALL_BYTES, validated
from service.errors import InvalidRequest, OnrecordError, TooLarge
from service.explain.explained import explained
from service.extract import Options
from service.pool import DeadlineExceeded
from service.pool.work import in_time
from service.read.transcript import Transcript
from service.requests.body import understood
from service.requests.problems import as_problem
from service.settings import Settings
from service.telemetry.log import log

# More than any model reads; and the protocol's library takes an answer apart, and puts it together again, on the event loop.
_MOST_BYTES = 1_048_576
_READ_ONLY = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
_INSTRUCTIONS = (
    "onrecord reads the transcript of a news report in English and tells of which elections, protests, detentions and "
    "statements it tells. Every value points at the words that it came from: quote those. What could not be settled is in "
    "report.gaps: say so rather than guess."
)
TOOLS = (
    Tool(
        name="extract",
        title="Extract records",
        description="The elections, protests, detentions and statements that a news transcript tells of, each value with the "
        "words it came from. Give the transcript as `text`, or as `transcript` in any form (subtitles, a recogniser's JSON).",
        input_schema=json_schema.build("request"),
        output_schema=json_schema.build("extraction"),
        annotations=_READ_ONLY,
    ),
    Tool(
        name="explain",
        title="Explain records",
        description="Why each record is there: the rules that made it, the words by which each saw or read something, and what "
        "is open. Takes what `extract` takes.",
        input_schema=json_schema.build("request"),
        annotations=_READ_ONLY,
    ),
    Tool(
        name="validate",
        title="Validate records",
        description="Is this a valid record or extraction, and does its evidence stand in the transcript? Problems by JSON "
        "pointer, with what was expected.",
        input_schema=json_schema.build("validation_request"),
        output_schema=json_schema.build("validation"),
        annotations=_READ_ONLY,
    ),
)

WishOf = Callable[[Any], Wish]


class Tools:
    """The tools over one Answering. ``wish_of`` tells who asks, and what of the cache, from what brought the call."""

    def __init__(self, answering: Answering, settings: Settings, wish_of: WishOf) -> None:
        self._answering = answering
        self._settings = settings
        self._wish_of = wish_of
        self._calls: dict[str, Callable[[dict[str, Any], Wish], Awaitable[bytes]]] = {
            "extract": self._extract,
            "explain": self._explain,
            "validate": self._validate,
        }

    def server(self) -> Server[Any]:
        """A server that has the tools."""
        return Server(
            "onrecord",
            version=__version__,
            instructions=_INSTRUCTIONS,
            on_list_tools=self._list,
            on_call_tool=self._call,
        )

    async def _list(self, _: ServerRequestContext[Any], __: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=list(TOOLS))

    async def _call(self, context: ServerRequestContext[Any], asked: CallToolRequestParams) -> CallToolResult:
        """The tool's answer, as text and as JSON; an error is told to the assistant, who may mend its call."""
        try:
            if asked.name not in self._calls:
                raise InvalidRequest(f"there is no tool {asked.name!r}", expected=f"one of: {', '.join(self._calls)}")
            body = await self._calls[asked.name](asked.arguments or {}, self._wish_of(context.request))
            if len(body) > _MOST_BYTES:
                raise TooLarge(
                    f"the answer has more than {_MOST_BYTES} bytes",
                    expected="a shorter transcript, or fewer options.records",
                )
        except OnrecordError as error:
            return _failed(error)
        except Exception as error:
            log.error("a tool has no answer", tool=asked.name, error=type(error).__name__)
            return _failed(OnrecordError("the service failed over this call"))
        return CallToolResult(content=[TextContent(text=body.decode())], structured_content=orjson.loads(body))

    async def _extract(self, arguments: dict[str, Any], wish: Wish) -> bytes:
        until = time.monotonic() + self._settings.request_timeout_s
        transcript, options = await self._read(arguments, wish)
        return (await self._answering.answer(transcript, options, until - time.monotonic(), wish)).kept.body

    async def _explain(self, arguments: dict[str, Any], wish: Wish) -> bytes:
        until = time.monotonic() + self._settings.request_timeout_s
        transcript, options = await self._read(arguments, wish)
        run = self._answering.extractors.run
        try:
            async with asyncio.timeout(until - time.monotonic() + 0.5):
                return await run(in_time, until, explained, transcript, options, caller=wish.caller)
        except TimeoutError:
            raise DeadlineExceeded(f"no answer within {self._settings.request_timeout_s:g} seconds") from None

    async def _validate(self, arguments: dict[str, Any], wish: Wish) -> bytes:
        body, seconds = json.dumps(arguments).encode(), self._settings.request_timeout_s
        judged = await self._answering.extractors.read(validated, body, seconds, wish.caller, SMALL_BYTES)
        return judged.model_dump_json().encode()

    async def _read(self, arguments: dict[str, Any], wish: Wish) -> tuple[Transcript, Options]:
        """The transcript, read as a request's body is: in time, and within its limits."""
        read = partial(understood, form=None, query=b"", charset=None, limits=self._answering.limits)
        body = json.dumps(arguments).encode()
        return await self._answering.extractors.read(read, body, self._settings.request_timeout_s, wish.caller)


def _failed(error: OnrecordError) -> CallToolResult:
    return CallToolResult(content=[TextContent(text=as_problem(error).model_dump_json())], is_error=True)
