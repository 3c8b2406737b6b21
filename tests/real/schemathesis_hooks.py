"""How schemathesis sends what is no JSON: as it stands."""

from __future__ import annotations

import schemathesis


@schemathesis.serializer(
    "text/vtt", "application/x-subrip", "application/x-ndjson", "application/jsonl", "application/ndjson"
)
def as_it_stands(_: schemathesis.SerializationContext, value: object) -> bytes:
    """Text as UTF-8; what is no text, as Python writes it."""
    return str(value).encode("utf-8", "replace")
