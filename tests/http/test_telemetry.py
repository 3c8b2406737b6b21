"""Logs, metrics and traces tell what happened, and no secret."""

from __future__ import annotations

import gzip
import http.server
import json
import logging
import re
import threading
from collections.abc import Iterator

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from service.http.app import create_app
from service.settings import Settings
from service.settings.keys import new_key
from service.telemetry.log import Blackout
from tests.conftest import ROOT
from tests.valkey import free_port


def post(client, text, **headers):
    return client.post("/v1/extractions", content=text, headers={"content-type": "text/plain", **headers})


@pytest.fixture
def logged(capfdbinary) -> Iterator[object]:
    """A service that writes its log, and the lines of it so far."""
    secret = Settings(
        extract_processes=1, redis_url=f"redis://:hush-hush@127.0.0.1:{free_port()}", api_keys=new_key("desk")[1]
    )
    with TestClient(create_app(secret), raise_server_exceptions=False) as client:
        yield client, lambda: [json.loads(line) for line in capfdbinary.readouterr().err.splitlines()]


@pytest.mark.usefixtures("cold")
def test_every_request_is_a_line_with_its_id(logged):
    """The caller's own id where it sends a sound one; the answer repeats it."""
    client, lines = logged
    lines()
    given = post(client, "x", **{"x-request-id": "abc-12345"})
    odd = post(client, "x", **{"x-request-id": "a b\tc"})
    assert given.headers["x-request-id"] == "abc-12345"
    assert re.fullmatch("[0-9a-f]{16}", odd.headers["x-request-id"])
    told = [line for line in lines() if line["event"] == "request"]
    assert [line["request_id"] for line in told] == ["abc-12345", odd.headers["x-request-id"]]
    assert [(line["method"], line["path"], line["status"]) for line in told] == [("POST", "/v1/extractions", 401)] * 2


@pytest.mark.usefixtures("cold")
def test_no_secret_and_no_transcript_is_written_down(logged):
    """Neither Redis's password nor a key nor what was read; not even when something breaks and libraries complain."""
    client, lines = logged
    post(client, "The secret transcript.", authorization="Bearer my-own-key")
    client.get("/health/ready")
    logging.getLogger("some.library").error("cannot reach redis://:%s@host", "hush-hush")
    try:
        raise RuntimeError("hush-hush")
    except RuntimeError:
        logging.getLogger("some.library").exception("it broke")
    written = json.dumps(lines())
    assert "it broke" in written
    assert "RuntimeError" in written
    for secret in ("hush-hush", "my-own-key", "secret transcript"):
        assert secret not in written


def test_secrets_are_blacked_out_in_values_of_any_kind():
    event = Blackout(["hush"])(None, "", {"a": "the hush", "b": {"c": ["hush"]}, "n": 1, "none": None})
    assert "hush" not in str(event)
    assert (event["n"], event["none"]) == (1, None)


def metric(client: TestClient[Litestar], name: str) -> float:
    """The value of a metric, its labels included in the name."""
    found = re.search(rf"^{re.escape(name)} (\S+)$", client.get("/metrics").text, re.MULTILINE)
    return float(found[1]) if found else 0.0


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ('onrecord_requests_total{method="POST",route="/v1/extractions",status="200"}', 3),
        ('onrecord_requests_total{method="other",route="other",status="404"}', 1),
        ("onrecord_extractions_total", 1),
        ('onrecord_cache_total{outcome="made"}', 1),
        ('onrecord_cache_total{outcome="memory"}', 2),
        ('onrecord_records_total{type="detentions"}', 1),
        ('onrecord_gaps_total{type="statement"}', 2),
        ('onrecord_model_total{status="off"}', 1),
        ('onrecord_stage_seconds_count{stage="extract"}', 2),
        ('onrecord_request_seconds_count{route="/v1/extractions"}', 3),
    ],
)
def test_metrics_count(client, name, more):
    """One new transcript, the same again in the same bytes and in others, and an address where nothing is."""
    before = metric(client, name)
    text = f"Police arrested 14 dockers in Halvik. “We lost everything. They took all that we had.” Case {abs(hash(name))}."
    assert [post(client, text).status_code for _ in range(2)] == [200, 200]
    client.post("/v1/extractions", json={"text": text})
    client.get(f"/nothing/{abs(hash(name))}")
    assert metric(client, name) - before == more


def test_the_dashboard_shows_metrics_that_exist(client):
    """Every metric that the dashboard and the alerts ask for is one of ours."""
    text = client.get("/metrics").text
    ours = set(re.findall(r"^# TYPE (onrecord_\w+)", text, re.MULTILINE))
    folder = ROOT / "docs" / "operating"
    asked = {
        name
        for path in folder.rglob("*")
        if path.suffix in (".json", ".yaml", ".yml")
        for name in re.findall(r"onrecord_\w+", path.read_text())
    }
    assert asked
    assert {re.sub("_(bucket|count|sum)$", "", name) for name in asked} <= ours


class Collector(http.server.BaseHTTPRequestHandler):
    """Takes traces as an OpenTelemetry collector does."""

    taken: list[ExportTraceServiceRequest]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        body = gzip.decompress(body) if self.headers.get("content-encoding") == "gzip" else body
        self.taken.append(ExportTraceServiceRequest.FromString(body))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


def test_traces_go_to_the_endpoint_with_their_stages():
    """A span a request, under the caller's own, with a span for each stage beneath."""
    Collector.taken = []
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Collector) as collector:
        threading.Thread(target=collector.serve_forever, daemon=True).start()
        settings = Settings(extract_processes=1, otlp_endpoint=f"http://127.0.0.1:{collector.server_port}")
        with TestClient(create_app(settings)) as client:
            post(client, "It rained.", traceparent=f"00-{'ab' * 16}-{'cd' * 8}-01")
        collector.shutdown()
    spans = {s.name: s for r in Collector.taken for rs in r.resource_spans for ss in rs.scope_spans for s in ss.spans}
    assert set(spans) == {"POST /v1/extractions", "cache", "extract"}
    request = spans["POST /v1/extractions"]
    assert {span.trace_id for span in spans.values()} == {bytes.fromhex("ab" * 16)}
    assert request.parent_span_id == bytes.fromhex("cd" * 8)
    assert spans["cache"].parent_span_id == request.span_id
    assert spans["extract"].parent_span_id == spans["cache"].span_id
