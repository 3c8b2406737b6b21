"""A cluster of mentions and reports to one record, or to none where nothing is reported of the election."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from schemas import (
    Actor,
    Election,
    ElectionKind,
    ElectionStatus,
    Evidence,
    Factuality,
    Gap,
    Quantity,
    Rerun,
    Result,
    When,
)
from service.language.dates import find_dates
from service.language.reading import Reading
from service.rules.elections.cluster import Cluster
from service.rules.elections.fields.allegations import allegations
from service.rules.elections.fields.kinds import kinds_of
from service.rules.elections.fields.place import place_of
from service.rules.elections.fields.reruns import reruns
from service.rules.elections.fields.results import results, with_finalists, with_winner, with_winning_side
from service.rules.elections.gaps import of_cluster, of_record
from service.rules.elections.report import FIELDS, FIGURES, Alleged, Stage, values
from service.rules.elections.trigger import Trigger
from service.rules.elections.view import View
from service.rules.events.clause import clause_span
from service.rules.found import Step, Trace, record_id, trace_of
from service.words import load_words

_SCORES = load_words("rules/elections")["confidence"]
_DECIDED = {"won", "lost", "conceded", "claims_victory", "runoff"}
_TELLING = 3.0  # weight of words that by themselves tell of a vote
_ENOUGH = 2
_OFTEN = 2  # mentions
_LITTLE = 0.35  # weight of a past tense alone, which tells of no vote
_UNDONE = 0.5  # what tells that it was held weighs less where it is told that it was undone
_CHEATED = 0.5  # weight of an allegation, where nothing else tells the stage
_BY_MOST: frozenset[ElectionKind] = frozenset(
    {"by_election", "local", "mayoral", "regional"}
)  # the most votes win these
_UNTIL = (["to"], ["until"], ["till"])
_AHEAD: frozenset[ElectionStatus] = frozenset({"scheduled"})


def build(reading: Reading, cluster: Cluster, views: Sequence[View]) -> tuple[Election | None, list[Gap]]:
    """The record of the cluster with the gaps that it leaves; no record where nothing is said of the election."""
    found = results(reading, values(cluster.reports, Result))
    alleged = allegations(reading, cluster.reports)
    again = reruns(values(cluster.reports, Rerun))
    status = _status(cluster, found)
    day = _polling_day(reading, cluster, put_off=status == "postponed")
    found = [r for r in found if not (status in _AHEAD and _is_poll(r) and r.basis == "unknown")]
    place = place_of(reading, cluster)
    kinds = kinds_of(cluster, place, views)
    if kinds == ["referendum"] and status == "held":
        found = with_winning_side(found)
    elif cluster.leads_on and status == "held":
        found = with_finalists(found)
    elif _BY_MOST & set(kinds) and status == "held":
        found = with_winner(found)
    turnout = next(iter(values(cluster.reports, Quantity)), None)
    if not (found or alleged or again or turnout or _is_reported(cluster, status, day, kinds)):
        return None, [of_cluster(cluster)]
    evidence = _evidence(reading, cluster)
    authority = next(iter(values(cluster.reports, Actor)), None)
    record = Election(
        id=record_id("election", evidence), evidence=evidence, source="rules",
        confidence=_confidence(cluster, status, day, bool(found), bool(alleged), bool(again), bool(kinds)),
        factuality=_factuality(status), place=place, kinds=kinds, status=status, polling_day=day, results=found,
        turnout=turnout, allegations=alleged, reruns=again, authority=authority,
    )  # fmt: skip
    return record, list(of_record(record, cluster))


def _status(cluster: Cluster, found: Sequence[Result]) -> ElectionStatus:
    """The stage that the words about it weigh for most; an outcome or a count means that the vote was held."""
    weights: dict[ElectionStatus, float] = {}
    told = [(r.view.index, r.value) for r in cluster.reports if isinstance(r.value, Stage)]
    put_off = {at for at, stage in told if stage.status == "postponed"}
    dated = {m.view.index for m in cluster.mentions if m.day_of_year} - put_off
    for at, stage in told:
        if not put_off or stage.status not in _AHEAD or at in dated:  # what is put off has no day as yet
            weights[stage.status] = weights.get(stage.status, 0) + stage.weight
    decided = any(r.outcome in _DECIDED or r.basis not in ("poll", "unknown") for r in found)
    counted = any(not _is_poll(r) or r.basis == "unknown" for r in found)
    if cluster.leads_on and counted:
        weights.pop("scheduled", None)  # the second round is to come: `go to a run-off in June. Rossi got 46 per cent`
    cheated = any(alleged.kind is not None for alleged in values(cluster.reports, Alleged))
    turned_out = any(values(cluster.reports, Quantity))
    undone = "annulled" in weights  # results that no longer stand do not tell that it was held
    weights["held"] = (
        weights.get("held", 0) * (_UNDONE if undone else 1)
        + (4 * decided + 2 * counted + turned_out) * (not undone)
        + 4 * cluster.background
        + _CHEATED * cheated
    )
    status = max(weights, key=lambda s: weights[s])
    return status if weights[status] > (_LITTLE if status == "held" else 0) else "unknown"


def _is_poll(result: Result) -> bool:
    """Whether a figure can only be an opinion poll's, if the vote lies ahead: no outcome, and no count named."""
    return result.outcome is None and result.basis in ("unknown", "poll")


