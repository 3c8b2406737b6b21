"""Answers to what is written: the JSON of one, a JSON line each of many, or tables for people."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import IO, Any

from rich.console import Console

from schemas import Extraction
from service.cli.answers import Answer
from service.cli.table import render
from service.errors import OnrecordError
from service.explain.plain import clean
from service.requests.lines import write_line

_PIPED_WIDTH = 100

Writer = Callable[[Answer], None]
Export = Callable[[Extraction, str | int | None], Iterable[dict[str, Any]]]


def json_body(out: IO[bytes]) -> Writer:
    """Writes an extraction as it is, with a line end; what is a problem leaves nothing."""

    def write(answer: Answer) -> None:
        if isinstance(answer.outcome, bytes):
            out.write(answer.outcome + b"\n")

    return write


def json_lines(out: IO[bytes]) -> Writer:
    """Writes ``{"id", "extraction"}`` or ``{"id", "problem"}``, a line each."""

    def write(answer: Answer) -> None:
        out.write(write_line(answer.item.id, answer.outcome))
        out.flush()

    return write


def exported(out: IO[bytes], form: Export) -> Writer:
    """Writes what ``form`` makes of each extraction and the id of its transcript, a JSON object a line."""

    def write(answer: Answer) -> None:
        if isinstance(answer.outcome, bytes):
            for made in form(Extraction.model_validate_json(answer.outcome), answer.item.id):
                line = json.dumps(made, ensure_ascii=False)
                out.write(line.encode("utf-8", "backslashreplace") + b"\n")
            out.flush()

    return write


def tables(out: IO[bytes], *, terminal: bool, titled: bool) -> Writer:
    """Writes what a person reads; ``titled`` puts each transcript's id above it, or what is wrong with it."""

    def write(answer: Answer) -> None:
        title = clean(str(answer.item.id)) if titled else None
        with page(out, terminal=terminal) as console:
            if isinstance(answer.outcome, OnrecordError):
                if titled:
                    console.print(f"{title}: no answer ({clean(str(answer.outcome))})", markup=False)
            elif not isinstance(answer.item.work, OnrecordError):
                render(console, Extraction.model_validate_json(answer.outcome), answer.item.work[0].text, title)

    return write


@contextmanager
def page(out: IO[bytes], *, terminal: bool) -> Iterator[Console]:
    """A console whose prints are written to ``out`` at the end: with colours for a terminal, else plain text of one width."""
    width = None if terminal else _PIPED_WIDTH  # whatever terminal the command was started from
    console = Console(file=io.StringIO(), force_terminal=terminal, width=width, highlight=False)
    with console.capture() as capture:
        yield console
    lines = (line if terminal else line.rstrip() for line in capture.get().splitlines())
    out.write("".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))
    out.flush()
