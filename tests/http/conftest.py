"""One application with one real extraction process, for all tests of the HTTP face."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from service.http.app import create_app
from service.pool import Extractors, Versions
from service.settings import Settings


@pytest.fixture(scope="session")
def client() -> Iterator[TestClient[Litestar]]:
    with TestClient(
        create_app(
            Settings(extract_processes=1, max_body_bytes=100_000, request_timeout_s=300)
        ),  # it may begin on a busy machine
        raise_server_exceptions=False,
    ) as made:
        yield made


@pytest.fixture
def cold(monkeypatch: pytest.MonkeyPatch) -> None:
    """Applications start no extraction process: for tests in which nothing is extracted, and that need one of their own."""

    async def warm(_: Extractors) -> Versions:
        return Versions("", "", "", "", "")

    monkeypatch.setattr(Extractors, "warm", warm)
