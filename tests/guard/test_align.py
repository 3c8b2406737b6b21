"""Quotations find their place in the transcript, or none; a place is always one that the words stand at."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.guard.align import TOO_LONG, align

TEXT = (
    "The mayor of Velm, Ida Brandt, said on Monday that “nobody was hurt” when the old bridge fell.  "
    "Police  arrested 14 people near the harbour, among them two  students from Ostrava — all were let go."
)


def quoted(quotation: str) -> list[str] | None:
    spans = align(TEXT, quotation)
    return [TEXT[a:b] for a, b in spans] if spans is not None else None


def test_case_blanks_and_marks_make_no_difference() -> None:
    assert quoted("POLICE ARRESTED 14 people near the harbour") == ["Police  arrested 14 people near the harbour"]
    assert quoted('"nobody was hurt" when the old bridge fell') is not None


def test_what_was_left_out_is_left_out() -> None:
    assert quoted("The mayor of Velm ... the old bridge fell") == ["The mayor of Velm", "the old bridge fell"]


def test_a_slip_of_the_pen_is_forgiven_in_a_long_quotation_alone() -> None:
    """At most one character of ten differs, in twenty and more."""
    assert quoted("Police arested 14 people near the harbor") is not None
    assert quoted("14 peopel") is None


def test_invented_words_have_no_place() -> None:
    assert quoted("The mayor resigned after the bridge had fallen into the river") is None
    assert quoted("") is None


@given(st.integers(0, len(TEXT) - 1), st.integers(1, 80))
def test_words_of_the_text_are_found_as_they_stand(start: int, length: int) -> None:
    """Whole words of the text, however they were cut out, align with words that read the same."""
    words = TEXT[start : start + length].split()[1:-1]
    spans = align(TEXT, " ".join(words))
    if spans is not None:
        for a, b in spans:
            assert 0 <= a < b <= len(TEXT)
    elif words:
        assert not any(w.isalnum() and len(w) > 1 for w in words)


def test_what_would_take_seconds_to_look_for_is_not_looked_for() -> None:
    """A quotation that is long and only nearly there, or broken into dozens of pieces; what stands there as it is has no limit."""
    text = " ".join(f"word{number}" for number in range(600))
    assert align(text, text) == [(0, len(text))]
    assert align(text, text[: TOO_LONG - 50].replace("word77 ", "word78 ")) is not None
    assert align(text, text[: TOO_LONG + 50].replace("word77 ", "word78 ")) is None
    pieces = [f"word{number}" for number in range(100, 180, 2)]
    assert align(text, " ... ".join(pieces[:5])) is not None
    assert align(text, " ... ".join(pieces)) is None
