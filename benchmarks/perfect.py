"""What a model can add: the figures with one that answers from gold, beside those of the rules alone, and what is lost of its answers.

ONRECORD_EVAL=... python -m benchmarks.perfect [FOLDER ...]
"""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.figures import eval_folder
from service.evaluate.gold import SUFFIX, GoldText, read_gold
from tests.ask.perfect import measured

_MOST_LOST = 12  # lines


def texts_in(folder: Path) -> list[GoldText]:
    """All texts with gold in the folders of the folder."""
    return [text for inner in sorted(folder.iterdir()) if any(inner.glob(f"*{SUFFIX}")) for text in read_gold(inner)]


def main() -> None:
    """Print the table, or why there is none."""
    folder = eval_folder()
    if folder is None:
        sys.exit("skipped: ONRECORD_EVAL names no folder with score.py in it")
    named = [text for name in sys.argv[1:] for text in read_gold(folder / name)]
    found = measured(named or texts_in(folder))
    before, after = found.alone.scores(), found.asked.scores()
    print("| F1 of facts | rules alone | answered from gold |\n| --- | --- | --- |")
    for plural in before:
        print(f"| {plural} | {before[plural].facts.f1:.3f} | {after[plural].facts.f1:.3f} |")
    print(f"| mean | {found.alone.mean_f1():.3f} | {found.asked.mean_f1():.3f} |\n")
    print(f"{len(found.alone.texts)} texts; closed {found.closed():.2f} of what the rules lack to 1.")
    print(
        f"Of {found.given:,} right values given {found.lost.total():,} are lost ({found.lost.total() / found.given:.1%}):"
    )
    for what, count in found.lost.most_common(_MOST_LOST):
        print(f"  {count:4} {what}")


if __name__ == "__main__":
    main()
