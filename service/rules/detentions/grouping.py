"""Which reports speak of the same detention: the same people, or words that point back to them."""

from __future__ import annotations

from dataclasses import replace

from schemas import Quantity, Stage
from service.rules.detentions.fields.detainees import Person
from service.rules.detentions.known import with_known
from service.rules.detentions.lexicon import HELD, STAGES, TRIED
from service.rules.detentions.report import Report

_REACH = 20  # sentences back to which `the men` or `the arrests` may point
_NAMING = 6  # sentences within which `a man` may get a name
_NEAR = 0.05  # figures this close (as a share) may be the same

_IN_MIND = 80  # sentences back to which anything that is not by name may point
_KNOWN = 60  # reports among which a pronoun looks for somebody known to be held
_LATEST = 60  # cases, and reports of one, that a report is held against: no text has as many in mind

_LEAD = 4  # sentences in which a story tells what its headline does
_TOLD_AS_ONE: tuple[tuple[Stage, ...], ...] = (HELD, TRIED, ("detained", "sentenced"))  # `jailed` is held, or sentenced

Cluster = list[Report]


def group(reports: list[Report]) -> list[Cluster]:
    """The reports in order of the text, gathered by event; each cluster is in that order as well."""
    clusters: list[Cluster] = []
    for i, found in enumerate(reports):
        report = reports[i] = with_known(reports[max(0, i - _KNOWN) : i], found)
        home = _home(_in_mind(clusters, report), report)
        if home is None:
            clusters.append(home := [report])
        elif (own := _parted(home, report)) is not None:
            clusters.append(home := [*own, report])
        elif report.happened or not home[0].happened:
            home.append(report)
    return clusters


def _in_mind(clusters: list[Cluster], report: Report) -> list[Cluster]:
    """The clusters that the report may belong to: those lately spoken of."""
    return [c for c in clusters[-_LATEST:] if c[-1].index >= report.index - _IN_MIND]


def _parted(cluster: Cluster, report: Report) -> Cluster | None:
    """Of several people held together, the reports of the one whose case goes on alone; they leave the cluster."""
    one = report.people[0].entity if len(report.people) == 1 and report.happened else None
    if one is None or len(cluster) > _LATEST:
        return None
    named = {id(p.entity) for p in _people(cluster) if p.is_named}
    if id(one) not in named or (len(named) == 1 and not any(p.plural for p in _people(cluster))):
        return None
    if STAGES.index(report.stage) <= max(STAGES.index(c.stage) for c in cluster):
        return None
    own = [replace(c, people=tuple(p for p in c.people if p.entity is one), counts=()) for c in cluster]
    rest = [replace(c, people=tuple(p for p in c.people if p.entity is not one)) for c in cluster]
    cluster[:] = [r for r, c in zip(rest, cluster, strict=True) if r.people or not c.people]
    return [c for c in own if c.people]


def is_event(cluster: Cluster) -> bool:
    """Whether the reports tell enough of an event: not what is merely imagined, nor an arrest of nobody in particular."""
    if all(c.factuality == "hypothetical" for c in cluster):
        return False
    someone = any(p.actor is not None for p in _people(cluster)) or any(c.counts for c in cluster)
    if not _is_done(cluster):
        return any(p.actor is not None and (p.definite or p.is_named) for p in _people(cluster)) or any(
            c.counts for c in cluster
        )
    return someone or any(
        c.trigger.rule != "bare_noun" or c.trigger.token.tag_ == "NNS" or c.trigger.force is not None for c in cluster
    )


def _is_done(cluster: Cluster) -> bool:
    return any(c.happened for c in cluster)


def _home(clusters: list[Cluster], report: Report) -> Cluster | None:
    """The cluster that the report belongs to: by the same people, else by a word that points back, else by likeness."""
    for test in (_same_people, _points_back, _alike, _headed, _names, _all_named, _by_role, _pictured):
        last = sorted(clusters, key=lambda cluster: cluster[-1].index)[-1:]
        for cluster in last if test is _names else reversed(clusters):
            if test(cluster[-_LATEST:], report):
                return cluster
    return None


