"""What the rules read and are not sure of is a gap about the record, or about the field."""

from __future__ import annotations

import pytest

from schemas import RECORD_TYPES
from service.extract import extract
from service.read import read_text
from service.words import load_words

PLURALS = {entry.name: entry.plural for entry in RECORD_TYPES}


def fields_in_doubt(text: str, record_type: str) -> set[str | None]:
    """The fields that the gaps about a record already have a value for; None for the record as such."""
    found = extract(read_text(text))
    records = {r.id: r for r in getattr(found, PLURALS[record_type])}
    gaps = [gap for gap in found.report.gaps if gap.record in records]
    assert all(0 <= gap.start < gap.end <= len(text) for gap in gaps)
    return {gap.field for gap in gaps if gap.field is None or getattr(records[gap.record or ""], gap.field)}


@pytest.mark.parametrize(
    ("text", "record_type", "field"),
    [
        ("Police in Malta detained two bargemen. They were released on Friday.", "detention", "stage"),
        ("Malta has arrested two bargemen for smuggling.", "detention", "place"),
        ("Protests broke out in Malta over the price of bread.", "protest", "places"),
        ("Ida Brandt lost Sunday's presidential election in Malta, the commission said.", "election", "results"),
        ("“The doors were locked and nobody came to open them for us.”", "statement", None),
    ],
)
def test_what_is_often_wrong_is_asked_about(text: str, record_type: str, field: str | None) -> None:
    assert field in fields_in_doubt(text, record_type)


@pytest.mark.parametrize(
    ("text", "record_type", "field"),
    [
        ("Police in Valletta detained two bargemen on Friday.", "detention", "stage"),
        ("Police in Valletta detained two bargemen on Friday.", "detention", None),
        ("Ida Brandt said that the bridge would be closed for a week.", "statement", None),
    ],
)
def test_what_is_plain_is_not(text: str, record_type: str, field: str | None) -> None:
    assert field not in fields_in_doubt(text, record_type)


def test_the_word_list_names_fields_that_there_are() -> None:
    """A slip in it would never be seen: what no record has is in no doubt."""
    models = {entry.name: entry.model for entry in RECORD_TYPES}
    assert all(kind["field"] in models[kind["record"]].model_fields for kind in load_words("rules/doubt")["open"])


def test_a_doubt_about_one_long_word_has_words() -> None:
    """Nothing to cut at: the gap is still of something."""
    found = extract(read_text(f"“Oh {'a' * 300} {'b' * 300}.”"))
    assert all(gap.start < gap.end for gap in found.report.gaps)
    found = extract(read_text(f"“{'a' * 300} oh {'b' * 300}.”"))
    assert all(gap.start < gap.end for gap in found.report.gaps)
