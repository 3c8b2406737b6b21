"""Probes: is the process alive, and is a process ready to extract?"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from litestar import Controller, Response, get
from litestar.di import NamedDependency

from service.errors import OnrecordError
from service.http.needs import open_to_all
from service.http.openapi import Paths, answer, for_all, json_content
from service.http.state import Service

_NO_STORE = {"Cache-Control": "no-store"}


class Health(Controller):
    """For orchestrators and load balancers."""

    path = "/health"
    opt = open_to_all()

    @get("/live", sync_to_thread=False)
    def live(self) -> Response[dict[str, str]]:
        """200 as long as the server answers at all."""
        return Response({"status": "alive"}, headers=_NO_STORE)

    @get("/ready")
    async def ready(self, service: NamedDependency[Service]) -> Response[dict[str, Any]]:
        """200 with all versions once an extraction process has answered, 503 before, and for good if none can start.

        Without its Redis the service answers all the same, so it is degraded, and says why, but it is ready.
        """
        warming = service.warming
        if warming is None or not warming.done():
            return Response({"status": "starting"}, status_code=503, headers=_NO_STORE)
        if warming.cancelled() or (error := warming.exception()):
            detail = error.detail if isinstance(error, OnrecordError) else "no extraction process could be started"
            return Response({"status": "failed", "detail": detail}, status_code=503, headers=_NO_STORE)
        shared = await service.answering.answers.health()
        state = {"status": "ready"} if shared.ok else {"status": "degraded", "reason": f"redis: {shared.reason}"}
        return Response({**state, **asdict(warming.result())}, headers=_NO_STORE)


def _status(*words: str, **more: dict[str, str]) -> dict[str, Any]:
    return {"type": "object", "required": ["status"], "properties": {"status": {"enum": list(words)}, **more}}


_TEXT = {"type": "string"}
_VERSIONS = dict.fromkeys(("onrecord", "rules", "spacy", "algebra", "pipeline", "pipeline_version"), _TEXT)

PATHS: Paths = for_all(
    {
        "/health/live": {
            "get": {
                "operationId": "live",
                "summary": "Is the server alive?",
                "tags": ["health"],
                "responses": {"200": answer("It is.", json_content(_status("alive")))},
            }
        },
        "/health/ready": {
            "get": {
                "operationId": "ready",
                "summary": "Can the server extract?",
                "tags": ["health"],
                "responses": {
                    "200": answer(
                        "It can, with these versions; degraded if something that it can do without is not there.",
                        json_content(_status("ready", "degraded", reason=_TEXT, **_VERSIONS)),
                    ),
                    "503": answer("Not yet, or not at all.", json_content(_status("starting", "failed", detail=_TEXT))),
                },
            }
        },
    }
)
