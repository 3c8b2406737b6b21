"""The datasets of a clustering as Parquet: events, their members, and the pairs that were compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from service.clusters.datasets import EVENTS, MEMBERS, PAIRS
from service.corpus.entries import in_short
from service.errors import OnrecordError

_INTEGERS = frozenset({"transcripts", "sources", "records", "score"})
_COLUMNS = {
    EVENTS: (
        *("event_id", "type", "first_transcript", "first_record", "first_outlet", "first_published", "last_published"),
        *("transcripts", "sources", "records", "outlets", "place", "country", "day", "who", "stages", "figures"),
        *("disagreements", "fields"),
    ),
    MEMBERS: ("event_id", "type", "transcript", "record_id", "outlet", "published"),
    PAIRS: (
        *("type", "transcript", "record_id", "other_transcript", "other_record_id", "score", "parts"),
        *("ruled_out_by", "decision"),
    ),
}

Row = dict[str, Any]


def write(folder: Path, rows: Mapping[str, Sequence[Row]], database: duckdb.DuckDBPyConnection) -> None:
    """These are the datasets from now on; the same rows give the same bytes."""
    database.execute("SET threads = 1")  # several would write pieces in the order in which they are done
    for name in (PAIRS, MEMBERS, EVENTS):
        schema = pa.schema([(column, pa.int64() if column in _INTEGERS else pa.string()) for column in _COLUMNS[name]])
        table = pa.Table.from_pylist(list(rows[name]), schema=schema)
        target = folder / name / f"{name}.parquet"
        target.parent.mkdir(exist_ok=True)
        new = target.with_suffix(".new")
        try:
            database.from_arrow(table).write_parquet(str(new), compression="zstd")
        except duckdb.IOException as error:
            new.unlink(missing_ok=True)
            raise OnrecordError(f"{target}: {in_short(error)}", expected="room, and the same command again") from None
        new.replace(target)
