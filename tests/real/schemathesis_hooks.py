"""How schemathesis sends what is no JSON, and which version of the contract it asks for."""

from __future__ import annotations

from typing import Any

import schemathesis

from schemas import SCHEMA_VERSION
from service.http.versions import HEADER


@schemathesis.serializer(
    "text/vtt", "application/x-subrip", "application/x-ndjson", "application/jsonl", "application/ndjson"
)
def as_it_stands(_: schemathesis.SerializationContext, value: object) -> bytes:
    """Text as UTF-8; what is no text, as Python writes it."""
    return str(value).encode("utf-8", "replace")


@schemathesis.hook
def before_call(_context: schemathesis.HookContext, case: schemathesis.Case, _kwargs: dict[str, Any]) -> None:
    """The document describes answers of today's version; one asked for in an earlier version keeps that one's schema."""
    headers = case.headers or {}
    for name in [name for name, value in headers.items() if name.lower() == HEADER.lower() and value != SCHEMA_VERSION]:
        del headers[name]
