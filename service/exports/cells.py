"""Values as cells of a table: what each is, so that a spreadsheet can calculate with it, and how it stands in plain text."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from pydantic import BaseModel

SEPARATOR = " | "
_DAY = re.compile(r"[12]\d{3}-\d{2}-\d{2}")


class Link(str):
    """The address of a moment in the media."""

    __slots__ = ()


# A timedelta is a whole number of seconds. There is no bool: spreadsheet programs make formulas of those.
Cell = str | int | float | date | timedelta | Link | None


def cell(value: Any) -> Cell:
    """A value as a cell: the name or the words of a part, else its first field that is not null; whole days as dates."""
    if isinstance(value, list):
        return joined([cell(part) for part in value])
    if isinstance(value, dict):
        return joined([f"{name} {figure:g}" for name, figure in value.items()])
    if isinstance(value, BaseModel):
        told = {name: getattr(value, name) for name in type(value).model_fields}
        named = (told[name] for name in ("name", "text") if name in told)
        return cell(next(named, None) or next((part for part in told.values() if part not in (None, [])), None))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and _DAY.fullmatch(value):
        return day(value)
    return value  # type: ignore[no-any-return]


def joined(cells: list[Cell]) -> Cell:
    """One cell of several: what is alone stays what it is."""
    if len(cells) == 1:
        return cells[0]
    return SEPARATOR.join(map(as_words, cells)) if any(one is not None for one in cells) else None


def day(words: str) -> Cell:
    """A date, or the words where no calendar has that day."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        return words


def as_words(value: Cell) -> str:
    """The cell in plain text: dates as ISO 8601, times as ``hh:mm:ss``."""
    match value:
        case None:
            return ""
        case float():
            return f"{value:.10g}"
        case timedelta():
            minutes, seconds = divmod(int(value.total_seconds()), 60)
            return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
        case _:
            return str(value)
