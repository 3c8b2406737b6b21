"""Is this data a valid record or extraction? The question, and the answer."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from schemas.registry import RECORD_TYPES
from schemas.shared import Model

_NAMES = ("extraction", *(entry.name for entry in RECORD_TYPES))
# The registry is the one list of record types, so the enumeration is made from it.
DataKind = Literal[_NAMES]  # type: ignore[valid-type]


class ValidationRequest(Model):
    """A record, an extraction, or a list of them, to be held against the schemas."""

    value: Any = Field(
        description="The record or extraction as JSON; or a list of them.",
        examples=[{"id": "detention_0123456789abcdef", "stage": "arrested"}],
    )
    kind: DataKind | None = Field(default=None, description="What it is meant to be; told by its fields if not given.")
    version: str | None = Field(
        default=None,
        description="Schema version to hold it against; the one that each value says it is of if not given.",
        examples=["1.0"],
    )
    transcript: str | None = Field(
        default=None, description="The text of the transcript: evidence has to stand in it, where its offsets say."
    )
    unknown_fields: bool = Field(
        default=False, description="Let fields pass that the version does not know, as a reader of that version does."
    )


class DataProblem(Model):
    """One thing that is wrong with the data."""

    file: str | None = Field(description="The file that it is in; null for what came over HTTP.")
    line: int | None = Field(ge=1, description="The line of the file, or of the lines that were sent.")
    pointer: str = Field(
        description="JSON pointer (RFC 6901) into the value; of lines, into the line's value.",
        examples=["/evidence/0/start"],
    )
    detail: str = Field(description="What is wrong.")
    expected: str | None = Field(description="What would be right.", examples=["one of: direct, indirect, mixed"])


class Validation(Model):
    """Whether all is valid, and what is not."""

    valid: bool = Field(description="Whether nothing is wrong.")
    checked: int = Field(ge=0, description="How many records and extractions were looked at.")
    problems: list[DataProblem] = Field(
        default_factory=list, description="What is wrong; after 1000 problems, no more are looked for."
    )
