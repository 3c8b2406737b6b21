"""What the working tree finds that another version did not, and the other way round, record by record.

    python -m benchmarks.gains [REF]        REF is a commit or branch, main by default

Both versions run over the texts in the folder that ONRECORD_EVAL names (and, where it has gold, what is newly right and
newly wrong by it is printed too), or else over the transcripts in examples/. Gold may have the form in docs/evaluating.md.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.figures import ROOT, SETS, SUFFIX, documented_gold, eval_folder, extract_lines, request_lines, score
from schemas import RECORD_TYPES
from service.cli import main as onrecord
from service.evaluate.gold import TEXTS

Extractions = dict[str, dict[str, Any]]
Pair = tuple[dict[str, Any] | None, dict[str, Any] | None]

_UNREMARKABLE = frozenset({"id", "about"})  # ids follow from evidence


@contextmanager
def checked_out(ref: str, scratch: Path) -> Iterator[Path]:
    """The version at ``ref`` in a folder of its own."""
    folder = scratch / "version"
    git = ["git", "-C", str(ROOT), "worktree"]
    subprocess.run([*git, "add", "--quiet", "--detach", str(folder), ref], check=True)
    try:
        yield folder
    finally:
        subprocess.run([*git, "remove", "--force", str(folder)], check=True)


def texts_with_gold(folder: Path) -> Iterator[Path]:
    """The texts of the folder that have gold beside them."""
    for gold in folder.glob(f"*{SUFFIX}"):
        name = gold.name.removesuffix(SUFFIX)
        yield next(path for suffix in TEXTS if (path := folder / f"{name}{suffix}").is_file())


def read_answers(path: Path) -> Extractions:
    """The extractions of a file of answers, by id."""
    with path.open(encoding="utf-8") as lines:
        return {answer["id"]: answer.get("extraction", {}) for answer in map(json.loads, lines)}


def matched(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> Iterator[Pair]:
    """Records paired by the words that they rest on: ``(old, new)``, with None for what has no counterpart."""
    left = list(after)
    for old in before:
        shared = [(len(words(old) & words(new)) / len(words(old) | words(new)), i) for i, new in enumerate(left)]
        best, at = max(shared, default=(0.0, 0))
        yield old, left.pop(at) if best else None
    yield from ((None, new) for new in left)


def words(record: dict[str, Any]) -> set[int]:
    """The characters that a record rests on; for a statement, what is said."""
    return {i for e in record.get("content") or record["evidence"] for i in range(e["start"], e["end"])}


def shortened(record: dict[str, Any]) -> str:
    """The beginning of the words that a record rests on."""
    return " ... ".join(e["text"] for e in record.get("content") or record["evidence"]).replace("\n", " ")[:140]


def changes(before: Extractions, after: Extractions) -> Iterator[str]:
    """A line for each record gained, lost or changed, and under a changed one a line a field."""
    for name in before:
        for entry in RECORD_TYPES:
            for old, new in matched(before[name].get(entry.plural, []), after.get(name, {}).get(entry.plural, [])):
                yield from (f"{name} {line}" for line in _change(entry.name, old, new))


def _change(kind: str, old: dict[str, Any] | None, new: dict[str, Any] | None) -> Iterator[str]:
    if old is None or new is None:
        sign, record = ("+", new) if old is None else ("-", old)
        assert record is not None
        yield f"{sign} {kind}: {shortened(record)}"
        return
    for field in new:
        if field not in _UNREMARKABLE and _bare(old.get(field)) != _bare(new[field]):
            yield f"~ {kind}: {shortened(new)[:60]}: {field}: {_told(old.get(field))} -> {_told(new[field])}"


def _bare(value: Any) -> Any:
    """A value without the parts that depend on others."""
    if isinstance(value, list):
        return [_bare(part) for part in value]
    return {k: _bare(v) for k, v in value.items() if k != "fields"} if isinstance(value, dict) else value


def _told(value: Any) -> str:
    if isinstance(value, dict):
        return str(value.get("name") or value.get("text") or {k: v for k, v in value.items() if v not in (None, [])})
    return str([_told(part) for part in value] if isinstance(value, list) else value)[:160]


def compare(texts: Path, old: Path, scratch: Path) -> tuple[Path, Path]:
    """Print what differs between the version in ``old`` and the working tree; the files of their answers."""
    before, after = scratch / f"{texts.stem}.before.jsonl", scratch / f"{texts.stem}.after.jsonl"
    extract_lines(texts, before, checkout=old)
    extract_lines(texts, after)
    lines = list(changes(read_answers(before), read_answers(after)))
    counts = {sign: sum(f" {sign} " in line[:120] for line in lines) for sign in "+-~"}
    print(f"\n{texts.name}: {counts['+']} gained, {counts['-']} lost, {counts['~']} fields changed")
    print("\n".join(lines))
    return before, after


def compare_with_gold(folder: Path, old: Path, scratch: Path) -> None:
    """``compare`` over each set, and what is newly right (+) and newly wrong (-) by its gold."""
    for gold in SETS:
        if not (folder / gold.texts).is_file():
            continue
        answers = compare(folder / gold.texts, old, scratch)
        (was, missed_before), (now, missed_after) = (score(folder, gold, path, misses=10**6) for path in answers)
        print(f"by the gold of {gold.name}:\n  was {json.dumps(was)}\n  now {json.dumps(now)}")
        print("\n".join(f"+ no longer: {line}" for line in missed_before if line not in set(missed_after)))
        print("\n".join(f"- newly: {line}" for line in missed_after if line not in set(missed_before)))


def main() -> None:
    """Compare the working tree with REF."""
    ref = sys.argv[1] if len(sys.argv) > 1 else "main"
    folder = eval_folder()
    with tempfile.TemporaryDirectory() as scratch, checked_out(ref, Path(scratch)) as old:
        if folder is None and (gold := documented_gold()):
            texts = request_lines(texts_with_gold(gold), Path(scratch) / "texts.jsonl")
            before, after = compare(texts, old, Path(scratch))
            onrecord(["evaluate", str(gold), "--answers", str(after), "--against", str(before)])
        if folder is None:
            compare(request_lines((ROOT / "examples").iterdir(), Path(scratch) / "examples.jsonl"), old, Path(scratch))
            return
        compare_with_gold(folder, old, Path(scratch))
        if (folder / "unlabelled.texts.jsonl").is_file():
            compare(folder / "unlabelled.texts.jsonl", old, Path(scratch))


if __name__ == "__main__":
    main()
