"""A model's answer: edits of the rules' records, each with the sentences that it rests on."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SkipValidation
from pydantic.json_schema import GenerateJsonSchema

Do = Literal["confirm", "correct", "reject", "join", "split", "add"]
_LEFT_OUT = frozenset({"title", "default"})


class _Compact(GenerateJsonSchema):
    """A schema without the titles and defaults that say nothing to a model: it is sent with every question."""

    def generate(self, schema: Any, mode: Any = "validation") -> dict[str, Any]:
        made = super().generate(schema, mode)
        return {"title": made["title"], **_compact(made)}


class Edit(BaseModel):
    """One edit."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    do: Do
    ids: list[str] = Field(default_factory=list)
    type: str = ""
    on: list[int | str] = Field(default_factory=list)
    values: dict[str, Any] = Field(default_factory=dict)
    wrong: list[str] = Field(default_factory=list)


class Edits(BaseModel):
    """Edits of the records of a story."""

    # An edit that cannot be read does not take the others with it: each is read by itself.
    edits: list[SkipValidation[Edit]]

    @classmethod
    def model_json_schema(cls, *arguments: Any, **named: Any) -> dict[str, Any]:
        """The compact schema, whoever asks for it."""
        return super().model_json_schema(*arguments, **{**named, "schema_generator": _Compact})


@cache
def answer_schema() -> dict[str, Any]:
    """The JSON Schema of a whole answer."""
    return Edits.model_json_schema()


def _compact(value: Any) -> Any:
    if isinstance(value, list):
        return [_compact(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        name: {n: _compact(v) for n, v in inner.items()} if name in ("properties", "$defs") else _compact(inner)
        for name, inner in value.items()
        if name not in _LEFT_OUT
    }
