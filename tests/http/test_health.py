"""Probes tell the truth: alive at once, ready only when a process has answered."""

from __future__ import annotations

import asyncio
import time

from service.http.health import Health
from service.http.state import Service
from service.settings import Settings


def test_alive(client):
    """The server answers."""
    response = client.get("/health/live")
    assert response.json() == {"status": "alive"}
    assert response.headers["cache-control"] == "no-store"


def test_ready_names_all_versions(client):
    """Once a process has answered, with what an extraction depends on."""
    while (response := client.get("/health/ready")).status_code == 503:
        assert response.json() == {"status": "starting"}
        time.sleep(0.1)
    ready = response.json()
    assert ready.pop("status") == "ready"
    assert set(ready) == {"onrecord", "rules", "spacy", "algebra", "pipeline", "pipeline_version"}
    assert all(ready.values())


async def _never() -> None:
    await asyncio.Event().wait()


def test_not_ready_before_a_process_has_answered():
    """Before the start and during it, load balancers are told to wait."""

    async def statuses() -> list[int]:
        service = Service(Settings(), answering=None)
        before = (await Health.ready.fn(None, service)).status_code
        service.warming = asyncio.create_task(_never())
        during = (await Health.ready.fn(None, service)).status_code
        service.warming.cancel()
        return [before, during]

    assert asyncio.run(statuses()) == [503, 503]
