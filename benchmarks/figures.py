"""Runs ``onrecord extract`` over sets of texts with gold, and their scorer over what comes out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from service.evaluate.gold import SUFFIX

ROOT = Path(__file__).parents[1]
_MAIN = "from service.cli import main; main()"


@dataclass(frozen=True, slots=True)
class GoldSet:
    """A set of texts with gold: its ``texts`` and ``gold`` in the folder, and ``how`` score.py compares them."""

    name: str
    texts: str
    how: str
    gold: str


SETS = (
    GoldSet("facts", "facts/texts.jsonl", "facts", "facts"),
    GoldSet("statements", "public/statements.texts.jsonl", "statements", "public/statements.gold.jsonl"),
    GoldSet("arrests", "public/arrests_all.texts.jsonl", "sentences", "public/arrests_all.gold.jsonl"),
)


def eval_folder() -> Path | None:
    """The folder with gold that ONRECORD_EVAL names, None where it names none."""
    named = os.environ.get("ONRECORD_EVAL")
    return Path(named) if named and (Path(named) / "score.py").is_file() else None


def documented_gold() -> Path | None:
    """The folder that ONRECORD_EVAL names, if it holds gold of the form in docs/evaluating.md."""
    named = os.environ.get("ONRECORD_EVAL")
    return Path(named) if named and any(Path(named).glob(f"*{SUFFIX}")) else None


def request_lines(files: Iterable[Path], path: Path) -> Path:
    """Texts as a file with a request a line, whose ids are the names of the files; any version reads it."""
    forms = {".txt": "text", ".vtt": "vtt", ".srt": "srt"}
    with path.open("w", encoding="utf-8") as lines:
        for file in sorted(files):
            if file.suffix in forms:
                request = {"id": file.name, forms[file.suffix]: file.read_text(encoding="utf-8-sig")}
                print(json.dumps(request), file=lines)
    return path


def extract_lines(texts: Path, out: Path, *, checkout: Path = ROOT, more: Sequence[str] = ()) -> None:
    """``onrecord extract TEXTS -o OUT`` as the version in ``checkout`` does it."""
    command = [sys.executable, "-c", _MAIN, "extract", str(texts), "-o", str(out), *more]
    environment = {**os.environ, "PYTHONPATH": str(checkout)}
    done = subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"onrecord extract {texts} ended with {done.returncode}: {done.stderr.strip()}")


def score(folder: Path, gold: GoldSet, answers: Path, misses: int = 0) -> tuple[dict[str, Any], list[str]]:
    """The scorer's figures for these answers, and up to ``misses`` lines that say what was missed or wrong."""
    command = [sys.executable, folder / "score.py", gold.how, folder / gold.gold, answers]
    command += ["--json", "--misses", str(misses)]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True)
    return json.loads(done.stdout), done.stderr.splitlines()


def measure(folder: Path) -> dict[str, dict[str, Any]]:
    """The figures of every set that the folder has, by the set's name."""
    figures = {}
    with tempfile.TemporaryDirectory() as scratch:
        for gold in SETS:
            if (folder / gold.texts).is_file():
                answers = Path(scratch) / f"{gold.name}.jsonl"
                extract_lines(folder / gold.texts, answers)
                figures[gold.name], _ = score(folder, gold, answers)
    return figures
