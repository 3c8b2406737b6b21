"""Gold and slots of a record type that has none of its own here, from the fields of its schema.

A field that holds words, a name, a place, a figure, a date or one of a list is a fact; of a field with a list, each value
is. Gold gives names and words as text, figures as ``[at least, at most]``, dates in EDTF. Parts with fields of their own
and what all records have are not compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, ClassVar, Literal, TypeVar, Union, get_args, get_origin

from pydantic import AfterValidator, BaseModel, create_model

from schemas import Actor, Place, Quantity, Record, When
from service.evaluate.agreement import same_name, same_range, same_words

B = TypeVar("B", bound="Derived")


def _upwards(ends: tuple[float | None, float | None]) -> tuple[float | None, float | None]:
    low, high = ends
    if low is not None and high is not None and low > high:
        raise ValueError(f"[{low:g}, {high:g}] is upside down; expected [at least, at most]")
    return ends


Range = Annotated[tuple[float | None, float | None], AfterValidator(_upwards)]


class Derived(BaseModel):
    """What gold of a derived form knows: the model of its records."""

    of: ClassVar[type[Record]]


@dataclass(frozen=True, slots=True)
class Expected:
    """A value of gold, and when a value that was found agrees with it."""

    value: Any
    agrees: Callable[[Any, Any], bool]


@dataclass(frozen=True, slots=True)
class _Fact:
    """How a field's values stand in gold, in what was found, and when they agree."""

    gold: Any
    told: Callable[[Any], Any]
    agrees: Callable[[Any, Any], bool]
    many: bool = False


def _same(gold: Any, found: Any) -> bool:
    return bool(gold == found)


def _itself(value: Any) -> Any:
    return value


_PARTS: dict[Any, _Fact] = {
    Actor: _Fact(str, lambda actor: actor.name, same_name),
    Place: _Fact(str, lambda place: place.name, same_name),
    Quantity: _Fact(Range, _itself, same_range),
    When: _Fact(str, lambda when: when.edtf, _same),
    str: _Fact(str, _itself, same_words),
    bool: _Fact(bool, _itself, _same),
    int: _Fact(int, _itself, _same),
    float: _Fact(float, _itself, _same),
}


def gold_model(model: type[Record], base: type[B]) -> type[B]:
    """The form of gold for a record type, which it has as ``of``; ``base`` has what gold of every type has."""
    fields: dict[str, Any] = {
        name: (list.__class_getitem__(fact.gold), []) if fact.many else (fact.gold | None, None)
        for name, fact in _facts(model)
    }
    made: type[B] = create_model(f"Gold{model.__name__}", __base__=base, **fields)
    made.of = model
    return made


def gold_slots(gold: BaseModel, model: type[Record]) -> Iterator[tuple[str, Expected]]:
    """The slots of a gold record of that type."""
    for name, fact in _facts(model):
        for value in _listed(getattr(gold, name)):
            yield name, Expected(value, fact.agrees)


def found_slots(record: Record) -> Iterator[tuple[str, Any]]:
    """The slots of a record that was found."""
    for name, fact in _facts(type(record)):
        for value in _listed(getattr(record, name)):
            if (told := fact.told(value)) is not None:
                yield name, told


def many_valued(model: type[Record]) -> frozenset[str]:
    """The fields of a record type that hold lists."""
    return frozenset(name for name, fact in _facts(model) if fact.many)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _facts(model: type[Record]) -> Iterator[tuple[str, _Fact]]:
    for name, info in model.model_fields.items():
        if name not in Record.model_fields and (fact := _fact(info.annotation)) is not None:
            yield name, fact


def _fact(annotation: Any) -> _Fact | None:
    """What a field of that annotation is in gold; None where it is not compared."""
    origin = get_origin(annotation)
    if origin is Literal:
        return _Fact(annotation, _itself, _same)
    if origin in (Union, UnionType):
        inner, *others = [part for part in get_args(annotation) if part is not type(None)]
        return None if others else _fact(inner)
    if origin is list:
        inner = _fact(get_args(annotation)[0])
        return None if inner is None else _Fact(inner.gold, inner.told, inner.agrees, many=True)
    return _PARTS.get(annotation)
