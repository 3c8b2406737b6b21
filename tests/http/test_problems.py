"""Every error is problem details with a stable type, and says which field was wrong and what was expected."""

from __future__ import annotations

import json
import pickle

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from litestar import Litestar
from litestar.testing import TestClient

from schemas.problem import FieldProblem, Problem
from service.errors import InvalidFields
from service.http.app import create_app
from service.http.problems import KINDS
from service.pool import Extractors
from service.settings import Settings

URL = "/v1/extractions"
JSON, PLAIN = "application/json", "text/plain"
DEEP = b'{"text": ' + b"[" * 90_000


def post(client, content, media_type=JSON, query=""):
    body = content if isinstance(content, str | bytes) else json.dumps(content)
    return client.post(URL + query, content=body, headers={"content-type": media_type} if media_type else {})


def problem_of(response) -> Problem:
    assert response.headers["content-type"] == "application/problem+json"
    problem = Problem.model_validate_json(response.content)
    assert problem.status == response.status_code
    return problem


@pytest.mark.parametrize(
    ("body", "media_type", "query", "status", "kind", "pointers"),
    [
        ({}, JSON, "", 422, "invalid-request", [""]),
        ({"who": "a", "words": 1}, JSON, "", 422, "invalid-request", [""]),
        ([1, 2], JSON, "", 422, "invalid-request", [""]),
        ({"text": "a", "vtt": "b"}, JSON, "", 422, "invalid-request", [""]),
        ({"text": 3}, JSON, "", 422, "invalid-request", ["/text"]),
        ({"text": "a", "colour/~": 1}, JSON, "", 422, "invalid-request", ["/colour~1~0"]),
        ({"text": 3, "title": 4}, JSON, "", 422, "invalid-request", ["/text", "/title"]),
        ({"text": "a", "options": {"records": ["goals"]}}, JSON, "", 422, "invalid-request", ["/options/records/0"]),
        ({"text": "a", "options": {"records": []}}, JSON, "", 422, "invalid-request", ["/options/records"]),
        ({"text": "a", "options": {"model": "maybe"}}, JSON, "", 422, "invalid-request", ["/options/model"]),
        ({"text": "a", "options": {"speed": 1}}, JSON, "", 422, "invalid-request", ["/options/speed"]),
        ({"text": "a", "published": "soon"}, JSON, "", 422, "invalid-request", ["/published"]),
        ({"text": "a", "language": "no such"}, JSON, "", 422, "invalid-request", ["/language"]),
        ({"segments": [{"start": "x", "text": "a"}]}, JSON, "", 422, "invalid-request", ["/segments/0/start"]),
        ({"segments": 7}, JSON, "", 422, "invalid-request", ["/segments"]),
        ({"text": " "}, JSON, "", 422, "unreadable-transcript", ["/text"]),
        ({"vtt": "WEBVTT"}, JSON, "", 422, "unreadable-transcript", ["/vtt"]),
        ({"srt": "\n"}, JSON, "", 422, "unreadable-transcript", ["/srt"]),
        ({"text": "a"}, JSON, "?model=maybe", 422, "invalid-request", ["/options/model"]),
        ({"text": "a", "options": 1}, JSON, "?model=off", 422, "invalid-request", ["/options"]),
        ("[]", JSON, "?model=off", 422, "invalid-request", []),
        ("{", JSON, "?model=off", 400, "not-json", [""]),
        ([], JSON, "", 422, "invalid-request", [""]),
        ("{", JSON, "", 400, "not-json", [""]),
        ("", JSON, "", 400, "not-json", [""]),
        (DEEP, JSON, "", 400, "not-json", [""]),
        (b'{"text": "\xff"}', JSON, "", 400, "not-json", [""]),
        (r'{"text": "\ud800"}', JSON, "", 400, "not-json", [""]),
        ("", PLAIN, "", 422, "unreadable-transcript", ["/transcript"]),
        (b"\xff\xfe", PLAIN, "", 422, "unreadable-transcript", ["/transcript"]),
        ("a", PLAIN, "?records=goals", 422, "invalid-request", ["/records"]),
        ("a", PLAIN, "?records=", 422, "invalid-request", ["/records"]),
        ("a", PLAIN, "?model=maybe", 422, "invalid-request", ["/model"]),
        ("a", PLAIN, "?model=off&model=auto", 422, "invalid-request", ["/model"]),
        ("a", PLAIN, "?vtt=x", 422, "invalid-request", ["/vtt"]),
        ("a", PLAIN, "?title=%ff%fe", 422, "invalid-request", []),
        ("a", PLAIN, "?published=soon", 422, "invalid-request", ["/published"]),
        ("a", "text/plain; charset=latin-99", "", 415, "unsupported-media-type", ["/Content-Type"]),
        ("a", "application/pdf", "", 415, "unsupported-media-type", ["/Content-Type"]),
        ("a", "", "", 415, "unsupported-media-type", ["/Content-Type"]),
        ("a" * 100_001, PLAIN, "", 413, "too-large", []),
    ],
)
def test_what_is_wrong_is_named(client, body, media_type, query, status, kind, pointers):
    """The status, the stable type and a pointer to each field at fault, with what was expected of it."""
    response = post(client, body, media_type, query)
    problem = problem_of(response)
    assert (response.status_code, problem.type) == (status, f"/problems/{kind}")
    assert [error.pointer for error in problem.errors if error.pointer] == [pointer for pointer in pointers if pointer]
    assert all(error.expected for error in problem.errors)


