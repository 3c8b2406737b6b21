"""Which of the true claims pass, and which of their false twins are dropped: ours and two peers, in one table.

`python -m benchmarks.guardbench [--misses]`, or `make guardbench`, which installs the peers.
"""

from __future__ import annotations

import sys

from benchmarks.guardbench.judges import Judge, citation_mixin, drops, langextract, ours
from benchmarks.guardbench.pairs import TWINS, Pair, pairs


def main() -> None:
    """Print the table; with ``--misses`` also each pair that our guard judges wrongly."""
    found = pairs()
    judges: dict[str, Judge] = {"onrecord": ours, "langextract": langextract(), "CitationMixin": citation_mixin()}
    print(f"{len(found)} pairs: true claims passed / false twins dropped, in per cent\n")
    print("| twin | pairs |" + "".join(f" {name} |" for name in judges))
    print("| --- | --- |" + " --- |" * len(judges))
    for twin in (*TWINS, "all"):
        chosen = [pair for pair in found if twin in (pair.twin, "all")]
        print(f"| {twin} | {len(chosen)} |" + "".join(f" {_score(judge, chosen)} |" for judge in judges.values()))
    if "--misses" in sys.argv:
        _print_misses(found)


def _score(judge: Judge, chosen: list[Pair]) -> str:
    passed = sum(judge(pair.true) for pair in chosen)
    dropped = sum(not judge(pair.false) for pair in chosen)
    return f"{100 * passed / len(chosen):.0f} / {100 * dropped / len(chosen):.0f}"


def _print_misses(found: list[Pair]) -> None:
    for pair in found:
        if wrongly := drops(pair.true):
            print("\ntrue, dropped:", pair.true.passage, [(drop.field, drop.reason) for drop in wrongly])
        if not drops(pair.false):
            print("\nfalse, passed:", pair.twin, pair.false.passage, pair.false.values)


if __name__ == "__main__":
    main()
