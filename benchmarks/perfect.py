"""What the rules' gaps are worth: the figures with a model that answers them from gold, beside those of the rules alone.

ONRECORD_EVAL=... python -m benchmarks.perfect
"""

from __future__ import annotations

import sys

from benchmarks.figures import eval_folder
from service.evaluate.gold import read_gold
from tests.ask.perfect import measured


def main() -> None:
    """Print the table, or why there is none."""
    folder = eval_folder()
    if folder is None:
        sys.exit("skipped: ONRECORD_EVAL names no folder with score.py in it")
    alone, asked = measured(read_gold(folder / "facts"))
    before, after = alone.scores(), asked.scores()
    print("| F1 of facts | rules alone | gaps answered from gold |\n| --- | --- | --- |")
    for plural in before:
        print(f"| {plural} | {before[plural].facts.f1:.3f} | {after[plural].facts.f1:.3f} |")
    print(f"| mean | {alone.mean_f1():.3f} | {asked.mean_f1():.3f} |")


if __name__ == "__main__":
    main()
