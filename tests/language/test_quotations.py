"""Quotation marks are paired as a reader pairs them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.language.quotations import find_quotations


def quoted(text: str) -> list[list[str]]:
    return [[text[a:b] for a, b in q.parts] for q in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We won," she said.', [["We won"]]),
        ("“We won,” she said. “At last.”", [["We won"], ["At last."]]),
        ("''We won,'' she said.", [["We won"]]),
        ("‘We won,’ she said.", [["We won"]]),
        ("She said: «We won.»", [["We won."]]),
        ("It's the people's vote, isn't it?", []),
        ("The workers' vote and the ministers' reply.", []),
        ('“He said "no" to me,” she said.', [['He said "no" to me']]),
        ('He said: "One.\n\n"Two."\n\nThe end.', [["One.", "Two."]]),
        ("“One.\nTwo.\nThree,” he said.", [["One.\nTwo.\nThree"]]),
        ('She said "nobody came.\nThe hall was cold.\nThe end "came" late.', [["nobody came."], ["came"]]),
        ('""', []),
        ("It rained.\n\n”The pier stands,” she said.", [["The pier stands"]]),
    ],
)
def test_quotations(text: str, expected: list[list[str]]) -> None:
    """Every style of marks; apostrophes are none; a paragraph may reopen; what nobody closed ends with its line."""
    assert quoted(text) == expected


@given(st.text(alphabet="ab .,\n\"“”'‘’«»`", max_size=300))
def test_quotations_are_apart_and_in_order(text: str) -> None:
    """Whatever the marks: parts lie within their quotation, quotations within the text, and none overlaps another."""
    at = 0
    for q in find_quotations(text):
        assert at <= q.outer_start < q.start <= q.end <= q.outer_end <= len(text)
        assert q.parts
        assert all(q.start <= a < b <= q.end for a, b in q.parts)
        at = q.outer_end
