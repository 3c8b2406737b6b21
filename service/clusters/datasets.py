"""The three datasets of a clustering, beside those of its corpus."""

from __future__ import annotations

import shutil
from pathlib import Path

from service.corpus.entries import look_at

EVENTS, MEMBERS, PAIRS = "events", "members", "pairs"


def there(folder: Path) -> list[Path]:
    """Those of them that are there."""
    return [folder / name for name in (EVENTS, MEMBERS, PAIRS) if (folder / name).is_dir()]


def drop(folder: Path) -> None:
    """Delete them, as when a transcript that they tell of is forgotten."""
    look_at(*(folder / name for name in (EVENTS, MEMBERS, PAIRS)))
    for path in there(folder):
        shutil.rmtree(path)