def _is_reported(cluster: Cluster, status: ElectionStatus, day: When | None, kinds: list[ElectionKind]) -> bool:
    """Whether the text says enough of an election without results to be more than its bare name."""
    dated = day is not None and day.edtf is not None
    if cluster.background or cluster.aside or (status == "unknown" and not dated):
        return False
    dayless = day is None or len(day.edtf or "") == len("2023")
    if len(cluster.mentions) == 1 and dayless and _is_beside(cluster.mentions[0], dated=day is not None):
        return False
    passing = kinds == ["primary"]
    signs = (
        any(m.day for m in cluster.mentions), any(m.view.places for m in cluster.mentions),
        any(m.own for m in cluster.mentions), len(cluster.mentions) > 1, len(cluster.mentions) > _OFTEN and not passing,
        not passing and (bool(cluster.kinds) or kinds != ["general"]),
        any(stage.weight >= _TELLING for stage in values(cluster.reports, Stage)),
    )  # fmt: skip
    return sum(signs) >= _ENOUGH


def _is_beside(mention: Trigger, *, dated: bool) -> bool:
    """``ahead of the 2018 midterms``, ``that followed the 2009 election``: something else is told of."""
    token = mention.token
    if token.dep_ == "dobj" and token.head.lemma_ == "follow":
        return True
    led = token.head.lower_ if token.dep_ == "pobj" else "in"
    return led not in ("in", "at") if dated else led in ("after", "since", "following", "before")


def _polling_day(reading: Reading, cluster: Cluster, *, put_off: bool) -> When | None:
    """The most exact of the dates beside its mentions; of a vote put off only the new one."""
    days = [m.day for m in cluster.mentions if m.day is not None]
    if put_off:
        put = [f.view for f in cluster.reports if isinstance(f.value, Stage) and f.value.status == "postponed"]
        return next((day for view in put for day in _new_days(reading, view)), None)
    if not days:
        return None
    best = max(days, key=lambda d: len(d.edtf or ""))
    return When(text=reading.transcript.text[best.start : best.end], edtf=best.edtf)


def _new_days(reading: Reading, view: View) -> Iterator[When]:
    """``put off until June 7``, ``moved from May 3 to June 7``."""
    text = reading.transcript.text
    for moment in view.moments:
        _, to, new = view.said(moment.start, moment.end).rpartition(" to ")
        for later in find_dates(new, view.dateline) if to else ():
            yield When(text=new[later.start : later.end], edtf=later.edtf)
        if not to and text[: moment.start].rsplit(None, 1)[-1:] in _UNTIL:
            yield When(text=text[moment.start : moment.end], edtf=moment.edtf)


def _factuality(status: ElectionStatus) -> Factuality:
    return "planned" if status in _AHEAD else "reported"


def _evidence(reading: Reading, cluster: Cluster) -> list[Evidence]:
    """The clauses that name the election or say something of it, with the fields that each supports."""
    spans: dict[tuple[int, int], set[str]] = {}
    for mention in cluster.mentions:
        spans.setdefault(clause_span(mention.view.sentence, mention.token), set()).update(_mention_fields(mention))
    for report in cluster.reports:
        if type(report.value) in FIELDS:
            spans.setdefault(clause_span(report.view.sentence, report.token), set()).add(FIELDS[type(report.value)])
    near: dict[int, list[tuple[int, int]]] = {}
    for span in spans:
        near.setdefault(reading.sentence_index(span[0]), []).append(span)
    for report in (f for f in cluster.reports if isinstance(f.value, Stage)):
        for start, end in near.get(reading.sentence_index(report.start), ()):
            if start <= report.start and report.end <= end:
                spans[start, end].add("status")
    return [reading.evidence(start, end, *sorted(fields)) for (start, end), fields in sorted(spans.items())]


def _mention_fields(mention: Trigger) -> Iterable[str]:
    if mention.kinds:
        yield "kinds"
    if mention.own:
        yield "place"
    if mention.day:
        yield "polling_day"


def _confidence(
    cluster: Cluster, status: ElectionStatus, day: When | None, found: bool, alleged: bool, again: bool, kinds: bool
) -> float:
    score: float = _SCORES["base"] + _SCORES["mentions"] * min(3, len(cluster.mentions) - 1)
    for holds, name in (
        (cluster.country, "phrase_with_country"), (kinds, "kind"), (status != "unknown", "status"), (day, "date"),
        (found, "result"), (alleged, "allegation"), (again, "rerun"),
    ):  # fmt: skip
        score += _SCORES[name] if holds else 0
    return round(min(score, 0.95), 2)


def trace(cluster: Cluster, record: Election) -> Trace:
    """The rules by their words; a report that the record does not tell (a poll's share, an earlier stage) has no part in it."""
    told = set(_told(record))
    seen = [m.step for m in cluster.mentions]
    read = [Step(f.start, f.end, rule) for f in cluster.reports for rule in f.rules if rule in told]
    return trace_of([*seen, *read])


def _told(record: Election) -> Iterator[str]:
    """The names of the rules whose reports the record holds."""
    yield record.status
    for result in record.results:
        yield from (name for name in FIGURES if getattr(result, name) is not None)
        if result.outcome is not None:
            yield result.outcome
    for allegation in record.allegations:
        yield allegation.kind
        if allegation.denied_by:
            yield "denial"
    if record.reruns:
        yield "rerun"
    yield from (name for name in ("turnout", "authority") if getattr(record, name) is not None)
