"""From reports of one detention to its record: the fullest people, the furthest stage, every value with its words."""

from __future__ import annotations

from collections.abc import Iterator

from schemas import Actor, Detention, Place
from service.language.reading import Reading
from service.rules.detentions.fields.authority import authority_beside
from service.rules.detentions.fields.place import country_that_does_it, is_wide, place_beside
from service.rules.detentions.grouping import Cluster
from service.rules.detentions.lexicon import CONFIDENCE, furthest, words_of
from service.rules.detentions.report import Report
from service.rules.detentions.scene import Scene
from service.rules.events.record import PLAINEST, confidence, distinct, evidence, first_of, value_of
from service.rules.found import Grounded, Trace, record_id, trace_of


def record(reading: Reading, cluster: Cluster, scene: Scene) -> tuple[Detention, Trace]:
    """The record of one detention, and the rules that made it: what is only wished for tells nothing of what is done."""
    if any(r.happened for r in cluster):
        cluster = [r for r in cluster if r.happened or r.factuality == "planned"]
    factuality = min((r.factuality for r in cluster), key=PLAINEST.index)
    plainest = [r for r in cluster if r.factuality == factuality]
    place, authority = _place(cluster) or scene.place(cluster), _authority(cluster) or scene.authority(cluster)
    charges = list(dict.fromkeys(r.charge.value for r in cluster if r.charge is not None))
    reason = first_of(cluster, lambda r: r.reason) or (scene.reason(cluster) if not charges else None)
    told = (("place", place), ("authority", authority), ("reason", reason))
    around = [(name, v.start, v.end) for name, v in told if v is not None]
    own = [_hull(r) for r in cluster]
    carried = [name for name, start, end in around if not any(a <= start and end <= b for a, b in own)]
    words = evidence(
        reading,
        ((span, "stage") for span in own),
        [*(value for r in cluster for value in _values(r)), *around],
    )
    made = Detention(
        id=record_id("detention", words),
        evidence=words,
        confidence=_confidence(cluster, carried),
        carried=carried,
        source="rules",
        factuality=factuality,
        attributed_to=next((r.by for r in plainest if r.by is not None), None) if factuality != "reported" else None,
        detainees=_detainees(cluster),
        counts=[q.value for q in distinct((q for r in cluster for q in r.counts), lambda q: (q.low, q.high, q.by))],
        authority=value_of(authority),
        place=value_of(place),
        when=value_of(first_of(cluster, lambda r: r.when)),
        stage=furthest([r.stage for r in _since_last(cluster) if r.happened or r.factuality == factuality]),
        reason=value_of(reason),
        charges=charges,
    )
    return made, trace_of(r.trigger.step for r in cluster)


def _detainees(cluster: Cluster) -> list[Actor]:
    """Everybody once: names first met, and descriptions of people who are not named."""
    people = [(p, p.actor) for r in cluster for p in r.people if p.actor is not None]
    named = any(p.is_named for p, _ in people)
    told = (Grounded(actor, p.start, p.end) for p, actor in people if p.is_named or p.plural or not named)
    return [found.value for found in distinct(told, lambda actor: actor.name.lower())]


def _since_last(cluster: Cluster) -> Cluster:
    """The reports from the last that somebody let go was arrested again; what befell only some tells nothing of the others."""
    cluster = [
        r for r in cluster if not any(t.lower_ in words_of("people", "part") for t in r.trigger.patients)
    ] or cluster
    again = [i for i, r in enumerate(cluster) if r.trigger.is_renewed]
    return cluster[again[-1] :] if again else cluster


def _confidence(cluster: Cluster, carried: list[str]) -> float:
    nobody = not any(r.people or r.counts for r in cluster)
    seen = [r.trigger.rule for r in cluster]
    return confidence(CONFIDENCE, seen, ("no_patient", nobody), ("more", len(cluster) - 1), ("carried", len(carried)))


def _place(cluster: Cluster) -> Grounded[Place] | None:
    """Where it happened: a city of the clauses, else of their sentences; else a country named there or that does it."""
    told = [r for r in cluster if not r.is_release_wanted]  # `students in Tarn called for her release`
    told.sort(key=lambda r: not r.trigger.is_telling)  # where she was arrested, rather than where she is held
    smaller = first_of(told, lambda r: r.place if r.place and not is_wide(r.place.value) else None)
    return (
        smaller
        or first_of(_telling(cluster), lambda r: place_beside(r.trigger))
        or first_of(told, lambda r: r.place)
        or first_of(_telling(cluster), lambda r: country_that_does_it(r.trigger))
    )


def _authority(cluster: Cluster) -> Grounded[Actor] | None:
    """Who did it: named in a clause, else made plain by the words beside one."""
    own = first_of(cluster, lambda r: Grounded(r.authority, *r.span) if r.authority is not None else None)
    return own or first_of(_telling(cluster), lambda r: authority_beside(r.trigger))


def _telling(cluster: Cluster) -> Iterator[Report]:
    """The reports that tell what happened in this case."""
    return (r for r in cluster if r.happened and not r.background and r.trigger.is_telling and not r.is_release_wanted)


def _values(report: Report) -> Iterator[tuple[str, int, int]]:
    """Field, start and end of what the report tells."""
    for field, value in (
        ("place", report.place),
        ("when", report.when),
        ("reason", report.reason),
        ("charges", report.charge),
    ):
        if value is not None:
            yield field, value.start, value.end
    yield from (("counts", q.start, q.end) for q in report.counts)
    yield from (("detainees", *report.span) for _ in report.people[:1])
    yield from (("detainees", p.start, p.end) for p in report.people if p.beside)
    yield from (("authority", *report.span) for _ in [report.authority] if report.authority is not None)


def _hull(report: Report) -> tuple[int, int]:
    """The clause with all words that values rest on."""
    spans = [report.span, *((start, end) for _, start, end in _values(report))]
    return min(start for start, _ in spans), max(end for _, end in spans)
