"""An evaluation: extractions held against gold, text by text, and all that is counted from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from schemas import RECORD_TYPES, Extraction
from service.evaluate.bootstrap import Interval, TextScores, intervals, paired_intervals
from service.evaluate.figures import TypeScores, mean_f1, scores
from service.evaluate.gaps import GapShare, covered_by, gap_share
from service.evaluate.gold import GoldText
from service.evaluate.matching import Matching, match
from service.evaluate.misses import Miss, misses
from service.evaluate.reliability import Band, bands, graded, graded_values

_PLURALS = tuple(entry.plural for entry in RECORD_TYPES)
ALL = frozenset(_PLURALS)


@dataclass(frozen=True, slots=True)
class Compared:
    """One text: its gold, what was found, and by type which record is which."""

    gold: GoldText
    found: Extraction
    matchings: dict[str, Matching]


def compare(gold: GoldText, found: Extraction, plurals: frozenset[str] = ALL) -> Compared:
    """The extraction of a text held against its gold, for these record types."""
    text = gold.transcript.text
    return Compared(gold, found, {p: match(gold.records[p], getattr(found, p), text) for p in _PLURALS if p in plurals})


@dataclass
class Evaluation:
    """All texts compared so far, and their figures."""

    texts: list[Compared] = field(default_factory=list)

    def scores(self) -> dict[str, TypeScores]:
        """Precision, recall and F1 by the plural name of the type."""
        return scores((plural, m) for text in self.texts for plural, m in text.matchings.items())

    def plurals(self) -> list[str]:
        """The record types that are compared."""
        return [plural for plural in _PLURALS if all(plural in text.matchings for text in self.texts)]

    def intervals(self) -> dict[str, Interval]:
        """Where the F1 of the facts of each type may lie, and ``mean`` theirs, had the texts been others of their kind."""
        return intervals([_facts(text) for text in self.texts])

    def mean_f1(self) -> float:
        """The mean over the types of the F1 of their facts."""
        return mean_f1(self.scores())

    def misses(self) -> Iterator[Miss]:
        """All that was missed or wrongly found, a type after the other."""
        for plural in self.plurals():
            for text in self.texts:
                yield from misses(text.gold.name, plural, text.matchings[plural], text.gold.transcript.text)

    def gaps(self) -> dict[str, GapShare]:
        """How much of what was missed lies inside gaps, by type; ``all`` counts characters in gaps of several types once."""
        by_type = {plural: sum(self._gap_shares(plural), GapShare()) for plural in self.plurals()}
        every = sum(by_type.values(), GapShare())
        covered = sum(len(covered_by(text.found.report.gaps)) for text in self.texts)
        length = sum(len(text.gold.transcript.text) for text in self.texts)
        return {**by_type, "all": GapShare(every.missed, every.inside, every.gaps, covered, length)}

    def _gap_shares(self, plural: str) -> Iterable[GapShare]:
        return (gap_share(plural, t.gold, t.matchings[plural], t.found.report.gaps) for t in self.texts)

    def reliability(self) -> dict[str, list[Band]]:
        """Bands of confidence by type, of ``all`` records, and of the ``values`` that have a confidence of their own."""
        known = {p: [g for text in self.texts for g in graded(text.matchings[p])] for p in self.plurals()}
        values = [g for text in self.texts for m in text.matchings.values() for g in graded_values(m)]
        every = bands([g for gs in known.values() for g in gs])
        return {**{p: bands(g) for p, g in known.items()}, "all": every, "values": bands(values)}


def _facts(text: Compared) -> TextScores:
    return {plural: scored.facts for plural, scored in scores(text.matchings.items()).items()}


def differences(before: Evaluation, after: Evaluation) -> dict[str, Interval]:
    """By how much the F1 of two evaluations of the same texts may differ, by type and in the ``mean``."""
    pairs = [(_facts(old), _facts(new)) for old, new in zip(before.texts, after.texts, strict=True)]
    return paired_intervals(pairs)
