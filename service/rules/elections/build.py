"""A group of mentions and facts to one record, or to none where nothing is reported of the election."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from schemas import Election, ElectionKind, ElectionStatus, Evidence, Factuality, Gap, Result, When
from service.language.dates import find_dates
from service.language.reading import Reading
from service.rules.elections.contest import Contest
from service.rules.elections.facts import (
    AllegationFact,
    AuthorityFact,
    Fact,
    OpenFact,
    RerunFact,
    ResultFact,
    StageFact,
    TurnoutFact,
)
from service.rules.elections.group import Group
from service.rules.elections.kinds import kinds_of
from service.rules.elections.open import of_group, of_record
from service.rules.elections.parts import allegations, reruns, results
from service.rules.elections.view import View
from service.rules.elections.where import place_of
from service.rules.events import clause_span
from service.rules.found import record_id
from service.words import load_words

_SCORES = load_words("rules/elections")["confidence"]
_DECIDED = {"won", "lost", "conceded", "claims_victory", "runoff"}
_TELLING = 3.0  # weight of words that by themselves tell of a vote
_ENOUGH = 2
_OFTEN = 2  # mentions
_CHEATED = 0.5  # weight of an allegation, where nothing else tells the stage
_UNTIL = (["to"], ["until"], ["till"], ["for"])
_AHEAD: frozenset[ElectionStatus] = frozenset({"scheduled"})

F = TypeVar("F", bound=Fact)


def build(reading: Reading, group: Group, views: Sequence[View]) -> tuple[Election | None, list[Gap]]:
    """The record of the group with the gaps that it leaves; no record where nothing is said of the election."""
    found = results(reading, _of(group, ResultFact))
    alleged = allegations(reading, _of(group, AllegationFact))
    again = reruns(_of(group, RerunFact))
    status = _status(group, found)
    day = _polling_day(reading, group, put_off=status == "postponed")
    found = [r for r in found if not (status in _AHEAD and _is_poll(r))]
    place = place_of(reading, group)
    kinds = kinds_of(group, place.country if place else None, views)
    turnout = next((f.turnout for f in _of(group, TurnoutFact)), None)
    if not (found or alleged or again or turnout or _is_reported(group, status, day, kinds)):
        return None, [of_group(group)]
    evidence = _evidence(reading, group)
    authority = next((f.authority for f in _of(group, AuthorityFact)), None)
    record = Election(
        id=record_id("election", evidence), evidence=evidence, source="rules",
        confidence=_confidence(group, status, day, bool(found), bool(alleged), bool(again), bool(kinds)),
        factuality=_factuality(status), place=place, kinds=kinds, status=status, polling_day=day, results=found,
        turnout=turnout, allegations=alleged, reruns=again, authority=authority,
    )  # fmt: skip
    return record, list(of_record(record, group))


def _of(group: Group, kind: type[F]) -> list[F]:
    return [f for f in group.facts if isinstance(f, kind)]


def _status(group: Group, found: Sequence[Result]) -> ElectionStatus:
    """The stage that the words about it weigh for most; an outcome or a count means that the vote was held."""
    weights: dict[ElectionStatus, float] = {}
    for fact in _of(group, StageFact):
        weights[fact.status] = weights.get(fact.status, 0) + fact.weight
    decided = any(r.outcome in _DECIDED or r.basis not in ("poll", "unknown") for r in found)
    counted = any(not _is_poll(r) or r.basis == "unknown" for r in found)
    cheated = any(fact.kind is not None for fact in _of(group, AllegationFact))
    weights["held"] = weights.get("held", 0) + 4 * decided + 2 * counted + 4 * group.background + _CHEATED * cheated
    status = max(weights, key=lambda s: weights[s])
    return status if weights[status] else "unknown"


def _is_poll(result: Result) -> bool:
    """Whether a figure can only be an opinion poll's, if the vote lies ahead: no outcome, and no count named."""
    return result.outcome is None and result.basis in ("unknown", "poll")


