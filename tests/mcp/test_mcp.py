"""The tools for assistants, called by the protocol's own client: over standard streams and over HTTP."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Iterator
from types import SimpleNamespace
from typing import Any

import httpx
import httpx2
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client
from mcp_types import CallToolRequestParams

from schemas import json_schema
from schemas.validation import Validation
from service.answering import Wish
from service.mcp import tools
from service.settings import Settings
from service.settings.keys import new_key
from tests.conftest import ROOT, Onrecord
from tests.real.conftest import serving

TEXT = "Police in Oslo arrested 14 dock workers on Friday."
REQUEST = {"text": TEXT, "published": "2031-06-02", "options": {"records": ["detentions"]}}
KEY, ENTRY = new_key("assistant", ("extract",))
OTHER, OTHER_ENTRY = new_key("collector", ("metrics",))
MESSAGE = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
ACCEPT = {"accept": "application/json, text/event-stream", "content-type": "application/json"}


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A service that wants keys."""
    with serving(api_keys=f"{ENTRY},{OTHER_ENTRY}", auth="required", max_body_bytes="100000") as (_, url):
        yield f"{url}/mcp"


def over_stdio(talk: Callable[[Client], Awaitable[None]]) -> None:
    """Talk to ``onrecord mcp``."""

    async def main() -> None:
        program = [sys.executable, "-m", "onrecord", "mcp"]
        async with Client(StdioServerParameters(command=program[0], args=program[1:], cwd=ROOT)) as client:
            await talk(client)

    asyncio.run(main())


def over_http(url: str, talk: Callable[[Client], Awaitable[None]], key: str = KEY) -> None:
    """Talk to ``/mcp``, with a key."""

    async def main() -> None:
        headers = {"authorization": f"Bearer {key}"}
        async with (
            httpx2.AsyncClient(headers=headers, timeout=60) as http,
            Client(streamable_http_client(url, http_client=http)) as client,
        ):
            await talk(client)

    asyncio.run(main())


def extraction(onrecord: Onrecord) -> Any:
    """What the command line answers to the same request."""
    return json.loads(onrecord("extract", "--kind", "json", "-", stdin=json.dumps(REQUEST).encode()).out)


def tools_do_what_they_say(expected: Any) -> Callable[[Client], Awaitable[None]]:
    async def talk(client: Client) -> None:
        named = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert list(named) == ["extract", "explain", "validate"]
        assert named["extract"].input_schema == json_schema.build("request")
        assert named["extract"].output_schema == json_schema.build("extraction")
        found = await client.call_tool("extract", REQUEST)
        assert not found.is_error
        assert found.structured_content == expected == json.loads(found.content[0].text)
        told = (await client.call_tool("explain", REQUEST)).structured_content
        assert told["records"][0]["id"] == expected["detentions"][0]["id"]
        assert told["records"][0]["rules"]
        judged = (await client.call_tool("validate", {"value": expected, "transcript": TEXT})).structured_content
        assert judged["valid"]
        bad = {**expected["detentions"][0], "stage": "deported"}
        judged = (await client.call_tool("validate", {"value": bad})).structured_content
        assert judged["problems"][0]["pointer"] == "/stage"
        wrong = await client.call_tool("extract", {"text": TEXT, "options": {"records": ["floods"]}})
        assert wrong.is_error
        assert json.loads(wrong.content[0].text)["errors"][0]["pointer"] == "/options/records/0"

    return talk


def test_on_standard_streams(onrecord: Onrecord) -> None:
    over_stdio(tools_do_what_they_say(extraction(onrecord)))


def test_over_http(url: str, onrecord: Onrecord) -> None:
    over_http(url, tools_do_what_they_say(extraction(onrecord)))


def test_a_stranger_is_let_in_nowhere(url: str) -> None:
    """Without a key, with one that is not known, and with one that opens something else."""
    for headers, status in (({}, 401), ({"x-api-key": "onrecord_x"}, 401), ({"x-api-key": OTHER}, 403)):
        for path in (url, f"{url}/"):
            answer = httpx.post(path, json=MESSAGE, headers={**ACCEPT, **headers})
            assert answer.status_code == status
            assert answer.headers["content-type"] == "application/problem+json"


async def much(*_: object) -> bytes:
    return json.dumps({"a": "a" * tools._MOST_BYTES}).encode()


def test_an_answer_that_no_assistant_reads_is_told_of() -> None:
    """And is not taken apart and put together again, while all others wait."""
    under_test = tools.Tools(SimpleNamespace(), Settings(), lambda _: Wish())
    under_test._calls["extract"] = much
    asked = CallToolRequestParams(name="extract", arguments=REQUEST)
    answered = asyncio.run(under_test._call(SimpleNamespace(request=None), asked))
    assert (answered.is_error, answered.structured_content) == (True, None)
    assert json.loads(answered.content[0].text)["status"] == 413


def test_what_takes_long_to_judge_waits_its_turn() -> None:
    """As it does at every other door."""
    read = []

    async def noted(_: object, body: bytes, seconds: float, caller: str, small: int) -> Any:
        read.append((len(body) > small, seconds, caller))
        return Validation(valid=True, checked=0, problems=[])

    answering = SimpleNamespace(extractors=SimpleNamespace(read=noted))
    under_test = tools.Tools(answering, Settings(request_timeout_s=7), lambda _: Wish(caller="desk"))
    for values in (1, 4_000):
        asked = CallToolRequestParams(name="validate", arguments={"value": [1] * values})
        assert not asyncio.run(under_test._call(SimpleNamespace(request=None), asked)).is_error
    assert read == [(False, 7, "desk"), (True, 7, "desk")]


def test_it_is_bounded_as_other_routes_are(url: str) -> None:
    let_in = {**ACCEPT, "x-api-key": KEY}
    assert httpx.get(url, headers=let_in).status_code == 405
    assert httpx.delete(url, headers=let_in).status_code == 405
    assert httpx.post(url, content=b" " * 100_001, headers=let_in).status_code == 413
    assert httpx.post(url, content=b"{", headers=let_in).status_code == 400
    assert httpx.post(f"{url}/other", json=MESSAGE, headers=let_in).status_code == 404
