"""An extraction as a person wants to read it: records by type, their facts, the words they rest on, what is open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pydantic import BaseModel
from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from schemas import RECORD_TYPES, Actor, Evidence, Extraction, Gap, Place, Quantity, Record, When
from schemas.protest import Demand, Duration
from service.cli.plain import clean

_LONGEST_PASSAGE = 160
# What every record has is shown in the heading or by the evidence, not among the facts.
_ELSEWHERE = frozenset(Record.model_fields)


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


def names_of(extraction: Extraction) -> dict[str, str]:
    """What each record is called on the page (``protest 2``), by its id."""
    return {
        record.id: f"{entry.name} {number}"
        for entry in RECORD_TYPES
        for number, record in enumerate(getattr(extraction, entry.plural), 1)
    }


def _print_record(console: Console, record: Record, names: dict[str, str]) -> None:
    console.print(Padding(_heading(record, names), (0, 2)))
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    facts = list(_facts(record, names))
    for label, value in facts:
        grid.add_row(label, Text(value))
    for i, evidence in enumerate(_to_show(record, {value for _, value in facts})):
        label = timecode(evidence.start_time) or ("" if i else "evidence")
        grid.add_row(label, Text(quoted(evidence.text), style="italic"))
    console.print(Padding(grid, (0, 4)))
    console.print()


def _to_show(record: Record, facts: set[str]) -> Iterator[Evidence]:
    """The record's evidence, less what stands among the facts (a statement's cue) and what lies in other evidence."""
    spans = [(e.start, e.end) for e in (*record.evidence, *getattr(record, "content", ()))]
    for i, evidence in enumerate(record.evidence):
        others = spans[:i] + [span for span in spans[i + 1 :] if span != spans[i]]
        inside = any(start <= evidence.start and evidence.end <= end for start, end in others)
        if not inside and not {clean(evidence.text), quoted(evidence.text)} & facts:
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


def _facts(record: Record, names: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The record's facts, a label and a value each; of a list of things with parts, a line each."""
    for name in type(record).model_fields:
        value = getattr(record, name)
        if name in _ELSEWHERE or value in (None, [], "unknown"):
            continue
        label = name.replace("_", " ")
        if name == "about":
            yield label, ", ".join(names.get(i, i) for i in value)
        elif isinstance(value, list) and isinstance(value[0], BaseModel) and not isinstance(value[0], Actor | Place):
            yield from zip([label] + [""] * (len(value) - 1), map(worded, value), strict=True)
        else:
            yield label, worded(value)


def summary(record: Record, names: dict[str, str]) -> str:
    """The record's facts in a line: ``places: Velm; forms: march``."""
    told: list[str] = []
    for label, value in _facts(record, names):
        flat = value.replace("; ", ", ")
        if label:
            told.append(f"{label}: {flat}")
        else:
            told[-1] += f" / {flat}"
    return "; ".join(told)


def worded(value: object) -> str:
    """A value in words: a place with its country, a figure with its range, a list with commas."""
    match value:
        case Actor():
            return actor(value)
        case Place():
            return _with(value.name, value.country)
        case Quantity():
            return quantity(value)
        case When():
            return _with(value.text, value.edtf)
        case Duration():
            return _with(value.text, value.iso)
        case Evidence():
            return quoted(value.text)
        case Demand():
            return clean(value.text)
        case BaseModel():
            return "; ".join(_parts(value))
        case list():
            return ", ".join(map(worded, value))
        case _:
            return clean(str(value)).replace("_", " ")


def _parts(value: BaseModel) -> Iterator[str]:
    """The parts of a value that has several, such as an election's result; the first needs no label."""
    for i, name in enumerate(type(value).model_fields):
        part = getattr(value, name)
        if name == "evidence" or part in (None, [], "unknown"):
            continue
        yield worded(part) if i == 0 else f"{name.replace('_', ' ')}: {worded(part)}"


def actor(value: Actor) -> str:
    """``Maria Rossi (president, Green Front, IT)``."""
    return _with(value.name, value.role, value.affiliation, value.country)


def quantity(value: Quantity) -> str:
    """``more than 8,000 (8,001 or more; police)``: the words, the range that they stand for, and who gives it."""
    return _with(value.text, _range(value), value.by)


def _range(value: Quantity) -> str | None:
    low, high = (None if bound is None else f"{bound:,.10g}" for bound in (value.low, value.high))
    if low == high:
        return None if low is None or low.replace(",", "") in value.text.replace(",", "") else low
    if low is None:
        return f"up to {high}"
    return f"{low} or more" if high is None else f"{low} to {high}"


def quoted(words: str) -> str:
    """The words in quotation marks, on one line; what is too long loses its middle."""
    words = clean(words)
    if len(words) > _LONGEST_PASSAGE:
        words = f"{words[:100]} [...] {words[-50:]}"
    return f"“{words}”"


def timecode(seconds: float | None) -> str:
    """``h:mm:ss``, or nothing for an untimed transcript."""
    if seconds is None:
        return ""
    minutes, second = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{second:02}"


def _with(words: str, *more: str | None) -> str:
    known = [clean(part) for part in more if part]
    return f"{clean(words)} ({', '.join(known)})" if known else clean(words)


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
