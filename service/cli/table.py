"""An extraction as a person wants to read it: records by type, their facts, the words they rest on, what is open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from schemas import RECORD_TYPES, Evidence, Extraction, Gap, Record
from service.explain.plain import clean
from service.explain.wording import actor, facts, names_of, quoted, timecode


def render(console: Console, extraction: Extraction, text: str, title: str | None = None) -> None:
    """Print the extraction from the transcript's ``text``; colours and width are the console's."""
    title = title or extraction.transcript.title
    if title:
        console.print(Rule(Text(clean(title), style="bold"), align="left"))
    form = extraction.transcript.form
    if form and form.cues:
        told = f"Read as {form.name}: {form.cues} cues, {form.times} with times; speakers: {form.speakers}."
        console.print(Text(told, style="dim"))
    names = names_of(extraction)
    for entry in RECORD_TYPES:
        records = getattr(extraction, entry.plural)
        if records:
            console.print(Text(f"{entry.plural.upper()} ({len(records)})", style="bold"))
            for record in records:
                _print_record(console, record, names)
    if not names:
        console.print(nothing_found())
    _print_open_ends(console, extraction, text)


def nothing_found() -> str:
    """That there is no record of any type."""
    *others, last = (entry.plural for entry in RECORD_TYPES)
    return f"No {', '.join(others)} or {last} found."


def _print_record(console: Console, record: Record, names: dict[str, str]) -> None:
    console.print(Padding(_heading(record, names), (0, 2)))
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    told = list(facts(record, names))
    for label, value in told:
        grid.add_row(label, Text(value))
    for i, evidence in enumerate(_to_show(record, {value for _, value in told})):
        label = timecode(evidence.start_time) or ("" if i else "evidence")
        grid.add_row(label, Text(quoted(evidence.text), style="italic"))
    console.print(Padding(grid, (0, 4)))
    console.print()


def _to_show(record: Record, told: set[str]) -> Iterator[Evidence]:
    """The record's evidence, less what stands among the facts (a statement's cue) and what lies in other evidence."""
    spans = [(e.start, e.end) for e in (*record.evidence, *getattr(record, "content", ()))]
    for i, evidence in enumerate(record.evidence):
        others = spans[:i] + [span for span in spans[i + 1 :] if span != spans[i]]
        inside = any(start <= evidence.start and evidence.end <= end for start, end in others)
        if not inside and not {clean(evidence.text), quoted(evidence.text)} & told:
            yield evidence


def _heading(record: Record, names: dict[str, str]) -> Text:
    heading = Text(names[record.id].capitalize(), style="bold cyan")
    first, last = record.evidence[0].start_time, record.evidence[-1].end_time
    if first is not None:
        heading.append(f"  {timecode(first)}-{timecode(last)}", style="cyan")
    if record.factuality != "reported":
        by = f" by {actor(record.attributed_to)}" if record.attributed_to else ""
        heading.append(f"  {record.factuality}{by}", style="yellow")
    heading.append(f"  confidence {record.confidence:.2f}", style="dim")
    return heading


def _print_open_ends(console: Console, extraction: Extraction, text: str) -> None:
    report = extraction.report
    skipped = [f"{s.reason}: characters {s.start} to {s.end}" for s in report.coverage.skipped]
    print_list(console, "NOT SETTLED", (_gap(gap, text) for gap in report.gaps))
    print_list(console, "NOT READ", skipped)
    print_list(console, "WARNINGS", map(clean, report.warnings))


def _gap(gap: Gap, text: str) -> str:
    return f"{gap.record_type}: {gap.reason}: {quoted(text[gap.start : gap.end])}"


def print_list(console: Console, heading: str, lines: Iterable[str]) -> None:
    """Print the lines under a heading with their number, or nothing where there are none."""
    rows = list(lines)
    if rows:
        console.print(Text(f"{heading} ({len(rows)})", style="bold yellow"))
        for row in rows:
            console.print(Padding(Text(row, overflow="fold"), (0, 2)))
        console.print()
