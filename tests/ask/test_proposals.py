"""What a model is told and may fill in: made from the schemas, without anything that is ours to compute."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import RECORD_TYPES, Detention, Election
from service.ask.edits import Edit, answer_schema
from service.ask.prompts import instructions, load
from service.ask.proposals import notation, proposal, readable

KINDS = tuple(entry.name for entry in RECORD_TYPES)
OURS = (
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
)
MOST_FORM = 8_000  # characters that go with each question, for all record types together


@pytest.mark.parametrize("kind", KINDS)
def test_a_model_never_gives_offsets_times_or_ids(kind: str) -> None:
    """No such field anywhere in what is asked for."""
    words = notation([kind]).replace("{", " ").replace("[", " ").replace(";", " ").split()
    assert not set(words) & set(OURS)
    named = {name for model in [proposal(kind).model_json_schema()] for name in model["properties"]}
    assert not named & set(OURS)


def test_all_fields_that_a_record_may_have_are_told_of() -> None:
    told = notation(["detention", "election"])
    for model in (Detention, Election):
        assert all(
            name in told for name in model.model_fields if name not in (*OURS, "story", "confidences", "carried")
        )


def test_the_form_is_small() -> None:
    """It is sent with every question, so it is no more than so many characters."""
    assert len(instructions(KINDS)) + len(json.dumps(answer_schema())) < MOST_FORM


def test_the_worked_example_is_an_answer_and_all_its_names_are_marked() -> None:
    """The example in the prompt is what the schema asks for, quotes its story, and names nobody without a mark."""
    text = load("preamble").text
    story = " ".join(text[text.index("Example: ") : text.index("Records: d1")].split())
    answer = json.JSONDecoder().raw_decode(text[text.index("Answer: ") + len("Answer: ") :])[0]
    for edit in map(Edit.model_validate, answer["edits"]):
        kind = edit.type or "detention"
        assert readable(kind, edit.values)[1] == []
        assert all(words in story for words in copied(edit.values))
    marks = load("preamble").marks
    assert marks
    assert all(mark in story for mark in marks)


def copied(value: Any, name: str = "") -> list[str]:
    """The words that a value has from the story."""
    if isinstance(value, dict):
        return [words for inner, each in value.items() for words in copied(each, inner)]
    if isinstance(value, list):
        return [words for each in value for words in copied(each, name)]
    return [] if name in ("kind", "stage", "act") else [value]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["", "Velm", "fourteen"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from([*proposal("detention").model_fields, "name", "text", "x"]), inner, max_size=4
        )
    ),
    max_leaves=6,
)


@given(
    st.sampled_from(KINDS),
    st.dictionaries(
        st.sampled_from([*proposal("election").model_fields, *proposal("detention").model_fields]), JSON, max_size=6
    ),
)
def test_what_cannot_be_read_takes_nothing_with_it(kind: str, values: dict[str, Any]) -> None:
    """Whatever a model gives: what has the form asked for is read, and what has not is named."""
    good = {"factuality": "alleged"}
    made, unread = readable(kind, {**values, **good})
    assert made.factuality == "alleged"  # type: ignore[attr-defined]
    assert set(unread) <= values.keys()
    assert all(getattr(made, name) in (None, []) for name in unread if not isinstance(values[name], list))


def test_words_stand_for_a_part_and_one_for_a_list() -> None:
    made, unread = readable("detention", {"place": "Velm", "counts": "14", "charges": "theft", "stage": "eaten"})
    assert made.model_dump(exclude_none=True, exclude={"quotes"}) == {
        "place": {"name": "Velm"}, "counts": [{"text": "14"}], "charges": ["theft"],
    }  # fmt: skip
    assert unread == ["stage"]
