"""Problem details of RFC 9457: what every error looks like."""

from __future__ import annotations

from pydantic import Field

from schemas.shared import Model


class FieldProblem(Model):
    """One field that is at fault, and what it should have been."""

    pointer: str = Field(
        description="JSON pointer (RFC 6901) into the body; a slash and its name for a header or query option.",
        examples=["/options/records/0"],
    )
    detail: str = Field(description="What is wrong with it.")
    expected: str | None = Field(
        default=None, description="What would be right.", examples=["one of: off, auto, always"]
    )


class Problem(Model):
    """An error, after RFC 9457. `type` is stable: programs may rely on it; `title` and `detail` are for people."""

    type: str = Field(description="Which kind of problem, as a URI reference.", examples=["/problems/invalid-request"])
    title: str = Field(description="The kind of problem, in a few words.")
    status: int = Field(ge=400, le=599, description="The HTTP status.")
    detail: str = Field(description="What went wrong this time.")
    errors: list[FieldProblem] = Field(default_factory=list, description="The fields at fault, where there are any.")
