"""Which rules made the record of an election: those that saw its mentions, and those that read what it tells."""

from __future__ import annotations

from collections.abc import Iterator

from schemas import Election
from service.rules.elections.group import Group
from service.rules.found import Step, Trace, trace_of

_FIGURES = ("vote_share", "votes", "seats")


def trace(group: Group, record: Election) -> Trace:
    """The rules by their words; a fact that the record does not tell (a poll's share, an earlier stage) has no part in it."""
    told = set(_told(record))
    seen = [Step(m.start, m.end, m.rule) for m in group.mentions]
    read = [Step(f.start, f.end, rule) for f in group.facts for rule in f.rules if rule in told]
    return trace_of([*seen, *read])


def _told(record: Election) -> Iterator[str]:
    """The names of the rules whose facts the record holds."""
    yield record.status
    for result in record.results:
        yield from (name for name in _FIGURES if getattr(result, name) is not None)
        if result.outcome is not None:
            yield result.outcome
    for allegation in record.allegations:
        yield allegation.kind
        if allegation.denied_by:
            yield "denial"
    if record.reruns:
        yield "rerun"
    yield from (name for name in ("turnout", "authority") if getattr(record, name) is not None)