def _people(cluster: Cluster) -> list[Person]:
    return [p for c in cluster for p in c.people]


def _same_people(cluster: Cluster, report: Report) -> bool:
    """The very same noun (pronouns followed), or the same name."""
    known = _people(cluster)
    places = {p.place for p in known}
    apart = report.background and not cluster[-1].background  # `he was detained again in 1995`
    if any(p.place in places and not (apart and p.place[0] != report.index) for p in report.people):
        return True
    if report.background != cluster[-1].background:
        return False
    entities = {id(p.entity) for p in known if p.is_named}
    return any(p.is_named and id(p.entity) in entities for p in report.people)


def _points_back(cluster: Cluster, report: Report) -> bool:
    """``the arrests``, ``the two men``, ``they``: nobody new is meant."""
    if report.background != cluster[-1].background:
        return False
    if report.index - cluster[-1].index > _REACH or (report.happened and not cluster[-1].happened):
        return False
    if not report.people:
        return not report.counts or (any(c.counts for c in cluster) and _counts_agree(cluster, report))
    first, known = report.people[0], _people(cluster)
    if not known and report.happened and _counts_agree(cluster, report):
        return True  # a headline that only says `arrests`
    theirs = first.owner is not None and (first.owner.of_kin or first.owner.before)
    told = first.definite or first.pronoun or theirs
    if first.is_named or first.another or not told or not _counts_agree(cluster, report):
        return False
    if not known:
        return True
    if first.plural != _is_plural(cluster) or not _genders_agree(known, first):
        return False
    if first.owner is not None and any(p.entity is first.owner.entity for p in known if p.is_named):
        return False  # `her driver` is another
    if first.owner is not None and first.owner.of_kin:
        return first.owner.entity is not None and _is_of_one(cluster)
    if report.index == cluster[-1].index and not (first.pronoun or first.is_general or first.plural):
        return first.noun in {p.noun for p in known}  # `the mayor was freed, and the clerk is held`
    return True


def _is_near(cluster: Cluster, report: Report) -> bool:
    return report.index - cluster[-1].index <= _NAMING


def _genders_agree(known: list[Person], first: Person) -> bool:
    """Whether nothing tells a man from a woman between somebody known and the one now spoken of."""
    return first.plural or all(None in (p.gender, first.gender) or p.gender == first.gender for p in known)


def _is_of_one(cluster: Cluster) -> bool:
    """Whether it tells of one person by name."""
    return len({id(p.entity) for p in _people(cluster) if p.is_named}) == 1


def _alike(cluster: Cluster, report: Report) -> bool:
    """The same sort of people, with no figure or place that tells them apart: a headline and its story."""
    told = next((c for c in cluster if c.people), None)
    if not report.people or report.people[0].is_named or (told is not None and told.people[0].is_named):
        return False
    if report.counts and any(p.is_named and not p.beside for p in (*report.people, *_people(cluster))):
        return False
    if cluster[-1].happened != report.happened or not _places_agree(cluster, report):
        return False
    first, known = report.people[0], _people(cluster)
    if first.another:
        return False
    if report.counts and any(c.counts for c in cluster):
        return first.plural == _is_plural(cluster) and (_counts_agree(cluster, report) or _rounded(cluster, report))
    if first.plural != _is_plural(cluster):
        return False
    gap = report.index - cluster[-1].index
    beside = first.plural and not report.counts and gap <= (1 if first.is_general else 0)
    return first.noun in {p.noun for p in known} or beside


def _headed(cluster: Cluster, report: Report) -> bool:
    """A headline that names nobody, and what its story first tells: ``Vlogger jailed``, ``A video maker has been sentenced``."""
    known = _people(cluster)
    if not all(c.is_heading for c in cluster) or report.index > _LEAD or not known or not report.people:
        return False
    if any(p.is_named for p in known) or any(p.another for p in report.people):
        return False
    told = cluster[-1].happened and report.happened and _is_plural(cluster) is report.is_plural
    return told and _is_told_as_one(cluster, report) and _counts_agree(cluster, report)


