"""Single claims with the right verdict, in the folder that ONRECORD_EVAL names: how many does the guard judge rightly?

`python -m benchmarks.guardbench.probes [--misses]`. A third of them, by hash, stays shut: only its total is shown.
"""

from __future__ import annotations

import hashlib
import json
import sys
from typing import Any

from benchmarks.figures import eval_folder
from benchmarks.guardbench.judges import drops
from benchmarks.guardbench.pairs import Claim


def main() -> None:
    """Print the totals; with ``--misses`` also each open claim that our guard judges wrongly."""
    folder = eval_folder()
    if folder is None or not (path := folder / "guard" / "probes.jsonl").exists():
        sys.exit("skipped: ONRECORD_EVAL names no folder with guard/probes.jsonl in it")
    right: dict[bool, list[bool]] = {False: [], True: []}
    for line in path.read_text(encoding="utf-8").splitlines():
        shut, passes, claim = _is_shut(line), json.loads(line)["passes"], _claim(json.loads(line))
        told = drops(claim)
        right[shut].append(passes == (not told))
        if "--misses" in sys.argv and not shut and passes == bool(told):
            print(f"{'true, dropped' if passes else 'false, passed'}: {claim.passage} {claim.values} {list(told)}\n")
    for name, chosen in (("open", right[False]), ("shut", right[True]), ("all", right[False] + right[True])):
        print(f"{name}: {sum(chosen)} of {len(chosen)} right")


def _claim(raw: dict[str, Any]) -> Claim:
    return Claim(raw["type"], raw["passage"], raw.get("published"), {"quotes": [raw["passage"]], **raw["claim"]})


def _is_shut(line: str) -> bool:
    return int(hashlib.sha256(line.encode()).hexdigest()[:8], 16) % 3 == 0


if __name__ == "__main__":
    main()
