"""Whether confidences mean what they say: by type, bands of confidence against the share right; and each rule's precision.

    ONRECORD_EVAL=... python -m benchmarks.reliability [GOLD...]

GOLD are folders as `onrecord evaluate` takes them; by default, all in the folder that ONRECORD_EVAL names, and then the bands
of the texts that stay shut while rules are written go to figures.json, for the README. A record is right if gold has it. It
counts for each rule that its trace names: as its surest rule (the first three figures; from them the confidences in the word
lists are set) and among all (the last two). An election's rules are all alike sure.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import recorded
from benchmarks.figures import eval_folder
from schemas import Record
from service.evaluate.evaluation import Evaluation, compare
from service.evaluate.gold import read_gold
from service.extract import explain
from service.rules.catalogue import rules
from service.rules.found import Trace
from service.words import load_words


@dataclass
class Precision:
    """Records of a rule, as a confidence and whether gold has it: those whose surest rule it is, and all."""

    surest: list[tuple[float, bool]] = field(default_factory=list)
    every: list[tuple[float, bool]] = field(default_factory=list)


def evaluated(folders: Sequence[Path]) -> tuple[Evaluation, dict[str, Trace]]:
    """The evaluation of all texts of the folders, and the traces of all records by text and id."""
    evaluation = Evaluation()
    traces: dict[str, Trace] = {}
    for folder in folders:
        for gold in read_gold(folder):
            found = explain(gold.transcript)
            compared = compare(gold, found.extraction)
            evaluation.texts.append(compared)
            traces |= {f"{id(compared)} {name}": trace for name, trace in found.traces.items()}
    return evaluation, traces


def by_rule(evaluation: Evaluation, traces: dict[str, Trace]) -> dict[tuple[str, str], Precision]:
    """The precision of each rule that sees records, by type and name."""
    out: dict[tuple[str, str], Precision] = defaultdict(Precision)
    for text in evaluation.texts:
        for plural, matching in text.matchings.items():
            graded = [(pair.found, True) for pair in matching.pairs] + [(record, False) for record in matching.false]
            for record, right in graded:
                _count(out, plural, record, right, traces[f"{id(text)} {record.id}"])
    return out


def _count(out: dict[tuple[str, str], Precision], plural: str, record: Record, right: bool, trace: Trace) -> None:
    sure = load_words(f"rules/{plural}")["confidence"]
    seen = [rule for rule in dict.fromkeys(step.rule for step in trace) if rule in rules(plural)]
    surest = max(seen, key=lambda rule: sure.get(rule, sure.get(rule.partition("/")[0], 0)), default=None)
    for rule in seen:
        if rule == surest:
            out[plural, rule].surest.append((record.confidence, right))
        out[plural, rule].every.append((record.confidence, right))


def bands_table(evaluation: Evaluation) -> Table:
    """Bands of confidence, by type and of all records."""
    table = Table("type", "confidence", "records", "mean confidence", "right", "share right")
    for name, bands in evaluation.reliability().items():
        for b in bands:
            counts = (str(b.records), f"{b.confidence:.3f}", str(b.right), f"{b.share:.3f}")
            table.add_row(name, f"{b.low:.1f} to {b.high:.1f}", *counts)
    return table


def rules_table(found: dict[tuple[str, str], Precision]) -> Table:
    """Each rule, those of most records first within their type."""
    table = Table("type", "rule", "surest in", "mean confidence", "share right", "in", "share right")
    for (plural, rule), precision in sorted(found.items(), key=lambda row: (row[0][0], -len(row[1].every))):
        table.add_row(plural, rule, *_told(precision.surest), *(x for x in _told(precision.every)[::2]))
    return table


def _told(records: list[tuple[float, bool]]) -> tuple[str, str, str]:
    if not records:
        return "0", "", ""
    mean, share = (sum(values) / len(records) for values in zip(*records, strict=True))
    return str(len(records)), f"{mean:.3f}", f"{share:.3f}"


def bands_told(evaluation: Evaluation) -> list[dict[str, float]]:
    """The README's rows: bands of confidence of all records, and of all values, of the texts that stay shut."""
    shut = Evaluation([text for text in evaluation.texts if recorded.is_shut(text.gold.name)]).reliability()
    values = {band.low: band for band in shut["values"]}
    return [
        {"low": b.low, "records": b.records, "right": b.share, "values": v.records, "values right": v.share}
        for b in shut["all"]
        if (v := values.get(b.low)) is not None
    ]


def main() -> None:
    """Print both tables, or why there are none."""
    named, folder = list(map(Path, sys.argv[1:])), eval_folder()
    if not named and folder is None:
        sys.exit("skipped: no folder named, and ONRECORD_EVAL names no folder with score.py in it")
    evaluation, traces = evaluated(named or sorted({path.parent for path in recorded.gold_texts(folder)}))
    if not named:
        recorded.record(reliability=bands_told(evaluation))
    console = Console(width=None if sys.stdout.isatty() else 110)
    console.print(bands_table(evaluation))
    console.print(rules_table(by_rule(evaluation, traces)))


if __name__ == "__main__":
    main()
