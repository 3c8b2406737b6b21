"""A Redis for all tests of the cache, empty before each of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from redis import Redis

from tests.valkey import Valkey, valkey


@pytest.fixture(scope="session")
def running() -> Iterator[Valkey]:
    with valkey() as server:
        yield server


@pytest.fixture
def server(running: Valkey) -> Iterator[Valkey]:
    """The server, empty, and its own settings again afterwards."""
    with Redis.from_url(running.url) as redis:
        redis.flushall()
        yield running
        redis.config_set("maxmemory", "0")


@pytest.fixture
def redis(server: Valkey) -> Iterator[Redis]:
    """A client beside the cache's own, to look and to break things with."""
    with Redis.from_url(server.url) as made:
        yield made
