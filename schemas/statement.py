"""Statements: who said what, after the source-cue-content model of PARC 3.0 (Pareti 2016) and PolNeAR (Newell et al. 2018)."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict, Field

from schemas.shared import Actor, Evidence, Record

StatementKind = Literal["direct", "indirect", "mixed"]
Act = Literal[
    "claim", "accuse", "deny", "demand", "promise", "threaten", "warn", "praise",
    "condemn", "support", "reject", "announce", "ask", "other",
]  # fmt: skip


_EXAMPLE: dict[str, Any] = {
    "id": "statement_60e4d2a97b1c38f5",
    "evidence": [
        {"start": 208, "end": 239, "text": "“The count was fair,” said Voss", "fields": ["content", "cue", "speaker"]}
    ],
    "confidence": 0.85,
    "source": "rules",
    "speaker": {"name": "Dara Voss", "kind": "person"},
    "cue": "said",
    "kind": "direct",
    "content": [{"start": 209, "end": 227, "text": "The count was fair"}],
    "act": "claim",
}


class Statement(Record):
    """Words, or their gist, that the transcript ascribes to a source."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    speaker: Actor | None = Field(
        default=None,
        description="Who says it; never a pronoun. Null where the transcript does not settle it (see `report.gaps`).",
    )
    cue: str | None = Field(
        default=None,
        description="The reporting verb or phrase as it stands; null for a quotation that stands alone.",
        examples=["insists", "according to"],
    )
    kind: StatementKind = Field(description="Whether the words are quoted, reported, or partly quoted.")
    content: list[Evidence] = Field(
        min_length=1,
        description="The words said, without quotation marks; a quotation over several sentences or paragraphs is one statement.",
    )
    act: Act = Field(default="claim", description="What is done by saying it, after the verbal events of PLOVER.")
    target: Actor | None = Field(default=None, description="Who is accused, addressed or praised.")
    about: list[str] = Field(default_factory=list, description="Ids of the records that the words are about.")
