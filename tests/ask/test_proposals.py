"""What a model may fill in: made from the schemas, without anything that is ours to compute."""

from __future__ import annotations

import json

import pytest

from schemas import RECORD_TYPES
from service.ask.prompts import instructions, load
from service.ask.proposals import answer, proposal

KINDS = [entry.name for entry in RECORD_TYPES]
OURS = {
    "id",
    "start",
    "end",
    "start_time",
    "end_time",
    "confidence",
    "source",
    "about",
    "evidence",
    "low",
    "high",
    "iso",
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_model_never_gives_offsets_times_or_ids(kind: str) -> None:
    """No such field anywhere in what is asked for."""
    schema = answer(kind).model_json_schema()
    named = {name for model in [schema, *schema["$defs"].values()] for name in model["properties"]}
    assert not named & OURS
    assert "quotes" in named


@pytest.mark.parametrize("kind", KINDS)
def test_the_worked_example_is_an_answer_and_all_its_names_are_marked(kind: str) -> None:
    """The example in the prompt is what the schema asks for, quotes its passage, and names nobody without a mark."""
    text = instructions(kind)
    example = json.JSONDecoder().raw_decode(text[text.index("Example answer: ") + len("Example answer: ") :])[0]
    passage = " ".join(text[text.index("Example passage: ") : text.index("Example answer: ")].split())
    for record in example["records"]:
        proposal(kind).model_validate(record)
        assert all(quote in passage for quote in record["quotes"])
    assert load(kind).marks
    assert all(mark in passage for mark in load(kind).marks)
