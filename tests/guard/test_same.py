"""Fields that rest on the words of others have them once in the list."""

from __future__ import annotations

import pytest

from service.guard import bearing
from service.words import load_words

SAME: dict[str, str] = load_words("guard/bearing")["same"]


@pytest.mark.parametrize(("field", "other"), SAME.items())
def test_the_words_of_another_field_are_there(field: str, other: str) -> None:
    found = load_words("guard/bearing")
    for key in other.split("."):
        found = found[key]
    for path in [f"{field}.{value}" for value in found] if isinstance(found, dict) else [field]:
        assert bearing.knows(path)


def test_a_value_without_words_has_none_by_way_of_another_field() -> None:
    assert bearing.knows("rerun.status.annulled")
    assert not bearing.knows("rerun.status.held")
