"""Prometheus metrics of the service: names, labels and what they count. All begin with ``onrecord_``."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from functools import cache

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

from service.pool import Tally

_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
_FAST = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)

MEDIA_TYPE = CONTENT_TYPE_LATEST

REQUESTS = Counter("onrecord_requests", "Requests answered.", ["route", "method", "status"])
REQUEST_SECONDS = Histogram("onrecord_request_seconds", "From the first byte to the last.", ["route"], buckets=_FAST)
STAGE_SECONDS = Histogram("onrecord_stage_seconds", "Stages of an extraction request.", ["stage"], buckets=_FAST)
CACHE = Counter("onrecord_cache", "Looks into the cache by their outcome.", ["outcome"])
CACHE_FAULTS = Counter("onrecord_cache_faults", "Calls to Redis that failed.", ["reason"])
BREAKER_OPEN = Gauge("onrecord_breaker_open", "1 while calls are held back.", ["service"], multiprocess_mode="max")
EXTRACTIONS = Counter("onrecord_extractions", "Extractions made, not found in a cache.")
RECORDS = Counter("onrecord_records", "Records found in new extractions.", ["type"])
GAPS = Counter("onrecord_gaps", "Gaps that the rules left in new extractions.", ["type"])
MODEL = Counter("onrecord_model", "Extractions by what became of the model.", ["status"])
MODEL_CALLS = Counter("onrecord_model_calls", "Questions put to the model.")
MODEL_TOKENS = Counter("onrecord_model_tokens", "Tokens sent to and had from the model.", ["direction"])
PROPOSALS = Counter("onrecord_model_proposals", "Values that the model proposed.", ["outcome"])
REFUSED = Counter("onrecord_refused", "Requests turned away at the door.", ["reason"])


def answered(route: str, method: str, status: int, seconds: float) -> None:
    """Count a request."""
    counter, histogram = _of_request(route, method, status)
    counter.inc()
    histogram.observe(seconds)


@cache
def _of_request(route: str, method: str, status: int) -> tuple[Counter, Histogram]:
    """Looking a metric up by its labels costs more than counting does."""
    return REQUESTS.labels(route, method, status), REQUEST_SECONDS.labels(route)


def count(tally: Tally) -> None:
    """Count a new extraction."""
    model = tally.model
    EXTRACTIONS.inc()
    _each(RECORDS, tally.records)
    _each(GAPS, tally.gaps)
    MODEL.labels(model.status).inc()
    MODEL_CALLS.inc(model.calls)
    _each(MODEL_TOKENS, {"input": model.input_tokens, "output": model.output_tokens})
    _each(PROPOSALS, {"kept": model.proposed - model.dropped, "dropped": model.dropped})


def looked_up(hit: bool, collapsed: bool, detail: str | None) -> None:
    """Count what a look into the cache came to: the store that had it, ``collapsed`` or ``made``."""
    _of_cache(detail if hit else "collapsed" if collapsed else "made").inc()


_of_cache = cache(CACHE.labels)


def _each(counter: Counter, numbers: Mapping[str, int]) -> None:
    for name, number in numbers.items():
        counter.labels(name).inc(number)


def over_processes() -> None:
    """Let several HTTP processes keep their metrics in one place. To be called before any of them starts."""
    os.environ.setdefault(_FOLDER, tempfile.mkdtemp(prefix="onrecord-metrics-"))


def exposition() -> bytes:
    """All metrics, in Prometheus' text format."""
    if _FOLDER not in os.environ:
        return generate_latest(REGISTRY)
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry)
