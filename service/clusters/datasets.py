"""The three datasets of a clustering, beside those of its corpus."""

from __future__ import annotations

import shutil
from pathlib import Path

EVENTS, MEMBERS, PAIRS = "events", "members", "pairs"


def drop(folder: Path) -> bool:
    """Delete them, as when a transcript that they tell of is forgotten; whether they were there."""
    there = [folder / name for name in (EVENTS, MEMBERS, PAIRS) if (folder / name).is_dir()]
    for path in there:
        shutil.rmtree(path)
    return bool(there)
