"""What may be asked: one transcript in one of five forms, what is known about it, and what to extract."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from schemas.registry import RECORD_TYPES
from schemas.shared import Model, StoryKind

FORMS = ("text", "segments", "vtt", "srt", "transcript")
_PLURALS = tuple(entry.plural for entry in RECORD_TYPES)
# The registry is the one list of record types, so the enumeration is made from it.
RecordPlural = Literal[_PLURALS]  # type: ignore[valid-type]


def _not_null(form: str) -> dict[str, Any]:
    return {"required": [form], "properties": {form: {"not": {"type": "null"}}}}


class RequestOptions(Model):
    """What to extract, and whether a language model may be asked."""

    records: list[RecordPlural] = Field(
        default=list(_PLURALS), min_length=1, description="The record types to extract; all of them by default."
    )
    model: Literal["off", "auto", "always"] = Field(
        default="off", description="Ask a language model: never, where the rules fall short, or always."
    )
    model_dry_run: bool = Field(
        default=False,
        description="Send nothing to the model: the answer, in `report.model.dry_run`, says what would be sent, and what it would cost.",
    )
    text: bool = Field(
        default=False,
        description="Let the answer have the text that its offsets count in, as `transcript.text`, with its segments and turns.",
    )
    turns: bool = Field(
        default=False,
        description="Make each labelled turn of somebody who is not of the programme's staff a statement.",
    )
    min_confidence: float = Field(
        default=0.0, ge=0, le=1, description="Leave out records of less confidence; a warning says how many."
    )


class KnownStory(Model):
    """Where a story begins that the caller knows of; it ends where the next begins, the last with the transcript."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [_not_null("start"), _not_null("start_time")]})

    start: int | None = Field(
        default=None, ge=0, description="First character, in Unicode code points into the text as it was sent."
    )
    start_time: float | None = Field(default=None, ge=0, description="Or where it begins in the media, in seconds.")
    title: str | None = Field(default=None, description="Its headline.")
    kind: StoryKind = Field(default="story", description="What it is.")

    @model_validator(mode="after")
    def _one_start(self) -> Self:
        if (self.start is None) == (self.start_time is None):
            raise PydanticCustomError("one_start", "a story begins at a character or at a time")
        return self


# Segments are checked by their reader, which can say more about them than a schema.
_SEGMENTS = {
    "anyOf": [{"type": "array", "items": {"type": "object"}}, {"type": "object"}, {"type": "null"}],
    "default": None,
}
_ANY_FORM = {
    "anyOf": [{"type": "string"}, *_SEGMENTS["anyOf"]],  # type: ignore[misc]
    "default": None,
}


class ExtractionRequest(Model):
    """One transcript, in exactly one of the forms `text`, `segments`, `vtt`, `srt` and `transcript`."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [_not_null(form) for form in FORMS]})

    text: str | None = Field(
        default=None, description="Plain text. `NAME:` and `>>` at the start of a line mark a change of speaker."
    )
    segments: Annotated[Any, WithJsonSchema(_SEGMENTS)] = Field(
        default=None,
        description="Segments with `text`, and `start` and `end` in seconds; or Whisper's whole JSON.",
        examples=[[{"start": 0.0, "end": 2.5, "text": "Good evening."}]],
    )
    vtt: str | None = Field(default=None, description="A WebVTT file.")
    srt: str | None = Field(default=None, description="A SubRip (SRT) file.")
    transcript: Annotated[Any, WithJsonSchema(_ANY_FORM)] = Field(
        default=None,
        description="The transcript in any form, told by what is in it: text, subtitles, a recogniser's JSON.",
    )
    stories: list[KnownStory] | None = Field(
        default=None, description="Stories that the caller knows, in any order; none are looked for then."
    )
    title: str | None = Field(default=None, description="Title of the report.")
    source: str | None = Field(default=None, description="Outlet, file or address that it comes from.")
    language: str | None = Field(
        default=None,
        description="Tag (BCP 47), code or English name of its language; English if not given.",
        examples=["en"],
    )
    published: str | None = Field(
        default=None,
        description="Publication date, ISO 8601; dates without a year are read against it.",
        examples=["2023-12-26"],
    )
    options: RequestOptions = Field(default_factory=RequestOptions, description="What to extract.")

    @property
    def form(self) -> str:
        """Which of the forms the transcript was given in."""
        return self._forms()[0]

    def _forms(self) -> list[str]:
        return [form for form in FORMS if getattr(self, form) is not None]

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        given = self._forms()
        if len(given) != 1:
            raise PydanticCustomError(
                "one_form",
                "exactly one form of the transcript is needed; given: {given}",
                {"given": ", ".join(given) or "none"},
            )
        return self