def _is_told_as_one(cluster: Cluster, report: Report) -> bool:
    """Whether the stages are one, or such as one word may stand for: ``jailed`` is held, or sentenced."""
    stages = {*(c.stage for c in cluster), report.stage}
    return len(stages) == 1 or any(stages <= set(group) for group in _TOLD_AS_ONE)


def _names(cluster: Cluster, report: Report) -> bool:
    """``a local activist was sentenced`` and, soon after, ``Ann Rossi, who had been sentenced``."""
    known = _people(cluster)
    if len(report.people) != 1 or len(known) == 0 or any(p.is_named or p.plural for p in known):
        return False
    same = cluster[-1].happened == report.happened
    return same and report.people[0].is_named and _is_near(cluster, report)


def _all_named(cluster: Cluster, report: Report) -> bool:
    """``Two men were jailed`` and, soon after, ``Ann Rossi, 34, and Leo Marsh, 29, were sentenced``: as many names."""
    counts = {q.value.low for c in cluster for q in c.counts} & {q.value.high for c in cluster for q in c.counts}
    many = len(report.people) > 1 and all(p.is_named for p in report.people) and len(report.people) in counts
    return many and _is_told_as_one(cluster, report)


def _by_role(cluster: Cluster, report: Report) -> bool:
    """``Ann Rossi is jailed`` and, soon after, ``a former minister was jailed``: the text gives her that role."""
    first = report.people[0] if len(report.people) == 1 else None
    if first is None or first.is_named or first.is_general or first.plural or not _is_near(cluster, report):
        return False
    roles = {word for p in _people(cluster) if p.is_named and p.actor for word in (p.actor.role or "").lower().split()}
    return first.noun in roles


def _pictured(cluster: Cluster, report: Report) -> bool:
    """A news picture's caption that shows one of many without a name: ``Police lead a man away in Dorn, May 4, 2016``."""
    shown, many = (cluster, [report]) if report.is_plural else ([report], cluster)
    return all(c.is_picture for c in shown) and any(c.is_plural for c in many) and _places_agree(cluster, report)


def _is_plural(cluster: Cluster) -> bool:
    return any(p.plural for p in _people(cluster)) or len(cluster[0].people) > 1


def _counts_agree(cluster: Cluster, report: Report) -> bool:
    figures = [c.value for member in cluster for c in member.counts]
    return all(any(_close(q.value, f) for f in figures) for q in report.counts) if figures else True


def _close(a: Quantity, b: Quantity) -> bool:
    if a.low is None or b.low is None:
        return True
    if abs(a.low - b.low) <= _NEAR * max(a.low, b.low):
        return True
    return (a.approximate or b.approximate) and a.low <= (b.high or a.low) and b.low <= (a.high or b.low)


def _rounded(cluster: Cluster, report: Report) -> bool:
    """``hundreds`` in a headline, ``more than 750`` in its story: arrests of the same sort of people, told in two sentences."""
    nouns = {p.noun for p in (*_people(cluster), *report.people)}
    same = len(nouns) == 1 or any(p.is_general for p in (*_people(cluster), *report.people))
    held = all(c.stage in HELD and c.index != report.index for c in cluster) and report.stage in HELD
    figures = [c.value for c in cluster[-1].counts]
    return (
        same and held and all(any(_within(q.value, f) or _within(f, q.value) for f in figures) for q in report.counts)
    )


def _within(figure: Quantity, words: Quantity) -> bool:
    """Whether the figure is one that a round word, such as ``hundreds``, may stand for."""
    if figure.low is None or words.low is None or words.high is None or words.high == words.low:
        return False
    return words.low <= figure.low <= words.high * (1 + _NEAR)


def _places_agree(cluster: Cluster, report: Report) -> bool:
    """Nothing named tells the places apart; a country holds its cities."""
    places = [c.place.value for c in cluster if c.place is not None]
    if report.place is None or not places:
        return True
    here = report.place.value
    return any(
        p.name.lower() == here.name.lower()
        or (p.country == here.country is not None and "country" in (p.kind, here.kind))
        for p in places
    )
