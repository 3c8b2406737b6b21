"""Facts about one election to the parts of its record: one result a contestant, one allegation a kind, one re-run."""

from __future__ import annotations

from collections.abc import Sequence

from schemas import Actor, Allegation, Outcome, Quantity, Rerun, Result
from service.language.names import fold
from service.language.reading import Reading
from service.rules.elections.facts import AllegationFact, RerunFact, ResultFact

# Of several outcomes for one contestant, the one that settles more.
_RANK: tuple[Outcome, ...] = ("won", "conceded", "lost", "runoff", "claims_victory")


def results(reading: Reading, facts: Sequence[ResultFact]) -> list[Result]:
    """One result for each contestant, with the figures and the outcome that the facts give it."""
    groups: list[list[ResultFact]] = []
    named: dict[str, list[int]] = {}  # which groups a word of a name may lead to
    for fact in facts:
        words = _name_words(fact.contestant)
        near = sorted({i for word in words for i in named.get(word, ())})
        home = next((i for i in near if same_actor(groups[i][0].contestant, fact.contestant)), len(groups))
        if home == len(groups):
            groups.append([])
            for word in words:
                named.setdefault(word, []).append(home)
        groups[home].append(fact)
    return [_result(reading, group) for group in groups]


def _result(reading: Reading, facts: list[ResultFact]) -> Result:
    outcomes = [f.outcome for f in facts if f.outcome is not None]
    contestant = max(
        (f.contestant for f in facts),
        key=lambda a: len(a.name.split()) if a.kind in ("person", "party", "organization") else 0,
    )
    return Result(
        contestant=contestant,
        abbreviation=_abbreviation(reading, contestant),
        kind=next((f.kind for f in facts if f.kind), None),
        vote_share=_first([f.vote_share for f in facts]),
        votes=_first([f.votes for f in facts]),
        seats=_first([f.seats for f in facts]),
        outcome=min(outcomes, key=_RANK.index, default=None),
        basis=next((f.basis for f in facts if f.basis != "unknown"), "unknown"),
    )


def _first(figures: list[Quantity | None]) -> Quantity | None:
    return next((q for q in figures if q is not None), None)


def _abbreviation(reading: Reading, actor: Actor) -> str | None:
    owner = next((e for e in reading.mentions.entities.owners if e.name == actor.name), None)
    return owner.aliases[0] if owner is not None and owner.aliases else None


def same_actor(a: Actor, b: Actor) -> bool:
    """Whether two actors have a name in common, one the shorter form of the other."""
    x, y = _name_words(a), _name_words(b)
    return bool(x and y) and (x <= y or y <= x)


def _name_words(actor: Actor) -> set[str]:
    return set(fold(actor.name)) - _ARTICLES


_ARTICLES = {"the", "a", "an"}


def allegations(reading: Reading, facts: Sequence[AllegationFact]) -> list[Allegation]:
    """One allegation a kind, with the first who is known to make it and all who deny it."""
    deniers: list[Actor] = []
    for fact in facts:
        if fact.denied_by is not None and not any(same_actor(d, fact.denied_by) for d in deniers):
            deniers.append(fact.denied_by)
    out: list[Allegation] = []
    for kind in dict.fromkeys(f.kind for f in facts if f.kind is not None):
        made = [f for f in facts if f.kind == kind]
        by = next((f.by for f in made if f.by is not None and not any(same_actor(f.by, d) for d in deniers)), None)
        evidence = [reading.evidence(f.start, f.end, "kind") for f in made]
        evidence += [reading.evidence(f.start, f.end, "denied_by") for f in facts if f.kind is None]
        out.append(Allegation(kind=kind, by=by, denied_by=deniers, evidence=evidence))
    return out


def reruns(facts: Sequence[RerunFact]) -> list[Rerun]:
    """The re-run that the facts tell of; each field from the first fact that has it."""
    if not facts:
        return []
    return [
        Rerun(
            scope="partial" if any(f.scope == "partial" for f in facts) else "full",
            polling_day=next((f.day for f in facts if f.day is not None), None),
            polling_stations=_first([f.stations for f in facts]),
            of_stations=_first([f.of_stations for f in facts]),
            status=next((f.status for f in facts if f.status != "unknown"), "unknown"),
        )
    ]
