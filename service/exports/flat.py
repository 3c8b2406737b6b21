"""Records as rows of one flat table a record type, whose columns depend on the type alone."""

from __future__ import annotations

from typing import Any, get_args

from pydantic import BaseModel

from schemas import Actor, Evidence, Place, Quantity, Record, When

# What is shown of a part beside its name or words, as columns of their own.
_MORE: dict[type[BaseModel], tuple[str, ...]] = {
    Actor: ("kind", "country"),
    Place: ("kind", "country"),
    Quantity: ("low", "high", "approximate"),
    When: ("edtf",),
    Evidence: ("start", "end"),
}
SEPARATOR = " | "


def columns(record_type: type[Record]) -> list[str]:
    """The columns of the table."""
    found = ["transcript"]
    for name, field in record_type.model_fields.items():
        found += [name, *(f"{name}_{more}" for more in _MORE.get(_part(field.annotation) or BaseModel, ()))]
    return found


def row(transcript: str, record: Record) -> list[str]:
    """The cells of a record; several values stand in one cell, parted by ``SEPARATOR``, in the same order in each column."""
    cells = [transcript]
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        values = _listed(value)
        cells.append(SEPARATOR.join(map(_words, values)))
        more = _MORE.get(_part(field.annotation) or BaseModel, ())
        cells += [SEPARATOR.join(_words(getattr(part, beside)) for part in values) for beside in more]
    return cells


def _listed(value: Any) -> list[Any]:
    """The values of a field; of figures by name, each with its name."""
    if isinstance(value, dict):
        return [f"{name} {figure:g}" for name, figure in value.items()]
    return value if isinstance(value, list) else [] if value is None else [value]


def _part(annotation: Any) -> type[BaseModel] | None:
    """The model that a field holds, alone, in a list or beside null; None if it holds none."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((part for inner in get_args(annotation) if (part := _part(inner)) is not None), None)


def _words(value: Any) -> str:
    """A value as it stands in a cell: the name or the words of a part, else its first field that is not null."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:g}" if abs(value) < 1e15 and value != int(value) else str(int(value))
    if not isinstance(value, BaseModel):
        return str(value)
    told = {name: getattr(value, name) for name in type(value).model_fields}
    for name in ("name", "text"):
        if name in told:
            return str(told[name])
    return _words(next((part for part in told.values() if part not in (None, [])), None))
