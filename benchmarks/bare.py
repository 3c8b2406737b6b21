"""What the service is measured against: a Litestar handler that reads the body and answers so many bytes, always the same."""

from __future__ import annotations

import os
from typing import Any

from litestar import Litestar, Request, Response, post

from service.http.serve import supervise

_ANSWER = b"a" * int(os.environ.get("ONRECORD_BARE_BYTES", "1"))


@post("/v1/extractions", status_code=200)
async def bare(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Read the body; a constant answer."""
    await request.body()
    return Response(_ANSWER, media_type="application/json")


app = Litestar([bare])


def serve() -> None:
    """Serve with the server and its settings that the service itself has."""
    supervise("benchmarks.bare:app", "127.0.0.1", int(os.environ["ONRECORD_PORT"]), 1, "warning", factory=False)
