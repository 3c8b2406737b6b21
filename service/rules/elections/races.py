"""Several races in one report, a vote each: by-elections of several wards, mayors of several cities, levies of several districts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from schemas import ElectionKind, Result
from service.language.datelines import dateline_at
from service.language.dates import Moment
from service.language.mention import PlaceMention
from service.language.parse import Sentence
from service.language.reading import Reading
from service.rules.elections.cluster import Cluster
from service.rules.elections.fields.contestants import ANSWERS
from service.rules.elections.fields.place import place_of
from service.rules.elections.report import Report, values
from service.rules.elections.trigger import Trigger
from service.rules.elections.triggers.by_verb import implied_contest
from service.words import load_words

_WORDS = load_words("rules/elections")["races"]
_LOCAL: frozenset[ElectionKind] = frozenset({"by_election", "regional", "local", "mayoral", "referendum", "general"})
_NAME = (
    r"(?!(?:In|At|For|The|And|But|Voters|Results)\b)[A-Z][\w’'.-]*(?: (?:(?:of|and|&|on|upon) )?[A-Z][\w’'.-]*){0,4}"
)
_DISTRICT = "|".join(sorted(map(re.escape, _WORDS["districts"]), key=len, reverse=True))
_OF_DISTRICT = re.compile(
    rf"(?<![\w’'])(?P<name>{_NAME}) (?P<noun>{_DISTRICT})(?P<number> (?:No\. )?\d+)?\b(?! [A-Z])(?!’s? [A-Z])"
)
_DISTRICT_END = re.compile(rf"(?:{_DISTRICT})(?: (?:No\. )?\d+)?\Z")
_FRONTED = re.compile(rf"(?:(?:And|But|Meanwhile|Elsewhere),? )?[Ii]n (?P<name>{_NAME}),? ")
# Of these a place that opens a sentence tells which it is; `local elections` are those of a whole country.
_PLACED: frozenset[ElectionKind] = frozenset({"by_election", "regional", "mayoral", "referendum"})
_GOING_ON = frozenset(_WORDS["going_on"])
_SEVERAL = 2
_NEAR = 2  # sentences


def by_race(reading: Reading, clusters: Sequence[Cluster]) -> list[Cluster]:
    """The elections, those of several places parted by these where each has results of its own."""
    scenes = dict(_scenes(reading))
    return [part for cluster in clusters for part in _parts(reading, cluster, scenes, clusters)]


def _parts(
    reading: Reading, cluster: Cluster, scenes: dict[int, PlaceMention], clusters: Sequence[Cluster]
) -> list[Cluster]:
    told: dict[str, list[Report]] = {}
    for report in cluster.reports:
        scene = scenes.get(report.view.index)
        if scene is not None and isinstance(report.value, Result):
            told.setdefault(scene.name, []).append(report)
    if len(told) < _SEVERAL or not set(cluster.kinds) <= _LOCAL or cluster.first_round is not None or cluster.leads_on:
        return [cluster]
    if not set(cluster.kinds) & _PLACED and not all(_DISTRICT_END.search(name) for name in told):
        return [cluster]
    country = place_of(reading, cluster)
    day = next((m.day for g in (cluster, *clusters) for m in g.mentions if m.day is not None), None)
    races = []
    for reports in told.values():
        scene = scenes[reports[0].view.index]
        scene = scene if scene.country or country is None else replace(scene, country=country.country)
        races.append(_race(cluster, reports, scene, day))
    rest = _rest(cluster, {report.view.index for reports in told.values() for report in reports})
    return [*([rest] if any(values(rest.reports, Result)) else []), *races]


def _race(of: Cluster, reports: Sequence[Report], scene: PlaceMention, day: Moment | None) -> Cluster:
    """The race at one place: what its sentences say."""
    race = Cluster(of.order)
    indices = {report.view.index for report in reports}
    first = [m for m in of.mentions if m.view.index in indices] or [_bare(reports[0])]
    kinds, sure = _kinds(of, values(reports, Result))
    for mention in first:
        kept = kinds if sure else mention.kinds or kinds
        race.add(replace(mention, own=scene, day=mention.day or day, kinds=kept, background=False))
    for report in of.reports:
        if report.view.index in indices:
            race.tell(report)
    return race


def _bare(report: Report) -> Trigger:
    return replace(implied_contest(report.view, report.token), kinds=())


def _kinds(of: Cluster, told: Sequence[Result]) -> tuple[tuple[ElectionKind, ...], bool]:
    """What a race is for, and whether those who stand in it tell so: sides are of referendums, people and parties of none."""
    if all(r.contestant.name.lower() in ANSWERS for r in told):
        return ("referendum",), True
    if of.kinds == ["referendum"] and any(r.contestant.kind in ("person", "party") for r in told):
        return ("local",), True
    return tuple(k for k in of.kinds if k != "general") or ("local",), False


def _rest(of: Cluster, taken: set[int]) -> Cluster:
    """What is told of all of them together."""
    rest = Cluster(of.order)
    for mention in of.mentions:
        if mention.view.index not in taken:
            rest.add(mention)
    if not rest.mentions:
        rest.add(of.mentions[0])
    for report in of.reports:
        if report.view.index not in taken:
            rest.tell(report)
    return rest


def _scenes(reading: Reading) -> Iterator[tuple[int, PlaceMention]]:
    """Each sentence with the place whose race it tells of: its own, or that of the dateline or the sentence before it."""
    last: tuple[int, PlaceMention] | None = None
    heads = {place.start for sentence in reading.sentences if (place := _dateline(reading, sentence)) is not None}
    several = len(heads) >= _SEVERAL  # one is that of the whole story
    for sentence in reading.sentences:
        here = _own(reading, sentence) or (_dateline(reading, sentence) if several else None)
        if here is None and last is not None and sentence.index - last[0] <= _NEAR and _goes_on(reading, sentence):
            here = last[1]
        if here is not None:
            last = (sentence.index, here)
            yield last


def _goes_on(reading: Reading, sentence: Sentence) -> bool:
    """``Voting was: ...``, ``He defeated ...``: told of the place just named."""
    return reading.text(sentence).lower().split()[:1][0] in _GOING_ON


def _dateline(reading: Reading, sentence: Sentence) -> PlaceMention | None:
    """``DETROIT - Mike Duggan was elected``: the town in capitals that heads the line."""
    text = reading.transcript.text
    line = text.rfind("\n", 0, sentence.start) + 1
    head = dateline_at(text, line, sentence.end)
    name = text[head.town : head.town_end] if head is not None and head.end == sentence.start else ""
    return _mention(reading, sentence, head.town, name) if head is not None and name.isupper() else None


def _own(reading: Reading, sentence: Sentence) -> PlaceMention | None:
    """The district that the sentence names, or the place that opens it."""
    text, start = reading.transcript.text, sentence.start
    district = _OF_DISTRICT.search(text, start, sentence.end)
    if district is not None:
        at, end = district.start("name"), district.end()
        return PlaceMention(at, end, text[at:end], "city", None)
    fronted = _FRONTED.match(text, start, sentence.end)
    if fronted is None or any(m.start <= fronted.start("name") < m.end for m in reading.moments(sentence)):
        return None
    return _mention(reading, sentence, fronted.start("name"), fronted["name"])


def _mention(reading: Reading, sentence: Sentence, at: int, name: str) -> PlaceMention | None:
    """The place that is known by that name, or one that no list knows; None for a country."""
    known = next((p for p in reading.places(sentence) if p.start == at and not p.demonym), None)
    if known is not None:
        return None if known.kind == "country" else known
    return PlaceMention(at, at + len(name), name, "city", None)
