"""What is left open about detentions: fields that a record lacks, reports that make none, words that no rule could read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from schemas import Detention, Gap
from service.rules.detentions.grouping import Cluster
from service.rules.detentions.lexicon import words_of
from service.rules.detentions.report import Report
from service.rules.events.gaps import field_gap, gap
from service.rules.events.view import View

if TYPE_CHECKING:
    from spacy.tokens import Token

_BESIDE = "told of beside the detention, perhaps of something else"


def of_record(record: Detention, cluster: Cluster) -> Iterator[Gap]:
    """The gaps of a record: fields that it lacks, in the clause that first reports it, and values that are not sure."""
    first = cluster[0]
    for name, lacks, reason in _lacking(record, cluster):
        if lacks:
            yield field_gap("detention", first.span, reason, name, record)
    for name, unsure, reason in _unsure(record, cluster):
        if unsure:
            yield field_gap("detention", first.view.span(first.trigger.token), reason, name, record)


def _lacking(record: Detention, cluster: Cluster) -> list[tuple[str, bool, str]]:
    named = any(p.is_named for r in cluster for p in r.people)
    plural = any(p.plural for r in cluster for p in r.people)
    return [
        ("detainees", not named and not plural and not record.counts, "somebody detained without a name"),
        ("authority", record.authority is None, "detention without who holds them"),
        ("place", record.place is None, "detention without a place"),
        ("reason", record.reason is None and not record.charges, "detention without a reason"),
    ]


def _unsure(record: Detention, cluster: Cluster) -> list[tuple[str, bool, str]]:
    return [
        ("authority", record.authority is not None and all(r.authority is None for r in cluster), _BESIDE),
        ("place", record.place is not None and all(r.place is None for r in cluster), _BESIDE),
        ("stage", len({r.stage for r in cluster}) > 1, "which of several stages is the last"),
    ]


def of_report(cluster: Cluster) -> Gap:
    """The gap of reports of which it is not clear that they tell of a detention."""
    return gap("detention", cluster[0].span, "not clear that anybody was detained")


def of_unread(seen: Iterable[View], reports: Iterable[Report]) -> Iterator[Gap]:
    """Words for a detention in sentences that no rule read anything in, one a sentence; a near report leaves no doubt."""
    read = {r.index for r in reports}
    for view in seen:
        word = next(_words(view), None) if view.index not in read else None
        if word is not None:
            yield gap("detention", view.clause(word), "word for a detention, not clear whose")


def _words(view: View) -> Iterator[Token]:
    stems = tuple(words_of("gaps", "stems"))
    return (t for t in view.doc if t.lower_.startswith(stems) and t.lower_ not in words_of("gaps", "clear"))
