"""``make clusters``: the sets in this folder, or the one that SET names, through ``onrecord corpus`` and ``onrecord cluster``."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.clusters.gold import Report, read
from benchmarks.clusters.measure import found_in, weighed
from benchmarks.clusters.score import Score, of_gold, of_records

HERE = Path(__file__).parent
KINDS = ("election", "protest", "detention")


def main() -> None:
    """Print pairwise precision, recall and F1 of each set, over the records found and over gold.

    `gold found` leaves out tellings in which extraction found no record: what is clustering's own.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--set", type=Path, action="append", help="a folder of reports in the form of benchmarks/clusters/own; again"
    )
    parser.add_argument("--evidence", action="store_true", help="without the texts: a corpus that keeps none")
    parser.add_argument(
        "--weights", action="store_true", help="only the weights that these sets have; one named twice counts twice"
    )
    asked = parser.parse_args()
    folders = [folder.absolute() for folder in asked.set or [HERE / "own", HERE / "second", HERE / "third"]]
    if asked.weights:
        print("\n".join(weighed([read(folder) for folder in folders])))
        return
    for folder in folders:
        reports = read(folder)
        print(f"{folder.name}: {len(reports)} reports, {_told_by_several(reports)} events told by several")
        found = found_in(reports, with_texts=not asked.evidence)
        for name, kinds in (("all", KINDS), *((kind, (kind,)) for kind in KINDS)):
            _tell(name, "records found", of_records(found, kinds))
            _tell(name, "gold", of_gold(reports, found, kinds))
            _tell(name, "gold found", of_gold(reports, found, kinds, with_missed=False))
        _tell("all", "held out", of_records(found, KINDS, held_out=True))


def _told_by_several(reports: list[Report]) -> int:
    names = [(kind, name) for report in reports for kind, told in report.events.items() for name in told]
    return sum(1 for name in set(names) if names.count(name) > 1)


def _tell(name: str, over: str, score: Score) -> None:
    counts = f"{score.right} right, {score.missed} missed, {score.false} false"
    print(f"  {name:10} {over:14} P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}  ({counts})")


if __name__ == "__main__":
    main()
