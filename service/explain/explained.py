"""Explaining, as it runs in a process of the pool. Imports stand inside: the server's process needs none of them."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.extract import Options
    from service.read.transcript import Transcript


def explained(transcript: Transcript, options: Options) -> bytes:
    """What `onrecord explain --format json` prints, in UTF-8."""
    import orjson

    from service.explain.explanation import explanation
    from service.extract import explain

    return orjson.dumps(asdict(explanation(transcript, explain(transcript, options))))
