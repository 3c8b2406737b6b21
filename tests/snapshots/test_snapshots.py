"""The answers to whole texts are those that were reviewed (``make expected`` writes them anew; read the difference)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.snapshots.readable import HOME, answer, kept, texts


@pytest.mark.parametrize("text", texts(), ids=lambda path: path.name)
def test_the_answer_is_the_reviewed_one(text: Path) -> None:
    assert answer(text) == kept(text).read_text(encoding="utf-8")


def test_every_answer_is_of_a_text() -> None:
    assert sorted((HOME / "answers").iterdir()) == sorted(map(kept, texts()))
