"""The rules' events are held against the guard: where the two disagree, the answer is less sure, and a gap says why."""

from __future__ import annotations

import pytest

from schemas import Extraction, Record
from service.extract import corridor, extract
from service.read import read_text
from service.rules.found import Found
from tests.expected import EXAMPLES

RELEASE = "The two jailed dyers, whose release the court in Tarn ordered in May, went home."
PLANS = "She plans to continue her protests in Tarn over the toll next year."


def held_gaps(made: Extraction) -> list[tuple[str | None, str]]:
    return [(g.field, g.reason.partition(": ")[2]) for g in made.report.gaps if "may not bear it out" in g.reason]


def without(monkeypatch: pytest.MonkeyPatch, text: str) -> Extraction:
    with monkeypatch.context() as patch:
        patch.setattr(corridor, "held_against_words", lambda _plural, found, _reading: found)
        return extract(read_text(text))


def test_a_value_that_the_words_speak_against_is_less_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who is said to be freed is not said to be held: the stage is in doubt, and nothing else of the record."""
    made, before = extract(read_text(RELEASE)), without(monkeypatch, RELEASE)
    assert held_gaps(made) == [("stage", "the words say the opposite")]
    (mine,), (was,) = made.detentions, before.detentions
    assert mine.confidences.pop("stage") < was.confidences.pop("stage")
    assert mine == was


def test_a_record_that_the_words_do_not_report_is_less_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    made, before = extract(read_text(PLANS)), without(monkeypatch, PLANS)
    assert held_gaps(made) == [(None, "stands otherwise in the words")]
    assert made.protests[0].confidence < before.protests[0].confidence


def test_answers_are_otherwise_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the examples, whatever the guard says, no value changes: only confidences, and gaps are added."""
    for text in (example.read_text() for example in EXAMPLES):
        made, before = extract(read_text(text)), without(monkeypatch, text)
        assert list(map(bare, records(made))) == list(map(bare, records(before)))
        assert [g for g in made.report.gaps if "may not bear it out" not in g.reason] == before.report.gaps


def records(made: Extraction) -> list[Record]:
    return [*made.elections, *made.protests, *made.detentions, *made.statements]


def bare(record: Record) -> Record:
    return record.model_copy(update={"confidence": 0.0, "confidences": {}})


def test_only_types_of_which_the_guard_knows_better_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Over gold it said no more of elections and statements than chance would."""
    looked: list[str] = []

    def note(plural: str, found: Found, reading: object) -> Found:
        made = original(plural, found, reading)  # type: ignore[arg-type]
        looked.extend([plural] if made is not found else [])
        return made

    original = corridor.held_against_words
    monkeypatch.setattr(corridor, "held_against_words", note)
    extract(read_text("Voters in Tarn elected Ida Reck on Sunday. Police arrested two dyers, Mayor Olaf Berg said."))
    assert looked == ["detentions"]
