"""Which records are compared at all: those that share a place, a name or a rare word, and are not too far apart in time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import duckdb
import pyarrow as pa

from service.clusters.facts import Facts
from service.clusters.weights import reach

_MOST = 100  # of the records that share a place or a name each is compared with the next so many; a word of more is not rare
_WORDS = 8  # the rarest of those that stand round a record
_COLUMNS = pa.schema(
    {"number": pa.int64(), "transcript": pa.string(), "key": pa.string(), "day": pa.int64(), "reach": pa.int64()}
)
_PAIRS = """
WITH ordered AS (
    SELECT *, row_number() OVER (PARTITION BY key ORDER BY day, number) AS place, count(*) OVER (PARTITION BY key) AS size
    FROM keys
)
SELECT DISTINCT least(a.number, b.number) AS one, greatest(a.number, b.number) AS other
FROM ordered a JOIN ordered b
  ON a.key = b.key AND b.place > a.place AND b.place <= a.place + $most AND b.day - a.day <= a.reach
WHERE a.number <> b.number AND a.transcript <> b.transcript AND (a.size <= $most OR NOT starts_with(a.key, 'word '))
ORDER BY one, other
"""


def candidates(database: duckdb.DuckDBPyConnection, facts: Sequence[Facts]) -> list[tuple[int, int]]:
    """The numbers of the records that come into question, the smaller first, in order."""
    rows = [row for number, one in enumerate(facts) for row in _keys(number, one)]
    keys = pa.table(
        {name: [row[at] for row in rows] for at, name in enumerate(_COLUMNS.names)},
        schema=_COLUMNS,
    )
    database.register("keys", keys)
    pairs: list[tuple[int, int]] = database.execute(_PAIRS, {"most": _MOST}).fetchall()
    return pairs


def _keys(number: int, facts: Facts) -> Iterator[tuple[int, str, str, int, int]]:
    day = facts.told if facts.told is not None else facts.when.last if facts.when is not None else 0
    transcript = facts.told_by.transcript
    where = facts.where
    for key in sorted(where.towns | where.regions | where.countries):
        yield number, transcript, f"place {key}", day, reach("days")
    for name in sorted(facts.people, key=sorted):
        for word in sorted(name):
            yield number, transcript, f"name {word}", day, reach("named")
    for rare in sorted(facts.rare):
        yield number, transcript, f"word {rare}", day, reach("named")
    rarest = sorted(facts.bag, key=lambda word: (-facts.bag[word], word))[:_WORDS]
    for word in sorted(facts.words.union(rarest)):
        yield number, transcript, f"word {word}", day, reach("days")
