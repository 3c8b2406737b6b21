"""Fields of schemas as columns: each field one, and beside it one for each part of it that bears on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, get_args

from pydantic import BaseModel

from schemas import Actor, Evidence, Place, Quantity, Record, When
from service.exports.cells import Cell, cell

# What is shown of a part beside its name or words: the ends of the columns, and the fields that they hold.
_BESIDE: dict[type[BaseModel], dict[str, str]] = {
    Actor: {name: name for name in ("kind", "role", "affiliation", "country")},
    Place: {name: name for name in ("kind", "country")},
    Quantity: {name: name for name in ("low", "high", "approximate", "by")},
    When: {"edtf": "edtf"},
    Evidence: {"from_character": "start", "to_character": "end"},
}

# Columns that belong to fields: the field of each, and the model of which it holds one or several.
Fields = dict[str, tuple[str, type[BaseModel] | None]]


def fields_of(model: type[BaseModel], names: Iterable[str]) -> Fields:
    """Those fields of the model, each a column of its name."""
    return {name: (name, part_of(model, name)) for name in names}


def own_fields(model: type[Record]) -> Fields:
    """The fields that a record type has beyond those of every record."""
    return fields_of(model, [name for name in model.model_fields if name not in Record.model_fields])


def part_fields(part: type[BaseModel], name: str) -> Fields:
    """The fields of a part that has rows of its own, where it is called ``name``; its evidence stands with the moment."""
    if part in _BESIDE:
        return {name: ("name", None), **{f"{name}_{end}": (field, None) for end, field in _BESIDE[part].items()}}
    return {f"{name}_{field}": (field, part_of(part, field)) for field in part.model_fields if field != "evidence"}


def columns(fields: Fields) -> Iterator[str]:
    """The names of all columns of these fields."""
    for column, (_, part) in fields.items():
        yield column
        yield from (f"{column}_{end}" for end in _BESIDE.get(part or BaseModel, ()))


def cells(value: BaseModel, fields: Fields) -> Iterator[Cell]:
    """The cells of these fields; several values stand in one, in the same order in each column that belongs together."""
    for name, part in fields.values():
        found = getattr(value, name)
        yield cell(found)
        listed = found if isinstance(found, list) else [] if found is None else [found]
        for field in _BESIDE.get(part or BaseModel, {}).values():
            yield cell([getattr(one, field) for one in listed])


def part_of(model: type[BaseModel], field: str) -> type[BaseModel] | None:
    """The model of which that field holds one or several; None if it holds none."""
    return _model_in(model.model_fields[field].annotation)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for inner in get_args(annotation) if (model := _model_in(inner)) is not None), None)
