"""Small corpora: short transcripts, runs over them in this process, and the bytes that come of it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import orjson
import pyarrow.parquet as pq

from service.corpus.engines import here
from service.corpus.run import Asked, Engine, Run, Told
from service.corpus.sent import Sent, request_sent
from service.requests.items import Defaults

TOWNS = ("Valletta", "Oslo", "Lisbon", "Porto", "Quito", "Lagos", "Bergen", "Turin")
SHARDS = 4


def lines(count: int, first: int = 0) -> list[dict[str, Any]]:
    """Requests, each with an arrest in it but every fourth."""
    return [
        {
            "id": f"t{number:03}",
            "published": "2031-06-02",
            "text": f"Police in {TOWNS[number % len(TOWNS)]} arrested {number + 3} dock workers on Friday."
            if number % 4
            else f"The harbour of {TOWNS[number % len(TOWNS)]} has {number + 3} cranes.",
        }
        for number in range(first, first + count)
    ]


def sent(requests: Iterable[dict[str, Any]]) -> list[Sent]:
    """As they go into a corpus."""
    return [request_sent(request, Defaults()) for request in requests]


def asked(fingerprint: str = "rules1", **defaults: Any) -> Asked:
    """A run by these rules."""
    return Asked(Defaults(**defaults), fingerprint)


def make(
    root: Path, requests: Iterable[dict[str, Any]], engine: Engine = here, by: Asked | None = None, shards: int = SHARDS
) -> Told:
    """A run over these requests."""
    return Run(root, by or asked(), shards).go(sent(requests), engine)


def files(root: Path) -> dict[str, bytes]:
    """All that is in the folder, byte for byte."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def rows(root: Path, dataset: str) -> list[dict[str, Any]]:
    """The rows of a dataset, in the order of its files."""
    found = []
    for path in sorted((root / dataset).glob("*.parquet")):
        found += pq.ParquetFile(path).read().to_pylist()
    return found


def names(root: Path) -> list[str]:
    """The transcripts that have a row, in order."""
    return sorted(row["transcript"] for row in rows(root, "extractions"))


def parsed(text: str) -> Any:
    """JSON."""
    return orjson.loads(text)
