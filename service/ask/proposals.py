"""What a model is asked to fill in: the schemas' own models, with quotations where they have evidence.

Offsets, times, ids, confidence and links are ours to compute, and so are the bounds of figures: of a figure the model
gives the words and, if it likes, the number. They are made from ``schemas`` field by field, so a new record type needs
nothing here.
"""

from __future__ import annotations

from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, create_model

from schemas import COMPUTED, Evidence, Quantity, record_type

QUOTES = "quotes"  # stands for the field ``evidence``
OURS = COMPUTED | {"about", "country", "iso"}
_LOOSE = ConfigDict(extra="ignore", frozen=True)


class Figure(BaseModel):
    """A figure, as it stands in the passage."""

    model_config = _LOOSE

    text: str = Field(min_length=1, description="The words of the figure, copied.", examples=["more than 8,000"])
    value: float | None = Field(default=None, description="The number, if the words give one.")
    by: str | None = Field(default=None, description="Who gives the figure.")


@cache
def proposal(kind: str) -> type[BaseModel]:
    """The model of one proposed record of this type (its singular or plural name)."""
    return _derived(record_type(kind).model)


@cache
def answer(kind: str) -> type[BaseModel]:
    """The model of a whole answer about one record type: a list of proposals, empty where the passage has none."""
    records: Any = list.__class_getitem__(proposal(kind))
    made: type[BaseModel] = create_model(
        f"{record_type(kind).model.__name__}Answer",
        __config__=_LOOSE,
        __doc__=f"All {record_type(kind).plural} that the passage reports.",
        records=(records, Field(description="One for each; empty if there is none.")),
        refused=(
            list[str],
            Field(
                default_factory=list, description="Words that are `In doubt` and report nothing of the kind, copied."
            ),
        ),
    )
    return made


@cache
def answer_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of a whole answer about one record type."""
    return answer(kind).model_json_schema()


@cache
def _derived(model: type[BaseModel]) -> type[BaseModel]:
    if model is Quantity:
        return Figure
    fields: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        if name in OURS:
            continue
        annotation = _swapped(info.annotation)
        if name == "evidence":
            quotes = Field(
                min_length=1, description="Words copied from the passage, letter for letter, that report it."
            )
            fields[QUOTES] = (annotation, quotes)
        elif info.is_required():
            fields[name] = (annotation, Field(description=info.description))
        else:
            fields[name] = (
                annotation,
                Field(default=info.get_default(call_default_factory=True), description=info.description),
            )
    return create_model(f"Proposed{model.__name__}", __config__=_LOOSE, __doc__=model.__doc__, **fields)


def _swapped(annotation: Any) -> Any:
    """The annotation with our models swapped for what a model gives of them."""
    if annotation is Evidence:
        return str
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _derived(annotation)
    origin = get_origin(annotation)
    if origin is None or origin is Literal:
        return annotation
    inner = tuple(_swapped(each) for each in get_args(annotation))
    if origin in (Union, UnionType):
        return Union[inner]  # noqa: UP007 -- made at run time
    return origin[inner[0] if len(inner) == 1 else inner] if origin is list else annotation
