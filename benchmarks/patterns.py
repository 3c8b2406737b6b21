"""What texts made to cost do cost, beside real text of the same length: seconds of CPU and peak memory, each in a process of its own.

    python -m benchmarks.patterns [--kib 16,64] [--only PATTERN ...] [--above 0]

The patterns stand in patterns.toml. Real text is what ONRECORD_EVAL names (public/statements.texts.jsonl), or else the
examples, told anew again and again. A process is forked from one that has loaded the pipeline; ``late`` means that it
took more than a hundred times what real text took.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import time
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.figures import eval_folder
from benchmarks.length import long_text
from service.errors import UnreadableTranscript
from service.extract import extract
from service.requests.parse import parse_request

_PATTERNS = Path(__file__).with_name("patterns.toml")
Body = dict[str, object]
_HEADS = {"vtt": "WEBVTT\n\n"}
_LATE = 100.0  # times what real text takes
_CONSONANTS, _VOWELS = "bdfgklmnprstvz", "aeiou"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A unit that is repeated, in one of the forms of a transcript."""

    form: str
    name: str
    unit: str

    def body(self, size: int) -> Body:
        """A request of about ``size`` bytes of it."""
        if self.form == "segments":
            return {"segments": list(self._segments(size)), "language": "en"}
        head, unit = _HEADS.get(self.form, ""), len(self.unit.encode())
        text = head + "".join(self._told(i) for i in range(size // unit + 1))
        return {self.form: text.encode()[:size].decode(errors="ignore"), "language": "en"}

    def _segments(self, size: int) -> Iterator[dict[str, object]]:
        segment = len(self.unit) + 60
        return (
            {"start": i, "end": i + 1, "text": self._told(i), "speaker": f"speaker {i % 50}"}
            for i in range(size // segment + 1)
        )

    def _told(self, i: int) -> str:
        mark = "," if self.form == "srt" else "."
        cue = " --> ".join(f"{s // 3600:02}:{s // 60 % 60:02}:{s % 60:02}{mark}000" for s in (i, i + 1))
        return self.unit.replace("{n}", str(i + 1)).replace("{name}", name_of(i)).replace("{cue}", cue)


@dataclass(frozen=True, slots=True)
class Cost:
    """What a text cost: seconds of CPU, and megabytes at the peak."""

    seconds: float
    megabytes: float


def name_of(i: int) -> str:
    """A first and a last name; another for each of the first 24 million."""
    syllables = [_CONSONANTS[i // 5**k % 14] + _VOWELS[i // 14**k % 5] for k in range(6)]
    return f"{''.join(syllables[:3]).title()} {''.join(syllables[3:]).title()}"


def patterns() -> list[Pattern]:
    """All patterns, in the order of the file."""
    with _PATTERNS.open("rb") as file:
        forms = tomllib.load(file)
    return [Pattern(form, name, unit) for form, units in forms.items() for name, unit in units.items()]


def real_body(size: int) -> Body:
    """A request of about ``size`` bytes of real text."""
    folder = eval_folder()
    if folder is None:
        text = long_text(size, seed=1)
    else:
        with (folder / "public" / "statements.texts.jsonl").open(encoding="utf-8") as lines:
            text = "\n\n".join(json.loads(line)["text"] for line in lines)
    return {"text": text.encode()[:size].decode(errors="ignore")}


def cost(body: Body, most: float) -> Cost | None:
    """What reading the body and extracting from it costs, in a process of its own; None beyond ``most`` seconds."""
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe(duplex=False)
    process = fork.Process(target=_measure, args=(body, int(most) + 1, there))
    process.start()
    there.close()
    try:
        return Cost(*here.recv())
    except EOFError:
        return None
    finally:
        process.join()


def _measure(body: Body, most: int, out: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (most, most + 1))  # counted from the fork
    began = time.process_time()
    with suppress(UnreadableTranscript):  # to refuse it costs too
        extract(*parse_request(body))
    out.send((time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def main() -> None:
    """Measure, and print a line a pattern and size, the dearest last."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument("--kib", default="16,64")
    arguments.add_argument("--only", action="append", default=[], metavar="PATTERN")
    arguments.add_argument("--above", type=float, default=0)
    asked = arguments.parse_args()
    extract(*parse_request(real_body(4_000)))  # loads the pipeline and the word lists
    table = Table("KiB", "form", "pattern", "times", "of memory", "seconds", "MB")
    for kib in map(int, asked.kib.split(",")):
        rows = list(_rows(kib, [p for p in patterns() if not asked.only or p.name in asked.only]))
        for times, row in sorted(rows):
            if times >= asked.above:
                table.add_row(*row)
    Console().print(table)


def _rows(kib: int, measured: list[Pattern]) -> Iterator[tuple[float, tuple[str, ...]]]:
    real = cost(real_body(kib * 1024), 1000)
    assert real is not None
    yield 1.0, (str(kib), "text", "[b]real text[/b]", "1.0", "1.0", f"{real.seconds:.2f}", f"{real.megabytes:.0f}")
    for pattern in measured:
        found = cost(pattern.body(kib * 1024), _LATE * real.seconds)
        if found is None:
            yield _LATE, (str(kib), pattern.form, pattern.name, "late", "", "", "")
            continue
        times, memory = found.seconds / real.seconds, found.megabytes / real.megabytes
        shown = (f"{times:.1f}", f"{memory:.1f}", f"{found.seconds:.2f}", f"{found.megabytes:.0f}")
        yield max(times, memory), (str(kib), pattern.form, pattern.name, *shown)


if __name__ == "__main__":
    main()
