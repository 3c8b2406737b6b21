"""What the cache speaks of, and what a store that several replicas share has to do."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it is sent: its bytes, and the fingerprint of them that is its ETag."""

    body: bytes
    etag: str

    @classmethod
    def of(cls, body: bytes) -> Kept:
        """The answer with these bytes."""
        return cls(body, hashlib.sha256(body).hexdigest()[:32])


@dataclass(frozen=True, slots=True)
class Address:
    """Where an answer is kept: under the hash of its content, ``key``, and under that of the request's very bytes.

    Both are hexadecimal. A request that came as bytes has an ``alias``; one that was read from elsewhere has none.
    """

    key: str
    alias: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """An answer and how it was come by: for ``Cache-Status``, the metrics and ``Server-Timing``.

    ``detail`` names the store that had it, or says why none was used or nothing was stored.
    """

    kept: Kept
    hit: bool = False
    stored: bool = False
    collapsed: bool = False
    detail: str | None = None
    seconds: float = 0.0
    """What the extraction took; 0 for a hit."""


class StoreFault(Exception):
    """The shared store did not do as it was asked; ``reason`` is one of a few words (timeout, unreachable, error ...)."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Health:
    """Whether a store does its work, and what is wrong with it if it does not."""

    ok: bool
    reason: str | None = field(default=None)


class Shared(Protocol):
    """A store that replicas share. Every call may raise StoreFault, within the budget of one call."""

    async def find(self, alias: str) -> tuple[str, Kept] | None:
        """Key and answer of the request with these very bytes, in one round trip."""

    async def claim(self, address: Address, token: str) -> Kept | bool:
        """The answer; or True if the caller is to make it, False if somebody else is at it."""

    async def renew(self, address: Address, token: str) -> None:
        """Say that the claim's holder still lives."""

    async def release(self, address: Address, token: str) -> None:
        """Give the claim up; without effect if another has it by now."""

    async def put(self, address: Address, kept: Kept, token: str) -> None:
        """Store the answer and give the claim up."""

    async def get_bytes(self, key: str) -> bytes | None:
        """A plain value that ``put_bytes`` stored."""

    async def put_bytes(self, key: str, value: bytes) -> None:
        """Store a plain value."""

    async def health(self) -> Health:
        """Whether the store can be reached right now, and whether it takes values."""

    async def close(self) -> None:
        """Give connections back."""