def _is_reported(group: Group, status: ElectionStatus, day: When | None, kinds: list[ElectionKind]) -> bool:
    """Whether the text says enough of an election without results to be more than its bare name."""
    dated = day is not None and day.edtf is not None
    if group.background or (status == "unknown" and not dated):
        return False
    passing = kinds == ["primary"] and not any(m.rule == "campaign" for m in group.mentions)
    signs = (
        any(m.day for m in group.mentions), any(m.view.places for m in group.mentions),
        any(m.own for m in group.mentions), len(group.mentions) > 1, len(group.mentions) > _OFTEN and not passing,
        not passing and (bool(group.kinds) or kinds != ["general"]),
        any(f.weight >= _TELLING for f in _of(group, StageFact)),
    )  # fmt: skip
    return sum(signs) >= _ENOUGH


def _polling_day(reading: Reading, group: Group, *, put_off: bool) -> When | None:
    """The most exact of the dates beside its mentions; of a vote put off only the new one."""
    if put_off:
        return next(
            (day for f in _of(group, StageFact) if f.status == "postponed" for day in _new_days(reading, f.view)), None
        )
    days = [m.day for m in group.mentions if m.day is not None]
    if not days:
        return None
    best = max(days, key=lambda d: len(d.edtf or ""))
    return When(text=reading.transcript.text[best.start : best.end], edtf=best.edtf)


def _new_days(reading: Reading, view: View) -> Iterator[When]:
    """``put off until June 7``, ``moved from May 3 to June 7``, which reads as a stretch of time."""
    text = reading.transcript.text
    for moment in view.moments:
        words = text[moment.start : moment.end]
        _, to, last = words.partition(" to ")
        if to:
            yield from (When(text=last[d.start : d.end], edtf=d.edtf) for d in find_dates(last))
        elif text[max(0, moment.start - 12) : moment.start].split()[-1:] in _UNTIL:
            yield When(text=words, edtf=moment.edtf)


def _factuality(status: ElectionStatus) -> Factuality:
    return "planned" if status in _AHEAD else "reported"


def _evidence(reading: Reading, group: Group) -> list[Evidence]:
    """The clauses that name the election or say something of it, with the fields that each supports."""
    spans: dict[tuple[int, int], set[str]] = {}
    for mention in group.mentions:
        spans.setdefault(clause_span(mention.view.sentence, mention.token), set()).update(_mention_fields(mention))
    for fact in group.facts:
        if not isinstance(fact, StageFact | OpenFact):
            spans.setdefault(clause_span(fact.view.sentence, fact.token), set()).add(_FIELDS[type(fact)])
    for fact in _of(group, StageFact):
        for (start, end), fields in spans.items():
            if start <= fact.start and fact.end <= end:
                fields.add("status")
    return [reading.evidence(start, end, *sorted(fields)) for (start, end), fields in sorted(spans.items())]


_FIELDS: dict[type[Fact], str] = {
    ResultFact: "results", AllegationFact: "allegations", RerunFact: "reruns", TurnoutFact: "turnout", AuthorityFact: "authority",
}  # fmt: skip


def _mention_fields(mention: Contest) -> Iterable[str]:
    if mention.kinds:
        yield "kinds"
    if mention.own:
        yield "place"
    if mention.day:
        yield "polling_day"


def _confidence(
    group: Group, status: ElectionStatus, day: When | None, found: bool, alleged: bool, again: bool, kinds: bool
) -> float:
    score: float = _SCORES["base"] + _SCORES["mentions"] * min(3, len(group.mentions) - 1)
    for holds, name in (
        (group.country, "phrase_with_country"), (kinds, "kind"), (status != "unknown", "status"), (day, "date"),
        (found, "result"), (alleged, "allegation"), (again, "rerun"),
    ):  # fmt: skip
        score += _SCORES[name] if holds else 0
    return round(min(score, 0.95), 2)
