"""Records in words: what each is called, its facts with a label each, and every kind of value as people write it."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from schemas import RECORD_TYPES, Actor, Evidence, Extraction, Place, Quantity, Record, When
from schemas.protest import Demand, Duration
from service.explain.plain import clean

_LONGEST_PASSAGE = 160
# What every record has is shown in the heading or by the evidence, not among the facts.
_ELSEWHERE = frozenset(Record.model_fields)


def names_of(extraction: Extraction) -> dict[str, str]:
    """What each record is called on the page (``protest 2``), by its id."""
    return {
        record.id: f"{entry.name} {number}"
        for entry in RECORD_TYPES
        for number, record in enumerate(getattr(extraction, entry.plural), 1)
    }


def facts(record: Record, names: dict[str, str]) -> Iterator[tuple[str, str]]:
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
    for label, value in facts(record, names):
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
