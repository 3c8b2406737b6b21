"""Files and bodies of records to what is wrong with them, a line or a file at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import orjson

from schemas.validation import DataProblem, Validation
from service.contract.data.fault import Fault, pointer
from service.contract.data.judge import Judge, values_of
from service.contract.data.own_version import OwnVersion
from service.contract.data.places import line_of

_BOM = b"\xef\xbb\xbf"
# Of one document, and of all in one answer: whoever has so many has one and the same problem everywhere.
MOST_PROBLEMS = 1000


@dataclass(frozen=True, slots=True)
class Checked:
    """One line or file: its ``size`` in bytes, how many ``values`` it holds, and the problems."""

    size: int
    values: int
    problems: tuple[DataProblem, ...]


def check_lines(
    lines: Iterable[bytes], judge: Judge | OwnVersion, file: str | None = None, kind: str | None = None
) -> Iterator[Checked]:
    """A value a line, as many as there are; empty lines are passed over."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            content = line.rstrip(b"\r\n")
            yield _checked(content.removeprefix(_BOM) if number == 1 else content, judge, file, kind, _always(number))


def check_document(
    content: bytes, judge: Judge | OwnVersion, file: str | None = None, kind: str | None = None
) -> Checked:
    """One JSON document: a record, an extraction, or a list of them."""
    content = content.removeprefix(_BOM)
    return _checked(content, judge, file, kind, lambda found: line_of(content.decode(), found))


def check_value(value: Any, judge: Judge | OwnVersion, kind: str | None = None) -> Checked:
    """A value that has been read already."""
    return _problems(value, 0, judge, None, kind, _always(None))


def _always(line: int | None) -> Callable[[str], int | None]:
    return lambda _: line


def _checked(
    content: bytes, judge: Judge | OwnVersion, file: str | None, kind: str | None, line: Callable[[str], int | None]
) -> Checked:
    try:
        value = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        number = line("") if error.lineno == 1 else error.lineno
        problem = DataProblem(
            file=file, line=number, pointer="", detail=f"not JSON: {error.msg}", expected="JSON in UTF-8"
        )
        return Checked(len(content), 1, (problem,))
    return _problems(value, len(content), judge, file, kind, line)


def _problems(
    value: Any,
    size: int,
    judge: Judge | OwnVersion,
    file: str | None,
    kind: str | None,
    line: Callable[[str], int | None],
) -> Checked:
    found: list[DataProblem] = []
    count = 0
    for steps, part in values_of(value):
        if len(found) >= MOST_PROBLEMS:
            break
        count += 1
        faults = judge.faults(part, "problem" if steps == ("problem",) else kind)
        for fault in islice(faults, MOST_PROBLEMS - len(found)):
            placed = replace(fault, pointer=pointer(steps) + fault.pointer)
            found.append(_as_problem(placed, file, line(placed.pointer)))
    return Checked(size, count, tuple(found))


def summed(parts: Iterable[Checked]) -> Validation:
    """All that was checked as one answer; once there are enough problems, the rest of ``parts`` is left alone."""
    checked = 0
    problems: list[DataProblem] = []
    for part in parts:
        checked += part.values
        problems += part.problems
        if len(problems) >= MOST_PROBLEMS:
            break
    return Validation(valid=not problems, checked=checked, problems=problems[:MOST_PROBLEMS])


def _as_problem(fault: Fault, file: str | None, line: int | None) -> DataProblem:
    return DataProblem(file=file, line=line, pointer=fault.pointer, detail=fault.detail, expected=fault.expected)
