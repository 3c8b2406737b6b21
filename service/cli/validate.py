"""One run of ``onrecord schemas validate``: files in, what is wrong with them out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import IO, Literal

from schemas.validation import DataProblem
from service.cli.progress import watched
from service.cli.verdict import escaped
from service.contract.data.judge import Judge
from service.contract.data.own_version import OwnVersion
from service.contract.data.read import Checked, check_document, check_lines, summed
from service.errors import OnrecordError

STDIN = "-"
LINES = (".jsonl", ".ndjson")


def validate(
    files: Sequence[str], judge: Judge | OwnVersion, kind: str | None, form: Literal["text", "json", "github"]
) -> bool:
    """Print all problems and what they come to; whether all is valid."""
    parts = watched(_parts(files, judge, kind), _size(files), lambda part: (part.size, bool(part.problems)))
    if form == "json":
        whole = summed(parts)
        print(whole.model_dump_json(indent=2))
        return whole.valid
    checked = found = 0
    for part in parts:
        checked += part.values
        found += len(part.problems)
        for problem in part.problems:
            print(_line(problem) if form == "text" else _annotation(problem))
    many = f"{len(files)} files" if len(files) > 1 else files[0]
    print(f"{many}: {checked:,} checked, {f'{found:,} problems' if found != 1 else '1 problem'}")
    return not found


def _parts(files: Sequence[str], judge: Judge | OwnVersion, kind: str | None) -> Iterator[Checked]:
    for name in files:
        with _opened(name) as file:
            if name == STDIN or name.lower().endswith(LINES):
                yield from check_lines(file, judge, name, kind)
            else:
                yield check_document(file.read(), judge, name, kind)


def _opened(name: str) -> AbstractContextManager[IO[bytes]]:
    return nullcontext(sys.stdin.buffer) if name == STDIN else Path(name).open("rb")


def _size(files: Sequence[str]) -> int | None:
    return None if STDIN in files else sum(Path(name).stat().st_size for name in files)


def _line(problem: DataProblem) -> str:
    return f"{problem.file}:{problem.line}: {_words(problem)}"


def _words(problem: DataProblem) -> str:
    expected = f" (expected {problem.expected})" if problem.expected else ""
    told = f"{problem.pointer or 'the whole'}: {problem.detail}{expected}"
    return " ".join(told.split())


def _annotation(problem: DataProblem) -> str:
    return f"::error file={problem.file},line={problem.line},title=not valid::{escaped(_line(problem))}"


def texts_of(files: Iterable[str]) -> Iterator[str]:
    """The texts of transcripts in files of any kind that ``extract`` reads; the error of the first that cannot be read."""
    from service.requests.items import (  # brings the language pipeline along
        Defaults,
        file_item,
        holds_lines,
        line_items,
    )

    for name in files:
        with Path(name).open("rb") as file:
            items = (
                line_items(file, Defaults()) if holds_lines(name, None) else [file_item(name, file, None, Defaults())]
            )
            for item in items:
                if isinstance(item.work, OnrecordError):
                    raise OnrecordError(f"{name}: {item.work.detail}", expected=item.work.expected)
                yield item.work[0].text
