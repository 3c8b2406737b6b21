"""The parts that every record type is made of: evidence, actors, places, figures and dates."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

CountryCode = Annotated[
    str,
    Field(pattern=r"^[A-Z]{2}$", description="ISO 3166-1 alpha-2 code.", examples=["RS", "FR"]),
]

Share = Annotated[float, Field(ge=0, le=1)]
ActorKind = Literal["person", "organization", "party", "government", "group", "country", "unknown"]
PlaceKind = Literal["country", "region", "city", "site"]
Source = Literal["rules", "model", "both"]
StoryKind = Literal["story", "menu", "advert", "link", "sign_off"]
Factuality = Literal["reported", "alleged", "denied", "planned", "demanded", "hypothetical"]


class Model(BaseModel):
    """Base of all models: strict, frozen, and closed to unknown fields. What is sent always has all fields."""

    model_config = ConfigDict(
        strict=True, frozen=True, extra="forbid", json_schema_serialization_defaults_required=True
    )


class Evidence(Model):
    """Words of the transcript that bear a value out.

    ``Transcript.text[start:end] == text`` always holds.
    """

    start: int = Field(ge=0, description="First character, in Unicode code points into the transcript's text.")
    end: int = Field(ge=1, description="One past the last character, in Unicode code points (half-open).")
    text: str = Field(min_length=1, description="The words themselves, exactly as they stand in the transcript.")
    start_time: float | None = Field(
        default=None, ge=0, description="Seconds from the start of the media; null for an untimed transcript."
    )
    end_time: float | None = Field(
        default=None, ge=0, description="Seconds from the start of the media; null for an untimed transcript."
    )
    fields: list[str] = Field(
        default_factory=list,
        description="Names of the record's fields that these words support.",
        examples=[["stage", "counts"]],
    )

    @model_validator(mode="after")
    def _length_agrees(self) -> Self:
        if self.end - self.start != len(self.text):
            raise ValueError(f"end - start is {self.end - self.start}, but text has {len(self.text)} characters")
        return self


class Actor(Model):
    """A person, body or group that acts, speaks or is acted upon."""

    name: str = Field(
        min_length=1,
        description="The fullest form found in the transcript: `President Rossi` becomes `Maria Rossi` where she is so named.",
        examples=["Maria Rossi", "the electoral commission"],
    )
    kind: ActorKind = Field(description="What sort of actor this is.")
    role: str | None = Field(
        default=None,
        description="Office or description, in the transcript's words.",
        examples=["president", "opposition candidate for Novara"],
    )
    affiliation: str | None = Field(default=None, description="Party, body or outlet that the actor belongs to.")
    country: CountryCode | None = Field(
        default=None, description="ISO 3166-1 alpha-2 code, where the transcript bears it out."
    )


class Place(Model):
    """Somewhere on the map, or a site in it."""

    name: str = Field(min_length=1, description="The name as it stands in the transcript.", examples=["Belgrade"])
    kind: PlaceKind = Field(description="How large a place it is.")
    country: CountryCode | None = Field(default=None, description="ISO 3166-1 alpha-2 code of the country it lies in.")


class Quantity(Model):
    """A figure, as a closed range.

    `dozens` is 24 to 99, `more than 8,000` is 8001 to null, `roughly 46 per cent` is 46 to 46 and approximate.
    The readings of vague words differ between event data sets; ours stand in the data file of number words.
    """

    text: str = Field(min_length=1, description="The words of the figure.", examples=["more than 8,000"])
    low: float | None = Field(default=None, description="Smallest value the words allow; null if open below.")
    high: float | None = Field(default=None, description="Largest value the words allow; null if open above.")
    approximate: bool = Field(default=False, description="True where the words hedge: `about`, `roughly`, `some`.")
    by: str | None = Field(default=None, description="Who gives the figure.", examples=["police"])

    @model_validator(mode="after")
    def _range_is_ordered(self) -> Self:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low ({self.low}) is above high ({self.high})")
        return self


class When(Model):
    """A date or time, in the transcript's words and, where they bear it, in EDTF level 1 (ISO 8601-2)."""

    text: str = Field(min_length=1, description="The words of the date.", examples=["December 17"])
    edtf: str | None = Field(
        default=None,
        description="EDTF level 1 (ISO 8601-2): `XXXX-12-17` without a year, `2023-12-17` with one.",
        examples=["XXXX-12-17", "2023-12-17"],
    )


class Record(Model):
    """One event in the world, however many sentences speak of it."""

    id: str = Field(
        pattern=r"^[a-z]+_[0-9a-f]{16}$",
        description="Stable: a hash of the record's type and evidence.",
        examples=["election_0123456789abcdef"],
    )
    story: str | None = Field(
        default=None,
        description="Id of the story that its main evidence stands in (see `report.stories`).",
        examples=["story_2"],
    )
    evidence: list[Evidence] = Field(min_length=1, description="The words that report it, in the order of the text.")
    confidence: float = Field(ge=0, le=1, description="How likely the record is to be right, 0 to 1.")
    confidences: dict[str, Share] = Field(
        default_factory=dict,
        description="The same for single fields, by their names: how likely the value is to be right. A field that is not "
        "here has no figure of its own.",
        examples=[{"place": 0.7}],
    )
    carried: list[str] = Field(
        default_factory=list,
        description="Names of the fields whose value comes from the scene or a neighbouring sentence, not from the event's "
        "own clause.",
        examples=[["place"]],
    )
    source: Source = Field(description="Who found it: rules, a language model, or both.")
    factuality: Factuality = Field(
        default="reported",
        description="Whether the transcript reports the event as having happened, or as alleged, denied, planned, demanded or hypothetical.",
    )
    attributed_to: Actor | None = Field(default=None, description="Who alleges, denies, plans or demands it.")


# The fields of a record that tell how it was found; all others are what the transcript says.
COMPUTED = frozenset({"id", "story", "confidence", "confidences", "carried", "source"})
