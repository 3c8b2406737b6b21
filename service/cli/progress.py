"""How far a long run has come: a bar on standard error, where that is a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from importlib.util import find_spec
from typing import TYPE_CHECKING, TypeVar

from service.cli.say import say

if TYPE_CHECKING:
    from rich.progress import Progress

_SAID_EVERY_S = 30.0
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


class Count:
    """How many of a known number are done, with how many a second and the time left: a bar, or a line now and then."""

    def __init__(self, what: str, progress: Progress | None) -> None:
        self._what, self._progress = what, progress
        self._task = progress.add_task(f"reading {what}", total=None, rate="") if progress is not None else None
        self._began = self._said = time.monotonic()
        self._total = self._done = 0

    def of(self, total: int) -> None:
        """This many there are to be done."""
        self._total, self._began = total, time.monotonic()
        if self._progress is not None and self._task is not None:
            self._progress.reset(self._task, total=total, description=f"{total:,} {self._what}")

    def done(self, number: int) -> None:
        """So many more are done."""
        self._done += number
        rate = self._done / max(time.monotonic() - self._began, 1e-3)
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, advance=number, rate=f"{rate:,.0f}/s")
        elif time.monotonic() - self._said > _SAID_EVERY_S:
            self._said = time.monotonic()
            left = timedelta(seconds=int((self._total - self._done) / rate))
            say(f"{self._done:,} of {self._total:,} {self._what}, {rate:,.0f} a second, {left} left")


@contextmanager
def counted(what: str) -> Iterator[Count]:
    """Something to be told how many are done, for who watches standard error."""
    if not on_terminal():
        yield Count(what, None)
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    rate = TextColumn("{task.fields[rate]}")
    columns = TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), rate, TimeRemainingColumn()
    with Progress(*columns, console=Console(stderr=True, force_terminal=True), transient=True) as progress:
        yield Count(what, progress)
