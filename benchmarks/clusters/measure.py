"""A set through a corpus and its clustering, and what came of it."""

from __future__ import annotations

import json
import math
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb

from benchmarks.clusters.gold import Report, is_held_out
from benchmarks.clusters.score import Found
from schemas import record_type
from service.clusters.comparisons import COMPARISONS
from service.clusters.corpus import event_types, records_of
from service.clusters.facts import facts_of
from service.clusters.run import cluster
from service.clusters.weights import weights_of
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


def weighed(reports: Sequence[Report]) -> Iterator[str]:
    """Of each comparison's outcomes how many times likelier each is, in powers of two, between two records of one event.

    Of two thirds of the events: the others are held out.
    """
    by_id = {report.id: report for report in reports}
    with tempfile.TemporaryDirectory() as folder:
        corpus = made(reports, Path(folder))
        for entry in event_types():
            tellings = records_of(entry, corpus, duckdb.connect())
            facts = [facts_of(told) for told in tellings]
            gold = [by_id[t.transcript].event(entry.name, json.loads(t.record.model_dump_json())) for t in tellings]
            pairs = _compared(corpus, entry.name, [told.key for told in tellings])
            seen: dict[str, Counter[tuple[str | None, bool]]] = defaultdict(Counter)
            for i, j in pairs:
                if is_held_out(gold[i]) or is_held_out(gold[j]):
                    continue
                same = gold[i] is not None and gold[i] == gold[j]
                for name, compare in COMPARISONS.items():
                    seen[name][compare(facts[i], facts[j]), same] += 1
            yield from _lines(entry.name, seen)


def _compared(corpus: Path, kind: str, keys: Sequence[tuple[str, str]]) -> list[tuple[int, int]]:
    at = {key: number for number, key in enumerate(keys)}
    rows = duckdb.execute(
        f"SELECT transcript, record_id, other_transcript, other_record_id FROM '{corpus}/pairs/*.parquet' WHERE type = ?",
        [kind],
    ).fetchall()
    return [(at[a, b], at[c, d]) for a, b, c, d in rows]


def _lines(kind: str, seen: dict[str, Counter[tuple[str | None, bool]]]) -> Iterator[str]:
    weights = weights_of(record_type(kind).plural)
    for name, counts in seen.items():
        all_same, all_other = (sum(n for (_, same), n in counts.items() if same is which) for which in (True, False))
        for outcome in sorted({outcome for outcome, _ in counts if outcome}):
            one, other = counts[outcome, True], counts[outcome, False]
            bits = math.log2((one + 0.5) / (all_same + 1) / ((other + 0.5) / (all_other + 1)))
            weight = weights.get(name, {}).get(outcome, 0)
            yield f"  {kind} {name}.{outcome}: {one} of one event, {other} of two: {bits:+.1f} (weight {weight})"