def test_expected_record_types_come_from_the_registry(client):
    """An unknown record type is answered with the known ones."""
    expected = problem_of(post(client, {"text": "a", "options": {"records": ["goals"]}})).errors[0].expected
    assert "'elections'" in expected
    assert "'statements'" in expected


def test_compressed_bodies_are_refused(client):
    """A compressed body is not taken for words."""
    headers = {"content-type": PLAIN, "content-encoding": "gzip"}
    assert problem_of(client.post(URL, content=b"\x1f\x8b", headers=headers)).status == 415


@pytest.mark.parametrize(
    "path", ["/nowhere", "/v1/schemas/goal", "/problems/none", "/schema/none", "/assets/none", "/favicon.ico"]
)
def test_unknown_addresses(client, path):
    """404 everywhere is the same kind of problem."""
    assert problem_of(client.get(path)).type == "/problems/not-found"


def test_wrong_method(client):
    """405 names the methods that would do."""
    response = client.get(URL)
    assert problem_of(response).type == "/problems/method-not-allowed"
    assert "POST" in response.headers["allow"]
    assert client.head(URL).headers["allow"] == response.headers["allow"]
    assert {"GET", "HEAD"} <= set(client.post("/v1/schemas").headers["allow"].split(", "))


def test_an_unexpected_error_tells_nothing_of_our_insides(client, monkeypatch):
    """A fault of ours is a 500 problem without message or traceback."""

    async def fail(*_: object) -> None:
        raise RuntimeError("the secret")

    monkeypatch.setattr(Extractors, "extract", fail)
    response = post(client, {"text": "a"})
    assert problem_of(response).type == "/problems/internal-error"
    assert "secret" not in response.text


def test_each_kind_is_described_at_its_type(client):
    """The ``type`` of a problem can be looked up."""
    listed = client.get("/problems").json()
    assert {kind["type"] for kind in listed} == {f"/problems/{slug}" for slug in KINDS}
    for kind in listed:
        assert client.get(kind["type"]).json() == kind


def test_a_pipeline_that_is_not_installed_is_a_problem():
    """Neither a start that fails nor a 500: requests are told which setting is wrong."""
    settings = Settings(extract_processes=1, pipeline="no_such_pipeline")
    with TestClient(create_app(settings)) as client:
        response = post(client, {"text": "Police arrested 14 protesters in Halvik."})
        assert problem_of(response).type == "/problems/pipeline-missing"
        assert response.headers["retry-after"]
        assert client.get("/health/ready").json()["status"] == "failed"


def test_errors_survive_the_way_between_processes():
    """A problem with several fields arrives as it was raised."""
    error = InvalidFields((FieldProblem(pointer="/a", detail="b", expected="c"),))
    assert pickle.loads(pickle.dumps(error)).errors == error.errors


leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["elections", "off", "en", "2024"])
)
values = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3), max_leaves=8
)
names = (
    st.sampled_from(["text", "segments", "vtt", "srt", "title", "source", "language", "published", "options"])
    | st.text()
)
segments = st.lists(st.dictionaries(st.sampled_from(["start", "end", "text", "speaker"]), leaves), max_size=3)
requests = st.dictionaries(names, values, max_size=4) | st.fixed_dictionaries({"segments": segments}) | values
raw = st.binary() | st.text().map(lambda text: text.encode("utf-8", "surrogatepass"))
queries = st.text(alphabet="recodsmltip=&%;+,0aF", max_size=40)


def never_5xx(client: TestClient[Litestar], content: bytes, media_type: str, query: str = "") -> None:
    response = client.post(URL, content=content, headers={"content-type": media_type}, params=query)
    assert response.status_code < 500, response.text
    if response.status_code != 200:
        problem_of(response)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(requests)
def test_no_json_is_an_error_of_ours(client, request_value):
    """Whatever JSON comes in, the answer is an extraction or a problem of the caller's."""
    never_5xx(client, json.dumps(request_value).encode(), JSON)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(raw, st.sampled_from([JSON, PLAIN, "text/vtt", "application/x-subrip"]), queries)
def test_no_bytes_are_an_error_of_ours(client, content, media_type, query):
    """Whatever bytes and query come in, under whatever media type."""
    never_5xx(client, content, media_type, query)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=255), max_size=40))
def test_no_content_type_is_an_error_of_ours(client, media_type):
    """A media type is read, however odd it looks."""
    never_5xx(client, b"a", media_type.encode("latin-1"))


@pytest.mark.parametrize(
    "content",
    [
        '{"segments": [{"start": 1e999, "end": 2, "text": "a"}]}',
        '{"segments": [{"start": NaN, "end": 2, "text": "a"}]}',
        '{"segments": [{"start": ' + "9" * 5000 + ', "end": 2, "text": "a"}]}',
        '{"segments": [{"start": -1, "end": 2, "text": "a"}]}',
        r'{"text": "a\u0000b"}',
        '{"text": "' + "\\u0000" * 50 + '"}',
        r'{"segments": [{"text": "\ud800"}]}',
        r'{"\ud800": 1}',
        '{"text": "a", "text": "b"}',
        '{"segments": ' + "[" * 5000 + "]" * 5000 + "}",
    ],
)
def test_odd_json(client, content):
    """Numbers beyond floats, NULs, half characters, repeated names and towers of brackets."""
    never_5xx(client, content.encode(), JSON)
