"""Many requests of all kinds, each of them another, with keys: memory stays where it is."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from benchmarks.attacked.check import Check, Verdict
from benchmarks.attacked.stage import ATTACKER, VICTIM, Reply, Stage, resident_mib, staged
from benchmarks.serving import made_texts

_REQUESTS, _SETTLED = 2_000, 1_000  # what is kept at hand has grown by the second
_AT_ONCE = 4
_GROWN_MIB = 12  # of the HTTP process, and of each that extracts: a leak of 12 KB a request is one
_JSON = ("content-type", "application/json")


def _plain(stage: Stage, text: str, key: str) -> Reply:
    return stage.ask("/v1/extractions", text.encode(), key=key)


def _packed(stage: Stage, text: str, key: str) -> Reply:
    return stage.ask("/v1/extractions", gzip.compress(text.encode()), ("content-encoding", "gzip"), key=key)


def _segments(stage: Stage, text: str, key: str) -> Reply:
    said = [{"start": i, "end": i + 1, "text": part} for i, part in enumerate(text.split(". "))]
    body = json.dumps({"segments": said, "language": "en", "options": {"records": ["protests", "statements"]}})
    return stage.ask("/v1/extractions", body.encode(), _JSON, key=key)


def _captions(stage: Stage, text: str, key: str) -> Reply:
    cues = (f"00:{i // 60:02}:{i % 60:02}.000 --> 00:{i // 60:02}:{i % 60:02}.900\n{part}\n" for i, part in
            enumerate(text.split(". ")))  # fmt: skip
    body = "WEBVTT\n\n" + "\n".join(cues)
    return stage.ask("/v1/extractions", body.encode(), ("content-type", "text/vtt"), key=key)


def _lines(stage: Stage, text: str, key: str) -> Reply:
    body = "\n".join(json.dumps({"id": i, "text": part}) for i, part in enumerate(text.split(". ")))
    return stage.ask("/v1/extractions/stream", body.encode(), ("content-type", "application/x-ndjson"), key=key)


def _uncached(stage: Stage, text: str, key: str) -> Reply:
    return stage.ask("/v1/extractions", text.encode(), ("cache-control", "no-store"), key=key)


def _judged(stage: Stage, text: str, key: str) -> Reply:
    return stage.ask("/v1/validations", json.dumps({"value": {"id": text}, "kind": "protest"}).encode(), _JSON, key=key)


def _broken(stage: Stage, text: str, key: str) -> Reply:
    return stage.ask("/v1/extractions", text.encode()[:-1] + b"\xff{", _JSON, key=key)


def _stranger(stage: Stage, text: str, _: str) -> Reply:
    return stage.ask(f"/v1/extractions?x={len(text)}", text.encode(), key=text[:40].encode().hex())


_KINDS: tuple[Callable[[Stage, str, str], Reply], ...] = (
    _plain, _packed, _segments, _captions, _lines, _uncached, _judged, _broken, _stranger,
)  # fmt: skip


def _flat() -> Verdict:
    """Answers are kept up to a few megabytes, so that a full cache is no growth."""
    rng = random.Random(13)
    texts = made_texts(_REQUESTS, 900, seed=13)
    asked = [(rng.choice(_KINDS), text, rng.choice((ATTACKER, VICTIM))) for text in texts]
    with staged(extract_processes="2", cache_memory_bytes="4000000") as stage, ThreadPoolExecutor(_AT_ONCE) as many:
        statuses = [reply.status for reply in many.map(lambda a: a[0](stage, *a[1:]), asked[:_SETTLED])]
        before = _mib(stage)
        statuses += [reply.status for reply in many.map(lambda a: a[0](stage, *a[1:]), asked[_SETTLED:])]
        after = _mib(stage)
    grown = [late - early for early, late in zip(before, after, strict=True)]
    failed = sum(status == 0 or status >= 500 for status in statuses)
    shown = ", ".join(f"{early:.0f} to {late:.0f}" for early, late in zip(before, after, strict=True))
    seen = f"MiB of HTTP and extraction processes from request {_SETTLED:,} to {_REQUESTS:,}: {shown}; {failed} failed"
    return Verdict(not failed and max(grown) < _GROWN_MIB, seen)


def _mib(stage: Stage) -> list[float]:
    return [stage.http_mib(), *map(resident_mib, sorted(stage.extractors()))]


CHECKS = [Check("memory stays where it is", f"{_REQUESTS:,} requests of {len(_KINDS)} kinds, no two alike", _flat)]
