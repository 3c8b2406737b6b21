"""What a request says is read once: nothing that bears on the answer can be taken for one thing here and another there."""

from __future__ import annotations

import pytest

from tests.http.raw import call

VTT = "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Mira Tolen>Police in Halvik arrested 14 dockers on Friday.\n"
URL = "/v1/extractions"


def post(client, url, content, *headers, query=""):
    return call(client.app, "POST", url, *headers, content=content.encode(), query=query)


@pytest.mark.parametrize(
    ("first", "second"),
    [("text/plain", "text/vtt"), ("text/vtt", "text/plain"), ("application/json", "text/plain"), ("text/vtt",) * 2],
)
def test_a_body_of_two_types_is_refused_and_poisons_nothing(client, first, second):
    """Read as the one and kept as the other, it would be everybody's answer to the other."""
    two = post(client, URL, VTT, ("content-type", first), ("content-type", second))
    assert (two.status, two.json()["errors"][0]["pointer"]) == (400, "/content-type")
    kept = post(client, URL, VTT, ("content-type", "text/vtt"))
    fresh = post(client, URL, VTT, ("content-type", "text/vtt"), ("cache-control", "no-store"))
    assert kept.content == fresh.content


@pytest.mark.parametrize("name", ["content-type", "content-encoding", "authorization", "x-api-key", "origin"])
@pytest.mark.parametrize("url", [URL, "/v1/extractions/stream", "/v1/validations", "/v1/jobs"])
def test_a_header_that_says_one_thing_is_sent_once(client, url, name):
    twice = post(client, url, "{}", (name, "identity"), (name, "gzip"))
    assert (twice.status, twice.json()["type"]) == (400, "/problems/bad-request")


@pytest.mark.parametrize("order", [1, -1])
def test_a_list_may_come_in_several_headers(client, order):
    """RFC 9110: they are one list. What the first of them asks for is not lost, nor what the last does."""
    plain = ("content-type", "text/plain")
    wishes = (("cache-control", "no-store"), ("cache-control", "max-age=0"))[::order]
    kept = post(client, URL, "It snowed.", plain, *wishes)
    assert kept.headers["cache-status"] == "onrecord; fwd=request; detail=no-store"
    etag = kept.headers["etag"]
    tags = (("if-none-match", etag), ("if-none-match", '"other"'))[::order]
    assert post(client, URL, "It snowed.", plain, *tags).status == 304
    assert post(client, URL, "It snowed.", plain, *tags).status == 304, "from the cache as well"


def test_a_wish_is_a_word_and_no_part_of_one(client):
    answer = post(
        client, URL, "It hailed.", ("content-type", "text/plain"), ("cache-control", 'x="no-storex", max-age=0')
    )
    assert answer.headers["cache-status"] == "onrecord; fwd=uri-miss; stored"


@pytest.mark.parametrize("host", ["a?title=B#", "a?title=B&x=", "a/?title=B#c", "a#"])
def test_the_query_is_what_stands_in_the_address(client, host):
    """Whatever the host is called."""
    answer = post(client, URL, f"It rained on {host}.", ("content-type", "text/plain"), ("host", host))
    assert answer.status == 400 or answer.json()["transcript"]["title"] is None


@pytest.mark.parametrize(
    ("url", "media_type"),
    [
        (URL, "text/plain"),
        ("/v1/extractions/stream", "application/x-ndjson"),
        ("/v1/validations", "application/json"),
        ("/v1/jobs", "application/json"),
    ],
)
def test_no_door_reads_what_is_compressed_or_in_other_characters(client, url, media_type):
    for headers in (
        [("content-type", media_type), ("content-encoding", "gzip")],
        [("content-type", f"{media_type}; charset=utf-7")],
        [("content-type", f"{media_type}; charset=utf-8; charset=utf-16")],
    ):
        assert post(client, url, "{}", *headers).status == 415


def test_a_parameter_is_given_once(client):
    """At every door, in the query or in the body."""
    lines = ("content-type", "application/x-ndjson")
    assert post(client, "/v1/validations", "{}", lines, query="kind=protest&kind=election").status == 422
    assert post(client, "/v1/jobs", "{}\n", lines, query="webhook=https://a.b&webhook=https://c.d").status == 422
    job = '{"transcripts": [{"text": "a"}], "webhook": "https://a.example/"}'
    both = post(client, "/v1/jobs", job, ("content-type", "application/json"), query="webhook=https://b.example/")
    assert (both.status, both.json()["errors"][0]["pointer"]) == (422, "/webhook")


def test_a_body_behind_a_wish_for_another_protocol_is_refused(client):
    """What follows such headers is of that protocol, or of none: nobody may guess."""
    wish = (("connection", "keep-alive, Upgrade"), ("upgrade", "h2c"))
    for length in (("content-length", "10"), ("transfer-encoding", "chunked")):
        answer = post(client, URL, "It hailed.", ("content-type", "text/plain"), length, *wish)
        assert (answer.status, answer.json()["errors"][0]["pointer"]) == (400, "/Upgrade")
    assert call(client.app, "GET", "/health/live", *wish).status == 200
