"""Which record that was found is which gold record, within one text and type."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schemas import Record
from service.evaluate.gold import GoldRecord, Passage
from service.evaluate.slots import Slot, compared, found_slots, gold_slots

_SAME_WORDS = 0.5  # of all words of two statements that both must hold: the usual measure for spans


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold record and the record found for it, with the slots found, missed and found without being in gold."""

    gold: GoldRecord
    found: Record
    hits: list[Slot]
    missed: list[Slot]
    spurious: list[Slot]


@dataclass(frozen=True, slots=True)
class Matching:
    """The records of one type in one text: those paired, gold ones that nothing was found for, and false ones."""

    pairs: list[Pair]
    missed: list[GoldRecord]
    false: list[Record]


def match(gold: Sequence[GoldRecord], found: Sequence[Record], text: str) -> Matching:
    """Pairs in the order of how much they agree in: slots, then words. Events need words in common, statements half of them."""
    gold_words = [spans_of(g.passages, text) for g in gold]
    found_words = [_covered((e.start, e.end) for e in getattr(f, "content", None) or f.evidence) for f in found]
    rivals = []
    for i, g in enumerate(gold):
        for j, f in enumerate(found):
            common = _overlap(gold_words[i], found_words[j], whole=hasattr(f, "content"))
            if common:
                rivals.append((len(compared(gold_slots(g), found_slots(f))[0]) + common, i, j))
    home: dict[int, int] = {}
    for _, i, j in sorted(rivals, reverse=True):
        if i not in home and j not in home.values():
            home[i] = j
    return Matching(
        pairs=[_pair(gold[i], found[j]) for i, j in sorted(home.items())],
        missed=[g for i, g in enumerate(gold) if i not in home],
        false=[f for j, f in enumerate(found) if j not in home.values()],
    )


def _pair(gold: GoldRecord, found: Record) -> Pair:
    return Pair(gold, found, *compared(gold_slots(gold), found_slots(found)))


def spans_of(passages: Iterable[Passage], text: str) -> set[int]:
    """The offsets of all characters in the passages; one given by its words is the first such in the text."""
    spans = ((text.find(p), text.find(p) + len(p)) if isinstance(p, str) else p for p in passages)
    return _covered(spans)


def _covered(spans: Iterable[tuple[int, int]]) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}


def _overlap(a: set[int], b: set[int], *, whole: bool) -> float:
    """The share of all their characters that both have; ``whole`` ones must have half in common to count at all."""
    share = len(a & b) / len(a | b) if a & b else 0.0
    return share if not whole or share >= _SAME_WORDS else 0.0
