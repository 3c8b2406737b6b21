"""A set through a corpus and its clustering, and what came of it."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb

from benchmarks.clusters.fit import Compared, fitted
from benchmarks.clusters.gold import Report, is_held_out
from benchmarks.clusters.score import Found
from service.clusters.comparisons import COMPARISONS
from service.clusters.corpus import event_types, records_of
from service.clusters.facts import Facts, facts_in
from service.clusters.run import cluster
from service.corpus.engines import here
from service.corpus.run import Asked, Run
from service.corpus.sent import request_sent
from service.requests.items import Defaults

_FOUND = """
SELECT members.transcript, members.type, members.event_id, own.record
FROM read_parquet('{corpus}/members/*.parquet') AS members
JOIN read_parquet('{corpus}/{plural}/*.parquet') AS own USING (transcript, record_id)
WHERE members.type = '{kind}'
ORDER BY members.transcript, record_id
"""


def found_in(reports: Sequence[Report], *, with_texts: bool = True) -> list[Found]:
    """The records found in the reports, each with its event in gold and the one that it was given."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = made(reports, Path(folder), with_texts=with_texts)
        return list(_found(reports, corpus))


def made(reports: Sequence[Report], folder: Path, *, with_texts: bool = True) -> Path:
    """A corpus of the reports, with its events; both as the commands make them."""
    requests = (report.request() if with_texts else {**report.request(), "options": {}} for report in reports)
    defaults = Defaults()
    run = Run(folder / "corpus", Asked(defaults, "rules"), shards=1)
    run.go([request_sent(request, defaults) for request in requests], here)
    cluster(folder / "corpus")
    return folder / "corpus"


def _found(reports: Sequence[Report], corpus: Path) -> Iterator[Found]:
    by_id = {report.id: report for report in reports}
    for entry in event_types():
        asked = _FOUND.format(corpus=corpus, plural=entry.plural, kind=entry.name)
        for transcript, kind, event, record in duckdb.execute(asked).fetchall():
            yield Found(transcript, kind, by_id[transcript].event(kind, json.loads(record)), event)


def weighed(sets: Sequence[Sequence[Report]]) -> Iterator[str]:
    """The weights that these sets have, as they stand in the list: of two thirds of the events, the others are held out."""
    made_of = [_pairs(reports) for reports in sets]
    for entry in event_types():
        yield f"[weights.{entry.plural}]"
        for name, weight in fitted(entry.plural, [pairs[entry.plural] for pairs in made_of]).items():
            if weight:
                yield f"{name} = {weight}"


def _pairs(reports: Sequence[Report]) -> dict[str, list[Compared]]:
    """The pairs that were compared, by the plurals of their types."""
    by_id = {report.id: report for report in reports}
    found: dict[str, list[Compared]] = {}
    with tempfile.TemporaryDirectory() as folder:
        corpus = made(reports, Path(folder))
        for entry in event_types():
            tellings = records_of(entry, corpus, duckdb.connect())
            facts = facts_in(tellings)
            gold = [by_id[t.transcript].event(entry.name, json.loads(t.record.model_dump_json())) for t in tellings]
            found[entry.plural] = [
                Compared(_outcomes(facts[i], facts[j]), gold[i] is not None and gold[i] == gold[j])
                for i, j in _compared(corpus, entry.name, [told.key for told in tellings])
                if not (is_held_out(gold[i]) or is_held_out(gold[j]))
            ]
    return found


def _outcomes(a: Facts, b: Facts) -> tuple[str, ...]:
    return tuple(f"{name}.{outcome}" for name, compare in COMPARISONS.items() if (outcome := compare(a, b)) is not None)


def _compared(corpus: Path, kind: str, keys: Sequence[tuple[str, str]]) -> list[tuple[int, int]]:
    at = {key: number for number, key in enumerate(keys)}
    rows = duckdb.execute(
        f"SELECT transcript, record_id, other_transcript, other_record_id FROM '{corpus}/pairs/*.parquet' WHERE type = ?",
        [kind],
    ).fetchall()
    return [(at[a, b], at[c, d]) for a, b, c, d in rows]
