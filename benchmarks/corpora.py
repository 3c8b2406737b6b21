"""A corpus of short transcripts, made by recombining our examples: one process against two, killed at ten random points and gone
on with, and through Ray. Each line says what was seen; the exit status is 1 where the same rows did not come of it.

``python -m benchmarks.corpora [transcripts] [--no-ray]``
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from service.read import read_bytes

ROOT = Path(__file__).parents[1]
ONRECORD = [sys.executable, "-m", "onrecord", "corpus"]
KILLS = 10


def paragraphs() -> list[str]:
    """What the examples are made of, less what is a line alone."""
    texts = [
        read_bytes(path.read_bytes(), filename=path.name).text
        for path in sorted((ROOT / "examples").iterdir())
        if path.suffix in (".txt", ".vtt", ".srt")
    ]
    return [part for text in texts for part in map(str.strip, text.splitlines()) if len(part) > 40]


def write_input(path: Path, count: int) -> None:
    """So many transcripts: a paragraph each, and a first line that no other has."""
    parts, chance = paragraphs(), random.Random(count)
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            text = f"Bulletin {number}.\n\n{chance.choice(parts)}"
            day = f"2031-{number % 12 + 1:02}-{number % 28 + 1:02}"
            file.write(json.dumps({"id": f"bulletin-{number:06}", "published": day, "text": text}) + "\n")


def digest(folder: Path) -> str:
    """Of all files in the folder."""
    made = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        made.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return made.hexdigest()


def seconds_of(given: Path, out: Path, *options: str) -> float:
    """How long the command takes, as its user waits for it."""
    began = time.monotonic()
    subprocess.run([*ONRECORD, given, out, *options], check=True, cwd=ROOT)
    return time.monotonic() - began


def killed(given: Path, out: Path, within: float) -> int:
    """The command with two processes, killed at ten random points and begun again, then left to end; how often it was killed."""
    chance, deaths = random.Random(), 0
    for number in range(KILLS):
        running = subprocess.Popen([*ONRECORD, given, out, "--workers", "2"], cwd=ROOT, start_new_session=True)
        try:
            running.wait(chance.uniform(1, max(10, within / KILLS)))
        except subprocess.TimeoutExpired:
            # By turns it dies alone, and with all its processes.
            (os.kill if number % 2 else os.killpg)(running.pid, signal.SIGKILL)
            deaths += running.wait() == -signal.SIGKILL
            done = len(list((out / "extractions").glob("*.parquet")))
            print(f"killed; {done} shards are there, {len(list(out.glob('.work/*/*')))} files lie about", flush=True)
    seconds_of(given, out, "--workers", "2")
    return deaths


def main() -> None:
    """All of it, in a folder that goes away."""
    parser = argparse.ArgumentParser()
    parser.add_argument("transcripts", nargs="?", type=int, default=20_000)
    parser.add_argument("--no-ray", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(check(Path(folder), asked.transcripts, ray=not asked.no_ray))


def check(folder: Path, count: int, *, ray: bool) -> int:
    """How many of the runs gave other bytes than one process alone."""
    given = folder / "in.jsonl"
    write_input(given, count)
    print(f"{count:,} transcripts, {given.stat().st_size / count:.0f} bytes each", flush=True)
    one = seconds_of(given, folder / "one", "--workers", "1")
    print(f"one process: {one:.1f} s, {count / one:.0f} transcripts a second", flush=True)
    two = seconds_of(given, folder / "two", "--workers", "2")
    print(f"two processes: {two:.1f} s, {one / two:.2f} times one", flush=True)
    print(f"killed {killed(given, folder / 'killed', two)} times, and gone on with", flush=True)
    runs = ["two", "killed"]
    if ray:
        over_ray = seconds_of(given, folder / "ray", "--workers", "2", "--engine", "ray")
        print(f"Ray, two actors: {over_ray:.1f} s, {over_ray / two:.2f} times two processes", flush=True)
        runs.append("ray")
    others = [run for run in runs if digest(folder / run) != digest(folder / "one")]
    print(
        f"the same bytes: {', '.join(run for run in runs if run not in others)}; others: {', '.join(others) or 'none'}"
    )
    return len(others)


if __name__ == "__main__":
    main()
