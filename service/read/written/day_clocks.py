"""Times of day that plainly are such in written lines: with a date before them (``2031-05-30 14:05:10``), or with AM and PM."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from service.read.written.rows import Row

_DATE = r"(?:\d{4}-\d\d-\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}),?[ T]\s?"
_CLOCK = r"(\d{1,2}):(\d\d):(\d\d)((?:[.,]\d{1,6})?)"
_HALF = r"\s?([AaPp])\.?[Mm]\b\.?"
_ZONE = r"(?:\s?(?:Z|UTC|[+-]\d\d:?\d\d)(?![\w:]))?"
_MOMENT = rf"(?:{_DATE}{_CLOCK}(?:{_HALF})?{_ZONE}|{_CLOCK}{_HALF})"
# At the beginning of a line, or at the end of a short one, behind a name.
_STANDS = re.compile(rf"(\s{{0,20}}[\[(]?|[^\n.?!]{{2,60}}[\s\[(]){_MOMENT}(?=[\])]?:?(?:\s|$))", re.ASCII)
_FEWEST = 2  # lines
_HALF_DAY, _DAY = 12, 24  # hours


def with_clocks(rows: Sequence[Row]) -> list[Row] | None:
    """The rows with such times as clocks, ``14:05:10``, which go on behind midnight; None if there are none."""
    found = [_STANDS.match(row.text) for row in rows]
    if sum(map(bool, found)) < _FEWEST:
        return None
    return list(_clocked(rows, found))


def _clocked(rows: Sequence[Row], found: Sequence[re.Match[str] | None]) -> Iterator[Row]:
    days = last = 0
    for row, moment in zip(rows, found, strict=True):
        if moment is None:
            yield row
            continue
        dated = moment[2] is not None
        hours, minutes, seconds, fraction, half = moment.group(*((2, 3, 4, 5, 6) if dated else (7, 8, 9, 10, 11)))
        hour = int(hours) % _HALF_DAY + _HALF_DAY * (half.lower() == "p") if half else int(hours)
        days += last - hour > _HALF_DAY
        last = hour
        clock = f"{hour + _DAY * days:02}:{minutes}:{seconds}{fraction}"
        yield row._replace(text=f"{moment[1]}{clock}{row.text[moment.end() :]}")
