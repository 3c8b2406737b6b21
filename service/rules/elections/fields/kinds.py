"""What is voted for, where the contest's own phrase does not say it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from operator import attrgetter

from schemas import Election, ElectionKind, Place, Result
from service.rules.elections.cluster import Cluster
from service.rules.elections.fields.contestants import ANSWERS
from service.rules.elections.lexicon import Lexicon
from service.rules.elections.report import values
from service.rules.elections.view import View
from service.words import load_words

_WORDS = load_words("rules/elections")
_SIGNS: Lexicon[ElectionKind] = Lexicon(
    {phrase: kind for kind, phrases in _WORDS["kind_signs"].items() for phrase in phrases}
)
_WARDS = Lexicon.of(_WORDS["wards"]["words"], "")
_PAIRS: list[tuple[ElectionKind, tuple[frozenset[str], frozenset[str]]]] = [
    (pair["kind"], (frozenset(pair["one"]), frozenset(pair["other"]))) for pair in _WORDS["kind_pairs"]
]
_OFFICES: dict[str, ElectionKind] = {
    "president": "presidential", "mayor": "mayoral", "governor": "regional", "senator": "parliamentary", "mp": "parliamentary",
}  # fmt: skip
_NATIONAL: frozenset[ElectionKind] = frozenset({"presidential", "parliamentary"})
_REACH = 8  # sentences
_JOINED = re.compile(r"\w+(?:-\w+)+")  # `re-election` is three words to the parser
_index = attrgetter("index")
_WESTMINSTER = frozenset(_WORDS["westminster"]["countries"])


def kinds_of(cluster: Cluster, place: Place | None, views: Sequence[View]) -> list[ElectionKind]:
    """The kinds of contest: as named, else as the sentences about it tell, else as seats do, or the country's `general election`."""
    country = place.country if place else None
    sides = [r.contestant.name.lower() for r in values(cluster.reports, Result)]
    if sides and all(name in ANSWERS for name in sides):
        return ["referendum"]
    named = cluster.kinds
    if named == ["by_election"] and any(_WARDS.find(view.doc) for view in _about(cluster)):
        return ["by_election", "local"]
    if named and named != ["general"]:
        return named
    if cluster.first_round is not None:
        return kinds_of(cluster.first_round, place, views)
    signs = (
        _signs(_about(cluster))
        or _by_office(cluster)
        or ([] if cluster.background else _signs(_around(cluster, views)))
    )
    if signs:
        return signs
    told = values(cluster.reports, Result)
    runoff = 2 in cluster.rounds or any(r.outcome == "runoff" for r in told)
    if runoff and any(r.contestant.kind == "person" for r in told) and not cluster.towns:
        return ["presidential"]
    seated = any(r.seats for r in told)
    return ["parliamentary"] if seated or country in _WESTMINSTER else ["general"]


def alike(records: Sequence[Election]) -> list[Election]:
    """The records, those whose kind is not said of the kind of the others in the same country, where these agree."""
    said: dict[str | None, set[tuple[ElectionKind, ...]]] = {}
    countries = [record.place.country if record.place else None for record in records]
    for record, country in zip(records, countries, strict=True):
        if set(record.kinds) & _NATIONAL:
            said.setdefault(country, set()).add(tuple(record.kinds))
    out = []
    for record, country in zip(records, countries, strict=True):
        kinds = said.get(country, set()) if record.kinds == ["general"] else set()
        out.append(record.model_copy(update={"kinds": list(*kinds)}) if len(kinds) == 1 else record)
    return out


def _around(cluster: Cluster, views: Sequence[View]) -> Sequence[View]:
    """The sentences near those about it: further on, other votes may be told of."""
    first, last = cluster.sentences[0] - _REACH, cluster.last_sentence + _REACH
    return views[bisect_left(views, first, key=_index) : bisect_right(views, last, key=_index)]


def _by_office(cluster: Cluster) -> list[ElectionKind]:
    """The kind by the office of those who won or lost: ``the mayor lost her bid``, ``President Rossi has won``."""
    for result in values(cluster.reports, Result):
        words = f"{result.contestant.role or ''} {result.contestant.name}".lower().split()
        office = next((kind for word, kind in _OFFICES.items() if word in words and "former" not in words), None)
        if office is not None:
            return [office]
    return []


def _about(cluster: Cluster) -> Iterable[View]:
    views: dict[int, View] = {m.view.index: m.view for m in cluster.mentions}
    views |= {f.view.index: f.view for f in cluster.reports if isinstance(f.value, Result)}
    return views.values()


def signs_in(views: Iterable[View]) -> frozenset[ElectionKind]:
    """The kinds that words beside the contest's own tell."""
    return frozenset(_counted(views))


def _signs(views: Iterable[View]) -> list[ElectionKind]:
    counted = _counted(views)
    return [counted.most_common(1)[0][0]] if counted else []


def _counted(views: Iterable[View]) -> Counter[ElectionKind]:
    every = list(views)
    counted: Counter[ElectionKind] = Counter()
    for v in every:
        counted.update(hit.value for hit in _SIGNS.find(v.doc))
    for v in every:
        counted.update(v.once(_paired))
    return counted


def _paired(view: View) -> list[ElectionKind]:
    """The kinds that two words of the sentence tell together."""
    words = view.words | set(_JOINED.findall(view.text.lower()))
    return [kind for kind, pair in _PAIRS if words & pair[0] and words & pair[1]]
