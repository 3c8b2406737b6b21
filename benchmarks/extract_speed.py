"""How long ``onrecord extract`` takes over texts, compared with the stock pipeline over the same texts.

    python -m benchmarks.extract_speed [TEXTS] [--records elections,protests] [--pairs 5] [--at-most 0.7]

TEXTS is a .jsonl with a text a line, or a folder of .txt files; by default, public/statements.texts.jsonl in the folder
that ONRECORD_EVAL names. With --records only these are asked for: of events alone, most texts on other subjects are not
parsed. Each run is a process of its own; ours and the stock pipeline's take turns, so that a machine that slows down
slows both. Loading the model (and, on our side, the word lists) is left out on both sides: each process reads one short
text before the clock starts. "Stock" is ``spacy.load`` with all components and ``nlp.pipe``.
"""

from __future__ import annotations

import argparse
import io
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.figures import ROOT, eval_folder

_WARM = (ROOT / "examples" / "broadcast.txt").read_text(encoding="utf-8")


def texts_at(path: Path) -> list[str]:
    """The texts of a .jsonl file or of the .txt files in a folder."""
    if path.is_dir():
        return [file.read_text(encoding="utf-8") for file in sorted(path.glob("*.txt"))]
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines if line.strip()]


def stock_seconds(texts: list[str], _records: list[str]) -> float:
    """Seconds that the stock pipeline takes, whatever records are asked for."""
    import spacy

    from service.language.pipeline import DEFAULT_PIPELINE

    nlp = spacy.load(DEFAULT_PIPELINE)
    nlp(_WARM)
    began = time.perf_counter()
    for _ in nlp.pipe(texts):
        pass
    return time.perf_counter() - began


def our_seconds(texts: list[str], records: list[str]) -> float:
    """Seconds that ``onrecord extract`` takes in one process, from lines of JSON to lines of JSON."""
    from service.cli.answers import answers
    from service.cli.output import json_lines
    from service.requests.items import Defaults, line_items

    lines = io.BytesIO(b"".join(json.dumps({"id": i, "text": t}).encode() + b"\n" for i, t in enumerate(texts)))
    defaults = Defaults(options={"records": records} if records else {})
    list(answers(line_items(io.BytesIO(json.dumps({"text": _WARM}).encode()), defaults), processes=1))
    write = json_lines(io.BytesIO())
    began = time.perf_counter()
    for answer in answers(line_items(lines, defaults), processes=1):
        write(answer)
    return time.perf_counter() - began


_SIDES = {"onrecord": our_seconds, "stock": stock_seconds}


def in_fresh_process(side: str, path: Path, records: str) -> float:
    """Seconds that one side takes in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.extract_speed", str(path), "--side", side, "--records", records]
    return float(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)


def compare(path: Path, pairs: int, records: str) -> float:
    """Print a line a pair; the median of their ratios."""
    texts = texts_at(path)
    print(f"{path.name}: {len(texts)} texts, {sum(map(len, texts)):,} characters; seconds, model load left out")
    print(f"{'pair':>4} {'onrecord':>9} {'stock':>9} {'ratio':>6}")
    ratios = []
    for pair in range(1, pairs + 1):
        order = ("onrecord", "stock") if pair % 2 else ("stock", "onrecord")
        seconds = {side: in_fresh_process(side, path, records) for side in order}
        ratios.append(seconds["onrecord"] / seconds["stock"])
        print(f"{pair:>4} {seconds['onrecord']:>9.2f} {seconds['stock']:>9.2f} {ratios[-1]:>6.3f}", flush=True)
    return statistics.median(ratios)


def main() -> None:
    """Run the comparison; exit 1 if the median ratio is above ``--at-most``."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, nargs="?")
    parser.add_argument(
        "--records", default="", help="record types, by their plural names, with commas; all if not given"
    )
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--at-most", type=float, default=0.7)
    parser.add_argument("--side", choices=list(_SIDES), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.texts is None and (folder := eval_folder()) is not None:
        given.texts = folder / "public" / "statements.texts.jsonl"
    if given.texts is None:
        sys.exit("skipped: no texts were given, and ONRECORD_EVAL names no folder with score.py in it")
    if not given.texts.exists():
        sys.exit(f"skipped: there is no {given.texts}")
    if given.side:
        print(_SIDES[given.side](texts_at(given.texts), list(filter(None, given.records.split(",")))))
        return
    ratio = compare(given.texts.resolve(), given.pairs, given.records)
    print(f"median ratio {ratio:.3f} (at most {given.at_most:g} is asked for)")
    sys.exit(ratio > given.at_most)


if __name__ == "__main__":
    main()
