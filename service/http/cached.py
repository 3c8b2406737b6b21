"""``Cache-Status`` (RFC 9211), ETags and conditions: what HTTP says about the cache."""

from __future__ import annotations

from service.cache import Outcome

NAME = "onrecord"


def cache_status(outcome: Outcome, forward: str = "uri-miss") -> str:
    """How the answer was come by: a hit, or why the request went on (``forward``), and what came of it."""
    words = [NAME, "hit" if outcome.hit else f"fwd={forward}"]
    words += ["stored"] if outcome.stored and not outcome.collapsed else []
    words += ["collapsed"] if outcome.collapsed else []
    words += [f"detail={outcome.detail}"] if outcome.detail else []
    return "; ".join(words)


def quoted(etag: str) -> str:
    """The ETag as the header has it."""
    return f'"{etag}"'


def has(if_none_match: str, etag: str) -> bool:
    """Whether the header ``If-None-Match`` names ``etag`` (in its quotes), by the weak comparison of RFC 9110."""
    named = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
    return etag in named or "*" in named
