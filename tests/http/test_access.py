"""Who may come in, and how often."""

from __future__ import annotations

import asyncio
import contextlib
import os
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager

import hypothesis
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from litestar import Litestar, get
from litestar.routes import ASGIRoute
from litestar.testing import TestClient

from service.http import keyring
from service.http.app import create_app
from service.http.errors import MethodNotAllowed
from service.http.keyring import KeysMissing
from service.http.needs import NEEDS
from service.http.rates import rates
from service.http.routes import Routes
from service.settings import Settings
from service.settings.keys import digest, new_key, parse_keys
from tests.http.raw import call
from tests.valkey import Valkey, valkey

EXTRACT, EXTRACT_ENTRY = new_key("desk", ("extract",))
SECOND, SECOND_ENTRY = new_key("desk", ("extract",))
WATCH, WATCH_ENTRY = new_key("prometheus", ("metrics",))
CLOSED = [("POST", "/v1/extractions"), ("POST", "/v1/extractions/"), ("GET", "/metrics"), ("GET", "/metrics/")]


@contextmanager
def service(**options: object) -> Iterator[TestClient[Litestar]]:
    app = create_app(Settings(extract_processes=1, **options))
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
    "/", "/assets/{name:path}", "/health/live", "/health/ready", "/problems", "/problems/{slug:str}", "/schema",
    "/schema/openapi.json", "/v1/schemas", "/v1/schemas/{name:str}",
}  # fmt: skip


def test_every_route_is_either_open_or_not_by_decision(guarded):
    """A route that is added has to be put on one of the two lists, or nobody gets to it."""
    handlers = [
        (route.path, handler)
        for route in guarded.app.routes
        for handler in ([route.route_handler] if isinstance(route, ASGIRoute) else route.route_handlers)
        if "OPTIONS" not in getattr(handler, "http_methods", ())
    ]
    assert all(NEEDS in handler.opt for _, handler in handlers)
    assert {path for path, handler in handlers if handler.opt[NEEDS] is None} == OPEN


def test_a_route_that_says_nothing_of_whom_it_serves_serves_nobody():
    @get("/silent", sync_to_thread=False)
    def silent() -> str:
        return "for all"

    app = Litestar([silent])
    with pytest.raises(MethodNotAllowed):
        Routes(app, app, 1)._route("/silent", b"/silent", "GET")


PIECES = ["/", "v1", "extractions", "stream", "jobs", "validations", "metrics", "a"]
PIECES += ["%2f", "%2F", "%5c", ".", "..", ";x", "%00", "%65", "%20"]


@hypothesis.settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=9), st.sampled_from(["GET", "POST", "PUT", "OPTIONS", "HEAD"]))
@example(["v1", "/", "/", "extractions", "/", "stream"], "POST")
@example(["v1", "/", "/", "validations"], "POST")
@example(["v1", "%2f", "extractions"], "POST")
@example(["/", "metrics"], "GET")
def test_no_spelling_of_an_address_opens_what_needs_a_key(guarded, pieces, method):
    """Access is decided on the route that serves: what is answered without a key is open, or it is not answered."""
    answer = call(guarded.app, method, "/" + "".join(pieces))
    assert answer.status in (401, 404, 405) or answer.template in OPEN


@pytest.mark.parametrize("path", ["/v1%2fschemas", "/v1/schemas%2Fextraction", "/health%2flive", "/v1%2fextractions"])
def test_an_encoded_slash_parts_no_names(guarded, path):
    """A proxy takes it for a part of a name, and lets through what it would stop."""
    assert [call(guarded.app, method, path).status for method in ("GET", "POST")] == [404, 404]


def test_no_address_is_remembered_that_is_longer_than_ours(guarded):
    """Nobody needs a key to send thousands of them, each of 60 KB."""
    assert call(guarded.app, "GET", "/problems/not-found").status == 200
    tracemalloc.start()
    try:
        statuses = {call(guarded.app, "GET", f"/problems/{number}{'a' * 60_000}").status for number in range(20)}
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert statuses == {404}
    assert held < 20 * 60_000


