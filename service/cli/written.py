"""Where answers are written: standard output, or a file that is there whole or, until then, as it was."""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import secrets
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import typer

from service.cli.say import say
from service.errors import OnrecordError

_PROBLEM = re.compile(rb'\{"id":(?:null|-?\d+|"(?:[^"\\]|\\.)*"),"problem":')


@dataclass(frozen=True, slots=True)
class Begun:
    """What is written to, and the lines that an earlier run has written there already: how many, and problems among them."""

    out: IO[bytes]
    lines: int = 0
    problems: int = 0


def is_terminal(output: Path | None) -> bool:
    """Whether a person reads what is written."""
    return output is None and sys.stdout is not None and sys.stdout.isatty()


@contextlib.contextmanager
def opened(output: Path | None) -> Iterator[IO[bytes]]:
    """The file to write to, or standard output. A file that was there stays as it is until the block ends well."""
    if output is None:
        if sys.stdout is None:
            raise OnrecordError("standard output is closed")
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    elif output.exists() and not output.is_file():  # a device, a pipe
        with _told(output):
            direct = output.open("wb")
        with direct:
            yield direct
    else:
        with _beside(output, secrets.token_hex(4)) as (file, part):
            try:
                yield file
            except BaseException:
                part.unlink(missing_ok=True)
                raise
            _in_place(file, part, output)


@contextlib.contextmanager
def taken_up(output: Path | None, mark: str | None) -> Iterator[Begun]:
    """The same for lines: what a run with this ``mark`` had written when it was cut off is kept, and told."""
    if output is None or mark is None or (output.exists() and not output.is_file()):
        with opened(output) as out:
            yield Begun(out)
        return
    with _beside(output, mark) as (file, part):
        begun = _begun(file)
        if begun.lines:
            say(f"{begun.lines:,} answers are there from a run that was cut off: going on behind them")
        try:
            yield begun
        except BaseException:
            if file.seek(0, os.SEEK_END) == 0:
                part.unlink()
            raise
        _in_place(file, part, output)


def _begun(file: IO[bytes]) -> Begun:
    """The whole lines that are there; what stands behind them goes."""
    lines = problems = size = 0
    file.seek(0)
    for line in file:
        if not line.endswith(b"\n"):
            break
        lines, problems, size = lines + 1, problems + (_PROBLEM.match(line) is not None), size + len(line)
    file.truncate(size)
    file.seek(size)
    return Begun(file, lines, problems)


@contextlib.contextmanager
def _beside(output: Path, mark: str) -> Iterator[tuple[IO[bytes], Path]]:
    """A file in the same folder, for this process alone."""
    with _told(output):
        target = output.resolve()
        part = target.with_name(f".{target.name[:200]}.{mark}.part")
        file = os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666), "r+b")
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise typer.BadParameter(f"--output {output}: another run is writing it") from None
        yield file, part


@contextlib.contextmanager
def _told(output: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, RuntimeError) as error:  # links that lead to each other are one or the other to Python
        raise typer.BadParameter(f"--output {output}: {getattr(error, 'strerror', None) or error}") from None


def _in_place(file: IO[bytes], part: Path, output: Path) -> None:
    """All of it is on the disk, and has the rights that the file had whose place it takes."""
    target = output.resolve()
    file.flush()
    os.fsync(file.fileno())
    if target.exists():
        os.fchmod(file.fileno(), target.stat().st_mode & 0o7777)
    part.replace(target)
