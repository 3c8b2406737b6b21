"""Seconds per character of extract(), from texts of 1,000 characters to texts of a million: it must not grow.

    python -m benchmarks.length [--most 1000000] [--runs 3] [--plot benchmarks/length.svg]

A long text is the transcripts in examples/, one after the other, round after round, in a new order and with other names
and figures in each round, so that nothing is the same work twice. Each length is read a few times (a new text each time)
and the fastest run counts. The plot needs matplotlib (pip install matplotlib), the table does not.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.figures import ROOT
from service.extract import extract
from service.language.dates import find_dates
from service.language.places import find_places
from service.read import read_bytes, read_text

LENGTHS = (1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000)
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}")
_FIGURE = re.compile(r"\b[1-9]\d(?=[ ,.\d])")
_HEADS, _TAILS = (
    ("Bar", "Cor", "Dal", "Fen", "Gor", "Hal", "Kel", "Mor", "Nel", "Tar"),
    ("ben", "dic", "lan", "mar", "nor", "ris", "son", "vel"),
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A transcript of the examples, with the names in it that may be others."""

    text: str
    names: tuple[str, ...]

    def told_anew(self, chance: random.Random) -> str:
        """The passage with other names and other figures."""
        new = {name: _new_name(chance) for name in self.names}
        text = re.sub(r"\b[A-Z][a-z]+\b", lambda m: new.get(m[0], m[0]), self.text)
        return _FIGURE.sub(lambda _: str(chance.randint(11, 99)), text)


def _new_name(chance: random.Random) -> str:
    return chance.choice(_HEADS) + "".join(chance.choices(_TAILS, k=2))


def passages() -> Iterator[Passage]:
    """The example transcripts."""
    for path in sorted((ROOT / "examples").iterdir()):
        if path.suffix in (".txt", ".vtt", ".srt"):
            text = read_bytes(path.read_bytes(), filename=path.name).text
            kept = [text[p.start : p.end] for p in find_places(text)] + [
                text[d.start : d.end] for d in find_dates(text)
            ]
            names = set(_NAME.findall(text)) - {word for words in kept for word in words.split()}
            yield Passage(text, tuple(sorted(names)))


def long_text(length: int, seed: int) -> str:
    """A text of that many characters; another for each seed."""
    chance = random.Random(seed)
    known = list(passages())
    parts: list[str] = []
    while sum(map(len, parts)) + 2 * len(parts) < length:
        parts += [p.told_anew(chance) for p in chance.sample(known, len(known))]
    return "\n\n".join(parts)[:length]


def seconds(length: int, runs: int) -> float:
    """The seconds that the fastest of the runs takes."""
    best = float("inf")
    for run in range(runs):
        transcript = read_text(long_text(length, seed=run))
        began = time.perf_counter()
        extract(transcript)
        best = min(best, time.perf_counter() - began)
    return best


def plot(measured: dict[int, float], path: Path) -> None:
    """Draw microseconds per character against length."""
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(6, 3.2))
    axes.plot(list(measured), [1e6 * s / n for n, s in measured.items()], marker="o")
    axes.set(xscale="log", xlabel="characters", ylabel="microseconds per character", ylim=(0, None))
    axes.grid(visible=True, alpha=0.3)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    """Measure, print the table, draw the plot."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument("--most", type=int, default=LENGTHS[-1])
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--plot", type=Path)
    asked = arguments.parse_args()
    extract(read_text(long_text(2_000, seed=-1)))  # loads the pipeline and the word lists
    measured = {n: seconds(n, asked.runs if n < 300_000 else 1) for n in LENGTHS if n <= asked.most}
    table = Table("characters", "seconds", "microseconds per character")
    for length, took in measured.items():
        table.add_row(f"{length:,}", f"{took:.3f}", f"{1e6 * took / length:.1f}")
    Console().print(table)
    if asked.plot is not None:
        plot(measured, asked.plot)


if __name__ == "__main__":
    main()
