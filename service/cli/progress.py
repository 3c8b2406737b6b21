"""How far a long run has come: a bar on standard error, where that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from typing import TypeVar

Thing = TypeVar("Thing")


def on_terminal() -> bool:
    """Whether somebody watches standard error."""
    return sys.stderr.isatty()


def watched(things: Iterable[Thing], total: int | None, look: Callable[[Thing], tuple[int, bool]]) -> Iterator[Thing]:
    """The things as they come; ``look`` gives the size in bytes of each, and whether there is a problem with it."""
    if not on_terminal() or find_spec("rich") is None:
        yield from things
        return
    from rich.console import Console  # no part of the small installation
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn()
    done = problems = 0
    with Progress(*columns, console=Console(stderr=True, force_terminal=True), transient=True) as progress:
        task = progress.add_task("", total=total)
        for thing in things:
            size, is_problem = look(thing)
            done += 1
            problems += is_problem
            words = f"{done:,} read" + (f", {problems:,} with a problem" if problems else "")
            progress.update(task, advance=size, description=words)
            yield thing
