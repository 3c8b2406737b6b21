"""What a model gives for the fields of a record: the schemas' own models, with quotations where they have evidence.

Offsets, times, ids, confidence and links are ours to compute, and so are the bounds of figures and what sort a place is:
a name, a figure or a date may be given by its words alone. They are made from ``schemas`` field by field, so a new record
type needs nothing here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model, model_validator

from schemas import COMPUTED, RECORD_TYPES, Evidence, Quantity, record_type

QUOTES = "quotes"  # stands for the field ``evidence``
OURS = COMPUTED | {"about", "country", "iso"}
_BY_WORDS = ("name", "text", "contestant")  # the field of a part that its words alone stand for
_SORTS = ("name", "kind")  # of a model that has both, we find out the sort where it is not given
_SHARED = ("factuality", "attributed_to")  # told of once, as all record types have them


class _Loose(BaseModel):
    """Base of what a model gives: words stand for a part that has some, one for a list, and what was not asked for is passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _by_words(cls, given: Any) -> Any:
        named = next((name for name in _BY_WORDS if name in cls.model_fields), None)
        if named is not None and isinstance(given, str):
            return {named: given}
        return {n: _listed(cls, n, value) for n, value in given.items()} if isinstance(given, dict) else given


def _listed(model: type[BaseModel], name: str, value: Any) -> Any:
    """One value where a list is asked for is a list of one."""
    info = model.model_fields.get(name)
    several = info is not None and any(get_origin(a) is list for a in (info.annotation, *get_args(info.annotation)))
    return [value] if several and value is not None and not isinstance(value, list) else value


class Figure(_Loose):
    """A figure, as it stands in the passage."""

    text: str = Field(min_length=1, description="The words of the figure, copied.")
    value: float | None = Field(default=None, description="The number, if the words give one.")
    by: str | None = Field(default=None, description="Who gives the figure.")


@cache
def proposal(kind: str) -> type[BaseModel]:
    """The model of one proposed record of this type (its singular or plural name), any of whose fields may be left out."""
    return _derived(record_type(kind).model, whole=False)


def readable(kind: str, values: dict[str, Any]) -> tuple[BaseModel, list[str]]:
    """The values of a record as far as they have the form asked for, and the fields of those that have not."""
    values, unread = dict(values), dict[str, None]()
    while True:  # each time some value goes, until those that are left can be read
        try:
            return proposal(kind).model_validate(values), list(unread)
        except ValidationError as error:
            for name, entries in _unreadable(error).items():
                unread[name] = None
                have = values.pop(name)
                left = [v for i, v in enumerate(have) if i not in entries] if isinstance(have, list) else []
                values |= {name: left} if entries and left else {}


def _unreadable(error: ValidationError) -> dict[str, set[int]]:
    """The fields that could not be read, and which entries of them; none of them where the whole field could not."""
    found: dict[str, set[int]] = {}
    for name, *inner in (e["loc"] for e in error.errors(include_url=False, include_context=False, include_input=False)):
        entry = inner[0] if inner else None
        found.setdefault(str(name), set()).update([entry] if isinstance(entry, int) else [])
    return found


def notation(kinds: Iterable[str]) -> str:
    """The fields of these record types, a line a type, and before them what their values are; for the model to read."""
    parts: dict[str, str] = {}
    lines = [f"{kind}: {'; '.join(_fields(record_type(kind).model, parts))}" for kind in kinds]
    shared = "; ".join(_fields(RECORD_TYPES[0].model, parts, only=_SHARED))
    return "\n".join([*(f"{name} = {form}" for name, form in parts.items()), *lines, f"each: {shared}"])


def _fields(model: type[BaseModel], parts: dict[str, str], only: tuple[str, ...] = ()) -> Iterator[str]:
    """Each field with the form of its values; ``parts`` takes the forms of names, places, figures and dates."""
    for name, info in model.model_fields.items():
        if name in OURS or name == "evidence" or (name in only) != bool(only) or (name in _SHARED and not only):
            continue
        form = _form(info.annotation, parts)
        yield f"{name} {form}" if form else name


def _form(annotation: Any, parts: dict[str, str]) -> str:
    """``text``, ``actor``, ``a|b``, and ``[]`` behind what may be several."""
    if get_origin(annotation) is list:
        return f"[{_form(get_args(annotation)[0], parts)}]"
    if get_origin(annotation) is Literal:
        return "|".join(map(str, get_args(annotation)))
    if get_origin(annotation) in (Union, UnionType):
        return _form(next(a for a in get_args(annotation) if a is not type(None)), parts)
    if annotation is Evidence:
        return "words"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        made = Figure if annotation is Quantity else annotation
        fields = "; ".join(_fields(made, parts))
        if not any(name in made.model_fields for name in ("name", "text")):
            return f"{{{fields}}}"
        if fields.count(";") == 0:
            return "words"
        parts.setdefault(made.__name__.lower(), f"{{{fields}}}")
        return made.__name__.lower()
    return {str: "words", float: "number"}.get(annotation, "")


@cache
def _derived(model: type[BaseModel], *, whole: bool = True) -> type[BaseModel]:
    if model is Quantity:
        return Figure
    fields: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        if name in OURS:
            continue
        annotation = _swapped(info.annotation)
        if name == "evidence":
            fields[QUOTES] = (annotation, Field(default_factory=list))
        elif info.is_required() and whole and not (name == "kind" and set(_SORTS) <= set(model.model_fields)):
            fields[name] = (annotation, Field(description=info.description))
        else:
            fields[name] = (annotation | None, Field(default=None, description=info.description))
    return create_model(f"Proposed{model.__name__}", __base__=_Loose, __doc__=model.__doc__, **fields)


def _swapped(annotation: Any) -> Any:
    """The annotation with our models swapped for what a model gives of them."""
    if annotation is Evidence:
        return int | str  # the number of a sentence, or words
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _derived(annotation)
    origin = get_origin(annotation)
    if origin is None or origin is Literal:
        return annotation
    inner = tuple(_swapped(each) for each in get_args(annotation))
    if origin in (Union, UnionType):
        return Union[inner]  # noqa: UP007 -- made at run time
    return origin[inner[0] if len(inner) == 1 else inner] if origin is list else annotation
