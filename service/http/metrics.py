"""``GET /metrics``: what Prometheus collects."""

from __future__ import annotations

from litestar import Controller, Response, get

from service.http.needs import opened_by
from service.http.openapi import Paths, answer
from service.telemetry import metrics


class Metrics(Controller):
    """Figures of this server, over all of its processes."""

    path = "/metrics"
    opt = opened_by("metrics")

    @get("/", sync_to_thread=True)
    def metrics(self) -> Response[bytes]:
        """All metrics, in Prometheus' text format."""
        return Response(metrics.exposition(), media_type=metrics.MEDIA_TYPE)


PATHS: Paths = {
    "/metrics": {
        "get": {
            "operationId": "metrics",
            "summary": "Metrics for Prometheus",
            "tags": ["health"],
            "responses": {"200": answer("The metrics.", {"text/plain": {"schema": {"type": "string"}}})},
        }
    }
}
