"""Reading against the fastest library that reads the form, and how time grows with length (``make reading``)."""

from __future__ import annotations

import argparse
import csv
import io
import json
import time
from collections.abc import Callable
from functools import partial

import pysubs2
import webvtt

from service.read import read_bytes
from tests.read.said import Said
from tests.read.vendors import NAMED
from tests.read.writers import IN_SECONDS, WRITERS

WORDS = """the pilots of the Halvik ferry marched to the harbour on Friday and said they would come back""".split()  # noqa: SIM905
ROUNDS = 9


def cues(count: int) -> list[Said]:
    """So many cues of twelve words, none the same."""
    return [
        Said(3.0 * i, 3.0 * i + 2.75, " ".join(WORDS[(i + j) % len(WORDS)] for j in range(11)) + f" {i}.")
        for i in range(count)
    ]


def pysubs(form: str) -> Callable[[str], object]:
    return lambda text: [e.plaintext for e in pysubs2.SSAFile.from_string(text, format_=form)]


def tsv(text: str) -> object:
    return [(row["start"], row["text"]) for row in csv.DictReader(io.StringIO(text), delimiter="\t")]


def whisper(text: str) -> object:
    return [(s["start"], s["text"]) for s in json.loads(text)["segments"]]


PEERS: dict[str, dict[str, Callable[[str], object]]] = {
    "srt": {"pysubs2": pysubs("srt"), "webvtt-py": lambda text: webvtt.from_buffer(io.StringIO(text), format="srt").captions},
    "vtt": {"pysubs2": pysubs("vtt"), "webvtt-py": lambda text: webvtt.from_string(text).captions},
    "sbv": {"webvtt-py": lambda text: webvtt.from_buffer(io.StringIO(text), format="sbv").captions},
    "ass": {"pysubs2": pysubs("ass")},
    "microdvd": {"pysubs2": pysubs("microdvd")},
    "mpl2": {"pysubs2": pysubs("mpl2")},
    "whisper's tsv": {"csv": tsv},
    "whisper": {"json": whisper, "pysubs2": lambda text: pysubs2.load_from_whisper(json.loads(text)).events},
    "sami": {"pysubs2": pysubs("sami")},
    "ttml": {"pysubs2": pysubs("ttml")},
    "tmplayer": {"pysubs2": pysubs("tmp")},
    "srv3": {}, "whisper's lines": {}, "html": {},
}  # fmt: skip


def decoded(read: Callable[[str], object], data: bytes) -> object:
    """What a library makes of the characters of ``data``."""
    return read(data.decode())


def seconds(*works: Callable[[], object]) -> list[float]:
    """CPU seconds of each, the least of some rounds in which they take turns: what else the machine does adds to it."""
    least = [float("inf")] * len(works)
    for _ in range(ROUNDS):
        for i, work in enumerate(works):
            began = time.process_time()
            work()
            least[i] = min(least[i], time.process_time() - began)
    return least


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cues", type=int, default=3000)
    parser.add_argument("--megabytes", type=float, nargs="*", default=[1, 10])
    given = parser.parse_args()
    said = cues(given.cues)
    writers = {**WRITERS, **IN_SECONDS, **NAMED}
    print(f"{given.cues} cues, CPU seconds\n{'form':18} {'ours':>7}  others")
    for name, peers in PEERS.items():
        data = writers[name].data(said)
        ours, *others = seconds(
            partial(read_bytes, data, filename=writers[name].name),
            *(partial(decoded, read, data) for read in peers.values()),
        )
        shown = ", ".join(f"{peer} {taken:.3f} ({ours / taken:.2f})" for peer, taken in zip(peers, others, strict=True))
        print(f"{name:18} {ours:7.3f}  {shown}")
    print("\nseconds a megabyte, by size")
    for name in ("srt", "vtt", "whisper", "ttml", "whisper's lines"):
        one = len(writers[name].data(said[:1000]))
        row = []
        for size in given.megabytes:
            data = writers[name].data(cues(int(size * 1e6 / one * 1000)))
            began = time.process_time()
            read_bytes(data, filename=writers[name].name)
            row.append(f"{size:g} MB {(time.process_time() - began) / len(data) * 1e6:.3f}")
        print(f"{name:18} {', '.join(row)}")


if __name__ == "__main__":
    main()
