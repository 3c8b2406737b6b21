"""Elections and referendums: when, where, with what result, and who disputes it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict, Field

from schemas.shared import Actor, Evidence, Model, Place, Quantity, Record, When

ElectionKind = Literal[
    "presidential", "parliamentary", "regional", "local", "mayoral", "european",
    "referendum", "primary", "by_election", "general", "other",
]  # fmt: skip
ElectionStatus = Literal["scheduled", "ongoing", "held", "postponed", "cancelled", "annulled", "unknown"]
Outcome = Literal["won", "lost", "runoff", "claims_victory", "conceded"]
Basis = Literal["official", "partial", "projected", "exit_poll", "poll", "unknown"]
AllegationKind = Literal["fraud", "illegal_voting", "vote_buying", "intimidation", "media_bias", "unfair", "other"]
RerunScope = Literal["full", "partial"]


class Result(Model):
    """What one contestant got, or claims to have got."""

    contestant: Actor = Field(description="The candidate, party or side of a referendum.")
    abbreviation: str | None = Field(default=None, description="The contestant's short name.", examples=["SPD"])
    kind: ElectionKind | None = Field(default=None, description="Which contest of several held together this is about.")
    vote_share: Quantity | None = Field(default=None, description="Share of the vote, in per cent.")
    votes: Quantity | None = Field(default=None, description="Number of votes.")
    seats: Quantity | None = Field(default=None, description="Number of seats or mandates.")
    outcome: Outcome | None = Field(default=None, description="How it ended for this contestant.")
    basis: Basis = Field(default="unknown", description="What the figure or outcome rests on.")


class Allegation(Model):
    """Something said to be wrong with the election."""

    kind: AllegationKind = Field(description="What is alleged.")
    by: Actor | None = Field(default=None, description="Who alleges it.")
    denied_by: list[Actor] = Field(default_factory=list, description="Who denies it.")
    evidence: list[Evidence] = Field(min_length=1, description="The words of the allegation and of its denials.")


class Rerun(Model):
    """A repetition of the vote, whole or in part."""

    scope: RerunScope = Field(description="Whether all or only some of the vote is repeated.")
    polling_day: When | None = Field(default=None, description="The day of the repeated vote.")
    polling_stations: Quantity | None = Field(default=None, description="Number of polling stations that vote again.")
    of_stations: Quantity | None = Field(default=None, description="Number of polling stations there are in all.")
    status: ElectionStatus = Field(default="unknown", description="How far the repeated vote has come.")


_EXAMPLE: dict[str, Any] = {
    "id": "election_2f81c0d9a4b7e635",
    "evidence": [
        {
            "start": 0,
            "end": 83,
            "text": "Dara Voss won the mayoral race in Port Ellin on June 9 with 52 per cent of the vote",
            "fields": ["kinds", "place", "polling_day", "results", "status"],
        }
    ],
    "confidence": 0.85,
    "source": "rules",
    "place": {"name": "Port Ellin", "kind": "city"},
    "kinds": ["mayoral"],
    "status": "held",
    "polling_day": {"text": "June 9", "edtf": "XXXX-06-09"},
    "results": [
        {
            "contestant": {"name": "Dara Voss", "kind": "person"},
            "vote_share": {"text": "52 per cent", "low": 52.0, "high": 52.0},
            "outcome": "won",
        }
    ],
}


class Election(Record):
    """An election or referendum, or several held on one day."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    place: Place | None = Field(default=None, description="The country, region or town that votes.")
    kinds: list[ElectionKind] = Field(default_factory=list, description="What is voted for.")
    status: ElectionStatus = Field(default="unknown", description="How far the vote has come.")
    polling_day: When | None = Field(default=None, description="The day of the vote.")
    results: list[Result] = Field(default_factory=list, description="A contestant a line.")
    turnout: Quantity | None = Field(default=None, description="Turnout, in per cent of those entitled to vote.")
    allegations: list[Allegation] = Field(default_factory=list, description="What is said to be wrong with the vote.")
    reruns: list[Rerun] = Field(default_factory=list, description="Repeated votes, ordered or held.")
    authority: Actor | None = Field(default=None, description="The electoral commission or other body in charge.")
