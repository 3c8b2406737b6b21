"""Ids of records: stable, and each record's own."""

from __future__ import annotations

import pytest

from service.extract import extract
from service.read import read_text


@pytest.mark.parametrize("text", ["Police arrested arrested", "Ann Moss was arrested and Bo Lund was released."])
def test_records_that_rest_on_the_same_words_are_told_apart(text: str) -> None:
    found = extract(read_text(text)).detentions
    assert len({record.id for record in found}) == len(found)
