"""From parsed sentences to election records: contests, facts, groups, records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from service.language.reading import Reading
from service.rules.elections.allegations import find_allegations
from service.rules.elections.build import build
from service.rules.elections.campaigns import join_campaign
from service.rules.elections.choosing import implied_contest, speaks_of_election
from service.rules.elections.contest import Contest
from service.rules.elections.contests import find_contests
from service.rules.elections.dateline import find_dateline
from service.rules.elections.facts import Fact, ResultFact
from service.rules.elections.group import Group, assign, group_contests, join_weak, named_after
from service.rules.elections.open import of_loose_ends
from service.rules.elections.outcomes import find_outcomes
from service.rules.elections.promote import promoted
from service.rules.elections.reruns import find_reruns
from service.rules.elections.shares import find_shares
from service.rules.elections.stages import find_authority, find_stages, find_turnout
from service.rules.elections.trace import trace
from service.rules.elections.view import View, view
from service.rules.found import Found
from service.words import load_words

_SHARES = frozenset(load_words("rules/elections")["results"]["share_nouns"]) | {"round", "runoff"}


def find(reading: Reading) -> Found:
    """The elections that the transcript reports, in order of first mention, and what is left open about them."""
    dateline = find_dateline(reading)
    views = [view(reading, sentence, dateline) for sentence in reading.parsed("elections")]
    contests = promoted(views, [contest for v in views for contest in find_contests(v)])
    latest = _latest_year(views, contests, dateline)
    groups = group_contests(contests, latest)
    join_weak(groups, contests, latest)
    join_campaign(reading, groups, views)
    named: dict[int, list[Contest]] = {}
    for contest in contests:
        named.setdefault(contest.view.sentence.index, []).append(contest)
    told = _told(views, named)
    loose = []
    for fact in (fact for v in views for fact in _facts(v, named, told)):
        homes = _of_year(groups, fact) or assign(groups, fact) or _implied(groups, fact)
        for home in homes:
            home.facts.append(fact)
        loose += [] if homes else [fact]
    built = [build(reading, group, views) for group in groups]
    kept = [(record, group) for group, (record, _) in zip(groups, built, strict=True) if record is not None]
    return Found(
        records=[record for record, _ in kept],
        gaps=[*(gap for _, gaps in built for gap in gaps), *of_loose_ends(contests, loose, groups)],
        traces=[trace(group, record) for record, group in kept],
    )


def _told(views: Sequence[View], named: Mapping[int, list[Contest]]) -> set[int]:
    """The sentences that name an election or have other words that speak of one."""
    naming = {i for i, mine in named.items() if any(not (c.weak or c.generic) for c in mine)}
    return naming | {v.sentence.index for v in views if speaks_of_election(v)}


def _latest_year(views: list[View], contests: list[Contest], dateline: str | None) -> str | None:
    """The latest year that the text names, not counting those after its own date other than of elections."""
    years = {m.edtf[:4] for v in views for m in v.moments if m.edtf and m.edtf[:4].isdigit()}
    known = {year for year in years if dateline is None or year <= dateline[:4]}
    return max(known | {c.year for c in contests if c.year}, default=None)


def _of_year(groups: list[Group], fact: Fact) -> list[Group]:
    """The election of the year that a result's sentence names, where it names no contest: ``in 2016 she got 5,617 votes``."""
    years = [m for m in fact.view.moments if m.edtf and len(m.edtf) == 4]
    index = fact.view.sentence.index
    named = any(m.token != fact.token for g in groups for m in g.in_sentences.get(index, ()))
    if not isinstance(fact, ResultFact) or len(years) != 1 or named or not speaks_of_election(fact.view):
        return []
    home = next((g for g in groups if years[0].edtf in g.years), None)
    if home is None:
        home = Group(replace(implied_contest(fact.view, fact.token), day=years[0]))
        groups.append(home)
    return [home]


def _implied(groups: list[Group], fact: Fact) -> list[Group]:
    """A new election where a result speaks of one that no noun names: ``Rossi won the presidency with 58 per cent``."""
    if not isinstance(fact, ResultFact) or fact.basis == "poll":
        return []
    of_votes = fact.vote_share and any(t.lower_ in _SHARES for t in fact.view.doc)
    if not (fact.seats or of_votes or speaks_of_election(fact.view)):
        return []
    contest = implied_contest(fact.view, fact.token)
    if _is_described(fact) and not (contest.kinds or contest.own or groups):
        return []  # `a group of savers won a fifth of the votes`, where nothing else tells of an election
    coming = named_after(groups, contest)
    if coming is None:
        coming = Group(contest)
        groups.append(coming)
    return [coming]


def _is_described(fact: ResultFact) -> bool:
    """Whether the contestant is no party and has no name, as far as capitals tell."""
    kind, cased = fact.contestant.kind, fact.view.reading.cased
    return kind == "group" or (kind not in ("party", "person") and cased and fact.contestant.name.islower())


def _facts(v: View, named: Mapping[int, list[Contest]], told: Set[int]) -> Iterator[Fact]:
    """What the sentence says; ``named`` are the contests by sentence, ``told`` all sentences with words for a vote."""
    contests = named.get(v.sentence.index, [])
    here = any(not c.generic for c in contests)
    spoken = here or speaks_of_election(v)
    near = spoken or v.sentence.index - 1 in told
    yield from find_outcomes(v, contest_here=near, named=here)
    yield from find_shares(v, contest_here=near)
    yield from find_allegations(v, contest_here=here, contest_near=near)
    yield from find_reruns(v)
    yield from find_turnout(v)
    yield from find_authority(v)
    if here:
        yield from find_stages(v, contests)
