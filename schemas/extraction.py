"""The whole answer: records, and a report of how they were found."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import Field, WithJsonSchema, create_model, model_validator

from schemas.registry import RECORD_TYPES
from schemas.shared import Model, StoryKind

SCHEMA_VERSION = "1.1"
# Readers of this version read all of the same major version, so that is what the published schema asks for.
_SAME_MAJOR = {
    "type": "string",
    "pattern": rf"^{SCHEMA_VERSION.partition('.')[0]}\.[0-9]+$",
    "examples": [SCHEMA_VERSION],
}

ModelStatus = Literal["off", "not_needed", "used", "failed"]


class TranscriptForm(Model):
    """In which form the transcript came, and what of it was found: whether times and speakers were, for one."""

    name: str = Field(description="The reader that took it.", examples=["srt"])
    cues: int = Field(ge=0, description="Cues or segments with words in them; 0 in running text.")
    speakers: int = Field(ge=0, description="Speakers that are named, each counted once.")
    times: int = Field(ge=0, description="Cues or segments that have times.")


class TextSegment(Model):
    """A cue or segment of the transcript, and its time in the media."""

    start: int = Field(ge=0, description="First character.")
    end: int = Field(ge=0, description="One past its last character.")
    start_time: float | None = Field(default=None, ge=0, description="Seconds from the start of the media.")
    end_time: float | None = Field(default=None, ge=0, description="Seconds from the start of the media.")


class TextTurn(Model):
    """A stretch in which one voice speaks, its label included."""

    start: int = Field(ge=0, description="First character.")
    end: int = Field(ge=0, description="One past its last character.")
    speaker: str | None = Field(
        default=None, description="Who speaks, as the transcript has it; null where it does not say."
    )


class TranscriptInfo(Model):
    """Which transcript the answer is about."""

    sha256: str = Field(pattern=r"^[0-9a-f]{64}$", description="SHA-256 of the transcript's text, UTF-8.")
    characters: int = Field(ge=0, description="Length of the text, in Unicode code points.")
    language: str = Field(description="BCP 47 tag.", examples=["en"])
    title: str | None = Field(default=None, description="As given in the request.")
    source: str | None = Field(default=None, description="As given in the request.")
    published: str | None = Field(
        default=None, description="Publication date as given, ISO 8601.", examples=["2023-12-26"]
    )
    form: TranscriptForm | None = Field(
        default=None, description="The form that it came in; null where a program made the transcript itself."
    )
    text: str | None = Field(
        default=None, description="The text that offsets count in, where the options ask for it (`options.text`)."
    )
    segments: list[TextSegment] | None = Field(
        default=None, description="With the text: its cues or segments, in order; empty in running text."
    )
    turns: list[TextTurn] | None = Field(
        default=None, description="With the text: who speaks where, in order; empty where no voices are marked."
    )

    @model_validator(mode="after")
    def _text_is_the_one(self) -> Self:
        if self.text is not None and sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest() != self.sha256:
            raise ValueError("sha256 is that of another text")
        return self


class Skipped(Model):
    """A span that was not read, and why."""

    start: int = Field(ge=0, description="First character.")
    end: int = Field(ge=0, description="One past its last character.")
    reason: str = Field(description="Why it was not read, in a few words.", examples=["no rules for this language"])


class Coverage(Model):
    """How much of the transcript was read: nothing is ever cut off in silence."""

    characters: int = Field(ge=0, description="Characters read.")
    skipped: list[Skipped] = Field(default_factory=list, description="Spans that were not read, with the reason.")


class Gap(Model):
    """Something that the rules saw and could not settle."""

    record_type: str = Field(description="Name of the record type.", examples=["statement"])
    start: int = Field(ge=0, description="First character of the passage.")
    end: int = Field(ge=0, description="One past its last character.")
    reason: str = Field(description="What is missing, in a few words.", examples=["quotation without a speaker"])
    field: str | None = Field(
        default=None,
        description="The field that could not be settled; null where the record as such is in doubt, or was not made.",
    )
    record: str | None = Field(
        default=None, description="Id of the record that is in doubt, or that it would complete."
    )


class DryRun(Model):
    """What would leave the machine, were the language model asked."""

    url: str = Field(description="Where it would go.")
    requests: list[dict[str, Any]] = Field(description="The bodies of the requests, as they would be sent.")
    input_tokens: int = Field(ge=0, description="Tokens that would be sent, about.")
    output_tokens: int = Field(ge=0, description="Tokens that may come back, at most.")
    cost: float | None = Field(
        default=None,
        ge=0,
        description="What that costs, at most, in the currency of the prices that the settings have; null without prices.",
    )


class ModelReport(Model):
    """What the language model was asked and what came of it."""

    status: ModelStatus = Field(default="off", description="Whether it was asked, and whether it answered.")
    reason: str | None = Field(default=None, description="Why it was not asked, or why it failed.")
    name: str | None = Field(default=None, description="The model that was asked.")
    prompt_version: str | None = Field(default=None, description="Version of the prompts that it was asked with.")
    calls: int = Field(default=0, ge=0, description="How often it was called, failed calls included.")
    input_tokens: int = Field(default=0, ge=0, description="Tokens sent to it, as it counts them.")
    output_tokens: int = Field(default=0, ge=0, description="Tokens that it answered with, as it counts them.")
    proposed: int = Field(default=0, ge=0, description="Values that the model proposed.")
    dropped: int = Field(default=0, ge=0, description="Values that the transcript did not bear out.")
    dropped_reasons: dict[str, int] = Field(
        default_factory=dict, description="How many values were dropped for which reason."
    )
    not_asked: list[Skipped] = Field(
        default_factory=list, description="Passages that the model was not asked about, with the reason."
    )
    dry_run: DryRun | None = Field(
        default=None, description="What would be sent, where the request asked for that alone."
    )


class Story(Model):
    """A stretch of the transcript that is about one thing, or a menu, advert, link or sign-off between such."""

    id: str = Field(
        pattern=r"^story_[0-9]+$", description="Unique in this answer, in the order of the text.", examples=["story_2"]
    )
    start: int = Field(ge=0, description="First character.")
    end: int = Field(ge=0, description="One past its last character.")
    start_time: float | None = Field(
        default=None, ge=0, description="Seconds from the start of the media; null for an untimed transcript."
    )
    end_time: float | None = Field(
        default=None, ge=0, description="Seconds from the start of the media; null for an untimed transcript."
    )
    kind: StoryKind = Field(
        description="A story, the menu of headlines, an advert, a link between stories, or a sign-off."
    )
    title: str | None = Field(default=None, description="Its headline, where the transcript or the request has one.")


class Report(Model):
    """How the records were found."""

    rules_version: str = Field(description="Fingerprint of the rules and word lists.")
    coverage: Coverage
    stories: list[Story] = Field(
        default_factory=list, description="The stories in the order of the text; empty where none are told apart."
    )
    gaps: list[Gap] = Field(default_factory=list, description="What the rules saw and could not settle.")
    model: ModelReport = Field(default_factory=ModelReport)
    warnings: list[str] = Field(default_factory=list, description="Oddities of the input, with their line.")


class _Frame(Model):
    schema_version: Annotated[Literal["1.1"], WithJsonSchema(_SAME_MAJOR)] = Field(
        default="1.1", description="Version of this contract."
    )
    transcript: TranscriptInfo


if TYPE_CHECKING:
    from schemas.detention import Detention
    from schemas.election import Election
    from schemas.protest import Protest
    from schemas.statement import Statement

    class Extraction(_Frame):
        """The answer to one transcript."""

        elections: list[Election]
        protests: list[Protest]
        detentions: list[Detention]
        statements: list[Statement]
        report: Report
else:
    # The record lists come from the registry, so that a new record type needs no line here.
    _lists = {
        entry.plural: (list[entry.model], Field(default_factory=list, description=entry.model.__doc__.splitlines()[0]))
        for entry in RECORD_TYPES
    }
    Extraction = create_model(
        "Extraction",
        __base__=_Frame,
        __doc__="The answer to one transcript.",
        **_lists,
        report=(Annotated[Report, Field()], ...),
    )
