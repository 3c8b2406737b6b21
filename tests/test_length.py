"""A long text takes no more work a character than a short one."""

from __future__ import annotations

import cProfile
import pstats
from pathlib import Path

from benchmarks.length import long_text
from service.extract import extract
from service.read import read_text

SERVICE = str(Path(__file__).parents[1] / "service")
SHORT, LONG = 30_000, 120_000
FEWEST = 5_000  # calls in the long text, below which a function cannot matter
GROWTH = 3.0  # what is done once for each pair of records grows by LONG / SHORT


def calls(length: int) -> dict[tuple[str, int, str], int]:
    """How often each function of ours is called for a text of that length."""
    transcript = read_text(long_text(length, seed=1))
    profile = cProfile.Profile()
    profile.runcall(extract, transcript)
    stats: dict[tuple[str, int, str], tuple[int, int]] = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    return {key: numbers[1] for key, numbers in stats.items() if key[0].startswith(SERVICE)}


def test_no_function_is_called_more_often_a_character_in_a_longer_text() -> None:
    """Counted, not timed: nothing looks at every record, or every sentence, for every record or sentence."""
    calls(2_000)  # caches and word lists are filled once
    short, long = calls(SHORT), calls(LONG)
    growth = {key: n / LONG / (short.get(key, 1) / SHORT) for key, n in long.items() if n >= FEWEST}
    assert growth
    assert {f"{Path(path).name}:{line} {name}": g for (path, line, name), g in growth.items() if g > GROWTH} == {}
