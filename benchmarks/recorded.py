"""The figures that the README tells, as they were last measured: figures.json beside this file. A test holds the README against it.

`make accuracy` and `make reliability` write their part of it anew, where ONRECORD_EVAL names a folder with all sets.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.figures import SETS, GoldSet, extract_lines, score
from service.evaluate.gold import SUFFIX

FILE = Path(__file__).with_name("figures.json")


def recorded() -> dict[str, Any]:
    """What was last measured, by set or table."""
    figures: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return figures


def record(**measured: Any) -> None:
    """Put these in the place of what stands there."""
    FILE.write_text(json.dumps({**recorded(), **measured}, indent=2) + "\n", encoding="utf-8")


def is_shut(name: str) -> bool:
    """Whether a text is of the third that stays shut while rules are written."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) % 3 == 0


def gold_texts(folder: Path) -> list[Path]:
    """The gold of all texts that are annotated in full, whatever folder they are in."""
    return sorted(folder.glob(f"*/*{SUFFIX}"))


def measure_all(folder: Path) -> dict[str, dict[str, Any]]:
    """What the scorer says of each set, of ``all`` its texts and of the ``shut`` third; the facts are those of all folders together."""
    figures = {}
    with TemporaryDirectory() as made:
        scratch = Path(made)
        for gold in SETS:
            here = _together(folder, gold, scratch) if gold.how == "facts" else folder
            answers = scratch / f"{gold.name}.jsonl"
            extract_lines(here / gold.texts, answers)
            whole = here / gold.gold
            parts = {"all": whole, "shut": _shut(whole, scratch)}
            figures[gold.name] = {
                name: score(folder, replace(gold, gold=str(at)), answers)[0] for name, at in parts.items()
            }
    return figures


def _together(folder: Path, gold: GoldSet, scratch: Path) -> Path:
    """A folder that has the texts of all gold folders as if they were one."""
    into = scratch / gold.gold
    into.mkdir()
    with (scratch / gold.texts).open("w", encoding="utf-8") as lines:
        for path in gold_texts(folder):
            name = path.name.removesuffix(SUFFIX)
            text = path.with_name(f"{name}.txt")
            (into / path.name).symlink_to(path.resolve())
            (into / text.name).symlink_to(text.resolve())
            print(json.dumps({"id": name, "text": text.read_text(encoding="utf-8")}), file=lines)
    return scratch


def _shut(gold: Path, scratch: Path) -> Path:
    """The shut third of the gold: a folder of its texts, or a file of its lines."""
    into = scratch / f"shut {gold.name}"
    if gold.is_file():
        lines = gold.read_text(encoding="utf-8").splitlines(keepends=True)
        into.write_text("".join(line for line in lines if is_shut(json.loads(line)["id"])), encoding="utf-8")
    else:
        into.mkdir()
        for path in gold.iterdir():
            if is_shut(path.name.removesuffix(SUFFIX).removesuffix(".txt")):
                (into / path.name).symlink_to(path.resolve())
    return into


def told(figures: dict[str, dict[str, Any]]) -> dict[str, dict[str, dict[str, float]]]:
    """Of all these, the figures that the README has."""
    return {name: {part: dict(_rows(name, of)) for part, of in parts.items()} for name, parts in figures.items()}


def _rows(name: str, figures: dict[str, Any]) -> Iterator[tuple[str, float]]:
    if name == "facts":
        yield from ((kind, of["facts"]["f1"]) for kind, of in figures.items() if isinstance(of, dict))
        yield "mean", figures["mean_facts_f1"]
    elif name == "statements":
        yield "statements", figures["statements"]["f1"]
        yield "named speakers", figures["named_speaker_right"]
    else:
        yield "detentions", figures["detention"]["f1"]
