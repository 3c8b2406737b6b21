"""Precision, recall and F1 over the gold in the folder that ONRECORD_EVAL names, as one table; the README's go to figures.json.

Gold of the form in docs/evaluating.md is evaluated as `onrecord evaluate` does.

ONRECORD_EVAL=... python -m benchmarks.accuracy
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.figures import SUFFIX, documented_gold, eval_folder
from benchmarks.recorded import gold_texts, measure_all, record, told
from service.cli import main as onrecord


def rows(figures: dict[str, dict[str, Any]]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """A set, what is counted in it, and the counts."""
    for kind, counted in figures.get("facts", {}).items():
        if isinstance(counted, dict):
            yield from (("facts", f"{kind}: {what}", values) for what, values in counted.items())
    if "statements" in figures:
        yield "statements", "statements", figures["statements"]["statements"]
    yield from (("arrests", f"sentences with a {kind}", values) for kind, values in figures.get("arrests", {}).items())


def main() -> None:
    """Print the table, or why there is none."""
    folder = eval_folder()
    if folder is None and (gold := documented_gold()):
        onrecord(["evaluate", str(gold)])
    if folder is None:
        sys.exit(f"skipped: ONRECORD_EVAL names no folder with gold (NAME{SUFFIX} beside NAME.txt: docs/evaluating.md)")
    measured = measure_all(folder)
    record(texts=len(gold_texts(folder)), **told(measured))
    figures = {name: parts["all"] for name, parts in measured.items()}
    table = Table("set", "what", "precision", "recall", "F1", "in gold", "found")
    for name, what, counted in rows(figures):
        shares = (f"{counted[key]:.3f}" for key in ("p", "r", "f1"))
        table.add_row(name, what, *shares, str(counted["gold"]), str(counted["predicted"]))
    console = Console(width=None if sys.stdout.isatty() else 100)
    console.print(table)
    if "facts" in figures:
        console.print(f"facts: mean F1 of the four types {figures['facts']['mean_facts_f1']:.3f}")
    if "statements" in figures:
        right, of = figures["statements"]["named_speaker_right"], figures["statements"]["named_speakers"]
        console.print(f"statements: named speakers right {right:.3f} of {of}")


if __name__ == "__main__":
    main()
