"""``onrecord explain``: explanations written to read, or as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import IO

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from service.cli.output import page
from service.cli.say import say_error
from service.cli.table import nothing_found, print_list
from service.errors import OnrecordError
from service.explain.explanation import ExplainedRecord, Explanation, OpenEnd, Words, explanation
from service.explain.plain import clean
from service.explain.wording import quoted, timecode
from service.extract import explain
from service.requests.items import Item
from service.requests.problems import as_problem

Outcome = Explanation | OnrecordError
Writer = Callable[[Item, Outcome], None]


def explain_all(items: Iterable[Item], write: Writer) -> int:
    """Write an explanation an item, in order; how many had a problem, each of which has been told of."""
    problems = 0
    for item in items:
        outcome = _explained(item)
        write(item, outcome)
        if isinstance(outcome, OnrecordError):
            problems += 1
            say_error(outcome, None if item.id is None else str(item.id))
    return problems


def _explained(item: Item) -> Outcome:
    if isinstance(item.work, OnrecordError):
        return item.work
    transcript, options = item.work
    try:
        return explanation(transcript, explain(transcript, options))
    except OnrecordError as error:
        return error


def as_json(out: IO[bytes], *, one: bool) -> Writer:
    """Writes the explanation of the ``one`` transcript, or a line each: ``{"id", "explanation"}`` or ``{"id", "problem"}``."""

    def write(item: Item, outcome: Outcome) -> None:
        if isinstance(outcome, OnrecordError):
            body: dict[str, object] = {"id": item.id, "problem": as_problem(outcome).model_dump(mode="json")}
        else:
            body = asdict(outcome) if one else {"id": item.id, "explanation": asdict(outcome)}
        if not (one and isinstance(outcome, OnrecordError)):
            out.write(json.dumps(body, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
            out.flush()

    return write


def to_read(out: IO[bytes], *, one: bool, terminal: bool) -> Writer:
    """Writes what a person reads, under the id of each transcript where there are several."""

    def write(item: Item, outcome: Outcome) -> None:
        with page(out, terminal=terminal) as console:
            if not one:
                console.print(Rule(Text(clean(str(item.id)), style="bold"), align="left"))
            if not isinstance(outcome, OnrecordError):
                _print(console, outcome)

    return write


def _print(console: Console, told: Explanation) -> None:
    if not told.records:
        console.print(nothing_found())
    for record in told.records:
        _print_record(console, record)
    print_list(console, "NOT SETTLED", map(_open_end, told.gaps))


def _print_record(console: Console, record: ExplainedRecord) -> None:
    heading = Text(record.name.capitalize(), style="bold cyan")
    if record.factuality != "reported":
        heading.append(f"  {record.factuality}", style="yellow")
    heading.append(f"  confidence {record.confidence:.2f}", style="dim")
    console.print(heading)
    console.print(Padding(Text(record.summary, overflow="fold"), (0, 2)))
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for at_work in record.rules:
        grid.add_row(at_work.rule, Text(at_work.description))
        for words in at_work.words:
            grid.add_row("", Text(_placed(words), style="italic"))
    for i, words in enumerate(record.evidence):
        grid.add_row("" if i else "rests on", Text(_placed(words), style="italic"))
    console.print(Padding(grid, (0, 4)))
    console.print()


def _placed(words: Words) -> str:
    """The words with their place: line, offsets, and time where the transcript has times."""
    time = timecode(words.start_time)
    return f"{quoted(words.text)} line {words.line}, {words.start}-{words.end}" + (f", {time}" if time else "")


def _open_end(gap: OpenEnd) -> str:
    whose = f" ({gap.record})" if gap.record else ""
    return f"{gap.record_type}{whose}: {gap.reason}: {_placed(gap.words)}"
