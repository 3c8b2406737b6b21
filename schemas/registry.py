"""The one list of record types. All else that concerns every type is made from it.

A record type is a line here, its schema in ``schemas/<name>.py``, its rules in ``service/rules/<plural>/`` with their
word list, and its prompt ``prompts/<name>.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from schemas.shared import Record


@dataclass(frozen=True, slots=True)
class RecordType:
    """A kind of record: its ``name`` (singular), its ``plural`` (the key in an extraction) and its ``model``."""

    name: str
    plural: str
    model: type[Record]


def _of(name: str, plural: str) -> RecordType:
    """The type whose model is the class of that name in ``schemas/<name>.py``; TypeError, with the file, where it is no whole one."""
    file, title = f"schemas/{name}.py", name.capitalize()
    try:
        module = import_module(f"{__package__}.{name}")
    except ModuleNotFoundError as error:
        if error.name != f"{__package__}.{name}":
            raise
        raise TypeError(f"{file}: there is no such file; a record type needs its schema there") from None
    model = getattr(module, title, None)
    if not (isinstance(model, type) and issubclass(model, Record)):
        raise TypeError(f"{file}: it has no class {title}, a Record")
    extra = model.model_config.get("json_schema_extra")
    if not (isinstance(extra, dict) and extra.get("examples")):
        raise TypeError(f"{file}: {title} has no example; its model_config needs json_schema_extra with examples")
    return RecordType(name, plural, model)


RECORD_TYPES: tuple[RecordType, ...] = (
    _of("election", "elections"),
    _of("protest", "protests"),
    _of("detention", "detentions"),
    _of("statement", "statements"),
)

_BY_NAME = {name: entry for entry in RECORD_TYPES for name in (entry.name, entry.plural)}


def record_type(name: str) -> RecordType:
    """The record type of that singular or plural name; ``KeyError`` with the known names if there is none."""
    try:
        return _BY_NAME[name]
    except KeyError:
        known = ", ".join(entry.plural for entry in RECORD_TYPES)
        raise KeyError(f"unknown record type {name!r}; expected one of: {known}") from None