@hypothesis.settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=7), st.sampled_from([None, EXTRACT, WATCH, "guessed-key"]))
@example(["metrics"], None)
@example(["metrics"], EXTRACT)
@example(["/", "metrics"], WATCH)
def test_a_head_is_let_in_where_a_get_is(guarded, pieces, key):
    """And answered as one: balancers and probes ask for heads alone."""
    given = [("x-api-key", key)] if key else []
    head, get = (call(guarded.app, method, "/" + "".join(pieces), *given) for method in ("HEAD", "GET"))
    assert (head.status, head.template) == (get.status, get.template)


@pytest.mark.parametrize("path", ["/", "/schema", "/v1/schemas", "/v1/schemas/extraction", "/health/live", "/problems"])
def test_a_head_has_the_headers_of_a_get(guarded, path):
    head, get = (guarded.request(method, path) for method in ("HEAD", "GET"))
    assert head.status_code == get.status_code == 200
    assert {**head.headers, "x-request-id": ""} == {**get.headers, "x-request-id": ""}


@pytest.mark.usefixtures("cold")
def test_heads_count_towards_a_rate():
    with service(rate_limit="2/hour") as client:
        assert [client.request(m, "/metrics").status_code for m in ("HEAD", "GET", "HEAD", "GET")] == [
            200,
            200,
            429,
            429,
        ]


def test_two_keys_in_one_request_are_refused(guarded):
    """Whichever of them were taken: a proxy may have looked at the other."""
    answer = ask(guarded, EXTRACT, **{"x-api-key": WATCH})
    assert (answer.status_code, answer.json()["type"]) == (400, "/problems/bad-request")
    assert ask(guarded, EXTRACT, **{"x-api-key": EXTRACT}).status_code == 200


def test_keys_are_needed_unless_it_listens_on_loopback_or_is_told_otherwise():
    for host in ("127.0.0.1", "::1", "localhost"):
        assert not Settings(host=host).keys_needed
    for host in ("0.0.0.0", "::", "192.168.0.9", "news.example"):
        assert Settings(host=host).keys_needed
        assert not Settings(host=host, auth="off").keys_needed
    assert Settings(auth="required").keys_needed
    assert Settings(api_keys=EXTRACT_ENTRY).keys_needed
    with pytest.raises(KeysMissing):
        create_app(Settings(host="0.0.0.0"))


def opened(client):
    """Which of the desk's two keys open a call that extracts nothing."""
    headers = ({"x-api-key": key} for key in (EXTRACT, SECOND))
    return [client.post("/v1/validations", json={"value": {}}, headers=each).status_code == 200 for each in headers]


@pytest.mark.usefixtures("cold")
def test_a_key_is_revoked_without_a_restart(tmp_path, monkeypatch):
    """The file is read again once it changes; what cannot be read changes nothing, and what stands in the settings stays."""
    monkeypatch.setattr(keyring, "_LOOK_EVERY_S", 0)
    file = tmp_path / "keys"
    file.write_text(f"# the desk\n{EXTRACT_ENTRY}\n{SECOND_ENTRY}\n")
    with service(api_keys=WATCH_ENTRY, api_keys_file=str(file)) as client:
        assert opened(client) == [True, True]
        file.write_text(SECOND_ENTRY)
        assert opened(client) == [False, True]
        for broken in (lambda: file.write_text("desk:half an ent"), file.unlink):
            broken()
            assert opened(client) == [False, True]
        file.write_text("")
        assert opened(client) == [False, False]
        assert client.get("/metrics", headers={"x-api-key": WATCH}).status_code == 200


@pytest.mark.usefixtures("cold")
def test_a_key_that_is_taken_out_in_place_opens_nothing(tmp_path, monkeypatch):
    """Though the file has the size and the time that it had."""
    monkeypatch.setattr(keyring, "_LOOK_EVERY_S", 0)
    file = tmp_path / "keys"
    file.write_text(EXTRACT_ENTRY)
    before = file.stat()
    with service(api_keys_file=str(file)) as client:
        assert opened(client) == [True, False]
        with file.open("r+") as written:
            written.write(SECOND_ENTRY)
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
        assert opened(client) == [False, True]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff:2", True), ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True), ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("192.0.2.1", "192.0.2.2", False), ("a socket", "another", False),
    ],
)  # fmt: skip
def test_whoever_has_one_address_of_a_network_has_them_all(one, other, same):
    """Else a rate would hold for one of 2**64 addresses."""
    app = create_app(Settings(extract_processes=1, rate_limit="1/hour"))
    statuses = [call(app, "GET", "/metrics", address=address).status for address in (one, one, other)]
    assert statuses == [200, 429, 429 if same else 200]


