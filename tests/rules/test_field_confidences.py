"""Each value has a confidence of its own: that of its record, times what such values are worth."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemas import RECORD_TYPES
from service.extract import extract
from service.read import read_text
from service.words import load_words

SHARES = load_words("rules/confidences")
CARRIED = "Customs officers arrested two bakers. A clerk was detained an hour later."
RAID = (
    "Police in Valletta arrested 14 dock workers on Friday. They are accused of blocking the harbour. "
    "“We will be back on Monday,” said Ida Holt, their lawyer."
)


def test_a_value_is_as_sure_as_its_record_and_its_field() -> None:
    found = extract(read_text(RAID)).detentions[0]
    own = SHARES["detentions"]["own"]
    told = {name for name in own if getattr(found, name)}
    assert set(found.confidences) == told
    assert {"authority", "counts", "place", "stage"} <= told
    for name in told - set(found.carried):
        assert found.confidences[name] == pytest.approx(found.confidence * own[name], abs=0.006)


def test_what_is_carried_is_less_sure() -> None:
    found = extract(read_text(CARRIED)).detentions[-1]
    assert "authority" in found.carried
    shares = SHARES["detentions"]
    assert shares["carried"]["authority"] < shares["own"]["authority"]
    assert found.confidences["authority"] == pytest.approx(found.confidence * shares["carried"]["authority"], abs=0.006)


def test_the_list_names_fields_of_the_types() -> None:
    """And shares, so that no value is surer than its record."""
    for entry in RECORD_TYPES:
        for shares in SHARES.get(entry.plural, {}).values():
            assert set(shares) <= set(entry.model.model_fields), entry.plural
            assert all(0 < share < 1 for share in shares.values())


def test_no_field_without_a_value_has_one() -> None:
    for file in sorted(Path("examples").glob("*.txt")):
        answer = extract(read_text(file.read_text(encoding="utf-8")))
        for entry in RECORD_TYPES:
            for record in getattr(answer, entry.plural):
                assert all(getattr(record, name) not in (None, [], "unknown") for name in record.confidences)
                assert all(share <= record.confidence for share in record.confidences.values())
