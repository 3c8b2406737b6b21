"""Events as the connected parts of all pairs, the surest first; none holds two records that something rules out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from service.clusters.facts import Facts
from service.clusters.pairs import Scored, scored

Pair = tuple[int, int, Scored]
_ENOUGH = 20  # members that speak for an event which hundreds tell of


def grouped(facts: Sequence[Facts], pairs: Iterable[Pair]) -> list[list[int]]:
    """The numbers of the records of each event, all records in one; in order of their first."""
    home = list(range(len(facts)))
    members = {i: [i] for i in home}
    sure = sorted((pair for pair in pairs if pair[2].is_one), key=lambda pair: (-pair[2].score, pair[0], pair[1]))
    for one, other, _ in sure:
        a, b = sorted((home[one], home[other]))
        if a == b or not _may_join(facts, members[a], members[b]):
            continue
        for i in members[b]:
            home[i] = a
        members[a] += members.pop(b)
    return sorted(sorted(group) for group in members.values())


def _may_join(facts: Sequence[Facts], some: Sequence[int], others: Sequence[int]) -> bool:
    """Whether nothing rules out that the two are one, and their records are, on the whole, more alike than not."""
    pairs = [scored(facts[i], facts[j]) for i in _some_of(some) for j in _some_of(others)]
    return all(pair.against is None for pair in pairs) and sum(pair.score for pair in pairs) > 0


def _some_of(members: Sequence[int]) -> Sequence[int]:
    """All members, or of very many some at even distances."""
    return members[:: -(-len(members) // _ENOUGH)]
