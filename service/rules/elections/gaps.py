"""What is left open about elections: fields of a record, words for a vote that made none, results that are nobody's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from schemas import Election, Gap, Result
from service.rules.elections.cluster import Cluster
from service.rules.elections.report import Alleged, Open, Report
from service.rules.elections.trigger import Trigger
from service.rules.elections.view import View
from service.rules.events.clause import clause_span
from service.rules.events.gaps import field_gap, gap

_STATES = ("region", "city")


def of_record(record: Election, cluster: Cluster) -> Iterator[Gap]:
    """The gaps of a record: the fields that it lacks, what its reports leave open, and votes elsewhere that it may have swallowed."""
    first = record.evidence[0]
    for name, lacks, reason in _lacking(record):
        if lacks:
            yield field_gap("election", (first.start, first.end), reason, name, record)
    for allegation in record.allegations:
        if allegation.by is None:
            words = allegation.evidence[0]
            yield field_gap(
                "election", (words.start, words.end), "allegation without its author", "allegations", record
            )
    for report in cluster.reports:
        if isinstance(report.value, Open):
            clause = clause_span(report.view.sentence, report.token)
            yield field_gap("election", clause, report.value.reason, report.value.field, record)
    for mention in cluster.mentions:
        own = mention.own
        if own is not None and own.kind in _STATES and record.place is not None and own.name != record.place.name:
            reason = "a vote in another place, perhaps another election"
            yield field_gap("election", _clause(mention), reason, "place", record)


def _lacking(record: Election) -> list[tuple[str, bool, str]]:
    return [
        ("place", record.place is None, "election without a place"),
        ("kinds", not record.kinds or record.kinds == ["general"], "election whose kind is not said"),
        ("status", record.status == "unknown", "election whose stage is not said"),
        ("polling_day", record.polling_day is None or record.polling_day.edtf is None, "election without a date"),
        ("results", record.status == "held" and not record.results, "held election without a result"),
    ]


def of_cluster(cluster: Cluster) -> Gap:
    """The gap of an election that is named and of which the rules found nothing said."""
    return gap("election", _clause(cluster.mentions[0]), "election named, nothing found that is said of it")


def of_loose_ends(contests: Iterable[Trigger], loose: Sequence[Report], clusters: Sequence[Cluster]) -> Iterator[Gap]:
    """Words for a vote in sentences that no election is named in, and results and allegations that belong to none; one a sentence."""
    taken = {index for cluster in clusters for index in cluster.sentences}
    taken |= {report.view.index for cluster in clusters for report in cluster.reports}
    for report in loose:
        if isinstance(report.value, Result | Alleged | Open) and _is_new(taken, report.view):
            yield gap(
                "election", clause_span(report.view.sentence, report.token), "result or allegation of no known election"
            )
    for contest in contests:
        if _tells(contest) and _is_new(taken, contest.view):
            yield gap("election", _clause(contest), "words for a vote, not clear which")


def _is_new(taken: set[int], view: View) -> bool:
    new = view.index not in taken
    taken.add(view.index)
    return new


def _tells(contest: Trigger) -> bool:
    """Whether the mention has more than the bare word: a kind, a place or a day."""
    return bool(contest.kinds or contest.own or contest.day)


def _clause(mention: Trigger) -> tuple[int, int]:
    return clause_span(mention.view.sentence, mention.token)
