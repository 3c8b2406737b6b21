"""What HTTP tells about the cache: hits, misses and why, and what a caller may ask of it."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from service.http.app import create_app
from service.settings import Settings
from tests.valkey import free_port


def post(client, text, media_type="text/plain", **headers):
    return client.post("/v1/extractions", content=text, headers={"content-type": media_type, **headers})


def status(response):
    return response.headers["cache-status"]


def test_a_miss_then_a_hit(client):
    """The same bytes again: the same answer, from the cache."""
    first, second = post(client, "Voters in Halvik."), post(client, "Voters in Halvik.")
    assert status(first) == "onrecord; fwd=uri-miss; stored"
    assert status(second) == "onrecord; hit; detail=memory"
    assert second.content == first.content
    assert second.headers["etag"] == first.headers["etag"]
    assert second.headers["content-type"] == first.headers["content-type"]


def test_the_same_content_in_another_form_is_a_hit(client):
    """JSON or raw, with nulls or spaces: what is asked for counts. After that, those bytes have their answer, too."""
    raw = post(client, "Voters in Norrby.")
    for body in ({"text": "Voters in Norrby."}, {"text": "Voters in Norrby.", "vtt": None}):
        again = post(client, json.dumps(body), "application/json")
        assert status(again) == "onrecord; hit; detail=memory"
        assert again.content == raw.content
        assert post(client, json.dumps(body), "application/json").headers["server-timing"].startswith("cache;")


def test_other_options_are_another_request(client):
    """Query and media type count as the body does."""
    post(client, "Voters in Osk.")
    other = client.post("/v1/extractions?title=Osk", content="Voters in Osk.", headers={"content-type": "text/plain"})
    assert "hit" not in status(other)
    assert other.json()["transcript"]["title"] == "Osk"


def test_errors_are_not_kept(client):
    """A bad request is looked at anew every time."""
    for _ in range(2):
        response = post(client, "{", "application/json")
        assert response.status_code == 400
        assert "cache-status" not in response.headers


def test_304_from_the_cache(client):
    """With ETag and Cache-Status, without a body."""
    etag = post(client, "Voters in Tolm.").headers["etag"]
    for sent in (etag, f'W/{etag}, "other"', "*"):
        answer = post(client, "Voters in Tolm.", **{"if-none-match": sent})
        assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", etag)
        assert status(answer) == "onrecord; hit; detail=memory"
    assert post(client, "Voters in Tolm.", **{"if-none-match": '"other"'}).status_code == 200


def test_a_caller_may_ask_for_a_fresh_answer_or_for_none_to_be_kept(client):
    """``Cache-Control`` of the request: no-cache makes anew and keeps; no-store does not even keep."""
    for _ in range(2):
        assert (
            status(post(client, "Secret.", **{"cache-control": "no-store"})) == "onrecord; fwd=request; detail=no-store"
        )
    assert status(post(client, "Secret.", **{"cache-control": "no-cache"})) == "onrecord; fwd=request; stored"
    assert status(post(client, "Secret.")) == "onrecord; hit; detail=memory"


@pytest.fixture(scope="module")
def without_redis() -> Iterator[TestClient[Litestar]]:
    """A service whose Redis is not there."""
    settings = Settings(extract_processes=1, redis_url=f"redis://:secret@127.0.0.1:{free_port()}")
    with TestClient(create_app(settings), raise_server_exceptions=False) as made:
        yield made


def test_without_its_redis_the_service_is_degraded_and_answers(without_redis):
    """The answer says why it was made anew, ready says what is missing, and neither tells the password."""
    first = post(without_redis, "Voters in Halvik.")
    assert status(first) == "onrecord; fwd=uri-miss; stored; detail=unreachable"
    assert status(post(without_redis, "Voters in Halvik.")) == "onrecord; hit; detail=memory"
    ready = without_redis.get("/health/ready")
    assert ready.status_code == 200
    assert ready.json()["status"] == "degraded"
    assert ready.json()["reason"].startswith("redis: unreachable")
    assert "secret" not in ready.text


def test_settings_pass_on_their_secrets_and_show_none():
    """To the processes that need them, and to nobody who prints them; what the log blacks out is all of them."""
    settings = Settings(redis_url="redis://:hush-hush@localhost", model_key="sk-hush")
    assert settings.environment()["ONRECORD_REDIS_URL"] == "redis://:hush-hush@localhost"
    assert settings.environment()["ONRECORD_MODEL_KEY"] == "sk-hush"
    assert "hush" not in repr(settings)
    assert settings.secrets == ["hush-hush", "sk-hush"]


def test_a_process_with_the_settings_of_another_has_the_same(monkeypatch):
    """Those that nobody gave as well."""
    settings = Settings(model_price_in=0.5)
    for name, value in settings.environment().items():
        monkeypatch.setenv(name, value)
    assert Settings() == settings
