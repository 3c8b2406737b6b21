"""A corpus's records to events, type by type."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from schemas import RecordType
from service.clusters.blocks import candidates
from service.clusters.corpus import check, event_types, records_of
from service.clusters.datasets import EVENTS, MEMBERS, PAIRS
from service.clusters.event import Event, event_of, row
from service.clusters.facts import facts_in
from service.clusters.groups import Pair, grouped
from service.clusters.pairs import Scored, scored
from service.clusters.tables import Row, write
from service.clusters.told import Told
from service.corpus.entries import look_at
from service.corpus.store import Store


@dataclass(frozen=True, slots=True)
class Clustered:
    """The events of one type, and the pairs that were compared, by the numbers of their records."""

    tellings: Sequence[Told]
    pairs: Sequence[Pair]
    events: Sequence[Event]


@dataclass(frozen=True, slots=True)
class Summary:
    """How many records tell of how many events, and how many of these more than one transcript tells."""

    records: int
    events: int
    spread: int


def cluster(folder: Path) -> Summary:
    """Write the events of the corpus in the folder beside its records."""
    check(folder)
    with Store(folder).opened():  # nobody writes the corpus meanwhile
        look_at(*(folder / name for name in (EVENTS, MEMBERS, PAIRS)))
        database = duckdb.connect(config={"autoinstall_known_extensions": False})
        found = {entry: clustered(entry, records_of(entry, folder, database), database) for entry in event_types()}
        write(folder, _rows(found), database)
    events = [event for one in found.values() for event in one.events]
    spread = sum(1 for event in events if len({told.transcript for told in event.members}) > 1)
    return Summary(sum(len(one.tellings) for one in found.values()), len(events), spread)


def _rows(found: Mapping[RecordType, Clustered]) -> dict[str, list[Row]]:
    return {
        EVENTS: [row(event) for one in found.values() for event in one.events],
        MEMBERS: [member for one in found.values() for event in one.events for member in _members(event)],
        PAIRS: [pair for entry, one in found.items() for pair in _pairs(entry.name, one)],
    }


def clustered(entry: RecordType, tellings: Sequence[Told], database: duckdb.DuckDBPyConnection) -> Clustered:
    """The events that these records of one type tell of."""
    facts = facts_in(tellings)
    pairs = [(i, j, scored(facts[i], facts[j])) for i, j in candidates(database, facts)]
    events = [event_of(entry.name, [tellings[i] for i in group]) for group in grouped(facts, pairs)]
    return Clustered(tellings, pairs, sorted(events, key=lambda event: event.members[0].order))


def _members(event: Event) -> list[Row]:
    return [
        {
            "event_id": event.id,
            "type": event.type,
            "transcript": told.transcript,
            "record_id": told.record.id,
            "outlet": told.outlet,
            "published": told.published,
        }
        for told in event.members
    ]


def _pairs(kind: str, found: Clustered) -> list[Row]:
    """All pairs that were compared. One that was taken for one event is in two only where others of the two spoke against it."""
    home = {told.key: event.id for event in found.events for told in event.members}
    rows = []
    for one, other, result in found.pairs:
        a, b = found.tellings[one], found.tellings[other]
        rows.append(
            {
                "type": kind,
                "transcript": a.transcript,
                "record_id": a.record.id,
                "other_transcript": b.transcript,
                "other_record_id": b.record.id,
                "score": result.score,
                "parts": json.dumps(dict(result.parts)),
                "ruled_out_by": result.against,
                "decision": _decision(result, together=home[a.key] == home[b.key]),
            }
        )
    return rows


def _decision(result: Scored, *, together: bool) -> str:
    if together:
        return "one event" if result.is_one else "one event by others"
    return "parted by others" if result.is_one else "ruled out" if result.against else "two events"
