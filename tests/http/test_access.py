"""Who may come in, and how often."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from service.http.app import create_app
from service.http.needs import NEEDS
from service.keys import new_key
from service.settings import Settings

EXTRACT, EXTRACT_ENTRY = new_key("desk", ("extract",))
SECOND, SECOND_ENTRY = new_key("desk", ("extract",))
WATCH, WATCH_ENTRY = new_key("prometheus", ("metrics",))
CLOSED = [("POST", "/v1/extractions"), ("POST", "/v1/extractions/"), ("GET", "/metrics"), ("GET", "/metrics/")]


@contextmanager
def service(**given: object) -> Iterator[TestClient[Litestar]]:
    app = create_app(Settings(extract_processes=1, **given))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="module")
def guarded() -> Iterator[TestClient[Litestar]]:
    with service(api_keys=f"{EXTRACT_ENTRY}, {SECOND_ENTRY} {WATCH_ENTRY}") as client:
        yield client


def ask(client, key=None, **headers):
    headers |= {"authorization": f"Bearer {key}"} if key else {}
    return client.post("/v1/extractions", content="It rained.", headers={"content-type": "text/plain", **headers})


@pytest.mark.parametrize(("method", "path"), CLOSED)
def test_without_a_key_nothing_is_to_be_had(guarded, method, path):
    """Neither without one nor with one that nobody knows; the problem says what is needed and repeats no key."""
    for headers in ({}, {"authorization": "Bearer guessed-key"}, {"x-api-key": "guessed-key"}, {"authorization": "x"}):
        answer = guarded.request(method, path, headers=headers)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Bearer")
        assert answer.json()["type"] == "/problems/unauthorized"
        assert "guessed-key" not in answer.text


@pytest.mark.parametrize("path", ["/", "/schema", "/v1/schemas", "/health/live", "/health/ready", "/problems"])
def test_pages_schemas_and_probes_are_open(guarded, path):
    assert guarded.get(path).status_code in (200, 503)


def test_a_key_opens_what_its_scopes_name(guarded):
    """In either header; two keys of one name are good at once, so that one can replace the other."""
    assert ask(guarded, EXTRACT).status_code == 200
    assert ask(guarded, SECOND).status_code == 200
    assert ask(guarded, **{"x-api-key": EXTRACT}).status_code == 200
    refused = ask(guarded, WATCH)
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/forbidden")
    assert guarded.get("/metrics", headers={"x-api-key": WATCH}).status_code == 200
    assert guarded.get("/metrics", headers={"x-api-key": EXTRACT}).status_code == 403


def test_an_answer_in_the_cache_needs_a_key_as_well(guarded):
    assert "hit" in [ask(guarded, EXTRACT), ask(guarded, EXTRACT)][1].headers["cache-status"]
    assert ask(guarded).status_code == 401


OPEN = {
    "/", "/assets/{name:str}", "/health/live", "/health/ready", "/problems", "/problems/{slug:str}", "/schema",
    "/schema/openapi.json", "/v1/schemas", "/v1/schemas/{name:str}",
}  # fmt: skip


def test_every_route_is_either_open_or_not_by_decision(guarded):
    """A route that is added has to be put on one of the two lists, or nobody gets to it."""
    handlers = [
        (route.path, handler)
        for route in guarded.app.routes
        for handler in route.route_handlers
        if "OPTIONS" not in handler.http_methods
    ]
    assert all(NEEDS in handler.opt for _, handler in handlers)
    assert {path for path, handler in handlers if handler.opt[NEEDS] is None} == OPEN


PIECES = [
    "/",
    "/",
    "v1",
    "extractions",
    "stream",
    "jobs",
    "validations",
    "metrics",
    "a",
    "%2f",
    "%2F",
    "%5c",
    ".",
    "..",
    ";x",
    "%00",
    "%65",
    "%20",
]
