"""Reports of one event in two stories: one record where both name it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from schemas import Actor, Detention, Election, Gap, Place, Protest, Record, When
from service.language.names import fold
from service.merge.complete import completed
from service.rules.found import Found, Step, Trace, record_id, trace_of

_MOST_TOLD = 4  # stories in which one event is joined, so that no record grows with the report
_LATEST = 60  # records of one name or place that a further one is held against


@dataclass(slots=True)
class _Report:
    record: Record
    trace: Trace
    part: int
    order: int = -1
    told: int = 1


def one_event_each(told: Sequence[Found]) -> Found:
    """The records of all parts of a report, those of one event as one, in the order of the text; of a single part as they stand."""
    if len(told) < 2:
        return told[0] if told else Found()
    reports = [
        _Report(record, trace, part)
        for part, found in enumerate(told)
        for record, trace in zip(found.records, found.traces, strict=True)
    ]
    kept, now = _joined(reports)
    gaps = [_moved(gap, now) for found in told for gap in found.gaps]
    kept.sort(key=lambda r: (r.record.evidence[0].start, r.record.id))
    return Found([r.record for r in kept], gaps, [r.trace for r in kept])


def _joined(reports: Iterable[_Report]) -> tuple[list[_Report], dict[str, str]]:
    """The reports, each with those of the same event in other parts; and new ids by old ones."""
    kept: list[_Report] = []
    known: dict[Hashable, list[_Report]] = {}
    now: dict[str, str] = {}
    for report in reports:
        keys = _keys(report.record)
        near = {id(k): k for key in keys for k in known.get(key, ())[-_LATEST:]}
        fitting = (k for k in near.values() if k.part != report.part and k.told < _MOST_TOLD and _same(k, report))
        home = min(fitting, key=lambda k: k.order, default=None)
        for key in keys:
            known.setdefault(key, []).append(home or report)
        if home is None:
            report.order = len(kept)
            kept.append(report)
            continue
        old = (home.record.id, report.record.id)
        _take(home, report)
        now |= dict.fromkeys(old, home.record.id)
        now = {was: home.record.id if new in old else new for was, new in now.items()}
    return kept, now


def _keys(record: Record) -> Sequence[Hashable]:
    """What two reports of one event share: a word of a person's name, a place or its country, a town."""
    if isinstance(record, Detention):
        return sorted({word for name in _people(record.detainees) for word in name})
    if isinstance(record, Election):
        return [record.place.name, record.place.country] if record.place is not None else []
    return sorted({p.name for p in record.places}) if isinstance(record, Protest) else []


def _moved(gap: Gap, now: dict[str, str]) -> Gap:
    return gap.model_copy(update={"record": now[gap.record]}) if gap.record in now else gap


def _take(home: _Report, other: _Report) -> None:
    """The other's evidence and what it alone knows, with the words by which the two are one."""
    home.told += 1
    mine, theirs = home.record, other.record
    evidence = sorted(
        {(e.start, e.end): e for e in (*theirs.evidence, *mine.evidence)}.values(), key=lambda e: (e.start, e.end)
    )
    made = completed(mine, theirs, ()).model_copy(update={"evidence": evidence, "source": mine.source})
    kind = mine.id.partition("_")[0]
    home.record = made.model_copy(update={"id": record_id(kind, evidence)})
    words = (mine.evidence[0], theirs.evidence[0])
    home.trace = trace_of((*home.trace, *other.trace, *(Step(e.start, e.end, "told_in_two_stories") for e in words)))


def _same(one: _Report, other: _Report) -> bool:
    mine, theirs = one.record, other.record
    if isinstance(mine, Detention) and isinstance(theirs, Detention):
        return _same_case(mine, theirs)
    if isinstance(mine, Election) and isinstance(theirs, Election):
        return _same_vote(mine, theirs)
    return isinstance(mine, Protest) and isinstance(theirs, Protest) and _same_protest(mine, theirs)


def _same_case(one: Detention, other: Detention) -> bool:
    """One person held in one case: a full name in both, and no other place or reason."""
    mine, theirs = _people(one.detainees), _people(other.detainees)
    named = any(set(a) <= set(b) or set(b) <= set(a) for a in mine for b in theirs)
    return named and not _differ(one.place, other.place) and _may_be_one(one.reason, other.reason)


def _people(actors: Iterable[Actor]) -> list[tuple[str, ...]]:
    return [fold(a.name) for a in actors if a.kind == "person" and len(fold(a.name)) > 1]


def _same_vote(one: Election, other: Election) -> bool:
    """One vote in one place and at one time, both named."""
    if one.place is None or other.place is None or _differ(one.place, other.place):
        return False
    kinds = not one.kinds or not other.kinds or not set(one.kinds).isdisjoint(other.kinds)
    status = one.status == other.status or "unknown" in (one.status, other.status)
    return kinds and status and _may_be_one(_day(one.polling_day), _day(other.polling_day))


def _same_protest(one: Protest, other: Protest) -> bool:
    """One protest by its town or site, and by its day where both tell it."""
    towns = {p.name for p in one.places if p.kind != "country"} & {p.name for p in other.places}
    return bool(towns) and _may_be_one(_day(one.started), _day(other.started))


def _day(when: When | None) -> str | None:
    return (when.edtf or when.text) if when is not None else None


def _may_be_one(one: str | None, other: str | None) -> bool:
    """Whether two texts do not speak against each other: one is missing, or they share a word."""
    return not one or not other or not set(fold(one)).isdisjoint(fold(other))


def _differ(one: Place | None, other: Place | None) -> bool:
    """Whether both are known and lie in different countries, or are different towns of one."""
    if one is None or other is None:
        return False
    if one.country != other.country and one.country and other.country:
        return True
    return one.name != other.name and "country" not in (one.kind, other.kind)
