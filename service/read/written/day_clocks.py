"""Times of day that plainly are such in written lines: with a date before them (``2031-05-30 14:05:10``), or with AM and PM."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from service.read.cues import shorten
from service.read.labels import is_label, label_at
from service.read.timing import ARROW, CLOCK
from service.read.written.rows import Row

_DAYS = r"(?:Today|Yesterday|(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Satur|Sat|Sun)(?:day)?)"
_DATE = rf"(?:\d{{4}}-\d\d-\d\d|\d{{1,2}}[./-]\d{{1,2}}(?:[./-]\d{{2,4}})?|{_DAYS}(?:\sat)?),?[ T]\s?"
_CLOCK = r"(\d{1,2}):(\d\d)(?::(\d\d)((?:[.,]\d{1,6})?))?"
_HALF = r"\s?([AaPp])\.?[Mm]\b\.?"
_ZONE = r"(?:\s?(?:Z|UTC|[+-]\d\d:?\d\d)(?![\w:]))?"
_MOMENT = rf"(?:{_DATE}{_CLOCK}(?:{_HALF})?{_ZONE}|{_CLOCK}{_HALF})"
# At the beginning of a line, or at the end of a short one, behind a name.
_STANDS = re.compile(rf"(\s{{0,20}}[\[(]?|[^\n.?!]{{2,60}}?[\s\[(]){_MOMENT}(?=[\])]?:?(?:\s|$))")
_BEGINS = re.compile(rf"\s{{0,20}}[\[(]?(?:{_DATE})?\d{{1,2}}(?:[:h]\d\d(?::\d\d)?|[:.]\d\d(?={_HALF}))(?=\D|$)")
# Times in no layout that is known: behind a sign (⏱ 0:05), with dots ([00.00.05]), as two numbers of seconds.
_BEGINS_ODDLY = re.compile(
    r"\s{0,20}(?:[^\w\s\[({<\"'“‘]{1,3}\s?\d{1,2}(?::\d\d){1,2}(?=\s)|[\[({<]\d{1,2}(?:\.\d\d){2}(?:\.\d{1,3})?[\])}>]"
    r"|(?:\[[^\[\]\n]{1,40}\]\s?)?\(?\d{1,6}\.\d{1,3}s?(?:\s-)?\s\d{1,6}\.\d{1,3}s?(?:\)|\s)\W{0,3}[^\W\d_])"
)
_CAPTION = re.compile(rf"{CLOCK}\s?{ARROW}\s?{CLOCK}")
_BETWEEN = re.compile(r"[\])]?:?\s*(?:[-–—|]\s+)?")
_FEWEST = 2  # lines
_MOST = 0.8  # of them
_HALF_DAY, _DAY = 12, 24  # hours


def with_clocks(rows: Sequence[Row]) -> list[Row] | None:
    """The rows with such times as clocks, ``14:05:10``, which go on behind midnight; None if there are none.

    Those without seconds must stand where nothing but the time of a line does: a programme has them as well.
    """
    found = [_STANDS.match(row.text) for row in rows]
    places = [i for i, moment in enumerate(found) if moment]
    if len(places) < _FEWEST:
        return None
    apart = [i for i in places if _has_seconds(found[i]) or _stands_apart(rows, i, found[i])]
    return list(_clocked(rows, found)) if len(apart) >= _MOST * len(places) else None


def tell_of_clocks(rows: Sequence[Row], warnings: list[str]) -> None:
    """Tell of lines that begin with times of day, of which a text has several, or hold those of captions; they are kept as they stand."""
    if shown := next((row for row in rows if _CAPTION.search(row.text)), None):
        warnings.append(
            f"line {shown.number}: it holds the times of a caption, of no form that is known; they were kept among the "
            f"words: {shorten(shown.text)!r}"
        )
        return
    for begins, what in ((_BEGINS_ODDLY, "times, in no layout that is known"), (_BEGINS, "times of day")):
        lines = [row for row in rows if begins.match(row.text)]
        if len(lines) >= _FEWEST:
            warnings.append(
                f"line {lines[0].number}: {len(lines)} lines begin with what may be {what}; they were kept among the "
                f"words: {shorten(lines[0].text)!r}"
            )
            return


def _has_seconds(moment: re.Match[str] | None) -> bool:
    return moment is not None and (moment[4] or moment[9]) is not None


def _stands_apart(rows: Sequence[Row], i: int, moment: re.Match[str] | None) -> bool:
    """Whether a time is in brackets at the beginning of its line, or beside, below or before who speaks."""
    if moment is None:
        return False
    text = rows[i].text
    front, end = moment[1].strip(), _BETWEEN.match(text, moment.end())
    at = end.end() if end else moment.end()
    if front in ("[", "(") or label_at(text, at):
        return True
    if at < len(text):
        return False
    name = front.rstrip("[(").rstrip(" ,-–—") if front else rows[i - 1].text if i else ""
    return is_label(name) and i + 1 < len(rows)


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
        clock = f"{hour + _DAY * days:02}:{minutes}:{seconds or '00'}{fraction or ''}"
        front = (
            moment[1] if moment[1][-1:] not in ("[", "(") else f"{moment[1][:-1].rstrip(' ,')} {moment[1][-1]}".lstrip()
        )
        yield row._replace(text=f"{front}{clock}{row.text[moment.end() :]}")
