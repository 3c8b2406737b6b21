"""Two runs over texts with gold: answers from files of lines, the figures of both, and what the second gained and lost."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path, PurePath
from typing import Any

from pydantic import ValidationError
from rich.console import Console
from rich.table import Column, Table

from schemas import Extraction
from service.errors import InvalidRequest
from service.evaluate.changes import Change, changes
from service.evaluate.evaluation import Evaluation, compare, differences
from service.evaluate.gold import GoldText
from service.explain.plain import clean
from service.explain.wording import quoted

_EXPECTED = "a file that onrecord extract GOLD/ -o FILE.jsonl has written, with an answer to each text"


def evaluate_answers(gold: Sequence[GoldText], file: Path, plurals: frozenset[str]) -> Evaluation:
    """The answers in a file of lines held against gold; their ids are the texts' names or the paths of their files."""
    answers = _read(file)
    lacking = [text.name for text in gold if text.name not in answers]
    if lacking:
        raise InvalidRequest(f"{file}: it has no answer to {', '.join(lacking[:5])}", expected=_EXPECTED)
    evaluation = Evaluation()
    for text in gold:
        found = answers[text.name]
        if found.transcript.characters != len(text.transcript.text):
            raise InvalidRequest(f"{file}: its answer to {text.name} is one to another text", expected=_EXPECTED)
        evaluation.texts.append(compare(text, found, plurals))
    return evaluation


def _read(file: Path) -> dict[str, Extraction]:
    found: dict[str, Extraction] = {}
    with file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                told = json.loads(line)
                name = str(told["id"])
                if "extraction" in told:
                    answer = Extraction.model_validate_json(json.dumps(told["extraction"]))
                    found |= {name: answer, PurePath(name).stem: answer}
            except (ValueError, KeyError, TypeError, ValidationError):
                raise InvalidRequest(f"{file}:{number}: it is no answer", expected=_EXPECTED) from None
    return found


def of_the_same(before: Evaluation, after: Evaluation) -> Evaluation:
    """The first, of the texts that the second could read."""
    names = {text.gold.name for text in after.texts}
    return Evaluation([text for text in before.texts if text.gold.name in names])


def as_json(before: Evaluation, after: Evaluation) -> dict[str, Any]:
    """The comparison for programs: for each type and the mean, the F1 of facts in both; and what changed."""
    return {
        "types": {
            name: {"before": round(old, 3), "after": round(new, 3), "difference_in": [round(low, 3), round(high, 3)]}
            for name, old, new, low, high in _figures(before, after)
        },
        "gained": [_told(change) for change in changes(before, after) if change.gained],
        "lost": [_told(change) for change in changes(before, after) if not change.gained],
    }


def _told(change: Change) -> dict[str, Any]:
    return {name: value for name, value in asdict(change).items() if name != "gained"}


def to_read(console: Console, before: Evaluation, after: Evaluation) -> None:
    """Print the comparison for people."""
    right = [Column(name, justify="right") for name in ("before", "after", "difference, 95 of 100")]
    table = Table("F1 of facts", *right, title="Against the other run")
    for name, old, new, low, high in _figures(before, after):
        table.add_row(name, f"{old:.3f}", f"{new:.3f}", f"{low:+.3f} to {high:+.3f}")
    console.print(table)
    found = list(changes(before, after))
    gained = sum(change.gained for change in found)
    console.print(f"{gained:,} facts gained, {len(found) - gained:,} lost")
    for change in found:
        console.print(_in_words(change), markup=False, soft_wrap=True)


def _in_words(change: Change) -> str:
    value = f" {change.value[0]} {clean(change.value[1])}" if change.value else ""
    right = change.what in ("record", "value")
    became = "" if right == change.gained else " (gone)"
    words = " ... ".join(quoted(one) for one in change.words[:2])
    return f"{'+' if change.gained else '-'} {change.text} {change.record_type}: {change.what}{value}{became}: {words}"


def _figures(before: Evaluation, after: Evaluation) -> Iterator[tuple[str, float, float, float, float]]:
    old, new, sure = before.scores(), after.scores(), differences(before, after)
    for plural in after.plurals():
        if plural in sure:
            was, now = (scores[plural].facts.f1 if plural in scores else 0.0 for scores in (old, new))
            yield plural, was, now, sure[plural].low, sure[plural].high
    if "mean" in sure:
        yield "mean", before.mean_f1(), after.mean_f1(), sure["mean"].low, sure["mean"].high
