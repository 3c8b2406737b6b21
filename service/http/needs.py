"""Whom a route serves: said by each controller of its own, and read where access is decided."""

from __future__ import annotations

from typing import Any, Literal

from service.settings.keys import Scope

NEEDS, KIND = "needs", "kind"

Kind = Literal["request", "stream", "batch"]


def opened_by(scope: Scope) -> dict[str, Any]:
    """What a controller says of itself whose calls need a key with that scope."""
    return {NEEDS: scope}


def open_to_all() -> dict[str, Any]:
    """What a controller says of itself that serves everybody."""
    return {NEEDS: None}


def streaming() -> dict[str, Any]:
    """What a controller adds whose requests have bodies without an end."""
    return {KIND: "stream"}


def in_batches() -> dict[str, Any]:
    """What a route adds whose requests have far larger bodies than others: a caller has few of them at once."""
    return {KIND: "batch"}