def test_a_file_of_keys_has_to_be_there_at_the_start(tmp_path):
    with pytest.raises(KeysMissing, match="No such file"):
        create_app(Settings(api_keys_file=str(tmp_path / "none")))


def test_only_the_hash_of_a_key_is_stored():
    key, entry = new_key("desk", ("extract", "jobs"))
    assert key not in entry
    assert parse_keys(entry) == {digest(key): parse_keys(entry)[digest(key)]}
    assert parse_keys(entry)[digest(key)].scopes == {"extract", "jobs"}
    assert new_key("desk")[0] != key
    assert len(key.removeprefix("onrecord_")) == 43, "256 bits, six a character"


@pytest.mark.parametrize("entry", ["desk", "desk:abc:extract", f"desk:{'0' * 64}:", f"desk:{'0' * 64}:everything"])
def test_an_entry_that_cannot_be_read_is_an_error_at_the_start(entry):
    with pytest.raises(ValueError, match="API key"):
        Settings(api_keys=entry)


def test_the_command_makes_a_key_that_opens(onrecord):
    """What it prints is a key and its entry."""
    made = onrecord("key", "desk", "--scopes", "extract").out.decode().split()
    assert parse_keys(made[3])[digest(made[1])].scopes == {"extract"}
    assert onrecord("key", "desk", "--scopes", "all").status == 2


def test_a_rate_holds_for_each_key_alone():
    """Two of one name are one caller; another name is another."""
    other, other_entry = new_key("archive", ("extract",))
    with service(api_keys=f"{EXTRACT_ENTRY},{SECOND_ENTRY},{other_entry}", rate_limit="3/hour") as client:
        assert [ask(client, key).status_code for key in (EXTRACT, SECOND, EXTRACT, SECOND)] == [200, 200, 200, 429]
        refused = ask(client, EXTRACT)
        assert refused.json()["type"] == "/problems/too-many-requests"
        assert int(refused.headers["retry-after"]) == 3600
        assert ask(client, other).status_code == 200


def admitted(several: list[object], times: int) -> list[bool]:
    async def ask_in_turn() -> list[bool]:
        made = [await several[n % len(several)].admits("desk") for n in range(times)]
        for one in several:
            await one.close()
        return made

    return asyncio.run(ask_in_turn())


def test_a_rate_holds_across_replicas():
    """Counted in Redis, wherever the requests go."""
    with valkey() as server:
        shared = Settings(rate_limit="5/hour", redis_url=server.url, redis_budget_ms=1000)
        assert admitted([rates(shared), rates(shared)], 8) == [True] * 5 + [False] * 3


def test_without_its_redis_a_rate_holds_in_each_process():
    """Nobody is turned away for Redis's sake, and nobody gets in without end."""
    gone = Valkey()
    assert admitted([rates(Settings(rate_limit="5/hour", redis_url=gone.url))], 8) == [True] * 5 + [False] * 3


def test_pages_of_other_origins_may_call_where_the_settings_say_so():
    """The browser is told before, and with every answer, errors and hits as well; other origins are told nothing."""
    with service(cors_origins="https://desk.example", api_keys=EXTRACT_ENTRY) as client:
        asked = {"origin": "https://desk.example", "access-control-request-method": "POST"}
        assert (
            client.options("/v1/extractions", headers=asked).headers["access-control-allow-origin"] == asked["origin"]
        )
        assert "access-control-allow-origin" not in client.options(
            "/v1/extractions", headers={**asked, "origin": "https://evil.example"}
        ).headers  # fmt: skip
        for key in (None, EXTRACT, EXTRACT):
            answer = ask(client, key, origin="https://desk.example")
            assert answer.headers["access-control-allow-origin"] == "https://desk.example"
            assert "Cache-Status" in answer.headers["access-control-expose-headers"]
            other = ask(client, key, origin="https://desk.example.evil")
            assert "access-control-allow-origin" not in other.headers


def test_every_answer_has_the_headers_that_keep_a_browser_safe(guarded):
    with contextlib.ExitStack():
        for answer in (ask(guarded), ask(guarded, EXTRACT), guarded.get("/nothing"), guarded.get("/")):
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["referrer-policy"] == "no-referrer"
            assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
            assert len(answer.headers.get_list("content-security-policy")) == 1
