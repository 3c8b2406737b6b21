"""How far a long run has come: a bar on standard error, where that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from service.cli.answers import Answer
from service.errors import OnrecordError


def on_terminal() -> bool:
    """Whether somebody watches standard error."""
    return sys.stderr.isatty()


def shown(answers: Iterable[Answer], total: int | None) -> Iterator[Answer]:
    """The answers as they come; ``total`` is the size in bytes of all their input, None if that is not known."""
    if not on_terminal():
        yield from answers
        return
    columns = TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn()
    done = problems = 0
    with Progress(*columns, console=Console(stderr=True, force_terminal=True), transient=True) as progress:
        task = progress.add_task("", total=total)
        for answer in answers:
            done += 1
            problems += isinstance(answer.outcome, OnrecordError)
            words = f"{done:,} read" + (f", {problems:,} with a problem" if problems else "")
            progress.update(task, advance=answer.item.size, description=words)
            yield answer
